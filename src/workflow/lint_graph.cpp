#include "workflow/lint.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace ogp::workflow {
namespace {

using States = std::set<std::string, std::less<>>;

/// All states that can be reached from `reached` along the transitions, in their direction or against it.
enum class Direction { Forward, Backward };

States closure(const CaseType& type, States reached, Direction direction)
{
    std::map<std::string_view, std::vector<const std::string*>> next;
    for (const Transition& transition : type.transitions) {
        for (const std::string& from : transition.from) {
            if (direction == Direction::Forward)
                next[from].push_back(&transition.to);
            else
                next[transition.to].push_back(&from);
        }
    }
    std::vector<std::string> open(reached.begin(), reached.end());
    while (!open.empty()) {
        const std::string state = std::move(open.back());
        open.pop_back();
        // Looked up, not added: a key of `next` would outlive `state`.
        const auto ways = next.find(state);
        if (ways == next.end())
            continue;
        for (const std::string* other : ways->second) {
            if (reached.insert(*other).second)
                open.push_back(*other);
        }
    }
    return reached;
}

bool holds(const std::vector<std::string>& list, std::string_view word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

/// Whether the end of a stay makes the transition.
bool is_timeout(const CaseType& type, const Transition& transition)
{
    return std::any_of(type.states.begin(), type.states.end(),
                       [&](const State& state) { return state.max_stay && state.max_stay->then == transition.id; });
}

void check_states(const CaseType& type, Findings& findings)
{
    const States reached = closure(type, {type.initial_state().id}, Direction::Forward);
    States terminals;
    for (const State& state : type.states) {
        if (state.terminal)
            terminals.insert(state.id);
    }
    const States ending = closure(type, terminals, Direction::Backward);
    for (const State& state : type.states) {
        const std::string where = "states." + state.id;
        const bool has_exit = std::any_of(type.transitions.begin(), type.transitions.end(),
                                          [&](const Transition& transition) { return holds(transition.from, state.id); });
        if (!reached.contains(state.id))
            add_lint(findings, "unreachable_state", where,
                     say("მდგომარეობამდე „{}“ საწყისიდან გზა არ მიდის", "no way leads from the initial state to \"{}\"", state.id));
        if (!has_exit && !state.terminal)
            add_lint(findings, "dead_end", where,
                     say("მდგომარეობიდან „{}“ გზა არ გადის; დაამატეთ გადასვლა ან terminal: true",
                         "nothing leads out of \"{}\"; add a transition or terminal: true", state.id));
        else if (!ending.contains(state.id))
            add_lint(findings, "no_way_to_end", where,
                     say("„{}“-დან საბოლოო მდგომარეობამდე გზა არ მიდის", "no way leads from \"{}\" to a terminal state", state.id));
    }
}

void check_who(const CaseType& type, Findings& findings)
{
    for (const Transition& transition : type.transitions) {
        const std::string where = "transitions." + transition.id + ".roles";
        const bool system = holds(transition.roles, system_role);
        const bool by_itself = transition.automatic || is_timeout(type, transition);
        if (by_itself && !system)
            add_lint(findings, "nobody_may_fire", where,
                     say("„{}“-ს სისტემა აკეთებს, მაგრამ როლებში system არ არის", "\"{}\" is made by the system, and system is not among its roles",
                         transition.id));
        if (!by_itself && system && transition.roles.size() == 1)
            add_lint(findings, "nobody_may_fire", where,
                     say("„{}“ მხოლოდ სისტემას შეუძლია, და auto ან max_stay მას არ იწყებს",
                         "only the system may make \"{}\", and neither auto nor max_stay has it made", transition.id));
    }
}

/// A transition that the system makes in a state.
struct Automatic
{
    const Transition* transition;
    std::optional<Term> after;
    std::string when;
};

std::vector<Automatic> automatic_in(const CaseType& type, const State& state)
{
    std::vector<Automatic> list;
    for (const Transition& transition : type.transitions) {
        if (transition.automatic && holds(transition.from, state.id))
            list.push_back({&transition, transition.automatic->after, transition.automatic->when});
    }
    if (state.max_stay && type.transition(state.max_stay->then) != nullptr)
        list.push_back({type.transition(state.max_stay->then), state.max_stay->term, {}});
    return list;
}

bool negates(const std::string& a, const std::string& b)
{
    return a == "!(" + b + ")" || a == "!" + b;
}

/// Both may fall due at the same moment, and neither guard shuts the other out.
bool clash(const Automatic& a, const Automatic& b)
{
    if (a.transition == b.transition || a.transition->to == b.transition->to)
        return false;
    if (!a.when.empty() && !b.when.empty() && (negates(a.when, b.when) || negates(b.when, a.when)))
        return false;
    if (a.after.has_value() != b.after.has_value())
        return false;
    return !a.after || (a.after->duration == b.after->duration && a.after->calendar == b.after->calendar);
}

void check_automatic(const CaseType& type, Findings& findings)
{
    for (const State& state : type.states) {
        const std::vector<Automatic> list = automatic_in(type, state);
        for (std::size_t i = 0; i < list.size(); ++i) {
            for (std::size_t k = i + 1; k < list.size(); ++k) {
                if (clash(list[i], list[k]))
                    add_lint(findings, "automatic_clash", "transitions." + list[k].transition->id,
                             say("მდგომარეობაში „{}“ სისტემას ერთდროულად „{}“-ც შეუძლია და „{}“-ც",
                                 "in the state \"{}\" the system may make \"{}\" and \"{}\" at the same moment", state.id,
                                 list[i].transition->id, list[k].transition->id));
            }
        }
    }
}

} // namespace

void lint_graph(const CaseType& type, Findings& findings)
{
    check_states(type, findings);
    check_who(type, findings);
    check_automatic(type, findings);
}

} // namespace ogp::workflow
