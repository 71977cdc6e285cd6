#pragma once

#include "base/json.hpp"
#include "model/case.hpp"
#include "model/event.hpp"
#include "model/merge_policies.hpp"
#include "model/verdict.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ogp::model {

/// What the writer of an event saw of its case, where that is not what stands now.
struct View
{
    Case base;                ///< the case in the eyes of the writer
    std::vector<Event> since; ///< what was folded that the writer did not see, in order, each as it took effect
    std::string opener;       ///< who opened the case

    /// Who last wrote each field that `since` wrote.
    std::map<std::string, std::string> writers() const;
};

/// A field that two people changed without knowing of each other, and that no policy settles. A value that is sealed is null here.
struct FieldConflict
{
    std::string field;
    Json kept;  ///< stands now, and stays
    Json other; ///< what the event wanted
    Json base;  ///< what both had seen
    bool sealed = false;

    bool operator==(const FieldConflict&) const = default;
};

/// What is left of an event that met others.
struct Merge
{
    Event effective; ///< with `set`, `add`, `del`, `sealed` and `attachments` reduced to what is to be applied
    std::vector<FieldConflict> conflicts; ///< sorted by field
    bool interfered = false; ///< whether any field had another value than the writer saw and than the event gives
};

/// How a Move is merged: `Again` where somebody made the same transition, so that only the given values count, or `Onwards`
/// where the state goes on and the values meet others.
enum class MoveMerge { Again, Onwards };

/// Three-way merge, field by field. A field interferes where its value now, the one in `view.base` and the event's are three; its
/// policy then says what becomes of it, and without one the present value stays and the field conflicts. An event that gives the
/// value its writer saw has not changed it: the present one stays. Values worked out by the
/// case type (computed, or written by the transition) are the event's, or the present ones in a transition made again.
///
/// Elements are always added and taken out. No value is invented: each is the base's, the present or the event's, merged texts apart.
/// Pure.
Merge merge(const View& view, const Case& now, const MergePolicies& policies, const Event& event, MoveMerge move = MoveMerge::Onwards);

/// Whether an event with that verdict and rule is folded, so that it counts a version of its case.
bool takes_effect(Op op, Verdict verdict, std::uint16_t rule);
/// Whether folding it takes what its writer saw.
bool needs_view(Op op, Verdict verdict);

/// Folds one event of a case with the verdict and rule that it got. `view` is needed where needs_view() says so. Returns whether it
/// took effect.
///
///   verdict           operation          effect
///   applied           any                apply()
///   merged, same_act  move               its given values merged as by a Set; state and mover stay
///   merged            move               merged values, and the transition
///   merged            set                merged values
///   merged            attach             the files that are not there yet
///   merged            others             apply()
///   conflict,         set                the values that do not conflict
///   changed_elsewhere
///   conflict          others             none
///   else              any                none
bool fold(Case& subject, const Event& event, const Hash& event_id, Verdict verdict, std::uint16_t rule, const View* view,
          const MergePolicies& policies);
/// The event as it took effect, where it did: a transition made again is a Set.
Event effect_of(const Case& now, const Event& event, Verdict verdict, std::uint16_t rule, const View* view, const MergePolicies& policies);

} // namespace ogp::model
