#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::store {

/// What must occur in a text: one word, or several in this order.
struct SearchTerm
{
    std::vector<std::string> words; ///< folded: base/search_words.hpp
};

/// Words and "phrases" („…“ and «…» are the same) that must all occur. There is nothing else to know: no operators, and no
/// character means anything more. Error{Usage} where no word is left, where it is no UTF-8, and beyond 32 terms.
std::vector<SearchTerm> parse_search(std::string_view query);

/// How near a text must come to the terms.
enum class Nearness {
    Exact,  ///< the words themselves
    Prefix, ///< words that begin so, from three letters on
    Stem    ///< the same without the case endings of Georgian
};

/// Whether a word of a text meets one word of the query.
bool meets(std::string_view word, std::string_view wanted, Nearness nearness);

/// The words of an index that begin so, or nothing where they are not to be told one by one.
using WordsWith = std::function<std::vector<std::string>(std::string_view beginning)>;

/// The terms as an expression of FTS5, all of whose strings are quoted words. What begins with more than three letters is looked for
/// as the words that `words` gives: FTS5 has the beginnings of three letters ready, and would collect all others first.
std::string search_expression(const std::vector<SearchTerm>& terms, Nearness nearness, const WordsWith& words = {});

} // namespace ogp::store
