#pragma once

#include "workflow/decide.hpp"
#include "workflow/further_acts.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::workflow {

/// Cases in memory that are changed by the same rules as those of a repository: decided, folded, with everything that follows. For
/// scenarios, which run by the thousand: no disk, no clock but the one that is set. Nothing is sealed: of personal values the
/// names are kept, as a case has them.
class Simulation
{
public:
    /// `types` are linked (loader.hpp); they and `calendars` are kept by reference.
    Simulation(const std::vector<CaseType>& types, const Calendars* calendars);

    /// The time of what follows; `today` in the zone that scenarios are told in.
    void set_time(Instant now, Date today);
    /// The clocks of a case, for sla.* in guards. Without it all are idle.
    using ClockReader = std::function<Clocks(const CaseType& type, const model::Case& subject)>;
    void set_clocks(ClockReader clocks) { m_clocks = std::move(clocks); }

    /// Is told of every event, with the case before and after it: to fold clocks, to count. An act that is refused may have told of
    /// events that were taken back.
    using Observer = std::function<void(const CaseType& type, const model::Case& before, const model::Case& after, const model::Event& event)>;
    void set_observer(Observer observer) { m_observer = std::move(observer); }

    /// What came of an act: the case, or the refusal, which has changed nothing.
    struct Result
    {
        std::optional<CaseUid> subject;
        std::optional<Refusal> refusal;
    };
    Result open(std::string_view type, const Actor& actor, const Intent& intent);
    Result act(const CaseUid& subject, const Actor& actor, const Intent& intent);

    const model::Case& find(const CaseUid& uid) const { return m_cases.at(uid); }
    const std::map<CaseUid, model::Case>& cases() const { return m_cases; }
    const CaseType& type(std::string_view id) const;
    /// All events, in order, of all cases.
    const std::vector<model::Event>& events() const { return m_events; }
    /// What would be delivered, in order, with the case that it is about.
    const std::vector<std::pair<CaseUid, Consequence>>& outbox() const { return m_outbox; }
    ChildCounts count_parts(const CaseType& type, const CaseUid& subject) const;

private:
    CaseUid run(const CaseType& type, const model::Case* subject, const Actor& actor, const Intent& intent, int depth);
    CaseUid write(const CaseType& type, const model::Case* subject, const Actor& actor, const Intent& intent, const Permit& permit,
                  const std::string& why);
    void carry_out(const std::vector<Consequence>& consequences, const CaseUid& subject, const Actor& actor, int depth);
    std::vector<Part> parts_of(const CaseUid& subject, std::string_view type) const;
    template <class Work>
    Result whole(Work work);

    const std::vector<CaseType>& m_types;
    const Calendars* m_calendars;
    ClockReader m_clocks;
    Observer m_observer;
    Instant m_now;
    Date m_today;
    std::string m_why;          ///< of the consequence that is being carried out
    std::size_t m_followed = 0; ///< how many acts the present one has led to
    std::map<CaseUid, model::Case> m_cases;
    std::vector<model::Event> m_events;
    std::vector<std::pair<CaseUid, Consequence>> m_outbox;
};

} // namespace ogp::workflow
