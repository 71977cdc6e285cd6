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

/// "0.3,3".
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

budget::Weighting weighting_of(const std::string& word)
{
    for (const budget::Weighting weighting : {budget::Weighting::District, budget::Weighting::PostStratified, budget::Weighting::Raked})
        if (word == budget::code(weighting))
            return weighting;
    return budget::Weighting::None;
}

void weigh(const PriorityWords& words, std::vector<budget::OpinionCell> cells, PriorityCount& count)
{
    count.weighting = weighting_of(words.weights);
    count.raking = raking_from(words.trim);
    if (count.weighting == budget::Weighting::None) {
        if (!words.population.empty())
            throw Error(Fault::Usage, {"--population წონებისთვისაა", "--population is for weights"},
                        {"მიუთითეთ --weights district, poststrat ან rake", "say --weights district, poststrat or rake"});
        count.weighed = budget::weigh_alike(std::move(cells));
        return;
    }
    if (words.population.empty())
        throw Error(Fault::Usage, say("--weights {}: საჭიროა მოსახლეობის რაოდენობები", "--weights {}: numbers of the population are needed", words.weights),
                    {"მიუთითეთ --population FILE", "give --population FILE"});
    budget::WeighingChoice choice{count.weighting, 0, words.unknown == "leave-out" ? budget::UnknownTraits::LeaveOut : budget::UnknownTraits::Refuse,
                                  count.raking};
    if (count.weighting == budget::Weighting::District)
        choice.district = find_trait(count.opinions, words.district);
    budget::CsvTable table = read_table_file(words.population);
    const budget::Population population = budget::read_population(table, count.opinions);
    count.weighed = budget::weigh(count.opinions, std::move(cells), population, table, choice);
    if (!count.weighed.weights.converged)
        count.findings.push_back({Severity::Warning, "not_converged", Place{words.population, 0, 0, ""}, "",
                                  say("წონები ზღვრებს ვერ ხვდება: {0} ბიჯის შემდეგ უდიდესი სხვაობაა {1}",
                                      "the weights do not meet the margins: after {0} steps the greatest difference is {1}",
                                      count.weighed.weights.iterations, count.weighed.weights.largest_error.decimal(6))});
}

void compare_earlier(const PriorityWords& words, PriorityCount& count)
{
    if (words.earlier.empty()) {
        if (!words.mapping.empty())
            throw Error(Fault::Usage, {"--mapping წინა წლისთვისაა: მიუთითეთ --earlier FILE", "--mapping is for an earlier year: give --earlier FILE"});
        return;
    }
    const PriorityResult earlier = read_priority_result(read_json_file(words.earlier), words.earlier);
    std::vector<budget::ThemeMapping> mappings;
    for (const budget::YearMapping& mapping : read_mapping_file(words.mapping))
        if (!mapping.year || mapping.year == count.survey.year)
            mappings.push_back(mapping.mapping);
    if (earlier.ballots != code(count.survey.kind) || earlier.least != count.survey.least || earlier.most != count.survey.most)
        count.findings.push_back({Severity::Warning, "other_scale", Place{words.earlier, 0, 0, ""}, "",
                                  say("წინა წლის ბიულეტენი სხვა იყო ({0}, {1}..{2}): ადგილები დარდება, საშუალოები არა",
                                      "the earlier ballots were others ({0}, {1}..{2}): ranks can be compared, averages cannot", printable(earlier.ballots),
                                      earlier.least, earlier.most)});
    count.earlier_year = earlier.year;
    count.changes = budget::compare_years(count.priorities, earlier.priorities(), mappings);
}

} // namespace

std::string_view code(budget::OpinionKind kind)
{
    return kind == budget::OpinionKind::Rating ? "rating" : "allocation";
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
    weigh(words, std::move(cells), count);
    count.priorities = budget::average(count.opinions, count.weighed.cells, count.weighed.weights);
    for (const std::string& name : words.by) {
        const std::size_t trait = find_trait(count.opinions, name);
        count.groups.emplace_back(trait, budget::averages_by(count.opinions, count.weighed.cells, count.weighed.weights, trait, words.least));
    }
    compare_earlier(words, count);
    return count;
}

} // namespace ogp::app
