#include "store/workflows.hpp"

namespace ogp::store {
namespace {

constexpr std::string_view by_hash = "SELECT id, hash, profile FROM workflow WHERE hash = ?1";
constexpr std::string_view by_id = "SELECT id, hash, profile FROM workflow WHERE id = ?1";
constexpr std::string_view all_of_hash =
    "SELECT hash, type, version, source, compiled, profile FROM workflow WHERE hash = ?1";
constexpr std::string_view every = "SELECT hash, type, version, source, compiled, profile FROM workflow ORDER BY id";
constexpr std::string_view active_of_type = "SELECT w.hash, w.type, w.version, w.source, w.compiled, w.profile "
                                            "FROM active a JOIN workflow w ON w.id = a.workflow WHERE a.type = ?1";
constexpr std::string_view all_active = "SELECT w.hash, w.type, w.version, w.source, w.compiled, w.profile "
                                        "FROM active a JOIN workflow w ON w.id = a.workflow ORDER BY a.type";
constexpr std::string_view insert = "INSERT INTO workflow(id, hash, type, version, source, compiled, profile, digest) "
                                    "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

Hash hash_from(const Database& database, std::string_view bytes)
{
    const auto hash = Hash::from_bytes(bytes);
    if (!hash)
        throw damaged(database.file(), {"პროცესი", "a workflow"});
    return *hash;
}

model::TypeProfile profile_from(const Database& database, std::string_view json)
{
    try {
        return model::TypeProfile::from_json(parse_json(json));
    } catch (const Error&) {
        throw damaged(database.file(), {"პროცესის აღწერა", "the profile of a workflow"});
    }
}

WorkflowRow row_from(const Database& database, const Query& query)
{
    return {hash_from(database, query.bytes(0)), query.text(1), query.integer(2),
            hash_from(database, query.bytes(3)), query.text(4), profile_from(database, query.bytes(5))};
}

std::string length_of(std::string_view part)
{
    return fmt::format("{}:", part.size());
}

} // namespace

Hash workflow_digest(std::int64_t id, std::string_view hash, std::string_view type, std::int64_t version,
                     std::string_view source, std::string_view compiled, std::string_view profile)
{
    return sha256({"ogp-workflow-row-v1\n", fmt::format("{}:", id), hash, length_of(type), type, fmt::format("{}:", version),
                   source, length_of(compiled), compiled, profile});
}

bool is_workflow_hash(const Hash& hash, std::string_view compiled)
{
    constexpr std::string_view domain("ogp-workflow-v1\0", 16);
    return hash == sha256({domain, compiled});
}

const KeptWorkflow* Workflows::remember(Query& query)
{
    if (!query.step())
        return nullptr;
    const std::int64_t id = query.integer(0);
    KeptWorkflow kept{id, hash_from(m_database, query.bytes(1)), profile_from(m_database, query.bytes(2))};
    return &m_known.insert_or_assign(id, std::move(kept)).first->second;
}

// A repository has a few dozen versions at most, so that a search is as fast as a second map.
const KeptWorkflow* Workflows::find(const Hash& hash)
{
    for (const auto& [id, kept] : m_known)
        if (kept.hash == hash)
            return &kept;
    Query query(m_database, by_hash, hash);
    return remember(query);
}

const KeptWorkflow* Workflows::find(std::int64_t id)
{
    if (const auto known = m_known.find(id); known != m_known.end())
        return &known->second;
    Query query(m_database, by_id, id);
    return remember(query);
}

void Workflows::keep(const WorkflowRow& workflow)
{
    if (find(workflow.hash) != nullptr)
        return;
    if (!is_workflow_hash(workflow.hash, workflow.compiled))
        throw Error(Fault::Internal, say("პროცესის „{}“ ჰეში მის შინაარსს არ ემთხვევა",
                                         "the hash of the workflow \"{}\" is not that of its content", workflow.type));
    const std::string profile = to_json(workflow.profile.to_json());
    const std::int64_t id = number_of(m_database, "SELECT coalesce(max(id), 0) + 1 FROM workflow").value();
    const Hash digest = workflow_digest(id, workflow.hash.view(), workflow.type, workflow.version, workflow.source.view(),
                                        workflow.compiled, profile);
    Query(m_database, insert, id, workflow.hash, workflow.type, workflow.version, workflow.source, workflow.compiled,
          profile, digest)
        .run();
}

std::optional<WorkflowRow> Workflows::read(const Hash& hash) const
{
    Query query(m_database, all_of_hash, hash);
    return query.step() ? std::optional(row_from(m_database, query)) : std::nullopt;
}

std::optional<WorkflowRow> Workflows::active(std::string_view type) const
{
    Query query(m_database, active_of_type, type);
    return query.step() ? std::optional(row_from(m_database, query)) : std::nullopt;
}

std::vector<WorkflowRow> Workflows::all() const
{
    std::vector<WorkflowRow> rows;
    Query query(m_database, every);
    while (query.step())
        rows.push_back(row_from(m_database, query));
    return rows;
}

std::vector<WorkflowRow> Workflows::active() const
{
    std::vector<WorkflowRow> rows;
    Query query(m_database, all_active);
    while (query.step())
        rows.push_back(row_from(m_database, query));
    return rows;
}

} // namespace ogp::store
