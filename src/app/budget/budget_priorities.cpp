#include "app/budget/budget_priorities.hpp"

#include "app/budget/budget_files.hpp"
#include "app/budget/budget_priority_result.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "budget/fraction.hpp"
#include "budget/priorities/opinions_pb.hpp"
#include "budget/priorities/theme_mapping.hpp"

#include <algorithm>
#include <iterator>
#include <map>

namespace ogp::app {
namespace {

constexpr std::size_t longest_ballots = std::size_t{1} << 30U;

/// "1..5".
void read_scale(const std::string& words, budget::Survey& survey)
{
    const std::size_t dots = words.find("..");
    const auto least = dots == std::string::npos ? std::nullopt : to_integer(std::string_view(words).substr(0, dots));
    const auto most = dots == std::string::npos ? std::nullopt : to_integer(std::string_view(words).substr(dots + 2));
    if (!least || !most || *least >= *most || *least < -budget::greatest_mark || *most > budget::greatest_mark)
        throw Error(Fault::Usage, say("--scale ასე იწერება: 1..5; წერია „{}“", "--scale is written like 1..5; it says '{}'", printable(words)));
    survey.least = static_cast<std::int32_t>(*least);
    survey.most = static_cast<std::int32_t>(*most);
}

void read_points(const std::string& words, budget::Survey& survey)
{
    const auto points = to_integer(words);
    if (!points || *points < 1 || *points > budget::greatest_mark)
        throw Error(Fault::Usage, say("--points მთელი რიცხვია 1-დან; წერია „{}“", "--points is a whole number from 1; it says '{}'", printable(words)));
    survey.kind = budget::OpinionKind::Allocation;
    survey.least = 0;
    survey.most = static_cast<std::int32_t>(*points);
}

budget::Survey read_survey(const PriorityWords& words)
{
    const bool yaml = words.themes.ends_with(".yaml") || words.themes.ends_with(".yml");
    if (yaml) {
        if (!words.scale.empty() || !words.points.empty() || !words.traits.empty())
            throw Error(Fault::Usage, {"--scale, --points და --trait CSV-სთვისაა: YAML-ში ეს თავად წერია",
                                       "--scale, --points and --trait are for a CSV: a YAML file says it itself"});
        return budget::read_survey(YamlDocument(read_file(words.themes), words.themes));
    }
    budget::CsvTable table = read_table_file(words.themes);
    budget::Survey survey = budget::read_survey(table);
    if (!words.scale.empty() && !words.points.empty())
        throw Error(Fault::Usage, {"--scale შეფასებისაა, --points განაწილების: მიუთითეთ ერთი", "--scale is of ratings, --points of allocations: give one"});
    if (!words.scale.empty())
        read_scale(words.scale, survey);
    if (!words.points.empty())
        read_points(words.points, survey);
    for (const std::string& trait : words.traits) {
        if (!budget::is_theme_id(trait) || survey.theme(trait) || survey.traits.size() == budget::most_traits)
            throw Error(Fault::Usage, say("--trait: „{}“ ნიშნად არ ვარგა", "--trait: '{}' cannot be a trait", printable(trait)));
        survey.traits.push_back({trait, {}});
    }
    return survey;
}

/// The survey and the ballots, from files that belong together.
void read_ballots(const PriorityWords& words, PriorityCount& count)
{
    const bool from_pb = words.ballots.ends_with(".pb");
    if (words.themes.empty() && !from_pb)
        throw Error(Fault::Usage, {"აკლია --themes FILE: რა იკითხეს", "--themes FILE is missing: what was asked"});
    if (words.themes.empty() && (!words.scale.empty() || !words.points.empty()))
        throw Error(Fault::Usage, {"--scale და --points CSV-სთვისაა: .pb ფაილში ეს თავად წერია", "--scale and --points are for a CSV: a .pb file says it itself"});
    if (!words.themes.empty())
        count.survey = read_survey(words);
    budget::ReadOpinions read;
    if (from_pb) {
        const BudgetFile file = load_budget_file(words.ballots, Reading::Strict);
        const budget::Survey own = budget::survey_of(file.pb, words.traits);
        count.survey = words.themes.empty() ? own : count.survey;
        read = budget::opinions_of(file.pb, count.survey);
    } else {
        const bool from_stdin = words.ballots == "-";
        const std::string bytes = from_stdin ? read_standard_input(longest_ballots) : read_file(words.ballots, longest_ballots);
        read = budget::read_opinions(bytes, from_stdin ? "stdin" : words.ballots, count.survey);
    }
    if (has_errors(read.findings))
        throw InvalidInput(say("{}: ფაილში შეცდომებია, არაფერი დათვლილა", "{}: there are errors in the file, nothing was counted",
                               printable(words.ballots)), std::move(read.findings));
    count.findings = std::move(read.findings);
    count.opinions = std::move(read.opinions);
}

std::size_t find_trait(const budget::Opinions& opinions, const std::string& name)
{
    std::vector<std::string> names;
    for (const budget::Trait& trait : opinions.traits)
        names.push_back(trait.name);
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end())
        return static_cast<std::size_t>(found - names.begin());
    const auto near = nearest(name, names);
    throw Error(Fault::Usage, say("ასეთი ნიშანი არ არის: „{}“", "there is no trait '{}'", printable(name)),
                near ? say("იქნებ „{}“?", "did you mean '{}'?", *near) : Localized{});
}

PriorityChoice choice_from(const PriorityWords& words)
{
    PriorityChoice choice;
    choice.weighting = weighting_of(words.weights).value_or(budget::Weighting::None);
    choice.raking = raking_from(words.trim);
    choice.district = words.district;
    choice.unknown = words.unknown == "leave-out" ? budget::UnknownTraits::LeaveOut : budget::UnknownTraits::Refuse;
    choice.by = words.by;
    choice.least = words.least;
    if (choice.weighting == budget::Weighting::None && !words.population.empty())
        throw Error(Fault::Usage, {"--population წონებისთვისაა", "--population is for weights"},
                    {"მიუთითეთ --weights district, poststrat ან rake", "say --weights district, poststrat or rake"});
    if (choice.weighting != budget::Weighting::None && words.population.empty())
        throw Error(Fault::Usage, say("--weights {}: საჭიროა მოსახლეობის რაოდენობები", "--weights {}: numbers of the population are needed", words.weights),
                    {"მიუთითეთ --population FILE", "give --population FILE"});
    return choice;
}

void weigh(PriorityCount& count, const std::vector<budget::OpinionCell>& cells, budget::CsvTable& table, const PriorityChoice& choice)
{
    budget::WeighingChoice weighing{choice.weighting, 0, choice.unknown, choice.raking, choice.empty, choice.least};
    if (choice.weighting == budget::Weighting::District)
        weighing.district = find_trait(count.opinions, choice.district);
    const budget::Population population = budget::read_population(table, count.opinions);
    count.weighed_by = budget::traits_of(weighing, population);
    // Added up before: whoever has these sums alone gets the same weights.
    count.weighed = budget::weigh(count.opinions, budget::merge_cells(cells, count.weighed_by), population, table, weighing);
    if (!count.weighed.weights.converged)
        count.findings.push_back({Severity::Warning, "not_converged", Place{table.name(), 0, 0, ""}, "",
                                  say("წონები ზღვრებს ვერ ხვდება: {0} ბიჯის შემდეგ უდიდესი სხვაობაა {1}",
                                      "the weights do not meet the margins: after {0} steps the greatest difference is {1}",
                                      count.weighed.weights.iterations, count.weighed.weights.largest_error.decimal(6))});
}

/// Each cell with the weight of its voters; without those left out.
std::pair<std::vector<budget::OpinionCell>, budget::Weights> with_weights(const PriorityCount& count, std::vector<budget::OpinionCell> cells)
{
    std::map<std::vector<std::uint32_t>, budget::Rational> known;
    for (std::size_t c = 0; c < count.weighed.cells.size(); ++c)
        known.emplace(count.weighed.cells[c].values, count.weighed.weights.cells[c]);
    std::pair<std::vector<budget::OpinionCell>, budget::Weights> result;
    for (budget::OpinionCell& cell : cells) {
        std::vector<std::uint32_t> values(cell.values.size(), budget::trait_unknown);
        for (const std::size_t trait : count.weighed_by)
            values[trait] = cell.values[trait];
        const auto found = known.find(values);
        if (found == known.end())
            continue;
        result.first.push_back(std::move(cell));
        result.second.cells.push_back(found->second);
    }
    return result;
}

} // namespace

std::string_view code(budget::OpinionKind kind)
{
    return kind == budget::OpinionKind::Rating ? "rating" : "allocation";
}

std::optional<budget::Weighting> weighting_of(std::string_view word)
{
    for (const budget::Weighting weighting :
         {budget::Weighting::None, budget::Weighting::District, budget::Weighting::PostStratified, budget::Weighting::Raked})
        if (word == budget::code(weighting))
            return weighting;
    return std::nullopt;
}

budget::Raking raking_from(const std::string& words)
{
    const std::size_t comma = words.find(',');
    const auto least = comma == std::string::npos ? std::nullopt : budget::parse_fraction(words.substr(0, comma));
    const auto most = comma == std::string::npos ? std::nullopt : budget::parse_fraction(words.substr(comma + 1));
    if (!least || !most || *least <= budget::Rational{0} || *least > budget::Rational{1} || *most < budget::Rational{1} ||
        *most > budget::Rational{1'000'000})
        throw Error(Fault::Usage, say("--trim ასე იწერება: 0.3,3 (0-დან 1-მდე, 1-დან ზემოთ); წერია „{}“",
                                      "--trim is written like 0.3,3 (from 0 to 1, from 1 up); it says '{}'", printable(words)));
    return {.least = least->to_double(), .most = most->to_double()};
}

void count_opinions(PriorityCount& count, std::vector<budget::OpinionCell> cells, budget::CsvTable* population, const PriorityChoice& choice)
{
    count.weighting = choice.weighting;
    count.raking = choice.raking;
    if (choice.weighting == budget::Weighting::None || population == nullptr)
        count.weighed = budget::weigh_alike(budget::merge_cells(cells, {}));
    else
        weigh(count, cells, *population, choice);
    count.priorities = budget::average(count.opinions, count.weighed.cells, count.weighed.weights);
    const auto [told, weights] = with_weights(count, std::move(cells));
    const std::size_t together = count.weighting == budget::Weighting::None ? 2 : 3;
    for (const std::string& name : choice.by) {
        const std::size_t trait = find_trait(count.opinions, name);
        count.groups.emplace_back(trait, budget::averages_by(count.opinions, told, weights, trait, choice.least, together));
    }
}

PriorityCount count_priorities(const PriorityWords& words)
{
    PriorityCount count;
    read_ballots(words, count);
    if (words.year)
        count.survey.year = static_cast<std::int32_t>(std::clamp<std::int64_t>(*words.year, 1990, 2200));
    std::vector<budget::OpinionCell> cells = budget::tabulate(count.opinions);
    count.opinions.answers = {};
    count.opinions.values = {};
    const PriorityChoice choice = choice_from(words);
    std::optional<budget::CsvTable> population;
    if (!words.population.empty())
        population.emplace(read_table_file(words.population));
    count_opinions(count, std::move(cells), population ? &*population : nullptr, choice);
    return count;
}

Findings add_earlier(Json& priorities, const Json& earlier, const std::string& name, const std::vector<budget::YearMapping>& mappings)
{
    const PriorityResult today = read_priority_result(priorities, name);
    const PriorityResult before = read_priority_result(earlier, name);
    std::vector<budget::ThemeMapping> into_today;
    for (const budget::YearMapping& mapping : mappings)
        if (!mapping.year || mapping.year == today.year)
            into_today.push_back(mapping.mapping);
    const std::vector<budget::ThemeChange> changes = budget::compare_years(today.priorities(), before.priorities(), into_today);
    Json themes = Json::array();
    for (std::size_t t = 0; t < changes.size(); ++t) {
        Json theme = priorities["themes"].items()[t];
        theme.set("earlier", decimal_json(changes[t].earlier));
        theme.set("earlier_exact", exact_json(changes[t].earlier));
        theme.set("difference", decimal_json(changes[t].difference));
        theme.set("earlier_rank", changes[t].earlier_rank == 0 ? Json() : Json(static_cast<std::int64_t>(changes[t].earlier_rank)));
        themes.push(std::move(theme));
    }
    priorities.set("themes", std::move(themes));
    if (before.year)
        priorities.set("earlier_year", std::int64_t{*before.year});
    Findings findings;
    if (before.ballots != today.ballots || before.least != today.least || before.most != today.most)
        findings.push_back({Severity::Warning, "other_scale", Place{name, 0, 0, ""}, "",
                            say("წინა წლის ბიულეტენი სხვა იყო ({0}, {1}..{2}): ადგილები დარდება, საშუალოები არა",
                                "the earlier ballots were others ({0}, {1}..{2}): ranks can be compared, averages cannot", printable(before.ballots), before.least,
                                before.most)});
    return findings;
}

} // namespace ogp::app
