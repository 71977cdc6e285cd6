#include "app/budget/budget_round_priorities.hpp"

#include "app/budget/budget_round_pb.hpp"
#include "app/budget/budget_round_survey.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <set>

namespace ogp::app {
namespace {

using budget::OpinionCell;
using budget::Opinions;

Json numbers_json(const std::vector<std::int64_t>& numbers)
{
    Json list = Json::array();
    for (const std::int64_t number : numbers)
        list.push(number);
    return list;
}

/// Whether no sum of the cell is one of fewer than k voters, those between a theme and its parts included.
bool is_told(const OpinionCell& cell, const Opinions& opinions, std::int64_t k)
{
    const auto few = [&](std::int64_t count) { return count > 0 && count < k; };
    if (few(cell.voters))
        return false;
    for (std::size_t t = 0; t < opinions.themes.size(); ++t)
        if (few(cell.raters[t]) || few(budget::named_itself(cell, opinions.themes, t)))
            return false;
    return true;
}

Json cells_json(const PriorityCount& count, std::int64_t k)
{
    Json traits = Json::array();
    for (const std::size_t trait : count.weighed_by)
        traits.push(count.opinions.traits[trait].name);
    Json rows = Json::array();
    for (const OpinionCell& cell : count.weighed.cells) {
        if (!is_told(cell, count.opinions, k))
            return {};
        Json values = Json::array();
        for (const std::size_t trait : count.weighed_by)
            values.push(count.opinions.traits[trait].values[cell.values[trait]]);
        rows.push(Json::object({{"values", values},
                                {"voters", cell.voters},
                                {"raters", numbers_json(cell.raters)},
                                {"marks", numbers_json(cell.answers)},
                                {"sums", numbers_json(cell.sums)}}));
    }
    return Json::object({{"traits", traits}, {"rows", rows}});
}

/// Sorted, where the survey does not list the values.
void list_values(budget::Trait& trait, const std::set<std::string>& values)
{
    if (trait.values.empty())
        trait.values.assign(values.begin(), values.end());
}

PriorityCount prepared(const RoundRules& rules, const budget::Survey& survey, Opinions opinions)
{
    PriorityCount count;
    count.survey = survey;
    if (const auto year = to_integer(rules.year); year && !survey.year)
        count.survey.year = static_cast<std::int32_t>(std::clamp<long long>(*year, 0, 9999));
    count.opinions = std::move(opinions);
    return count;
}

void weigh_strictly(const RoundRules& rules, PriorityCount& count, std::vector<OpinionCell> cells, const PriorityChoice& choice)
{
    if (choice.weighting == budget::Weighting::None)
        return count_opinions(count, std::move(cells), nullptr, choice);
    budget::CsvTable population(rules.population.text, rules.population.name);
    count_opinions(count, std::move(cells), &population, choice);
}

/// `choice` of the round; cells of voters as far as they are told apart.
Json priorities_of(const RoundRules& rules, const budget::Survey& survey, const Opinions& opinions, const std::vector<OpinionCell>& cells, PriorityChoice choice)
{
    PriorityCount count = prepared(rules, survey, opinions);
    Json why;
    try {
        if (cells.empty())
            throw Error(Fault::Invalid, {"არავინ მონაწილეობს", "nobody took part"});
        weigh_strictly(rules, count, cells, choice);
    } catch (const Error& error) {
        // Closing cannot wait for another population: it was frozen.
        if (choice.weighting != budget::Weighting::None)
            why = report::to_json(error.message());
        choice.weighting = budget::Weighting::None;
        count = prepared(rules, survey, opinions);
        count_opinions(count, cells, nullptr, choice);
    }
    Json json = priorities_json(count);
    json.set("round", rules.round);
    json.set("number", rules.number);
    json.set("k", choice.least);
    json.set("weights_rule", rules.weights);
    if (!why.is_null())
        json.set("not_weighted", why);
    if (choice.weighting != budget::Weighting::None)
        json.set("cells", cells_json(count, choice.least));
    return json;
}

/// Without a survey words about weights mean nothing.
PriorityChoice choice_of(const RoundRules& rules, const budget::Survey& survey)
{
    return rules.survey.text.empty() ? PriorityChoice{} : read_weights(rules.weights, survey);
}

std::vector<std::int64_t> numbers_in(const Json& list, std::size_t count)
{
    std::vector<std::int64_t> numbers;
    if (list.is_array())
        for (const Json& item : list.items())
            numbers.push_back(item.is_integer() ? item.as_integer() : -1);
    if (numbers.size() != count || std::any_of(numbers.begin(), numbers.end(), [](std::int64_t n) { return n < -1'000'000'000'000'000; }))
        throw Error(Fault::Invalid, {"priorities.json: უჯრების ჯამები ვერ იკითხება", "priorities.json: the sums of its cells cannot be read"});
    return numbers;
}

/// The cells of a result, and its traits with their values, as opinions without ballots.
struct ToldCells
{
    Opinions opinions;
    std::vector<OpinionCell> cells;
    std::vector<std::string> traits;
};

ToldCells told_cells(const Opinions& empty, const Json& json)
{
    ToldCells told{empty, {}, {}};
    std::vector<std::size_t> places;
    const Json::Array none;
    for (const Json& name : json["traits"].is_array() ? json["traits"].items() : none)
        for (std::size_t t = 0; t < empty.traits.size(); ++t)
            if (name == Json(empty.traits[t].name)) {
                told.traits.push_back(empty.traits[t].name);
                places.push_back(t);
            }
    const Json::Array& rows = json["rows"].is_array() ? json["rows"].items() : none;
    std::vector<std::set<std::string>> values(places.size());
    for (const Json& row : rows)
        for (std::size_t i = 0; i < places.size() && row["values"].size() == places.size(); ++i)
            if (row["values"].items()[i].is_text())
                values[i].insert(row["values"].items()[i].as_text());
    for (std::size_t i = 0; i < places.size(); ++i)
        list_values(told.opinions.traits[places[i]], values[i]);
    const std::size_t themes = empty.themes.size();
    for (const Json& row : rows) {
        OpinionCell cell{std::vector<std::uint32_t>(empty.traits.size(), budget::trait_unknown), 0, numbers_in(row["raters"], themes),
                         numbers_in(row["marks"], themes), numbers_in(row["sums"], themes)};
        cell.voters = row["voters"].is_integer() ? row["voters"].as_integer() : 0;
        for (std::size_t i = 0; i < places.size(); ++i) {
            const std::vector<std::string>& known = told.opinions.traits[places[i]].values;
            const auto at = row["values"].size() == places.size() ? std::find(known.begin(), known.end(), row["values"].items()[i].is_text() ? row["values"].items()[i].as_text() : "")
                                                                  : known.end();
            if (at == known.end())
                throw Error(Fault::Invalid, {"priorities.json: უჯრის ნიშნები ვერ იკითხება", "priorities.json: the traits of a cell cannot be read"});
            cell.values[places[i]] = static_cast<std::uint32_t>(at - known.begin());
        }
        told.cells.push_back(std::move(cell));
    }
    std::sort(told.cells.begin(), told.cells.end(), [](const OpinionCell& a, const OpinionCell& b) { return a.values < b.values; });
    return told;
}

/// Groups by these traits alone.
Json groups_by(const Json& groups, const std::vector<std::string>& traits)
{
    Json list = Json::array();
    if (groups.is_array())
        for (const Json& group : groups.items())
            if (std::find(traits.begin(), traits.end(), group.text("trait")) != traits.end())
                list.push(group);
    return list;
}

/// The published result against a recomputed one.
class PriorityComparison
{
public:
    PriorityComparison(const RoundRules& rules, const std::vector<std::string>& contents, const Json& published)
        : m_rules(rules), m_published(published), m_survey(survey_of(rules)), m_choice(choice_of(rules, m_survey))
    {
        ClosingOpinions ballots(rules);
        for (const std::string& content : contents)
            ballots.add({}, content);
        m_plain = ballots.result();
    }

    PriorityCheck run()
    {
        compare_unweighted();
        const bool failed = m_published.text("weights") == "none" && m_published["not_weighted"].is_object();
        if (m_published.text("weights") != budget::code(m_choice.weighting) && !failed)
            wrong({"priorities.json: წონები სხვაა, ვიდრე გაყინულ წესებში", "priorities.json: the weights are not those of the frozen rules"});
        const Json& cells = m_published["cells"];
        if (m_published.text("weights") == "none")
            compare_whole(m_plain, {}, {"საშუალოები ბიულეტენებიდან იგივე გამოდის", "the averages follow from the ballots"});
        else if (cells.is_object())
            compare_cells(cells);
        else if (m_check.wrong.empty())
            m_check.right.push_back(say("წონიანი საშუალოები დახურვისას გამოითვალა: {}-ზე მცირე ჯგუფების ჯამები არ ქვეყნდება და მათგან ვერ დაითვლება",
                                        "the weighted averages were worked out at closing: sums of groups below {} are not published, so they cannot be recomputed from here",
                                        m_choice.least));
        return std::move(m_check);
    }

private:
    void wrong(Localized what) { m_check.wrong.push_back(std::move(what)); }

    /// Of each theme how many and how: it does not depend on weights.
    void compare_unweighted()
    {
        const std::size_t before = m_check.wrong.size();
        const auto number = [&](const Json& json, const char* name) { return json[name].is_integer() ? json[name].as_integer() : 0; };
        if (number(m_published, "voters") + number(m_published, "left_out") != number(m_plain, "voters"))
            wrong(say("priorities.json: ამომრჩეველი {0}, ბიულეტენი {1}", "priorities.json: {0} voters, {1} ballots", number(m_published, "voters") + number(m_published, "left_out"),
                      number(m_plain, "voters")));
        const bool all = number(m_published, "left_out") == 0;
        const Json::Array none;
        const Json::Array& themes = m_plain["themes"].items();
        const Json::Array& told = m_published["themes"].is_array() ? m_published["themes"].items() : none;
        for (std::size_t t = 0; t < std::max(themes.size(), told.size()); ++t) {
            const bool same = t < themes.size() && t < told.size() && told[t].text("theme") == themes[t].text("theme") &&
                              (!all || (told[t]["raters"] == themes[t]["raters"] && told[t]["unweighted_exact"] == themes[t]["unweighted_exact"]));
            if (!same)
                wrong(say("priorities.json: თემა {} სხვაა, ვიდრე ბიულეტენებიდან გამოდის", "priorities.json: the theme {} is not what follows from the ballots",
                          t < themes.size() ? themes[t].text("theme") : printable(told[t].text("theme"))));
        }
        if (m_check.wrong.size() == before)
            m_check.right.push_back(say("უწონო საშუალოები ბიულეტენებიდან იგივე გამოდის: {} თემა", "the unweighted averages follow from the ballots: {} themes", themes.size()));
    }

    void compare_cells(const Json& cells)
    {
        Opinions empty;
        empty.kind = m_survey.kind;
        empty.least = m_survey.least;
        empty.most = m_survey.most;
        empty.traits = m_survey.traits;
        for (const budget::SurveyTheme& theme : m_survey.themes)
            empty.themes.push_back({theme.id, theme.parent});
        const ToldCells told = told_cells(empty, cells);
        for (const OpinionCell& cell : told.cells)
            if (!is_told(cell, told.opinions, m_choice.least))
                wrong(say("priorities.json: უჯრაში {}-ზე ნაკლებია", "priorities.json: a cell of fewer than {}", m_choice.least));
        PriorityChoice choice = m_choice;
        choice.by.clear();
        for (const std::string& trait : m_choice.by)
            if (std::find(told.traits.begin(), told.traits.end(), trait) != told.traits.end())
                choice.by.push_back(trait);
        compare_whole(priorities_of(m_rules, m_survey, told.opinions, told.cells, choice), told.traits,
                      say("წონები და წონიანი საშუალოები ჯამებიდან იგივე გამოდის: {} უჯრა", "weights and weighted averages follow from the sums: {} cells", told.cells.size()));
    }

    void compare_whole(const Json& recomputed, const std::vector<std::string>& traits, Localized what)
    {
        const std::size_t before = m_check.wrong.size();
        for (const auto& [name, value] : m_published.members()) {
            const bool same = name == "groups" ? groups_by(value, traits) == groups_by(recomputed["groups"], traits)
                              : name == "left_out" ? true : recomputed[name] == value;
            if (!same && name != "not_weighted")
                wrong(say("priorities.json: „{}“ სხვაა, ვიდრე გამოდის", "priorities.json: '{}' is not what follows", printable(name)));
        }
        if (m_check.wrong.size() == before)
            m_check.right.push_back(std::move(what));
    }

    const RoundRules& m_rules;
    const Json& m_published;
    budget::Survey m_survey;
    PriorityChoice m_choice;
    Json m_plain;
    PriorityCheck m_check;
};

} // namespace

const std::string& trait_of(const store::VoterTraits& voter, std::string_view trait)
{
    return trait == "district" ? voter.district : trait == "sex" ? voter.sex : voter.age;
}

ClosingOpinions::ClosingOpinions(const RoundRules& rules) : m_rules(rules), m_survey(survey_of(rules))
{
    for (std::uint32_t t = 0; t < m_survey.themes.size(); ++t)
        m_themes.emplace(m_survey.themes[t].id, t);
}

void ClosingOpinions::add(const store::VoterTraits& traits, std::string_view content)
{
    const auto [kind, fresh] = m_kinds.try_emplace(traits, static_cast<std::uint32_t>(m_traits.size()));
    if (fresh)
        m_traits.push_back(traits);
    m_kind_of.push_back(kind->second);
    if (!content.empty()) {
        const BallotContent ballot = content_from(content);
        for (std::size_t i = 0; i < ballot.projects.size() && i < ballot.points.size(); ++i)
            if (const auto theme = m_themes.find(ballot.projects[i]); theme != m_themes.end())
                m_answers.push_back({theme->second, static_cast<std::int32_t>(ballot.points[i])});
    }
    m_first.push_back(m_answers.size());
}

/// Values in an order that does not depend on that of voters.
Opinions ClosingOpinions::opinions() const
{
    Opinions opinions;
    opinions.kind = m_survey.kind;
    opinions.least = m_survey.least;
    opinions.most = m_survey.most;
    for (const budget::SurveyTheme& theme : m_survey.themes)
        opinions.themes.push_back({theme.id, theme.parent});
    opinions.traits = m_survey.traits;
    std::vector<std::vector<std::uint32_t>> values(m_traits.size());
    for (budget::Trait& trait : opinions.traits) {
        std::set<std::string> known;
        for (const store::VoterTraits& voter : m_traits)
            if (const std::string& value = trait_of(voter, trait.name); !value.empty())
                known.insert(value);
        list_values(trait, known);
        for (std::size_t kind = 0; kind < m_traits.size(); ++kind) {
            const auto at = std::find(trait.values.begin(), trait.values.end(), trait_of(m_traits[kind], trait.name));
            values[kind].push_back(at == trait.values.end() ? budget::trait_unknown : static_cast<std::uint32_t>(at - trait.values.begin()));
        }
    }
    opinions.first = m_first;
    opinions.answers = m_answers;
    for (const std::uint32_t kind : m_kind_of)
        opinions.values.insert(opinions.values.end(), values[kind].begin(), values[kind].end());
    return opinions;
}

void ClosingOpinions::check() const
{
    const Opinions all = opinions();
    PriorityCount count = prepared(m_rules, m_survey, all);
    weigh_strictly(m_rules, count, budget::tabulate(all), choice_of(m_rules, m_survey));
}

Json ClosingOpinions::result() const
{
    Opinions all = opinions();
    const std::vector<OpinionCell> cells = budget::tabulate(all);
    all.answers = {};
    all.values = {};
    return priorities_of(m_rules, m_survey, all, cells, choice_of(m_rules, m_survey));
}

PriorityCheck check_priorities(const RoundRules& rules, const std::vector<std::string>& contents, const Json& published)
{
    return PriorityComparison(rules, contents, published).run();
}

} // namespace ogp::app
