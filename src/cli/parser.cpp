#include "cli/parser.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/find_command.hpp"
#include "cli/help.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <algorithm>

// The one file that sees CLI11. It is given the options alone: the path of the command is found before (find_command.hpp), and
// words by place are what it leaves over, because version 2.1.2
//   - takes "[a,b]" for a list of two words wherever an option may have several,
//   - takes the next word where "--name=" has nothing behind its sign,
//   - drops the word "++".

namespace ogp::cli {
namespace {

constexpr std::string_view plus_plus = "++";
constexpr std::string_view plus_plus_kept = "\x01++";

struct Words
{
    std::vector<std::string> given;     ///< in front of "--", as CLI11 can bear them
    std::vector<std::string> after_mark; ///< behind it
};

Words prepare(std::span<const std::string> words)
{
    Words prepared;
    bool options_over = false;
    for (const std::string& word : words) {
        if (options_over) {
            prepared.after_mark.push_back(word);
        } else if (word == "--") {
            options_over = true;
        } else if (word == plus_plus) {
            prepared.given.emplace_back(plus_plus_kept);
        } else if (word.size() > 3 && word.starts_with("--") && word.find('=') == word.size() - 1) {
            prepared.given.push_back(word.substr(0, word.size() - 1));
            prepared.given.emplace_back();
        } else {
            prepared.given.push_back(word);
        }
    }
    return prepared;
}

std::string option_names(const Arg& arg)
{
    return (arg.letter != 0 ? std::string{"-"} + arg.letter + "," : std::string{}) + option_word(arg);
}

std::string shown_name(const Arg& arg)
{
    if (arg.place == Arg::Positional)
        return arg.value != nullptr ? arg.value : arg.name;
    return option_word(arg);
}

CLI::Option* declare(CLI::App& app, const Arg& arg, std::string& unused)
{
    if (arg.kind == Arg::Flag || arg.kind == Arg::Fields) {
        CLI::Option* option = app.add_flag(option_names(arg), unused);
        option->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
        return option;
    }
    CLI::Option* option = app.add_option(option_names(arg), [](const CLI::results_t&) { return true; });
    option->type_size(1);
    option->expected(1);
    option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    option->allow_extra_args(false);
    return option;
}

class Check
{
public:
    Check(const Command& command, const std::string& called) : m_command(command), m_called(called) {}

    [[noreturn]] void refuse(const Localized& message, Localized hint = {}) const
    {
        const std::string usage = usage_line(m_command, m_called);
        const Localized line = say("გამოყენება: {}", "usage: {}", usage);
        if (hint.empty())
            hint = line;
        else
            hint = {hint.ka + "\n" + line.ka, hint.en + "\n" + line.en};
        throw Error{Fault::Usage, prefixed(message), std::move(hint)};
    }

    [[noreturn]] void unknown_option(const std::string& word) const
    {
        const std::string name = word.substr(0, word.find('='));
        std::vector<std::string> names;
        for (const Arg* arg : all_args(m_command))
            if (arg->place == Arg::Option)
                names.push_back(shown_name(*arg));
        refuse(say("უცნობი პარამეტრი {}", "unknown option {}", printable(name)), nearest_option(name, names));
    }

    void value(const Arg& arg, const std::string& word) const
    {
        switch (arg.kind) {
        case Arg::Number: number(arg, word); break;
        case Arg::Date: date(arg, word); break;
        case Arg::Assignment: assignment(word); break;
        case Arg::Text:
        case Arg::Flag:
        case Arg::Fields: break;
        }
        if (arg.choices != nullptr)
            choice(arg, word);
    }

private:
    Localized prefixed(const Localized& message) const
    {
        return {m_called + ": " + message.ka, m_called + ": " + message.en};
    }

    void number(const Arg& arg, const std::string& word) const
    {
        const std::optional<long long> parsed = to_integer(word);
        if (!parsed || *parsed < 0)
            refuse(say("{}: „{}“ მთელი რიცხვი არ არის", "{}: '{}' is not a whole number", shown_name(arg), printable(word)));
    }

    void date(const Arg& arg, const std::string& word) const
    {
        if (!Date::parse(word))
            refuse(say("{}: „{}“ თარიღი არ არის", "{}: '{}' is not a date", shown_name(arg), printable(word)),
                   say("დაწერეთ ასე: 2019-04-15", "write it as 2019-04-15"));
    }

    void assignment(const std::string& word) const
    {
        const std::size_t sign = word.find('=');
        if (sign == std::string::npos || sign == 0)
            refuse(say("„{}“: მოსალოდნელია ველი=მნიშვნელობა", "'{}': field=value is expected", printable(word)));
    }

    void choice(const Arg& arg, const std::string& word) const
    {
        std::vector<std::string> choices;
        for (const std::string_view known : split(arg.choices, '|'))
            choices.emplace_back(known);
        // A comma-separated value is several choices: --format html,md.
        for (const std::string_view part : split(word, ',')) {
            if (std::find(choices.begin(), choices.end(), part) != choices.end() && (arg.times == Arg::Many || part == word))
                continue;
            Localized hint = did_you_mean(part, choices);
            const Localized all = say("შესაძლებელია: {}", "possible: {}", join(choices, ", "));
            if (hint.empty())
                hint = all;
            else if (choices.size() > 1)
                hint = {hint.ka + "\n" + all.ka, hint.en + "\n" + all.en};
            refuse(say("{}: „{}“ უცნობია", "{}: unknown value '{}'", shown_name(arg), printable(part)), std::move(hint));
        }
    }

    const Command& m_command;
    const std::string& m_called;
};

/// Gives the words by place to the positional arguments, in order; the last may take many.
void place_words(const std::vector<const Arg*>& args, std::vector<std::string> words, const Check& check, Args& out)
{
    std::size_t next = 0;
    for (const Arg* arg : args) {
        if (arg->place != Arg::Positional)
            continue;
        std::vector<std::string> values;
        while (next < words.size() && (values.empty() || arg->times == Arg::Many))
            values.push_back(std::move(words[next++]));
        out.put(arg->name, std::move(values));
    }
    if (next < words.size())
        check.refuse(say("ზედმეტი სიტყვა „{}“", "one word too many: '{}'", printable(words[next])));
}

void finish(const std::vector<const Arg*>& args, const Check& check, Args& out)
{
    const bool help = out.flag("help");
    for (const Arg* arg : args) {
        if (!out.has(arg->name)) {
            if (arg->preset != nullptr)
                out.put(arg->name, {arg->preset});
            else if (arg->need == Arg::Required && !help)
                check.refuse(say("აკლია {}", "{} is missing", shown_name(*arg)));
            continue;
        }
        for (const std::string& value : out.all(arg->name))
            check.value(*arg, value);
    }
}

} // namespace

Args parse(const Command& command, std::span<const std::string> words, const std::string& called)
{
    const std::vector<const Arg*> args = all_args(command);
    const Check check{command, called};
    Words prepared = prepare(words);

    CLI::App app;
    app.set_help_flag();
    app.allow_extras();
    std::string unused;
    std::vector<std::pair<const Arg*, CLI::Option*>> options;
    for (const Arg* arg : args)
        if (arg->place == Arg::Option)
            options.emplace_back(arg, declare(app, *arg, unused));
    try {
        std::reverse(prepared.given.begin(), prepared.given.end());
        app.parse(std::move(prepared.given));
    } catch (const CLI::ArgumentMismatch& mismatch) {
        const std::string text = mismatch.what();
        check.refuse(say("{}: აკლია მნიშვნელობა", "{}: its value is missing", text.substr(0, text.find(':'))));
    } catch (const CLI::ParseError& error) {
        check.refuse(both(printable(error.what())));
    }

    std::vector<std::string> by_place;
    for (const std::string& word : app.remaining()) {
        if (word.size() > 1 && word.front() == '-' && (word[1] < '0' || word[1] > '9'))
            check.unknown_option(word);
        by_place.push_back(word == plus_plus_kept ? std::string{plus_plus} : word);
    }
    by_place.insert(by_place.end(), prepared.after_mark.begin(), prepared.after_mark.end());

    Args out;
    for (const auto& [arg, option] : options) {
        std::vector<std::string> values = option->results();
        for (std::string& value : values)
            if (value == plus_plus_kept)
                value = plus_plus;
        if (arg->kind == Arg::Flag && !values.empty() && values.back() != "true")
            check.refuse(say("{}: მნიშვნელობას არ იღებს", "{} takes no value", shown_name(*arg)));
        if (arg->kind == Arg::Fields && !values.empty() && values.back() == "true")
            values = {""};
        if (arg->times == Arg::Once && arg->kind == Arg::Text && values.size() > 1)
            check.refuse(say("{}: ერთხელ უნდა ეწეროს", "{} may be given only once", shown_name(*arg)));
        out.put(arg->name, std::move(values));
    }
    place_words(args, std::move(by_place), check, out);
    finish(args, check, out);
    return out;
}

} // namespace ogp::cli
