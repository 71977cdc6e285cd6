#include "app/budget/budget_round_survey.hpp"

#include "app/budget/budget_round_priorities.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace ogp::app {
namespace {

constexpr std::array<std::string_view, 3> roll_traits{"district", "sex", "age"};

[[noreturn]] void refuse_word(std::string_view word)
{
    throw Error(Fault::Invalid, say("წონებში უცნობი სიტყვაა: „{}“", "unknown word in the weights: '{}'", printable(word)),
                {"მაგალითად: rake trim=0.3,3 k=10 by=district,sex", "for example: rake trim=0.3,3 k=10 by=district,sex"});
}

std::vector<std::string> words_in(std::string_view text, char separator)
{
    std::vector<std::string> words;
    for (const std::string_view word : split(text, separator))
        if (!word.empty())
            words.emplace_back(word);
    return words;
}

void read_word(const std::string& word, const budget::Survey& survey, PriorityChoice& choice)
{
    const std::size_t at = std::min(word.find('='), word.size());
    const std::string name = word.substr(0, at);
    const std::string value = at == word.size() ? std::string() : word.substr(at + 1);
    if (name == "trim" && !value.empty()) {
        choice.raking = raking_from(value);
    } else if (name == "k" && to_integer(value) && *to_integer(value) >= 1) {
        choice.least = *to_integer(value);
    } else if (name == "unknown" && (value == "refuse" || value == "leave-out")) {
        choice.unknown = value == "refuse" ? budget::UnknownTraits::Refuse : budget::UnknownTraits::LeaveOut;
    } else if (name == "by" && !value.empty()) {
        choice.by = value == "none" ? std::vector<std::string>() : words_in(value, ',');
        for (const std::string& trait : choice.by)
            if (std::none_of(survey.traits.begin(), survey.traits.end(), [&](const budget::Trait& t) { return t.name == trait; }))
                throw Error(Fault::Invalid, say("გამოკითხვას ნიშანი „{}“ არ აქვს", "the survey has no trait '{}'", printable(trait)));
    } else {
        refuse_word(word);
    }
}

void check_traits(const RoundRules& rules, const budget::Survey& survey)
{
    for (const budget::Trait& trait : survey.traits)
        if (std::find(roll_traits.begin(), roll_traits.end(), trait.name) == roll_traits.end())
            throw Error(Fault::Invalid, say("{0}: ამომრჩეველთა სიას ნიშანი „{1}“ არ აქვს", "{0}: the voter roll has no trait '{1}'", printable(rules.survey.name),
                                            printable(trait.name)),
                        {"ნიშნებია: district, sex, age", "the traits are district, sex, age"});
    if (rules.voters == "open" && !survey.traits.empty())
        throw Error(Fault::Invalid, {"სიის გარეშე ამომრჩევლის ნიშნები უცნობია", "without a voter roll no trait of a voter is known"},
                    {"voters=roll, ან გამოკითხვა ნიშნების გარეშე", "voters=roll, or a survey without traits"});
}

void check_survey_itself(const RoundRules& rules, const budget::Survey& survey)
{
    const std::string name = printable(rules.survey.name);
    if (code(survey.kind) != rules.kind)
        throw Error(Fault::Invalid, say("{0}: ბიულეტენის სახე სხვაა ({1}), ვიდრე რაუნდის ({2})", "{0}: the kind of ballots is another one ({1}) than the round's ({2})",
                                        name, code(survey.kind), rules.kind));
    if (survey.year && std::to_string(*survey.year) != rules.year)
        throw Error(Fault::Invalid, say("{0}: წელი სხვაა ({1}), ვიდრე რაუნდის ({2})", "{0}: the year is another one ({1}) than the round's ({2})", name, *survey.year,
                                        rules.year));
    if (survey.ballots)
        throw Error(Fault::Invalid, say("{}: count რაუნდში არ იწერება: ბიულეტენები ჯერ არ არის", "{}: count is not for a round: there are no ballots yet", name));
    for (const budget::YearMapping& mapping : mappings_of(rules))
        if (mapping.year && std::to_string(*mapping.year) == rules.year && !survey.theme(mapping.mapping.today))
            throw Error(Fault::Invalid, say("{0}: გამოკითხვას თემა „{1}“ არ აქვს", "{0}: the survey has no theme '{1}'", printable(rules.mapping.name),
                                            printable(mapping.mapping.today)));
}

/// What a voter of the roll has must be among what the survey lists.
void check_values(const budget::Survey& survey, const std::vector<store::TurnoutRow>& roll)
{
    for (const budget::Trait& trait : survey.traits)
        for (const store::TurnoutRow& voters : roll) {
            const std::string& value = trait_of(voters.traits, trait.name);
            if (value.empty() || trait.values.empty() || std::find(trait.values.begin(), trait.values.end(), value) != trait.values.end())
                continue;
            const auto near = nearest(value, trait.values);
            throw Error(Fault::Invalid, say("სიაში არის {0} „{1}“, რომელიც გამოკითხვაში არ წერია", "on the roll there is the {0} '{1}', which the survey does not list",
                                            trait.name, printable(value)),
                        near ? say("იქნებ „{}“?", "did you mean '{}'?", *near) : Localized{});
        }
}

} // namespace

PriorityChoice read_weights(std::string_view text, const budget::Survey& survey)
{
    PriorityChoice choice;
    choice.least = 10;
    choice.empty = budget::EmptyStrata::Merge;
    for (const budget::Trait& trait : survey.traits)
        choice.by.push_back(trait.name);
    const std::vector<std::string> words = words_in(text, ' ');
    const auto weighting = weighting_of(words.empty() ? std::string() : words.front());
    if (!weighting)
        refuse_word(words.empty() ? std::string_view() : std::string_view(words.front()));
    choice.weighting = *weighting;
    for (std::size_t i = 1; i < words.size(); ++i)
        read_word(words[i], survey, choice);
    return choice;
}

budget::Survey survey_of(const RoundRules& rules)
{
    if (!rules.survey.text.empty())
        return budget::read_survey(YamlDocument(rules.survey.text, rules.survey.name));
    budget::Survey survey;
    survey.kind = rules.kind == "allocation" ? budget::OpinionKind::Allocation : budget::OpinionKind::Rating;
    survey.least = 0;
    survey.most = static_cast<std::int32_t>(std::min<std::int64_t>(rules.max_points.value_or(1), budget::greatest_mark));
    for (const RoundProject& project : rules.projects)
        survey.themes.push_back({project.id, {}, project.name, {}});
    return survey;
}

void take_survey(RoundRules& rules)
{
    if (rules.survey.text.empty())
        return;
    const budget::Survey survey = survey_of(rules);
    if (rules.max_points && *rules.max_points != survey.most)
        throw Error(Fault::Invalid, say("{0}: უდიდესი ქულა {1}-ია, რაუნდში კი {2}", "{0}: the most points are {1}, the round says {2}", printable(rules.survey.name), survey.most,
                                        *rules.max_points));
    rules.max_points = survey.most;
    rules.min_points = survey.least;
    rules.projects.clear();
    for (const budget::SurveyTheme& theme : survey.themes)
        rules.projects.push_back({theme.id, "0", theme.label.empty() ? both(theme.id) : theme.label, {}, {}});
}

std::vector<budget::YearMapping> mappings_of(const RoundRules& rules)
{
    if (rules.mapping.text.empty())
        return {};
    budget::CsvTable table(rules.mapping.text, rules.mapping.name);
    std::vector<budget::YearMapping> mappings = budget::read_mappings(table);
    for (budget::YearMapping& mapping : mappings)
        if (const auto year = to_integer(rules.year); !mapping.year && year)
            mapping.year = static_cast<std::int32_t>(*year);
    return mappings;
}

void check_survey(const RoundRules& rules, const std::vector<store::TurnoutRow>& roll)
{
    const budget::Survey survey = survey_of(rules);
    check_survey_itself(rules, survey);
    check_traits(rules, survey);
    check_values(survey, roll);
    const PriorityChoice choice = read_weights(rules.weights, survey);
    const bool weighted = choice.weighting != budget::Weighting::None;
    if (weighted == rules.population.text.empty())
        throw Error(Fault::Invalid, weighted ? Localized{"წონებს მოსახლეობის რაოდენობები სჭირდება", "weights need the numbers of the population"}
                                             : Localized{"მოსახლეობის რაოდენობები მითითებულია, წონები კი არა", "there are numbers of the population, but no weights"},
                    {"მიუთითეთ population=@FILE და weights", "set population=@FILE and weights"});
    if (!weighted)
        return;
    // Everybody, saying nothing: whom the population does not know shows now.
    ClosingOpinions opinions(rules);
    for (const store::TurnoutRow& voters : roll)
        for (std::int64_t i = 0; i < voters.eligible; ++i)
            opinions.add(voters.traits, {});
    opinions.check();
}

} // namespace ogp::app
