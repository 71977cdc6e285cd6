#include "app/cases/case_query.hpp"

#include "app/trial_repository.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <algorithm>

using namespace ogp;
using namespace ogp::app;

namespace {

const std::string two_plans[] = {
    R"(ogp: 1
kind: plan
id: second
title: {ka: მეორე, en: Second}
commitments:
- id: II
  title: {ka: კრება, en: Assembly}
  milestones:
  - {id: II.10, title: {ka: ბ, en: B}, start: 2019-01-01, end: 2019-03-01}
  - {id: II.9, title: {ka: ა, en: A}, start: 2019-01-01, end: 2019-06}
- id: I
  title: {ka: ბიუჯეტი, en: Budget}
  milestones:
  - {id: I.1, title: {ka: გ, en: C}, start: 2019-02-01}
)",
    R"(ogp: 1
kind: plan
id: first
title: {ka: პირველი, en: First}
commitments:
- id: I
  title: {ka: სხვა, en: Other}
  milestones:
  - {id: I.2, title: {ka: დ, en: D}, start: 2018-01-01, end: 2019-03-01}
)"};

/// A repository with both plans, the second imported first.
struct City
{
    TrialRepository trial;
    Repository repository = trial.open();

    City()
    {
        for (const std::string& yaml : two_plans)
            import_text(repository, yaml);
    }
};

std::vector<std::string> paths(const CasePage& page)
{
    std::vector<std::string> found;
    for (const store::CaseRow& row : page.rows)
        found.push_back(row.path);
    return found;
}

using Paths = std::vector<std::string>;

/// All pages of `limit` cases, one behind the other.
Paths by_pages(const Repository& repository, CaseFilter filter, std::int64_t limit)
{
    Paths all;
    filter.limit = limit;
    for (int guard = 0; guard < 100; ++guard) {
        const CasePage page = find_cases(repository, filter);
        const Paths here = paths(page);
        all.insert(all.end(), here.begin(), here.end());
        if (page.next.empty())
            return all;
        filter.after = page.next;
    }
    return {"no end"};
}

} // namespace

TEST_CASE("parts come in the order of their numbers within each plan, plans in order of opening")
{
    const City city;
    const Repository& repository = city.repository;
    CHECK(paths(find_cases(repository, {.type = "milestone"})) ==
          Paths{"second/I.1", "second/II.9", "second/II.10", "first/I.2"});
    CHECK(paths(find_cases(repository, {.type = "milestone", .plan = "first"})) == Paths{"first/I.2"});
    CHECK(paths(find_cases(repository, {.limit = 2})) == Paths{"second", "second/II"});
}

TEST_CASE("a condition is asked of each case, and one without a value does not fit")
{
    const City city;
    const Repository& repository = city.repository;
    const auto where = [&](const std::string& type, const std::string& condition) {
        return paths(find_cases(repository, {.type = type, .where = condition}));
    };
    CHECK(where("milestone", "has(case.end) && last(case.end) < date('2019-06-30')") == Paths{"second/II.10", "first/I.2"});
    CHECK(where("milestone", "!has(case.end)") == Paths{"second/I.1"});
    CHECK(where("commitment", "count(children.milestone, 'open') == 2") == Paths{"second/II"});
    CHECK(where("", "case.state == 'planned'").size() == 4);
    CHECK(where("milestone", "user.id == 'nobody'").empty());
}

TEST_CASE("a wrong condition tells every finding with its column")
{
    const City city;
    const Repository& repository = city.repository;
    const auto findings = [&](const std::string& type, const std::string& condition) {
        try {
            find_cases(repository, {.type = type, .where = condition});
        } catch (const InvalidInput& error) {
            return error.findings();
        }
        return Findings{};
    };
    const Findings two = findings("milestone", "has(case.ende) && case.state == 'dne'");
    REQUIRE(two.size() == 2);
    CHECK(two[0].place.file == "--where");
    CHECK(two[0].place.column == 5);
    CHECK(two[0].message.en.find("did you mean \"end\"") != std::string::npos);
    CHECK(two[1].message.en.find("done") != std::string::npos);
    CHECK(findings("milestone", "last(case.end) < today").front().code == "guard_missing");
    CHECK(findings("milestone", "case.state").front().code == "guard_type");
    CHECK_FALSE(findings("", "has(case.end)").empty());
    CHECK_FALSE(findings("milestone", "(").empty());
}

TEST_CASE("lists are sorted by fields, what is missing comes last either way, ties in order of opening")
{
    const City city;
    const Repository& repository = city.repository;
    const auto sorted = [&](const std::string& by) {
        return paths(find_cases(repository, {.type = "milestone", .sort = by}));
    };
    CHECK(sorted("end") == Paths{"second/II.10", "first/I.2", "second/II.9", "second/I.1"});
    CHECK(sorted("-end") == Paths{"second/II.9", "second/II.10", "first/I.2", "second/I.1"});
    CHECK(sorted("number") == Paths{"second/I.1", "first/I.2", "second/II.9", "second/II.10"});
    CHECK(sorted("title") == Paths{"second/II.9", "second/II.10", "second/I.1", "first/I.2"});
    CHECK(sorted("start,-number") == Paths{"first/I.2", "second/II.10", "second/II.9", "second/I.1"});
    CHECK(sorted("commitment,number") == Paths{"first/I.2", "second/I.1", "second/II.9", "second/II.10"});
    CHECK(sorted("novelty") == sorted("opened"));
}

TEST_CASE("states are sorted in the order of their definition")
{
    City city;
    Repository& repository = city.repository;
    Change change(repository);
    change.move(repository.resolve("second/II.9").subject.uid, "start");
    change.commit();
    CHECK(paths(find_cases(repository, {.type = "milestone", .sort = "-state", .limit = 1})) == Paths{"second/II.9"});
    CHECK(paths(find_cases(repository, {.type = "milestone", .sort = "state,number"})).back() == "second/II.9");
    CHECK(paths(find_cases(repository, {.type = "milestone", .sort = "-version", .limit = 1})) == Paths{"second/II.9"});
}

TEST_CASE("what cannot be sorted by is refused with the nearest")
{
    const City city;
    const Repository& repository = city.repository;
    const auto refused = [&](const std::string& type, const std::string& by) {
        try {
            find_cases(repository, {.type = type, .sort = by});
        } catch (const Error& error) {
            CHECK(error.fault() == Fault::Usage);
            return error.message().en + " / " + error.hint().en;
        }
        return std::string();
    };
    CHECK(refused("milestone", "numbr") == "--sort: unknown field \"numbr\" / did you mean number?");
    CHECK(refused("milestone", "evidence").find("holds several values") != std::string::npos);
    CHECK(refused("", "end").find("possible: number, title, type") != std::string::npos);
    CHECK_FALSE(refused("milestone", "number,").empty());
    CHECK(refused("milestone", "number").empty());
}

TEST_CASE("pages follow each other without a gap in every order", "[law]")
{
    const City city;
    const Repository& repository = city.repository;
    for (const CaseFilter& filter :
         {CaseFilter{}, CaseFilter{.type = "milestone"}, CaseFilter{.type = "milestone", .sort = "-end,title"}, CaseFilter{.sort = "type,-number"},
          CaseFilter{.where = "case.version >= 1", .sort = "updated"}, CaseFilter{.type = "milestone", .where = "has(case.start)"},
          CaseFilter{.type = "commitment", .plan = "second", .sort = "-title"}}) {
        INFO(filter.type << " " << filter.sort << " " << filter.where);
        const Paths all = paths(find_cases(repository, filter));
        CHECK_FALSE(all.empty());
        for (std::int64_t limit = 1; limit <= 4; ++limit)
            CHECK(by_pages(repository, filter, limit) == all);
    }
}

TEST_CASE("the key of the next page is there only where something follows")
{
    const City city;
    const Repository& repository = city.repository;
    CHECK(find_cases(repository, {.type = "milestone", .limit = 4}).next.empty());
    CHECK(find_cases(repository, {.type = "milestone", .limit = 3}).next == "second/II.10");
    CHECK(find_cases(repository, {.type = "milestone", .limit = 0}).rows.empty());
    CHECK_THROWS_AS(find_cases(repository, {.type = "milestone", .after = "second/II.99"}), Error);
}

TEST_CASE("a state that no type has is answered with the nearest")
{
    const City city;
    const Repository& repository = city.repository;
    for (const char* type : {"", "milestone"})
        try {
            find_cases(repository, {.type = type, .state = "plannd"});
            FAIL("there is no such state");
        } catch (const Error& error) {
            CHECK(error.fault() == Fault::Usage);
            CHECK(error.hint().en == "did you mean planned?");
        }
}
