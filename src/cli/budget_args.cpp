#include "cli/budget_args.hpp"

#include "base/error.hpp"

namespace ogp::cli {

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
