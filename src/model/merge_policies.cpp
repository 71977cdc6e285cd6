#include "model/merge_policies.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace ogp::model {
namespace {

bool holds(const std::vector<std::string>& sorted, const std::string& word)
{
    return std::binary_search(sorted.begin(), sorted.end(), word);
}

Json words(const std::vector<std::string>& list)
{
    Json json = Json::array();
    for (const std::string& word : list)
        json.push(Json(word));
    return json;
}

std::optional<std::vector<std::string>> words_from(const Json& json)
{
    std::vector<std::string> list;
    if (!json.is_array())
        return std::nullopt;
    for (const Json& word : json.items()) {
        if (!word.is_text() || !is_identifier(word.as_text()) || (!list.empty() && word.as_text() <= list.back()))
            return std::nullopt;
        list.push_back(word.as_text());
    }
    return list;
}

} // namespace

std::string_view code(MergePolicy policy)
{
    switch (policy) {
    case MergePolicy::Conflict: return "conflict";
    case MergePolicy::Latest: return "latest";
    case MergePolicy::Max: return "max";
    case MergePolicy::Min: return "min";
    case MergePolicy::Owner: return "owner";
    case MergePolicy::Text: return "text";
    case MergePolicy::Set: return "set";
    }
    return {};
}

std::optional<MergePolicy> merge_policy_from(std::string_view word)
{
    const auto found = std::find_if(merge_policies.begin(), merge_policies.end(), [&](MergePolicy policy) { return code(policy) == word; });
    return found == merge_policies.end() ? std::nullopt : std::optional(*found);
}

MergePolicy MergePolicies::of(const std::string& field) const
{
    const auto found = fields.find(field);
    return found == fields.end() ? MergePolicy::Conflict : found->second;
}

bool MergePolicies::is_worked_out(const std::string& field, const std::string& transition) const
{
    if (holds(computed, field))
        return true;
    const auto by = written.find(transition);
    return by != written.end() && holds(by->second, field);
}

Json MergePolicies::to_json() const
{
    Json json = Json::object();
    if (!computed.empty())
        json.set("computed", words(computed));
    for (const auto& [field, policy] : fields) {
        Json members = json["fields"];
        json.set("fields", members.set(field, Json(code(policy))));
    }
    for (const auto& [transition, list] : written) {
        Json members = json["written"];
        json.set("written", members.set(transition, words(list)));
    }
    return json;
}

std::optional<MergePolicies> MergePolicies::from_json(const Json& json)
{
    MergePolicies policies;
    if (!json.is_object() || !(json["fields"].is_null() || json["fields"].is_object()) ||
        !(json["written"].is_null() || json["written"].is_object()))
        return std::nullopt;
    if (const Json* computed = json.find("computed")) {
        auto list = words_from(*computed);
        if (!list)
            return std::nullopt;
        policies.computed = std::move(*list);
    }
    if (const Json* fields = json.find("fields")) {
        for (const auto& [field, word] : fields->members()) {
            const auto policy = word.is_text() && is_identifier(field) ? merge_policy_from(word.as_text()) : std::nullopt;
            if (!policy)
                return std::nullopt;
            policies.fields.emplace(field, *policy);
        }
    }
    if (const Json* written = json.find("written")) {
        for (const auto& [transition, fields] : written->members()) {
            auto list = is_identifier(transition) ? words_from(fields) : std::nullopt;
            if (!list)
                return std::nullopt;
            policies.written.emplace(transition, std::move(*list));
        }
    }
    return policies.to_json() == json ? std::optional(std::move(policies)) : std::nullopt;
}

} // namespace ogp::model
