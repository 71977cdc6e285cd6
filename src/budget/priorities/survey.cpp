#include "budget/priorities/survey.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace ogp::budget {
namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

void add_codes(CsvTable& table, const CsvCell& cell, SurveyTheme& theme)
{
    for (const std::string_view code : split(cell.text, ' ')) {
        if (code.empty())
            continue;
        if (is_cofog(code))
            theme.cofog.emplace_back(code);
        else
            table.refuse(cell, "bad_cofog", say("ეს COFOG-ის კოდი არ არის: „{}“", "this is no code of COFOG: '{}'", printable(shorten(code, 60))));
    }
}

} // namespace

std::optional<std::uint32_t> Survey::theme(std::string_view id) const
{
    const auto found = std::find_if(themes.begin(), themes.end(), [&](const SurveyTheme& theme) { return theme.id == id; });
    return found == themes.end() ? std::nullopt : std::optional{static_cast<std::uint32_t>(found - themes.begin())};
}

std::vector<std::string> Survey::ids() const
{
    std::vector<std::string> all;
    for (const SurveyTheme& theme : themes)
        all.push_back(theme.id);
    return all;
}

Survey read_survey(CsvTable& table)
{
    Survey survey;
    table.allow({"theme", "parent", "ka", "en", "cofog"});
    table.require({"theme"});
    table.require_rows();
    table.finish_header();
    for (const std::vector<CsvCell>& row : table.rows()) {
        const CsvCell& id = table.cell(row, "theme");
        SurveyTheme theme{id.text, {}, {table.cell(row, "ka").text, table.cell(row, "en").text}, {}};
        if (!is_theme_id(id.text))
            table.refuse(id, "bad_theme", say("თემას ასე ვერ ერქმევა: „{}“", "no theme can be called '{}'", printable(shorten(id.text, 60))));
        else if (survey.theme(id.text))
            table.refuse(id, "duplicate_theme", say("თემა ორჯერაა: „{}“", "the theme '{}' is there twice", id.text));
        if (const CsvCell& parent = table.cell(row, "parent"); !parent.text.empty()) {
            theme.parent = survey.theme(parent.text);
            if (!theme.parent)
                table.refuse(parent, "unknown_theme",
                             say("ზემდგომი თემა „{}“ ზემოთ არ დგას", "the parent theme '{}' does not stand above", printable(shorten(parent.text, 60))));
        }
        add_codes(table, table.cell(row, "cofog"), theme);
        survey.themes.push_back(std::move(theme));
    }
    table.finish();
    return survey;
}

bool is_cofog(std::string_view code)
{
    if (code.size() < 2 || !is_digit(code[0]) || !is_digit(code[1]) || code.size() % 2 != 0 || code.size() > 6)
        return false;
    const int division = (code[0] - '0') * 10 + (code[1] - '0');
    for (std::size_t i = 2; i < code.size(); i += 2)
        if (code[i] != '.' || !is_digit(code[i + 1]))
            return false;
    return division >= 1 && division <= 10;
}

bool is_theme_id(std::string_view id)
{
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '.' || c == '_' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
    };
    return !id.empty() && id.size() <= 64 && id.front() != '-' && id.front() != '.' && std::all_of(id.begin(), id.end(), fits) &&
           is_utf8(id) && !has_control_characters(id);
}

} // namespace ogp::budget
