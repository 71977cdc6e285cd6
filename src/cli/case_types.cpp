#include "cli/case_types.hpp"

#include "app/workflows/shipped_types.hpp"
#include "cli/help.hpp"
#include "cli/type_help.hpp"

namespace ogp::cli {

std::vector<std::string> shipped_types()
{
    return app::shipped_type_ids();
}

std::vector<std::string> known_types(Context& context)
{
    try {
        return context.repository().type_ids();
    } catch (const Error& error) {
        if (error.fault() == Fault::NotFound)
            return shipped_types();
        throw;
    }
}

std::string help_on(Context& context, const Resolved& found)
{
    std::string more;
    if (!found.noun_type.empty()) {
        try {
            more = type_help(*found.command, context.repository().active_type(found.noun_type), context.language());
        } catch (const Error& error) {
            if (error.fault() != Fault::NotFound)
                throw;
        }
    }
    return command_help(*found.command, path_for(*found.command, found.noun_type), context.language(), more);
}

} // namespace ogp::cli
