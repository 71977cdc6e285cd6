#pragma once

#include "base/hash.hpp"
#include "base/time_zone.hpp"
#include "model/case.hpp"
#include "model/event.hpp"
#include "workflow/case_clocks.hpp"
#include "workflow/decide.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ogp::workflow {

/// The acts that are recorded of one case, judged once more by another version of its type. Each is judged on what the case was
/// then, with state, fields and values under the names that they have in this version (YAML `migrate`). Whoever acted held the role
/// that the record says; a sealed value counts as given; what followed from another act is not held against its role or its time.
/// Pure.
class Replay
{
public:
    Replay(const CaseType& type, TimeZone zone) : m_type(type), m_zone(std::move(zone)) {}

    /// The next event. `then`: the version that it was decided by; of `facts`, the clocks are counted here. Nothing where it would be
    /// allowed, or is no act of a person (ticks, migrations). That an act changes nothing does not count.
    std::optional<Refusal> step(const CaseType& then, const model::Event& event, const Hash& id, Facts facts);

    /// As recorded.
    const model::Case& subject() const { return m_subject; }

private:
    std::optional<Refusal> judge(const CaseType& then, const model::Case& before, const model::Event& event, const Facts& facts) const;
    model::Case renamed(model::Case subject, const CaseType& then) const;

    const CaseType& m_type;
    TimeZone m_zone;
    model::Case m_subject;
    std::vector<CaseClock> m_clocks;
};

} // namespace ogp::workflow
