#include "workflow/guard_reporter.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {

GuardType GuardReporter::refuse(const char* code, const GuardNode& node, Localized message)
{
    add_guard_finding(m_findings, m_source, code, node.begin, std::move(message));
    return {};
}

GuardType GuardReporter::mismatch(const GuardNode& node, const Localized& wanted)
{
    const Localized found = describe(node.type);
    return refuse("guard_type", node,
                  {fmt::format("მოსალოდნელია {}, არის {}", wanted.ka, found.ka),
                   fmt::format("expected {}, found {}", wanted.en, found.en)});
}

GuardType GuardReporter::unknown_name(const GuardNode& node, const std::string& word, const std::vector<std::string>& candidates)
{
    if (const auto near = nearest(word, candidates))
        return refuse("guard_name", node,
                      say("უცნობი სახელი „{}“; ხომ არ გულისხმობდით „{}“-ს?", "unknown name \"{}\"; did you mean \"{}\"?", word,
                          *near));
    if (candidates.empty())
        return refuse("guard_name", node, say("უცნობი სახელი „{}“; ასეთი არც ერთი არ არის", "unknown name \"{}\"; there are none", word));
    return refuse("guard_name", node, say("უცნობი სახელი „{}“; დასაშვებია: {}", "unknown name \"{}\"; possible are: {}", word,
                                          join(candidates, ", ")));
}

void GuardReporter::want(const GuardNode& node, GuardKind kind)
{
    if (!node.type.is_wrong() && !node.type.is(kind))
        mismatch(node, describe({kind, false, {}}));
}

std::string GuardReporter::choice(const GuardNode& node, const std::vector<std::string>& words)
{
    if (node.kind != GuardNode::Kind::Literal || !node.type.is(GuardKind::Text)) {
        const std::string listed = "'" + join(words, "', '") + "'";
        mismatch(node, both(listed));
        return {};
    }
    const std::string& word = std::get<std::string>(node.literal.value);
    if (std::find(words.begin(), words.end(), word) != words.end())
        return word;
    const auto near = nearest(word, words);
    refuse("guard_enum", node,
           near ? say("„{}“ არ არის სიაში; ხომ არ გულისხმობდით „{}“-ს?", "\"{}\" is not in the list; did you mean \"{}\"?", word,
                      *near)
                : say("„{}“ არ არის სიაში; დასაშვებია: {}", "\"{}\" is not in the list; possible are: {}", word,
                      join(words, ", ")));
    return {};
}

} // namespace ogp::workflow
