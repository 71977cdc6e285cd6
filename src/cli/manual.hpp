#pragma once

#include "cli/command.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ogp::cli {

/// First words of the commands that are shown, in order of the table, each once: "init", "status", "case", "plan" ...
std::vector<std::string> shown_nouns();

/// The page ogp-<noun>(1) in mdoc: every command of the noun with its arguments and examples.
std::string noun_page(std::string_view noun, Language language);

/// The page ogp(1): every command in a line, global options, environment, exit statuses.
std::string main_page(Language language);

/// Text in mdoc: lines of at most 79 columns, each sentence on a line of its own.
std::string mdoc_text(std::string_view text);
/// A word or words as the argument of a macro of mdoc.
std::string mdoc_word(std::string_view text);

/// The commands as a Markdown table, English and Georgian side by side.
std::string command_table();

} // namespace ogp::cli
