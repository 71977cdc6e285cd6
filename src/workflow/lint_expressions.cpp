#include "workflow/lint.hpp"

#include "base/text.hpp"
#include "workflow/guard_tree.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace ogp::workflow {
namespace {

using Kind = GuardNode::Kind;

bool holds(GuardOp op, std::int64_t left, std::int64_t right)
{
    switch (op) {
    case GuardOp::Equal: return left == right;
    case GuardOp::NotEqual: return left != right;
    case GuardOp::Less: return left < right;
    case GuardOp::LessEqual: return left <= right;
    case GuardOp::Greater: return left > right;
    default: return left >= right;
    }
}

bool is_comparison(GuardOp op)
{
    return op >= GuardOp::Equal && op <= GuardOp::GreaterEqual;
}

/// The value of a part that is the same for every case, where that shows without a case.
std::optional<bool> constant(const GuardNode& node)
{
    switch (node.kind) {
    case Kind::Literal: {
        const auto* value = std::get_if<bool>(&node.literal.value);
        return value == nullptr ? std::nullopt : std::optional(*value);
    }
    case Kind::Not: {
        const auto value = constant(node.parts.front());
        return value ? std::optional(!*value) : std::nullopt;
    }
    case Kind::And:
    case Kind::Or: {
        // One false part decides an "and", one true part an "or".
        const bool deciding = node.kind == Kind::Or;
        bool all = true;
        for (const GuardNode& part : node.parts) {
            const auto value = constant(part);
            if (value == deciding)
                return deciding;
            all = all && value.has_value();
        }
        return all ? std::optional(!deciding) : std::nullopt;
    }
    case Kind::Binary: {
        if (!is_comparison(node.op))
            return std::nullopt;
        const auto* left = std::get_if<std::int64_t>(&node.parts[0].literal.value);
        const auto* right = std::get_if<std::int64_t>(&node.parts[1].literal.value);
        const bool literals = node.parts[0].kind == Kind::Literal && node.parts[1].kind == Kind::Literal;
        return literals && left != nullptr && right != nullptr ? std::optional(holds(node.op, *left, *right)) : std::nullopt;
    }
    default: return std::nullopt;
    }
}

bool is_zero(const GuardNode& node)
{
    const auto* integer = std::get_if<std::int64_t>(&node.literal.value);
    const auto* decimal = std::get_if<Decimal>(&node.literal.value);
    return node.kind == Kind::Literal && ((integer != nullptr && *integer == 0) || (decimal != nullptr && decimal->units() == 0));
}

class ExpressionLint
{
public:
    ExpressionLint(const CaseType& type, Findings& findings) : m_type(type), m_findings(findings) {}

    void condition(const std::string& source, const std::string& where)
    {
        const auto tree = parse(source, where);
        const auto value = tree ? constant(*tree) : std::nullopt;
        if (value)
            add_lint(m_findings, "guard_constant", where,
                     *value ? Localized("პირობა ყოველთვის სრულდება; წაშალეთ", "the guard always holds; leave it out")
                            : Localized("პირობა არასოდეს სრულდება", "the guard never holds"));
    }

    void value(const std::string& source, const std::string& where) { parse(source, where); }

    void effects(const std::vector<Effect>& effects, const std::string& where)
    {
        for (const Effect& effect : effects) {
            condition(effect.when, where);
            for (const auto& [field, expression] : effect.values)
                value(expression, where);
        }
    }

private:
    std::optional<GuardNode> parse(const std::string& source, const std::string& where)
    {
        if (source.empty())
            return std::nullopt;
        Findings ignored; // The loader has said what is wrong.
        auto tree = parse_guard(source, ignored);
        m_source = source;
        m_root = tree ? &*tree : nullptr;
        if (tree)
            divisions(*tree, where);
        return tree;
    }

    void divisions(const GuardNode& node, const std::string& where)
    {
        for (const GuardNode& part : node.parts)
            divisions(part, where);
        if (node.kind != Kind::Binary || (node.op != GuardOp::Divide && node.op != GuardOp::Remainder))
            return;
        const GuardNode& divisor = node.parts[1];
        if (is_zero(divisor))
            add_lint(m_findings, "guard_zero", where, Localized("ნულზე გაყოფა", "a division by zero"));
        else if (divisor.kind != Kind::Literal && !is_never_zero(divisor))
            add_lint(m_findings, "guard_may_be_zero", where,
                     say("„{0}“ შეიძლება ნული იყოს; ველს min: 1 ან წინ {0} != 0 && დაუწერეთ",
                         "\"{0}\" may be zero; give the field min: 1, or put {0} != 0 && before it", text_of(divisor)));
    }

    std::string text_of(const GuardNode& node) const
    {
        return printable(shorten(std::string_view(m_source).substr(node.begin, node.end - node.begin), 60));
    }

    /// A field with a least value above zero, or what the same expression compares with zero.
    bool is_never_zero(const GuardNode& divisor) const
    {
        const Field* field = divisor.is_under("case") ? m_type.field(divisor.path.back()) : nullptr;
        return (field != nullptr && field->min && *field->min > 0) || is_compared(*m_root, text_of(divisor));
    }

    bool is_compared(const GuardNode& node, const std::string& name) const
    {
        const bool excludes_zero = node.kind == Kind::Binary && (node.op == GuardOp::NotEqual || node.op == GuardOp::Greater);
        if (excludes_zero && is_zero(node.parts[1]) && text_of(node.parts[0]) == name)
            return true;
        return std::any_of(node.parts.begin(), node.parts.end(), [&](const GuardNode& part) { return is_compared(part, name); });
    }

    const CaseType& m_type;
    Findings& m_findings;
    std::string m_source;
    const GuardNode* m_root = nullptr; ///< of the expression that is looked at
};

} // namespace

void lint_expressions(const CaseType& type, Findings& findings)
{
    ExpressionLint lint(type, findings);
    for (const Field& field : type.fields)
        lint.value(field.computed, "fields." + field.id + ".computed");
    for (const Transition& transition : type.transitions) {
        const std::string where = "transitions." + transition.id;
        lint.condition(transition.when, where + ".when");
        if (transition.automatic)
            lint.condition(transition.automatic->when, where + ".auto.when");
        for (const auto& [field, expression] : transition.set)
            lint.value(expression, where + ".set." + field);
        lint.effects(transition.effects, where + ".effects");
    }
    for (const Sla& sla : type.slas) {
        const std::string where = "slas." + sla.id;
        lint.condition(sla.applies, where + ".applies");
        for (const auto& [key, trigger] : {std::pair("start", &sla.start), std::pair("pause", &sla.pause), std::pair("stop", &sla.stop),
                                           std::pair("reset", &sla.reset)})
            lint.condition(trigger->when, where + "." + key + ".when");
        for (const ClockWarning& warning : sla.warnings)
            lint.effects(warning.effects, where + ".warn");
        lint.effects(sla.breach.effects, where + ".breach");
        for (const ClockEscalation& escalation : sla.escalations)
            lint.effects(escalation.effects, where + ".escalate");
    }
}

} // namespace ogp::workflow
