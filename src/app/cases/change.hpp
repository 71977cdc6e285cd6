#pragma once

#include "app/bulk/incoming_file.hpp"
#include "app/cases/batch.hpp"
#include "app/cases/case_facts.hpp"
#include "app/clocks/clock_table.hpp"
#include "app/clocks/repository_calendars.hpp"
#include "app/repository/repository.hpp"
#include "store/subject_keys.hpp"
#include "workflow/decide.hpp"
#include "workflow/further_acts.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::app {

/// What one command changes: events decided by the workflow, sealed, encoded, folded, and made durable together. Destroyed
/// without commit, nothing has happened. What is refused throws Error{Forbidden} (role, guard, state) or Error{Invalid}
/// (values) with the reason and what is allowed now; nothing of the batch is kept then.
class Change
{
public:
    /// Takes the write lock.
    explicit Change(Repository& repository);
    ~Change();

    /// `state`: a later state than the initial one, for the role importer.
    store::CaseRow open(std::string_view type, const Json& set, const std::optional<std::string>& state = {});
    store::CaseRow set(const CaseUid& uid, const Json& values);
    store::CaseRow add(const CaseUid& uid, const Json& elements);
    store::CaseRow move(const CaseUid& uid, std::string_view transition, const Json& set = {}, std::string_view text = {});
    store::CaseRow comment(const CaseUid& uid, std::string_view text);
    /// Keeps the file, encrypted where the case type's comments are sealed, and records that it belongs to the case. A file that
    /// is attached already under that name is no change.
    store::CaseRow attach(const CaseUid& uid, const IncomingFile& file);
    /// Keeps the file as the value of a field, or as one more where the field holds many.
    store::CaseRow put_file(const CaseUid& uid, std::string_view field, const IncomingFile& file);

    /// The vote of the actor, or of a named member for whom it is entered.
    store::CaseRow vote(const CaseUid& uid, const workflow::Ballot& ballot, std::string_view text = {});
    /// Makes a relation to another case, or takes it away. Error{NotFound} where there is no such case.
    store::CaseRow link(const CaseUid& uid, const model::LinkDetail& link);
    /// Any act on a case, with what follows from it.
    store::CaseRow act(const CaseUid& uid, const workflow::Intent& intent);

    /// An act that follows from somebody else's, which a rule of its case type brought about (`why`): in the role system, with what
    /// follows from it in turn.
    void follow_up(const workflow::FurtherAct& act, const std::string& why);

    /// Values that the case type works out where acts met (workflow::EventVerdict::repair): in the role system, without another decision.
    void write_worked_out(const CaseUid& uid, const Json& values);

    /// A version of a working calendar becomes active. Needs the role admin: Error{Forbidden}. The clocks are not counted anew with it
    /// (calendar_apply.hpp).
    void apply_calendar(const std::string& id, const std::string& yaml);
    store::Transaction& transaction() { return m_batch.transaction(); }

    /// Acts in another role for the events that follow (import: importer). Error{Forbidden} where the actor may not.
    void act_as(std::string_view role);

    /// For very many events: makes the keys of personal values durable at commit() only, all at once, and not one by one, and takes
    /// more memory for the database, but no more than that: end_long_batch() is to be called between acts.
    void expect_many();
    void end_long_batch();

    /// Number of events so far.
    std::size_t size() const { return m_batch.transaction().pending(); }

    /// Makes it durable. A change without events does nothing.
    void commit();

private:
    store::CaseRow apply(const store::CaseRow* row, const workflow::CaseType& type, const Hash& workflow,
                         const workflow::Intent& intent);
    std::vector<store::SealedField> seal(model::Event& event, const workflow::CaseType& type, const workflow::Permit& permit,
                                         const store::CaseRow* row);
    std::string subject_of(const workflow::CaseType& type, const workflow::Permit& permit, const store::CaseRow* row) const;
    store::CaseRow open(std::string_view type, const workflow::Intent& intent);
    void check_is_ours(const workflow::Intent& intent) const;
    void keep_file();
    void open_keys();

    // What follows (change_consequences.cpp)
    void carry_out(const std::vector<workflow::Consequence>& consequences, const store::CaseRow& row);
    void carry_out(const workflow::FurtherAct& act);

    Repository& m_repository;
    workflow::Actor m_actor;
    Batch m_batch;
    std::map<std::string, Hash, std::less<>> m_active; ///< under the write lock no other version becomes active
    std::unique_ptr<store::SubjectKeys> m_keys;
    bool m_keys_together = false;
    RepositoryCalendars m_calendars;
    ClockTable m_clocks;
    CaseFacts m_facts;
    int m_depth = 0;              ///< how far what is being written follows from something else
    std::size_t m_followed = 0;   ///< how many such acts this command has led to
    std::string m_why;            ///< of the consequence that is being carried out
    const IncomingFile* m_file = nullptr; ///< while it is being attached
    std::vector<Hash> m_new_blobs;        ///< removed where nothing is committed
};

} // namespace ogp::app
