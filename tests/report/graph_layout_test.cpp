#include "report/graph_layout.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <algorithm>
#include <vector>

using namespace ogp::report;

namespace {

bool apart(const BoxPlace& a, const BoxPlace& b)
{
    return a.right() <= b.left || b.right() <= a.left || a.bottom() <= b.top || b.bottom() <= a.top;
}

bool same(const GraphLayout& a, const GraphLayout& b)
{
    const auto same_points = [](const EdgePlace& x, const EdgePlace& y) {
        return std::equal(x.points.begin(), x.points.end(), y.points.begin(), y.points.end(),
                          [](LayoutPoint p, LayoutPoint q) { return p.x == q.x && p.y == q.y; });
    };
    return a.width == b.width && a.height == b.height &&
           std::equal(a.edges.begin(), a.edges.end(), b.edges.begin(), b.edges.end(), same_points);
}

/// A line from the lower or upper side of the box.
bool touches(LayoutPoint point, const BoxPlace& box)
{
    return point.x >= box.left && point.x <= box.right() && (point.y == box.top || point.y == box.bottom());
}

void check(const std::vector<LayoutNode>& nodes, const std::vector<LayoutEdge>& edges, const std::function<void(bool, const char*)>& expect)
{
    const GraphLayout layout = lay_out(nodes, edges);
    std::vector<BoxPlace> boxes = layout.nodes;
    for (const EdgePlace& edge : layout.edges)
        boxes.push_back(edge.label);
    for (std::size_t a = 0; a < boxes.size(); ++a) {
        expect(boxes[a].left >= 0 && boxes[a].top >= 0 && boxes[a].right() <= layout.width && boxes[a].bottom() <= layout.height, "inside");
        for (std::size_t b = 0; b < a; ++b)
            expect(apart(boxes[a], boxes[b]), "boxes and labels are apart");
    }
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const std::vector<LayoutPoint>& points = layout.edges[i].points;
        expect(touches(points.front(), layout.nodes[edges[i].from]), "begins at its box");
        expect(touches(points.back(), layout.nodes[edges[i].to]), "ends at its box");
        for (std::size_t p = 1; p < points.size(); ++p)
            expect(points[p].x == points[p - 1].x || points[p].y == points[p - 1].y, "upright or level");
    }
    expect(same(layout, lay_out(nodes, edges)), "the same again");
}

} // namespace

TEST_CASE("a way down stands in a layer of its own, and an end comes last")
{
    const GraphLayout layout = lay_out({{{80, 30}, {}, false}, {{80, 30}, {}, true}, {{80, 30}, {}, false}},
                                       {{0, 1, {40, 14}}, {0, 2, {40, 14}}, {2, 1, {40, 14}}, {2, 0, {40, 14}}});
    CHECK(layout.nodes[0].bottom() < layout.edges[1].label.top);
    CHECK(layout.edges[1].label.bottom() < layout.nodes[2].top);
    CHECK(layout.nodes[2].bottom() < layout.nodes[1].top);
    // The way back begins below and ends above.
    CHECK(layout.edges[3].points.front().y > layout.edges[3].points.back().y);
}

TEST_CASE("nothing lies on anything else, whatever the graph")
{
    CHECK(rc::check("layout", [] {
        const auto count = *rc::gen::inRange<std::size_t>(1, 16);
        std::vector<LayoutNode> nodes;
        for (std::size_t i = 0; i < count; ++i)
            nodes.push_back({{*rc::gen::inRange(30, 90) * 2, *rc::gen::inRange(20, 60)}, {*rc::gen::inRange(0, 80), 20}, i + 2 > count});
        std::vector<LayoutEdge> edges;
        const auto lines = *rc::gen::inRange<std::size_t>(0, 30);
        for (std::size_t i = 0; i < lines; ++i) {
            const auto from = *rc::gen::inRange<std::size_t>(0, count);
            const auto to = *rc::gen::inRange<std::size_t>(0, count);
            const bool known = std::any_of(edges.begin(), edges.end(), [&](const LayoutEdge& edge) { return edge.from == from && edge.to == to; });
            if (from != to && !known)
                edges.push_back({from, to, {*rc::gen::inRange(5, 60) * 2, 14}});
        }
        check(nodes, edges, [](bool holds, const char* what) {
            if (!holds)
                RC_FAIL(what);
        });
    }));
}

TEST_CASE("no states make no picture, and one stands alone")
{
    CHECK(lay_out({}, {}).height == 0);
    const GraphLayout one = lay_out({{{80, 30}, {}, false}}, {});
    CHECK(one.width == 80);
    CHECK(one.nodes[0].top == 0);
}
