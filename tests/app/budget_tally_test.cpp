#include "app/budget/budget_tally.hpp"

#include "app/budget/budget_explain.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::app;

namespace {

BudgetCount count(const std::string& rule, const std::string& completion = "none", const WhatIfWords& what_if = {})
{
    static const BudgetFile file = load_budget_file(OGP_SOURCE_DIR "/tests/data/pb/vake.pb", Reading::Strict);
    RuleWords words;
    words.rule = rule;
    words.completion = completion;
    words.ties = "lexico";
    return count_budget(file, words, what_if);
}

} // namespace

TEST_CASE("budget tally: selected, total cost and rule, as decimal text")
{
    const TallySheet sheet = tally_sheet(count("mes", "add1"));
    CHECK(sheet.json.text("rule") == "mes");
    CHECK(sheet.json.text("total_cost") == "86.5");
    CHECK(to_json(sheet.json["selected"]) == R"(["P1","P2","P3"])");
    CHECK(sheet.selected.rows.size() == 3);
    CHECK(sheet.json.find("what_if") == nullptr);
}

TEST_CASE("budget tally: a supposition is marked as one")
{
    const TallySheet sheet = tally_sheet(count("mes", "none", {"", {"P2=30"}, {}, {}}));
    CHECK(sheet.json["what_if"].as_boolean());
}

TEST_CASE("budget trace: every line is JSON, payments are exact")
{
    const std::string text = trace_text(count("mes", "u"));
    std::size_t purchases = 0;
    budget::Units paid = 0;
    for (const std::string_view line : split(text, '\n')) {
        if (line.empty())
            continue;
        const Json event = parse_json(line);
        if (event.text("event") != "purchase")
            continue;
        ++purchases;
        paid += budget::parse_amount(event.text("cost")).units;
    }
    CHECK(purchases == 2);
    CHECK(paid == 55);
    CHECK(text.starts_with(R"({"budget":"100","completion":"u","event":"start")"));
    CHECK(text.find(R"("event":"unaffordable")") != std::string::npos);
}

TEST_CASE("budget explain: both languages, and a project that is not there")
{
    const ExplainSheet sheet = explain_project(count("mes"), "P2");
    CHECK_FALSE(sheet.json["won"].as_boolean());
    for (const Localized& sentence : sheet.sentences) {
        CHECK_FALSE(sentence.ka.empty());
        CHECK_FALSE(sentence.en.empty());
    }
    CHECK_THROWS_AS(explain_project(count("mes"), "P9"), Error);
}

TEST_CASE("budget compare: every rule that suits the ballots, none over the budget")
{
    const BudgetFile file = load_budget_file(OGP_SOURCE_DIR "/tests/data/pb/vake.pb", Reading::Strict);
    RuleWords words;
    words.ties = "lexico";
    const report::Table table = compare_rules(file, words);
    CHECK(table.rows.size() == 11);
    const auto total = static_cast<std::size_t>(table.column("total_cost"));
    for (const std::vector<report::Cell>& row : table.rows) {
        const std::optional<budget::Units> units = budget::rescale(budget::parse_amount(row[total].value.as_text()), 1);
        CHECK(units.value() <= 1000);
    }
}
