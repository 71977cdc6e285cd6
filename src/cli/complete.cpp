#include "cli/complete.hpp"

#include "base/text.hpp"
#include "cli/case_types.hpp"
#include "cli/find_command.hpp"
#include "documents/report_catalogue.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

namespace ogp::cli {
namespace {

constexpr std::int64_t most_cases = 500;

bool takes_value(const Arg& arg)
{
    return arg.kind != Arg::Flag && arg.kind != Arg::Fields;
}

/// Everything known at the cursor.
class Completion
{
public:
    Completion(Context& context, std::span<const std::string> words)
        : m_context(context), m_before(words.first(words.size() - 1)), m_word(words.back()), m_path(find_path(m_before)),
          m_found(find_command(m_path))
    {}

    Candidates run()
    {
        if (const Arg* arg = open_option())
            value_of(*arg);
        else if (m_word.starts_with('-'))
            options();
        else if (m_found)
            positional();
        else
            path();
        std::erase_if(m_out.list, [&](const Candidate& candidate) { return !candidate.value.starts_with(m_word); });
        return std::move(m_out);
    }

private:
    void add(std::string value, std::string help = {}) { m_out.list.push_back({std::move(value), std::move(help)}); }

    std::vector<const Arg*> args() const
    {
        if (m_found)
            return all_args(*m_found->command);
        std::vector<const Arg*> globals;
        for (const Arg& arg : global_args())
            globals.push_back(&arg);
        return globals;
    }

    /// The option whose value the word is.
    const Arg* open_option() const
    {
        if (m_before.empty())
            return nullptr;
        for (const Arg* arg : args())
            if (arg->place == Arg::Option && takes_value(*arg) && m_before.back() == option_word(*arg))
                return arg;
        return nullptr;
    }

    void options()
    {
        for (const Arg* arg : args())
            if (arg->place == Arg::Option)
                add(option_word(*arg), arg->help.in(m_context.language()));
    }

    void path()
    {
        const std::vector<std::string> types = known_types(m_context);
        if (m_path.words.empty()) {
            for (const Command* command : commands()) {
                const std::string noun{noun_of(*command)};
                const bool listed = std::any_of(m_out.list.begin(), m_out.list.end(), [&](const Candidate& one) { return one.value == noun; });
                if (!command->hidden && !listed)
                    add(noun, verb_of(*command).empty() ? command->summary.in(m_context.language()) : "");
            }
            for (const std::string& type : types)
                if (!is_table_noun(noun_of_type(type)))
                    add(noun_of_type(type));
            return;
        }
        const std::string& noun = m_path.words[0];
        const bool is_type = std::find(types.begin(), types.end(), type_of_noun(noun)) != types.end();
        for (const std::string& verb : verbs_of(noun, is_type ? CaseVerbs::Yes : CaseVerbs::No))
            if (const auto found = find_command({.words = {noun, verb}, .at = {}}))
                add(verb, found->command->summary.in(m_context.language()));
        if (noun == "report")
            own_reports();
    }

    /// "" outside of a repository.
    std::filesystem::path own_templates() const
    {
        try {
            return documents::template_folder(m_context.repository());
        } catch (const Error& error) {
            if (error.fault() != Fault::NotFound)
                throw;
            return {};
        }
    }

    /// Reports that have no command of their own, by the names of their files alone: the cursor does not wait for templates to be read.
    void own_reports()
    {
        const std::vector<std::string> commands = verbs_of("report", CaseVerbs::No);
        std::set<std::string> words;
        std::error_code none; // of a folder that is not there, nothing is read
        for (const auto& entry : std::filesystem::directory_iterator(own_templates(), none)) {
            const std::filesystem::path file = entry.path().filename();
            const std::string word = documents::command_word(file.stem().string());
            if (file.extension() == ".yaml" && is_identifier(file.stem().string()) && std::find(commands.begin(), commands.end(), word) == commands.end())
                words.insert(word);
        }
        for (const std::string& word : words)
            add(word);
    }

    void reports()
    {
        for (const documents::ReportFile& file : documents::shipped_report_files())
            add(documents::command_word(file.id));
        own_reports();
    }

    bool is_open_option(const std::string& word) const
    {
        const std::vector<const Arg*> all = args();
        return std::any_of(all.begin(), all.end(), [&](const Arg* arg) {
            return arg->place == Arg::Option && takes_value(*arg) && word == option_word(*arg);
        });
    }

    /// Words by place that stand before the cursor, behind the path.
    std::vector<std::string> placed() const
    {
        std::vector<std::string> words;
        for (std::size_t at = m_path.at[m_found->path_words - 1] + 1; at < m_before.size(); ++at) {
            if (!m_before[at].starts_with('-')) {
                words.push_back(m_before[at]);
                continue;
            }
            if (is_open_option(m_before[at]))
                ++at;
        }
        return words;
    }

    void positional()
    {
        const std::vector<std::string> words = placed();
        std::size_t place = 0;
        for (const Arg& arg : m_found->command->args) {
            if (arg.place != Arg::Positional)
                continue;
            if (place == words.size() || arg.times == Arg::Many)
                return value_of(arg);
            ++place;
        }
    }

    void value_of(const Arg& arg)
    {
        switch (arg.complete) {
        case Complete::None: return;
        case Complete::File: m_out.files = Candidates::Files::Any; return;
        case Complete::Folder: m_out.files = Candidates::Files::Folders; return;
        case Complete::Choice:
            for (const std::string_view choice : split(arg.choices, '|'))
                add(std::string{choice});
            return;
        case Complete::CaseType:
            for (const std::string& type : known_types(m_context))
                add(type);
            return;
        case Complete::ShippedType:
            for (const std::string& type : shipped_types())
                add(type);
            return add(std::string{app::all_types});
        case Complete::Case: return cases(m_found ? case_type() : std::string{});
        case Complete::Plan: return cases("plan");
        case Complete::Report: return reports();
        case Complete::State:
        case Complete::Transition:
        case Complete::Field: return of_type(arg.complete);
        case Complete::Role:
            if (const auto actor = m_context.repository().reader())
                for (const std::string& role : actor->roles)
                    add(role);
            return;
        }
    }

    /// The type that the command works with: of the noun, or of a command of its own ("indicator record").
    std::string case_type() const
    {
        if (!m_found->noun_type.empty())
            return m_found->noun_type;
        const std::string noun{noun_of(*m_found->command)};
        return noun == "case" || !m_context.repository().store().active_workflow(type_of_noun(noun)) ? std::string{} : type_of_noun(noun);
    }

    void cases(const std::string& type)
    {
        for (const store::CaseRow& row : m_context.repository().store().list({.type = type, .limit = most_cases}))
            if (!row.number.empty())
                add(row.number, row.title.in(m_context.language()));
    }

    void of_type(Complete what)
    {
        const std::vector<std::string> words = placed();
        const app::Repository& repository = m_context.repository();
        const workflow::CaseType& type = words.empty() ? repository.active_type(case_type())
                                                       : repository.type(repository.resolve(words[0], case_type()).subject.workflow);
        const Language language = m_context.language();
        if (what == Complete::State)
            for (const workflow::State& state : type.states)
                add(state.id, state.label.in(language));
        if (what == Complete::Transition)
            for (const workflow::Transition& transition : type.transitions)
                add(transition.id, transition.label.in(language));
        if (what == Complete::Field)
            for (const workflow::Field& field : type.fields)
                add(field.id + "=", field.label.in(language));
    }

    Context& m_context;
    std::span<const std::string> m_before;
    std::string m_word;
    PathWords m_path;
    std::optional<Resolved> m_found;
    Candidates m_out;
};

} // namespace

Candidates complete_words(Context& context, std::span<const std::string> words)
{
    if (words.empty())
        return {};
    return Completion{context, words}.run();
}

} // namespace ogp::cli
