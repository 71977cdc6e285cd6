#pragma once

#include "model/event.hpp"
#include "model/merge.hpp"
#include "model/verdict.hpp"
#include "workflow/decide.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::workflow {

/// What an authority knows of the case when somebody else's event reaches it.
struct Scene
{
    const model::Case* now = nullptr;       ///< as it stands; nullptr for an Open
    const model::View* seen = nullptr;      ///< what the writer saw, nullptr where that is `now` (model/case_chain.hpp)
    const std::vector<model::View>* others = nullptr; ///< what else the writer may have seen: CaseChain::other_views_of()
    const model::Event* disputed = nullptr; ///< Resolve: the event that it settles, nullptr where none waits to be settled
    const Intent* expected = nullptr;       ///< an event in the role system: the act that follows from another one
    std::string_view why{};                 ///< with `expected`: the reason that such an act gives
};

/// What becomes of an event.
struct EventVerdict
{
    model::Verdict verdict = model::Verdict::Applied;
    std::string rule{};                ///< a word of ledger/verdict_rule.hpp, "" where applied
    std::optional<Permit> permit{};    ///< Applied and Merged: what follows; the consequences of an act made again are none
    std::optional<Refusal> refusal{};  ///< the reason for people, where there is one
    std::vector<model::FieldConflict> conflicts{}; ///< fields that stay as they are
    Json repair = Json::object();      ///< values that the case type now works out otherwise: the authority writes them as the system
};

/// Judges an event that somebody else wrote, maybe on an older version of the case: by the same decide(), and by what the case type
/// says of acts that meet. Pure. The caller has checked signature, key, counter, repository, and that `type` is the version that
/// the case follows or, for an Open, that was active; `actor.role` is the event's.
///
/// What an event says it does must be what decide() permits, presets, computed values, states and names of sealed values included:
/// else it is rejected as "altered". `facts.now` is the event's time.
///
///   event on the present version    applied; rejected by the rule that decide() names
///   comment, attach, link, vote     as if on the present version; made already: merged, same_act
///   set on an older version         allowed then, not now: conflict no_longer_allowed; else by fields: applied, merged
///                                   field_policy or same_act, conflict changed_elsewhere
///   move on an older version        the same transition made since: merged same_act; else the case still in its state: as a set;
///                                   all moves since confluent with it: as a set; else conflict moved_elsewhere, or review where the
///                                   transition has precedence
///   resolve on an older version     conflict where the state or one of its fields changed
///   tick, migrate and the others    rejected only_authority
EventVerdict judge_event(const CaseType& type, const Scene& scene, const Actor& actor, const model::Event& event, const Facts& facts);

/// What the writer of the event wanted, as far as the event tells: given values, without those that the case type works out.
Intent intent_of(const CaseType& type, const model::Event& event);

} // namespace ogp::workflow
