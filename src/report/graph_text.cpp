#include "report/graph.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

namespace ogp::report {
namespace {

struct Colours
{
    const char* fill;
    const char* line;
    const char* style;
};

Colours colours_of(GraphTone tone)
{
    switch (tone) {
    case GraphTone::Open: return {"#e6eff8", "#2f6391", "rounded,filled"};
    case GraphTone::Waiting: return {"#fdf3dc", "#8a6100", "rounded,filled,dashed"};
    case GraphTone::Done: return {"#e3f3e6", "#2a7038", "rounded,filled"};
    case GraphTone::Cancelled: return {"#f0f1f3", "#5b6673", "rounded,filled,dotted"};
    }
    return {};
}

constexpr const char* mark = "#8a1c4a";

/// A string of the DOT language.
std::string quoted(std::string_view text)
{
    std::string out = "\"";
    for (const char c : printable(text)) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c == '\n' ? std::string("\\n") : std::string(1, c);
    }
    return out + "\"";
}

/// Words after a colon or in quotes, where Mermaid reads entities (#35;) and takes some signs for its own.
std::string mermaid_text(std::string_view text)
{
    std::string out;
    for (const char c : printable(text)) {
        const bool is_sign = c == '#' || c == ';' || c == '"' || c == ':' || c == '<' || c == '>' || c == '{' || c == '}' || c == '%';
        if (is_sign)
            out += fmt::format("#{};", static_cast<int>(c));
        else
            out += c == '\n' ? ' ' : c;
    }
    return out;
}

/// A word that Mermaid does not take for one of its own: "end" closes a block there.
std::string mermaid_id(const GraphNode& node)
{
    return "s_" + node.id;
}

std::string with_note(const Localized& text, const Localized& note, Language language, std::string_view between)
{
    return note.empty() ? text.in(language) : fmt::format("{}{}{}", text.in(language), between, note.in(language));
}

} // namespace

std::string to_dot(const Graph& graph, Language language)
{
    std::string out = fmt::format("digraph {} {{\n  graph [label={}, labelloc=t, fontname=\"Noto Sans Georgian\", rankdir=TB];\n",
                                  quoted(graph.id), quoted(graph.title.in(language)));
    out += "  node [shape=box, fontname=\"Noto Sans Georgian\", fontsize=12];\n  edge [fontname=\"Noto Sans Georgian\", fontsize=10];\n";
    out += "  \"(begin)\" [shape=point, width=0.15];\n";
    for (const GraphNode& node : graph.nodes) {
        const Colours colours = colours_of(node.tone);
        out += fmt::format("  {} [label={}, style=\"{}\", fillcolor=\"{}\", color=\"{}\"{}{}];\n", quoted(node.id),
                           quoted(with_note(node.label, node.note, language, "\n")), colours.style, colours.fill,
                           node.marked ? mark : colours.line, node.last ? ", peripheries=2" : "", node.current ? ", penwidth=4" : "");
    }
    for (const GraphNode& node : graph.nodes)
        if (node.first)
            out += fmt::format("  \"(begin)\" -> {};\n", quoted(node.id));
    for (const GraphEdge& edge : graph.edges)
        out += fmt::format("  {} -> {} [label={}{}{}];\n", quoted(graph.nodes[edge.from].id), quoted(graph.nodes[edge.to].id),
                           quoted(with_note(edge.label, edge.note, language, " · ")), edge.automatic ? ", style=dashed" : "",
                           edge.marked ? fmt::format(", color=\"{0}\", fontcolor=\"{0}\", penwidth=2", mark) : "");
    return out + "}\n";
}

std::string to_mermaid(const Graph& graph, Language language)
{
    std::string out = fmt::format("---\ntitle: {}\n---\nstateDiagram-v2\n", quoted(graph.title.in(language)));
    for (const GraphNode& node : graph.nodes)
        out += fmt::format("    state \"{}\" as {}\n", mermaid_text(with_note(node.label, node.note, language, ", ")), mermaid_id(node));
    for (const GraphNode& node : graph.nodes)
        if (node.first)
            out += fmt::format("    [*] --> {}\n", mermaid_id(node));
    for (const GraphEdge& edge : graph.edges)
        out += fmt::format("    {} --> {}: {}\n", mermaid_id(graph.nodes[edge.from]), mermaid_id(graph.nodes[edge.to]),
                           mermaid_text(with_note(edge.label, edge.note, language, ", ")));
    for (const GraphNode& node : graph.nodes)
        if (node.last)
            out += fmt::format("    {} --> [*]\n", mermaid_id(node));
    out += "    classDef marked stroke:#8a1c4a,stroke-width:3px\n";
    for (const GraphNode& node : graph.nodes)
        if (node.marked)
            out += fmt::format("    class {} marked\n", mermaid_id(node));
    return out;
}

} // namespace ogp::report
