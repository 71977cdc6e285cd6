#pragma once

#include "model/merge.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ogp::model {

/// The events of one case in the order of the log, folded one by one, with every version kept: for the seldom event that was
/// written by somebody who had not seen the newest version.
///
/// A replica numbers the versions that it sees by what it has: the confirmed version C it last pulled, and on top of it its own
/// waiting events, each of which counts one. So `base` of an event of replica R means: the log up to version C, and after it the
/// earlier events of R, whatever became of them, where C plus their number is `base`.
class CaseChain
{
public:
    /// The next event of the case; the first one is its Open. `policies`: of the version that the case follows. Throws
    /// Error{Integrity} where a verdict needs a view that there is none of.
    void add(const Event& event, const Hash& event_id, Verdict verdict, std::uint16_t rule, const MergePolicies& policies);

    const Case& now() const { return m_now; }
    const std::string& opener() const { return m_opener; }
    /// What the writer of an event that would come next saw; nothing where the case never looked so to that replica. Where `since`
    /// is empty the writer missed nothing; it still may have seen an act of its own that then was refused.
    std::optional<View> view_of(const Event& event) const;
    /// What else the writer may have seen, where an act of its own that was refused leaves that open: whether it had heard of the
    /// refusal. To be asked only where view_of() makes no sense of the event; mostly none.
    std::vector<View> other_views_of(const Event& event) const;

private:
    struct Step
    {
        Event event;  ///< as it was written
        Event effect; ///< as it was folded
        Hash id;
        bool folded = false;
        Case after;
    };
    static bool is_own(const Step& step, const Event& event);
    Case seen_with(std::size_t confirmed, const Event& event) const;
    std::vector<std::size_t> confirmed_before(const Event& event) const;
    View view_with(std::size_t confirmed, const Event& event) const;

    std::vector<Step> m_steps;
    Case m_now;
    std::string m_opener;
};

} // namespace ogp::model
