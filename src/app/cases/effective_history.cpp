#include "app/cases/effective_history.hpp"

#include "ledger/verdict_rule.hpp"
#include "model/case_chain.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace ogp::app {
namespace {

bool is_merged(const store::StoredEvent& stored)
{
    return model::needs_view(stored.event.op, stored.leaf.verdict);
}

} // namespace

std::vector<store::StoredEvent> effective(const Repository& repository, std::vector<store::StoredEvent> events)
{
    // Nearly always nothing has met anything else.
    const bool has_merged = std::any_of(events.begin(), events.end(), is_merged);
    std::optional<model::CaseChain> chain;
    if (has_merged)
        chain.emplace();
    model::Case subject;
    std::vector<store::StoredEvent> result;
    result.reserve(events.size());
    for (store::StoredEvent& stored : events) {
        const ledger::Leaf& leaf = stored.leaf;
        const bool opens = stored.event.op == model::Op::Open;
        if (!model::takes_effect(stored.event.op, leaf.verdict, leaf.rule) && !has_merged)
            continue;
        const Hash workflow = opens ? stored.event.workflow.value_or(Hash()) : subject.workflow;
        if (leaf.verdict == ledger::Verdict::Applied && !has_merged) {
            model::apply(subject, stored.event, stored.id);
            result.push_back(std::move(stored));
            continue;
        }
        const model::MergePolicies policies = repository.type(workflow).merge_policies();
        model::Event written = stored.event;
        if (model::takes_effect(written.op, leaf.verdict, leaf.rule)) {
            const auto view = is_merged(stored) ? chain->view_of(written) : std::nullopt;
            stored.event = model::effect_of(subject, written, leaf.verdict, leaf.rule, view ? &*view : nullptr, policies);
            model::apply(subject, stored.event, stored.id);
            result.push_back(std::move(stored));
            if (chain)
                chain->add(written, result.back().id, result.back().leaf.verdict, result.back().leaf.rule, policies);
        } else if (chain) {
            chain->add(written, stored.id, leaf.verdict, leaf.rule, policies);
        }
    }
    return result;
}

std::vector<store::StoredEvent> effective_history(const Repository& repository, const CaseUid& uid)
{
    return effective(repository, repository.store().history(uid));
}

model::Event as_clocks_see(const model::Event& event, ledger::Verdict verdict, std::uint16_t rule)
{
    model::Event seen = event;
    if (event.op == model::Op::Move && verdict == ledger::Verdict::Merged && rule == ledger::rule_number("same_act")) {
        seen.op = model::Op::Set;
        seen.transition.clear();
    }
    return seen;
}

} // namespace ogp::app
