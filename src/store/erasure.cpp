#include "store/erasure.hpp"

#include "base/file.hpp"
#include "store/blobs.hpp"
#include "store/state.hpp"
#include "store/subject_keys.hpp"

#include <set>
#include <system_error>

namespace ogp::store {
namespace {

std::vector<std::string> subjects_due(Database& database)
{
    std::vector<std::string> subjects;
    Query query(database, "SELECT subject FROM erased WHERE done = 0 ORDER BY subject");
    while (query.step())
        subjects.push_back(query.text(0));
    return subjects;
}

/// The files whose content was encrypted under the key of one of the subjects.
std::set<Hash> sealed_files_of(Database& database, const Log& log, const std::vector<std::string>& subjects)
{
    std::set<Hash> files;
    for (const std::string& subject : subjects) {
        Query query(database, "SELECT seq FROM sealed WHERE subject = ?1 AND field = ?2", BlobView{subject}, model::sealed_files);
        while (query.step())
            if (const auto stored = log.read(query.integer(0)))
                files.insert(stored->event.blobs.begin(), stored->event.blobs.end());
    }
    return files;
}

void remove_files(const std::filesystem::path& folder, const std::set<Hash>& files)
{
    const Blobs blobs(folder / "blobs");
    for (const Hash& file : files) {
        std::error_code failed;
        std::filesystem::remove(blobs.path(file), failed);
        if (failed)
            throw Error(Fault::Io, say("{0}: ვერ წაიშალა: {1}", "{0}: cannot be removed: {1}", blobs.path(file).string(), failed.message()));
    }
}

} // namespace

void mark_erased(Database& database, std::string_view subject, std::int64_t sequence)
{
    Query(database, "INSERT INTO erased(subject, seq, done) VALUES(?1, ?2, 0) ON CONFLICT(subject) DO NOTHING", BlobView{subject}, sequence)
        .run();
    // There is no index by subject: it would cost every sealed value a write, and this is rare.
    Query(database, "UPDATE sealed SET ciphertext = x'' WHERE subject = ?1 AND ciphertext <> x''", BlobView{subject}).run();
}

bool is_marked_erased(Database& database, std::string_view subject)
{
    return number_of(database, "SELECT 1 FROM erased WHERE subject = ?1", BlobView{subject}).has_value();
}

void empty_erased(Database& database, std::vector<SealedField>& sealed)
{
    for (SealedField& field : sealed)
        if (is_marked_erased(database, field.subject))
            field.ciphertext.clear();
}

bool Store::finish_erasures()
{
    return m_state->finish_erasures();
}

void Store::State::finish_erasures_if_any() noexcept
{
    try {
        finish_erasures();
    } catch (const Error&) {
        return;
    }
}

bool Store::State::finish_erasures()
{
    const std::vector<std::string> subjects = subjects_due(database);
    if (subjects.empty())
        return true;
    const bool keys_are_gone = SubjectKeys(folder, Access::Write, vfs_name()).destroy(subjects);
    remove_files(folder, sealed_files_of(database, log, subjects));
    if (!database.empty_wal() || !keys_are_gone)
        return false;
    database.begin_writing();
    try {
        for (const std::string& subject : subjects)
            Query(database, "UPDATE erased SET done = 1 WHERE subject = ?1", BlobView{subject}).run();
        database.execute("COMMIT");
    } catch (...) {
        database.roll_back();
        throw;
    }
    return true;
}

std::vector<ErasedRow> Store::erased() const
{
    std::vector<ErasedRow> rows;
    Query query(m_state->database, "SELECT subject, seq, done FROM erased ORDER BY seq, subject");
    while (query.step())
        rows.push_back({query.text(0), static_cast<std::uint64_t>(query.integer(1)), query.integer(2) != 0});
    return rows;
}

bool Store::is_erased(std::string_view subject) const
{
    return is_marked_erased(m_state->database, subject);
}

std::vector<std::string> Store::subjects_of(const CaseUid& uid) const
{
    std::set<std::string> subjects;
    const auto last = number_of(m_state->database, "SELECT last FROM case_ WHERE uid = ?1", BlobView{uid.view()});
    for (std::int64_t sequence = last.value_or(-1); sequence >= 0; sequence = m_state->log.previous(sequence))
        for (const SealedField& field : m_state->log.sealed_of(sequence))
            subjects.insert(field.subject);
    return {subjects.begin(), subjects.end()};
}

} // namespace ogp::store
