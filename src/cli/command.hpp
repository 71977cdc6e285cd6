#pragma once

#include "base/language.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::cli {

class Context;
class Args;

/// What completion offers for a value.
enum class Complete { None, File, Folder, CaseType, ShippedType, Case, State, Transition, Field, Plan, Report, Role, Choice };

/// One argument of a command: a word by place, an option with a value, or a flag.
struct Arg
{
    /// Fields: an option whose value is optional and written with "=" only (--json, --json=number,title).
    enum Kind { Text, Number, Flag, Date, Assignment, Fields };
    enum Place { Option, Positional };
    enum Need { Optional, Required };
    enum Times { Once, Many };

    const char* name;              ///< "plan" for --plan; for a positional the name that Args knows it by
    const char* value = nullptr;   ///< what help shows in its place: "PLAN"
    Label help{};
    Kind kind = Text;
    Place place = Option;
    Need need = Optional;
    Times times = Once;
    const char* preset = nullptr;  ///< value where none is given
    const char* choices = nullptr; ///< "ka|en|both": anything else is refused with the nearest
    Complete complete = Complete::None;
    char letter = 0;               ///< short form of an option: 'q' for -q
};

struct Example
{
    const char* line;              ///< "ogp plan status --as-of 2019-04-15 --json"
    Label what{};
};

/// What a command prints, for its --json, --csv, ... options and for the documentation of its fields.
enum class Output { Text, Table, Object, Document };

/// The executables: what speaks to the network or draws documents stays out of the everyday one, so that this one starts in a
/// few milliseconds.
enum class Program {
    Everyday,  ///< ogp
    Network,   ///< ogp-net
    Server,    ///< ogp-server
    Documents, ///< ogp-report
};

/// One command: all that the parser, --help, the manual pages, the completions and the README table know of it.
struct Command
{
    const char* path;              ///< "plan status"; "case list" also serves as "<noun> list" for every case type
    Label summary{};               ///< imperative, no full stop
    Label doc{};                   ///< paragraphs for help and manual
    std::span<const Arg> args{};
    std::span<const Example> examples{};
    Output output = Output::Text;
    bool reads_only = false;       ///< never takes the write lock; works on read-only media
    Program runs_in = Program::Everyday; ///< called in another one, that one takes over
    bool hidden = false;           ///< not in help, completion and documentation
    int (*run)(Context&, const Args&) = nullptr;
};

/// Every command, in the order in which help lists them.
std::span<const Command* const> commands();

/// Options that every command has: --help -C --actor --as --now --lang --quiet ...
std::span<const Arg> global_args();
/// --json --ndjson --csv --tsv: of commands that print a table or an object.
std::span<const Arg> format_args();
/// --dry-run: of commands that change something.
std::span<const Arg> change_args();

/// Every argument that the command takes: its own, then those that come with its kind, then the global ones.
std::vector<const Arg*> all_args(const Command& command);

/// How the option is written: "--plan", "--k"; a single capital is "-C".
std::string option_word(const Arg& arg);

/// First word of the path: "plan" of "plan status", "init" of "init".
std::string_view noun_of(const Command& command);
/// The rest: "status", or "" where the command is one word.
std::string_view verb_of(const Command& command);
/// "milestone list": the path as it was called, for a case verb with the case type's noun (hyphens for underscores).
std::string path_for(const Command& command, std::string_view noun_type);

} // namespace ogp::cli
