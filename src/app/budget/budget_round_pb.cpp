#include "app/budget/budget_round_pb.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace ogp::app {
namespace {

std::string_view vote_type_word(const RoundRules& rules)
{
    if (rules.kind == "rating")
        return "scoring";
    return rules.kind == "allocation" ? std::string_view("cumulative") : std::string_view(rules.kind);
}

std::string_view rule_word(const RoundRules& rules)
{
    if (rules.is_of_opinions())
        return "unknown";
    const RuleWords words = read_rule(rules.rule);
    if (words.rule == "mes")
        return words.completion.starts_with("add1") ? "equalshares/add1" : "equalshares";
    if (words.rule != "greedy")
        return "unknown";
    return words.threshold ? "greedy-threshold" : words.fit == budget::Fit::NoSkip ? "greedy-no-skip" : "greedy";
}

/// "2026-03-10T00:00+04:00" is 10.03.2026 there.
std::string pb_date(const std::string& time)
{
    return time.size() < 10 ? std::string("2000") : time.substr(8, 2) + "." + time.substr(5, 2) + "." + time.substr(0, 4);
}

void add_row(std::string& out, std::initializer_list<std::string_view> cells)
{
    bool first = true;
    for (const std::string_view cell : cells) {
        if (!std::exchange(first, false))
            out.push_back(';');
        budget::write_cell(out, cell);
    }
    out.push_back('\n');
}

void add_meta(std::string& out, const RoundRules& rules, std::size_t votes)
{
    out += "META\nkey;value\n";
    add_row(out, {"description", rules.title.in(Language::En)});
    add_row(out, {"country", "Georgia"});
    add_row(out, {"unit", rules.title.in(Language::Ka)});
    add_row(out, {"instance", rules.year});
    add_row(out, {"num_projects", std::to_string(rules.projects.size())});
    add_row(out, {"num_votes", std::to_string(votes)});
    add_row(out, {"budget", rules.budget.empty() ? "0" : rules.budget});
    add_row(out, {"vote_type", vote_type_word(rules)});
    add_row(out, {"rule", rule_word(rules)});
    add_row(out, {"date_begin", pb_date(rules.balloting_from)});
    add_row(out, {"date_end", pb_date(rules.balloting_until)});
    if (rules.max_choices)
        add_row(out, {"max_length", std::to_string(std::min<std::int64_t>(*rules.max_choices, static_cast<std::int64_t>(rules.projects.size())))});
    if (rules.min_points != 0)
        add_row(out, {"min_points", std::to_string(rules.min_points)});
    if (rules.max_points && rules.has_points())
        add_row(out, {rules.kind == "rating" ? "max_points" : "max_sum_points", std::to_string(*rules.max_points)});
    if (!rules.currency.empty())
        add_row(out, {"currency", rules.currency});
}

void add_projects(std::string& out, const RoundRules& rules)
{
    const bool themes = std::any_of(rules.projects.begin(), rules.projects.end(), [](const RoundProject& project) { return !project.theme.empty(); });
    out += themes ? "PROJECTS\nproject_id;cost;name;district;category\n" : "PROJECTS\nproject_id;cost;name;district\n";
    for (const RoundProject& project : rules.projects)
        if (themes)
            add_row(out, {project.id, project.cost, project.name.in(Language::Ka), project.district, project.theme});
        else
            add_row(out, {project.id, project.cost, project.name.in(Language::Ka), project.district});
}

std::string joined(const std::vector<std::int64_t>& numbers)
{
    std::string text;
    for (const std::int64_t number : numbers)
        text += (text.empty() ? "" : ",") + std::to_string(number);
    return text;
}

void add_vote(std::string& out, const RoundRules& rules, bool district, std::size_t voter, const BallotContent& content)
{
    out += std::to_string(voter);
    out.push_back(';');
    budget::write_cell(out, join(content.projects, ","));
    if (rules.has_points()) {
        out.push_back(';');
        out += joined(content.points);
    }
    if (district) {
        out.push_back(';');
        budget::write_cell(out, content.district);
    }
    out.push_back('\n');
}

} // namespace

bool tells_district(const RoundRules& rules)
{
    return !rules.is_of_opinions() && !read_rule(rules.rule).shares.empty();
}

std::string content_text(const BallotContent& content)
{
    Json json = Json::object();
    Json projects = Json::array();
    for (const std::string& project : content.projects)
        projects.push(project);
    json.set("v", projects);
    if (!content.points.empty()) {
        Json points = Json::array();
        for (const std::int64_t point : content.points)
            points.push(point);
        json.set("p", points);
    }
    if (!content.district.empty())
        json.set("d", content.district);
    return to_json(json);
}

BallotContent content_from(std::string_view text)
{
    const Json json = parse_json(text);
    BallotContent content;
    if (!json["v"].is_array())
        throw Error(Fault::Integrity, {"ბიულეტენი დაზიანებულია", "a ballot is damaged"});
    for (const Json& project : json["v"].items())
        content.projects.push_back(project.as_text());
    if (json["p"].is_array())
        for (const Json& points : json["p"].items())
            content.points.push_back(points.as_integer());
    content.district = json.text("d");
    return content;
}

std::string round_pb(const RoundRules& rules, const EachBallot& each_ballot)
{
    const bool district = tells_district(rules);
    std::string votes;
    std::size_t count = 0;
    if (each_ballot)
        each_ballot([&](std::string_view text) { add_vote(votes, rules, district, ++count, content_from(text)); });
    std::string out;
    add_meta(out, rules, count);
    add_projects(out, rules);
    out += "VOTES\nvoter_id;vote";
    out += rules.has_points() ? ";points" : "";
    out += district ? ";district\n" : "\n";
    return out += votes;
}

BudgetFile read_round_pb(std::string bytes)
{
    budget::ReadPb read = budget::read_pb(std::move(bytes), "ballots.pb", Reading::Strict);
    if (has_errors(read.findings))
        throw InvalidInput({"რაუნდის დათვლა არ შეიძლება", "the round cannot be counted"}, std::move(read.findings));
    return {std::move(read.file), std::move(read.findings)};
}

std::vector<std::string> contents_of(const BudgetFile& file)
{
    const budget::Round& round = file.round();
    const bool points = round.vote_type == budget::VoteType::Cumulative || round.vote_type == budget::VoteType::Scoring;
    std::vector<std::string> contents;
    for (std::size_t voter = 0; voter < round.voters(); ++voter) {
        const budget::Ballot& ballot = round.ballots[round.voter_ballot[voter]];
        BallotContent content;
        for (std::uint32_t i = ballot.first; i < ballot.first + ballot.size; ++i) {
            content.projects.push_back(round.projects[round.choices[i].project].id);
            if (points)
                content.points.push_back(round.choices[i].points);
        }
        if (!round.voter_district.empty())
            content.district = round.districts[round.voter_district[voter]];
        contents.push_back(content_text(content));
    }
    std::sort(contents.begin(), contents.end());
    return contents;
}

} // namespace ogp::app
