#pragma once

#include "store/database.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace ogp::store {

/// What folding needs of a kept workflow.
struct KeptWorkflow
{
    std::int64_t id = 0;
    Hash hash;
    model::TypeProfile profile;
};

/// The compiled workflows that lie in the database, by hash; those used are kept in memory.
class Workflows
{
public:
    explicit Workflows(Database& database) : m_database(database) {}

    /// nullptr where none is kept. Throws Error{Integrity} where the row is damaged.
    const KeptWorkflow* find(const Hash& hash);
    const KeptWorkflow* find(std::int64_t id);
    /// Writes the row unless there is one of that hash.
    void keep(const WorkflowRow& workflow);
    /// After a rollback: what it took away must not be remembered.
    void forget() { m_known.clear(); }

    std::optional<WorkflowRow> read(const Hash& hash) const;
    std::vector<WorkflowRow> all() const;    ///< in the order in which they came
    std::vector<WorkflowRow> active() const; ///< by type
    std::optional<WorkflowRow> active(std::string_view type) const;

private:
    const KeptWorkflow* remember(Query& query);

    Database& m_database;
    std::map<std::int64_t, KeptWorkflow> m_known;
};

/// SHA-256 over a row of the table, so that a changed column is seen although nothing else names it.
Hash workflow_digest(std::int64_t id, std::string_view hash, std::string_view type, std::int64_t version,
                     std::string_view source, std::string_view compiled, std::string_view profile);
/// Whether `hash` is that of the compiled form (workflow::workflow_hash).
bool is_workflow_hash(const Hash& hash, std::string_view compiled);

} // namespace ogp::store
