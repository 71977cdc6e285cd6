#include "app/budget/budget_approved_record.hpp"

#include "app/budget/budget_approved.hpp"
#include "app/budget/budget_priority_result.hpp"
#include "app/budget/budget_result.hpp"
#include "base/text.hpp"

namespace ogp::app {

void require_year(const store::CaseRow& round, std::int64_t year)
{
    const Json& own = round.subject.fields["year"];
    if (own.is_integer() && own.as_integer() != year)
        throw Error(Fault::Invalid, say("რაუნდი {0}: ბიუჯეტის წელია {1}, შედარებული კი {2}", "round {0}: the budget's year is {1}, what was compared is of {2}",
                                        printable(round.number), own.as_integer(), year));
}

store::CaseRow record_comparison(Change& change, const Repository& repository, const store::CaseRow& round, const std::string& file,
                                 std::int64_t deviations, std::int64_t unexplained)
{
    const IncomingFile incoming{file, {}, rules_of(repository.type(round.subject.workflow), "comparison")};
    change.put_file(round.subject.uid, "comparison", incoming);
    return change.set(round.subject.uid, Json::object({{"deviations", deviations}, {"unexplained", unexplained}}));
}

GivenThresholds frozen_thresholds(const store::CaseRow& round, GivenThresholds given)
{
    const std::string& share = round.subject.fields.text("explain_share");
    const Json& rank = round.subject.fields["explain_rank"];
    const bool other = (!share.empty() && given.share_given && given.share != share) || (rank.is_integer() && given.ranks_given && given.ranks != rank.as_integer());
    if (other)
        throw Error(Fault::Usage, say("რაუნდი {0}: ზღვრები კენჭისყრის გახსნისას გაიყინა: {1}, {2}", "round {0}: the thresholds were frozen when balloting opened: {1}, {2}",
                                      printable(round.number), share.empty() ? given.share : share, rank.is_integer() ? rank.as_integer() : given.ranks));
    if (!share.empty())
        given.share = share;
    if (rank.is_integer())
        given.ranks = rank.as_integer();
    return given;
}

void require_own_result(const Repository& repository, const store::CaseRow& round, const std::string& result_file)
{
    if (round.subject.fields["frozen_rules"].is_null() || result_file.empty())
        return;
    const Json own = outcome_of(repository, round).priorities;
    const bool same = !own.is_null() && !result_file.ends_with(".pb") && read_json_file(result_file)["themes"] == own["themes"];
    if (!same)
        throw Error(Fault::Invalid, say("რაუნდი {0}: შედეგი სხვაა, ვიდრე ფაილში {1}", "round {0}: its result is not the one in {1}", printable(round.number), printable(result_file)),
                    say("შეადარეთ თავად რაუნდი: ogp budget vs-approved {}", "compare the round itself: ogp budget vs-approved {}", printable(round.number)));
}

RoundOutcome outcome_of(const Repository& repository, const store::CaseRow& round)
{
    RoundOutcome outcome;
    outcome.number = round.number;
    const RoundRules rules = frozen_rules(repository, round);
    if (const auto year = to_integer(rules.year))
        outcome.year = static_cast<std::int32_t>(*year);
    if (rules.is_of_opinions()) {
        outcome.priorities = load_priorities(repository, round);
        return outcome;
    }
    const RoundBallots ballots = load_round_ballots(repository, round);
    for (const RoundProject& project : rules.projects)
        outcome.themes.push_back(project.theme);
    const BudgetCount count = count_round(ballots, rule_of(ballots), {});
    const budget::Rational unit{budget::power_of_ten(count.round.places)};
    for (const std::string& id : selected_after(count, ballots.overrides)) {
        const budget::Project& project = count.round.projects[find_project(count.round, id)];
        outcome.projects.push_back({project.id, project.name, budget::Rational{project.cost} / unit, {}, false});
        outcome.project_themes.push_back(project.categories.empty() ? std::string() : project.categories.front());
    }
    return outcome;
}

} // namespace ogp::app
