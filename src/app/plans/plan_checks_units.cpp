#include "app/cases/values.hpp"
#include "app/plans/plan_checks.hpp"
#include "app/repository/near_names.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <map>

namespace ogp::app::plan_checks {
namespace {

/// What a unit may be called, comparable: its names, the parts of them in quotation marks, and its declared aliases.
std::set<std::string> names_of(const PlanEntry& unit)
{
    std::set<std::string> names;
    const auto add = [&](const std::string& name) {
        names.insert(comparable(name));
        for (const std::string& part : quoted_parts(name))
            names.insert(comparable(part));
    };
    for (const char* language : {"ka", "en"})
        add(unit.values["name"].text(language));
    if (const Json& aliases = unit.values["aliases"]; aliases.is_array())
        for (const Json& alias : aliases.items())
            if (alias.is_text())
                add(alias.as_text());
    names.erase("");
    return names;
}

std::set<std::string> names_of_all(const PlanView& plan)
{
    std::set<std::string> names;
    for (const PlanEntry* unit : plan.units())
        names.merge(names_of(*unit));
    return names;
}

const Json::Array& externals_of(const PlanEntry& commitment)
{
    static const Json::Array none;
    const Json& external = commitment.values["external_implementers"];
    return external.is_array() ? external.items() : none;
}

/// Ids of units that anything names, a body that may be one of them included.
std::set<std::string> named_ids(const PlanView& plan)
{
    std::set<std::string> ids;
    for (const PlanEntry& entry : plan.entries()) {
        ids.insert(entry.values.text("lead"));
        if (const Json& implementers = entry.values["implementers"]; implementers.is_array())
            for (const Json& id : implementers.items())
                if (id.is_text())
                    ids.insert(id.as_text());
        for (const Json& external : externals_of(entry))
            ids.insert(external.text("maybe"));
    }
    return ids;
}

/// Everything that commitments and milestones print of who carries them out, comparable.
std::string printed_bodies(const PlanView& plan)
{
    std::string all;
    for (const PlanEntry& entry : plan.entries())
        for (const char* field : {"implementers_printed", "lead_agency", "partner"})
            for (const char* language : {"ka", "en"})
                all += comparable(entry.values[field].text(language)) + '\n';
    return all;
}

} // namespace

void duplicate_registry_numbers(const PlanView& plan, CheckReport& report)
{
    std::map<std::string, const PlanEntry*> first;
    for (const PlanEntry* unit : plan.units()) {
        const std::string& number = unit->values.text("registry_number");
        if (number.empty())
            continue;
        const auto [known, is_new] = first.emplace(number, unit);
        if (!is_new)
            report.add(*unit, "registry_number",
                       say("საიდენტიფიკაციო კოდი {} უკვე აქვს ერთეულს {}", "the registry number {} is already that of {}", number,
                           known->second->number));
    }
}

void implementers_not_in_units(const PlanView& plan, CheckReport& report)
{
    const std::set<std::string> names = names_of_all(plan);
    for (const PlanEntry* commitment : plan.commitments())
        for (const Json& external : externals_of(*commitment)) {
            if (names.contains(comparable(external.text("ka"))) || names.contains(comparable(external.text("en"))))
                continue;
            const Localized name = localized_of(external);
            const std::string& maybe = external.text("maybe");
            const auto message = [&](const std::string& ka, const std::string& en) {
                return maybe.empty() ? Localized(fmt::format("„{}“ ერთეულების სიაში არ არის", ka),
                                                 fmt::format("\"{}\" is not in the register of units", en))
                                     : Localized(fmt::format("„{}“ ერთეულების სიაში არ არის; იქნებ {}", ka, maybe),
                                                 fmt::format("\"{}\" is not in the register of units; maybe {}", en, maybe));
            };
            report.add(*commitment, "external_implementers", message(name.in(Language::Ka), name.in(Language::En)));
        }
}

void misspelt_unit_names(const PlanView& plan, CheckReport& report)
{
    const std::set<std::string> names = names_of_all(plan);
    const NearNames near(names);
    for (const PlanEntry* commitment : plan.commitments()) {
        std::set<std::string> parts;
        for (const char* language : {"ka", "en"})
            parts.merge(quoted_parts(commitment->values["implementers_printed"].text(language)));
        for (const std::string& part : parts) {
            const std::string word = comparable(part);
            if (names.contains(word))
                continue;
            if (const std::string name = near.nearest(word); !name.empty())
                report.add(*commitment, "implementers_printed",
                           say("დაბეჭდილია „{}“, ერთეულების სიაში კი „{}“", "printed is \"{}\", in the register of units \"{}\"",
                               part, name));
        }
    }
}

void units_not_named(const PlanView& plan, CheckReport& report)
{
    const std::set<std::string> ids = named_ids(plan);
    const WordPlaces printed(printed_bodies(plan));
    for (const PlanEntry* unit : plan.units()) {
        if (ids.contains(unit->number))
            continue;
        const std::set<std::string> names = names_of(*unit);
        if (std::none_of(names.begin(), names.end(),
                         [&](const std::string& name) { return printed.has(name); }))
            report.add(*unit, "",
                       {"ერთეულს არცერთი ვალდებულება და ეტაპი არ ასახელებს", "no commitment and no milestone names this unit"});
    }
}

} // namespace ogp::app::plan_checks
