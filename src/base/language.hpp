#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace ogp {

/// The languages that every text for people exists in.
enum class Language { Ka, En };

/// "ka" or "en".
std::string_view code(Language language);

/// A fixed text of the program in both languages, for constant tables.
struct Label
{
    const char* ka = "";
    const char* en = "";

    constexpr const char* in(Language language) const { return language == Language::Ka ? ka : en; }
};

/// A text in both languages, made while running. A side may be empty where a source document has no translation.
struct Localized
{
    std::string ka;
    std::string en;

    Localized() = default;
    Localized(std::string ka_text, std::string en_text) : ka(std::move(ka_text)), en(std::move(en_text)) {}
    Localized(const Label& label) : ka(label.ka), en(label.en) {} // NOLINT: a label is a text

    /// The text in `language`, or in the other one where that is empty.
    const std::string& in(Language language) const;
    bool empty() const { return ka.empty() && en.empty(); }
    bool operator==(const Localized&) const = default;
};

/// The same text in both languages: names, numbers, identifiers.
Localized both(std::string text);

/// Formats both sides with the same arguments, in fmt's syntax. A sentence that needs another word order names its
/// arguments by position: say("{0} არ მოიძებნა", "found no {0}", id).
template <class... Args>
Localized say(fmt::format_string<const Args&...> ka, fmt::format_string<const Args&...> en, const Args&... args)
{
    return {fmt::format(ka, args...), fmt::format(en, args...)};
}

} // namespace ogp
