#include "app/budget/budget_approved.hpp"

#include "app/budget/budget_files.hpp"
#include "app/budget/budget_priority_result.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "budget/approved/fiscal_package.hpp"
#include "budget/fraction.hpp"
#include "budget/priorities/survey.hpp"

#include <algorithm>
#include <iterator>

namespace ogp::app {
namespace {

constexpr std::int64_t percent = 100;

/// What citizens gave, and the themes that lines may name.
struct Wishes
{
    std::vector<budget::WishedTheme> themes;
    std::vector<std::string> names;
};

bool is_below(const std::vector<ResultTheme>& themes, const ResultTheme& theme, const std::string& above)
{
    std::string parent = theme.parent;
    for (std::size_t steps = 0; !parent.empty() && steps <= themes.size(); ++steps) {
        if (parent == above)
            return true;
        const auto found = std::find_if(themes.begin(), themes.end(), [&](const ResultTheme& t) { return t.id == parent; });
        parent = found == themes.end() ? std::string() : found->parent;
    }
    return false;
}

Wishes wishes_of(const PriorityResult& result, ApprovedComparison& comparison)
{
    Wishes wishes;
    for (const ResultTheme& theme : result.themes) {
        wishes.names.push_back(theme.id);
        comparison.labels[theme.id] = theme.label;
        if (!theme.parent.empty())
            continue;
        budget::WishedTheme wished{theme.id, {}, theme.cofog, theme.share};
        for (const ResultTheme& other : result.themes)
            if (is_below(result.themes, other, theme.id)) {
                wished.parts.push_back(other.id);
                wished.cofog.insert(wished.cofog.end(), other.cofog.begin(), other.cofog.end());
            }
        wishes.themes.push_back(std::move(wished));
    }
    return wishes;
}

/// What the projects of each theme that won cost together.
Wishes wishes_of(const std::map<std::string, budget::Rational>& money, const budget::Rational& total)
{
    Wishes wishes;
    for (const auto& [theme, sum] : money) {
        wishes.names.push_back(theme);
        wishes.themes.push_back({theme, {}, {}, total > budget::Rational{0} ? std::optional{sum / total} : std::nullopt});
    }
    return wishes;
}

/// Themes are the categories of the projects that won, with the money that they cost; of several categories each has an equal part.
Wishes wishes_of(const BudgetFile& file, ApprovedComparison& comparison)
{
    const budget::Round& round = file.round();
    const int selected = file.pb.project_column("selected");
    if (selected < 0)
        throw Error(Fault::Invalid, say("{}: არ წერია, რა აირჩიეს (სვეტი selected)", "{}: it does not say what was selected (column selected)",
                                        printable(file.pb.text.name)));
    const budget::Rational unit{budget::power_of_ten(round.places)};
    std::map<std::string, budget::Rational> money;
    budget::Rational total;
    for (std::size_t p = 0; p < round.projects.size(); ++p) {
        const budget::Project& project = round.projects[p];
        for (const std::string& category : project.categories)
            money[category];
        if (file.pb.project_cells[p][static_cast<std::size_t>(selected)] != "1")
            continue;
        const budget::Rational cost = budget::Rational{project.cost} / unit;
        comparison.projects.push_back({project.id, project.name, cost, {}, false});
        for (const std::string& category : project.categories)
            money[category] += cost / budget::Rational{static_cast<std::int64_t>(project.categories.size())};
        total += project.categories.empty() ? budget::Rational{} : cost;
    }
    return wishes_of(money, total);
}

/// Of a round: themes are those of its proposals.
Wishes wishes_of(const RoundOutcome& round, ApprovedComparison& comparison)
{
    if (!round.priorities.is_null())
        return wishes_of(read_priority_result(round.priorities, round.number), comparison);
    comparison.projects = round.projects;
    std::map<std::string, budget::Rational> money;
    budget::Rational total;
    for (const std::string& theme : round.themes)
        if (!theme.empty())
            money[theme];
    for (std::size_t i = 0; i < round.projects.size(); ++i)
        if (!round.project_themes[i].empty()) {
            money[round.project_themes[i]] += round.projects[i].cost;
            total += round.projects[i].cost;
        }
    return wishes_of(money, total);
}

budget::FiscalLines read_lines(const std::string& name, const std::vector<std::string>& themes)
{
    if (!name.ends_with(".json")) {
        budget::CsvTable table = read_table_file(name);
        const budget::FiscalColumns columns = budget::own_columns(table);
        return budget::read_fiscal_lines(table, columns, themes);
    }
    const budget::FiscalPackage package = budget::read_fiscal_package(read_json_file(name), name);
    budget::CsvTable table = read_table_file((std::filesystem::path(name).parent_path() / package.path).string());
    for (const budget::FiscalColumns::Measure& measure : package.columns.measures)
        table.require({measure.column});
    const budget::FiscalColumns& c = package.columns;
    for (const std::string* column : {&c.year, &c.cofog, &c.theme, &c.programme, &c.district, &c.project, &c.name})
        if (!column->empty())
            table.require({*column});
    budget::FiscalLines lines = budget::read_fiscal_lines(table, package.columns, themes);
    lines.name = package.name.empty() ? lines.name : package.name;
    lines.title = package.title.empty() ? lines.title : package.title;
    lines.currency = package.currency;
    return lines;
}

void read_explanations(const std::string& name, const Wishes& wishes, ApprovedComparison& comparison)
{
    budget::CsvTable table = read_table_file(name);
    table.allow({"theme", "project", "ka", "en"});
    table.require({"ka"});
    table.finish_header();
    for (const std::vector<budget::CsvCell>& row : table.rows()) {
        const budget::CsvCell& theme = table.cell(row, "theme");
        const budget::CsvCell& project = table.cell(row, "project");
        const Localized text{table.cell(row, "ka").text, table.cell(row, "en").text};
        const budget::CsvCell& subject = project.text.empty() ? theme : project;
        if (theme.text.empty() == project.text.empty())
            table.refuse(row.front(), "no_subject", {"საჭიროა თემა ან პროექტი, ერთ-ერთი", "a theme or a project is needed, one of them"});
        else if (!theme.text.empty() && std::find(wishes.names.begin(), wishes.names.end(), theme.text) == wishes.names.end())
            table.refuse(theme, "unknown_theme", say("ასეთი თემა არ არის: „{}“", "there is no theme '{}'", printable(shorten(theme.text, 60))));
        if (text.ka.empty())
            table.refuse(row.front(), "empty_explanation", {"განმარტება ცარიელია", "the explanation is empty"});
        else if (text.en.empty())
            table.report(Severity::Warning, "no_translation", subject, {"ინგლისური თარგმანი აკლია", "there is no English translation"});
        if (!(project.text.empty() ? comparison.explanations : comparison.of_projects).emplace(subject.text, text).second)
            table.refuse(subject, "duplicate_row", {"ეს განმარტება უკვე იყო", "this was explained before"});
    }
    Findings findings = table.finish();
    std::move(findings.begin(), findings.end(), std::back_inserter(comparison.findings));
}

void compare_projects(ApprovedComparison& comparison)
{
    const budget::Rational unit{budget::power_of_ten(comparison.lines.places)};
    const auto phase = static_cast<std::size_t>(comparison.phase);
    for (FundedProject& project : comparison.projects) {
        for (const budget::FiscalLine& line : comparison.lines.lines)
            for (std::size_t i = 0; i < project.amounts.size() && line.project == project.id; ++i) {
                if (!line.amounts[i])
                    continue;
                const auto sum = budget::sum_of(project.amounts[i].value_or(0), *line.amounts[i]);
                if (!sum)
                    throw Error(Fault::Invalid, {"თანხების ჯამი ძალიან დიდია", "the sum of the amounts is too large"});
                project.amounts[i] = sum;
            }
        project.deviates = budget::Rational{project.amounts[phase].value_or(0)} / unit < project.cost;
    }
}

budget::Thresholds thresholds_from(const ApprovedWords& words)
{
    const auto share = budget::parse_fraction(words.share);
    if (!share || *share < budget::Rational{0} || *share > budget::Rational{percent} || words.ranks < 1)
        throw Error(Fault::Usage, say("--share პროცენტული პუნქტია 0-დან 100-მდე, --rank მთელი რიცხვი 1-დან; წერია „{}“ და {}",
                                      "--share is in points of per cent from 0 to 100, --rank a whole number from 1; it says '{}' and {}",
                                      printable(words.share), words.ranks));
    return {*share / budget::Rational{percent}, words.ranks};
}

} // namespace

std::size_t ApprovedComparison::deviations() const
{
    return comparison.deviations +
           static_cast<std::size_t>(std::count_if(projects.begin(), projects.end(), [](const FundedProject& p) { return p.deviates; }));
}

std::size_t ApprovedComparison::unexplained() const
{
    const auto theme = [&](const budget::ComparedTheme& t) { return t.deviates && explanations.count(t.id) == 0; };
    const auto project = [&](const FundedProject& p) { return p.deviates && of_projects.count(p.id) == 0; };
    return static_cast<std::size_t>(std::count_if(comparison.themes.begin(), comparison.themes.end(), theme) +
                                    std::count_if(projects.begin(), projects.end(), project));
}

ApprovedComparison compare_approved(const ApprovedWords& words)
{
    ApprovedComparison comparison;
    comparison.thresholds = thresholds_from(words);
    comparison.phase = budget::phase_of(words.phase).value_or(budget::Phase::Approved);
    for (const std::string& code : words.exclude)
        if (!budget::is_cofog(code))
            throw Error(Fault::Usage, say("--exclude: ეს COFOG-ის კოდი არ არის: „{}“", "--exclude: this is no code of COFOG: '{}'", printable(code)));
    Wishes wishes;
    if (words.round) {
        comparison.year = words.round->year;
        wishes = wishes_of(*words.round, comparison);
    } else if (words.result.ends_with(".pb")) {
        wishes = wishes_of(load_budget_file(words.result, Reading::Strict), comparison);
    } else {
        const PriorityResult result = read_priority_result(read_json_file(words.result), words.result);
        comparison.year = result.year;
        wishes = wishes_of(result, comparison);
    }
    if (words.year)
        comparison.year = static_cast<std::int32_t>(std::clamp<std::int64_t>(*words.year, 1990, 2200));
    comparison.lines = budget::chosen_lines(read_lines(words.lines, wishes.names), comparison.year.value_or(0), words.exclude);
    if (comparison.lines.currency.empty())
        comparison.lines.currency = words.currency;
    if (comparison.lines.lines.empty())
        throw Error(Fault::Invalid, say("{}: ამ წლის სტრიქონი არც ერთია", "{}: there is no line of this year", printable(words.lines)));
    if (!words.explanations.empty())
        read_explanations(words.explanations, wishes, comparison);
    comparison.comparison = budget::compare_budget(wishes.themes, comparison.lines, comparison.phase, comparison.thresholds);
    compare_projects(comparison);
    comparison.functions = budget::outturn_by_function(comparison.lines);
    std::vector<budget::PlannedAndActual> heads;
    for (const budget::FunctionOutturn& function : comparison.functions)
        heads.push_back(function.amounts);
    if (heads.size() > 1) // one head alone has no composition
        comparison.outturn = budget::composition_variance(heads);
    return comparison;
}

void write_fiscal_folder(const budget::FiscalLines& lines, const std::filesystem::path& folder)
{
    make_folders(folder);
    write_file(folder / "lines.csv", budget::write_fiscal_lines(lines));
    write_file(folder / "datapackage.json", to_pretty_json(budget::write_fiscal_package(lines, "lines.csv")) + "\n");
}

} // namespace ogp::app
