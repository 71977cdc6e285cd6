#include "model/case_chain.hpp"

#include "base/error.hpp"

#include <algorithm>

namespace ogp::model {

void CaseChain::add(const Event& event, const Hash& event_id, Verdict verdict, std::uint16_t rule, const MergePolicies& policies)
{
    std::optional<View> view;
    if (needs_view(event.op, verdict)) {
        view = view_of(event);
        if (!view)
            throw Error(Fault::Integrity, say("მოვლენა {} საქმის უცნობ ვერსიას ასახელებს", "event {} names a version that the case never had",
                                              event_id.hex().substr(0, 16)));
    }
    if (m_steps.empty())
        m_opener = event.actor;
    Step step{event, {}, event_id, takes_effect(event.op, verdict, rule), {}};
    if (step.folded) {
        step.effect = effect_of(m_now, event, verdict, rule, view ? &*view : nullptr, policies);
        apply(m_now, step.effect, event_id);
    }
    step.after = m_now;
    m_steps.push_back(std::move(step));
}

/// The case as a replica shows it that has pulled the first `confirmed` steps and has written some of the later ones.
Case CaseChain::seen_with(std::size_t confirmed, const Event& event) const
{
    Case seen = confirmed == 0 ? Case() : m_steps[confirmed - 1].after;
    for (std::size_t i = confirmed; i < m_steps.size(); ++i) {
        if (is_own(m_steps[i], event))
            apply(seen, m_steps[i].event, m_steps[i].id);
    }
    return seen;
}

bool CaseChain::is_own(const Step& step, const Event& event)
{
    return step.event.replica == event.replica && step.event.number < event.number;
}

/// How many steps the writer may have pulled: those numbers first with which the case was in the state that the event leaves, then
/// the least one, so that nothing counts as seen that may not have been.
std::vector<std::size_t> CaseChain::confirmed_before(const Event& event) const
{
    std::int64_t waiting = std::count_if(m_steps.begin(), m_steps.end(), [&](const Step& step) { return is_own(step, event); });
    std::vector<std::size_t> fitting;
    std::vector<std::size_t> from_elsewhere;
    if (event.base < 1)
        return fitting;
    for (std::size_t confirmed = 0; confirmed <= m_steps.size(); ++confirmed) {
        if (confirmed > 0 && is_own(m_steps[confirmed - 1], event))
            --waiting;
        const std::int64_t version = confirmed == 0 ? 0 : m_steps[confirmed - 1].after.version;
        if (version + waiting != event.base)
            continue;
        const Step* last = confirmed == 0 ? nullptr : &m_steps[confirmed - 1];
        const bool became_another = last != nullptr && last->folded && is_own(*last, event) && last->effect != last->event;
        // One's own act that counted as it was is seen, pulled or not; somebody else's that did not count is nothing to see.
        const bool is_same = last != nullptr && is_own(*last, event) == last->folded && !became_another;
        if (is_same && !(fitting.empty() && from_elsewhere.empty()))
            continue;
        const bool in_its_state = event.from.empty() || seen_with(confirmed, event).state == event.from;
        std::vector<std::size_t>& list = in_its_state ? fitting : from_elsewhere;
        // Who pushes pulls at once, and sees what became of it.
        list.insert(became_another && !list.empty() ? list.end() - 1 : list.end(), confirmed);
    }
    fitting.insert(fitting.end(), from_elsewhere.begin(), from_elsewhere.end());
    return fitting;
}

View CaseChain::view_with(std::size_t confirmed, const Event& event) const
{
    View view{seen_with(confirmed, event), {}, m_opener};
    for (std::size_t i = confirmed; i < m_steps.size(); ++i) {
        if (m_steps[i].folded && !is_own(m_steps[i], event))
            view.since.push_back(m_steps[i].effect);
    }
    return view;
}

std::optional<View> CaseChain::view_of(const Event& event) const
{
    const std::vector<std::size_t> confirmed = confirmed_before(event);
    return confirmed.empty() ? std::nullopt : std::optional(view_with(confirmed.front(), event));
}

std::vector<View> CaseChain::other_views_of(const Event& event) const
{
    std::vector<View> views;
    const std::vector<std::size_t> confirmed = confirmed_before(event);
    for (std::size_t i = 1; i < confirmed.size(); ++i)
        views.push_back(view_with(confirmed[i], event));
    return views;
}

} // namespace ogp::model
