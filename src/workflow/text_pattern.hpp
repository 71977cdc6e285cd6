#pragma once

#include "base/language.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace ogp::workflow {

/// What a whole text must look like: "[0-9]{11}", "GE[0-9]{2}[A-Z]{2}[0-9]{16}". The part of regular expressions that needs
/// no groups, so that matching takes a time proportional to text and pattern, whatever either says:
///
///   pattern = branch {"|" branch}     branch = {atom ["?" | "*" | "+" | "{n}" | "{m,n}"]}
///   atom    = character | "." | "\d" | "\" punctuation | "[" ["^"] {character ["-" character]} "]"
///
/// Characters are code points. At most 200 bytes, and 400 atoms with repetitions written out.
class TextPattern
{
public:
    /// Nothing where it is none; `problem` then says why.
    static std::optional<TextPattern> parse(std::string_view source, Localized& problem);

    bool matches(std::string_view text) const;

private:
    struct Step
    {
        std::vector<std::pair<char32_t, char32_t>> ranges; ///< of code points
        bool negated = false;
        bool skippable = false;
        bool repeats = false;

        bool takes(char32_t character) const;
    };
    using Branch = std::vector<Step>;
    friend class PatternParser;

    static bool matches(const Branch& branch, std::string_view text);

    std::vector<Branch> m_branches;
};

} // namespace ogp::workflow
