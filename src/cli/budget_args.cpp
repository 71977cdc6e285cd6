#include "cli/budget_args.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <filesystem>

namespace ogp::cli {
namespace {

constexpr std::array rule_options{"sat", "seed", "no-skip", "threshold", "threshold-strict", "exclusive", "cap", "share", "comparison", "lenient"};
constexpr std::array preset_options{"completion", "ties"};

/// A file, unless the word cannot be one: a number of a round is short, and no file of that name is there.
bool is_preset(const Args& args, const char* option)
{
    const auto arg = std::find_if(budget_rule_args.begin(), budget_rule_args.end(), [&](const Arg& known) { return std::string_view(known.name) == option; });
    return args.text(option) == arg->preset;
}

/// The rule of a round was frozen before voting: anything else is told apart from its result.
void check_rule_options(const Args& args)
{
    const bool rule = args.has("rule");
    if (rule && !args.flag("what-if"))
        throw Error(Fault::Usage, {"რაუნდის წესი გაყინულია: სხვა წესი დაშვებაა", "the rule of a round is frozen: another one is a supposition"}, {"დაუმატეთ --what-if", "add --what-if"});
    const bool other = std::any_of(rule_options.begin(), rule_options.end(), [&](const char* option) { return args.has(option); }) ||
                       !std::all_of(preset_options.begin(), preset_options.end(), [&](const char* option) { return is_preset(args, option); });
    if (!rule && other)
        throw Error(Fault::Usage, {"რაუნდი თავისი წესით ითვლება", "a round is counted by its own rule"},
                    {"სხვა წესისთვის: --what-if --rule RULE", "for another rule: --what-if --rule RULE"});
}

} // namespace

bool names_file(const std::string& word)
{
    std::error_code failed;
    return word == "-" || word.ends_with(".pb") || word.ends_with(".json") || word.ends_with(".csv") || word.find('/') != std::string::npos || std::filesystem::is_regular_file(word, failed);
}

BudgetInput budget_input(Context& context, const Args& args)
{
    BudgetInput input;
    input.what_if = what_if_words(args);
    const std::string& name = args.text("file");
    if (names_file(name)) {
        if (!args.has("rule"))
            throw Error(Fault::Usage, {"აკლია --rule", "--rule is missing"}, {"greedy, mes ან phragmen", "greedy, mes or phragmen"});
        input.file = app::load_budget_file(name, reading_of(args));
        input.rule = rule_words(args);
        return input;
    }
    check_rule_options(args);
    app::Repository& repository = context.repository();
    input.round = app::load_round_ballots(repository, app::find_round(repository, name));
    input.file = app::read_round_pb(input.round->pb);
    input.other_rule = args.has("rule");
    const app::RuleWords frozen = app::rule_of(*input.round);
    input.rule = input.other_rule ? rule_words(args) : frozen;
    if (input.rule.seed.empty())
        input.rule.seed = frozen.seed;
    return input;
}

BudgetInput budget_input_for_comparison(Context& context, const Args& args)
{
    BudgetInput input;
    input.rule.ties = args.text("ties");
    input.rule.seed = args.text("seed");
    const std::string& name = args.text("file");
    if (names_file(name)) {
        input.file = app::load_budget_file(name, reading_of(args));
        return input;
    }
    app::Repository& repository = context.repository();
    input.round = app::load_round_ballots(repository, app::find_round(repository, name));
    input.file = app::read_round_pb(input.round->pb);
    if (input.rule.seed.empty())
        input.rule.seed = app::rule_of(*input.round).seed;
    return input;
}

app::BudgetCount count_of(const BudgetInput& input)
{
    app::BudgetCount count = app::count_budget(input.file, input.rule, input.what_if);
    count.supposed = count.supposed || input.other_rule;
    return count;
}

app::RuleWords rule_words(const Args& args)
{
    app::RuleWords words;
    words.rule = args.text("rule");
    words.satisfaction = args.text("sat");
    words.completion = args.text("completion");
    words.ties = args.text("ties");
    words.seed = args.text("seed");
    words.fit = args.flag("no-skip") ? budget::Fit::NoSkip : budget::Fit::Skip;
    words.threshold = args.number("threshold");
    words.threshold_kind = args.flag("threshold-strict") ? budget::Threshold::Strict : budget::Threshold::Inclusive;
    words.comparison = args.flag("comparison") ? budget::Comparison::WithGreedy : budget::Comparison::None;
    words.exclusive = args.all("exclusive");
    words.caps = args.all("cap");
    words.shares = args.all("share");
    return words;
}

app::WhatIfWords what_if_words(const Args& args)
{
    app::WhatIfWords words{args.text("budget"), args.all("cost"), args.all("votes"), args.all("without")};
    const bool supposed = !words.budget.empty() || !words.costs.empty() || !words.votes.empty() || !words.without.empty();
    if (supposed && !args.flag("what-if"))
        throw Error(Fault::Usage, say("--budget, --cost, --votes და --without დაშვებაა: დაუმატეთ --what-if",
                                      "--budget, --cost, --votes and --without are suppositions: add --what-if"));
    return words;
}

app::Reading reading_of(const Args& args)
{
    return args.flag("lenient") ? app::Reading::Lenient : app::Reading::Strict;
}

} // namespace ogp::cli
