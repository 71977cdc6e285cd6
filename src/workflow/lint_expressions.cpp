#include "workflow/lint.hpp"

#include "base/text.hpp"
#include "workflow/guard_tree.hpp"
#include "workflow/lint_ranges.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogp::workflow {
namespace {

using Kind = GuardNode::Kind;

class ExpressionLint
{
public:
    ExpressionLint(const CaseType& type, Findings& findings) : m_type(type), m_findings(findings) {}

    /// Returns the guard where there is one that can be read.
    std::optional<GuardNode> condition(const std::string& source, const std::string& where)
    {
        auto tree = look(source, where, {});
        const bool always = tree && !can_be(m_type, {{&*tree, false}});
        const bool never = tree && !can_be(m_type, {{&*tree, true}});
        if (always || never)
            add_lint(m_findings, "guard_constant", where,
                     always ? Localized("პირობა ყოველთვის სრულდება; წაშალეთ", "the guard always holds; leave it out")
                            : Localized("პირობა არასოდეს სრულდება", "the guard never holds"));
        return tree;
    }

    /// Where `guard` holds, if there is one.
    void value(const std::string& source, const std::string& where, const std::optional<GuardNode>& guard)
    {
        look(source, where, guard ? std::vector<KnownPart>{{&*guard, true}} : std::vector<KnownPart>{});
    }

    void effects(const std::vector<Effect>& effects, const std::string& where)
    {
        for (const Effect& effect : effects) {
            const auto guard = condition(effect.when, where);
            for (const auto& [field, expression] : effect.values)
                value(expression, where, guard);
        }
    }

private:
    std::optional<GuardNode> look(const std::string& source, const std::string& where, std::vector<KnownPart> known)
    {
        if (source.empty())
            return std::nullopt;
        Findings ignored; // The loader has said what is wrong.
        auto tree = parse_guard(source, ignored);
        m_source = source;
        if (tree)
            divisions(*tree, where, known);
        return tree;
    }

    /// `known`: what has come out how before the node is looked at.
    void divisions(const GuardNode& node, const std::string& where, std::vector<KnownPart>& known)
    {
        const std::size_t before = known.size();
        for (std::size_t i = 0; i < node.parts.size(); ++i) {
            if (node.kind == Kind::Conditional && i > 0)
                known.resize(before), known.push_back({&node.parts.front(), i == 1});
            divisions(node.parts[i], where, known);
            if (node.kind == Kind::And || node.kind == Kind::Or)
                known.push_back({&node.parts[i], node.kind == Kind::And});
        }
        known.resize(before);
        if (node.kind != Kind::Binary || (node.op != GuardOp::Divide && node.op != GuardOp::Remainder))
            return;
        const GuardNode& divisor = node.parts[1];
        const Zero zero = zero_of(m_type, divisor, known);
        if (zero == Zero::Always)
            add_lint(m_findings, "guard_zero", where, Localized("ნულზე გაყოფა", "a division by zero"));
        else if (zero == Zero::Possible)
            add_lint(m_findings, "guard_may_be_zero", where,
                     say("„{0}“ შეიძლება ნული იყოს; ველს min: 1 ან წინ {0} != 0 && დაუწერეთ",
                         "\"{0}\" may be zero; give the field min: 1, or put {0} != 0 && before it", text_of(divisor)));
    }

    std::string text_of(const GuardNode& node) const
    {
        return printable(shorten(std::string_view(m_source).substr(node.begin, node.end - node.begin), 60));
    }

    const CaseType& m_type;
    Findings& m_findings;
    std::string m_source; ///< of the expression that is looked at
};

} // namespace

void lint_expressions(const CaseType& type, Findings& findings)
{
    ExpressionLint lint(type, findings);
    for (const Field& field : type.fields)
        lint.value(field.computed, "fields." + field.id + ".computed", std::nullopt);
    for (const Transition& transition : type.transitions) {
        const std::string where = "transitions." + transition.id;
        const auto guard = lint.condition(transition.when, where + ".when");
        if (transition.automatic)
            lint.condition(transition.automatic->when, where + ".auto.when");
        for (const auto& [field, expression] : transition.set)
            lint.value(expression, where + ".set." + field, guard);
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
