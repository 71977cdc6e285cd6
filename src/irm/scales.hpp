#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace ogp::irm {

/// A step of a scale on which the IRM codes.
struct Level
{
    std::string_view word;     ///< as the file writes it: "Not Started"
    std::string_view member;   ///< of the enumeration in workflows/commitment.yaml: "not_started"
    std::optional<int> code{}; ///< in the numeric twin; nothing where no source says it
    std::array<std::string_view, 3> also{}; ///< other spellings
};

/// The vocabulary of a column of words. Its numeric twin is the column after it.
struct Scale
{
    std::string_view column;
    std::string_view field;    ///< of a commitment
    std::span<const Level> levels;
    /// Level of that word, in large or small letters; nullptr where the scale has none.
    const Level* find(std::string_view word) const;
    const Level* member(std::string_view id) const;
};

/// In the order of the file.
std::span<const Scale> scales();
/// nullptr where the column has no scale.
const Scale* scale_of(std::string_view column);

/// What the IRM assesses and on which scales, which it has renewed twice. A plan stays with what was in force when it was submitted.
enum class Generation : std::uint8_t {
    /// Plans until 2017: specificity, values, potential impact and completion in a progress report; later ones also an end-of-term
    /// report, with completion once more and "did it open government" for each value. (OGP, "IRM to Raise the Bar for Model
    /// Commitments": end-of-term reports begin in 2016, for plans then running.)
    Reports,
    /// 2018-2019: a design report (verifiable, values, potential impact) and an implementation report (completion, did it open
    /// government); in the export neither specificity nor stars.
    Design,
    /// From 2020: an action plan review (verifiable, relevant, potential for results) and a results report (completion, early
    /// results). (OGP glossary, "Ambition": "beginning with 2020 action plans"; IRM guidance overview: refreshed in 2020.)
    Results,
};

Generation generation_of(int year_of_submission);

} // namespace ogp::irm
