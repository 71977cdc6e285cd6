#pragma once

#include "base/error.hpp"
#include "cli/command.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::cli {

/// Where the path of a command stands among the words of a call. Global options may stand before, between and after.
struct PathWords
{
    std::vector<std::string> words; ///< at most the first two that are no options
    std::vector<std::size_t> at;    ///< their places in the call
};

/// Finds the path without knowing the command yet: global options are stepped over with their values; any other option ends it.
PathWords find_path(std::span<const std::string> call);

/// The value of a global option wherever it stands before "--", for what is needed before the command is known (-C, --lang);
/// "" where it is not given.
std::string find_global(std::span<const std::string> call, std::string_view name);

/// A command with the words that its path took.
struct Resolved
{
    const Command* command = nullptr;
    std::string noun_type;      ///< case type id for a case verb called by the type's noun; not yet known to exist
    std::size_t path_words = 0; ///< 1 or 2
};

/// By the table alone: "plan status", "status", else <noun> + case verb. Nothing where the words fit no command.
std::optional<Resolved> find_command(const PathWords& path);

/// "org-unit" -> "org_unit" and back.
std::string type_of_noun(std::string_view noun);
std::string noun_of_type(std::string_view type);

/// Whether a command of the table begins with that noun ("plan", "init").
bool is_table_noun(std::string_view noun);
/// The verbs of a noun, in order of the table; with those of every case where it is a case type.
enum class CaseVerbs { No, Yes };
std::vector<std::string> verbs_of(std::string_view noun, CaseVerbs case_verbs);

/// Error{Usage} for words that name no command, with the nearest right one, or with how to take a case type of the program into use.
/// `types`: ids of the case types that are known.
Error unknown_command(const PathWords& path, std::span<const std::string> types);

/// "; did you mean X?" as a hint, else `otherwise`.
Localized did_you_mean(std::string_view word, std::span<const std::string> candidates, Localized otherwise = {});
/// The same for an option; a short one ("-x") has no nearest.
Localized nearest_option(std::string_view word, std::span<const std::string> options, Localized otherwise = {});

} // namespace ogp::cli
