#include "cli/find_command.hpp"

#include "base/text.hpp"
#include "cli/case_types.hpp"

#include <algorithm>
#include <utility>

namespace ogp::cli {
namespace {

bool is_option(std::string_view word)
{
    return word.size() > 1 && word.front() == '-';
}

/// The global option that the word names, whatever follows its "=".
const Arg* global_option(std::string_view word)
{
    const auto named = [&](const Arg& arg) {
        if (word.starts_with("--"))
            return word.substr(2, word.find('=') - 2) == arg.name;
        const bool one_letter = arg.name[1] == 0;
        return word[1] == (one_letter ? arg.name[0] : arg.letter);
    };
    for (const std::span<const Arg> args : {global_args(), format_args(), change_args()})
        for (const Arg& arg : args)
            if (named(arg))
                return &arg;
    return nullptr;
}

bool takes_next_word(const Arg& arg, std::string_view word)
{
    if (arg.kind == Arg::Flag || arg.kind == Arg::Fields)
        return false;
    return word.starts_with("--") ? word.find('=') == std::string_view::npos : word.size() == 2;
}

const Command* by_path(std::string_view path)
{
    for (const Command* command : commands())
        if (path == command->path)
            return command;
    return nullptr;
}

void append_unique(std::vector<std::string>& words, std::string_view word)
{
    if (std::find(words.begin(), words.end(), word) == words.end())
        words.emplace_back(word);
}

/// Whether the words would be right if a case type that the program brings along were in use: "issue", "issue new", "session list".
bool is_of_unused_type(const PathWords& path)
{
    const std::vector<std::string> shipped = shipped_types();
    if (std::find(shipped.begin(), shipped.end(), type_of_noun(path.words[0])) == shipped.end())
        return false;
    return !is_table_noun(path.words[0]) || (path.words.size() > 1 && by_path("case " + path.words[1]) != nullptr);
}

} // namespace

PathWords find_path(std::span<const std::string> call)
{
    PathWords path;
    for (std::size_t at = 0; at < call.size() && path.words.size() < 2; ++at) {
        const std::string& word = call[at];
        if (word == "--")
            break;
        if (!is_option(word)) {
            path.words.push_back(word);
            path.at.push_back(at);
            continue;
        }
        const Arg* arg = global_option(word);
        if (arg == nullptr)
            break;
        if (takes_next_word(*arg, word))
            ++at;
    }
    return path;
}

std::string find_global(std::span<const std::string> call, std::string_view name)
{
    std::string value;
    for (std::size_t at = 0; at < call.size() && call[at] != "--"; ++at) {
        const std::string& word = call[at];
        const Arg* arg = is_option(word) ? global_option(word) : nullptr;
        if (arg == nullptr)
            continue;
        const bool next = takes_next_word(*arg, word);
        if (arg->name == name && arg->kind == Arg::Flag)
            value = "true";
        else if (arg->name == name && next && at + 1 < call.size())
            value = call[at + 1];
        else if (arg->name == name && !next)
            value = word.starts_with("--") ? word.substr(word.find('=') + 1) : word.substr(2);
        if (next)
            ++at;
    }
    return value;
}

std::optional<Resolved> find_command(const PathWords& path)
{
    if (path.words.empty())
        return {};
    const std::string& noun = path.words[0];
    if (path.words.size() > 1) {
        if (const Command* command = by_path(noun + " " + path.words[1]))
            return Resolved{command, {}, 2};
    }
    if (const Command* command = by_path(noun))
        return Resolved{command, {}, 1};
    // A report that the repository has made for itself is called by its name.
    if (path.words.size() > 1 && noun == "report")
        return Resolved{by_path("report make"), {}, 1};
    if (path.words.size() > 1 && noun != "case" && is_identifier(type_of_noun(noun))) {
        if (const Command* command = by_path("case " + path.words[1]))
            return Resolved{command, type_of_noun(noun), 2};
    }
    return {};
}

std::string type_of_noun(std::string_view noun)
{
    std::string type{noun};
    std::replace(type.begin(), type.end(), '-', '_');
    return type;
}

std::string noun_of_type(std::string_view type)
{
    std::string noun{type};
    std::replace(noun.begin(), noun.end(), '_', '-');
    return noun;
}

bool is_table_noun(std::string_view noun)
{
    return std::any_of(commands().begin(), commands().end(), [&](const Command* command) { return noun_of(*command) == noun; });
}

std::vector<std::string> verbs_of(std::string_view noun, CaseVerbs case_verbs)
{
    std::vector<std::string> verbs;
    for (const Command* command : commands()) {
        if (command->hidden || verb_of(*command).empty())
            continue;
        const std::string_view of = noun_of(*command);
        if (of == noun || (case_verbs == CaseVerbs::Yes && of == "case"))
            append_unique(verbs, verb_of(*command));
    }
    return verbs;
}

Localized did_you_mean(std::string_view word, std::span<const std::string> candidates, Localized otherwise)
{
    const std::optional<std::string> near = nearest(word, candidates);
    if (!near)
        return otherwise;
    return say("იქნებ გულისხმობდით: {}", "did you mean {}?", *near);
}

Localized nearest_option(std::string_view word, std::span<const std::string> options, Localized otherwise)
{
    // One letter is one letter away from every other.
    return word.starts_with("--") ? did_you_mean(word, options, std::move(otherwise)) : otherwise;
}

Error unknown_command(const PathWords& path, std::span<const std::string> types)
{
    const std::string& noun = path.words.at(0);
    const bool is_type = std::find(types.begin(), types.end(), type_of_noun(noun)) != types.end();
    if (!is_type && is_of_unused_type(path)) {
        const std::string type = type_of_noun(noun);
        return {Fault::Usage, say("საქმის ტიპი {} აქ არ გამოიყენება", "the case type {} is not in use here", type),
                say("დაამატეთ: ogp workflow add {}", "take it into use: ogp workflow add {}", type)};
    }
    if (is_type || is_table_noun(noun)) {
        const std::vector<std::string> verbs = verbs_of(noun, is_type ? CaseVerbs::Yes : CaseVerbs::No);
        const Localized all = say("შესაძლებელია: {}", "possible: {}", join(verbs, ", "));
        if (path.words.size() == 1)
            return {Fault::Usage, say("{}: რა გააკეთოს?", "{}: what should it do?", printable(noun)), all};
        Localized hint = did_you_mean(path.words[1], verbs);
        if (hint.empty())
            hint = all;
        return {Fault::Usage,
                say("{0}: უცნობი ზმნა „{1}“", "{0}: unknown verb '{1}'", printable(noun), printable(path.words[1])),
                std::move(hint)};
    }
    std::vector<std::string> nouns;
    for (const Command* command : commands())
        if (!command->hidden)
            append_unique(nouns, noun_of(*command));
    for (const std::string& type : types)
        append_unique(nouns, noun_of_type(type));
    return {Fault::Usage, say("უცნობი ბრძანება „{}“", "unknown command '{}'", printable(noun)),
            did_you_mean(noun, nouns, say("ყველა ბრძანება: ogp help", "all commands: ogp help"))};
}

} // namespace ogp::cli
