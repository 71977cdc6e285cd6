#include "report/graph.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "report/graph_layout.hpp"
#include "report/label_lines.hpp"
#include "report/markup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace ogp::report {
namespace {

constexpr int margin = 20;
constexpr int title_height = 34;
constexpr int begin_height = 34;   ///< the point above the first node
constexpr int least_width = 560;
constexpr int node_size = 13;      ///< of letters
constexpr int node_line = 17;
constexpr int node_width = 150;    ///< of the longest line
constexpr int label_size = 11;
constexpr int label_line = 14;
constexpr int label_width = 128;
constexpr int legend_line = 24;
constexpr int loop_reach = 20;     ///< of a way that leads back to its box
constexpr int corner = 6;

/// Plain colours and one override for dark screens: renderers that know no custom properties draw it too.
constexpr std::string_view style = R"(
.states { font-family: "Noto Sans Georgian", "Noto Sans", "DejaVu Sans", system-ui, sans-serif; font-size: 13px; }
.states .page { fill: #ffffff; }
.states text { fill: #1c2530; }
.states .title { font-size: 16px; font-weight: 600; }
.states .name { font-weight: 600; }
.states .note { fill: #4d5967; font-size: 11px; }
.states .way-name { font-size: 11px; }
.states rect.open { fill: #e6eff8; stroke: #2f6391; stroke-width: 1.5; }
.states rect.waiting { fill: #fdf3dc; stroke: #8a6100; stroke-width: 1.5; stroke-dasharray: 6 3; }
.states rect.done { fill: #e3f3e6; stroke: #2a7038; stroke-width: 1.5; }
.states rect.cancelled { fill: #f0f1f3; stroke: #5b6673; stroke-width: 1.5; stroke-dasharray: 2 3; }
.states rect.inner { fill: none; stroke-width: 1; }
.states rect.current { stroke: #8a1c4a; stroke-width: 4; stroke-dasharray: none; }
.states .way { fill: none; stroke: #4d5967; stroke-width: 1.4; }
.states .automatic { stroke-dasharray: 5 4; }
.states .tip { fill: #4d5967; }
.states .marked.way { stroke: #8a1c4a; stroke-width: 2.6; }
.states .marked.tip { fill: #8a1c4a; }
.states .marked.way-name { fill: #8a1c4a; font-weight: 600; }
@media screen and (prefers-color-scheme: dark) {
.states .page { fill: #14191f; }
.states text { fill: #e8edf2; }
.states .note { fill: #b3bfcb; }
.states rect.open { fill: #1b3147; stroke: #8dbce6; }
.states rect.waiting { fill: #3a2f14; stroke: #e5bb5c; }
.states rect.done { fill: #18351f; stroke: #84cf94; }
.states rect.cancelled { fill: #252c34; stroke: #a9b5c2; }
.states rect.inner { fill: none; }
.states rect.current { stroke: #f3a6c8; }
.states .way { stroke: #b3bfcb; }
.states .tip { fill: #b3bfcb; }
.states .marked.way { stroke: #f3a6c8; }
.states .marked.tip { fill: #f3a6c8; }
.states .marked.way-name { fill: #f3a6c8; }
}
)";

struct Tone
{
    GraphTone tone;
    const char* name;
    Label label{};
};
constexpr std::array tones = {Tone{GraphTone::Open, "open", {"მიმდინარე", "open"}}, Tone{GraphTone::Waiting, "waiting", {"ელოდება", "waiting"}},
                              Tone{GraphTone::Done, "done", {"შესრულებული", "done"}},
                              Tone{GraphTone::Cancelled, "cancelled", {"გაუქმებული", "cancelled"}}};
constexpr Label last_word = {"საბოლოო", "final"};
constexpr Label automatic_word = {"ავტომატური", "automatic"};
constexpr Label marked_word = {"საქმის გზა", "the way of the case"};

const char* name_of(GraphTone tone)
{
    return std::find_if(tones.begin(), tones.end(), [&](const Tone& one) { return one.tone == tone; })->name;
}

int pixels(std::string_view text, int size)
{
    return text_width(text) * size / 1000 + 1;
}

/// Broken at blanks alone: a word that is wider than a line stands alone, unless it is very much wider.
std::vector<std::string> broken(std::string_view text, int width, std::size_t most_lines)
{
    std::vector<std::string> lines;
    for (std::string_view word : split(text, ' ')) {
        if (trim(word).empty())
            continue;
        const std::string longer = lines.empty() ? std::string() : fmt::format("{} {}", lines.back(), word);
        if (!lines.empty() && text_width(longer) <= width)
            lines.back() = longer;
        else
            lines.emplace_back(word);
    }
    const bool fits = lines.size() <= most_lines &&
                      std::all_of(lines.begin(), lines.end(), [&](const std::string& line) { return text_width(line) <= 2 * width; });
    return fits ? lines : label_lines(text, width, most_lines);
}

/// Words that stand under each other.
struct Words
{
    struct Line
    {
        std::string text;
        bool marked = false;
    };
    std::vector<Line> lines;
    int width = 0;

    void add(const std::string& text, int size, int most, std::size_t most_lines, bool marked = false)
    {
        for (std::string& line : broken(text, most * 1000 / size, most_lines)) {
            width = std::max(width, pixels(line, size) * (marked ? 108 : 100) / 100);
            lines.push_back({std::move(line), marked});
        }
    }
    BoxSize size(int line_height) const { return {width + 6, static_cast<int>(lines.size()) * line_height + 4}; }
};

/// All edges from one node to another are drawn as one line.
struct Way
{
    std::size_t from = 0;
    std::size_t to = 0;
    Words words;
    bool automatic = true; ///< all of them are
    bool marked = false;   ///< one of them is
    std::vector<const GraphEdge*> edges;
};

class Picture
{
public:
    Picture(const Graph& graph, Language language) : m_graph(graph), m_language(language)
    {
        for (const GraphNode& node : graph.nodes) {
            Words& words = m_names.emplace_back();
            words.add(node.label.in(language), node_size, node_width, 3);
            words.width = words.width * 108 / 100; // bold
            words.width = std::max(words.width, pixels(node.note.in(language), label_size));
        }
        m_ways = ways_of(graph);
        for (Way& way : m_ways)
            name(way);
        place();
    }

    std::string draw()
    {
        head();
        begin();
        for (std::size_t i = 0; i < m_ways.size(); ++i)
            if (m_ways[i].from != m_ways[i].to)
                way(m_ways[i], m_layout.edges[m_places[i]]);
            else
                loop(m_ways[i], m_layout.nodes[m_ways[i].from]);
        for (std::size_t i = 0; i < m_graph.nodes.size(); ++i)
            node(i);
        legend(bottom() + 10);
        m_out += "</svg>\n";
        return std::move(m_out);
    }

private:
    template <class... Args>
    void put(fmt::format_string<Args...> format, Args&&... args)
    {
        fmt::format_to(std::back_inserter(m_out), format, std::forward<Args>(args)...);
    }

    static std::vector<Way> ways_of(const Graph& graph)
    {
        std::vector<Way> ways;
        for (const GraphEdge& edge : graph.edges) {
            auto way = std::find_if(ways.begin(), ways.end(), [&](const Way& one) { return one.from == edge.from && one.to == edge.to; });
            if (way == ways.end())
                way = ways.insert(ways.end(), Way{edge.from, edge.to, {}, true, false, {}});
            way->automatic = way->automatic && edge.automatic;
            way->marked = way->marked || edge.marked;
            way->edges.push_back(&edge);
        }
        return ways;
    }

    /// Where a way is gone by several transitions, a point before each tells them apart.
    void name(Way& way)
    {
        for (const GraphEdge* edge : way.edges) {
            std::string text = (way.edges.size() > 1 ? "• " : "") + edge->label.in(m_language);
            if (!edge->note.empty())
                text += "\u00a0·\u00a0" + edge->note.in(m_language); // stays with the last word
            way.words.add(text, label_size, label_width, 4, edge->marked);
        }
    }

    void place()
    {
        std::vector<LayoutNode> nodes;
        for (std::size_t i = 0; i < m_graph.nodes.size(); ++i) {
            const int lines = static_cast<int>(m_names[i].lines.size());
            const int note = m_graph.nodes[i].note.empty() ? 0 : label_line + 2;
            nodes.push_back({{std::max(90, m_names[i].width + 24) / 2 * 2, lines * node_line + note + 16}, {}, m_graph.nodes[i].last});
        }
        std::vector<LayoutEdge> edges;
        for (const Way& way : m_ways) {
            m_places.push_back(edges.size());
            const BoxSize label = way.words.size(label_line);
            if (way.from == way.to)
                nodes[way.from].loop = {label.width + loop_reach + 6, label.height};
            else
                edges.push_back({way.from, way.to, {label.width / 2 * 2, label.height}});
        }
        m_layout = lay_out(nodes, edges);
        m_width = std::max({least_width, m_layout.width + 2 * margin, pixels(m_graph.title.in(m_language), 17) + 2 * margin});
        const int left = (m_width - m_layout.width) / 2;
        const int top = margin + title_height + begin_height;
        for (BoxPlace& node : m_layout.nodes)
            move(node, left, top);
        for (EdgePlace& edge : m_layout.edges) {
            move(edge.label, left, top);
            for (LayoutPoint& point : edge.points) {
                point.x += left;
                point.y += top;
            }
        }
    }

    static void move(BoxPlace& box, int x, int y)
    {
        box.left += x;
        box.top += y;
    }

    int bottom() const { return margin + title_height + begin_height + m_layout.height; }

    void head()
    {
        const std::string id = escaped(m_graph.id);
        put("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"states\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" role=\"img\" "
            "lang=\"{2}\" aria-labelledby=\"{3}-title {3}-desc\">\n",
            m_width, bottom() + 10 + legend_height() + margin, code(m_language), id);
        put("<title id=\"{}-title\">{}</title>\n", id, escaped(m_graph.title.in(m_language)));
        put("<desc id=\"{}-desc\">{}</desc>\n", id, escaped(m_graph.description.in(m_language)));
        put("<style>{}</style>\n", style);
        m_out += "<rect class=\"page\" width=\"100%\" height=\"100%\"/>\n";
        text(margin, margin + 14, "title", m_graph.title.in(m_language), "start");
    }

    void text(int x, int y, std::string_view kind, std::string_view content, std::string_view anchor = "middle")
    {
        put("<text class=\"{}\" x=\"{}\" y=\"{}\"", kind, x, y);
        if (anchor != "start")
            put(" text-anchor=\"{}\"", anchor);
        put(">{}</text>\n", escaped(content));
    }

    /// The tip of a line that ends at `end`, coming from `before`.
    void tip(LayoutPoint before, LayoutPoint end, bool marked)
    {
        const int x = end.x > before.x ? 1 : end.x < before.x ? -1 : 0;
        const int y = end.y > before.y ? 1 : end.y < before.y ? -1 : 0;
        put("<path class=\"{}tip\" d=\"M{} {}L{} {}L{} {}Z\"/>\n", marked ? "marked " : "", end.x, end.y, end.x - 9 * x - 4 * y,
            end.y - 9 * y - 4 * x, end.x - 9 * x + 4 * y, end.y - 9 * y + 4 * x);
    }

    /// A line with round corners, its end before the tip.
    std::string line(const std::vector<LayoutPoint>& points) const
    {
        std::string path = fmt::format("M{} {}", points.front().x, points.front().y);
        for (std::size_t i = 1; i + 1 < points.size(); ++i) {
            const LayoutPoint before = toward(points[i], points[i - 1], points[i + 1]);
            const LayoutPoint after = toward(points[i], points[i + 1], points[i - 1]);
            path += fmt::format("L{} {}Q{} {} {} {}", before.x, before.y, points[i].x, points[i].y, after.x, after.y);
        }
        return path + fmt::format("L{} {}", points.back().x, points.back().y);
    }

    /// The point at a corner where the line from `from` begins to turn to `to`.
    static LayoutPoint toward(LayoutPoint at, LayoutPoint from, LayoutPoint to)
    {
        const auto length = [&](LayoutPoint end) { return std::max(std::abs(at.x - end.x), std::abs(at.y - end.y)); };
        const int reach = std::min({corner, length(from) / 2, length(to) / 2});
        const auto step = [&](int a, int b) { return b > a ? reach : b < a ? -reach : 0; };
        return {at.x + step(at.x, from.x), at.y + step(at.y, from.y)};
    }

    std::string kinds(const Way& way) const { return fmt::format("{}{}way", way.marked ? "marked " : "", way.automatic ? "automatic " : ""); }

    void way(const Way& way, const EdgePlace& place)
    {
        put("<g id=\"{}-{}-{}\">", escaped(m_graph.id), escaped(m_graph.nodes[way.from].id), escaped(m_graph.nodes[way.to].id));
        // The line is not drawn behind its words.
        for (const std::vector<LayoutPoint>& part : parts(place))
            put("<path class=\"{}\" d=\"{}\"/>\n", kinds(way), line(part));
        tip(place.points[place.points.size() - 2], place.points.back(), way.marked);
        lines(way.words, place.label.middle_x(), place.label.top, "middle");
        m_out += "</g>\n";
    }

    /// The line up to the label, and after it.
    static std::vector<std::vector<LayoutPoint>> parts(const EdgePlace& place)
    {
        std::vector<std::vector<LayoutPoint>> parts(1);
        const BoxPlace& label = place.label;
        for (std::size_t i = 0; i < place.points.size(); ++i) {
            const LayoutPoint point = place.points[i];
            if (i != 0 && parts.size() == 1) {
                const LayoutPoint before = place.points[i - 1];
                const bool passes = before.x == point.x && point.x == label.middle_x() &&
                                    std::min(before.y, point.y) <= label.top && std::max(before.y, point.y) >= label.bottom();
                if (passes) {
                    const bool down = point.y > before.y;
                    parts.back().push_back({point.x, down ? label.top : label.bottom()});
                    parts.push_back({{point.x, down ? label.bottom() : label.top}});
                }
            }
            parts.back().push_back(point);
        }
        return parts;
    }

    void lines(const Words& words, int x, int top, std::string_view anchor)
    {
        for (std::size_t i = 0; i < words.lines.size(); ++i)
            text(x, top + 12 + static_cast<int>(i) * label_line, words.lines[i].marked ? "marked way-name" : "way-name", words.lines[i].text, anchor);
    }

    void loop(const Way& way, const BoxPlace& box)
    {
        const int middle = box.middle_y();
        const std::vector<LayoutPoint> points = {{box.right(), middle - 9}, {box.right() + loop_reach, middle - 9},
                                                 {box.right() + loop_reach, middle + 9}, {box.right(), middle + 9}};
        put("<g id=\"{0}-{1}-{1}\">", escaped(m_graph.id), escaped(m_graph.nodes[way.from].id));
        put("<path class=\"{}\" d=\"{}\"/>\n", kinds(way), line(points));
        tip(points[2], points[3], way.marked);
        lines(way.words, box.right() + loop_reach + 6, middle - way.words.size(label_line).height / 2, "start");
        m_out += "</g>\n";
    }

    /// Where everything begins.
    void begin()
    {
        for (std::size_t i = 0; i < m_graph.nodes.size(); ++i) {
            if (!m_graph.nodes[i].first)
                continue;
            const BoxPlace& box = m_layout.nodes[i];
            put("<circle class=\"tip\" cx=\"{}\" cy=\"{}\" r=\"6\"/>\n", box.middle_x(), box.top - begin_height + 10);
            put("<path class=\"way\" d=\"M{0} {1}L{0} {2}\"/>\n", box.middle_x(), box.top - begin_height + 16, box.top - 2);
            tip({box.middle_x(), box.top - 10}, {box.middle_x(), box.top}, false);
        }
    }

    void box(std::string_view kind, const BoxPlace& place, int inside)
    {
        put("<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"/>\n", kind, place.left + inside, place.top + inside,
            place.width - 2 * inside, place.height - 2 * inside, 8 - inside);
    }

    void node(std::size_t i)
    {
        const GraphNode& node = m_graph.nodes[i];
        const BoxPlace& place = m_layout.nodes[i];
        put("<g id=\"{}-{}\">", escaped(m_graph.id), escaped(node.id));
        box(fmt::format("{}{}{}", name_of(node.tone), node.marked ? " marked" : "", node.current ? " current" : ""), place, 0);
        if (node.last)
            box(fmt::format("{} inner", name_of(node.tone)), place, 4);
        const Words& words = m_names[i];
        const int note = node.note.empty() ? 0 : label_line + 2;
        const int top = place.middle_y() - (static_cast<int>(words.lines.size()) * node_line + note) / 2;
        for (std::size_t line = 0; line < words.lines.size(); ++line)
            text(place.middle_x(), top + 13 + static_cast<int>(line) * node_line, "name", words.lines[line].text);
        if (note != 0)
            text(place.middle_x(), top + static_cast<int>(words.lines.size()) * node_line + label_line, "note", node.note.in(m_language));
        m_out += "</g>\n";
    }

    bool has(GraphTone tone) const
    {
        return std::any_of(m_graph.nodes.begin(), m_graph.nodes.end(), [&](const GraphNode& node) { return node.tone == tone; });
    }
    bool has_automatic() const
    {
        return std::any_of(m_ways.begin(), m_ways.end(), [](const Way& way) { return way.automatic; });
    }
    bool has_marked() const
    {
        return std::any_of(m_graph.nodes.begin(), m_graph.nodes.end(), [](const GraphNode& node) { return node.current; });
    }

    /// What the picture needs explained: the sign for each, as far as it occurs.
    std::vector<std::pair<std::string, Label>> signs() const
    {
        std::vector<std::pair<std::string, Label>> signs;
        for (const Tone& tone : tones)
            if (has(tone.tone))
                signs.emplace_back(tone.name, tone.label);
        signs.emplace_back("last", last_word);
        if (has_automatic())
            signs.emplace_back("automatic way", automatic_word);
        if (has_marked())
            signs.emplace_back("marked way", marked_word);
        return signs;
    }

    int sign_width(const Label& label) const { return 34 + pixels(label.in(m_language), label_size) + 24; }

    int legend_height() const
    {
        int height = legend_line;
        int x = margin;
        for (const auto& [kind, label] : signs()) {
            if (x > margin && x + sign_width(label) > m_width - margin) {
                x = margin;
                height += legend_line;
            }
            x += sign_width(label);
        }
        return height;
    }

    void legend(int y)
    {
        int x = margin;
        for (const auto& [kind, label] : signs()) {
            if (x > margin && x + sign_width(label) > m_width - margin) {
                x = margin;
                y += legend_line;
            }
            const BoxPlace sign{x, y, 28, 16};
            if (kind.ends_with("way")) {
                put("<path class=\"{}\" d=\"M{} {}h26\"/>\n", kind, x, y + 8);
            } else {
                box(kind == "last" ? "done" : kind, sign, 0);
                if (kind == "last")
                    box("done inner", sign, 4);
            }
            text(x + 34, y + 12, "note", label.in(m_language), "start");
            x += sign_width(label);
        }
    }

    const Graph& m_graph;
    Language m_language;
    std::vector<Words> m_names; ///< of nodes
    std::vector<Way> m_ways;
    std::vector<std::size_t> m_places; ///< of ways among the edges of the layout
    GraphLayout m_layout;
    int m_width = 0;
    std::string m_out;
};

} // namespace

std::string to_svg(const Graph& graph, Language language)
{
    if (graph.nodes.size() > most_graph_nodes)
        throw Error(Fault::Invalid, say("{0}: მდგომარეობა {1} ერთ სურათზე ვერ დაეტევა, ზღვარია {2}",
                                        "{0}: {1} states are too many for one picture, the limit is {2}", graph.id, graph.nodes.size(),
                                        most_graph_nodes),
                    {"სცადეთ --format dot", "try --format dot"});
    return Picture(graph, language).draw();
}

} // namespace ogp::report
