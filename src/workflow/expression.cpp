#include "workflow/expression.hpp"

#include "base/text.hpp"
#include "workflow/guard_arithmetic.hpp"
#include "workflow/guard_checker.hpp"
#include "workflow/guard_evaluator.hpp"
#include "workflow/guard_names.hpp"
#include "workflow/guard_reporter.hpp"
#include "workflow/guard_stored.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {
namespace {

using Kind = GuardNode::Kind;

/// Whether what an expression gives can be the value of a field.
class Fit
{
public:
    Fit(const CaseType& target, const Field& wanted, GuardReporter& reporter)
        : m_target(target), m_type(type_of_field(wanted)), m_reporter(reporter)
    {
    }

    void check(const GuardNode& node)
    {
        if (node.type.is_wrong())
            return;
        if (node.kind == Kind::Conditional) {
            check(node.parts[1]);
            check(node.parts[2]);
        } else if (node.kind == Kind::List && m_type.list) {
            for (const GuardNode& part : node.parts)
                element(part);
        } else if (node.type.list != m_type.list) {
            m_reporter.mismatch(node, describe(m_type));
        } else {
            element(node);
        }
    }

private:
    void element(const GuardNode& node)
    {
        const GuardKind found = node.type.kind;
        const bool is_word = found == GuardKind::Enum || found == GuardKind::State;
        if (m_type.kind == GuardKind::Enum && node.kind == Kind::Literal && found == GuardKind::Text)
            m_reporter.choice(node, members());
        else if (m_type.kind == GuardKind::Text ? !(is_word || found == GuardKind::Text) : !same(node.type))
            m_reporter.mismatch(node, describe(m_type));
    }

    bool same(const GuardType& found) const
    {
        if (m_type.kind == GuardKind::PrintedDate && found.kind == GuardKind::Date)
            return true;
        return found.kind == m_type.kind && found.of == m_type.of;
    }

    std::vector<std::string> members() const
    {
        std::vector<std::string> ids;
        if (const Enumeration* enumeration = m_target.enumeration(m_type.of))
            for (const EnumMember& member : enumeration->members)
                ids.push_back(member.id);
        return ids;
    }

    const CaseType& m_target;
    GuardType m_type;
    GuardReporter& m_reporter;
};

SetFields set_by_guard(const Transition* transition)
{
    if (transition == nullptr || transition->when.empty())
        return {};
    Findings reported_elsewhere;
    const auto root = parse_guard(transition->when, reported_elsewhere);
    return root ? set_when(*root, true) : SetFields{};
}

} // namespace

struct Expression::Program
{
    std::string source;
    std::optional<GuardNode> root; ///< nothing where there were findings
};

Expression Expression::compile(std::string_view source, const CaseType& type, const Transition* transition, const CaseType& target,
                               const Field& wanted, Findings& findings, Guard::ChildNames children)
{
    Findings found;
    auto root = parse_guard(source, found);
    if (root) {
        check_expression(*root, source, type, transition, set_by_guard(transition), children, found);
        GuardReporter reporter(source, found);
        Fit(target, wanted, reporter).check(*root);
    }
    if (has_errors(found))
        root.reset();
    findings.insert(findings.end(), found.begin(), found.end());
    return Expression(std::make_shared<const Program>(Program{std::string(source), std::move(root)}));
}

Expression Expression::compile(std::string_view source, const CaseType& type, const Transition* transition)
{
    Findings found;
    auto root = parse_guard(source, found);
    if (root)
        check_expression(*root, source, type, transition, set_by_guard(transition), Guard::ChildNames::Known, found);
    if (has_errors(found))
        root.reset();
    return Expression(std::make_shared<const Program>(Program{std::string(source), std::move(root)}));
}

ExpressionOutcome Expression::evaluate(const GuardContext& context) const
{
    if (!m_program->root)
        return {std::nullopt, Localized("გამოსახულება შეცდომით არის დაწერილი", "the expression is not written correctly")};
    const ExpressionValue result = evaluate_expression(*m_program->root, m_program->source, context);
    if (!result.value)
        return {std::nullopt, result.reason};
    return {to_stored(*result.value), {}};
}

} // namespace ogp::workflow
