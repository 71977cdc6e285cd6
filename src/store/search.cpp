#include "store/search.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <system_error>

namespace ogp::store {
namespace {

namespace fs = std::filesystem;

enum class Share { Readers, Nobody };

/// The lock on the cache, held until the end of the scope. Not the lock of the repository: nobody waits for a search.
class CacheLock
{
public:
    explicit CacheLock(const fs::path& folder)
        : m_descriptor(::open((folder / "search.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644))
    {
    }
    ~CacheLock()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    CacheLock(const CacheLock&) = delete;
    CacheLock& operator=(const CacheLock&) = delete;

    /// False where the file system has no such lock.
    bool take(Share share) const
    {
        int result = -1;
        do {
            result = ::flock(m_descriptor, share == Share::Nobody ? LOCK_EX : LOCK_SH);
        } while (result != 0 && errno == EINTR);
        return m_descriptor >= 0 && result == 0;
    }

private:
    int m_descriptor;
};

bool is_writable(const fs::path& data_folder, const fs::path& folder)
{
    std::error_code failed;
    if (fs::is_directory(folder, failed))
        return ::access(folder.c_str(), W_OK | X_OK) == 0;
    return ::access(data_folder.c_str(), W_OK | X_OK) == 0 && fs::create_directory(folder, failed);
}

void throw_away(const fs::path& file)
{
    std::error_code ignored;
    for (const char* suffix : {"", "-journal", "-wal", "-shm"}) {
        fs::path part = file;
        part += suffix;
        fs::remove_all(part, ignored);
    }
}

/// One search with everything that it needs.
class Searcher
{
public:
    Searcher(const Store& store, const std::vector<SearchTerm>& terms, std::string_view type, std::size_t limit,
             const DocumentSource& source, const SearchProgress& progress)
        : m_store(store), m_terms(terms), m_type(type), m_limit(limit), m_source(source), m_progress(progress),
          m_folder(store.folder() / "cache"), m_file(m_folder / "search.db")
    {
    }

    std::vector<std::int64_t> run()
    {
        if (!is_writable(m_store.folder(), m_folder))
            return run_read_only();
        const CacheLock lock(m_folder);
        if (lock.take(Share::Readers))
            if (auto found = find_if_current())
                return *found;
        if (lock.take(Share::Nobody)) {
            if (auto found = update_and_find())
                return *found;
            throw_away(m_file);
            if (auto found = update_and_find())
                return *found;
        }
        return run_in_memory();
    }

private:
    std::vector<std::int64_t> find(SearchIndex& index) const { return index.find(m_terms, m_type, m_limit); }

    /// Nothing where the cache is of no use as it is.
    std::optional<std::vector<std::int64_t>> find_if_current() const
    {
        std::error_code failed;
        if (!fs::exists(m_file, failed))
            return std::nullopt;
        try {
            SearchIndex index = SearchIndex::read_only(m_file);
            if (index.is_current(m_store))
                return find(index);
        } catch (const Error&) {
            return std::nullopt;
        }
        return std::nullopt;
    }

    std::optional<std::vector<std::int64_t>> update_and_find() const
    {
        try {
            SearchIndex index(m_file);
            index.update(m_store, m_source, m_progress);
            return find(index);
        } catch (const Error&) {
            return std::nullopt; // Damage of the repository itself shows again where there is no cache.
        }
    }

    std::vector<std::int64_t> run_in_memory() const
    {
        SearchIndex index{fs::path()};
        index.update(m_store, m_source, m_progress);
        return find(index);
    }

    std::vector<std::int64_t> run_read_only() const
    {
        if (auto found = find_if_current())
            return *found;
        return run_in_memory();
    }

    const Store& m_store;
    const std::vector<SearchTerm>& m_terms;
    std::string_view m_type;
    std::size_t m_limit;
    const DocumentSource& m_source;
    const SearchProgress& m_progress;
    fs::path m_folder;
    fs::path m_file;
};

} // namespace

std::vector<std::int64_t> search(const Store& store, const std::vector<SearchTerm>& terms, std::string_view type, std::size_t limit,
                                 const DocumentSource& source, const SearchProgress& progress)
{
    return Searcher(store, terms, type, limit, source, progress).run();
}

} // namespace ogp::store
