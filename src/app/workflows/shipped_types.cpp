#include "app/workflows/shipped_types.hpp"

#include "app/repository/repository.hpp"
#include "app/repository/shipped.hpp"
#include "base/text.hpp"
#include "workflow/guard_children.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>

namespace ogp::app {
namespace {

namespace fs = std::filesystem;

bool is_definition(const ShippedFile& file)
{
    const fs::path path(file.path);
    return path.parent_path() == "workflows" && path.extension() == ".yaml" && path.stem() != "roles";
}

/// What the type names that the program could have.
std::vector<std::string> named_by(const workflow::CaseType& type, const PartsApart& parts_apart)
{
    std::vector<std::string> named;
    for (const workflow::Field& field : type.fields)
        named.push_back(field.to);
    if (parts_apart(type.id))
        return named;
    for (const std::string& part : workflow::counted_children(type))
        named.push_back(part);
    for (const workflow::ChildRule& rule : type.child_rules)
        named.push_back(rule.type);
    return named;
}

} // namespace

std::string TypeDefinition::file_name() const
{
    return fs::path(file.document.file()).filename().string();
}

std::vector<std::string> shipped_type_ids()
{
    std::vector<std::string> ids;
    for (const ShippedFile& file : shipped_files())
        if (is_definition(file))
            ids.push_back(fs::path(file.path).stem().string());
    return ids;
}

TypeDefinition shipped_type(const std::string& id, std::span<const workflow::Role> roles)
{
    for (const ShippedFile& file : shipped_files()) {
        if (!is_definition(file) || fs::path(file.path).stem() != id)
            continue;
        WorkflowFile shipped = shipped_workflow(std::string(file.content), std::string(file.path));
        workflow::CaseType type = workflow::load_case_type(shipped.document, roles, shipped.fragments);
        return {std::move(shipped), std::move(type)};
    }
    const std::vector<std::string> ids = shipped_type_ids();
    const auto near = nearest(id, ids);
    throw Error(Fault::NotFound, say("საქმის ტიპი „{}“ არ არის", "there is no case type \"{}\"", printable(shorten(id, 60))),
                near ? say("იქნებ {}?", "did you mean {}?", *near) : say("არის: {}", "there are: {}", join(ids, ", ")));
}

void add_named_types(std::vector<TypeDefinition>& chosen, std::span<const workflow::Role> roles, const IsThere& is_there,
                     const PartsApart& parts_apart)
{
    const std::vector<std::string> ids = shipped_type_ids();
    const auto is_chosen = [&](const std::string& id) {
        return std::any_of(chosen.begin(), chosen.end(), [&](const TypeDefinition& other) { return other.type.id == id; });
    };
    // What is added stands behind and is looked at in its turn.
    for (std::size_t i = 0; i < chosen.size(); ++i)
        for (const std::string& id : named_by(chosen[i].type, parts_apart))
            if (std::find(ids.begin(), ids.end(), id) != ids.end() && !is_chosen(id) && !is_there(id))
                chosen.push_back(shipped_type(id, roles));
}

std::set<std::string> messages_of(std::span<const TypeDefinition> types)
{
    std::set<std::string> names;
    const auto add = [&](const std::vector<workflow::Effect>& effects) {
        for (const workflow::Effect& effect : effects)
            if (effect.kind == workflow::EffectKind::Notify)
                names.insert("templates/messages/" + effect.what + ".yaml");
    };
    for (const TypeDefinition& definition : types) {
        for (const workflow::Transition& transition : definition.type.transitions)
            add(transition.effects);
        for (const workflow::Sla& sla : definition.type.slas) {
            add(sla.breach.effects);
            for (const workflow::ClockWarning& warning : sla.warnings)
                add(warning.effects);
            for (const workflow::ClockEscalation& escalation : sla.escalations)
                add(escalation.effects);
        }
    }
    return names;
}

std::vector<AvailableType> available_types(const Repository& repository)
{
    const std::vector<workflow::Role> roles = shipped_roles();
    std::vector<AvailableType> types;
    for (const std::string& id : shipped_type_ids()) {
        workflow::CaseType type = shipped_type(id, roles).type;
        const auto row = repository.store().active_workflow(id);
        if (!row || row->version < type.version)
            types.push_back({std::move(type), row ? std::optional(row->version) : std::nullopt});
    }
    return types;
}

} // namespace ogp::app
