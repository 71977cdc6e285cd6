#pragma once

#include <cstddef>
#include <vector>

namespace ogp::report {

/// Lengths in units of the picture.
struct BoxSize
{
    int width = 0;
    int height = 0;
};

struct BoxPlace
{
    int left = 0;
    int top = 0;
    int width = 0;
    int height = 0;

    int right() const { return left + width; }
    int bottom() const { return top + height; }
    int middle_x() const { return left + width / 2; }
    int middle_y() const { return top + height / 2; }
};

struct LayoutNode
{
    BoxSize box;
    BoxSize loop;      ///< room right of the box for a way that leads back to it; none: {0, 0}
    bool last = false; ///< comes after those that are not
};

/// Of different nodes.
struct LayoutEdge
{
    std::size_t from = 0;
    std::size_t to = 0;
    BoxSize label;
};

struct LayoutPoint
{
    int x = 0;
    int y = 0;
};

struct EdgePlace
{
    std::vector<LayoutPoint> points; ///< corners from box to box; each part is upright or level
    BoxPlace label;                  ///< the line runs through its middle from top to bottom
};

struct GraphLayout
{
    int width = 0;
    int height = 0;
    std::vector<BoxPlace> nodes;
    std::vector<EdgePlace> edges;
};

/// Places boxes in layers from top to bottom and leads the ways between them along upright and level lines (K. Sugiyama and
/// others, 1981): ways that lead back are turned round, each node comes one layer below the lowest that leads to it, long ways
/// get a place in every layer that they pass and labels a layer of their own, so that nothing lies on anything else; the order
/// in a layer is that of the barycentres with the fewest crossings. Node 0 is where everything begins. Always the same for the
/// same input.
GraphLayout lay_out(const std::vector<LayoutNode>& nodes, const std::vector<LayoutEdge>& edges);

} // namespace ogp::report
