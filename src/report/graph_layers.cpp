#include "report/graph_layers.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace ogp::report {
namespace {

constexpr int sweeps = 24;
constexpr double passing_room = 5; ///< on each side of a line that passes a layer

/// Places in the order in which states are told: each after one that leads to it, ends last.
std::vector<std::size_t> told_order(const std::vector<LayoutNode>& nodes, const std::vector<LayoutEdge>& edges)
{
    std::vector<std::size_t> places(nodes.size(), no_place);
    std::size_t told = 0;
    const auto is_reached = [&](std::size_t node) {
        return std::any_of(edges.begin(), edges.end(),
                           [&](const LayoutEdge& edge) { return edge.to == node && places[edge.from] != no_place; });
    };
    const auto next = [&]() {
        for (const bool last : {false, true})
            for (std::size_t node = 0; node < nodes.size(); ++node)
                if (places[node] == no_place && nodes[node].last == last && is_reached(node))
                    return node;
        for (std::size_t node = 0; node < nodes.size(); ++node)
            if (places[node] == no_place)
                return node;
        return no_place;
    };
    while (told < nodes.size())
        places[next()] = told++;
    return places;
}

class Layering
{
public:
    Layering(const std::vector<LayoutNode>& nodes, const std::vector<LayoutEdge>& edges) : m_nodes(nodes), m_edges(edges) {}

    Layers run()
    {
        rank();
        place_items();
        order();
        return std::move(m_layers);
    }

private:
    std::size_t upper(std::size_t edge) const { return m_layers.leads_up[edge] ? m_edges[edge].to : m_edges[edge].from; }
    std::size_t lower(std::size_t edge) const { return m_layers.leads_up[edge] ? m_edges[edge].from : m_edges[edge].to; }

    /// Longest paths.
    void rank()
    {
        const std::vector<std::size_t> told = told_order(m_nodes, m_edges);
        for (const LayoutEdge& edge : m_edges)
            m_layers.leads_up.push_back(told[edge.from] > told[edge.to]);
        std::vector<std::size_t> by_place(m_nodes.size());
        for (std::size_t node = 0; node < m_nodes.size(); ++node)
            by_place[told[node]] = node;
        m_ranks.assign(m_nodes.size(), 0);
        for (const std::size_t node : by_place)
            for (std::size_t edge = 0; edge < m_edges.size(); ++edge)
                if (upper(edge) == node)
                    m_ranks[lower(edge)] = std::max(m_ranks[lower(edge)], m_ranks[node] + 2);
    }

    void place_items()
    {
        m_layers.order.resize(m_ranks.empty() ? 0 : *std::max_element(m_ranks.begin(), m_ranks.end()) + 1);
        m_widths.assign(m_layers.order.size(), 0);
        for (std::size_t node = 0; node < m_nodes.size(); ++node) {
            LayerItem item;
            item.node = node;
            item.left = m_nodes[node].box.width / 2.0;
            item.right = item.left + m_nodes[node].loop.width;
            item.height = std::max(m_nodes[node].box.height, m_nodes[node].loop.height);
            add(m_ranks[node], std::move(item));
        }
        m_layers.paths.resize(m_edges.size());
        std::vector<std::size_t> shortest_first(m_edges.size());
        std::iota(shortest_first.begin(), shortest_first.end(), 0);
        const auto length = [&](std::size_t edge) { return m_ranks[lower(edge)] - m_ranks[upper(edge)]; };
        std::stable_sort(shortest_first.begin(), shortest_first.end(), [&](std::size_t a, std::size_t b) { return length(a) < length(b); });
        for (const std::size_t edge : shortest_first)
            place_edge(edge);
        for (const std::vector<std::size_t>& path : m_layers.paths)
            for (std::size_t i = 1; i < path.size(); ++i) {
                m_layers.items[path[i - 1]].below.push_back(path[i]);
                m_layers.items[path[i]].above.push_back(path[i - 1]);
            }
    }

    std::size_t add(std::size_t rank, LayerItem item)
    {
        m_widths[rank] += item.left + item.right;
        m_layers.order[rank].push_back(m_layers.items.size());
        m_layers.items.push_back(std::move(item));
        return m_layers.items.size() - 1;
    }

    /// Of the layers for labels that the edge passes, the emptiest; of equals the nearest to where it begins.
    std::size_t label_rank(std::size_t edge) const
    {
        const std::size_t first = m_ranks[upper(edge)] + 1;
        const std::size_t last = m_ranks[lower(edge)] - 1;
        const bool up = m_layers.leads_up[edge];
        std::size_t best = up ? last : first;
        for (std::size_t rank = best; rank >= first && rank <= last; rank = up ? rank - 2 : rank + 2) {
            if (m_widths[rank] < m_widths[best])
                best = rank;
            if (up && rank < first + 2)
                break;
        }
        return best;
    }

    void place_edge(std::size_t edge)
    {
        const std::size_t labelled = label_rank(edge);
        std::vector<std::size_t>& path = m_layers.paths[edge];
        path.push_back(upper(edge));
        for (std::size_t rank = m_ranks[upper(edge)] + 1; rank < m_ranks[lower(edge)]; ++rank) {
            LayerItem item;
            item.edge = edge;
            item.is_label = rank == labelled;
            item.left = item.right = item.is_label ? m_edges[edge].label.width / 2.0 : passing_room;
            item.height = item.is_label ? m_edges[edge].label.height : 0;
            path.push_back(add(rank, std::move(item)));
        }
        path.push_back(lower(edge));
    }

    std::vector<std::size_t> places() const
    {
        std::vector<std::size_t> places(m_layers.items.size());
        for (const std::vector<std::size_t>& layer : m_layers.order)
            for (std::size_t i = 0; i < layer.size(); ++i)
                places[layer[i]] = i;
        return places;
    }

    std::size_t crossings() const
    {
        const std::vector<std::size_t> place = places();
        std::size_t count = 0;
        for (const std::vector<std::size_t>& layer : m_layers.order) {
            std::vector<std::pair<std::size_t, std::size_t>> lines;
            for (const std::size_t item : layer)
                for (const std::size_t below : m_layers.items[item].below)
                    lines.emplace_back(place[item], place[below]);
            for (std::size_t a = 0; a < lines.size(); ++a)
                for (std::size_t b = 0; b < a; ++b)
                    if ((lines[a].first < lines[b].first && lines[a].second > lines[b].second) ||
                        (lines[a].first > lines[b].first && lines[a].second < lines[b].second))
                        ++count;
        }
        return count;
    }

    void sweep(std::size_t rank, bool down)
    {
        const std::vector<std::size_t> place = places();
        std::vector<std::size_t>& layer = m_layers.order[rank];
        const auto barycentre = [&](std::size_t item) {
            const std::vector<std::size_t>& near = down ? m_layers.items[item].above : m_layers.items[item].below;
            if (near.empty())
                return static_cast<double>(place[item]);
            double sum = 0;
            for (const std::size_t neighbour : near)
                sum += static_cast<double>(place[neighbour]);
            return sum / static_cast<double>(near.size());
        };
        std::vector<std::pair<double, std::size_t>> keyed;
        for (const std::size_t item : layer)
            keyed.emplace_back(barycentre(item), item);
        std::stable_sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        for (std::size_t i = 0; i < layer.size(); ++i)
            layer[i] = keyed[i].second;
    }

    /// Neighbours change places where that saves a crossing.
    void swap_neighbours()
    {
        std::size_t best = crossings();
        for (std::vector<std::size_t>& layer : m_layers.order)
            for (std::size_t i = 1; i < layer.size() && best > 0; ++i) {
                std::swap(layer[i - 1], layer[i]);
                const std::size_t now = crossings();
                if (now < best)
                    best = now;
                else
                    std::swap(layer[i - 1], layer[i]);
            }
    }

    void order()
    {
        std::vector<std::vector<std::size_t>> best = m_layers.order;
        std::size_t fewest = crossings();
        for (int i = 0; i < sweeps && fewest > 0; ++i) {
            const bool down = i % 2 == 0;
            for (std::size_t step = 1; step < m_layers.order.size(); ++step)
                sweep(down ? step : m_layers.order.size() - 1 - step, down);
            if (i % 4 == 3)
                swap_neighbours();
            if (const std::size_t now = crossings(); now < fewest) {
                fewest = now;
                best = m_layers.order;
            }
        }
        m_layers.order = std::move(best);
    }

    const std::vector<LayoutNode>& m_nodes;
    const std::vector<LayoutEdge>& m_edges;
    std::vector<std::size_t> m_ranks; ///< of nodes
    std::vector<double> m_widths;     ///< of layers
    Layers m_layers;
};

} // namespace

Layers make_layers(const std::vector<LayoutNode>& nodes, const std::vector<LayoutEdge>& edges)
{
    return Layering(nodes, edges).run();
}

} // namespace ogp::report
