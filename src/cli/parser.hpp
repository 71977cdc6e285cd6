#pragma once

#include "cli/args.hpp"
#include "cli/command.hpp"

#include <span>
#include <string>

namespace ogp::cli {

/// The arguments of one command (`words` without its path), checked against its table: presets filled in; numbers, dates and
/// choices refused where they are none. Error{Usage} with the nearest option for an unknown one, and the command's usage line.
/// With --help nothing is required. `called`: how the command was called, for messages ("milestone list").
Args parse(const Command& command, std::span<const std::string> words, const std::string& called);

} // namespace ogp::cli
