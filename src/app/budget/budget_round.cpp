#include "app/budget/budget_round.hpp"

#include "app/cases/values.hpp"
#include "base/text.hpp"
#include "model/attachment.hpp"
#include "store/blobs.hpp"
#include "workflow/acting_role.hpp"

#include <algorithm>
#include <array>

namespace ogp::app {
namespace {

constexpr std::string_view rules_format = "ogp-budget-rules-1";

Json number_json(const std::optional<std::int64_t>& number)
{
    return number ? Json(*number) : Json();
}

std::optional<std::int64_t> number_from(const Json& json)
{
    return json.is_integer() ? std::optional(json.as_integer()) : std::nullopt;
}

Json project_json(const RoundProject& project)
{
    Json json = Json::object({{"id", project.id}, {"cost", project.cost}, {"name", report::to_json(project.name)}});
    if (!project.district.empty())
        json.set("district", project.district);
    if (!project.theme.empty())
        json.set("theme", project.theme);
    return json;
}

Error not_rules(const Localized& what)
{
    return {Fault::Invalid, say("რაუნდის წესების ფაილი ვერ იკითხება: {}", "the file of the round's rules cannot be read: {}", what.en)};
}

/// What not every round has is a member only where there is something.
void add_survey(Json& json, const RoundRules& rules)
{
    const auto add_text = [&](const char* name, const RoundText& file) {
        if (!file.text.empty())
            json.set(name, Json::object({{"name", file.name}, {"text", file.text}}));
    };
    add_text("survey", rules.survey);
    add_text("population", rules.population);
    add_text("mapping", rules.mapping);
    if (rules.min_points != 0)
        json.set("min_points", rules.min_points);
    if (!rules.explain_share.empty())
        json.set("explain_share", rules.explain_share);
    if (rules.explain_rank)
        json.set("explain_rank", *rules.explain_rank);
}

void read_survey_members(const Json& json, RoundRules& rules)
{
    const auto text = [&](const char* name) { return RoundText{json[name].text("name"), json[name].text("text")}; };
    rules.survey = text("survey");
    rules.population = text("population");
    rules.mapping = text("mapping");
    rules.min_points = number_from(json["min_points"]).value_or(0);
    rules.explain_share = json.text("explain_share");
    rules.explain_rank = number_from(json["explain_rank"]);
}

/// "name=value" of a rule, by its name.
using RuleWord = void (*)(RuleWords&, const std::string&);

const std::array<std::pair<std::string_view, RuleWord>, 8>& valued_words()
{
    static const std::array<std::pair<std::string_view, RuleWord>, 8> words = {{
        {"sat", [](RuleWords& rule, const std::string& value) { rule.satisfaction = value; }},
        {"completion", [](RuleWords& rule, const std::string& value) { rule.completion = value; }},
        {"ties", [](RuleWords& rule, const std::string& value) { rule.ties = value; }},
        {"threshold", [](RuleWords& rule, const std::string& value) { rule.threshold = to_integer(value); }},
        {"exclusive", [](RuleWords& rule, const std::string& value) { rule.exclusive.push_back(value); }},
        {"cap", [](RuleWords& rule, const std::string& value) { rule.caps.push_back(value); }},
        {"share", [](RuleWords& rule, const std::string& value) { rule.shares.push_back(value); }},
        {"rule", [](RuleWords& rule, const std::string& value) { rule.rule = value; }},
    }};
    return words;
}

void read_rule_word(RuleWords& rule, const std::string& word)
{
    if (word == "no-skip") {
        rule.fit = budget::Fit::NoSkip;
    } else if (word == "threshold-strict") {
        rule.threshold_kind = budget::Threshold::Strict;
    } else if (word == "comparison") {
        rule.comparison = budget::Comparison::WithGreedy;
    } else {
        const std::size_t at = word.find('=');
        for (const auto& [name, put] : valued_words())
            if (at != std::string::npos && word.substr(0, at) == name && at + 1 < word.size()) {
                put(rule, word.substr(at + 1));
                if (name != "threshold" || rule.threshold)
                    return;
            }
        throw Error(Fault::Invalid, say("დათვლის წესში უცნობი სიტყვაა: „{}“", "unknown word in the rule of the tally: '{}'", printable(word)),
                    {"მაგალითად: mes completion=add1 ties=min_cost,max_votes,lot", "for example: mes completion=add1 ties=min_cost,max_votes,lot"});
    }
}

} // namespace

Json to_json(const RoundRules& rules)
{
    Json projects = Json::array();
    for (const RoundProject& project : rules.projects)
        projects.push(project_json(project));
    Json json = Json::object({{"format", rules_format},
                              {"round", rules.round},
                              {"number", rules.number},
                              {"title", report::to_json(rules.title)},
                              {"year", rules.year},
                              {"ballot_kind", rules.kind},
                              {"rule", rules.rule},
                              {"weights", rules.weights},
                              {"eligibility", report::to_json(rules.eligibility)},
                              {"voters", rules.voters},
                              {"duplicates", rules.duplicates},
                              {"legal_act", rules.legal_act},
                              {"balloting_from", rules.balloting_from},
                              {"balloting_until", rules.balloting_until},
                              {"budget", rules.budget},
                              {"currency", rules.currency},
                              {"max_choices", number_json(rules.max_choices)},
                              {"max_points", number_json(rules.max_points)},
                              {"roll_root", rules.roll_root},
                              {"tie_commitment", rules.tie_commitment},
                              {"projects", projects}});
    add_survey(json, rules);
    return json;
}

RoundRules round_rules_from(const Json& json)
{
    if (json.text("format") != rules_format || !json["projects"].is_array())
        throw not_rules(both(std::string("format")));
    RoundRules rules;
    rules.round = json.text("round");
    rules.number = json.text("number");
    rules.title = localized_of(json["title"]);
    rules.year = json.text("year");
    rules.kind = json.text("ballot_kind");
    rules.rule = json.text("rule");
    rules.weights = json.text("weights");
    rules.eligibility = localized_of(json["eligibility"]);
    rules.voters = json.text("voters");
    rules.duplicates = json.text("duplicates");
    rules.legal_act = json.text("legal_act");
    rules.balloting_from = json.text("balloting_from");
    rules.balloting_until = json.text("balloting_until");
    rules.budget = json.text("budget");
    rules.currency = json.text("currency");
    rules.max_choices = number_from(json["max_choices"]);
    rules.max_points = number_from(json["max_points"]);
    rules.roll_root = json.text("roll_root");
    rules.tie_commitment = json.text("tie_commitment");
    read_survey_members(json, rules);
    for (const Json& project : json["projects"].items())
        rules.projects.push_back({project.text("id"), project.text("cost"), localized_of(project["name"]), project.text("district"), project.text("theme")});
    if (!CaseUid::from_hex(rules.round) || rules.kind.empty() || rules.rule.empty())
        throw not_rules(both(std::string("round")));
    return rules;
}

RuleWords read_rule(std::string_view text)
{
    RuleWords rule;
    rule.ties = "min_cost,max_votes,lot";
    bool first = true;
    for (const std::string_view word : split(text, ' ')) {
        if (word.empty())
            continue;
        if (std::exchange(first, false))
            rule.rule = std::string(word);
        else
            read_rule_word(rule, std::string(word));
    }
    return rule;
}

Json to_json(const Override& override_)
{
    return Json::object({{"project", override_.project},
                         {"decision", override_.select ? "select" : "drop"},
                         {"reason", override_.reason},
                         {"legal_act", override_.act}});
}

std::vector<Override> overrides_from(const Json& list)
{
    std::vector<Override> overrides;
    if (list.is_array())
        for (const Json& item : list.items())
            overrides.push_back({item.text("project"), item.text("decision") == "select", item.text("reason"), item.text("legal_act")});
    return overrides;
}

store::CaseRow find_round(const Repository& repository, const std::string& id)
{
    return repository.resolve(id, "budget_round");
}

RoundRules frozen_rules(const Repository& repository, const store::CaseRow& round)
{
    const std::optional<model::Attachment> file = model::attachment_from(round.subject.fields["frozen_rules"]);
    if (!file)
        throw Error(Fault::Forbidden, say("რაუნდის {} წესები ჯერ გაყინული არ არის", "the rules of round {} are not frozen yet", round.number),
                    {"კენჭისყრას ogp budget open ხსნის", "ogp budget open opens balloting"});
    return round_rules_from(parse_json(store::Blobs(repository.data_folder() / "blobs").get(file->hash)));
}

void require_box_here(const Repository& repository)
{
    // The window is judged by the authority's clock, and there is one box.
    if (!repository.store().identity().is_authority())
        throw Error(Fault::Forbidden, {"საარჩევნო ყუთი მხოლოდ მთავარ საცავშია", "the ballot box is on the authority alone"},
                    {"შეასრულეთ იქ, საიდანაც ეს ასლი შეიქმნა (ogp remote); გამოქვეყნებული შედეგი რაუნდის ფაილებშია (ogp attachment list)",
                     "do it where this copy was cloned from (ogp remote); a published result is among the round's files (ogp attachment list)"});
}

void require_round_keeper(const Repository& repository, const store::CaseRow& round)
{
    require_box_here(repository);
    const workflow::Actor actor = repository.acting();
    const workflow::CaseType& type = repository.type(round.subject.workflow);
    if (!workflow::role_fits(type.permissions.set, actor.role))
        throw Error(Fault::Forbidden, say("როლს „{}“ ეს არ შეუძლია", "the role \"{}\" may not do that", actor.role),
                    say("როლში: {}", "in the role: {}", join(type.permissions.set, ", ")));
}

std::string voter_key(std::string_view text)
{
    std::string key;
    for (const char c : to_lower(to_nfc(trim(text))))
        if (c != ' ' && c != '-' && c != '\t')
            key.push_back(c);
    return key;
}

} // namespace ogp::app
