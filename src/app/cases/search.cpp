#include "app/cases/search.hpp"

#include "app/cases/search_texts.hpp"
#include "base/search_words.hpp"
#include "store/search.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace ogp::app {
namespace {

using report::Align;
using report::Cell;
using report::Show;
using Terms = std::vector<store::SearchTerm>;

constexpr std::size_t words_before = 2; // few, so that a narrow column shows the hit
constexpr std::size_t words_shown = 16;

/// What marks hits means nothing else here; control characters and line ends are blanks.
std::string plain(std::string_view text)
{
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        if (text.substr(at).starts_with(hit_begin) || text.substr(at).starts_with(hit_end)) {
            at += hit_begin.size();
            continue;
        }
        const auto byte = static_cast<unsigned char>(text[at++]);
        out += byte < 0x20 ? ' ' : static_cast<char>(byte);
    }
    return out;
}

bool is_hit(const SearchWord& word, const Terms& terms)
{
    return std::any_of(terms.begin(), terms.end(), [&](const store::SearchTerm& term) {
        return std::any_of(term.words.begin(), term.words.end(), [&](const std::string& wanted) {
            const auto nearness = term.words.size() > 1 ? store::Nearness::Exact : store::Nearness::Stem;
            return store::meets(word.folded, wanted, nearness);
        });
    });
}

/// How many of the query's words occur in a text.
std::size_t words_met(const std::vector<SearchWord>& words, const Terms& terms)
{
    std::size_t met = 0;
    for (const store::SearchTerm& term : terms)
        for (const std::string& wanted : term.words)
            met += std::any_of(words.begin(), words.end(),
                               [&](const SearchWord& word) { return store::meets(word.folded, wanted, store::Nearness::Stem); })
                       ? 1U
                       : 0U;
    return met;
}

struct Snippet
{
    std::string field;
    std::string text;   ///< for scripts
    std::string marked; ///< with the hits marked
};

/// A part of the text around its first hit.
Snippet cut(const SearchText& found, const std::vector<SearchWord>& words, const Terms& terms)
{
    const auto first = std::find_if(words.begin(), words.end(), [&](const SearchWord& word) { return is_hit(word, terms); });
    const auto hit = static_cast<std::size_t>(first - words.begin());
    const std::size_t begin = hit > words_before ? hit - words_before : 0;
    const std::size_t end = std::min(begin + words_shown, words.size());
    const std::size_t from = begin == 0 ? 0 : words[begin].begin;
    const std::size_t to = end == words.size() ? found.text.size() : words[end - 1].end;
    std::string marked = begin == 0 ? "" : "… ";
    std::size_t at = from;
    for (std::size_t i = begin; i < end; ++i) {
        if (!is_hit(words[i], terms))
            continue;
        marked += plain(std::string_view(found.text).substr(at, words[i].begin - at));
        marked += hit_begin;
        marked += plain(std::string_view(found.text).substr(words[i].begin, words[i].end - words[i].begin));
        marked += hit_end;
        at = words[i].end;
    }
    marked += plain(std::string_view(found.text).substr(at, to - at));
    marked += end == words.size() ? "" : " …";
    return {found.field, plain(marked), marked};
}

/// Of the text in which most of the words occur; of a title only where nothing else has any.
Snippet snippet_of(const Repository& repository, const store::CaseRow& row, const Terms& terms)
{
    std::vector<SearchText> texts = other_texts(repository, row);
    for (SearchText& title : title_texts(row))
        texts.push_back(std::move(title));
    std::size_t most = 0;
    Snippet snippet;
    for (const SearchText& text : texts) {
        const std::vector<SearchWord> words = search_words(text.text);
        const std::size_t met = words_met(words, terms);
        if (met <= most)
            continue;
        most = met;
        snippet = cut(text, words, terms);
    }
    return snippet;
}

std::string joined(const std::vector<SearchText>& texts)
{
    std::string all;
    for (const SearchText& text : texts)
        all += text.text + "\n";
    return all;
}

std::optional<store::CaseRow> row_at(const Repository& repository, std::int64_t row)
{
    auto rows = repository.store().list({.after = row - 1, .limit = 1});
    return rows.empty() || rows.front().row != row ? std::nullopt : std::optional(std::move(rows.front()));
}

std::vector<Cell> result_row(const Repository& repository, const store::CaseRow& row, const Terms& terms, SearchWish::Marks marks)
{
    const workflow::CaseType& type = repository.type(row.subject.workflow);
    const workflow::State* state = type.state(row.subject.state);
    const Snippet snippet = snippet_of(repository, row, terms);
    return {{Json(type.id), type.label},
            Cell::of(row.path.empty() ? row.subject.uid.hex().substr(0, 8) : row.path),
            {row.subject.fields[type.title_field], row.title},
            {Json(row.subject.state), state != nullptr ? state->label : both(row.subject.state)},
            {Json(snippet.text), both(marks == SearchWish::Marks::Hits ? snippet.marked : snippet.text)},
            Cell::of(row.number),
            Cell::of(row.subject.uid.hex()),
            Cell::of(snippet.field)};
}

} // namespace

report::Table search_cases(const Repository& repository, const SearchWish& wish,
                           const std::function<void(std::uint64_t, std::uint64_t)>& progress)
{
    const Terms terms = store::parse_search(wish.words);
    if (!wish.type.empty())
        (void)repository.active_hash(wish.type);
    report::Table table{"search",
                        {"ნაპოვნი", "Found"},
                        {{"type", {"ტიპი", "Type"}},
                         {"path", {"ნომერი", "Number"}},
                         {"title", {"სათაური", "Title"}},
                         {"state", {"მდგომარეობა", "State"}},
                         {"snippet", {"სად", "Where"}},
                         {"number", {"ნომერი", "Number"}, Align::Left, Show::OnRequest},
                         {"id", {"იდენტიფიკატორი", "Id"}, Align::Left, Show::OnRequest},
                         {"field", {"ველი", "Field"}, Align::Left, Show::OnRequest}},
                        {}};
    const auto document = [&](const store::CaseRow& row) {
        return store::SearchDocument{joined(title_texts(row)), joined(other_texts(repository, row))};
    };
    const auto limit = static_cast<std::size_t>(std::max<std::int64_t>(wish.limit, 0));
    for (const std::int64_t id : store::search(repository.store(), terms, wish.type, limit, document, progress))
        if (const auto row = row_at(repository, id))
            table.rows.push_back(result_row(repository, *row, terms, wish.marks));
    return table;
}

} // namespace ogp::app
