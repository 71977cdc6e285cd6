#pragma once

#include "base/language.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogp::workflow {

/// How the official number of a case is made: YAML numbering: {template: "FOI-{year}-{seq:05}", per: [year],
/// provisional: "FOI-{year}-~{hash:6}"}. Placeholders are {year} {month:02} {seq:05} {hash:6} and {<field>} for an
/// enumeration or text field.
struct Numbering
{
    std::string pattern;          ///< YAML `template`
    std::vector<std::string> per; ///< what a counter is for: year, month, or an enum or ref field; none: one counter for all
    std::string provisional;      ///< the number until the authority has given the official one; "": the uid's beginning

    bool empty() const { return pattern.empty(); }
};

/// The choices of every vote.
inline constexpr std::array<std::string_view, 3> vote_choices = {"for", "against", "abstain"};

/// Those whose votes are counted together, because each group must agree on its own.
struct VoteGroup
{
    std::string id;
    std::vector<std::string> roles;
    Localized label;
};

/// Who votes on a case, and while it is in which states.
struct Votes
{
    std::vector<std::string> in;
    std::vector<VoteGroup> groups;
    std::vector<std::string> record; ///< roles that may enter the vote of another member

    bool empty() const { return groups.empty(); }
};

/// What holds of the parts of one case type. A case type is a part of this one where its `parent` is a ref to it.
struct ChildRule
{
    std::string type;
    std::optional<std::int64_t> min; ///< fewest that must stand when the case leaves its initial state
    std::optional<std::int64_t> max;
    std::vector<std::string> inherit; ///< fields that a new part takes over where it has one of that name
    std::vector<std::pair<std::string, std::string>> cascade; ///< transition of this case -> transition of its open parts
};

/// What becomes of a running clock when a case moves to a new version.
enum class ClockMigration {
    KeepStart, ///< same start, new target
    Restart,
    KeepDue,
    Drop
};
inline constexpr std::array clock_migrations = {ClockMigration::KeepStart, ClockMigration::Restart, ClockMigration::KeepDue,
                                                ClockMigration::Drop};
/// "keep_start", "restart", "keep_due", "drop".
std::string_view code(ClockMigration migration);
std::optional<ClockMigration> clock_migration_from(std::string_view code);

/// How cases of an older version come to this one. States, fields and clocks of the same name stay what they are.
struct Migration
{
    std::int64_t from = 0; ///< version
    std::vector<std::pair<std::string, std::string>> states; ///< old -> new
    std::vector<std::pair<std::string, std::string>> fields; ///< old name -> new name
    std::vector<std::pair<std::string, std::string>> dropped; ///< old field -> reason
    std::vector<std::pair<std::string, ClockMigration>> clocks;
};

} // namespace ogp::workflow
