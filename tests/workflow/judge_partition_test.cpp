// Desks without a connection: random acts and random syncs on one case.
#include "model/case_chain.hpp"
#include "workflow/desk.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <map>

using namespace ogp;
using namespace ogp::workflow;
using model::Op;
using model::Verdict;
using test::clerk;
using test::Office;

namespace {

std::uint16_t rule_of(std::string_view word)
{
    return word == "same_act" ? model::same_act_rule : word == "field_policy" ? model::field_policy_rule
         : word == "changed_elsewhere" ? model::changed_elsewhere_rule : std::uint16_t{14};
}

/// The authority's side: one order, a verdict for each event.
struct Authority
{
    explicit Authority(const Office& of) : office(of), policies(of.type.merge_policies()) {}

    Verdict receive(const model::Event& event)
    {
        EventVerdict verdict;
        if (event.op != Op::Open) {
            const auto seen = chain.view_of(event);
            REQUIRE(seen);
            const std::vector<model::View> others = chain.other_views_of(event);
            verdict = office.judge(&chain.now(), event, &*seen, nullptr, &others);
        } else {
            verdict = office.judge(nullptr, event);
        }
        if (verdict.verdict == Verdict::Rejected)
            reasons.push_back(verdict.rule + " " + event.transition + " " + to_json(event.set));
        const std::uint16_t rule = rule_of(verdict.rule);
        const Hash id = sha256(std::to_string(log.size()));
        const std::int64_t version = chain.now().version;
        chain.add(event, id, verdict.verdict, rule, policies);
        CHECK(chain.now().version == version + (takes_effect(event.op, verdict.verdict, rule) ? 1 : 0));
        log.push_back({event, verdict.verdict, rule});
        ++counts[verdict.verdict];
        return verdict.verdict;
    }

    struct Entry
    {
        model::Event event;
        Verdict verdict;
        std::uint16_t rule;
    };

    const Office& office;
    model::MergePolicies policies;
    model::CaseChain chain;
    std::vector<Entry> log;
    std::vector<std::string> reasons;
    std::map<Verdict, int> counts;
};

/// One machine: what it has pulled, and its own acts on top.
struct Desk
{
    char replica;
    std::int64_t number = 0;
    std::size_t pulled = 1;
    model::Case confirmed;
    std::vector<model::Event> waiting; ///< written, in order; some of them pushed and not pulled yet
    std::size_t pushed = 0;

    model::Case present() const
    {
        model::Case seen = confirmed;
        for (const model::Event& event : waiting)
            apply(seen, event, sha256("waiting"));
        return seen;
    }

    void act(const Office& office)
    {
        const CaseType& type = office.type;
        const model::Case now = present();
        Intent intent;
        std::string role;
        if (*rc::gen::inRange(0, 3) == 0) {
            const Transition& transition = type.transitions[*rc::gen::inRange<std::size_t>(0, type.transitions.size())];
            intent.op = Op::Move;
            intent.transition = transition.id;
            intent.text = "why";
            role = test::role_of(transition.roles);
        } else {
            const Field& field = type.fields[*rc::gen::inRange<std::size_t>(0, type.fields.size())];
            intent.op = Op::Set;
            intent.set.set(field.id, test::sample(type, field, *rc::gen::inRange<std::size_t>(0, 3)));
            role = test::role_of(type.permissions.set);
        }
        if (role.empty())
            return;
        if (auto event = office.write(&now, clerk(std::string("clerk_") + replica, role), intent, replica)) {
            event->number = ++number;
            waiting.push_back(std::move(*event));
        }
    }

    void push(Authority& authority)
    {
        if (pushed < waiting.size())
            authority.receive(waiting[pushed++]);
    }

    void pull(const Authority& authority)
    {
        confirmed = authority.chain.now();
        waiting.erase(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(pushed));
        pushed = 0;
    }
};

model::Event opening(const Office& office)
{
    Intent open;
    open.op = Op::Open;
    for (const Field& field : office.type.fields)
        if (field.required && field.computed.empty())
            open.set.set(field.id, test::sample(office.type, field, 0));
    model::Event event = *office.write(nullptr, clerk("clerk_a", test::role_of(office.type.permissions.open)), open, 'a');
    event.number = 1;
    return event;
}

} // namespace

TEST_CASE("whatever three desks do and whenever they sync, every act gets a verdict that is no refusal, and all agree")
{
    std::map<Verdict, int> counts;
    for (const char* id : {"milestone", "foi", "issue", "petition"}) {
        const Office office(test::type_of(id));
        CHECK(rc::check([&] {
            Authority authority(office);
            authority.receive(opening(office));
            Desk desks[] = {{'a', 1, 1, {}, {}, 0}, {'d', 0, 1, {}, {}, 0}, {'e', 0, 1, {}, {}, 0}};
            for (Desk& desk : desks)
                desk.pull(authority);
            // Its uid comes from the Open; events name it.
            for (int step = *rc::gen::inRange(5, 40); step > 0; --step) {
                Desk& desk = desks[*rc::gen::inRange(0, 3)];
                switch (*rc::gen::inRange(0, 8)) {
                case 0: desk.pull(authority); break;
                case 1:
                case 2: desk.push(authority); break;
                default: desk.act(office); break;
                }
            }
            for (Desk& desk : desks)
                while (desk.pushed < desk.waiting.size())
                    desk.push(authority);
            RC_LOG() << (authority.reasons.empty() ? std::string() : authority.reasons.front());
            RC_ASSERT(authority.reasons.empty());
            // Who folds the log anew comes to the same case.
            model::CaseChain again;
            for (std::size_t i = 0; i < authority.log.size(); ++i)
                again.add(authority.log[i].event, sha256(std::to_string(i)), authority.log[i].verdict, authority.log[i].rule, authority.policies);
            RC_ASSERT(again.now() == authority.chain.now());
            for (const auto& [verdict, count] : authority.counts)
                counts[verdict] += count;
        }));
    }
    CHECK(counts[Verdict::Applied] > 100);
    CHECK(counts[Verdict::Merged] > 10);
    CHECK(counts[Verdict::Conflict] > 10);
}
