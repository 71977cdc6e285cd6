#pragma once

#include "base/language.hpp"
#include "irm/row.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ogp::irm {

/// What OGP's analysts work out from the codings, in groups that `ogp assess check` sums up.
enum class Group : std::uint8_t {
    Starred,               ///< model commitments
    HighCompletion,
    ChangeInCompletion,
    DidItOpenGovernment,
    Other,                 ///< ambition, the four classes, the score
};

/// A column that follows from others.
struct Rule
{
    std::string_view column;
    Group group = Group::Other;
    std::optional<std::string> (*derive)(const Row& row) = nullptr; ///< nothing where the row does not have what it takes
    Label says{};                 ///< the rule in a sentence
    std::string_view source{};    ///< where it is written down; "data" where it was read off the export alone
};

/// In the order of the file. That each holds on all rows of the export of July 2024 for Georgia, Tbilisi and Ukraine is a test.
std::span<const Rule> rules();
const Rule* rule_of(std::string_view column);

/// The degree of completion that counts, 1..5: of the end-of-term report where there is one, else of the progress report.
std::optional<int> latest_completion(const Row& row);

} // namespace ogp::irm
