#include "workflow/migration.hpp"

#include "shipped.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::workflow;

namespace {

CaseType letter(int version)
{
    return test::load("tests/data/letter_" + std::to_string(version) + "/letter.yaml");
}

model::Case letter_in(const std::string& state, std::string_view fields)
{
    model::Case subject;
    subject.type = "letter";
    subject.state = state;
    subject.fields = parse_json(fields);
    return subject;
}

MigrationFacts facts()
{
    MigrationFacts facts;
    facts.actor = "nino";
    facts.role = "admin";
    facts.now = *Instant::parse("2019-04-15T10:00:00+04:00");
    facts.today = *Date::parse("2019-04-15");
    return facts;
}

MigratedCase migrated(const model::Case& subject, const CaseType& to = letter(2))
{
    return migrate(letter(1), to, subject, facts());
}

std::vector<std::string> rules(const MigratedCase& result)
{
    std::vector<std::string> rules;
    for (const MigrationProblem& problem : result.problems)
        rules.push_back(problem.rule + " " + problem.where);
    return rules;
}

} // namespace

TEST_CASE("states and fields are renamed, dropped with a reason, and filled in")
{
    const MigratedCase result = migrated(letter_in("sorting", R"({"subject": "Bench", "pages": 3, "note": "call"})"));
    CHECK(result.problems.empty());
    CHECK(result.to == "in_work");
    CHECK(to_json(result.set) == R"({"note":null,"pages":null,"sheets":3,"urgent":false})");
    CHECK(result.why == "note: moved to comments");
    CHECK(to_json(result.clocks) == R"({"answer":"keep_start"})");
}

TEST_CASE("what is not named keeps its name")
{
    const MigratedCase result = migrated(letter_in("received", R"({"subject": "Bench", "channel": "post"})"));
    CHECK(result.problems.empty());
    CHECK(result.to == "received");
    CHECK(to_json(result.set) == R"({"urgent":false})");
    CHECK(result.why.empty());
}

TEST_CASE("no value is lost without a reason, and none becomes something else")
{
    CaseType to = letter(2);
    CHECK(rules(migrated(letter_in("received", R"({"subject": "Bench", "channel": "fax"})"), to)) == std::vector<std::string>{"bad_value channel"});
    to.migrations.clear();
    CHECK(rules(migrated(letter_in("sorting", R"({"subject": "Bench", "note": "call"})"), to)) ==
          std::vector<std::string>{"no_state sorting", "field_lost note"});
    CHECK(rules(migrated(letter_in("received", R"({"channel": "post"})"), to)) == std::vector<std::string>{"field_required subject"});
}

TEST_CASE("a sealed value keeps its name and stays sealed")
{
    model::Case subject = letter_in("received", R"({"subject": "Bench"})");
    subject.sealed = {"sender"};
    CHECK(migrated(subject).problems.empty());
    CaseType to = letter(2);
    to.migrations[0].fields.emplace_back("sender", "subject");
    CHECK(rules(migrated(subject, to)) == std::vector<std::string>{"sealed_changed sender"});
    to = letter(2);
    for (Field& field : to.fields)
        if (field.id == "sender")
            field.privacy = Privacy::Public;
    CHECK(rules(migrated(subject, to)) == std::vector<std::string>{"sealed_changed sender"});
    to = letter(2);
    to.migrations[0].dropped.emplace_back("sender", "not asked for any more");
    CHECK(to_json(migrated(subject, to).set) == R"({"sender":null,"urgent":false})");
}

TEST_CASE("what is computed is worked out under the new version")
{
    CaseType to = letter(2);
    Field sum;
    sum.id = "double";
    sum.type = FieldType::Integer;
    sum.computed = "has(case.sheets) ? case.sheets * 2 : 0";
    to.fields.push_back(sum);
    CHECK(to_json(migrated(letter_in("received", R"({"subject": "Bench", "pages": 3})"), to).set) ==
          R"({"double":6,"pages":null,"sheets":3,"urgent":false})");
}

TEST_CASE("going back restores what was, but no sealed value")
{
    const model::Case earlier = letter_in("sorting", R"({"subject": "Bench", "pages": 3, "note": "call"})");
    model::Case now = letter_in("in_work", R"({"subject": "Bench", "sheets": 3, "urgent": false})");
    const MigratedCase back = migrate_back(earlier, now);
    CHECK(back.to == "sorting");
    CHECK(to_json(back.set) == R"({"note":"call","pages":3,"sheets":null,"urgent":null})");
    CHECK(back.problems.empty());
    model::Case sealed = earlier;
    sealed.sealed = {"sender"};
    CHECK(rules(migrate_back(sealed, now)) == std::vector<std::string>{"not_undone sender"});
}

TEST_CASE("a guard that held and no longer does is told, with its reason")
{
    const model::Case before = letter_in("received", R"({"subject": "Bench"})");
    model::Case after = before;
    const auto closed = closed_transitions(letter(1), before, letter(2), after, facts());
    REQUIRE(closed.size() == 1);
    CHECK(closed[0].transition == "answer");
    CHECK_FALSE(closed[0].reason.en.empty());
    after.fields.set("sheets", 1);
    CHECK(closed_transitions(letter(1), before, letter(2), after, facts()).empty());
}
