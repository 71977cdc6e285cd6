#pragma once

#include "base/error.hpp"
#include "base/json.hpp"
#include "workflow/definition.hpp"
#include "workflow/guard.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogp::workflow {

/// The value of an expression as the field holds it, or why it has none: "case.pages is not set".
struct ExpressionOutcome
{
    std::optional<Json> value;
    Localized reason;
};

/// An expression that gives the value of a field: `set` of a transition, `computed` of a field, the values of a new child. The
/// language is that of guards (guard.hpp). What it gives must be of the field's type; a date also fits a printed date, a member
/// of a list of choices a text, and a bare case.f a field of the same type, whatever that is.
class Expression
{
public:
    /// `type`: whose names are used; `target`: the case type of `wanted`, the same but for a new child. Of a transition the
    /// expressions are worked out after its guard has held. Findings as those of Guard::compile.
    static Expression compile(std::string_view source, const CaseType& type, const Transition* transition, const CaseType& target,
                              const Field& wanted, Findings& findings, Guard::ChildNames children = Guard::ChildNames::Known);

    /// Of a definition that has been checked: what it gives is not held against a field.
    static Expression compile(std::string_view source, const CaseType& type, const Transition* transition);

    ExpressionOutcome evaluate(const GuardContext& context) const;

private:
    struct Program;
    explicit Expression(std::shared_ptr<const Program> program) : m_program(std::move(program)) {}
    std::shared_ptr<const Program> m_program;
};

/// All guards and expressions of a case type besides the guards of its transitions: `set` and effects of transitions, `computed`
/// of fields, `auto`, clocks. Each finding says `where`. Values of new children are checked where their type is among `types`.
Findings check_expressions(const CaseType& type, const std::vector<CaseType>& types,
                           Guard::ChildNames children = Guard::ChildNames::Known);

} // namespace ogp::workflow
