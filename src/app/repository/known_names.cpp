#include "app/repository/known_names.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "base/yaml.hpp"
#include "workflow/loader.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace ogp::app {
namespace {

constexpr std::int64_t most_numbers = 5'000; ///< that are looked through for the nearest

constexpr std::size_t shortest_number = 5;   ///< I.7 is no misspelling of I.1

/// Numbers of the cases that the query finds.
std::vector<std::string> numbers_of(const store::Store& store, store::CaseQuery query)
{
    std::vector<std::string> numbers;
    query.limit = most_numbers;
    store.each_key(query, [&](store::CaseKey&& key) {
        if (!key.number.empty())
            numbers.push_back(std::move(key.number));
        return true;
    });
    return numbers;
}

/// The number that was meant. Of a path the part before the stroke is looked at first: a plan that is not there has no parts.
std::optional<std::string> nearest_number(const store::Store& store, std::string_view id, std::string_view type)
{
    const std::size_t stroke = id.rfind('/');
    if (stroke == std::string_view::npos)
        return id.size() < shortest_number ? std::nullopt : nearest(id, numbers_of(store, {.type = std::string(type)}));
    const std::string plan(id.substr(0, stroke));
    const std::string_view part = id.substr(stroke + 1);
    for (const store::CaseRow& root : store.resolve(plan)) {
        if (root.root || part.size() < shortest_number)
            continue;
        const auto near = nearest(part, numbers_of(store, {.type = std::string(type), .root = root.subject.uid}));
        return near ? std::optional(root.path + "/" + *near) : std::nullopt;
    }
    const auto near = nearest(plan, numbers_of(store, {.type = "plan"}));
    if (!near || *near == plan)
        return {};
    const std::string meant = *near + "/" + std::string(part);
    return store.resolve(meant).empty() ? near : meant;
}

std::set<std::string> roles_of_types(const Repository& repository)
{
    std::set<std::string> roles{std::string(workflow::admin_role), std::string(workflow::importer_role),
                                std::string(workflow::system_role)};
    for (const std::string& id : repository.type_ids()) {
        const workflow::CaseType& type = repository.active_type(id);
        for (const auto* some : {&type.permissions.open, &type.permissions.set, &type.permissions.comment})
            roles.insert(some->begin(), some->end());
        for (const workflow::Transition& transition : type.transitions)
            roles.insert(transition.roles.begin(), transition.roles.end());
    }
    return roles;
}

/// Of roles.yaml as administrators have it now; none where it is not there or cannot be read, which is said elsewhere.
std::set<std::string> roles_of_file(const Repository& repository)
{
    const std::filesystem::path file = repository.folder() / "workflows" / "roles.yaml";
    std::set<std::string> roles;
    try {
        for (const workflow::Role& role : workflow::load_roles(YamlDocument(read_file(file), file.string())))
            roles.insert(role.id);
    } catch (const Error&) {
        return {};
    }
    return roles;
}

} // namespace

Localized one_of(std::string_view word, std::span<const std::string> known, const Localized& label)
{
    if (const auto near = nearest(word, known))
        return say("იქნებ {}?", "did you mean {}?", *near);
    const std::string all = join(known, ", ");
    return {label.ka + ": " + all, label.en + ": " + all};
}

Error no_such_case(const store::Store& store, std::string_view id, std::string_view type)
{
    const std::string shown = printable(id);
    std::string noun(type.empty() ? "case" : type);
    std::replace(noun.begin(), noun.end(), '_', '-');
    const Localized list = say("სია: ogp {} list", "list them: ogp {} list", noun);
    const auto near = nearest_number(store, id, type);
    return {Fault::NotFound,
            type.empty() ? say("საქმე „{}“ არ არის", "there is no case \"{}\"", shown)
                         : say("„{}“ არ არის ({})", "there is no {1} \"{0}\"", shown, type),
            near ? say("იქნებ {}?\n{}", "did you mean {0}?\n{2}", *near, list.ka, list.en) : list};
}

void check_role(const Repository& repository, const std::string& role)
{
    std::set<std::string> known = roles_of_types(repository);
    if (known.contains(role))
        return;
    known.merge(roles_of_file(repository));
    if (!known.contains(role))
        throw Error(Fault::Usage, say("როლი „{}“ არ არსებობს", "there is no role \"{}\"", printable(role)),
                    one_of(role, std::vector<std::string>(known.begin(), known.end()), {"როლები", "roles"}));
}

} // namespace ogp::app
