#include "base/search_words.hpp"

#include "base/utf8.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>

namespace ogp {
namespace {

constexpr std::size_t longest_word = 120; // bytes
constexpr std::size_t least_stem = 3;     // letters
constexpr std::size_t georgian_bytes = 3; // of each Georgian letter in UTF-8

/// Longest first within each beginning: plural with postpositions, postpositions, cases, vowels.
constexpr std::array<std::string_view, 45> georgian_endings{
    "ებისათვის", "ებისთვის", "ებისაგან", "ებიდან", "ებისგან", "ებამდე", "ებთან", "ებით", "ებში", "ებზე", "ებად", "ების", "ებმა",
    "ებს",       "ები",      "ებო",      "ისათვის", "ისთვის",  "ისაგან", "ისგან", "იდან", "იდგან", "ასთან", "სთან", "თვის",
    "ამდე",      "მდე",      "თან",      "აში",    "აზე",     "ში",     "ზე",    "ის",   "ით",   "ად",    "ას",   "მა",
    "ს",         "მ",        "ი",        "ა",      "ე",       "ო",      "უ",     "თ"};

bool is_georgian(char32_t letter)
{
    return letter >= 0x10D0 && letter <= 0x10FF && letter != 0x10FB;
}

/// The same letter in Mkhedruli.
char32_t mkhedruli(char32_t letter)
{
    if (letter >= 0x1C90 && letter <= 0x1CBF)
        return letter - 0x1C90 + 0x10D0;
    if (letter >= 0x10A0 && letter <= 0x10CD)
        return letter - 0x10A0 + 0x10D0;
    if (letter >= 0x2D00 && letter <= 0x2D2D)
        return letter - 0x2D00 + 0x10D0;
    return letter;
}

bool is_letter_or_digit(utf8proc_int32_t character)
{
    const utf8proc_category_t category = utf8proc_category(character);
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
           (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

enum class Part { Letter, Mark, Separator };

/// Appends what the character becomes.
Part fold(char32_t character, std::string& word)
{
    if (character < 0x80) {
        const char c = static_cast<char>(character);
        if (c >= 'A' && c <= 'Z')
            word += static_cast<char>(c - 'A' + 'a');
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            word += c;
        else
            return Part::Separator;
        return Part::Letter;
    }
    if (const char32_t letter = mkhedruli(character); is_georgian(letter)) {
        append_utf8(word, letter);
        return Part::Letter;
    }
    std::array<utf8proc_int32_t, 32> parts{};
    int boundary = 0;
    constexpr auto how = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                                                        UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
    const utf8proc_ssize_t count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(character), parts.data(),
                                                           static_cast<utf8proc_ssize_t>(parts.size()), how, &boundary);
    if (count < 0 || count > static_cast<utf8proc_ssize_t>(parts.size()))
        return Part::Separator;
    Part result = Part::Mark;
    for (utf8proc_ssize_t i = 0; i < count; ++i) {
        const utf8proc_int32_t part = parts[static_cast<std::size_t>(i)];
        if (!is_letter_or_digit(part))
            return Part::Separator;
        append_utf8(word, static_cast<char32_t>(part));
        result = Part::Letter;
    }
    return result;
}

template <class Visit>
void each_word(std::string_view text, const Visit& visit)
{
    std::string word;
    std::size_t begin = 0;
    const auto finish = [&](std::size_t end) {
        if (!word.empty())
            visit(word, begin, end);
        word.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Character next = utf8_at(text, at);
        const std::size_t before = word.size();
        const Part part = next.size == 0 ? Part::Separator : fold(next.value, word);
        if (part == Part::Separator) {
            word.resize(before);
            finish(at);
        } else if (before == 0) {
            begin = at;
        } else if (word.size() > longest_word) {
            word.resize(before);
        }
        at += std::max<std::size_t>(next.size, 1);
    }
    finish(text.size());
}

} // namespace

std::vector<SearchWord> search_words(std::string_view text)
{
    std::vector<SearchWord> words;
    each_word(text, [&](const std::string& word, std::size_t begin, std::size_t end) { words.push_back({word, begin, end}); });
    return words;
}

void append_search_words(std::string& out, std::string_view text)
{
    each_word(text, [&](const std::string& word, std::size_t, std::size_t) {
        if (!out.empty())
            out += ' ';
        out += word;
    });
}

std::size_t letter_count(std::string_view folded)
{
    return static_cast<std::size_t>(
        std::count_if(folded.begin(), folded.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string_view georgian_stem(std::string_view folded)
{
    for (std::size_t at = 0; at < folded.size();) {
        const Utf8Character next = utf8_at(folded, at);
        if (!is_georgian(next.value))
            return folded;
        at += next.size;
    }
    for (const std::string_view ending : georgian_endings)
        if (folded.ends_with(ending) && folded.size() >= ending.size() + least_stem * georgian_bytes)
            return folded.substr(0, folded.size() - ending.size());
    return folded;
}

} // namespace ogp
