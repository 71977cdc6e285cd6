#include "workflow/acting_role.hpp"

#include <algorithm>

namespace ogp::workflow {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

} // namespace

bool holds_role(const Actor& actor)
{
    return contains(actor.roles, actor.role) || contains(actor.roles, admin_role);
}

bool role_fits(const std::vector<std::string>& roles, std::string_view role)
{
    if (contains(roles, role))
        return true;
    return role == admin_role && std::any_of(roles.begin(), roles.end(), [](const std::string& needed) {
               return needed != importer_role && needed != system_role;
           });
}

std::vector<const Transition*> open_transitions(const CaseType& type, const model::Case& subject, const Actor& actor)
{
    std::vector<const Transition*> open;
    if (!holds_role(actor))
        return open;
    for (const Transition& transition : type.transitions) {
        const bool is_second = transition.four_eyes && subject.mover == actor.id;
        if (contains(transition.from, subject.state) && role_fits(transition.roles, actor.role) && !is_second)
            open.push_back(&transition);
    }
    return open;
}

} // namespace ogp::workflow
