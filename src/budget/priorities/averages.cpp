#include "budget/priorities/averages.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace ogp::budget {
namespace {

/// Ranks within each level from 1, greatest first, equal values alike; 0 where there is none.
std::vector<std::size_t> ranks_of(const std::vector<std::optional<Rational>>& values, const std::vector<ThemeAverage>& themes)
{
    std::vector<std::size_t> ranks;
    for (std::size_t t = 0; t < values.size(); ++t) {
        std::size_t rank = values[t] ? 1 : 0;
        for (std::size_t other = 0; other < values.size(); ++other)
            if (values[t] && values[other] && themes[other].parent == themes[t].parent && *values[other] > *values[t])
                ++rank;
        ranks.push_back(rank);
    }
    return ranks;
}

void add_shares(std::vector<ThemeAverage>& themes)
{
    for (ThemeAverage& theme : themes) {
        Rational sum;
        bool below = false;
        for (const ThemeAverage& other : themes)
            if (other.parent == theme.parent && other.weighted) {
                sum += *other.weighted;
                below = below || *other.weighted < Rational{0};
            }
        if (theme.weighted && !below && sum > Rational{0})
            theme.share = *theme.weighted / sum;
    }
}

/// sum / count where there is anything to divide by.
std::optional<Rational> quotient(const Rational& sum, const Rational& count)
{
    return count == Rational{0} ? std::nullopt : std::optional{sum / count};
}

const ThemeAverage* find(const Priorities& priorities, const std::string& theme)
{
    const auto found = std::find_if(priorities.themes.begin(), priorities.themes.end(), [&](const ThemeAverage& t) { return t.theme == theme; });
    return found == priorities.themes.end() ? nullptr : &*found;
}

void check_mappings(const Priorities& today, const Priorities& earlier, std::span<const ThemeMapping> mappings)
{
    for (const ThemeMapping& mapping : mappings) {
        const std::string& missing = find(today, mapping.today) == nullptr ? mapping.today : mapping.earlier;
        if (find(today, mapping.today) == nullptr || find(earlier, mapping.earlier) == nullptr)
            throw Error(Fault::Invalid, say("ასეთი თემა არ არის: „{}“", "there is no theme '{}'", printable(missing)));
    }
}

/// The earlier average of a theme of today.
std::optional<Rational> carried(const std::string& theme, const Priorities& earlier, std::span<const ThemeMapping> mappings)
{
    Rational sum;
    Rational count;
    bool mapped = false;
    for (const ThemeMapping& mapping : mappings) {
        if (mapping.today != theme)
            continue;
        mapped = true;
        const ThemeAverage& before = *find(earlier, mapping.earlier);
        if (!before.weighted)
            continue;
        const Rational weight = Rational{before.raters} * mapping.part;
        sum += *before.weighted * weight;
        count += weight;
    }
    const ThemeAverage* same = find(earlier, theme);
    const bool elsewhere = std::any_of(mappings.begin(), mappings.end(), [&](const ThemeMapping& m) { return m.earlier == theme; });
    if (!mapped && same != nullptr && !elsewhere)
        return same->weighted;
    return quotient(sum, count);
}

} // namespace

Priorities average(const Opinions& opinions, std::span<const OpinionCell> cells, const Weights& weights)
{
    Priorities result;
    Rational sum_of_weights;
    Rational sum_of_squares;
    for (std::size_t c = 0; c < cells.size(); ++c) {
        result.voters += cells[c].voters;
        sum_of_weights += weights.cells[c] * Rational{cells[c].voters};
        sum_of_squares += weights.cells[c] * weights.cells[c] * Rational{cells[c].voters};
    }
    if (result.voters > 0 && sum_of_squares > Rational{0}) {
        result.effective_voters = sum_of_weights * sum_of_weights / sum_of_squares;
        result.design_effect = Rational{result.voters} / result.effective_voters;
    }
    std::vector<std::optional<Rational>> weighted;
    for (std::size_t t = 0; t < opinions.themes.size(); ++t) {
        ThemeAverage theme{opinions.themes[t].id, 0, {}, {}, 0, opinions.themes[t].parent, {}};
        std::int64_t plain_sum = 0;
        std::int64_t plain_count = 0;
        Rational sum;
        Rational count;
        for (std::size_t c = 0; c < cells.size(); ++c) {
            const std::int64_t counted = opinions.kind == OpinionKind::Rating ? cells[c].answers[t] : cells[c].voters;
            theme.raters += cells[c].raters[t];
            plain_sum += cells[c].sums[t];
            plain_count += counted;
            sum += weights.cells[c] * Rational{cells[c].sums[t]};
            count += weights.cells[c] * Rational{counted};
        }
        theme.plain = quotient(Rational{plain_sum}, Rational{plain_count});
        theme.weighted = quotient(sum, count);
        weighted.push_back(theme.weighted);
        result.themes.push_back(std::move(theme));
    }
    const std::vector<std::size_t> ranks = ranks_of(weighted, result.themes);
    for (std::size_t t = 0; t < ranks.size(); ++t)
        result.themes[t].rank = ranks[t];
    add_shares(result.themes);
    return result;
}

std::vector<ThemeChange> compare_years(const Priorities& today, const Priorities& earlier, std::span<const ThemeMapping> mappings)
{
    check_mappings(today, earlier, mappings);
    std::vector<ThemeChange> changes;
    std::vector<std::optional<Rational>> before;
    for (const ThemeAverage& theme : today.themes) {
        ThemeChange change{theme.theme, theme.weighted, carried(theme.theme, earlier, mappings), {}, theme.rank, 0};
        if (change.today && change.earlier)
            change.difference = *change.today - *change.earlier;
        before.push_back(change.earlier);
        changes.push_back(std::move(change));
    }
    const std::vector<std::size_t> ranks = ranks_of(before, today.themes);
    for (std::size_t t = 0; t < ranks.size(); ++t)
        changes[t].earlier_rank = ranks[t];
    return changes;
}

} // namespace ogp::budget
