#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ogp {

/// A word of a text as it is searched for.
struct SearchWord
{
    std::string folded;
    std::size_t begin = 0; ///< its place in the text, in bytes
    std::size_t end = 0;
};

/// The words of a text: runs of letters and digits, without case and diacritics (NFKD, case folding, marks away), every Georgian
/// alphabet as Mkhedruli: Mtavruli (U+1C90), Asomtavruli (U+10A0) and Nuskhuri (U+2D00) are the same letters. What is no UTF-8
/// parts words. Of a very long word only the beginning is kept.
std::vector<SearchWord> search_words(std::string_view text);

/// The same words, appended with a blank between them; `out` then ends with a word, if there was any.
void append_search_words(std::string& out, std::string_view text);

/// A Georgian word (folded) without its case ending, at least three letters long: ქუჩის and ქუჩაში give ქუჩ. Another word, and one
/// that is too short, comes back as it is.
std::string_view georgian_stem(std::string_view folded);

/// Number of characters.
std::size_t letter_count(std::string_view folded);

} // namespace ogp
