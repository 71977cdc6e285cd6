#pragma once

#include "workflow/decide.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ogp::workflow {

/// A rule that says no. Thrown where it is found and caught in decide(), so that the order of the rules reads from top to bottom.
struct Refused
{
    Refusal refusal;
};
[[noreturn]] void refuse(const char* rule, Localized reason, Localized hint = {});

/// "start (დაწყება)".
Localized labelled(std::string_view id, const Localized& label);
/// "; did you mean "x"?" in both languages, or nothing.
Localized suggestion(std::string_view word, const std::vector<std::string>& candidates);
Localized joined(const Localized& a, const Localized& b);

bool holds_word(const std::vector<std::string>& list, std::string_view word);

template <class Items>
std::vector<std::string> ids_of(const Items& items)
{
    std::vector<std::string> ids;
    for (const auto& item : items)
        ids.push_back(item.id);
    return ids;
}

} // namespace ogp::workflow
