#include "budget/priorities/theme_mapping.hpp"

#include "base/text.hpp"
#include "budget/fraction.hpp"

#include <algorithm>
#include <map>

namespace ogp::budget {
namespace {

using Key = std::pair<std::optional<std::int32_t>, std::string>;

bool holds(const std::vector<std::string>& ids, const std::string& id)
{
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// One step with the themes that stay what they are.
std::vector<ThemeMapping> completed(const std::vector<ThemeMapping>& step, const std::vector<std::string>& before, const std::vector<std::string>& after)
{
    std::vector<ThemeMapping> all;
    for (const ThemeMapping& mapping : step)
        if (holds(before, mapping.earlier) && holds(after, mapping.today))
            all.push_back(mapping);
    for (const std::string& id : before) {
        const bool named = std::any_of(step.begin(), step.end(), [&](const ThemeMapping& m) { return m.earlier == id || m.today == id; });
        if (!named && holds(after, id))
            all.push_back({id, id, Rational{1}});
    }
    return all;
}

} // namespace

std::vector<YearMapping> read_mappings(CsvTable& table)
{
    table.allow({"earlier", "today", "part", "year"});
    table.require({"earlier", "today"});
    table.finish_header();
    std::vector<YearMapping> mappings;
    std::map<Key, Rational> sums;
    for (const std::vector<CsvCell>& row : table.rows()) {
        YearMapping next{{}, {table.cell(row, "earlier").text, table.cell(row, "today").text, Rational{1}}};
        for (const char* column : {"earlier", "today"})
            if (table.cell(row, column).text.empty())
                table.refuse(table.cell(row, column), "bad_theme", {"თემა ცარიელია", "the theme is empty"});
        if (const CsvCell& year = table.cell(row, "year"); !year.text.empty()) {
            const auto number = to_integer(year.text);
            if (!number || *number < 1990 || *number > 2200)
                table.refuse(year, "bad_year", say("ეს წელი არ არის: „{}“", "this is no year: '{}'", printable(shorten(year.text, 60))));
            else
                next.year = static_cast<std::int32_t>(*number);
        }
        if (const CsvCell& part = table.cell(row, "part"); !part.text.empty()) {
            const auto fraction = parse_fraction(part.text);
            if (!fraction || *fraction <= Rational{0} || *fraction > Rational{1})
                table.refuse(part, "bad_part", say("წილი 0-ზე მეტია და 1-ს არ აღემატება: „{}“", "a part is more than 0 and at most 1: '{}'",
                                                   printable(shorten(part.text, 60))));
            else
                next.mapping.part = *fraction;
        }
        for (const YearMapping& other : mappings)
            if (other.year == next.year && other.mapping.earlier == next.mapping.earlier && other.mapping.today == next.mapping.today)
                table.refuse(row.front(), "duplicate_row", {"ეს კავშირი უკვე იყო", "this mapping was there before"});
        Rational& sum = sums[{next.year, next.mapping.earlier}];
        sum += next.mapping.part;
        if (sum > Rational{1})
            table.refuse(row.front(), "parts_exceed",
                         say("თემის „{0}“ წილების ჯამი 1-ს აღემატება: {1}; მიუთითეთ part", "the parts of the theme '{0}' are more than 1: {1}; give each its part",
                             printable(next.mapping.earlier), sum.text()));
        mappings.push_back(std::move(next));
    }
    table.finish();
    return mappings;
}

std::vector<ThemeMapping> compose(std::span<const std::vector<ThemeMapping>> steps, std::span<const std::vector<std::string>> themes)
{
    std::map<std::pair<std::string, std::string>, Rational> parts;
    for (const std::string& id : themes[0])
        parts[{id, id}] = Rational{1};
    for (std::size_t s = 0; s < steps.size(); ++s) {
        const std::vector<ThemeMapping> step = completed(steps[s], themes[s], themes[s + 1]);
        std::map<std::pair<std::string, std::string>, Rational> next;
        for (const auto& [pair, part] : parts)
            for (const ThemeMapping& mapping : step)
                if (mapping.earlier == pair.second)
                    next[{pair.first, mapping.today}] += part * mapping.part;
        parts = std::move(next);
    }
    std::vector<ThemeMapping> all;
    for (const auto& [pair, part] : parts)
        all.push_back({pair.first, pair.second, part});
    return all;
}

} // namespace ogp::budget
