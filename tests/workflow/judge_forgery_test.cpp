// Events that nobody who keeps to the rules could have written, made from honest ones: every one is refused.
#include "workflow/desk.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <map>
#include <set>

using namespace ogp;
using namespace ogp::workflow;
using model::Event;
using model::Op;
using model::Verdict;
using test::clerk;
using test::Office;

namespace {

/// One honest event and the case that it was written on.
struct Honest
{
    const Office* office;
    std::optional<model::Case> subject;
    Event event;
};

/// One way to forge an event: false where it does not apply to this one.
struct Forgery
{
    const char* name;
    std::function<bool(const Honest&, Event&)> forge;
};

bool is_move(const Event& event) { return event.op == Op::Move; }
bool has_values(const Event& event) { return event.op == Op::Set || event.op == Op::Move || event.op == Op::Open; }

const Field* find_field(const Honest& honest, const std::function<bool(const Field&)>& wanted)
{
    const auto& fields = honest.office->type.fields;
    const auto found = std::find_if(fields.begin(), fields.end(), wanted);
    return found == fields.end() ? nullptr : &*found;
}

/// A field that a person sets and that the event does not name, of that kind.
const Field* free_field(const Honest& honest, const std::function<bool(const Field&)>& wanted)
{
    const auto policies = honest.office->type.merge_policies();
    return find_field(honest, [&](const Field& field) {
        return field.computed.empty() && honest.event.set.find(field.id) == nullptr && honest.event.add.find(field.id) == nullptr &&
               !honest.event.sealed.contains(field.id) && !policies.is_worked_out(field.id, honest.event.transition) && wanted(field);
    });
}

bool set_value(const Field* field, Event& event, Json value)
{
    if (field == nullptr || !has_values(event))
        return false;
    event.set.set(field->id, std::move(value));
    return true;
}

Forgery value_of_type(const char* name, FieldType type, Json value)
{
    return {name, [=](const Honest& honest, Event& event) {
                return set_value(free_field(honest, [&](const Field& field) { return field.type == type && !field.many && !is_sealed(field.privacy); }),
                                 event, value);
            }};
}

const Transition* transition_of(const Honest& honest) { return honest.office->type.transition(honest.event.transition); }

const std::vector<Forgery>& forgeries()
{
    static const std::vector<Forgery> all = {
        // States and transitions
        {"goes to another state", [](const Honest& h, Event& e) {
             for (const State& state : h.office->type.states)
                 if (is_move(e) && state.id != e.to)
                     return e.to = state.id, true;
             return false;
         }},
        {"comes from another state", [](const Honest& h, Event& e) {
             for (const State& state : h.office->type.states)
                 if (is_move(e) && state.id != e.from)
                     return e.from = state.id, true;
             return false;
         }},
        {"goes to a state that is none", [](const Honest&, Event& e) { return is_move(e) && (e.to = "nowhere", true); }},
        {"comes from a state that is none", [](const Honest&, Event& e) { return is_move(e) && (e.from = "nowhere", true); }},
        {"unknown transition", [](const Honest&, Event& e) { return is_move(e) && (e.transition = "abracadabra", true); }},
        {"a transition that does not begin here", [](const Honest& h, Event& e) {
             for (const Transition& one : h.office->type.transitions)
                 if (is_move(e) && std::find(one.from.begin(), one.from.end(), e.from) == one.from.end())
                     return e.transition = one.id, true;
             return false;
         }},
        {"another transition's name", [](const Honest& h, Event& e) {
             for (const Transition& one : h.office->type.transitions)
                 if (is_move(e) && one.id != e.transition && one.to != e.to)
                     return e.transition = one.id, true;
             return false;
         }},
        {"a transition as a change of fields", [](const Honest&, Event& e) {
             return is_move(e) && (e.op = Op::Set, e.set.set("nothing_like_it", 1), true);
         }},
        {"opened in a later state", [](const Honest& h, Event& e) {
             for (const State& state : h.office->type.states)
                 if (e.op == Op::Open && !state.initial)
                     return e.to = state.id, true;
             return false;
         }},
        {"opened in a state that is none", [](const Honest&, Event& e) { return e.op == Op::Open && (e.to = "nowhere", true); }},
        // Who
        {"a role that the actor does not have", [](const Honest&, Event& e) { return e.role += "_", true; }},
        {"no role", [](const Honest&, Event& e) { return e.role.clear(), true; }},
        {"the system's role", [](const Honest&, Event& e) { return e.role = system_role, true; }},
        {"a role that may not make it", [](const Honest& h, Event& e) {
             const Transition* transition = transition_of(h);
             return transition != nullptr && std::find(transition->roles.begin(), transition->roles.end(), "outsider") == transition->roles.end() &&
                    (e.role = "outsider", true);
         }},
        {"the first of two people again", [](const Honest& h, Event& e) {
             const Transition* transition = transition_of(h);
             return transition != nullptr && transition->four_eyes && (e.actor = h.subject->mover, true);
         }},
        // Which case
        {"another case", [](const Honest&, Event& e) {
             return e.op != Op::Open && (e.case_uid = CaseUid::from_hex(std::string(32, 'e')).value(), true);
         }},
        {"no case", [](const Honest&, Event& e) { return e.op != Op::Open && (e.case_uid.reset(), true); }},
        {"another type", [](const Honest&, Event& e) { return e.type += "x", true; }},
        {"no type", [](const Honest&, Event& e) { return e.type.clear(), true; }},
        {"a version that is to come", [](const Honest&, Event& e) {
             return (e.op == Op::Set || is_move(e) || e.op == Op::Vote) && (++e.base, true);
         }},
        {"a version long ago, without anybody's having seen it", [](const Honest&, Event& e) {
             return (e.op == Op::Set || is_move(e) || e.op == Op::Vote) && (e.base = 1, true);
         }},
        {"no version", [](const Honest&, Event& e) { return (e.op == Op::Set || is_move(e) || e.op == Op::Vote) && (e.base = 0, true); }},
        {"an open on a case that is there", [](const Honest&, Event& e) { return e.op != Op::Open && (e.op = Op::Open, true); }},
        {"an act on a case that is not there", [](const Honest&, Event& e) { return e.op == Op::Open && (e.op = Op::Set, true); }},
        // What only the authority does
        {"a tick", [](const Honest&, Event& e) { return e.op = Op::Tick, true; }},
        {"a migration", [](const Honest&, Event& e) { return e.op = Op::Migrate, true; }},
        {"a definition", [](const Honest&, Event& e) { return e.op = Op::Define, true; }},
        {"a grant", [](const Honest&, Event& e) { return e.op = Op::Grant, true; }},
        {"a revocation", [](const Honest&, Event& e) { return e.op = Op::Revoke, true; }},
        {"a calendar", [](const Honest&, Event& e) { return e.op = Op::Calendar, true; }},
        {"an erasure", [](const Honest&, Event& e) { return e.op = Op::Erase, true; }},
        {"a lease", [](const Honest&, Event& e) { return e.op = Op::Lease, true; }},
        {"a settlement of nothing", [](const Honest& h, Event& e) {
             e.op = Op::Resolve;
             e.detail = model::ResolveDetail{sha256("x"), model::Settlement::Keep}.to_json();
             e.why = "so", e.from = e.to = h.subject ? h.subject->state : "x";
             return true;
         }},
        // Values
        {"a field that is none", [](const Honest&, Event& e) { return has_values(e) && (e.set.set("no_such_field", 1), true); }},
        {"elements of a field that is none", [](const Honest&, Event& e) {
             return has_values(e) && (e.add.set("no_such_field", Json(Json::Array{1})), true);
         }},
        {"elements taken out of a field that is none", [](const Honest&, Event& e) {
             return has_values(e) && (e.del.set("no_such_field", Json(Json::Array{1})), true);
         }},
        {"elements of a field with one value", [](const Honest& h, Event& e) {
             const Field* field = free_field(h, [](const Field& f) { return !f.many; });
             return has_values(e) && field != nullptr && (e.add.set(field->id, Json(Json::Array{"a"})), true);
         }},
        {"a computed value that does not follow", [](const Honest& h, Event& e) {
             const Field* field = find_field(h, [](const Field& f) { return !f.computed.empty(); });
             return set_value(field, e, "999999");
         }},
        {"a computed value taken away", [](const Honest& h, Event& e) {
             const Field* field = find_field(h, [](const Field& f) { return !f.computed.empty(); });
             return set_value(field, e, Json());
         }},
        {"a computed value left out", [](const Honest& h, Event& e) {
             const Field* field = find_field(h, [&](const Field& f) { return !f.computed.empty() && e.set.find(f.id) != nullptr; });
             return field != nullptr && (e.set.erase(field->id), true);
         }},
        {"another value than the transition writes", [](const Honest& h, Event& e) {
             const Transition* transition = transition_of(h);
             return transition != nullptr && !transition->set.empty() && (e.set.set(transition->set.front().first, "forged"), true);
         }},
        {"the transition's value left out", [](const Honest& h, Event& e) {
             const Transition* transition = transition_of(h);
             return transition != nullptr && !transition->set.empty() && (e.set.erase(transition->set.front().first), true);
         }},
        {"the transition's value taken away", [](const Honest& h, Event& e) {
             const Transition* transition = transition_of(h);
             return transition != nullptr && !transition->set.empty() && (e.set.set(transition->set.front().first, Json()), true);
         }},
        {"an assignee whom nobody named", [](const Honest& h, Event& e) {
             const Transition* transition = transition_of(h);
             const bool assigns = transition != nullptr && std::any_of(transition->effects.begin(), transition->effects.end(), [](const Effect& effect) {
                 return effect.kind == EffectKind::Assign;
             });
             return assigns && h.office->type.field(assignee_field) != nullptr && (e.set.set(std::string(assignee_field), "role:forged"), true);
         }},
        {"a needed field taken away", [](const Honest& h, Event& e) {
             const Transition* transition = transition_of(h);
             return transition != nullptr && !transition->require.empty() && h.office->type.field(transition->require.front())->computed.empty() &&
                    (e.sealed.erase(transition->require.front()), e.set.set(transition->require.front(), Json()), true);
         }},
        {"a required field taken away", [](const Honest& h, Event& e) {
             const Field* field = free_field(h, [](const Field& f) { return f.required; });
             return e.op != Op::Open && set_value(field, e, Json());
         }},
        {"opened without what must be given", [](const Honest& h, Event& e) {
             const Field* field = find_field(h, [](const Field& f) { return f.required && f.computed.empty(); });
             return e.op == Op::Open && field != nullptr && (e.set.erase(field->id), e.sealed.erase(field->id), true);
         }},
        value_of_type("a number as a text", FieldType::Integer, "many"),
        value_of_type("a member that is none", FieldType::Enum, "no_such_member"),
        value_of_type("a text as a number", FieldType::String, 7),
        value_of_type("a text with blanks at its ends", FieldType::String, "  x "),
        value_of_type("an empty text", FieldType::String, ""),
        value_of_type("a text of two lines where one is meant", FieldType::String, "a\nb"),
        value_of_type("a day that is none", FieldType::Date, "2026-02-30"),
        value_of_type("a time without an offset", FieldType::Datetime, "2026-06-01T10:00:00"),
        value_of_type("a time that is not written as it is kept", FieldType::Datetime, "2026-06-01T14:00:00+04:00"),
        value_of_type("a text in a language that is none", FieldType::Localized, parse_json(R"({"fr":"un"})")),
        value_of_type("money in no currency", FieldType::Money, parse_json(R"({"amount":"1"})")),
        value_of_type("money in another currency", FieldType::Money, parse_json(R"({"amount":"1","currency":"USD"})")),
        value_of_type("a printed date that is none", FieldType::PrintedDate, parse_json(R"({"value":"2026"})")),
        value_of_type("a reference to nothing", FieldType::Ref, "not an id"),
        value_of_type("a truth that is none", FieldType::Boolean, "yes"),
        value_of_type("a place on no map", FieldType::Geo, parse_json(R"({"lat":"99","lon":"0"})")),
        value_of_type("an address that is none", FieldType::Url, "javascript:alert(1)"),
        value_of_type("a file with a path in its name", FieldType::Attachment,
                      parse_json(R"({"name":"../x","sha256":")" + std::string(64, '0') + R"(","size":1,"type":"application/pdf"})")),
        {"a personal value in the open", [](const Honest& h, Event& e) {
             const Field* field = find_field(h, [](const Field& f) { return is_sealed(f.privacy); });
             if (field == nullptr || !has_values(e))
                 return false;
             e.sealed.erase(field->id);
             e.set.set(field->id, test::sample(h.office->type, *field, 0));
             return true;
         }},
        {"a public value sealed", [](const Honest& h, Event& e) {
             const Field* field = free_field(h, [](const Field& f) { return !is_sealed(f.privacy); });
             return has_values(e) && field != nullptr && (e.sealed.emplace(field->id, Hash()), true);
         }},
        {"something sealed that is no field", [](const Honest&, Event& e) { return e.sealed.emplace("no_such_field", Hash()), true; }},
        {"the transition's value sealed", [](const Honest& h, Event& e) {
             const Transition* transition = transition_of(h);
             return transition != nullptr && !transition->set.empty() &&
                    (e.set.erase(transition->set.front().first), e.sealed.emplace(transition->set.front().first, Hash()), true);
         }},
        {"a field outside the role's reach", [](const Honest& h, Event& e) {
             const Transition* transition = transition_of(h);
             const auto& setters = h.office->type.permissions.set;
             if (transition == nullptr || std::find(setters.begin(), setters.end(), e.role) != setters.end())
                 return false;
             const Field* field = free_field(h, [&](const Field& f) {
                 return !is_sealed(f.privacy) && std::find(transition->require.begin(), transition->require.end(), f.id) == transition->require.end();
             });
             return set_value(field, e, field == nullptr ? Json() : test::sample(h.office->type, *field, 0));
         }},
        {"a tag that nobody gave", [](const Honest& h, Event& e) {
             const auto& setters = h.office->type.permissions.set;
             return is_move(e) && h.office->type.field(tags_field) != nullptr &&
                    std::find(setters.begin(), setters.end(), e.role) == setters.end() &&
                    (e.add.set(std::string(tags_field), Json(Json::Array{"forged"})), true);
         }},
        {"values in a comment, a file, a link or a vote", [](const Honest& h, Event& e) {
             return !has_values(e) && (e.set.set(h.office->type.fields.front().id, "x"), true);
         }},
        // Words, files, details
        {"the reason left out", [](const Honest& h, Event& e) {
             const Transition* transition = transition_of(h);
             return transition != nullptr && transition->comment == CommentRule::Required && (e.why.clear(), e.sealed.erase("why"), true);
         }},
        {"a reason with blanks at its ends", [](const Honest&, Event& e) { return !e.why.empty() && (e.why = " " + e.why, true); }},
        {"a reason in the open where words are sealed", [](const Honest& h, Event& e) {
             return is_sealed(h.office->type.comments) && e.op != Op::Comment && (e.why = "in the open", true);
         }},
        {"a comment in the open where words are sealed", [](const Honest& h, Event& e) {
             return is_sealed(h.office->type.comments) && e.op == Op::Comment && (e.sealed.clear(), e.text = "in the open", true);
         }},
        {"a sealed comment where words are public", [](const Honest& h, Event& e) {
             return !is_sealed(h.office->type.comments) && e.op == Op::Comment && (e.text.clear(), e.sealed.emplace("text", Hash()), true);
         }},
        {"a comment without words", [](const Honest&, Event& e) { return e.op == Op::Comment && (e.text.clear(), e.sealed.clear(), true); }},
        {"words of a comment in another act", [](const Honest&, Event& e) { return e.op != Op::Comment && (e.text = "words", true); }},
        {"contents that no field names", [](const Honest&, Event& e) {
             return e.op != Op::Attach && (e.blobs.push_back(sha256("smuggled")), true);
         }},
        {"contents of a field left out", [](const Honest&, Event& e) {
             return e.op != Op::Attach && !e.blobs.empty() && (e.blobs.clear(), true);
         }},
        {"files in another act", [](const Honest&, Event& e) {
             return e.op != Op::Attach && (e.attachments.push_back({"a.pdf", sha256("a"), 1, "application/pdf"}), true);
         }},
        {"a file with a bad name", [](const Honest&, Event& e) {
             return e.op == Op::Attach && !e.attachments.empty() && (e.attachments[0].name = "../../etc/passwd", true);
         }},
        {"no file", [](const Honest&, Event& e) {
             return e.op == Op::Attach && !e.attachments.empty() && (e.attachments.clear(), true);
         }},
        {"a file in the open where files are sealed", [](const Honest& h, Event& e) {
             return e.op == Op::Attach && is_sealed(h.office->type.comments) &&
                    (e.sealed.clear(), e.blobs.clear(), e.attachments = {{"a.pdf", sha256("a"), 1, "application/pdf"}}, true);
         }},
        {"a detail where there is none", [](const Honest&, Event& e) {
             return (e.op == Op::Set || is_move(e)) && (e.detail = model::OpenDetail{1}.to_json(), true);
         }},
        {"a link to itself", [](const Honest& h, Event& e) {
             return e.op == Op::Link && (e.detail = model::LinkDetail{"follows", h.subject->uid, false}.to_json(), true);
         }},
        {"a vote for somebody else", [](const Honest& h, Event& e) {
             const auto vote = model::VoteDetail::from_json(e.detail);
             if (e.op != Op::Vote || std::find(h.office->type.votes.record.begin(), h.office->type.votes.record.end(), e.role) != h.office->type.votes.record.end())
                 return false;
             return e.detail = model::VoteDetail{vote->group, "somebody else", vote->choice}.to_json(), true;
         }},
        {"a vote in a group that is none", [](const Honest&, Event& e) {
             const auto vote = model::VoteDetail::from_json(e.detail);
             return e.op == Op::Vote && (e.detail = model::VoteDetail{"nobodies", vote->voter, vote->choice}.to_json(), true);
         }},
        {"a vote in another group", [](const Honest& h, Event& e) {
             const auto vote = model::VoteDetail::from_json(e.detail);
             for (const VoteGroup& group : h.office->type.votes.groups)
                 if (e.op == Op::Vote && group.id != vote->group && std::find(group.roles.begin(), group.roles.end(), e.role) == group.roles.end())
                     return e.detail = model::VoteDetail{group.id, vote->voter, vote->choice}.to_json(), true;
             return false;
         }},
    };
    return all;
}

/// Honest events of every kind, state and transition of every shipped case type.
std::vector<Honest> honest_events(const std::vector<Office>& offices)
{
    std::vector<Honest> events;
    for (const Office& office : offices) {
        const CaseType& type = office.type;
        const auto add = [&](const model::Case* subject, const std::string& role, const Intent& intent) {
            if (role.empty())
                return false;
            auto event = office.write(subject, clerk("nino", role), intent);
            if (event)
                events.push_back({&office, subject == nullptr ? std::nullopt : std::optional(*subject), std::move(*event)});
            return event.has_value();
        };
        Intent open;
        open.op = Op::Open;
        for (const Field& field : type.fields)
            if (field.required && field.computed.empty())
                open.set.set(field.id, test::sample(type, field, 0));
        add(nullptr, test::role_of(type.permissions.open), open);
        for (const State& state : type.states) {
            for (const std::size_t variant : {0U, 4U}) {
                const model::Case subject = office.in_state(state.id, variant);
                for (const Transition& transition : type.transitions) {
                    Intent move;
                    move.op = Op::Move;
                    move.transition = transition.id;
                    move.text = "the reason";
                    add(&subject, test::role_of(transition.roles), move);
                }
                std::size_t sets = 0;
                for (const Field& field : type.fields) {
                    Intent set;
                    set.op = Op::Set;
                    set.set.set(field.id, test::sample(type, field, variant + 1));
                    if (add(&subject, test::role_of(type.permissions.set), set) && ++sets == 4)
                        break;
                }
                Intent act;
                act.op = Op::Comment;
                act.text = "words";
                add(&subject, test::role_of(type.permissions.comment), act);
                act.op = Op::Attach;
                act.attachments = {{"act.pdf", sha256("act"), 3, "application/pdf"}};
                add(&subject, test::role_of(type.permissions.attach), act);
                act.op = Op::Link;
                act.link = model::LinkDetail{"related", CaseUid::from_hex(std::string(32, 'f')).value(), false};
                add(&subject, test::role_of(type.permissions.set), act);
                for (const VoteGroup& group : type.votes.groups) {
                    act.op = Op::Vote;
                    act.ballot = Ballot{group.id, "", "abstain"};
                    add(&subject, test::role_of(group.roles), act);
                }
            }
        }
    }
    return events;
}

} // namespace

TEST_CASE("of forged events not one is accepted, of honest ones every one")
{
    std::vector<Office> offices;
    for (const CaseType& type : test::all_types())
        offices.emplace_back(type);
    const std::vector<Honest> honest = honest_events(offices);
    CHECK(honest.size() > 800);
    std::map<std::string, int> made;
    int accepted = 0;
    for (const Honest& one : honest) {
        const model::Case* subject = one.subject ? &*one.subject : nullptr;
        const EventVerdict verdict = one.office->judge(subject, one.event);
        if (verdict.verdict != Verdict::Applied) {
            CAPTURE(one.office->type.id, model::code(one.event.op), one.event.transition, to_json(one.event.set), verdict.rule);
            CHECK(verdict.verdict == Verdict::Applied);
        }
        for (const Forgery& forgery : forgeries()) {
            Event forged = one.event;
            if (!forgery.forge(one, forged) || forged == one.event)
                continue;
            ++made[forgery.name];
            // Its actor has the roles that the honest one had.
            const Actor actor{forged.actor, {one.event.role}, forged.role};
            const EventVerdict found = judge_event(one.office->type, {.now = subject}, actor, forged, one.office->facts);
            if (found.verdict != Verdict::Rejected) {
                ++accepted;
                CAPTURE(forgery.name, one.office->type.id, forged.transition, to_json(forged.set), found.rule);
                CHECK(found.verdict == Verdict::Rejected);
            }
        }
    }
    CHECK(accepted == 0);
    CHECK(forgeries().size() >= 60);
    for (const Forgery& forgery : forgeries()) {
        CAPTURE(forgery.name);
        CHECK(made[forgery.name] > 0);
    }
}
