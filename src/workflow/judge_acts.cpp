#include "workflow/judge.hpp"

#include "base/text.hpp"
#include "workflow/acting_role.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {
namespace {

Localized listed(const std::vector<std::string>& words)
{
    return both(join(words, ", "));
}

} // namespace

/// Everybody has one vote on a case. The admin's role gives none: who sits in a group acts in its role.
void Judge::vote()
{
    if (m_type.votes.empty())
        refuse("no_votes", say("ტიპს „{}“ კენჭისყრა არ აქვს", "there are no votes on cases of type \"{}\"", m_type.id));
    check_holds_role();
    const Ballot& ballot = m_intent.ballot.value();
    Field name;
    name.id = "voter";
    name.label = {"ვინ აძლევს ხმას", "voter"};
    name.max = 60;
    const Json given = checked(m_type, name, Json(ballot.voter));
    const std::string voter = given.is_null() ? m_actor.id : given.as_text();
    const bool is_own = voter == m_actor.id;
    const VoteGroup& group = find_group(ballot, is_own);
    if (is_own ? !holds_word(group.roles, m_actor.role) : !role_fits(m_type.votes.record, m_actor.role))
        refuse("role_not_allowed",
               is_own ? say("ჯგუფში „{}“ ხმას აძლევს როლი: {}", "in the group \"{}\" the votes are given by: {}", group.id,
                            join(group.roles, ", "))
                      : say("სხვის ხმას აღრიცხავს როლი: {}", "the vote of another member is entered by: {}",
                            m_type.votes.record.empty() ? std::string("-") : join(m_type.votes.record, ", ")));
    check_open_for_votes();
    const auto choice = model::choice_from(ballot.choice);
    if (!choice)
        refuse("bad_value", joined(say("„{}“ ხმა არ არის", "\"{}\" is no vote", printable(shorten(ballot.choice, 40))),
                                   suggestion(ballot.choice, {vote_choices.begin(), vote_choices.end()})),
               listed({vote_choices.begin(), vote_choices.end()}));
    for (const auto& [other, votes] : subject().votes) {
        if (other != group.id && votes.contains(voter))
            refuse("votes_elsewhere", say("{}-ს ხმა უკვე აქვს ჯგუფში „{}“", "{} has voted in the group \"{}\" already",
                                          printable(voter), other));
    }
    const auto cast = subject().votes.find(group.id);
    if (cast != subject().votes.end() && cast->second.contains(voter) && cast->second.at(voter) == *choice)
        refuse("nothing_to_do", Localized("ხმა უკვე ასეა აღრიცხული", "the vote is recorded like this already"));
    m_permit.detail = model::VoteDetail{group.id, voter, *choice}.to_json();
    read_values();
    read_text();
}

const VoteGroup& Judge::find_group(const Ballot& ballot, bool is_own) const
{
    const auto& groups = m_type.votes.groups;
    const auto fits = [&](const VoteGroup& group) {
        return ballot.group.empty() ? groups.size() == 1 || (is_own && holds_word(group.roles, m_actor.role))
                                    : group.id == ballot.group;
    };
    const auto found = std::find_if(groups.begin(), groups.end(), fits);
    if (found != groups.end() && (!ballot.group.empty() || std::find_if(found + 1, groups.end(), fits) == groups.end()))
        return *found;
    const auto ids = ids_of(groups);
    refuse("unknown_group",
           ballot.group.empty() ? Localized("მიუთითეთ ჯგუფი", "say in which group the vote is")
                                : joined(say("უცნობი ჯგუფი „{}“", "unknown group \"{}\"", printable(shorten(ballot.group, 40))),
                                         suggestion(ballot.group, ids)),
           say("ჯგუფებია: {}", "the groups are: {}", join(ids, ", ")));
}

void Judge::check_open_for_votes() const
{
    if (holds_word(m_type.votes.in, subject().state))
        return;
    const State* state = state_now();
    const Localized now = state == nullptr ? both(subject().state) : labelled(state->id, state->label);
    const std::string open = join(m_type.votes.in, ", ");
    refuse("not_open_for_votes",
           {fmt::format("კენჭისყრა ღიაა მდგომარეობაში: {}; ახლა არის {}", open, now.ka),
            fmt::format("votes are taken in: {}; the case is now {}", open, now.en)},
           allowed_now());
}

void Judge::link()
{
    check_role(m_type.permissions.set);
    const model::LinkDetail& detail = m_intent.link.value();
    if (!is_identifier(detail.relation))
        refuse("bad_value", say("„{}“ კავშირის სახელად არ გამოდგება", "\"{}\" cannot be the name of a relation",
                                printable(shorten(detail.relation, 40))),
               Localized("პატარა ლათინური ასოები, ციფრები და _", "small letters, digits and _"));
    if (detail.to == subject().uid)
        refuse("bad_value", Localized("საქმე საკუთარ თავს ვერ უკავშირდება", "a case cannot be linked to itself"));
    const auto& links = subject().links;
    const bool is_there = std::binary_search(links.begin(), links.end(), model::CaseLink{detail.relation, detail.to});
    if (is_there != detail.remove)
        refuse("nothing_to_do", is_there ? Localized("ეს კავშირი უკვე არის", "this link is there already")
                                         : Localized("ასეთი კავშირი არ არის", "there is no such link"));
    m_permit.detail = detail.to_json();
    read_values();
    read_text();
}

void Judge::tick()
{
    check_holds_role();
    if (m_actor.role != system_role)
        refuse("role_not_allowed", Localized("საათის მოვლენებს მხოლოდ სისტემა წერს", "only the system records what clocks come to"),
               say("როლში „{}“", "in the role \"{}\"", system_role));
    const model::TickDetail& tick = m_intent.tick.value();
    const Sla* sla = m_type.sla(tick.clock);
    if (sla == nullptr)
        refuse("unknown_clock", joined(say("უცნობი ვადა „{}“", "unknown clock \"{}\"", printable(shorten(tick.clock, 40))),
                                       suggestion(tick.clock, ids_of(m_type.slas))));
    const std::vector<Effect>& effects = effects_of(*sla, tick);
    m_permit.detail = tick.to_json();
    change_by_effects(effects, nullptr);
    run_computed();
    follow_from(effects, nullptr, tick.clock + ": " + std::string(code(tick.kind)));
}

const std::vector<Effect>& Judge::effects_of(const Sla& sla, const model::TickDetail& tick) const
{
    static const std::vector<Effect> none;
    const auto at = [&](const auto& steps) -> const std::vector<Effect>& {
        if (tick.index < 0 || tick.index >= std::ssize(steps))
            refuse("bad_value", say("ვადას „{}“ ნაბიჯი ნომრით {} არ აქვს", "the clock \"{}\" has no step {}", sla.id, tick.index));
        return steps[static_cast<std::size_t>(tick.index)].effects;
    };
    switch (tick.kind) {
    case model::TickKind::Warn: return at(sla.warnings);
    case model::TickKind::Breach: return sla.breach.effects;
    case model::TickKind::Escalate: return at(sla.escalations);
    case model::TickKind::Moved: break;
    }
    return none;
}

} // namespace ogp::workflow
