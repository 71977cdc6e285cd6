#pragma once

#include "base/language.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace ogp::ledger {

/// Why an event got its verdict, as a leaf holds it: a number that never changes its meaning, the word for it that JSON and
/// lists show, and a sentence for people. What merging gave is below 10, conflicts are 10 to 99, rejections 100 to 199, of which
/// those below 150 are the rules of workflow::decide under the same words, quarantines from 200.
struct VerdictRule
{
    std::uint16_t number;
    std::string_view word;
    Label sentence;
};

/// All of them, by number.
std::span<const VerdictRule> verdict_rules();
/// Nothing for a number or word that this version does not know.
const VerdictRule* verdict_rule(std::uint16_t number);
const VerdictRule* verdict_rule(std::string_view word);

/// The number for a leaf; a word that nobody put into the table becomes `other_rule`, so that a verdict is never lost.
inline constexpr std::uint16_t other_rule = 199;
std::uint16_t rule_number(std::string_view word);
/// The word for a list: "" for 0, "rule_123" for a number that is not known here.
std::string rule_word(std::uint16_t number);

} // namespace ogp::ledger
