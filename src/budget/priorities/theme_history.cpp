#include "budget/priorities/theme_history.hpp"

#include <algorithm>
#include <map>

namespace ogp::budget {
namespace {

using Amount = std::optional<Rational> ThemeFigures::*;
constexpr Amount amounts[] = {&ThemeFigures::share, &ThemeFigures::budget_share, &ThemeFigures::approved, &ThemeFigures::funded};

std::vector<std::string> ids_of(const ThemeYear& year)
{
    std::vector<std::string> ids;
    for (const ThemeFigures& theme : year.themes)
        ids.push_back(theme.theme);
    return ids;
}

/// The themes after a step of which no year is known.
std::vector<std::string> after(const std::vector<std::string>& before, const std::vector<ThemeMapping>& step)
{
    std::vector<std::string> ids;
    for (const std::string& id : before)
        if (std::none_of(step.begin(), step.end(), [&](const ThemeMapping& m) { return m.earlier == id; }))
            ids.push_back(id);
    for (const ThemeMapping& mapping : step)
        if (std::find(ids.begin(), ids.end(), mapping.today) == ids.end())
            ids.push_back(mapping.today);
    return ids;
}

/// From year `from` of the list to the last one.
std::vector<ThemeMapping> way(std::span<const ThemeYear> years, std::size_t from, std::span<const YearMapping> mappings)
{
    std::map<std::int32_t, std::vector<ThemeMapping>> by_year;
    for (const YearMapping& mapping : mappings) {
        const std::int32_t into = mapping.year.value_or(years.back().year);
        if (into > years[from].year && into <= years.back().year)
            by_year[into].push_back(mapping.mapping);
    }
    for (std::size_t y = from + 1; y < years.size(); ++y)
        by_year[years[y].year];
    std::vector<std::vector<ThemeMapping>> steps;
    std::vector<std::vector<std::string>> themes{ids_of(years[from])};
    for (const auto& [year, step] : by_year) {
        const auto known = std::find_if(years.begin(), years.end(), [at = year](const ThemeYear& y) { return y.year == at; });
        themes.push_back(known != years.end() ? ids_of(*known) : after(themes.back(), step));
        steps.push_back(step);
    }
    return compose(steps, themes);
}

ThemeFigures carried(const ThemeFigures& today, const ThemeYear& earlier, const std::vector<ThemeMapping>& mappings)
{
    ThemeFigures result{today.theme, today.parent, {}, {}, {}, {}, {}, {}};
    Rational sum;
    Rational weight;
    bool whole = true;
    for (const ThemeMapping& mapping : mappings) {
        if (mapping.today != today.theme)
            continue;
        const auto before = std::find_if(earlier.themes.begin(), earlier.themes.end(), [&](const ThemeFigures& t) { return t.theme == mapping.earlier; });
        if (before == earlier.themes.end())
            continue;
        for (const Amount amount : amounts)
            if (const auto& value = (*before).*amount)
                result.*amount = (result.*amount).value_or(Rational{0}) + *value * mapping.part;
        whole = whole && mapping.part == Rational{1};
        if (before->raters)
            result.raters = result.raters.value_or(0) + *before->raters;
        if (!before->average)
            continue;
        const Rational part = Rational{before->raters.value_or(1)} * mapping.part;
        sum += *before->average * part;
        weight += part;
    }
    if (!whole)
        result.raters.reset();
    if (weight > Rational{0})
        result.average = sum / weight;
    return result;
}

void rank(CarriedYear& year)
{
    const auto by = [](const CarriedFigures& theme) { return theme.figures.average ? theme.figures.average : theme.figures.share; };
    for (CarriedFigures& theme : year.themes) {
        const auto own = by(theme);
        if (own)
            theme.rank = 1 + static_cast<std::size_t>(std::count_if(year.themes.begin(), year.themes.end(), [&](const CarriedFigures& other) {
                             const auto value = by(other);
                             return value && other.figures.parent == theme.figures.parent && *value > *own;
                         }));
    }
}

} // namespace

std::vector<CarriedYear> carry_years(std::span<const ThemeYear> years, std::span<const YearMapping> mappings)
{
    std::vector<CarriedYear> all;
    for (std::size_t y = 0; y < years.size(); ++y) {
        const std::vector<ThemeMapping> to_last = way(years, y, mappings);
        CarriedYear carried_year{years[y].year, {}};
        for (std::size_t t = 0; t < years.back().themes.size(); ++t) {
            CarriedFigures theme{carried(years.back().themes[t], years[y], to_last), 0, {}};
            if (y > 0 && theme.figures.average && all.back().themes[t].figures.average)
                theme.difference = *theme.figures.average - *all.back().themes[t].figures.average;
            carried_year.themes.push_back(std::move(theme));
        }
        rank(carried_year);
        all.push_back(std::move(carried_year));
    }
    return all;
}

} // namespace ogp::budget
