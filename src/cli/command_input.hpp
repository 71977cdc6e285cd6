#pragma once

#include <string>
#include <string_view>

namespace ogp::cli {

/// Runs `command` by the shell with `text` on its standard input; its output goes where ours goes. Error{Io} where it does not
/// start, does not read everything, or ends with another status than 0: naming the command and the status.
void feed_command(const std::string& command, std::string_view text);

} // namespace ogp::cli
