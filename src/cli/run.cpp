#include "cli/run.hpp"

#include "app/sync/shared_log.hpp"
#include "base/text.hpp"
#include "base/version.hpp"
#include "cli/args.hpp"
#include "cli/case_types.hpp"
#include "cli/command.hpp"
#include "cli/error_text.hpp"
#include "cli/external.hpp"
#include "cli/find_command.hpp"
#include "cli/help.hpp"
#include "cli/parser.hpp"
#include "cli/sibling.hpp"
#include "cli/timing.hpp"

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <new>
#include <optional>

namespace ogp::cli {
namespace {

/// One call, from its words to its exit status.
class Call
{
public:
    Call(std::span<const std::string> words, const Streams& streams, const Environment& environment, Program program)
        : m_words(words), m_streams(streams), m_environment(environment), m_program(program), m_path(find_path(words))
    {}

    int execute()
    {
        const std::optional<Resolved> found = find_command(m_path);
        // A report's own --lang is read by the parser; words on the terminal are in one language.
        const std::string language = find_global(m_words, "lang");
        const bool of_terminal = !found || !has_own_language(*found->command) || language == "ka" || language == "en";
        m_language = choose_language(of_terminal ? language : std::string{}, m_environment);
        if (!find_global(m_words, "version").empty()) {
            print("ogp " + std::string{version()} + "\n");
            return EXIT_SUCCESS;
        }
        if (m_path.words.empty())
            return without_path();
        if (!found)
            return without_command();
        return run(*found);
    }

    Language language() const { return m_language; }

private:
    void print(const std::string& text) const { m_streams.out(m_streams.target, text); }

    static bool has_own_language(const Command& command)
    {
        return std::any_of(command.args.begin(), command.args.end(),
                           [](const Arg& arg) { return std::string_view{arg.name} == "lang"; });
    }

    int without_path()
    {
        for (const std::string& word : m_words)
            if (word.starts_with('-') && word != "--" && find_global(m_words, "help").empty())
                refuse_option(word);
        print(overview(m_language));
        return EXIT_SUCCESS;
    }

    /// Words without a command: a global option alone is no mistake, anything else is.
    void refuse_option(const std::string& word) const
    {
        std::vector<std::string> known;
        for (const Arg& arg : global_args())
            known.push_back(option_word(arg));
        const std::string name = word.starts_with("--") ? word.substr(0, word.find('=')) : word.substr(0, 2);
        if (std::find(known.begin(), known.end(), name) != known.end() || name == "-q")
            return;
        throw Error{Fault::Usage, say("უცნობი პარამეტრი {}", "unknown option {}", printable(name)),
                    nearest_option(name, known, say("ყველა ბრძანება: ogp help", "all commands: ogp help"))};
    }

    RunOptions basic_options() const
    {
        RunOptions options;
        options.folder = choose_folder(find_global(m_words, "C"), m_environment);
        options.language = m_language;
        return options;
    }

    int without_command()
    {
        const std::string& noun = m_path.words[0];
        const bool table_noun = is_table_noun(noun);
        if (!table_noun)
            if (const auto program = find_external(noun, m_environment))
                become(*program, m_words.subspan(m_path.at[0] + 1));
        Context context{basic_options(), m_streams};
        const std::vector<std::string> types = known_types(context);
        const bool is_type = std::find(types.begin(), types.end(), type_of_noun(noun)) != types.end();
        if (!find_global(m_words, "help").empty() && (is_type || table_noun) && m_path.words.size() == 1) {
            print(noun_help(noun, is_type ? NounKind::CaseType : NounKind::Table, m_language));
            return EXIT_SUCCESS;
        }
        throw unknown_command(m_path, types);
    }

    int run(const Resolved& found)
    {
        const std::string called = path_for(*found.command, found.noun_type);
        std::vector<std::string> rest;
        for (std::size_t at = 0; at < m_words.size(); ++at)
            if (std::find(m_path.at.begin(), m_path.at.begin() + static_cast<std::ptrdiff_t>(found.path_words), at) ==
                m_path.at.begin() + static_cast<std::ptrdiff_t>(found.path_words))
                rest.push_back(m_words[at]);
        std::optional<Args> args;
        std::optional<Error> mistake;
        try {
            args = parse(*found.command, rest, called);
        } catch (const Error& error) {
            mistake = error;
        }
        const bool help = !find_global(m_words, "help").empty();
        Context context{args ? run_options(*args, *found.command) : basic_options(), m_streams};
        context.set_noun_type(found.noun_type);
        context.set_access(found.command->reads_only || help || mistake ? Context::Access::Read : Context::Access::Write);
        // Whoever writes to a log that lies in PostgreSQL has to reach it.
        const bool is_shared = !help && !mistake && !found.command->reads_only && app::lies_in_shared_log(context.options().folder);
        if (is_shared && m_program != Program::Server)
            become(require_sibling(Program::Server, called, m_environment), m_words);
        if (!found.noun_type.empty())
            check_noun(found, context, help || mistake);
        if (mistake)
            throw *mistake;
        if (help) {
            print(help_on(context, found));
            return EXIT_SUCCESS;
        }
        // What the everyday program can do, the others can too.
        if (!is_shared && found.command->runs_in != Program::Everyday && found.command->runs_in != m_program)
            become(require_sibling(found.command->runs_in, called, m_environment), m_words);
        return found.command->run(context, *args);
    }

    /// A case verb was called by a noun that must be the id of a case type here.
    void check_noun(const Resolved& found, Context& context, bool without_repository)
    {
        if (!without_repository && is_active_type(context))
            return;
        const std::vector<std::string> types = without_repository ? known_types(context) : types_of(context);
        if (std::find(types.begin(), types.end(), found.noun_type) != types.end())
            return;
        if (const auto program = find_external(m_path.words[0], m_environment))
            become(*program, m_words.subspan(m_path.at[0] + 1));
        throw unknown_command(m_path, types);
    }

    /// What everyday calls need to know: one look into the repository, if there is one.
    static bool is_active_type(Context& context)
    {
        try {
            return context.repository().store().active_workflow(context.noun_type()).has_value();
        } catch (const Error& error) {
            if (error.fault() == Fault::NotFound)
                return false;
            throw;
        }
    }

    /// Those of the repository. Without one: the error that says so for a noun that could be right, else the shipped types.
    std::vector<std::string> types_of(Context& context) const
    {
        const std::string type = context.noun_type();
        try {
            return context.repository().type_ids();
        } catch (const Error& error) {
            std::vector<std::string> types = shipped_types();
            if (error.fault() != Fault::NotFound || std::find(types.begin(), types.end(), type) != types.end())
                throw;
            return types;
        }
    }

    RunOptions run_options(const Args& args, const Command& command) const
    {
        RunOptions options = basic_options();
        options.folder = choose_folder(args.text("C"), m_environment);
        // Of a command that has an --actor of its own, it is not who acts.
        const bool own_actor = std::any_of(command.args.begin(), command.args.end(), [](const Arg& arg) { return std::string_view(arg.name) == "actor"; });
        options.actor = own_actor ? std::string() : args.text("actor");
        options.role = args.text("as");
        options.clock = choose_clock(args.text("now"), m_environment);
        options.quiet = args.flag("quiet");
        options.color = choose_color(m_streams.out_is_terminal, m_environment);
        options.dry_run = !command.reads_only && args.flag("dry-run");
        if (command.output == Output::Table || command.output == Output::Object)
            choose_format(args, options);
        return options;
    }

    static void choose_format(const Args& args, RunOptions& options)
    {
        static constexpr std::pair<const char*, Format> formats[] = {
            {"json", Format::Json}, {"ndjson", Format::Ndjson}, {"csv", Format::Csv}, {"tsv", Format::Tsv}};
        for (const auto& [name, format] : formats) {
            if (!args.has(name))
                continue;
            if (options.format != Format::Default)
                throw Error{Fault::Usage, say("აირჩიეთ ერთი: --json, --ndjson, --csv ან --tsv",
                                              "choose one of --json, --ndjson, --csv and --tsv")};
            options.format = format;
            const std::string& fields = args.text(name);
            options.list_fields = fields == "?";
            if (fields.empty() || options.list_fields)
                continue;
            for (const std::string_view field : split(fields, ','))
                options.fields.emplace_back(trim(field));
        }
    }

    std::span<const std::string> m_words;
    const Streams& m_streams;
    const Environment& m_environment;
    Program m_program;
    PathWords m_path;
    Language m_language = Language::En;
};

/// What was printed before the mistake goes out as well, as far as it still can.
void print_error(const Streams& streams, const Error& error, Language language)
{
    streams.err(streams.target, error_text(error, language));
    if (streams.flush == nullptr)
        return;
    try {
        streams.flush(streams.target);
    } catch (const Error&) {
        return;
    }
}

} // namespace

int exit_status(Fault fault)
{
    switch (fault) {
    case Fault::Io:
    case Fault::Internal: return 1;
    case Fault::Usage: return 2;
    case Fault::NotFound: return 3;
    case Fault::Forbidden: return 4;
    case Fault::Conflict: return 5;
    case Fault::Invalid: return 6;
    case Fault::Gate: return 7;
    case Fault::Integrity: return 8;
    case Fault::Remote: return 9;
    }
    return 1;
}

namespace {

int run_call(Call& call, const Streams& streams)
{
    try {
        const int status = call.execute();
        if (streams.flush != nullptr)
            streams.flush(streams.target);
        return status;
    } catch (const Error& error) {
        print_error(streams, error, call.language());
        return exit_status(error.fault());
    } catch (const std::bad_alloc&) {
        print_error(streams, {Fault::Io, {"მეხსიერება არ კმარა", "out of memory"}}, call.language());
        return exit_status(Fault::Io);
    } catch (const std::exception& bug) {
        print_error(streams,
                    {Fault::Internal, say("შინაგანი შეცდომა: {}", "internal error: {}", bug.what()),
                     say("ეს პროგრამის ხარვეზია; გთხოვთ, შეგვატყობინოთ", "this is a fault of the program; please report it")},
                    call.language());
        return exit_status(Fault::Internal);
    }
}

} // namespace

int run(std::span<const std::string> words, const Streams& streams, const Environment& environment, Program program)
{
    const Timing timing;
    Call call{words, streams, environment, program};
    const int status = run_call(call, streams);
    if (!find_global(words, "timing").empty())
        streams.err(streams.target, timing.text(call.language()));
    return status;
}

} // namespace ogp::cli
