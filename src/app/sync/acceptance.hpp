#pragma once

#include "app/cases/change.hpp"
#include "app/sync/pushed.hpp"
#include "app/sync/replica_owners.hpp"
#include "model/case_chain.hpp"
#include "workflow/judge_event.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ogp::app {

/// Whether events that were written under a set clock are taken: on an authority made for tests.
enum class TestClock { Refuse, Allow };

/// An event whose claimed time is further ahead of the authority's than this is rejected; one further behind is marked late.
inline constexpr std::int64_t clock_tolerance = 10 * 60 * 1000; ///< milliseconds

/// The authority judges what replicas hand in: each event by the same rules that its writer was held to, by the version of the case
/// type that the case follows, and by what the actor may do at that place of the log. All in one transaction; destroyed without
/// commit, nothing has happened.
///
/// What an act leads to is expected of its writer: the events in the role system that follow it must be those. What is missing the
/// authority does itself, in a batch of its own behind.
class Acceptance
{
public:
    /// Takes the write lock. The actor of the repository acts for the authority, in a role that is admin or system.
    Acceptance(Repository& repository, ReplicaOwners& owners, TestClock test_clock);

    /// Judges a batch and appends its events, each with its verdict; known events get the verdict that they had. Throws Error,
    /// with nothing appended, for a batch that cannot have a place in the log: a gap before it, written under a set clock, sealed
    /// under a key that is not known. `keys`: those that came with the push.
    std::vector<sync::EventAnswer> accept(const PushedBatch& batch, const std::map<std::string, std::string, std::less<>>& keys);

    std::size_t appended() const { return m_change.size(); }
    /// Consequences that the authority could not carry out: for the keeper's attention.
    std::size_t failed_consequences() const { return m_failed; }

    /// Makes it durable under one checkpoint.
    void commit();

private:
    struct Ruling
    {
        ledger::Verdict verdict = ledger::Verdict::Applied;
        std::uint16_t rule = 0;
        std::optional<workflow::Permit> permit{};
        Json repair = Json::object(); ///< values that the authority writes behind it
    };
    /// What an act of the batch led to and has not been seen yet.
    struct Expected
    {
        workflow::FurtherAct act;
        std::string why;
    };

    std::int64_t last_number(const ReplicaId& replica) const;
    std::optional<std::vector<sync::EventAnswer>> known(const PushedBatch& batch) const;
    void check_place(const PushedBatch& batch);
    std::vector<std::vector<store::SealedField>> keep_keys(const PushedBatch& batch, const std::map<std::string, std::string, std::less<>>& keys);
    std::string keep_key(const std::string& subject, const std::string& key);

    std::optional<store::CaseRow> case_of(const model::Event& event);
    sync::EventAnswer judge(const PushedEvent& pushed, std::vector<store::SealedField> sealed, std::uint16_t quarantine);
    Ruling ruling(const PushedEvent& pushed, std::uint16_t quarantine, const store::CaseRow* row, const workflow::CaseType* type);
    Ruling judged(const model::Event& event, const store::CaseRow* row, const workflow::CaseType& type, const Expected* expected);
    bool can_follow(const workflow::Permit& permit, const store::CaseRow* row, const store::ActorRow& who);
    std::optional<model::CaseChain> chain_of(const model::Event& event, const store::CaseRow& row, const workflow::CaseType& type) const;
    std::optional<model::Event> disputed_by(const model::Event& event) const;
    const workflow::CaseType* type_of(const model::Event& event, const store::CaseRow* row) const;
    const std::optional<store::ActorRow>& actor(const std::string& id);
    std::optional<Expected> take_expected(const model::Event& event);
    void expect(const workflow::Permit& permit, const CaseUid& subject);
    store::CaseRow append(const PushedEvent& pushed, std::vector<store::SealedField> sealed, Ruling& ruling, bool late);
    void do_missing();

    Repository& m_repository;
    ReplicaOwners& m_owners;
    TestClock m_test_clock;
    Instant m_received;
    Change m_change;                    ///< holds the transaction, and writes what the authority does itself
    RepositoryCalendars m_calendars;
    ClockTable m_clocks;
    CaseFacts m_facts;
    std::uint64_t m_first = 0;          ///< size of the log before
    std::optional<store::CaseRow> m_last;         ///< the case that the last event was of: mostly the next one's as well
    std::map<ReplicaId, std::int64_t> m_numbers; ///< the last ones of replicas, where they are newer than the store's
    std::vector<Expected> m_expected;
    std::map<CaseUid, Json> m_repairs; ///< values that the case type works out otherwise since acts of the batch met others
    std::map<std::string, std::optional<store::ActorRow>> m_actors;
    std::unique_ptr<store::SubjectKeys> m_keys;
    std::size_t m_failed = 0;
};

} // namespace ogp::app
