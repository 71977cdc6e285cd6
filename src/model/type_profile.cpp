#include "model/type_profile.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <optional>
#include <utility>

namespace ogp::model {
namespace {

Error invalid(std::string_view where)
{
    return {Fault::Invalid, say("საქმის ტიპის აღწერა დაზიანებულია: „{}“", "the profile of a case type is damaged at \"{}\"",
                                printable(where))};
}

std::optional<StateCategory> category_from(std::string_view word)
{
    for (const StateCategory category :
         {StateCategory::Open, StateCategory::Waiting, StateCategory::Done, StateCategory::Cancelled}) {
        if (code(category) == word) {
            return category;
        }
    }
    return std::nullopt;
}

std::map<std::string, StateCategory> read_states(const Json& json)
{
    if (!json.is_object()) {
        throw invalid("states");
    }
    std::map<std::string, StateCategory> states;
    for (const auto& [state, word] : json.members()) {
        const auto category = word.is_text() ? category_from(word.as_text()) : std::nullopt;
        if (!is_identifier(state) || !category) {
            throw invalid(state);
        }
        states.emplace(state, *category);
    }
    return states;
}

Json write_numbering(const NumberingProfile& numbering)
{
    Json per = Json::array();
    for (const std::string& part : numbering.per) {
        per.push(Json(part));
    }
    return Json::object({{"template", numbering.pattern},
                         {"per", std::move(per)},
                         {"provisional", numbering.provisional},
                         {"zone", numbering.zone}});
}

NumberingProfile read_numbering(const Json& json)
{
    NumberingProfile numbering;
    for (const auto& [key, value] : {std::pair("template", &numbering.pattern), std::pair("provisional", &numbering.provisional),
                                     std::pair("zone", &numbering.zone)}) {
        if (!json[key].is_text()) {
            throw invalid("numbering");
        }
        *value = json.text(key);
    }
    const Json& per = json["per"];
    if (!per.is_array() || json.size() != 4 || numbering.pattern.empty()) {
        throw invalid("numbering");
    }
    for (const Json& part : per.items()) {
        if (!part.is_text() || !is_identifier(part.as_text())) {
            throw invalid("numbering");
        }
        numbering.per.push_back(part.as_text());
    }
    return numbering;
}

} // namespace

std::string_view code(StateCategory category)
{
    switch (category) {
    case StateCategory::Open:
        return "open";
    case StateCategory::Waiting:
        return "waiting";
    case StateCategory::Done:
        return "done";
    case StateCategory::Cancelled:
        return "cancelled";
    }
    return {};
}

Json TypeProfile::to_json() const
{
    Json categories = Json::object();
    for (const auto& [state, category] : states) {
        categories.set(state, Json(code(category)));
    }
    Json json = Json::object({{"type", type},
                              {"number", number_field},
                              {"title", title_field},
                              {"parent", parent_field},
                              {"states", std::move(categories)}});
    if (!numbering.empty()) {
        json.set("numbering", write_numbering(numbering));
    }
    if (!merge.empty()) {
        json.set("merge", merge.to_json());
    }
    return json;
}

TypeProfile TypeProfile::from_json(const Json& json)
{
    const Json* numbering = json.find("numbering");
    const Json* merge = json.find("merge");
    if (!json.is_object() || json.size() != 5U + (numbering != nullptr ? 1U : 0U) + (merge != nullptr ? 1U : 0U)) {
        throw invalid("{}");
    }
    const auto policies = merge == nullptr ? MergePolicies() : MergePolicies::from_json(*merge);
    if (!policies) {
        throw invalid("merge");
    }
    for (const char* key : {"type", "number", "title", "parent"}) {
        const Json& word = json[key];
        if (!word.is_text() || (!word.as_text().empty() && !is_identifier(word.as_text()))) {
            throw invalid(key);
        }
    }
    if (json.text("type").empty()) {
        throw invalid("type");
    }
    return {.type = json.text("type"),
            .number_field = json.text("number"),
            .title_field = json.text("title"),
            .parent_field = json.text("parent"),
            .states = read_states(json["states"]),
            .numbering = numbering == nullptr ? NumberingProfile{} : read_numbering(*numbering),
            .merge = *policies};
}

} // namespace ogp::model
