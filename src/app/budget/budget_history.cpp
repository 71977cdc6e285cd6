#include "app/budget/budget_history.hpp"

#include "app/budget/budget_priority_result.hpp"
#include "app/budget/budget_round_survey.hpp"
#include "app/cases/attachments.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "budget/fraction.hpp"
#include "budget/pb_file.hpp"

#include <algorithm>
#include <iterator>

namespace ogp::app {
namespace {

using budget::Rational;
using report::Cell;

constexpr std::size_t longest_file = std::size_t{1} << 30U;

/// "2025=FILE" taken apart; the year is 0 where there is none.
std::pair<std::int32_t, std::string> year_and_file(const std::string& word)
{
    const auto year = word.size() > 5 && word[4] == '=' ? to_integer(std::string_view(word).substr(0, 4)) : std::nullopt;
    return year && *year >= 1990 && *year <= 2200 ? std::pair{static_cast<std::int32_t>(*year), word.substr(5)} : std::pair{0, word};
}

[[noreturn]] void refuse_year(const std::string& name)
{
    throw Error(Fault::Invalid, say("{}: წელი არ წერია", "{}: there is no year in it", printable(name)),
                say("მიუთითეთ ასე: 2025={}", "say it like this: 2025={}", printable(name)));
}

/// Fills what is not known yet; false where both know it and differ.
template <class Value>
bool fill(std::optional<Value>& known, const std::optional<Value>& value)
{
    if (known && value)
        return *known == *value;
    if (value)
        known = value;
    return true;
}

bool fill(budget::ThemeFigures& known, const budget::ThemeFigures& more)
{
    if (known.parent.empty())
        known.parent = more.parent;
    return fill(known.raters, more.raters) && fill(known.average, more.average) && fill(known.share, more.share) &&
           fill(known.budget_share, more.budget_share) && fill(known.approved, more.approved) && fill(known.funded, more.funded);
}

std::string content_of(const Repository& repository, const CaseFile& file)
{
    std::string content;
    read_file_of(repository, file, [&](std::string_view piece) { content += piece; });
    return content;
}

std::vector<Cell> row_of(const budget::CarriedYear& year, const budget::CarriedFigures& theme, const Localized& label)
{
    const budget::ThemeFigures& figures = theme.figures;
    return {Cell::of(figures.theme),
            Cell::localized(label),
            Cell::of(std::int64_t{year.year}),
            theme.rank == 0 ? Cell::none() : Cell::of(static_cast<std::int64_t>(theme.rank)),
            decimal_cell(figures.average),
            decimal_cell(theme.difference),
            figures.raters ? Cell::of(*figures.raters) : Cell::none(),
            percent_cell(figures.share),
            percent_cell(figures.budget_share),
            figures.approved ? Cell::of(figures.approved->decimal(2)) : Cell::none(),
            figures.funded ? Cell::of(figures.funded->decimal(2)) : Cell::none(),
            exact_cell(figures.average)};
}

} // namespace

void ThemeArchive::add(std::int32_t year, const budget::ThemeFigures& figures, const Localized& label, const std::string& name)
{
    if (!label.empty())
        m_labels[figures.theme] = label;
    budget::ThemeYear& known = m_years[year];
    known.year = year;
    const auto found = std::find_if(known.themes.begin(), known.themes.end(), [&](const budget::ThemeFigures& t) { return t.theme == figures.theme; });
    if (found == known.themes.end())
        known.themes.push_back(figures);
    else if (!fill(*found, figures))
        throw Error(Fault::Invalid, say("{0}: {1} წლის თემაზე „{2}“ სხვა შედეგიც არის", "{0}: there is another result of {1} for the theme '{2}'", printable(name),
                                        year, printable(figures.theme)));
}

void ThemeArchive::add_priorities(const Json& json, std::int32_t year, const std::string& name)
{
    for (const ResultTheme& theme : read_priority_result(json, name).themes)
        add(year, {theme.id, theme.parent, theme.raters, theme.weighted, theme.share, {}, {}, {}}, theme.label, name);
}

void ThemeArchive::add_comparison(const Json& json, std::int32_t year, const std::string& name)
{
    for (const Json& theme : json["themes"].is_array() ? json["themes"].items() : Json::Array{}) {
        budget::ThemeFigures figures{theme.text("theme"), {}, {}, {}, {}, {}, {}, {}};
        if (figures.theme.empty())
            throw Error(Fault::Invalid, say("{}: თემას სახელი არ აქვს", "{}: a theme has no name", printable(name)));
        figures.share = fraction_member(theme, "citizens_share_exact", name);
        figures.budget_share = fraction_member(theme, "share_exact", name);
        figures.approved = fraction_member(theme, "approved", name);
        add(year, figures, {theme["label"].text("ka"), theme["label"].text("en")}, name);
    }
}

bool ThemeArchive::add_json(const Json& json, std::int32_t year, const std::string& name)
{
    const std::string& format = json.text("format");
    if (format != priorities_format && format != comparison_format)
        return false;
    if (year == 0 && json["year"].is_integer())
        year = static_cast<std::int32_t>(std::clamp<std::int64_t>(json["year"].as_integer(), 0, 9999));
    if (year == 0)
        refuse_year(name);
    format == priorities_format ? add_priorities(json, year, name) : add_comparison(json, year, name);
    return true;
}

bool ThemeArchive::add_projects(std::string bytes, std::int32_t year, const std::string& name)
{
    budget::ReadPb read = budget::read_pb(std::move(bytes), name, budget::Reading::Strict);
    if (has_errors(read.findings))
        throw InvalidInput(say("ფაილის დათვლა არ შეიძლება: {}", "the file cannot be counted: {}", printable(name)), std::move(read.findings));
    const int selected = read.file.project_column("selected");
    if (selected < 0)
        return false;
    const budget::Round& round = read.file.round;
    std::map<std::string, Rational> money;
    Rational total;
    for (std::size_t p = 0; p < round.projects.size(); ++p) {
        const bool won = read.file.project_cells[p][static_cast<std::size_t>(selected)] == "1";
        const std::vector<std::string>& categories = round.projects[p].categories;
        const Rational cost = won ? Rational{round.projects[p].cost, budget::power_of_ten(round.places)} : Rational{0};
        for (const std::string& category : categories)
            money[category] += cost / Rational{static_cast<std::int64_t>(categories.size())};
        total += categories.empty() ? Rational{0} : cost;
    }
    if (year == 0)
        refuse_year(name);
    for (const auto& [category, sum] : money)
        add(year, {category, {}, {}, {}, total > Rational{0} ? std::optional{sum / total} : std::nullopt, {}, {}, sum}, {}, name);
    return !money.empty();
}

void ThemeArchive::add_file(const std::string& word)
{
    const auto [year, name] = year_and_file(word);
    const bool known = name.ends_with(".pb") ? add_projects(read_file(name, longest_file), year, name) : add_json(read_json_file(name), year, name);
    if (!known)
        throw Error(Fault::Invalid, say("{}: ეს არც შედეგია და არც .pb ფაილი, რომელშიც არჩეული წერია", "{}: this is neither a result nor a .pb file that says what was selected",
                                        printable(name)),
                    {"ვარგა ogp budget priorities --json, ogp budget vs-approved --json, ან .pb სვეტებით selected და category",
                     "ogp budget priorities --json, ogp budget vs-approved --json, or a .pb with the columns selected and category will do"});
}

std::size_t ThemeArchive::add_rounds(const Repository& repository)
{
    std::size_t rounds = 0;
    for (const store::CaseRow& row : repository.store().list({.type = "budget_round"})) {
        const Json& year = row.subject.fields["year"];
        const auto number = year.is_integer() ? static_cast<std::int32_t>(std::clamp<std::int64_t>(year.as_integer(), 0, 9999)) : 0;
        const std::vector<CaseFile> files = files_of(repository, row);
        bool any = false;
        const auto take = [&](const CaseFile& file) {
            const std::string& name = file.attachment.name;
            const std::string place = row.number + " " + name;
            if (name.ends_with(".json"))
                any = add_json(parse_json(content_of(repository, file)), number, place) || any;
            else if (name.ends_with(".pb"))
                any = add_projects(content_of(repository, file), number, place) || any;
        };
        for (const CaseFile& file : files)
            if (file.field == "result" || file.field == "priorities")
                take(file);
        const auto newest = std::find_if(files.rbegin(), files.rend(), [](const CaseFile& file) { return file.field == "comparison"; });
        if (newest != files.rend())
            take(*newest);
        if (any && !row.subject.fields["frozen_rules"].is_null())
            for (budget::YearMapping& mapping : mappings_of(frozen_rules(repository, row)))
                add_mapping(std::move(mapping));
        rounds += any ? 1 : 0;
    }
    return rounds;
}

/// Several rounds of a year say the same once.
void ThemeArchive::add_mapping(budget::YearMapping mapping)
{
    const bool known = std::any_of(m_mappings.begin(), m_mappings.end(), [&](const budget::YearMapping& other) {
        return other.year == mapping.year && other.mapping.earlier == mapping.mapping.earlier && other.mapping.today == mapping.mapping.today;
    });
    if (!known)
        m_mappings.push_back(std::move(mapping));
}

report::Table ThemeArchive::table(std::vector<budget::YearMapping> mappings, const std::vector<std::string>& themes) const
{
    if (mappings.empty())
        mappings = m_mappings;
    std::vector<budget::ThemeYear> years;
    for (const auto& [year, themes_of_year] : m_years)
        years.push_back(themes_of_year);
    if (years.empty())
        throw Error(Fault::Invalid, {"შედეგი არც ერთია", "there is no result"}, {"მიუთითეთ ფაილები ან --rounds", "give files, or --rounds"});
    std::vector<std::string> ids;
    for (const budget::ThemeFigures& theme : years.back().themes)
        ids.push_back(theme.theme);
    for (const std::string& theme : themes)
        if (std::find(ids.begin(), ids.end(), theme) == ids.end()) {
            const auto near = nearest(theme, ids);
            throw Error(Fault::NotFound, say("{0} წელს ასეთი თემა არ არის: „{1}“", "{0} has no theme '{1}'", years.back().year, printable(theme)),
                        near ? say("იქნებ „{}“?", "did you mean '{}'?", *near) : Localized{});
        }
    report::Table table{"history",
                        {"თემები წლების მიხედვით", "Themes over the years"},
                        {{"theme", {"თემა", "Theme"}},
                         {"label", {"დასახელება", "Label"}, report::Align::Left, report::Show::OnRequest},
                         {"year", {"წელი", "Year"}, report::Align::Right},
                         {"rank", {"ადგილი", "Rank"}, report::Align::Right},
                         {"average", {"საშუალო", "Average"}, report::Align::Right},
                         {"difference", {"სხვაობა", "Difference"}, report::Align::Right},
                         {"raters", {"შეაფასა", "Raters"}, report::Align::Right},
                         {"share", {"მოქალაქეები %", "Citizens %"}, report::Align::Right},
                         {"budget_share", {"ბიუჯეტი %", "Budget %"}, report::Align::Right},
                         {"approved", {"დამტკიცებული", "Approved"}, report::Align::Right},
                         {"funded", {"არჩეული პროექტები", "Selected projects"}, report::Align::Right},
                         {"average_exact", {"საშუალო, ზუსტი", "Average, exact"}, report::Align::Right, report::Show::OnRequest}},
                        {}};
    const std::vector<budget::CarriedYear> carried = budget::carry_years(years, mappings);
    for (std::size_t t = 0; t < ids.size(); ++t) {
        if (!themes.empty() && std::find(themes.begin(), themes.end(), ids[t]) == themes.end())
            continue;
        const auto label = m_labels.find(ids[t]);
        for (const budget::CarriedYear& year : carried)
            table.rows.push_back(row_of(year, year.themes[t], label == m_labels.end() ? Localized{} : label->second));
    }
    return table;
}

} // namespace ogp::app
