#include "cli/reserved_names.hpp"

#include "cli/case_types.hpp"
#include "cli/command.hpp"
#include "cli/find_command.hpp"

#include <algorithm>

namespace ogp::cli {

std::vector<std::string> reserved_names()
{
    std::vector<std::string> names;
    const std::vector<std::string> types = shipped_types();
    for (const Command* command : commands()) {
        std::string name = type_of_noun(noun_of(*command));
        if (std::find(types.begin(), types.end(), name) == types.end() && std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(std::move(name));
    }
    return names;
}

} // namespace ogp::cli
