#pragma once

#include "app/batch.hpp"
#include "app/repository.hpp"
#include "store/subject_keys.hpp"
#include "workflow/decide.hpp"

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

    /// Acts in another role for the events that follow (import: importer). Error{Forbidden} where the actor may not.
    void act_as(std::string_view role);

    /// Number of events so far.
    std::size_t size() const { return m_batch.transaction().pending(); }

    /// Makes it durable. A change without events does nothing.
    void commit();

private:
    store::CaseRow apply(const store::CaseRow* row, const workflow::CaseType& type, const Hash& workflow,
                         const workflow::Intent& intent);
    std::vector<store::SealedField> seal(model::Event& event, const workflow::CaseType& type, const workflow::Permit& permit,
                                         const store::CaseRow* row);
    store::CaseRow act(const CaseUid& uid, const workflow::Intent& intent);
    workflow::Facts facts(const store::CaseRow* row, const workflow::CaseType& type) const;

    Repository& m_repository;
    workflow::Actor m_actor;
    Batch m_batch;
    std::unique_ptr<store::SubjectKeys> m_keys;
};

} // namespace ogp::app
