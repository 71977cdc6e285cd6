#pragma once

#include "app/repository/repository.hpp"
#include "cli/command.hpp"

#include <string>

namespace ogp::cli {

/// What a case type adds to the help of a case verb, in its own labels: its fields where the verb takes fields, its transitions
/// where it takes one, its states where it asks for one. "" where it adds nothing.
std::string type_help(const Command& command, const workflow::CaseType& type, Language language);

} // namespace ogp::cli
