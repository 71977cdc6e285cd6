#pragma once

#include "base/error.hpp"
#include "cli/command.hpp"
#include "cli/context.hpp"
#include "cli/environment.hpp"

#include <span>
#include <string>

namespace ogp::cli {

/// The program: finds the command, parses its arguments, runs it, turns what was thrown into words on stderr and an exit status.
///
///   0 done · 1 failed (I/O, internal) · 2 wrong usage · 3 not found · 4 not allowed · 5 conflict · 6 invalid input ·
///   7 a --fail-on gate · 8 integrity · 9 authority unreachable
///
/// `program` is the executable that runs; a command of another one is handed over to that.
int run(std::span<const std::string> words, const Streams& streams, const Environment& environment = process_environment,
        Program program = Program::Everyday);

int exit_status(Fault fault);

/// With the process's own streams.
int main(int argc, char** argv, Program program = Program::Everyday);

} // namespace ogp::cli
