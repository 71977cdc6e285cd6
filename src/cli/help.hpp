#pragma once

#include "cli/command.hpp"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogp::cli {

/// Two columns, the second wrapped beside the first; a left side that is too wide stands on a line of its own.
class Pairs
{
public:
    void add(std::string left, std::string right);
    std::string text() const;

private:
    std::vector<std::pair<std::string, std::string>> m_rows;
};

/// "ogp milestone set ID FIELD=VALUE... [OPTIONS]"; `called` is the path as it was called.
std::string usage_line(const Command& command, std::string_view called);

/// Help on one command: usage, what it does, arguments, options, `more` (type_help.hpp), global options, examples.
std::string command_help(const Command& command, std::string_view called, Language language, std::string_view more = {});

/// The verbs of a noun with their summaries. `is_case_type`: the verbs of every case too.
enum class NounKind { Table, CaseType };
std::string noun_help(std::string_view noun, NounKind kind, Language language);

/// `ogp` alone: what it is, how to begin, every command, where to go on.
std::string overview(Language language);

/// "--plan PLAN", "ID", "FIELD=VALUE...": how help names an argument.
std::string arg_label(const Arg& arg);

} // namespace ogp::cli
