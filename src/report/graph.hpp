#pragma once

#include "base/language.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace ogp::report {

/// What a state counts as.
enum class GraphTone { Open, Waiting, Done, Cancelled };

struct GraphNode
{
    std::string id;      ///< a word: [a-z][a-z0-9_]*
    Localized label;
    Localized note;      ///< a line under the label, "" for none
    GraphTone tone = GraphTone::Open;
    bool first = false;  ///< where everything begins
    bool last = false;   ///< where it ends
    bool marked = false; ///< on the way that is to be seen
    bool current = false; ///< where that way has come to
};

struct GraphEdge
{
    std::size_t from = 0; ///< place in Graph::nodes
    std::size_t to = 0;
    std::string id;
    Localized label;
    Localized note;       ///< said after the label, "" for none
    bool automatic = false; ///< nobody does it by hand
    bool marked = false;
};

/// States and the ways between them.
struct Graph
{
    std::string id;
    Localized title;
    Localized description;
    std::vector<GraphNode> nodes; ///< in the order in which they are told
    std::vector<GraphEdge> edges;
};

/// No picture has more nodes: nobody could read it.
inline constexpr std::size_t most_graph_nodes = 60;

/// A picture that stands alone, drawn without another program; the same bytes for the same graph. Error{Invalid} for more than
/// most_graph_nodes.
std::string to_svg(const Graph& graph, Language language);
/// For Graphviz: https://graphviz.org/doc/info/lang.html
std::string to_dot(const Graph& graph, Language language);
/// For Mermaid: a stateDiagram-v2.
std::string to_mermaid(const Graph& graph, Language language);

} // namespace ogp::report
