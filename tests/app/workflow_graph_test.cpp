#include "app/workflows/workflow_graph.hpp"

#include "app/trial_repository.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace ogp;
using namespace ogp::app;

namespace {

const std::string letter = std::string(OGP_SOURCE_DIR) + "/tests/data/letter_1/letter.yaml";

const report::GraphEdge& edge(const report::Graph& graph, const std::string& id, const std::string& from)
{
    return *std::find_if(graph.edges.begin(), graph.edges.end(),
                         [&](const report::GraphEdge& one) { return one.id == id && graph.nodes[one.from].id == from; });
}

const report::GraphNode& node(const report::Graph& graph, const std::string& id)
{
    return *std::find_if(graph.nodes.begin(), graph.nodes.end(), [&](const report::GraphNode& one) { return one.id == id; });
}

} // namespace

TEST_CASE("a transition is a way from each state that it begins in")
{
    const report::Graph graph = workflow_graph(nullptr, {letter});
    CHECK(graph.nodes.size() == 5);
    CHECK(graph.nodes.front().first);
    CHECK(graph.edges.size() == 7);
    CHECK(edge(graph, "close", "answered").automatic);
    CHECK_FALSE(edge(graph, "answer", "sorting").automatic);
    CHECK(node(graph, "closed").last);
    CHECK(workflow_graph(nullptr, {letter, {}, {"withdraw"}}).edges.size() == 5);
    CHECK_THROWS_AS(workflow_graph(nullptr, {letter, {}, {"withdrew"}}), Error);
    CHECK_THROWS_AS(workflow_graph(nullptr, {letter, {}, {}, true}), Error);
}

TEST_CASE("the log says how often each way was gone, how long cases stayed, and where one has been")
{
    const TrialRepository trial({letter});
    std::vector<CaseUid> cases;
    const auto at = [&](const char* time) {
        return Repository({.folder = trial.folder(), .access = store::Access::Write, .actor = {}, .role = {},
                           .clock = {*Instant::parse(time), ClockSource::Set}});
    };
    {
        Repository repository = at("2019-04-01T10:00:00+04:00");
        Change change(repository);
        change.act_as("clerk");
        for (int i = 0; i < 3; ++i)
            cases.push_back(change.open("letter", parse_json(R"({"subject": "a"})")).subject.uid);
        change.commit();
    }
    const auto move = [&](const char* time, std::size_t which, const char* role, const char* transition) {
        Repository repository = at(time);
        Change change(repository);
        change.act_as(role);
        change.move(cases[which], transition);
        change.commit();
    };
    move("2019-04-02T10:00:00+04:00", 0, "clerk", "sort");
    move("2019-04-03T13:00:00+04:00", 1, "clerk", "sort");
    move("2019-04-09T10:00:00+04:00", 0, "officer", "answer");
    Repository repository = trial.open();
    const report::Graph graph = workflow_graph(&repository, {"letter", cases[0].hex(), {}, true});
    CHECK(edge(graph, "sort", "received").note.en == "2");
    CHECK(edge(graph, "answer", "sorting").note.en == "1");
    CHECK(edge(graph, "answer", "received").note.en == "0");
    CHECK(node(graph, "received").note.en == "now 1 · median 1 d");
    CHECK(node(graph, "sorting").note.en == "now 1 · median 7 d");
    CHECK(node(graph, "answered").note.en == "now 1");
    CHECK(node(graph, "answered").current);
    CHECK(node(graph, "received").marked);
    CHECK_FALSE(node(graph, "closed").marked);
    CHECK(edge(graph, "answer", "sorting").marked);
    CHECK_FALSE(edge(graph, "answer", "received").marked);
}

TEST_CASE("a stay is said in its two largest units")
{
    CHECK(stay_text(0).en == "0 s");
    CHECK(stay_text(999).en == "0 s");
    CHECK(stay_text(61'000).en == "1 min 1 s");
    CHECK(stay_text(86'400'000).en == "1 d");
    CHECK(stay_text(86'400'000LL * 3 + 3'600'000 * 4 + 59'000).en == "3 d 4 h");
    CHECK(stay_text(86'400'000LL * 3 + 59'000).ka == "3 დღე");
}
