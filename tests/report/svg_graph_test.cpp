#include "report/graph.hpp"

#include "base/error.hpp"
#include "report/well_formed.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

using namespace ogp;
using namespace ogp::report;

namespace {

Graph sample()
{
    Graph graph;
    graph.id = "letter";
    graph.title = {"წერილი", "Letter <1>"};
    graph.description = {"მდგომარეობა 2", "2 states"};
    graph.nodes = {{"asked", {"მოთხოვნილი", "Asked & \"heard\""}, {}, GraphTone::Open, true, false, false, false},
                   {"end", {"დასრულებული", "Done"}, {"ახლა 3", "now 3"}, GraphTone::Done, false, true, false, false}};
    graph.edges = {{0, 1, "answer", {"პასუხი", "Answer: #1; {x}"}, {"12", "12"}, false, false},
                   {0, 1, "lapse", {"ვადა გავიდა", "It lapsed"}, {}, true, false},
                   {0, 0, "edit", {"შესწორება", "Edit"}, {}, false, false}};
    return graph;
}

bool holds(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("the picture is named, well-formed and escaped, in both languages")
{
    for (const Language language : {Language::Ka, Language::En}) {
        const std::string svg = to_svg(sample(), language);
        CHECK(is_well_formed(svg));
        CHECK(holds(svg, "role=\"img\""));
        CHECK(holds(svg, "aria-labelledby=\"letter-title letter-desc\""));
        CHECK(holds(svg, "prefers-color-scheme: dark"));
        CHECK(svg == to_svg(sample(), language));
    }
    CHECK(holds(to_svg(sample(), Language::En), "Letter &lt;1&gt;"));
    CHECK(holds(to_svg(sample(), Language::Ka), "lang=\"ka\""));
}

TEST_CASE("several transitions on one way are told apart, and what was counted stands behind the name")
{
    const std::string svg = to_svg(sample(), Language::En);
    CHECK(holds(svg, "• It lapsed"));
    CHECK(holds(svg, "now 3"));
    CHECK(holds(svg, "\u00a0·\u00a012<"));
    // Not all of the way is automatic: it is a full line, and there is nothing to explain.
    CHECK_FALSE(holds(svg, "class=\"automatic way\""));
}

TEST_CASE("where the case is and how it came there is marked and explained")
{
    Graph graph = sample();
    CHECK_FALSE(holds(to_svg(graph, Language::En), "the way of the case"));
    graph.nodes[1].current = graph.nodes[0].marked = graph.nodes[1].marked = true;
    graph.edges[0].marked = true;
    const std::string svg = to_svg(graph, Language::En);
    CHECK(holds(svg, "the way of the case"));
    CHECK(holds(svg, "done marked current"));
    CHECK(holds(svg, "class=\"marked way\""));
}

TEST_CASE("too many states are refused, with another way to see them")
{
    Graph graph = sample();
    graph.nodes.resize(most_graph_nodes + 1, graph.nodes.front());
    CHECK_THROWS_AS(to_svg(graph, Language::En), Error);
}

TEST_CASE("dot quotes what it must, and Graphviz takes it")
{
    const std::string dot = to_dot(sample(), Language::En);
    CHECK(holds(dot, "label=\"Asked & \\\"heard\\\"\""));
    CHECK(holds(dot, "label=\"It lapsed\", style=dashed"));
    if (std::system("dot -V >/dev/null 2>&1") != 0) {
        WARN("skipped: graphviz is not installed");
        return;
    }
    const auto accepts = [](const std::string& text) {
        FILE* pipe = ::popen("dot -Tplain >/dev/null 2>&1", "w");
        std::fwrite(text.data(), 1, text.size(), pipe);
        return ::pclose(pipe) == 0;
    };
    CHECK(accepts(dot));
    CHECK(accepts(to_dot(sample(), Language::Ka)));
    CHECK_FALSE(accepts("digraph {"));
}

TEST_CASE("Mermaid is not given its own signs and words")
{
    const std::string mermaid = to_mermaid(sample(), Language::En);
    CHECK(holds(mermaid, "stateDiagram-v2\n"));
    CHECK(holds(mermaid, "    s_asked --> s_end: Answer#58; #35;1#59; #123;x#125;, 12\n"));
    CHECK(holds(mermaid, "    [*] --> s_asked\n"));
    CHECK(holds(mermaid, "    s_end --> [*]\n"));
}
