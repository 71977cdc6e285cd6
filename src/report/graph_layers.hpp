#pragma once

#include "report/graph_layout.hpp"

#include <cstddef>
#include <vector>

/// The first half of lay_out(): what stands in which layer, and in which order.
namespace ogp::report {

inline constexpr std::size_t no_place = static_cast<std::size_t>(-1);

/// Something that has a place in a layer: a node, the label of an edge, or the point where a long edge passes.
struct LayerItem
{
    std::size_t node = no_place;
    std::size_t edge = no_place;
    bool is_label = false;
    double left = 0;  ///< how far it reaches from its middle
    double right = 0;
    int height = 0;
    double x = 0;     ///< of its middle
    std::vector<std::size_t> above; ///< neighbours in the layer above, in order of edges
    std::vector<std::size_t> below;
};

struct Layers
{
    std::vector<LayerItem> items;                ///< nodes first, as they were given
    std::vector<std::vector<std::size_t>> order; ///< items of each layer, from left to right; nodes stand in even layers
    std::vector<std::vector<std::size_t>> paths; ///< items of each edge from its upper to its lower end
    std::vector<bool> leads_up;                  ///< the edge runs from its lower to its upper end
};

Layers make_layers(const std::vector<LayoutNode>& nodes, const std::vector<LayoutEdge>& edges);

} // namespace ogp::report
