#pragma once

#include "app/budget/budget_result.hpp"
#include "app/budget/budget_rules.hpp"
#include "app/budget/budget_tally.hpp"
#include "cli/args.hpp"
#include "cli/command.hpp"
#include "cli/context.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>

namespace ogp::cli {

/// Whether a word is the name of a file, and not the number of a round.
bool names_file(const std::string& word);

/// What every command of `budget` that counts takes beside its own arguments.
inline constexpr std::array budget_rule_args{
    Arg{.name = "rule", .value = "RULE", .help = {"დათვლის წესი; რაუნდს თავისი აქვს",
                                                  "Rule of the count; a round has its own"}, .choices = "greedy|mes|phragmen",
        .complete = Complete::Choice},
    Arg{.name = "sat", .value = "WHAT",
        .help = {"რას იღებს ამომრჩეველი პროექტისგან; თავიდან – ხმის სახეობის მიხედვით",
                 "What a voter gains from a project; by default what suits the vote type"},
        .choices = "cost|card|points|borda", .complete = Complete::Choice},
    Arg{.name = "completion", .value = "HOW", .help = {"რა ხდება დარჩენილ ფულზე წესით mes",
                                                       "What follows when the rule mes leaves money"}, .preset = "none",
        .choices = "none|u|add1|add1u", .complete = Complete::Choice},
    Arg{.name = "ties", .value = "LIST",
        .help = {"თანაბართა გარჩევა: lexico, min_cost, max_cost, max_votes, lot, მძიმეებით",
                 "How equal projects are told apart: lexico, min_cost, max_cost, max_votes, lot, with commas"},
        .preset = "min_cost,max_votes"},
    Arg{.name = "seed", .value = "TEXT", .help = {"თესლი კენჭისყრისთვის", "Seed of the lot"}},
    Arg{.name = "no-skip", .help = {"greedy ჩერდება პირველზე, რომელიც არ ეტევა",
                                    "greedy stops at the first project that does not fit"}, .kind = Arg::Flag},
    Arg{.name = "threshold", .value = "N", .help = {"რამდენი ხმა სჭირდება პროექტს, წესით greedy",
                                                    "Votes that a project needs, by the rule greedy"}, .kind = Arg::Number},
    Arg{.name = "threshold-strict", .help = {"ზღვარზე მეტი სჭირდება", "The threshold itself is not enough"}, .kind = Arg::Flag},
    Arg{.name = "exclusive", .value = "IDS", .help = {"ამ პროექტებიდან ერთი: 12,15",
                                                      "One of these projects at most: 12,15"}, .times = Arg::Many},
    Arg{.name = "cap", .value = "CATEGORY=AMOUNT", .help = {"კატეგორიის ზღვარი", "Most that a category may cost"}, .times = Arg::Many},
    Arg{.name = "share", .value = "DISTRICT=AMOUNT", .help = {"უბნის წილი, წესით mes",
                                                              "Part of a district, by the rule mes"}, .times = Arg::Many},
    Arg{.name = "comparison", .help = {"mes-ის შედეგი რჩება, თუ მეტ ამომრჩეველს greedy არ ურჩევნია",
                                       "mes stands unless more voters prefer greedy's outcome"},
        .kind = Arg::Flag},
    Arg{.name = "lenient", .help = {"რაც ცალსახაა, გასწორდეს", "Repair what can be meant in one way only"}, .kind = Arg::Flag},
    Arg{.name = "what-if", .help = {"დაშვება, არა შედეგი; საჭიროა შემდეგი ოთხისთვის",
                                    "A supposition, no result; needed for the next four"}, .kind = Arg::Flag},
    Arg{.name = "budget", .value = "AMOUNT", .help = {"სხვა ბიუჯეტი", "Another budget"}},
    Arg{.name = "cost", .value = "ID=AMOUNT", .help = {"პროექტის სხვა ფასი", "Another cost of a project"}, .times = Arg::Many},
    Arg{.name = "votes", .value = "ID=N", .help = {"კიდევ N ამომრჩეველი მხოლოდ ამ პროექტისთვის",
                                                   "N more voters for this project alone"}, .times = Arg::Many},
    Arg{.name = "without", .value = "ID", .help = {"ამ პროექტის გარეშე", "Without this project"}, .times = Arg::Many},
};

template <std::size_t First, std::size_t Second>
constexpr std::array<Arg, First + Second> joined(const std::array<Arg, First>& first, const std::array<Arg, Second>& second)
{
    std::array<Arg, First + Second> all{};
    for (std::size_t i = 0; i < First; ++i)
        all[i] = first[i];
    for (std::size_t i = 0; i < Second; ++i)
        all[First + i] = second[i];
    return all;
}

/// What is counted and how: a .pb file by the rule given, or a closed round of the repository (`file` is its number) by the rule that
/// was frozen; another rule there is a supposition.
struct BudgetInput
{
    app::BudgetFile file;
    app::RuleWords rule;
    app::WhatIfWords what_if;
    std::optional<app::RoundBallots> round; ///< whose file is `file`
    bool other_rule = false;
};
BudgetInput budget_input(Context& context, const Args& args);
/// The same for all rules: ties and seed alone.
BudgetInput budget_input_for_comparison(Context& context, const Args& args);
app::BudgetCount count_of(const BudgetInput& input);

app::RuleWords rule_words(const Args& args);
/// Error{Usage} where something is supposed without --what-if.
app::WhatIfWords what_if_words(const Args& args);
app::Reading reading_of(const Args& args);

} // namespace ogp::cli
