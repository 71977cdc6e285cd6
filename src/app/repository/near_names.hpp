#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogp::app::plan_checks {

/// Names among which a misspelt one is looked for. Of thousands of names only those are compared letter by letter that have
/// nearly the same letters.
class NearNames
{
public:
    explicit NearNames(const std::set<std::string>& names);

    /// The first name, in their order, that the word is almost: one or two letters away, numbers apart (school 1 is not
    /// school 2), long enough for that to mean something. "" where there is none.
    std::string nearest(const std::string& word) const;

private:
    /// Bits of the letters of a name, each occurrence of a letter with a bit of its own: one edit changes two at most.
    using Letters = std::array<std::uint64_t, 2>;
    struct Name
    {
        Letters letters;
        std::string_view text;
    };
    static Letters letters_of(std::string_view text);

    std::set<std::string> m_names;
    std::map<std::pair<std::string, std::size_t>, std::vector<Name>> m_known; ///< by digits and number of characters
};

/// Where words of a text begin, so that thousands of names are looked up in it.
class WordPlaces
{
public:
    explicit WordPlaces(std::string text);
    /// Whether the name stands in the text at the beginning of a word.
    bool has(std::string_view name) const;

private:
    std::string m_text;
    std::vector<std::string_view> m_places; ///< what follows each beginning, as far as it is compared; sorted
};

} // namespace ogp::app::plan_checks
