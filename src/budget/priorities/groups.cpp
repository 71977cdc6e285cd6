#include "budget/priorities/groups.hpp"

#include <algorithm>

namespace ogp::budget {
namespace {

/// Hides what must be hidden of one theme: `groups` are all values of the trait.
void hide(const std::vector<GroupAverage*>& groups, std::int64_t least)
{
    std::size_t hidden = 0;
    std::int64_t raters = 0;
    const auto take = [&](GroupAverage& group) {
        group.hidden = true;
        ++hidden;
        raters += group.raters;
    };
    for (GroupAverage* group : groups)
        if (group->raters > 0 && group->raters < least)
            take(*group);
    while (hidden == 1 || (hidden > 0 && raters < least)) {
        GroupAverage* smallest = nullptr;
        for (GroupAverage* group : groups)
            if (!group->hidden && group->raters > 0 && (smallest == nullptr || group->raters < smallest->raters))
                smallest = group;
        if (smallest == nullptr)
            break;
        take(*smallest);
    }
    for (GroupAverage* group : groups)
        if (group->hidden)
            *group = {group->value, group->theme, 0, {}, {}, true};
}

} // namespace

std::vector<GroupAverage> averages_by(const Opinions& opinions, std::span<const OpinionCell> cells, const Weights& weights, std::size_t trait,
                                      std::int64_t least)
{
    std::vector<std::uint32_t> values;
    for (const OpinionCell& cell : cells)
        values.push_back(cell.values[trait]);
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    std::vector<GroupAverage> groups;
    for (const std::uint32_t value : values) {
        std::vector<OpinionCell> some;
        Weights their;
        for (std::size_t c = 0; c < cells.size(); ++c)
            if (cells[c].values[trait] == value) {
                some.push_back(cells[c]);
                their.cells.push_back(weights.cells[c]);
            }
        const Priorities result = average(opinions, some, their);
        for (std::size_t t = 0; t < result.themes.size(); ++t)
            groups.push_back({value, t, result.themes[t].raters, result.themes[t].plain, result.themes[t].weighted, false});
    }
    for (std::size_t t = 0; t < opinions.themes.size(); ++t) {
        std::vector<GroupAverage*> of_theme;
        for (std::size_t at = t; at < groups.size(); at += opinions.themes.size())
            of_theme.push_back(&groups[at]);
        hide(of_theme, least);
    }
    return groups;
}

} // namespace ogp::budget
