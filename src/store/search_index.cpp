#include "store/search_index.hpp"

#include "base/search_words.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace ogp::store {
namespace {

constexpr std::int64_t index_application = 0x6f677073; // "ogps"
constexpr std::int64_t index_format = 2;
constexpr std::int64_t rows_at_once = 1000;
constexpr std::size_t most_remembered = 100'000;
constexpr std::size_t most_words = 256; // more would take longer one by one than all at once
constexpr std::string_view digits = "0123456789";

constexpr const char* tables = R"(
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE vocabulary(word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE title USING fts5(type, words, tokenize="ascii tokenchars '_'", columnsize=0, prefix='3');
CREATE VIRTUAL TABLE word USING fts5(type, words, tokenize="ascii tokenchars '_'", columnsize=0, prefix='3');
PRAGMA application_id=1869049971; PRAGMA user_version=2;
)";
static_assert(index_application == 1869049971 && index_format == 2, "named in the statement above");

/// What the log ended with: no other history has the same.
std::string mark_of(const Store& store, std::uint64_t size)
{
    const auto last = size == 0 ? std::nullopt : store.event(size - 1);
    return last ? last->id.hex() + last->leaf.batch_id.hex() : std::string();
}

/// Tells one state of what waits from another; "" where nothing does.
std::string waiting_mark(const Store& store)
{
    std::string ids;
    store.each_pending([&](const StoredEvent& stored) {
        ids += stored.id.view();
        ids += store.has_effect(stored.sequence) ? '+' : '-';
        return true;
    });
    return ids.empty() ? ids : sha256(ids).hex();
}

class Rollback
{
public:
    explicit Rollback(Database& database) : m_database(database) { m_database.execute("BEGIN IMMEDIATE"); }
    ~Rollback()
    {
        try {
            if (m_database.in_transaction())
                m_database.execute("ROLLBACK");
        } catch (const Error&) {
            return; // It is a cache: the next one makes it anew.
        }
    }
    Rollback(const Rollback&) = delete;
    Rollback& operator=(const Rollback&) = delete;
    void commit() { m_database.execute("COMMIT"); }

private:
    Database& m_database;
};

} // namespace

SearchIndex::SearchIndex(std::unique_ptr<Database> database) : m_database(std::move(database))
{
    check_format();
}

SearchIndex::SearchIndex(const std::filesystem::path& file) : m_database(Database::cache(file))
{
    if (number_of(*m_database, "SELECT count(*) FROM sqlite_schema") == 0)
        m_database->execute(tables);
    check_format();
}

SearchIndex SearchIndex::read_only(const std::filesystem::path& file)
{
    return SearchIndex(std::make_unique<Database>(file, DatabaseOptions{.access = Access::Read}));
}

void SearchIndex::check_format()
{
    if (number_of(*m_database, "PRAGMA application_id") != index_application ||
        number_of(*m_database, "PRAGMA user_version") != index_format)
        throw damaged(m_database->file(), {"საძიებო სია", "the search index"});
}

std::string SearchIndex::meta(std::string_view name)
{
    Query query(*m_database, "SELECT value FROM meta WHERE name = ?1", name);
    return query.step() ? query.text(0) : std::string();
}

void SearchIndex::set_meta(std::string_view name, std::string_view value)
{
    Query(*m_database, "INSERT INTO meta(name, value) VALUES(?1, ?2) ON CONFLICT(name) DO UPDATE SET value = excluded.value", name,
          value)
        .run();
}

/// How many events of this log are in it already.
std::uint64_t SearchIndex::known_events(const Store& store)
{
    if (meta("repository") != store.identity().repository.hex())
        return 0;
    const std::string size = meta("size");
    std::uint64_t known = 0;
    for (const char c : size.substr(0, 18))
        known = c >= '0' && c <= '9' ? known * 10 + static_cast<std::uint64_t>(c - '0') : 0;
    return known != 0 && known <= store.head().size && meta("last") == mark_of(store, known) ? known : 0;
}

bool SearchIndex::is_current(const Store& store)
{
    const std::uint64_t size = store.head().size;
    return size != 0 && known_events(store) == size && knows_what_waits(store);
}

bool SearchIndex::knows_what_waits(const Store& store)
{
    return store.identity().is_authority() || meta("waiting") == waiting_mark(store);
}

/// Cases that what waited has changed are as they are confirmed again, and those that what waits has changed as it makes them.
void SearchIndex::update_waiting(const Store& store, const DocumentSource& source)
{
    const Json rows = parse_json(meta("changed").empty() ? "[]" : meta("changed"));
    for (const Json& number : rows.items()) {
        take_out(number.as_integer());
        if (const auto row = store.find_row(number.as_integer()))
            replace(*row, source);
    }
    std::set<CaseUid> uids;
    store.each_pending([&](const StoredEvent& stored) {
        uids.insert(stored.event.op == model::Op::Open ? case_uid(stored.id) : stored.event.case_uid.value_or(CaseUid{}));
        return true;
    });
    Json changed = Json::array();
    for (const CaseUid& uid : uids)
        if (const auto row = store.find(uid)) {
            replace(*row, source);
            changed.push(Json(row->row));
        }
    set_meta("changed", to_json(changed));
    set_meta("waiting", waiting_mark(store));
}

void SearchIndex::replace(const CaseRow& row, const DocumentSource& source)
{
    take_out(row.row);
    add(row, source);
}

void SearchIndex::update(const Store& store, const DocumentSource& source, const SearchProgress& progress)
{
    // What is committed meanwhile is found again the next time.
    const std::uint64_t size = store.head().size;
    Rollback transaction(*m_database);
    const std::uint64_t known = known_events(store);
    const bool waits = !knows_what_waits(store);
    if (known == size && size != 0 && !waits)
        return;
    // Row by row costs more than all at once when much has changed.
    if (known == 0 || size - known > known)
        add_all(store, source, progress);
    else
        add_changed(store, known, source, progress);
    if (waits)
        update_waiting(store, source);
    set_meta("repository", store.identity().repository.hex());
    set_meta("size", std::to_string(size));
    set_meta("last", mark_of(store, size));
    transaction.commit();
}

void SearchIndex::empty()
{
    m_database->execute("DELETE FROM title; DELETE FROM word; DELETE FROM vocabulary");
    m_words.clear();
}

void SearchIndex::add_all(const Store& store, const DocumentSource& source, const SearchProgress& progress)
{
    empty();
    const auto total = static_cast<std::uint64_t>(store.count({}));
    std::uint64_t done = 0;
    std::int64_t after = 0;
    for (bool more = true; more;) {
        const std::vector<CaseRow> rows = store.list({.after = after, .limit = rows_at_once});
        for (const CaseRow& row : rows)
            add(row, source);
        more = !rows.empty();
        done += rows.size();
        after = more ? rows.back().row : after;
        if (progress)
            progress(std::min(done, total), total);
    }
}

void SearchIndex::add_changed(const Store& store, std::uint64_t first, const DocumentSource& source, const SearchProgress& progress)
{
    std::set<CaseUid> changed;
    store.each_event(first, [&](const StoredEvent& stored) {
        if (stored.event.op == model::Op::Open)
            changed.insert(case_uid(stored.id));
        else if (stored.event.case_uid)
            changed.insert(*stored.event.case_uid);
        return true;
    });
    std::uint64_t done = 0;
    for (const CaseUid& uid : changed) {
        if (const auto row = store.find(uid))
            replace(*row, source);
        if (progress)
            progress(++done, changed.size());
    }
}

void SearchIndex::take_out(std::int64_t row)
{
    Query(*m_database, "DELETE FROM title WHERE rowid = ?1", row).run();
    Query(*m_database, "DELETE FROM word WHERE rowid = ?1", row).run();
}

void SearchIndex::add(const CaseRow& row, const DocumentSource& source)
{
    const SearchDocument document = source(row);
    std::string words;
    append_search_words(words, document.title);
    Query(*m_database, "INSERT INTO title(rowid, type, words) VALUES(?1, ?2, ?3)", row.row, row.subject.type, words).run();
    append_search_words(words, document.text);
    Query(*m_database, "INSERT INTO word(rowid, type, words) VALUES(?1, ?2, ?3)", row.row, row.subject.type, words).run();
    add_to_vocabulary(words);
}

void SearchIndex::add_to_vocabulary(std::string_view words)
{
    while (!words.empty()) {
        const std::string_view word = words.substr(0, words.find(' '));
        words.remove_prefix(std::min(word.size() + 1, words.size()));
        // Every case has a number, and all of them would be words of their own.
        const std::size_t digit = word.find_first_of(digits);
        const auto [known, is_new] = m_words.emplace(word.substr(0, digit == std::string_view::npos ? digit : digit + 1));
        if (!is_new)
            continue;
        Query(*m_database, "INSERT OR IGNORE INTO vocabulary(word) VALUES(?1)", *known).run();
        if (m_words.size() > most_remembered)
            m_words.clear();
    }
}

/// Nothing where they cannot be told one by one.
std::vector<std::string> SearchIndex::words_with(std::string_view beginning)
{
    if (beginning.find_first_of(digits) != std::string_view::npos)
        return {};
    std::vector<std::string> words;
    const std::string end = std::string(beginning) + "\U0010FFFF";
    Query query(*m_database, "SELECT word FROM vocabulary WHERE word >= ?1 AND word < ?2 LIMIT ?3", beginning, end,
                static_cast<std::int64_t>(most_words + 1));
    while (query.step())
        words.push_back(query.text(0));
    const bool all = words.size() <= most_words &&
                     std::none_of(words.begin(), words.end(), [](const std::string& word) { return word.find_first_of(digits) != std::string::npos; });
    return all ? words : std::vector<std::string>();
}

std::vector<std::int64_t> SearchIndex::find(const std::vector<SearchTerm>& terms, std::string_view type, std::size_t limit)
{
    struct Round
    {
        std::string_view sql;
        Nearness nearness;
    };
    constexpr std::string_view in_titles = "SELECT rowid FROM title WHERE title MATCH ?1 ORDER BY rowid";
    constexpr std::string_view anywhere = "SELECT rowid FROM word WHERE word MATCH ?1 ORDER BY rowid";
    constexpr std::array rounds{Round{in_titles, Nearness::Exact},  Round{anywhere, Nearness::Exact},
                                Round{in_titles, Nearness::Prefix}, Round{anywhere, Nearness::Prefix},
                                Round{in_titles, Nearness::Stem},   Round{anywhere, Nearness::Stem}};
    const auto words = [this](std::string_view beginning) { return words_with(beginning); };
    std::vector<std::int64_t> rows;
    std::set<std::int64_t> seen;
    std::set<std::pair<std::string_view, std::string>> asked;
    for (const Round& round : rounds) {
        if (rows.size() >= limit)
            break;
        std::string expression = "{words} : (" + search_expression(terms, round.nearness, words) + ")";
        if (!type.empty())
            expression = "{type} : \"" + std::string(type) + "\" AND " + expression;
        if (!asked.emplace(round.sql, expression).second)
            continue;
        Query query(*m_database, round.sql, expression);
        while (rows.size() < limit && query.step())
            if (seen.insert(query.integer(0)).second)
                rows.push_back(query.integer(0));
    }
    return rows;
}

} // namespace ogp::store
