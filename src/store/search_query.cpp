#include "store/search_query.hpp"

#include "base/error.hpp"
#include "base/search_words.hpp"
#include "base/text.hpp"

#include <array>
#include <utility>

namespace ogp::store {
namespace {

constexpr std::size_t most_terms = 32;
constexpr std::size_t longest_query = 2000;
constexpr std::size_t least_prefix = 3;

constexpr std::array<std::string_view, 6> quotes{"\"", "„", "“", "”", "«", "»"};

Error bad_query(const Localized& what)
{
    return Error(Fault::Usage, what,
                 {"დაწერეთ სიტყვები ან „ფრაზა“: ogp search პარკი 'საბურთალოს \"ახალი სკვერი\"'",
                  "write words or a \"phrase\": ogp search park '\"new square\"'"});
}

/// The quote that begins here, or "".
std::string_view quote_at(std::string_view text)
{
    for (const std::string_view quote : quotes)
        if (text.starts_with(quote))
            return quote;
    return {};
}

void add_term(std::string_view words, std::vector<SearchTerm>& terms)
{
    SearchTerm term;
    for (SearchWord& word : search_words(words))
        term.words.push_back(std::move(word.folded));
    if (!term.words.empty())
        terms.push_back(std::move(term));
}

/// Outside of quotes; "I.4" is one term of two words.
void add_words(std::string_view text, std::vector<SearchTerm>& terms)
{
    while (!text.empty()) {
        const std::size_t blank = text.find_first_of(" \t\n\r");
        add_term(text.substr(0, blank), terms);
        if (blank == std::string_view::npos)
            return;
        text.remove_prefix(blank + 1);
    }
}

std::string_view beginning_of(std::string_view wanted, Nearness nearness)
{
    return nearness == Nearness::Stem ? georgian_stem(wanted) : wanted;
}

std::string beginning_expression(std::string_view beginning, const WordsWith& words_with)
{
    const std::vector<std::string> words =
        words_with && letter_count(beginning) > least_prefix ? words_with(beginning) : std::vector<std::string>();
    if (words.empty())
        return '"' + std::string(beginning) + "\"*";
    return "(\"" + join(words, "\" OR \"") + "\")";
}

} // namespace

std::vector<SearchTerm> parse_search(std::string_view query)
{
    if (!is_utf8(query))
        throw bad_query({"ძიების სიტყვები UTF-8 არ არის", "the words to search for are not UTF-8"});
    if (query.size() > longest_query)
        throw bad_query({"ძიების სიტყვები ძალიან ბევრია", "there are too many words to search for"});
    std::vector<SearchTerm> terms;
    bool quoted = false;
    std::size_t begin = 0;
    const auto finish = [&](std::size_t end) {
        const std::string_view part = query.substr(begin, end - begin);
        if (quoted)
            add_term(part, terms);
        else
            add_words(part, terms);
    };
    for (std::size_t at = 0; at < query.size();) {
        const std::string_view quote = quote_at(query.substr(at));
        if (quote.empty()) {
            ++at;
            continue;
        }
        finish(at);
        quoted = !quoted;
        at += quote.size();
        begin = at;
    }
    finish(query.size());
    if (terms.empty())
        throw bad_query({"რა მოიძებნოს? არც ერთი სიტყვა არ არის", "what is to be searched for? there is no word"});
    if (terms.size() > most_terms)
        throw bad_query(say("სიტყვები {}-ზე მეტია", "there are more than {} words", most_terms));
    return terms;
}

bool meets(std::string_view word, std::string_view wanted, Nearness nearness)
{
    if (nearness == Nearness::Exact || letter_count(wanted) < least_prefix)
        return word == wanted;
    return word.starts_with(beginning_of(wanted, nearness));
}

std::string search_expression(const std::vector<SearchTerm>& terms, Nearness nearness, const WordsWith& words)
{
    std::string expression;
    for (const SearchTerm& term : terms) {
        expression += expression.empty() ? "" : " AND ";
        if (term.words.size() > 1 || nearness == Nearness::Exact || letter_count(term.words.front()) < least_prefix)
            expression += '"' + join(term.words, " ") + '"';
        else
            expression += beginning_expression(beginning_of(term.words.front(), nearness), words);
    }
    return expression;
}

} // namespace ogp::store
