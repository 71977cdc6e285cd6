#include "workflow/judge_event.hpp"

#include "model/case_chain.hpp"
#include "workflow/desk.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace ogp;
using namespace ogp::workflow;
using model::Op;
using model::Verdict;
using test::clerk;
using test::Office;

namespace {

constexpr std::size_t variants = 8;

Intent move_intent(const Transition& transition)
{
    Intent intent;
    intent.op = Op::Move;
    intent.transition = transition.id;
    intent.text = "the reason";
    return intent;
}

Intent set_intent(const std::string& field, Json value)
{
    Intent intent;
    intent.op = Op::Set;
    intent.set.set(field, std::move(value));
    return intent;
}

/// A transition as one clerk makes it at the desk `replica`; nothing where this case does not allow it.
std::optional<model::Event> made(const Office& office, const model::Case& subject, const Transition& transition, const std::string& who,
                                 char replica)
{
    const std::string role = test::role_of(transition.roles);
    return role.empty() ? std::nullopt : office.write(&subject, clerk(who, role), move_intent(transition), replica);
}

struct Met
{
    model::Case first_alone;
    EventVerdict first;
    EventVerdict second;
    model::Case after;
};

/// Two events written on the same version reach the authority one after the other.
Met meet(const Office& office, const model::Case& base, const model::Event& first, const model::Event& second)
{
    const model::MergePolicies policies = office.type.merge_policies();
    Met met{base, office.judge(&base, first), {}, {}};
    CHECK(fold(met.first_alone, first, Hash(), met.first.verdict, 0, nullptr, policies));
    const model::View seen{base, {first}, "opener"};
    met.second = office.judge(&met.first_alone, second, &seen);
    met.after = met.first_alone;
    const std::uint16_t rule = met.second.rule == "same_act"            ? model::same_act_rule
                               : met.second.rule == "changed_elsewhere" ? model::changed_elsewhere_rule
                                                                        : model::field_policy_rule;
    fold(met.after, second, Hash(), met.second.verdict, rule, &seen, policies);
    return met;
}

bool are_confluent(const CaseType& type, const std::string& a, const std::string& b)
{
    return std::any_of(type.confluent.begin(), type.confluent.end(),
                       [&](const auto& pair) { return pair == std::pair(a, b) || pair == std::pair(b, a); });
}

bool goes_before(const CaseType& type, const std::string& a, const std::string& b)
{
    for (const std::string& each : type.precedence) {
        if (each == b)
            return false;
        if (each == a)
            return true;
    }
    return false;
}

/// What the design says of transition b after a, both from one state.
void check_pair(const Office& office, const model::Case& base, const model::Event& a, const model::Event& b)
{
    const CaseType& type = office.type;
    CAPTURE(type.id, base.state, a.transition, b.transition);
    const Met met = meet(office, base, a, b);
    REQUIRE(met.first.verdict == Verdict::Applied);
    CAPTURE(met.second.rule, met.second.refusal ? met.second.refusal->reason.en : "");
    REQUIRE((met.second.verdict == Verdict::Applied || met.second.verdict == Verdict::Merged || met.second.verdict == Verdict::Conflict));
    if (a.transition == b.transition) {
        CHECK(met.second.rule == "same_act");
        CHECK(met.second.verdict == Verdict::Merged);
        CHECK(met.after.state == met.first_alone.state);
        CHECK(met.after.entered == met.first_alone.entered);
    } else if (met.first_alone.state == base.state || are_confluent(type, a.transition, b.transition)) {
        CHECK((met.second.verdict != Verdict::Conflict || met.second.rule == "no_longer_allowed" || met.second.rule == "changed_elsewhere"));
        CHECK(met.after.state == (met.second.verdict == Verdict::Conflict ? met.first_alone.state : b.to));
    } else {
        CHECK(met.second.verdict == Verdict::Conflict);
        CHECK(met.second.rule == (goes_before(type, b.transition, a.transition) ? "review" : "moved_elsewhere"));
    }
    if (met.second.verdict == Verdict::Conflict)
        CHECK(met.after == met.first_alone);
}

} // namespace

TEST_CASE("two clerks at one case: every pair of transitions of every shipped case type, in either order")
{
    int pairs = 0;
    std::set<std::string> made_somewhere;
    std::set<std::string> of_persons;
    for (const CaseType& type : test::all_types()) {
        const Office office(type);
        for (const Transition& transition : type.transitions)
            if (!test::role_of(transition.roles).empty())
                of_persons.insert(type.id + "." + transition.id);
        for (const State& state : type.states) {
            std::set<std::string> done;
            for (std::size_t variant = 0; variant < variants; ++variant) {
                const model::Case base = office.in_state(state.id, variant);
                for (const Transition& one : type.transitions) {
                    const auto a = made(office, base, one, "nino", 'd');
                    if (!a)
                        continue;
                    made_somewhere.insert(type.id + "." + one.id);
                    for (const Transition& other : type.transitions) {
                        const auto b = made(office, base, other, "gia", 'e');
                        if (!b || !done.insert(one.id + "," + other.id).second)
                            continue;
                        check_pair(office, base, *a, *b);
                        ++pairs;
                    }
                }
            }
        }
    }
    CAPTURE(pairs, made_somewhere.size(), of_persons.size());
    CHECK(pairs > 250);
    CHECK(made_somewhere.size() * 100 > of_persons.size() * 85);
}

TEST_CASE("a change of a field and a transition, in either order, on every shipped case type")
{
    int met_count = 0;
    for (const CaseType& type : test::all_types()) {
        const Office office(type);
        const std::string role = test::role_of(type.permissions.set);
        for (const State& state : type.states) {
            const model::Case base = office.in_state(state.id, 0);
            for (const Field& field : type.fields) {
                const auto set = office.write(&base, clerk("gia", role), set_intent(field.id, test::sample(type, field, 1)), 'e');
                if (!set)
                    continue;
                for (const Transition& transition : type.transitions) {
                    const auto move = made(office, base, transition, "nino", 'd');
                    if (!move)
                        continue;
                    CAPTURE(type.id, state.id, field.id, transition.id);
                    ++met_count;
                    const Met set_last = meet(office, base, *move, *set);
                    CHECK(set_last.second.verdict != Verdict::Rejected);
                    CHECK(set_last.after.state == transition.to);
                    const Met move_last = meet(office, base, *set, *move);
                    CHECK(move_last.second.verdict != Verdict::Rejected);
                    // A field that the transition does not touch has the value of whoever changed it, whatever came first.
                    const bool by_transition = type.merge_policies().is_worked_out(field.id, transition.id);
                    const bool both_counted = !by_transition && set_last.second.verdict == Verdict::Applied && move_last.second.verdict == Verdict::Applied;
                    if (both_counted && set_last.second.repair.size() + move_last.second.repair.size() == 0) {
                        CHECK(set_last.after.fields == move_last.after.fields);
                        CHECK(set_last.after.sealed == move_last.after.sealed);
                        CHECK(set_last.after.state == move_last.after.state);
                    }
                }
            }
        }
    }
    CHECK(met_count > 300);
}

TEST_CASE("two changes of fields: other fields both count, the same field conflicts, the same value agrees")
{
    int met_count = 0;
    for (const CaseType& type : test::all_types()) {
        const Office office(type);
        const std::string role = test::role_of(type.permissions.set);
        const model::Case base = office.in_state(type.initial_state().id, 0);
        std::vector<model::Event> sets;
        for (const Field& field : type.fields)
            if (auto set = office.write(&base, clerk("gia", role), set_intent(field.id, test::sample(type, field, 1)), 'e'))
                sets.push_back(std::move(*set));
        for (const model::Event& one : sets) {
            for (const model::Event& other : sets) {
                ++met_count;
                const Met met = meet(office, base, one, other);
                CAPTURE(type.id, to_json(one.set), to_json(other.set), met.second.rule);
                if (&one != &other)
                    CHECK(met.second.verdict == Verdict::Applied);
                else if (one.sealed.empty())
                    CHECK(met.second.rule == "same_act");
                else
                    CHECK(met.second.rule == "changed_elsewhere");
            }
        }
    }
    CHECK(met_count > 1000);
}

TEST_CASE("different values for one field conflict, the other fields of the same event count")
{
    const CaseType& type = test::shipped("milestone");
    const Office office(type);
    const model::Case base = office.in_state("planned", 0);
    const auto set = [&](std::string_view values, const char* who) {
        Intent intent;
        intent.op = Op::Set;
        intent.set = parse_json(values);
        return office.write(&base, clerk(who, "coordinator"), intent).value();
    };
    const Met met = meet(office, base, set(R"({"title": {"en": "A"}})", "nino"), set(R"({"title": {"en": "B"}, "lead": "x"})", "gia"));
    CHECK(met.second.verdict == Verdict::Conflict);
    CHECK(met.second.rule == "changed_elsewhere");
    REQUIRE(met.second.conflicts.size() == 1);
    CHECK(met.second.conflicts[0].field == "title");
    CHECK(to_json(met.after.fields["title"]) == R"({"en":"A"})");
    CHECK(met.after.fields["lead"] == Json("x"));
}

TEST_CASE("a transition made by two with different values conflicts, with different fields both count")
{
    const CaseType& type = test::type_of("foi");
    const Office office(type);
    model::Case base = office.in_state("in_process", 0);
    const Transition& transition = *type.transition("answer");
    const auto answer = [&](const char* field, std::size_t which, const char* who, char replica) {
        Intent intent = move_intent(transition);
        intent.set.set(field, test::sample(type, *type.field(field), which));
        return office.write(&base, clerk(who, test::role_of(transition.roles)), intent, replica);
    };
    base.fields.erase("refusal");
    base.fields.erase("reply");
    const auto a = answer("reply", 0, "nino", 'd');
    const auto b = answer("reply", 1, "gia", 'e');
    REQUIRE((a && b));
    const Met other = meet(office, base, *a, *b);
    CAPTURE(other.second.rule);
    // Whoever answers again with another letter has not made the same act.
    CHECK(other.second.verdict == Verdict::Conflict);
    CHECK(other.second.rule == "changed_elsewhere");
    CHECK(other.after == other.first_alone);
    const Met same = meet(office, base, *a, *a);
    CHECK(same.second.rule == "same_act");
}

TEST_CASE("what was allowed when it was written and is not any more waits for a person")
{
    const CaseType& type = test::shipped("milestone");
    const Office office(type);
    const model::Case base = office.in_state("in_progress", 0);
    const auto close = made(office, base, *type.transition("withdraw"), "nino", 'd');
    const auto set = office.write(&base, clerk("gia", "coordinator"), set_intent("lead", "y"), 'e');
    REQUIRE((close && set));
    const Met met = meet(office, base, *close, *set);
    CHECK(met.second.verdict == Verdict::Conflict);
    CHECK(met.second.rule == "no_longer_allowed");
    REQUIRE(met.second.refusal);
    CHECK(met.second.refusal->rule == "case_closed");
}

TEST_CASE("facts are never stale")
{
    const CaseType& type = test::shipped("milestone");
    const Office office(type);
    const model::Case base = office.in_state("in_progress", 0);
    model::Case now = base;
    now.version += 5;
    now.state = "done";
    Intent comment;
    comment.op = Op::Comment;
    comment.text = "seen on the spot";
    const auto words = office.write(&base, clerk("nino", "coordinator"), comment).value();
    CHECK(office.judge(&now, words).verdict == Verdict::Applied);
    Intent attach;
    attach.op = Op::Attach;
    attach.attachments = {{"act.pdf", sha256("x"), 1, "application/pdf"}};
    const auto file = office.write(&base, clerk("nino", "coordinator"), attach).value();
    CHECK(office.judge(&now, file).verdict == Verdict::Applied);
    now.attachments = file.attachments;
    CHECK(office.judge(&now, file).rule == "same_act");
    CHECK(office.judge(&now, file).verdict == Verdict::Merged);
    Intent link;
    link.op = Op::Link;
    link.link = model::LinkDetail{"follows", CaseUid::from_hex(std::string(32, 'f')).value(), false};
    const auto linked = office.write(&base, clerk("nino", "coordinator"), link).value();
    CHECK(office.judge(&now, linked).verdict == Verdict::Applied);
    now.links = {{"follows", link.link->to}};
    CHECK(office.judge(&now, linked).rule == "same_act");
}

TEST_CASE("a vote that comes after the votes are closed does not count, and is not lost")
{
    const CaseType& type = test::type_of("decision");
    const Office office(type);
    const model::Case base = office.in_state(type.votes.in.front(), 0);
    Intent vote;
    vote.op = Op::Vote;
    const VoteGroup& group = type.votes.groups.front();
    vote.ballot = Ballot{group.id, "", "for"};
    const auto event = office.write(&base, clerk("member", group.roles.front()), vote).value();
    CHECK(office.judge(&base, event).verdict == Verdict::Applied);
    model::Case closed = base;
    closed.state = type.initial_state().id;
    ++closed.version;
    REQUIRE(closed.state != base.state);
    const model::View seen{base, {}, "opener"};
    CHECK(office.judge(&closed, event, &seen).rule == "no_longer_allowed");
    model::Case cast = base;
    ++cast.version;
    cast.votes[group.id]["member"] = model::Choice::For;
    CHECK(office.judge(&cast, event, &seen).rule == "same_act");
}

TEST_CASE("an offline day: own acts in a row, others between them")
{
    const CaseType& type = test::shipped("milestone");
    const Office office(type);
    model::CaseChain chain;
    const model::MergePolicies policies = type.merge_policies();
    model::Case local = office.in_state("planned", 0);
    Intent open;
    open.op = Op::Open;
    open.set = local.fields;
    auto opened = office.write(nullptr, clerk("nino", "coordinator"), open, 'd').value();
    chain.add(opened, sha256("open"), Verdict::Applied, 0, policies);
    const model::Case confirmed = chain.now();
    // At the desk: start, then note who is responsible; elsewhere the title was changed.
    auto start = made(office, confirmed, *type.transition("start"), "gia", 'e').value();
    start.number = 1;
    local = confirmed;
    apply(local, start, sha256("start"));
    auto note = office.write(&local, clerk("gia", "coordinator"), set_intent("lead", "gia"), 'e').value();
    note.number = 2;
    auto elsewhere = office.write(&confirmed, clerk("nino", "coordinator"), set_intent("title", parse_json(R"({"en": "other"})")), 'd').value();
    elsewhere.number = 2;
    chain.add(elsewhere, sha256("title"), Verdict::Applied, 0, policies);
    for (const model::Event* event : {&start, &note}) {
        const auto seen = chain.view_of(*event);
        REQUIRE(seen);
        const EventVerdict verdict = office.judge(&chain.now(), *event, &*seen);
        CAPTURE(verdict.rule);
        CHECK(verdict.verdict == Verdict::Applied);
        chain.add(*event, sha256(event->transition + "x"), verdict.verdict, 0, policies);
    }
    CHECK(chain.now().state == "in_progress");
    CHECK(chain.now().fields["lead"] == Json("gia"));
    CHECK(to_json(chain.now().fields["title"]) == R"({"en":"other"})");
}

TEST_CASE("what the case type works out is worked out anew where others have changed what it follows from")
{
    const CaseType& type = test::type_of("foi");
    Office office(type);
    model::Case base = office.in_state("in_process", 0);
    base.fields.set("pages", Json(10));
    base = office.with_computed(base);
    REQUIRE(base.fields.text("copy_fee").empty());
    const std::string role = test::role_of(type.permissions.set);
    const auto pages = office.write(&base, clerk("nino", role), set_intent("pages", Json(30)), 'd').value();
    CHECK(pages.set.find("copy_fee") != nullptr);
    Intent other = set_intent("pages", Json(40));
    const auto more = office.write(&base, clerk("gia", role), other, 'e').value();
    const Met met = meet(office, base, pages, more);
    CHECK(met.second.rule == "changed_elsewhere");
    REQUIRE(met.second.conflicts.size() == 1); // the fee is no conflict of its own
    CHECK(met.second.conflicts[0].field == "pages");
    // The event's fee does not go with the pages that stand: it is worked out again.
    CHECK(met.second.repair["copy_fee"] == met.first_alone.fields["copy_fee"]);
}

TEST_CASE("a conflict is settled by whoever could have made the act, with a reason")
{
    const CaseType& type = test::type_of("foi");
    const Office office(type);
    model::Case base = office.in_state("in_process", 0);
    base.fields.erase("refusal");
    const auto disputed = made(office, base, *type.transition("answer"), "nino", 'd').value();
    model::Case now = base;
    now.state = "withdrawn";
    const std::string role = test::role_of(type.transition("answer")->roles);
    Intent intent;
    intent.op = Op::Resolve;
    intent.disputed = &disputed;
    intent.text = "the letter went out before";
    const auto resolve = [&](model::Settlement choice, auto change) {
        intent.settlement = model::ResolveDetail{sha256("answer"), choice};
        Intent changed = intent;
        change(changed);
        return office.write(&now, clerk("head", role), changed);
    };
    const auto as_it_is = [](Intent&) {};
    const auto kept = resolve(model::Settlement::Keep, as_it_is);
    REQUIRE(kept);
    CHECK(kept->from == "withdrawn");
    CHECK(kept->to == "withdrawn");
    CHECK(office.judge(&now, *kept, nullptr, &disputed).verdict == Verdict::Applied);
    CHECK(office.judge(&now, *kept).rule == "nothing_to_resolve");
    const auto replaced = resolve(model::Settlement::Replace, [&](Intent& changed) { changed.set = disputed.set; });
    REQUIRE(replaced);
    CHECK(replaced->to == disputed.to);
    const EventVerdict verdict = office.judge(&now, *replaced, nullptr, &disputed);
    CHECK(verdict.verdict == Verdict::Applied);
    model::Case after = now;
    fold(after, *replaced, Hash(), verdict.verdict, 0, nullptr, {});
    CHECK(after.state == disputed.to);
    CHECK(resolve(model::Settlement::Adopt, [](Intent& changed) { changed.state = "in_review"; }));
    CHECK_FALSE(resolve(model::Settlement::Adopt, [](Intent& changed) { changed.state = "nowhere"; }));
    CHECK_FALSE(resolve(model::Settlement::Keep, [](Intent& changed) { changed.set.set("pages", Json(5)); }));
    CHECK_FALSE(resolve(model::Settlement::Replace, [](Intent& changed) { changed.set.set("pages", Json(5)); }));
    CHECK_FALSE(resolve(model::Settlement::Replace, [](Intent& changed) { changed.state = "in_review"; }));
    CHECK_FALSE(resolve(model::Settlement::Keep, [](Intent& changed) { changed.text.clear(); }));
    CHECK_FALSE(resolve(model::Settlement::Keep, [](Intent& changed) { changed.disputed = nullptr; }));
    // Somebody has moved the case on meanwhile.
    model::Case later = now;
    later.state = "in_review";
    ++later.version;
    const model::View seen{now, {}, "opener"};
    CHECK(office.judge(&later, *kept, &seen, &disputed).rule == "moved_elsewhere");
}

TEST_CASE("confluent transitions count in either order, precedence opens a review")
{
    CaseType type = test::type_of("foi");
    const Office office(type);
    model::Case base = office.in_state("in_process", 0);
    base.fields.erase("refusal");
    const auto answer = made(office, base, *type.transition("answer"), "nino", 'd').value();
    const auto withdraw = made(office, base, *type.transition("withdraw"), "gia", 'e').value();
    type.confluent = {{"answer", "withdraw"}};
    const Met confluent = meet(office, base, answer, withdraw);
    CHECK(confluent.second.verdict == Verdict::Applied);
    CHECK(confluent.after.state == withdraw.to);
    type.confluent.clear();
    type.precedence = {"withdraw", "answer"};
    CHECK(meet(office, base, answer, withdraw).second.rule == "review");
    CHECK(meet(office, base, withdraw, answer).second.rule == "moved_elsewhere");
    type.precedence.clear();
    CHECK(meet(office, base, answer, withdraw).second.rule == "moved_elsewhere");
}

TEST_CASE("an act of the system counts where it follows from another one, with the reason of the rule")
{
    const CaseType& type = test::shipped("milestone");
    const Office office(type);
    const model::Case base = office.in_state("in_progress", 0);
    Intent intent = move_intent(*type.transition("withdraw"));
    intent.text.clear();
    intent.cause = Cause::Consequence;
    const Actor system{"nino", {"coordinator"}, std::string(system_role)};
    const auto event = office.write(&base, system, intent, 'd', "withdraw").value();
    const auto judge = [&](const model::Event& written, const Intent* expected, std::string_view why) {
        return judge_event(type, {.now = &base, .expected = expected, .why = why}, system, written, office.facts);
    };
    CHECK(judge(event, &intent, "withdraw").verdict == Verdict::Applied);
    CHECK(judge(event, nullptr, "withdraw").rule == "not_a_consequence");
    CHECK(judge(event, &intent, "other").rule == "altered");
    Intent other = intent;
    other.transition = "complete";
    CHECK(judge(event, &other, "withdraw").verdict == Verdict::Rejected);
}
