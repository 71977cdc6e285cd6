#include "budget/approved/comparison.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <map>

namespace ogp::budget {
namespace {

/// Whether the code is that one or a part of it: "04.5.1" of "04.5".
bool is_under(std::string_view code, std::string_view above)
{
    return !above.empty() && code.starts_with(above) && (code.size() == above.size() || code[above.size()] == '.');
}

void add(std::optional<Units>& sum, const std::optional<Units>& amount)
{
    if (!amount)
        return;
    const std::optional<Units> total = sum_of(sum.value_or(0), *amount);
    if (!total)
        throw Error(Fault::Invalid, {"თანხების ჯამი ძალიან დიდია", "the sum of the amounts is too large"});
    sum = total;
}

void add(PhaseAmounts& sums, const PhaseAmounts& amounts)
{
    for (std::size_t i = 0; i < sums.size(); ++i)
        add(sums[i], amounts[i]);
}

Rational absolute(const Rational& value)
{
    return value < Rational{0} ? Rational{0} - value : value;
}

/// 1 + how many are greater.
template <class Value, class Get>
std::size_t rank_of(const Value& value, const std::vector<ComparedTheme>& themes, Get get)
{
    return 1 + static_cast<std::size_t>(
                   std::count_if(themes.begin(), themes.end(), [&](const ComparedTheme& theme) { return get(theme) && *get(theme) > value; }));
}

void compare_shares(BudgetComparison& result, const Thresholds& thresholds)
{
    for (ComparedTheme& theme : result.themes) {
        if (theme.wished)
            theme.wished_rank = rank_of(*theme.wished, result.themes, [](const ComparedTheme& t) { return t.wished; });
        if (theme.share)
            theme.rank = rank_of(*theme.share, result.themes, [](const ComparedTheme& t) { return t.share; });
        if (!theme.wished || !theme.share)
            continue;
        theme.difference = *theme.share - *theme.wished;
        theme.rank_difference = static_cast<std::int64_t>(theme.wished_rank) - static_cast<std::int64_t>(theme.rank);
        const std::int64_t ranks = theme.rank_difference < 0 ? -theme.rank_difference : theme.rank_difference;
        theme.deviates = absolute(*theme.difference) > thresholds.share || ranks >= thresholds.ranks;
        result.deviations += theme.deviates ? 1 : 0;
    }
}

} // namespace

std::optional<std::size_t> theme_of(const FiscalLine& line, const std::vector<WishedTheme>& themes)
{
    std::optional<std::size_t> found;
    std::size_t length = 0;
    for (std::size_t t = 0; t < themes.size(); ++t) {
        const WishedTheme& theme = themes[t];
        if (!line.theme.empty()) {
            if (theme.id == line.theme || std::find(theme.parts.begin(), theme.parts.end(), line.theme) != theme.parts.end())
                return t;
            continue;
        }
        for (const std::string& code : theme.cofog) {
            if (!is_under(line.cofog, code) || code.size() < length)
                continue;
            if (found && *found != t && code.size() == length)
                throw Error(Fault::Invalid, say("კოდი {0} ორ თემას აქვს: {1}, {2}", "the code {0} belongs to two themes: {1}, {2}", code,
                                                printable(themes[*found].id), printable(theme.id)));
            found = t;
            length = code.size();
        }
    }
    return found;
}

BudgetComparison compare_budget(const std::vector<WishedTheme>& themes, const FiscalLines& lines, Phase phase, const Thresholds& thresholds)
{
    BudgetComparison result;
    for (const WishedTheme& theme : themes)
        result.themes.push_back({theme.id, theme.share, 0, {}, {}, 0, {}, 0, false});
    for (const FiscalLine& line : lines.lines) {
        const std::optional<std::size_t> theme = theme_of(line, themes);
        add(theme ? result.themes[*theme].amounts : result.without_theme, line.amounts);
    }
    const auto at = static_cast<std::size_t>(phase);
    std::optional<Units> total;
    for (const ComparedTheme& theme : result.themes)
        add(total, theme.amounts[at]);
    Rational off;
    for (ComparedTheme& theme : result.themes) {
        if (total.value_or(0) > 0)
            theme.share = Rational{theme.amounts[at].value_or(0), *total};
        if (theme.share)
            off += absolute(*theme.share - theme.wished.value_or(Rational{0}));
    }
    const bool wished = std::any_of(result.themes.begin(), result.themes.end(), [](const ComparedTheme& t) { return t.wished.has_value(); });
    if (total.value_or(0) > 0 && wished)
        result.from_wished = CompositionVariance{Rational{1}, off};
    compare_shares(result, thresholds);
    return result;
}

FiscalLines chosen_lines(FiscalLines lines, std::int32_t year, const std::vector<std::string>& excluded)
{
    std::erase_if(lines.lines, [&](const FiscalLine& line) {
        return (year != 0 && line.year != 0 && line.year != year) ||
               std::any_of(excluded.begin(), excluded.end(), [&](const std::string& code) { return is_under(line.cofog, code); });
    });
    return lines;
}

std::vector<FunctionOutturn> outturn_by_function(const FiscalLines& lines)
{
    std::map<std::string, PlannedAndActual> sums;
    for (const FiscalLine& line : lines.lines) {
        const std::optional<Units>& approved = line.amounts[static_cast<std::size_t>(Phase::Approved)];
        const std::optional<Units>& executed = line.amounts[static_cast<std::size_t>(Phase::Executed)];
        if (!approved || !executed)
            continue;
        PlannedAndActual& sum = sums[line.cofog.empty() ? line.theme : line.cofog.substr(0, 2)];
        std::optional<Units> planned = sum.planned;
        std::optional<Units> actual = sum.actual;
        add(planned, approved);
        add(actual, executed);
        sum = {*planned, *actual};
    }
    std::vector<FunctionOutturn> functions;
    for (const auto& [function, amounts] : sums)
        functions.push_back({function, amounts});
    return functions;
}

} // namespace ogp::budget
