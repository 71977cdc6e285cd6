#include "workflow/type_loading.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {

void read_order(TypeLoading& loading, const YamlNode& root)
{
    const std::vector<std::string> transitions = ids_of(loading.type.transitions);
    const auto is_known = [&](const YamlNode& node) {
        return loading.reader.known(node, node.scalar, transitions, "unknown_transition", transition_word);
    };
    if (const YamlNode* pairs = DefinitionReader::sequence_at(root, "confluent")) {
        for (const YamlNode& pair : pairs->items) {
            if (!pair.is_sequence() || pair.items.size() != 2 || !is_known(pair.items[0]) || !is_known(pair.items[1]))
                continue;
            loading.type.confluent.emplace_back(pair.items[0].scalar, pair.items[1].scalar);
        }
    }
    if (const YamlNode* list = DefinitionReader::sequence_at(root, "precedence")) {
        for (const YamlNode& item : list->items) {
            if (item.is_scalar() && is_known(item))
                loading.type.precedence.push_back(item.scalar);
        }
    }
}

} // namespace ogp::workflow
