#include "app/budget/budget_priority_result.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "budget/fraction.hpp"

#include <algorithm>

namespace ogp::app {
namespace {

constexpr int places = 4;
constexpr std::size_t longest_csv = 256U << 20U;

[[noreturn]] void refuse(const std::string& name, const std::string& member)
{
    throw Error(Fault::Invalid, say("{0}: ეს ამ პროგრამის დაწერილი შედეგი არ არის: {1}", "{0}: this is no result that this program wrote: {1}",
                                    printable(name), member),
                {"შედეგს წერს ogp budget priorities --json", "a result is written by ogp budget priorities --json"});
}

ResultTheme read_theme(const Json& json, const std::string& name)
{
    ResultTheme theme{json.text("theme"), json.text("parent"), {json["label"].text("ka"), json["label"].text("en")}, {}, 0, {}, {}, {}};
    if (theme.id.empty() || !json["raters"].is_integer() || json["raters"].as_integer() < 0)
        refuse(name, "themes");
    theme.raters = json["raters"].as_integer();
    theme.plain = fraction_member(json, "unweighted_exact", name);
    theme.weighted = fraction_member(json, "weighted_exact", name);
    theme.share = fraction_member(json, "share_exact", name);
    if (json["cofog"].is_array())
        for (const Json& code : json["cofog"].items())
            theme.cofog.push_back(code.is_text() ? code.as_text() : "");
    return theme;
}

} // namespace

budget::Priorities PriorityResult::priorities() const
{
    budget::Priorities result;
    for (const ResultTheme& theme : themes) {
        const auto parent = std::find_if(themes.begin(), themes.end(), [&](const ResultTheme& t) { return t.id == theme.parent; });
        budget::ThemeAverage average{theme.id, theme.raters, theme.plain, theme.weighted, 0, {}, theme.share};
        if (parent != themes.end())
            average.parent = static_cast<std::uint32_t>(parent - themes.begin());
        result.themes.push_back(std::move(average));
    }
    return result;
}

PriorityResult read_priority_result(const Json& json, const std::string& name)
{
    if (json.text("format") != priorities_format)
        refuse(name, "format");
    PriorityResult result;
    if (const Json& year = json["year"]; year.is_integer())
        result.year = static_cast<std::int32_t>(std::clamp<std::int64_t>(year.as_integer(), 0, 9999));
    result.ballots = json.text("ballots");
    result.least = json["least"].is_integer() ? json["least"].as_integer() : 0;
    result.most = json["most"].is_integer() ? json["most"].as_integer() : 0;
    if (!json["themes"].is_array() || json["themes"].size() == 0)
        refuse(name, "themes");
    for (const Json& theme : json["themes"].items()) {
        result.themes.push_back(read_theme(theme, name));
        for (std::size_t i = 0; i + 1 < result.themes.size(); ++i)
            if (result.themes[i].id == result.themes.back().id)
                refuse(name, "themes: " + printable(result.themes[i].id));
    }
    return result;
}

Json read_json_file(const std::string& name)
{
    const std::string text = name == "-" ? read_standard_input() : read_file(name);
    try {
        return parse_json(text);
    } catch (const Error& error) {
        throw Error(error.fault(), say("{0}: {1}", "{0}: {2}", printable(name), error.message().ka, error.message().en), error.hint());
    }
}

budget::CsvTable read_table_file(const std::string& name)
{
    return {name == "-" ? read_standard_input(longest_csv) : read_file(name, longest_csv), name == "-" ? "stdin" : name};
}

std::vector<budget::YearMapping> read_mapping_file(const std::string& name)
{
    if (name.empty())
        return {};
    budget::CsvTable table = read_table_file(name);
    return budget::read_mappings(table);
}

Json exact_json(const std::optional<budget::Rational>& value)
{
    return value ? Json(value->text()) : Json();
}

Json decimal_json(const std::optional<budget::Rational>& value)
{
    return value ? Json(value->decimal(places)) : Json();
}

report::Cell decimal_cell(const std::optional<budget::Rational>& value)
{
    return value ? report::Cell::of(value->decimal(places)) : report::Cell::none();
}

report::Cell exact_cell(const std::optional<budget::Rational>& value)
{
    return value ? report::Cell::of(value->text()) : report::Cell::none();
}

report::Cell percent_cell(const std::optional<budget::Rational>& share)
{
    return share ? report::Cell::of((*share * budget::Rational{100}).decimal(2)) : report::Cell::none();
}

std::optional<budget::Rational> fraction_member(const Json& object, const char* member, const std::string& name)
{
    const Json& value = object[member];
    if (value.is_null())
        return std::nullopt;
    const auto fraction = value.is_text() ? budget::parse_fraction(value.as_text()) : std::nullopt;
    if (!fraction)
        refuse(name, member);
    return fraction;
}

} // namespace ogp::app
