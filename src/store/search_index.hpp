#pragma once

#include "store/database.hpp"
#include "store/search_query.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace ogp::store {

/// What is searched of a case, by whoever knows its case type. Neither side may hold a personal or secret value.
struct SearchDocument
{
    std::string title; ///< number and titles
    std::string text;  ///< everything else
};
using DocumentSource = std::function<SearchDocument(const CaseRow& row)>;
using SearchProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

/// The full text of all cases: a cache that is made of the repository, never the other way round. Format 2, SQLite with FTS5:
///   meta        repository, size (events that are in it), last (id of the last of them and of its batch); of a replica waiting (which
///               own events that wait are in it) and changed (rows of the cases that these have changed)
///   title       type, words: those of the number and titles, folded (base/search_words.hpp); rowid: the row of the case
///   word        type, words: those and all others
///   vocabulary  the words there are or were, each once; of a word with digits the beginning up to the first of them
/// The words are folded before they come here, so that the tokenizer has nothing to know but blanks. Two tables, because a word
/// that is rare in titles and frequent elsewhere would be looked for through all its places. A vocabulary, because FTS5 collects all
/// places of all words that begin so before it gives the first, but goes on from place to place where it is given the words.
///
/// Rejected: ranking by bm25 (reads every place of a frequent word, and a case would change its rank when others change);
/// contentless tables (a changed case could not be taken out again); an index of beginnings of each length (twice the size); fts5vocab
/// (counts the places of each word).
class SearchIndex
{
public:
    /// "" for memory. Throws Error{Integrity} where the file is no such index or is damaged: then it is to be thrown away.
    explicit SearchIndex(const std::filesystem::path& file);
    /// One that is there, for reading; Error as above, NotFound or Io where there is none.
    static SearchIndex read_only(const std::filesystem::path& file);

    /// Whether it is of this repository and holds all its events.
    bool is_current(const Store& store);
    /// Takes in the cases that events since have changed, or all where it is of another repository or another history.
    void update(const Store& store, const DocumentSource& source, const SearchProgress& progress);

    /// Rows of cases, best first: exact words in titles, exact words anywhere, then words that begin so, then words of that
    /// stem; within each in the order of opening. `type` "" for all.
    std::vector<std::int64_t> find(const std::vector<SearchTerm>& terms, std::string_view type, std::size_t limit);

private:
    explicit SearchIndex(std::unique_ptr<Database> database);
    void check_format();
    std::string meta(std::string_view name);
    void set_meta(std::string_view name, std::string_view value);
    std::uint64_t known_events(const Store& store);
    bool knows_what_waits(const Store& store);
    void update_waiting(const Store& store, const DocumentSource& source);
    void replace(const CaseRow& row, const DocumentSource& source);
    void empty();
    void add_all(const Store& store, const DocumentSource& source, const SearchProgress& progress);
    void add_changed(const Store& store, std::uint64_t first, const DocumentSource& source, const SearchProgress& progress);
    void add(const CaseRow& row, const DocumentSource& source);
    void add_to_vocabulary(std::string_view words);
    void take_out(std::int64_t row);
    std::vector<std::string> words_with(std::string_view beginning);

    std::unique_ptr<Database> m_database;
    std::unordered_set<std::string> m_words; ///< of the vocabulary, as far as they were met lately
};

} // namespace ogp::store
