#include "model/merge.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

using namespace ogp;
using namespace ogp::model;

namespace {

Case city(std::string_view fields)
{
    Case subject;
    subject.uid = CaseUid::from_hex(std::string(32, 'a')).value();
    subject.state = "open";
    subject.version = 5;
    subject.fields = parse_json(fields);
    return subject;
}

Event setting(std::string_view set, const std::string& actor = "nino")
{
    Event event;
    event.op = Op::Set;
    event.actor = actor;
    event.set = parse_json(set);
    return event;
}

MergePolicies with(const std::string& field, MergePolicy policy)
{
    MergePolicies policies;
    policies.fields.emplace(field, policy);
    return policies;
}

/// Two people change `base`; the outcome for the second one's event.
struct Meeting
{
    View view;
    Case now;

    Meeting(std::string_view base, const Event& first) : view{city(base), {first}, "opener"}, now(view.base) { apply(now, first, Hash()); }
    Merge of(const Event& second, const MergePolicies& policies = {}) const { return merge(view, now, policies, second); }
    Case outcome(const Event& second, const MergePolicies& policies = {}) const
    {
        Case after = now;
        apply(after, of(second, policies).effective, Hash());
        return after;
    }
};

std::string field_after(const Meeting& meeting, const Event& second, const MergePolicies& policies)
{
    return to_json(meeting.outcome(second, policies).fields["f"]);
}

// Random cases with a field of each policy.

const MergePolicies& all_policies()
{
    static const MergePolicies policies = [] {
        MergePolicies made;
        for (const MergePolicy policy : merge_policies)
            if (policy != MergePolicy::Conflict)
                made.fields.emplace(std::string(code(policy)), policy);
        return made;
    }();
    return policies;
}

Json random_value(const std::string& field)
{
    if (field == "set") {
        Json::Array values;
        for (const int one : *rc::gen::unique<std::vector<int>>(rc::gen::inRange(0, 5)))
            values.emplace_back(one);
        return values;
    }
    if (field == "max" || field == "min")
        return *rc::gen::inRange(0, 5);
    if (field == "text") {
        std::string text;
        for (int i = *rc::gen::inRange(1, 5); i > 0; --i)
            text += *rc::gen::element<std::string>("a\n", "b\n", "c\n");
        return text;
    }
    return *rc::gen::element<std::string>("x", "y", "z");
}

Json random_values()
{
    Json values = Json::object();
    for (const MergePolicy policy : merge_policies) {
        if (*rc::gen::arbitrary<bool>()) {
            const std::string field(code(policy));
            values.set(field, *rc::gen::inRange(0, 6) == 0 ? Json() : random_value(field));
        }
    }
    return values;
}

Event random_event()
{
    Event event = setting("{}", *rc::gen::element<std::string>("nino", "gia", "opener"));
    event.set = random_values();
    if (*rc::gen::arbitrary<bool>() && event.set.find("set") == nullptr)
        event.add.set("set", Json(Json::Array{*rc::gen::inRange(0, 6)}));
    if (*rc::gen::inRange(0, 4) == 0) {
        event.sealed.emplace("secret", sha256(event.actor));
        event.set.erase("secret");
    }
    return event;
}

Case random_case()
{
    Case subject = city("{}");
    const Json values = random_values();
    for (const auto& [field, value] : values.members())
        if (!value.is_null())
            subject.fields.set(field, value);
    return subject;
}

Json sorted(const Json& values)
{
    if (!values.is_array())
        return Json::array();
    Json::Array items = values.items();
    std::sort(items.begin(), items.end(), [](const Json& a, const Json& b) { return to_json(a) < to_json(b); });
    return items;
}

} // namespace

TEST_CASE("a field that nobody else touched is set, one with the same value is left alone")
{
    const Meeting meeting(R"({"a": 1, "b": 1, "c": 1})", setting(R"({"b": 2, "c": 3})"));
    const Merge met = meeting.of(setting(R"({"a": 9, "b": 2})"));
    CHECK(to_json(met.effective.set) == R"({"a":9})");
    CHECK_FALSE(met.interfered);
    CHECK(met.conflicts.empty());
}

TEST_CASE("without a policy the present value stays and the others of the event count")
{
    const Meeting meeting(R"({"f": 1, "g": 1})", setting(R"({"f": 2})"));
    const Merge met = meeting.of(setting(R"({"f": 3, "g": 4})"));
    CHECK(met.interfered);
    REQUIRE(met.conflicts.size() == 1);
    CHECK(met.conflicts[0] == FieldConflict{"f", 2, 3, 1, false});
    CHECK(to_json(met.effective.set) == R"({"g":4})");
    CHECK(meeting.of(setting(R"({"f": null})")).conflicts.size() == 1);
    // Who repeats what was seen has changed nothing.
    CHECK_FALSE(meeting.of(setting(R"({"f": 1})")).interfered);
    CHECK(meeting.of(setting(R"({"f": 1})")).effective.set.size() == 0);
}

TEST_CASE("latest, max, min and owner")
{
    const auto after = [](const char* base, const char* first, const char* second, MergePolicy policy) {
        return field_after(Meeting(base, setting(first)), setting(second), with("f", policy));
    };
    CHECK(after(R"({"f": "a"})", R"({"f": "b"})", R"({"f": "c"})", MergePolicy::Latest) == R"("c")");
    CHECK(after(R"({"f": "a"})", R"({"f": "b"})", R"({"f": null})", MergePolicy::Latest) == "null");
    CHECK(after(R"({"f": 1})", R"({"f": 5})", R"({"f": 3})", MergePolicy::Max) == "5");
    CHECK(after(R"({"f": 1})", R"({"f": 5})", R"({"f": 7})", MergePolicy::Max) == "7");
    CHECK(after(R"({"f": 1})", R"({"f": 5})", R"({"f": 3})", MergePolicy::Min) == "3");
    CHECK(after(R"({"f": "9"})", R"({"f": "10.5"})", R"({"f": "9.75"})", MergePolicy::Max) == R"("10.5")");
    CHECK(after(R"({"f": "2026-01-01"})", R"({"f": "2026-03-01"})", R"({"f": "2026-02-01"})", MergePolicy::Min) == R"("2026-02-01")");
    CHECK(after(R"({"f": null})", R"({"f": {"amount": "10", "currency": "GEL"}})", R"({"f": {"amount": "9.5", "currency": "GEL"}})",
                MergePolicy::Min) == R"({"amount":"9.5","currency":"GEL"})");
    CHECK(after(R"({"f": 1})", R"({"f": null})", R"({"f": 3})", MergePolicy::Min) == "3");
    CHECK(after(R"({"f": 1})", R"({"f": 2})", R"({"f": null})", MergePolicy::Max) == "2");
    const auto currencies = Meeting(R"({"f": null})", setting(R"({"f": {"amount": "10", "currency": "GEL"}})"))
                                .of(setting(R"({"f": {"amount": "12", "currency": "EUR"}})"), with("f", MergePolicy::Max));
    CHECK(currencies.conflicts.size() == 1);

    const MergePolicies owner = with("f", MergePolicy::Owner);
    const Meeting by_other(R"({"f": "a"})", setting(R"({"f": "b"})", "gia"));
    CHECK(field_after(by_other, setting(R"({"f": "c"})", "opener"), owner) == R"("c")");
    CHECK(by_other.of(setting(R"({"f": "c"})", "nino"), owner).conflicts.size() == 1);
    const Meeting by_owner(R"({"f": "a"})", setting(R"({"f": "b"})", "opener"));
    CHECK(field_after(by_owner, setting(R"({"f": "c"})", "nino"), owner) == R"("b")");
    CHECK(by_owner.of(setting(R"({"f": "c"})", "nino"), owner).conflicts.empty());
}

TEST_CASE("texts are merged by lines, each language by itself")
{
    const MergePolicies text = with("f", MergePolicy::Text);
    const Meeting meeting(R"({"f": "a\nb\nc\n"})", setting(R"({"f": "x\nb\nc\n"})"));
    CHECK(field_after(meeting, setting(R"({"f": "a\nb\ny\n"})"), text) == R"("x\nb\ny\n")");
    CHECK(meeting.of(setting(R"({"f": "z\nb\nc\n"})"), text).conflicts.size() == 1);
    CHECK(meeting.of(setting(R"({"f": null})"), text).conflicts.size() == 1);
    const Meeting words(R"({"f": {"ka": "ა", "en": "a"}})", setting(R"({"f": {"ka": "ბ", "en": "a"}})"));
    CHECK(field_after(words, setting(R"({"f": {"ka": "ა", "en": "b"}})"), text) == R"({"en":"b","ka":"ბ"})");
    CHECK(words.of(setting(R"({"f": {"ka": "გ", "en": "a"}})"), text).conflicts.size() == 1);
}

TEST_CASE("elements always count, and of a set given as a whole what was added and taken out")
{
    Event adding = setting("{}");
    adding.add = parse_json(R"({"f": ["c"]})");
    adding.del = parse_json(R"({"f": ["a"]})");
    const Meeting meeting(R"({"f": ["a", "b"]})", setting(R"({"f": ["b", "d"]})"));
    CHECK(field_after(meeting, adding, {}) == R"(["b","d","c"])");
    CHECK_FALSE(meeting.of(adding).interfered);
    const Event whole = setting(R"({"f": ["a", "e"]})");
    CHECK(meeting.of(whole).conflicts.size() == 1);
    CHECK(field_after(meeting, whole, with("f", MergePolicy::Set)) == R"(["d","e"])");
}

TEST_CASE("a sealed value that somebody else wrote since is never known to be the same")
{
    Event sealing = setting("{}");
    sealing.sealed.emplace("f", Hash());
    const Meeting meeting(R"({"f": null})", sealing);
    const Merge met = meeting.of(sealing);
    REQUIRE(met.conflicts.size() == 1);
    CHECK(met.conflicts[0].sealed);
    CHECK(met.effective.sealed.empty());
    CHECK(meeting.of(sealing, with("f", MergePolicy::Latest)).effective.sealed.size() == 1);
    CHECK(meeting.of(sealing, with("f", MergePolicy::Max)).conflicts.size() == 1);
    CHECK(Meeting(R"({"f": 1})", sealing).of(setting(R"({"f": null})")).conflicts.size() == 1);
    // Sealed before, and untouched since.
    Meeting untouched(R"({"a": 1})", setting(R"({"a": 2})"));
    untouched.view.base.sealed = untouched.now.sealed = {"f"};
    CHECK(untouched.of(sealing).conflicts.empty());
    CHECK(untouched.of(sealing).effective.sealed.size() == 1);
}

TEST_CASE("worked out values are the event's, or the present ones where a transition is made again")
{
    MergePolicies policies;
    policies.computed = {"total"};
    policies.written = {{"answer", {"resolution"}}};
    Event move = setting(R"({"total": 3, "resolution": "granted", "reply": "b"})");
    move.op = Op::Move;
    move.transition = "answer";
    move.from = "open", move.to = "closed";
    const Meeting meeting(R"({"total": 1})", setting(R"({"total": 2, "resolution": "refused"})"));
    CHECK(meeting.of(move, policies).effective.set == move.set);
    CHECK_FALSE(meeting.of(move, policies).interfered);
    CHECK(to_json(merge(meeting.view, meeting.now, policies, move, MoveMerge::Again).effective.set) == R"({"reply":"b"})");
    CHECK(meeting.of(move).conflicts.size() == 2);
}

TEST_CASE("each verdict folds as its table says")
{
    const Meeting meeting(R"({"f": 1, "g": 1})", setting(R"({"f": 2})"));
    const MergePolicies policies;
    const Event set = setting(R"({"f": 3, "g": 4})");
    Event move = set;
    move.op = Op::Move;
    move.transition = "close", move.from = "open", move.to = "closed", move.at = Instant::from_milliseconds(9);
    const auto after = [&](const Event& event, Verdict verdict, std::uint16_t rule = 0) {
        Case subject = meeting.now;
        const bool counts = fold(subject, event, Hash(), verdict, rule, &meeting.view, policies);
        CHECK(counts == takes_effect(event.op, verdict, rule));
        CHECK(counts == (subject.version != meeting.now.version));
        return subject;
    };
    CHECK(to_json(after(set, Verdict::Applied).fields) == R"({"f":3,"g":4})");
    CHECK(to_json(after(set, Verdict::Conflict, changed_elsewhere_rule).fields) == R"({"f":2,"g":4})");
    CHECK(after(set, Verdict::Conflict, 14) == meeting.now);
    CHECK(after(move, Verdict::Conflict, changed_elsewhere_rule) == meeting.now);
    for (const Verdict verdict : {Verdict::Rejected, Verdict::Quarantined, Verdict::Duplicate}) {
        CHECK(after(set, verdict) == meeting.now);
        CHECK(after(move, verdict) == meeting.now);
    }
    const Case again = after(move, Verdict::Merged, same_act_rule);
    CHECK(again.state == "open");
    CHECK(again.entered == meeting.now.entered);
    CHECK(again.mover == meeting.now.mover);
    const Case onwards = after(move, Verdict::Merged, field_policy_rule);
    CHECK(onwards.state == "closed");
    CHECK(onwards.entered == move.at);
    CHECK(to_json(onwards.fields) == R"({"f":2,"g":4})");

    Event attach;
    attach.op = Op::Attach;
    attach.attachments = {{"a.pdf", sha256("a"), 1, "application/pdf"}, {"b.pdf", sha256("b"), 1, "application/pdf"}};
    Case held = meeting.now;
    held.attachments = {attach.attachments[0]};
    CHECK(fold(held, attach, Hash(), Verdict::Merged, same_act_rule, nullptr, policies));
    CHECK(held.attachments == attach.attachments);
    CHECK_THROWS(fold(held, set, Hash(), Verdict::Merged, field_policy_rule, nullptr, policies));
}

TEST_CASE("laws of merging")
{
    const MergePolicies& policies = all_policies();
    CHECK(rc::check("nothing conflicts where nothing came between", [&] {
        const View view{random_case(), {}, "opener"};
        const Event event = random_event();
        const Merge met = merge(view, view.base, policies, event);
        RC_ASSERT(met.conflicts.empty());
        RC_ASSERT(!met.interfered);
        RC_ASSERT(met.effective == event);
    }));
    CHECK(rc::check("merging the same event again changes nothing more", [&] {
        View view{random_case(), {random_event()}, "opener"};
        Case now = view.base;
        apply(now, view.since[0], Hash());
        const Event event = random_event();
        Case once = now;
        apply(once, merge(view, now, policies, event).effective, Hash());
        View later = view;
        later.since.push_back(merge(view, now, policies, event).effective);
        Case twice = once;
        Event plain = event;
        plain.sealed.clear(); // commitments of one value differ each time
        apply(twice, merge(later, once, policies, plain).effective, Hash());
        RC_ASSERT(twice.fields == once.fields);
    }));
    CHECK(rc::check("no value is invented", [&] {
        View view{random_case(), {random_event()}, "opener"};
        Case now = view.base;
        apply(now, view.since[0], Hash());
        const Event event = random_event();
        Case after = now;
        apply(after, merge(view, now, policies, event).effective, Hash());
        for (const auto& [field, value] : after.fields.members()) {
            if (field == "text" || field == "set")
                continue;
            RC_ASSERT(value == view.base.fields[field] || value == now.fields[field] || value == event.set[field]);
        }
        const Json elements = sorted(after.fields["set"]);
        for (const Json& element : elements.items()) {
            const auto holds = [&](const Json& values) {
                const Json all = sorted(values);
                return std::find(all.items().begin(), all.items().end(), element) != all.items().end();
            };
            RC_ASSERT(holds(now.fields["set"]) || holds(event.set["set"]) || holds(event.add["set"]));
        }
    }));
    CHECK(rc::check("max, min and sets come out alike in either order", [&] {
        const Case base = random_case();
        const auto only = [](Event event) {
            Json kept = Json::object();
            for (const char* field : {"max", "min", "set"})
                if (!event.set[field].is_null())
                    kept.set(field, event.set[field]);
            event.set = kept;
            event.add = Json::object();
            event.sealed.clear();
            return event;
        };
        const Event a = only(random_event());
        const Event b = only(random_event());
        const auto both = [&](const Event& first, const Event& second) {
            View view{base, {first}, "opener"};
            Case now = base;
            apply(now, first, Hash());
            const Merge met = merge(view, now, policies, second);
            RC_ASSERT(met.conflicts.empty());
            apply(now, met.effective, Hash());
            return now.fields;
        };
        const Json one = both(a, b);
        const Json other = both(b, a);
        RC_ASSERT(one["max"] == other["max"]);
        RC_ASSERT(one["min"] == other["min"]);
        RC_ASSERT(sorted(one["set"]) == sorted(other["set"]));
    }));
    CHECK(rc::check("each field of an event is applied, met, settled or in conflict: none is lost", [&] {
        View view{random_case(), {random_event()}, "opener"};
        Case now = view.base;
        apply(now, view.since[0], Hash());
        const Event event = random_event();
        const Merge met = merge(view, now, policies, event);
        for (const auto& [field, value] : event.set.members()) {
            const bool conflicts = std::any_of(met.conflicts.begin(), met.conflicts.end(), [&](const auto& one) { return one.field == field; });
            const bool changes = met.effective.set.find(field) != nullptr || met.effective.add.find(field) != nullptr ||
                                 met.effective.del.find(field) != nullptr;
            const bool same = value == now.fields[field] || value == view.base.fields[field];
            const bool settled = policies.of(field) != MergePolicy::Conflict;
            RC_ASSERT(conflicts || changes || same || settled);
            RC_ASSERT(!(conflicts && changes));
        }
    }));
}
