#pragma once

#include "workflow/definition.hpp"
#include "workflow/guard.hpp"
#include "workflow/guard_presence.hpp"
#include "workflow/guard_reporter.hpp"

namespace ogp::workflow {

/// The names that an expression may use, and their types.
class GuardNames
{
public:
    GuardNames(const CaseType& type, Guard::ChildNames children, GuardReporter& reporter)
        : m_type(type), m_children(children), m_reporter(reporter)
    {
    }

    /// Of case.f, user.id, now, children.T, votes.G.for, sla.C.used ... `known`: the fields that are set for sure there.
    GuardType check(const GuardNode& node, const SetFields& known) const;
    /// Of the argument of has(): case.f or input.f.
    GuardType check_presence(const GuardNode& node) const;

private:
    GuardType single(const GuardNode& node) const;
    GuardType of_case(const GuardNode& node, const SetFields& known) const;
    GuardType of_input(const GuardNode& node, const SetFields& known) const;
    GuardType of_user(const GuardNode& node) const;
    GuardType of_children(const GuardNode& node) const;
    GuardType of_votes(const GuardNode& node) const;
    GuardType of_clock(const GuardNode& node) const;
    const Field* find_field(const GuardNode& node, bool with_others) const;
    GuardType readable(const GuardNode& node, const Field& field, bool is_known) const;

    const CaseType& m_type;
    Guard::ChildNames m_children;
    GuardReporter& m_reporter;
};

/// The type of a field's value.
GuardType type_of_field(const Field& field);

} // namespace ogp::workflow
