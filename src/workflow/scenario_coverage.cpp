#include "workflow/scenario_coverage.hpp"

#include <algorithm>

namespace ogp::workflow {
namespace {

using calendar::ClockStatus;

std::string key_of(std::string_view kind, std::string_view name)
{
    return std::string(kind) + " " + std::string(name);
}

std::string guard_name(std::string_view transition, bool held)
{
    return std::string(transition) + (held ? ": true" : ": false");
}

std::string edge_name(std::string_view clock, std::string_view edge)
{
    return std::string(clock) + ": " + std::string(edge);
}

const CaseClock* newest(std::span<const CaseClock> clocks, std::string_view sla)
{
    const CaseClock* found = nullptr;
    for (const CaseClock& clock : clocks)
        if (clock.sla == sla)
            found = &clock;
    return found;
}

bool holds(const std::vector<std::string>& list, std::string_view word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

/// Whether a clock that was stopped can run again: a way leads out of the states in which it stops, or it is stopped and started by
/// events that can come again.
bool can_reopen(const CaseType& type, const Sla& sla)
{
    if (sla.reopen == calendar::Reopen::KeepClosed || sla.stop.empty())
        return false;
    if (sla.stop.in.empty())
        return true;
    return std::any_of(type.transitions.begin(), type.transitions.end(), [&](const Transition& transition) {
        return !holds(sla.stop.in, transition.to) && std::any_of(transition.from.begin(), transition.from.end(), [&](const std::string& from) {
            return holds(sla.stop.in, from);
        });
    });
}

std::vector<std::string_view> edges_of(const CaseType& type, const Sla& sla)
{
    std::vector<std::string_view> edges{"start"};
    if (!sla.pause.empty()) {
        edges.emplace_back("pause");
        edges.emplace_back("resume");
    }
    if (!sla.stop.empty())
        edges.emplace_back("stop");
    edges.emplace_back("breach");
    if (can_reopen(type, sla))
        edges.emplace_back("reopen");
    if (!sla.reset.empty())
        edges.emplace_back("reset");
    return edges;
}

} // namespace

void Coverage::saw(std::string_view kind, std::string_view name)
{
    m_seen.insert(key_of(kind, name));
}

void Coverage::saw_guard(std::string_view transition, bool held)
{
    saw("guard", guard_name(transition, held));
}

void Coverage::saw_clocks(std::span<const CaseClock> before, std::span<const CaseClock> after)
{
    for (const CaseClock* clock : newest_cycles(after)) {
        const CaseClock* old = newest(before, clock->sla);
        const auto saw_edge = [&](std::string_view edge) { saw("clock", edge_name(clock->sla, edge)); };
        if (old == nullptr) {
            saw_edge("start");
        } else if (old->cycle != clock->cycle) {
            saw_edge(old->status == ClockStatus::Stopped ? "reopen" : "reset");
        } else if (old->status != clock->status) {
            if (clock->status == ClockStatus::Running)
                saw_edge(old->status == ClockStatus::Paused ? "resume" : "reopen");
            else
                saw_edge(clock->status == ClockStatus::Paused ? "pause" : "stop");
        }
        if (clock->breached && (old == nullptr || !old->breached))
            saw_edge("breach");
    }
}

std::vector<CoverageItem> Coverage::items(const CaseType& type) const
{
    std::vector<CoverageItem> items;
    const auto add = [&](const char* kind, std::string name) {
        const bool covered = m_seen.contains(key_of(kind, name));
        items.push_back({kind, std::move(name), covered});
    };
    for (const State& state : type.states)
        add("state", state.id);
    for (const Transition& transition : type.transitions)
        add("transition", transition.id);
    for (const Transition& transition : type.transitions) {
        if (transition.when.empty())
            continue;
        add("guard", guard_name(transition.id, true));
        add("guard", guard_name(transition.id, false));
    }
    for (const Sla& sla : type.slas)
        for (const std::string_view edge : edges_of(type, sla))
            add("clock", edge_name(sla.id, edge));
    return items;
}

} // namespace ogp::workflow
