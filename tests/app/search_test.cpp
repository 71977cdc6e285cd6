#include "app/cases/search.hpp"

#include "app/trial_repository.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::app;

namespace {

const std::string request_workflow = OGP_SOURCE_DIR "/tests/data/workflows/request.yaml";

std::vector<std::string> column(const report::Table& table, std::string_view key)
{
    std::vector<std::string> values;
    for (const auto& cells : table.rows)
        values.push_back(cells[static_cast<std::size_t>(table.column(key))].text.en);
    return values;
}

using Words = std::vector<std::string>;

/// A plan with a milestone that has been commented on.
class Plan
{
public:
    Plan()
    {
        Repository repository = trial.open();
        import_text(repository, "ogp: 1\nkind: plan\nid: p\ntitle: {ka: ქალაქის გეგმა, en: Plan}\ncommitments:\n- id: I\n"
                                "  title: {ka: ახალი სკვერი საბურთალოზე, en: A new square}\n  milestones:\n"
                                "  - {id: I.1, title: {ka: სკვერის პროექტი, en: Project}, end: 2019-03}\n"
                                "  - {id: I.2, title: {en: Café in the park}}\n");
        Change change(repository);
        const auto row = repository.resolve("I.2");
        change.comment(row.subject.uid, "შეხვედრა გადაიდო შემოდგომამდე, because of the rain");
        change.commit();
    }
    report::Table search(const std::string& words, const std::string& type = {}) const
    {
        const Repository repository = trial.open();
        return search_cases(repository, {.words = words, .type = type});
    }

    TrialRepository trial;
};

} // namespace

TEST_CASE("cases are found by titles, texts and comments")
{
    const Plan plan;
    CHECK(column(plan.search("სკვერი"), "path") == Words{"p/I", "p/I.1"});
    CHECK(column(plan.search("ᲡᲙᲕᲔᲠᲘᲡ"), "path") == Words{"p/I.1", "p/I"});
    CHECK(column(plan.search("cafe"), "path") == Words{"p/I.2"});
    CHECK(column(plan.search("I.1"), "path") == Words{"p/I.1"});
    CHECK(column(plan.search("\"new square\""), "path") == Words{"p/I"});
    CHECK(plan.search("\"square new\"").rows.empty());
    CHECK(column(plan.search("square new"), "path") == Words{"p/I"});
    CHECK(plan.search("სკვერი", "plan").rows.empty());
    const report::Table comment = plan.search("შეხვედრა rain");
    CHECK(column(comment, "path") == Words{"p/I.2"});
    CHECK(column(comment, "field") == Words{"comment"});
    CHECK(column(comment, "snippet") == Words{"შეხვედრა გადაიდო შემოდგომამდე, because of the rain"});
}

TEST_CASE("a hit is marked for people and for nobody else")
{
    const Plan plan;
    const Repository repository = plan.trial.open();
    const report::Table table = search_cases(repository, {.words = "rain", .marks = SearchWish::Marks::Hits});
    const report::Cell& cell = table.rows.at(0).at(4);
    CHECK_THAT(cell.text.en, Catch::EndsWith(std::string(hit_begin) + "rain" + std::string(hit_end)));
    CHECK_THAT(cell.value.as_text(), Catch::EndsWith("the rain"));
    CHECK(display_width(cell.text.en) == display_width(cell.value.as_text()));
}

TEST_CASE("a long text is cut around the hit")
{
    const Plan plan;
    Repository repository = plan.trial.open();
    std::string text;
    for (int i = 0; i < 40; ++i)
        text += "word" + std::to_string(i) + (i == 20 ? " needle\u2063\n" : " ");
    Change change(repository);
    const auto row = repository.resolve("I.1");
    change.comment(row.subject.uid, text);
    change.commit();
    const std::string snippet = column(search_cases(repository, {.words = "needle"}), "snippet").at(0);
    CHECK(snippet.starts_with("… word19 "));
    CHECK(snippet.ends_with(" word33 …"));
    CHECK_THAT(snippet, Catch::Contains("needle word21"));
}

TEST_CASE("personal and secret words are never in the index")
{
    const TrialRepository trial({request_workflow});
    {
        Repository repository = trial.open();
        Change change(repository);
        const auto row = change.open("request", Json::object({{"subject", "findable subject"},
                                                              {"applicant", Json::object({{"name", "canaryperson"}})},
                                                              {"note", "canarynote"},
                                                              {"body", "findable body"}}));
        change.comment(row.subject.uid, "canarycomment");
        change.commit();
    }
    const Repository repository = trial.open();
    for (const char* canary : {"canaryperson", "canarynote", "canarycomment"})
        CHECK(search_cases(repository, {.words = canary}).rows.empty());
    CHECK(search_cases(repository, {.words = "findable subject"}).rows.size() == 1);
    CHECK(search_cases(repository, {.words = "findable body"}).rows.size() == 1);
    const std::string index = read_file(repository.data_folder() / "cache" / "search.db");
    CHECK(index.find("canary") == std::string::npos);
    CHECK(index.find("findable") != std::string::npos);
}

TEST_CASE("hostile words are words")
{
    const Plan plan;
    for (const char* words : {"\"", "*", "NEAR", "NOT", "\"a\" OR", "'; DROP TABLE word; --", "word:x", "a AND", "^a", "{title} : a", "((("})
        try {
            plan.search(words);
        } catch (const Error& error) {
            CHECK(error.fault() == Fault::Usage);
        }
    CHECK(plan.search("sauqre").rows.empty());
}
