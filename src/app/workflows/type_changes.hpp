#pragma once

#include "app/cases/batch.hpp"
#include "app/workflows/new_blobs.hpp"
#include "app/workflows/workflow_versions.hpp"

#include <optional>
#include <vector>

namespace ogp::app {

/// Error{Forbidden} for whoever may not say which versions of case types are in force.
void check_may_apply(const Repository& repository);

/// Throws InvalidInput where there is an error among the findings; `remedy` is its hint.
void refuse_mistakes(LintResult& lint, const Localized& remedy);

/// Case types as files say them, beside those in force: how they differ, and what is to be recorded. Nothing is written before define().
class TypeChanges
{
public:
    /// The files are known to have no errors (lint_workflows) and are named by where they lie or will lie. Throws InvalidInput with
    /// `remedy` where what they name is not in the repository.
    TypeChanges(const Repository& repository, std::vector<WorkflowFile> files, const Localized& remedy);

    /// All of it, without findings. Calendars: those that the types count in and that are not in force, sorted.
    Applied summary() const;
    /// Adds an event for each type that is not in force as it is. Error{Conflict} where somebody else was quicker.
    void define(Batch& batch, NewBlobs& blobs) const;

private:
    struct Candidate
    {
        WorkflowFile file;
        workflow::CaseType type;
        std::optional<Hash> active; ///< what was in force when it was read
        bool is_same = false;
    };
    std::optional<Hash> active_hash(const std::string& id) const;
    void link_all(const Localized& remedy);
    EditedType edited(const Candidate& candidate) const;

    const Repository& m_repository;
    std::vector<Candidate> m_candidates;
};

} // namespace ogp::app
