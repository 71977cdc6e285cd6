#include "report/graph_layout.hpp"

#include "report/graph_layers.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace ogp::report {
namespace {

constexpr int passes = 40;
constexpr int straightenings = 6;
constexpr double gap = 20;          ///< between what stands beside each other
constexpr double port_gap = 16;     ///< between lines at the same side of a box
constexpr double port_margin = 12;  ///< from the corners of a box
constexpr int track_gap = 9;        ///< between level lines
constexpr int channel_margin = 10;  ///< between a layer and the first level line
constexpr int arrow_room = 8;       ///< the same where arrows end

/// Where things want to be, moved as little as can be (least squares) until each is `apart` from the next: isotonic
/// regression by pooling neighbours that get in each other's way.
struct Wish
{
    double at = 0;
    double weight = 1;
    double apart = 0; ///< from the one before
};

std::vector<double> settle(const std::vector<Wish>& wishes)
{
    struct Pool
    {
        double sum;
        double weight;
        std::size_t count;
        double at() const { return sum / weight; }
    };
    std::vector<Pool> pools;
    std::vector<double> offsets;
    double offset = 0;
    for (const Wish& wish : wishes) {
        offset += offsets.empty() ? 0 : wish.apart;
        offsets.push_back(offset);
        pools.push_back({(wish.at - offset) * wish.weight, wish.weight, 1});
        while (pools.size() > 1 && pools[pools.size() - 2].at() > pools.back().at()) {
            const Pool last = pools.back();
            pools.pop_back();
            pools.back().sum += last.sum;
            pools.back().weight += last.weight;
            pools.back().count += last.count;
        }
    }
    std::vector<double> places;
    for (const Pool& pool : pools)
        for (std::size_t i = 0; i < pool.count; ++i)
            places.push_back(pool.at() + offsets[places.size()]);
    return places;
}

/// A line from the lower side of one item to the upper side of one in the next layer.
struct Wire
{
    std::size_t edge = 0;
    double top = 0;
    double bottom = 0;
    int track = 0;

    bool is_straight() const { return std::lround(top) == std::lround(bottom); }
    double left() const { return std::min(top, bottom); }
    double right() const { return std::max(top, bottom); }
};

class Placing
{
public:
    Placing(const std::vector<LayoutNode>& nodes, const std::vector<LayoutEdge>& edges)
        : m_nodes(nodes), m_layers(make_layers(nodes, edges))
    {
    }

    GraphLayout run()
    {
        place_across();
        straighten();
        wire();
        place_down();
        return result();
    }

private:
    LayerItem& item(std::size_t i) { return m_layers.items[i]; }

    double weight(const LayerItem& one) const { return one.node != no_place ? 1 : one.is_label ? 3 : 8; }

    void place_layer(const std::vector<std::size_t>& layer, bool from_above, bool from_below)
    {
        std::vector<Wish> wishes;
        for (std::size_t i = 0; i < layer.size(); ++i) {
            const LayerItem& one = item(layer[i]);
            double sum = 0;
            double weights = 0;
            const auto look = [&](const std::vector<std::size_t>& near) {
                for (const std::size_t neighbour : near) {
                    const double much = weight(item(neighbour)) * weight(one);
                    sum += item(neighbour).x * much;
                    weights += much;
                }
            };
            if (from_above)
                look(one.above);
            if (from_below)
                look(one.below);
            const double apart = i == 0 ? 0 : item(layer[i - 1]).right + one.left + gap;
            wishes.push_back({weights > 0 ? sum / weights : one.x, weights > 0 ? weights : 0.1, apart});
        }
        const std::vector<double> places = settle(wishes);
        for (std::size_t i = 0; i < layer.size(); ++i)
            item(layer[i]).x = places[i];
    }

    void place_across()
    {
        for (const std::vector<std::size_t>& layer : m_layers.order)
            place_layer(layer, false, false);
        const std::size_t count = m_layers.order.size();
        for (int pass = 0; pass < passes; ++pass)
            for (std::size_t step = 0; step < count; ++step) {
                const bool down = pass % 2 == 0;
                const bool is_late = pass >= passes - 8;
                place_layer(m_layers.order[down ? step : count - 1 - step], down || is_late, !down || is_late);
            }
        double left = 0;
        for (std::size_t i = 0; i < m_layers.items.size(); ++i)
            left = std::min(left, item(i).x - item(i).left);
        for (LayerItem& one : m_layers.items)
            one.x = std::round(one.x - left);
    }

    /// Where the lines to `near` begin at the side of a box, in the order of `near`.
    std::vector<double> ports(const LayerItem& box, const std::vector<std::size_t>& near)
    {
        const double half = m_nodes[box.node].box.width / 2.0;
        const double low = box.x - half + port_margin;
        const double high = box.x + half - port_margin;
        std::vector<std::size_t> sorted(near.size());
        for (std::size_t i = 0; i < near.size(); ++i)
            sorted[i] = i;
        std::stable_sort(sorted.begin(), sorted.end(), [&](std::size_t a, std::size_t b) { return item(near[a]).x < item(near[b]).x; });
        const double apart = near.size() < 2 ? 0 : std::min(port_gap, (high - low) / static_cast<double>(near.size() - 1));
        std::vector<Wish> wishes;
        for (const std::size_t i : sorted)
            wishes.push_back({std::clamp(item(near[i]).x, low, high), 1, apart});
        std::vector<double> places = settle(wishes);
        for (std::size_t i = places.size(); i-- > 0;)
            places[i] = std::min(places[i], high - apart * static_cast<double>(places.size() - 1 - i));
        for (std::size_t i = 0; i < places.size(); ++i)
            places[i] = std::max(places[i], low + apart * static_cast<double>(i));
        std::vector<double> result(near.size());
        for (std::size_t i = 0; i < sorted.size(); ++i)
            result[sorted[i]] = std::round(places[i]);
        return result;
    }

    double port(const LayerItem& one, const std::vector<std::size_t>& near, std::size_t neighbour)
    {
        if (one.node == no_place)
            return one.x;
        const auto place = std::find(near.begin(), near.end(), neighbour) - near.begin();
        return ports(one, near)[static_cast<std::size_t>(place)];
    }

    struct Range
    {
        double low;
        double high;
        bool holds(double x) const { return low <= x && x <= high; }
    };

    /// Where an item may stand between its neighbours in the layer.
    Range room(std::size_t i)
    {
        const std::vector<std::size_t>& layer = m_layers.order[m_rank[i]];
        const std::size_t place = m_place[i];
        Range range{item(i).left, 1e9};
        if (place > 0)
            range.low = item(layer[place - 1]).x + item(layer[place - 1]).right + item(i).left + gap;
        if (place + 1 < layer.size())
            range.high = item(layer[place + 1]).x - item(layer[place + 1]).left - item(i).right - gap;
        return {range.low, std::max(range.low, range.high)};
    }

    /// Long lines drift from layer to layer: as much of each as can be is set upright, below or above where it ends if possible.
    void straighten()
    {
        m_rank.assign(m_layers.items.size(), 0);
        m_place.assign(m_layers.items.size(), 0);
        for (std::size_t rank = 0; rank < m_layers.order.size(); ++rank)
            for (std::size_t place = 0; place < m_layers.order[rank].size(); ++place) {
                m_rank[m_layers.order[rank][place]] = rank;
                m_place[m_layers.order[rank][place]] = place;
            }
        for (int round = 0; round < straightenings; ++round)
            for (const std::vector<std::size_t>& path : m_layers.paths)
                for (std::size_t first = 1; first + 1 < path.size();)
                    first = straighten(path, first);
    }

    /// The run of the path that begins at `first` and can stand upright. Returns where the next one begins.
    std::size_t straighten(const std::vector<std::size_t>& path, std::size_t first)
    {
        Range range = room(path[first]);
        double sum = item(path[first]).x;
        std::size_t next = first + 1;
        for (; next + 1 < path.size(); ++next) {
            const Range one = room(path[next]);
            const Range both{std::max(range.low, one.low), std::min(range.high, one.high)};
            if (both.low > both.high)
                break;
            range = both;
            sum += item(path[next]).x;
        }
        double x = std::clamp(sum / static_cast<double>(next - first), range.low, range.high);
        const double above = first == 1 ? port(item(path[0]), item(path[0]).below, path[1]) : item(path[first - 1]).x;
        const double below = port(item(path.back()), item(path.back()).above, path[path.size() - 2]);
        if (range.holds(above))
            x = above;
        else if (next + 1 == path.size() && range.holds(below))
            x = below;
        for (std::size_t i = first; i < next; ++i)
            item(path[i]).x = std::round(x);
        return next;
    }

    /// The lines of each channel between two layers.
    void wire()
    {
        m_channels.resize(m_layers.order.size());
        for (std::size_t edge = 0; edge < m_layers.paths.size(); ++edge) {
            const std::vector<std::size_t>& path = m_layers.paths[edge];
            for (std::size_t i = 1; i < path.size(); ++i) {
                const LayerItem& above = item(path[i - 1]);
                const LayerItem& below = item(path[i]);
                m_channels[m_rank[path[i - 1]]].push_back(
                    {edge, port(above, above.below, path[i]), port(below, below.above, path[i - 1]), 0});
            }
        }
        for (std::vector<Wire>& channel : m_channels)
            set_tracks(channel);
    }

    /// Of two lines side by side that go to the right, the right one turns first: so they do not cross. Likewise to the left.
    /// Which of the two kinds comes first is tried: no line may come down where another still goes.
    static void set_tracks(std::vector<Wire>& channel)
    {
        std::vector<Wire*> bent;
        for (Wire& wire : channel)
            if (!wire.is_straight())
                bent.push_back(&wire);
        if (const std::size_t right_first = set_tracks(bent, true); right_first > 0 && set_tracks(bent, false) >= right_first)
            set_tracks(bent, true);
    }

    /// How many pairs of lines lie on each other then.
    static std::size_t set_tracks(std::vector<Wire*>& bent, bool right_first)
    {
        std::stable_sort(bent.begin(), bent.end(), [&](const Wire* a, const Wire* b) {
            const bool a_right = a->bottom > a->top;
            const bool b_right = b->bottom > b->top;
            if (a_right != b_right)
                return a_right == right_first;
            return a_right ? a->top > b->top : a->top < b->top;
        });
        std::size_t clashes = 0;
        for (std::size_t i = 0; i < bent.size(); ++i) {
            bent[i]->track = 1;
            for (std::size_t before = 0; before < i; ++before) {
                if (bent[before]->left() <= bent[i]->right() + track_gap && bent[i]->left() <= bent[before]->right() + track_gap)
                    bent[i]->track = std::max(bent[i]->track, bent[before]->track + 1);
                if (std::abs(bent[before]->bottom - bent[i]->top) < 4 && bent[before]->track < bent[i]->track)
                    ++clashes;
            }
        }
        return clashes;
    }

    void place_down()
    {
        int y = 0;
        for (std::size_t rank = 0; rank < m_layers.order.size(); ++rank) {
            int height = 0;
            for (const std::size_t one : m_layers.order[rank])
                height = std::max(height, item(one).height);
            int tracks = 0;
            for (const Wire& wire : m_channels[rank])
                tracks = std::max(tracks, wire.track);
            m_tops.push_back(y);
            m_bottoms.push_back(y + height);
            y += height + 2 * channel_margin + arrow_room + tracks * track_gap;
        }
    }

    /// A node stands in the middle of its layer, and lines end at the box itself.
    BoxPlace place_of(const LayerItem& one, std::size_t rank, BoxSize size) const
    {
        const int middle = (m_tops[rank] + m_bottoms[rank]) / 2;
        return {static_cast<int>(one.x) - size.width / 2, middle - size.height / 2, size.width, size.height};
    }

    GraphLayout result()
    {
        GraphLayout layout;
        layout.height = m_bottoms.empty() ? 0 : m_bottoms.back();
        for (const LayerItem& one : m_layers.items)
            layout.width = std::max(layout.width, static_cast<int>(std::ceil(one.x + one.right)));
        for (std::size_t node = 0; node < m_nodes.size(); ++node)
            layout.nodes.push_back(place_of(item(node), m_rank[node], m_nodes[node].box));
        std::map<std::pair<std::size_t, std::size_t>, const Wire*> wires; // rank, edge
        for (std::size_t rank = 0; rank < m_channels.size(); ++rank)
            for (const Wire& wire : m_channels[rank])
                wires[{rank, wire.edge}] = &wire;
        for (std::size_t edge = 0; edge < m_layers.paths.size(); ++edge)
            layout.edges.push_back(line_of(edge, wires, layout));
        return layout;
    }

    EdgePlace line_of(std::size_t edge, const std::map<std::pair<std::size_t, std::size_t>, const Wire*>& wires, const GraphLayout& layout)
    {
        EdgePlace place;
        const std::vector<std::size_t>& path = m_layers.paths[edge];
        const auto add = [&](double x, int y) { place.points.push_back({static_cast<int>(std::lround(x)), y}); };
        for (std::size_t i = 0; i + 1 < path.size(); ++i) {
            const std::size_t rank = m_rank[path[i]];
            const Wire& wire = *wires.at({rank, edge});
            if (i == 0)
                add(wire.top, layout.nodes[path[i]].bottom());
            if (!wire.is_straight()) {
                const int y = m_bottoms[rank] + channel_margin + wire.track * track_gap - track_gap / 2;
                add(wire.top, y);
                add(wire.bottom, y);
            }
            if (i + 2 == path.size())
                add(wire.bottom, layout.nodes[path[i + 1]].top);
            else if (item(path[i + 1]).is_label)
                place.label = place_of(item(path[i + 1]), rank + 1,
                                       {static_cast<int>(item(path[i + 1]).left * 2), item(path[i + 1]).height});
        }
        if (m_layers.leads_up[edge])
            std::reverse(place.points.begin(), place.points.end());
        return place;
    }

    const std::vector<LayoutNode>& m_nodes;
    Layers m_layers;
    std::vector<std::size_t> m_rank;  ///< layers of items
    std::vector<std::size_t> m_place; ///< in the layer
    std::vector<std::vector<Wire>> m_channels; ///< below each layer
    std::vector<int> m_tops;
    std::vector<int> m_bottoms;
};

} // namespace

GraphLayout lay_out(const std::vector<LayoutNode>& nodes, const std::vector<LayoutEdge>& edges)
{
    return Placing(nodes, edges).run();
}

} // namespace ogp::report
