#include "app/budget/budget_rules.hpp"

#include "app/budget/budget_files.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

#include <utility>

namespace ogp::app {
namespace {

/// "name=value", split at the last "=".
std::pair<std::string, std::string> assignment(const std::string& text)
{
    const std::size_t at = text.rfind('=');
    if (at == std::string::npos || at == 0 || at + 1 == text.size())
        throw Error(Fault::Usage, say("უნდა იყოს სახელი=მნიშვნელობა: „{}“", "it must be NAME=VALUE: '{}'", printable(text)));
    return {text.substr(0, at), text.substr(at + 1)};
}

budget::Units money(const std::string& text, const budget::Round& round)
{
    const budget::Amount amount = budget::parse_amount(text);
    const bool readable = amount.fault == budget::AmountFault::None && amount.places <= round.places;
    const std::optional<budget::Units> units = readable ? budget::rescale(amount, round.places) : std::nullopt;
    if (!units)
        throw Error(Fault::Usage, say("ეს თანხა არ გამოდგება: „{}“", "this amount cannot be used: '{}'", printable(text)),
                    say("წერტილის შემდეგ უმეტესად {} ციფრი, როგორც ფაილში",
                        "at most {} digits after the point, as in the file", round.places));
    return *units;
}

template <class Value>
Value known(const std::optional<Value>& value, const std::string& word)
{
    if (!value)
        throw Error(Fault::Usage, say("უცნობი სიტყვა: „{}“", "unknown word '{}'", printable(word)));
    return *value;
}

budget::GreedyRules greedy_from(const RuleWords& words, const budget::Round& round)
{
    budget::GreedyRules greedy;
    greedy.fit = words.fit;
    if (words.threshold)
        greedy.threshold = budget::Threshold{*words.threshold, words.threshold_kind};
    for (const std::string& set : words.exclusive) {
        std::vector<std::uint32_t>& projects = greedy.exclusive.emplace_back();
        for (const std::string_view id : split(set, ','))
            projects.push_back(find_project(round, std::string(id)));
    }
    for (const std::string& cap : words.caps) {
        const auto [category, amount] = assignment(cap);
        greedy.caps.push_back({category, money(amount, round)});
    }
    return greedy;
}

} // namespace

budget::Rules rules_from(const RuleWords& words, const budget::Round& round)
{
    budget::Rules rules;
    rules.rule = known(budget::rule_of(words.rule), words.rule);
    rules.satisfaction = words.satisfaction.empty() ? budget::preset(round.vote_type)
                                                    : known(budget::satisfaction_of(words.satisfaction), words.satisfaction);
    if (rules.rule == budget::Rule::Phragmen && words.satisfaction.empty())
        rules.satisfaction = budget::Satisfaction::Cost;
    if (!words.completion.empty())
        rules.completion = known(budget::completion_of(words.completion), words.completion);
    if (rules.rule == budget::Rule::Greedy && rules.completion != budget::Completion::None)
        throw Error(Fault::Usage, say("წესს greedy დასრულება არ აქვს", "the rule greedy has no completion"));
    if (rules.rule == budget::Rule::Phragmen && rules.completion != budget::Completion::None && rules.completion != budget::Completion::Utilitarian)
        throw Error(Fault::Usage, say("წესს phragmen მხოლოდ დასრულება u აქვს", "the rule phragmen has the completion u only"));
    rules.comparison = words.comparison;
    rules.ties = budget::parse_ties(words.ties, words.seed);
    rules.greedy = greedy_from(words, round);
    for (const std::string& share : words.shares) {
        const auto [district, amount] = assignment(share);
        rules.district_shares.push_back({district, money(amount, round)});
    }
    if (rules.rule != budget::Rule::EqualShares && (!rules.district_shares.empty() || rules.comparison != budget::Comparison::None))
        throw Error(Fault::Usage, say("--share და --comparison წესს mes ეხება", "--share and --comparison belong to the rule mes"));
    return rules;
}

budget::WhatIf what_if_from(const WhatIfWords& words, const budget::Round& round)
{
    budget::WhatIf what_if;
    if (!words.budget.empty())
        what_if.budget = money(words.budget, round);
    for (const std::string& text : words.costs) {
        const auto [id, amount] = assignment(text);
        what_if.costs.emplace_back(find_project(round, id), money(amount, round));
    }
    for (const std::string& text : words.votes) {
        const auto [id, count] = assignment(text);
        what_if.votes.emplace_back(find_project(round, id), known(to_integer(count), count));
    }
    for (const std::string& id : words.without)
        what_if.without.push_back(find_project(round, id));
    return what_if;
}

} // namespace ogp::app
