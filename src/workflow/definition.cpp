#include "workflow/definition.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <set>

namespace ogp::workflow {
namespace {

template <class Range>
auto find_by_id(const Range& range, std::string_view id) -> decltype(&*range.begin())
{
    for (const auto& item : range) {
        if (item.id == id)
            return &item;
    }
    return nullptr;
}

} // namespace

std::optional<model::StateCategory> state_category_from(std::string_view code)
{
    for (const model::StateCategory category : state_categories) {
        if (model::code(category) == code)
            return category;
    }
    return std::nullopt;
}

const Field* CaseType::field(std::string_view wanted) const
{
    return find_by_id(fields, wanted);
}

const State* CaseType::state(std::string_view wanted) const
{
    return find_by_id(states, wanted);
}

const Transition* CaseType::transition(std::string_view wanted) const
{
    return find_by_id(transitions, wanted);
}

const Enumeration* CaseType::enumeration(std::string_view wanted) const
{
    return find_by_id(enums, wanted);
}

const Sla* CaseType::sla(std::string_view wanted) const
{
    return find_by_id(slas, wanted);
}

const State& CaseType::initial_state() const
{
    const auto found = std::find_if(states.begin(), states.end(), [](const State& state) { return state.initial; });
    if (found == states.end())
        throw Error(Fault::Internal, say("საქმის ტიპს „{}“ საწყისი მდგომარეობა არ აქვს",
                                         "the case type \"{}\" has no initial state", id));
    return *found;
}

model::MergePolicies CaseType::merge_policies() const
{
    model::MergePolicies policies;
    for (const Field& one : fields) {
        if (one.conflict != model::MergePolicy::Conflict)
            policies.fields.emplace(one.id, one.conflict);
        if (!one.computed.empty())
            policies.computed.push_back(one.id);
    }
    std::sort(policies.computed.begin(), policies.computed.end());
    for (const Transition& one : transitions) {
        std::set<std::string> written;
        for (const auto& [target, expression] : one.set)
            written.insert(target);
        for (const Effect& effect : one.effects) {
            if (effect.kind == EffectKind::Assign && field(assignee_field) != nullptr)
                written.emplace(assignee_field);
        }
        if (!written.empty())
            policies.written.emplace(one.id, std::vector(written.begin(), written.end()));
    }
    return policies;
}

model::TypeProfile CaseType::profile() const
{
    model::TypeProfile profile;
    profile.type = id;
    profile.number_field = number_field;
    profile.title_field = title_field;
    profile.parent_field = parent_field;
    for (const State& state : states)
        profile.states.emplace(state.id, state.category);
    if (!numbering.empty())
        profile.numbering = {numbering.pattern, numbering.per, numbering.provisional, time_zone};
    profile.merge = merge_policies();
    return profile;
}

} // namespace ogp::workflow
