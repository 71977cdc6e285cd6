#pragma once

#include "base/language.hpp"
#include "base/time.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace ogp::cli {

/// A variable of the environment, "" where it is not set. Tests give their own.
using Environment = std::function<std::string(const char* name)>;
std::string process_environment(const char* name);

/// --lang, else OGP_LANG, else the locale (the first of LC_ALL, LC_MESSAGES, LANG that is set): ka where it begins with "ka",
/// otherwise en. `option` is the value of --lang or "". Error{Usage} where option or OGP_LANG is neither ka nor en.
Language choose_language(std::string_view option, const Environment& environment);

/// --now, else OGP_NOW, else the system's clock. Error{Usage} for what is neither RFC 3339 with an offset nor seconds.
Clock choose_clock(std::string_view option, const Environment& environment);

/// -C, else OGP_DIR, else the current folder.
std::filesystem::path choose_folder(std::string_view option, const Environment& environment);

/// Whether to colour what goes to stdout: never with NO_COLOR, always with CLICOLOR_FORCE, else on a terminal that can.
bool choose_color(bool is_terminal, const Environment& environment);

/// OGP_PAGER, else PAGER; "" where neither is set or it is "cat".
std::string choose_pager(const Environment& environment);

} // namespace ogp::cli
