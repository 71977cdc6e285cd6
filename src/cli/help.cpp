#include "cli/help.hpp"

#include "base/text.hpp"
#include "cli/find_command.hpp"

#include <algorithm>

namespace ogp::cli {
namespace {

constexpr std::size_t help_width = 79;

const char* in(Language language, const char* ka, const char* en)
{
    return language == Language::Ka ? ka : en;
}

std::string paragraphs(std::string_view text)
{
    std::string out;
    for (const std::string_view paragraph : split(text, '\n')) {
        if (paragraph.empty())
            out += "\n";
        for (const std::string& line : wrap(paragraph, help_width))
            out += line + "\n";
    }
    return out;
}

std::string described(const Arg& arg, Language language)
{
    std::string text = arg.help.in(language);
    if (arg.choices != nullptr) {
        std::string choices{arg.choices};
        std::replace(choices.begin(), choices.end(), '|', ' ');
        text += std::string{": "} + choices;
    }
    if (arg.preset != nullptr)
        text += std::string{" ["} + arg.preset + "]";
    return text;
}

void add_args(Pairs& pairs, std::span<const Arg> args, Arg::Place place, Language language)
{
    for (const Arg& arg : args)
        if (arg.place == place)
            pairs.add(arg_label(arg), described(arg, language));
}

std::string arguments(const Command& command, Language language)
{
    std::string out;
    Pairs words;
    add_args(words, command.args, Arg::Positional, language);
    if (const std::string text = words.text(); !text.empty())
        out += std::string{"\n"} + in(language, "არგუმენტები", "Arguments") + "\n" + text;
    Pairs options;
    add_args(options, command.args, Arg::Option, language);
    if (!command.reads_only)
        add_args(options, change_args(), Arg::Option, language);
    if (command.output == Output::Table || command.output == Output::Object)
        add_args(options, format_args(), Arg::Option, language);
    if (const std::string text = options.text(); !text.empty())
        out += std::string{"\n"} + in(language, "პარამეტრები", "Options") + "\n" + text;
    return out;
}

std::string global_options(Language language)
{
    Pairs globals;
    add_args(globals, global_args(), Arg::Option, language);
    return std::string{"\n"} + in(language, "ყველა ბრძანებას აქვს", "Every command has") + "\n" + globals.text();
}

std::string examples(const Command& command, Language language)
{
    if (command.examples.empty())
        return {};
    std::string out = std::string{"\n"} + in(language, "მაგალითები", "Examples") + "\n";
    for (const Example& example : command.examples) {
        for (const std::string& line : wrap(example.what.in(language), help_width - 4))
            out += "  # " + line + "\n";
        out += std::string{"  $ "} + example.line + "\n";
    }
    return out;
}

} // namespace

void Pairs::add(std::string left, std::string right)
{
    m_rows.emplace_back(std::move(left), std::move(right));
}

std::string Pairs::text() const
{
    constexpr std::size_t widest_left = 32;
    std::size_t left_width = 0;
    for (const auto& [left, right] : m_rows)
        if (display_width(left) <= widest_left)
            left_width = std::max(left_width, display_width(left));
    const std::string indent(left_width + 4, ' ');
    std::string out;
    for (const auto& [left, right] : m_rows) {
        const std::size_t width = display_width(left);
        out += "  " + left;
        bool first = true;
        for (const std::string& line : wrap(right, help_width - indent.size())) {
            out += first && width <= left_width ? std::string(left_width - width + 2, ' ') : "\n" + indent;
            out += line;
            first = false;
        }
        out += "\n";
    }
    return out;
}

std::string path_for(const Command& command, std::string_view noun_type)
{
    if (noun_type.empty() || noun_of(command) != "case")
        return command.path;
    return noun_of_type(noun_type) + " " + std::string{verb_of(command)};
}

std::string arg_label(const Arg& arg)
{
    const std::string value = arg.value != nullptr ? arg.value : "";
    if (arg.place == Arg::Positional)
        return (value.empty() ? arg.name : value) + (arg.times == Arg::Many ? "..." : "");
    std::string label = option_word(arg);
    if (arg.letter != 0)
        label = std::string{"-"} + arg.letter + ", " + label;
    if (arg.kind == Arg::Fields)
        return label + "[=" + value + "]";
    return value.empty() ? label : label + " " + value;
}

std::string usage_line(const Command& command, std::string_view called)
{
    std::string line = "ogp " + std::string{called};
    bool options = false;
    for (const Arg& arg : command.args) {
        if (arg.place == Arg::Option && arg.need == Arg::Optional) {
            options = true;
            continue;
        }
        const std::string label = arg_label(arg);
        line += arg.need == Arg::Required ? " " + label : " [" + label + "]";
    }
    return line + (options || command.output != Output::Text ? " [OPTIONS]" : "");
}

std::string command_help(const Command& command, std::string_view called, Language language, std::string_view more)
{
    std::string out = usage_line(command, called) + "\n\n";
    out += paragraphs(command.summary.in(language));
    if (const char* doc = command.doc.in(language); *doc != 0)
        out += "\n" + paragraphs(doc);
    out += arguments(command, language);
    out += more;
    out += global_options(language);
    return out + examples(command, language);
}

std::string noun_help(std::string_view noun, NounKind kind, Language language)
{
    std::string out = "ogp " + std::string{noun} + " <" + in(language, "ზმნა", "verb") + ">\n\n";
    Pairs pairs;
    for (const std::string& verb : verbs_of(noun, kind == NounKind::CaseType ? CaseVerbs::Yes : CaseVerbs::No)) {
        const auto found = find_command({.words = {std::string{noun}, verb}, .at = {}});
        if (found)
            pairs.add(verb, found->command->summary.in(language));
    }
    out += pairs.text();
    out += std::string{"\n"} + in(language, "დაწვრილებით: ogp help ", "More: ogp help ") + std::string{noun} + " <" +
           in(language, "ზმნა", "verb") + ">\n";
    return out;
}

std::string overview(Language language)
{
    std::string out = paragraphs(in(language,
        "ogp აღრიცხავს, რას დაჰპირდა ქალაქი და რა გააკეთა: სამოქმედო გეგმები, ვალდებულებები, ეტაპები და მათი ანგარიშები ქართულად და ინგლისურად.",
        "ogp keeps track of what a city has promised and what it has done: action plans, commitments, milestones, and reports on them in Georgian and English."));
    Pairs begin;
    begin.add("ogp init", in(language, "საცავი ამ საქაღალდეში", "a repository in this folder"));
    begin.add("ogp plan import plan.yaml", in(language, "გეგმის შეტანა", "bring in a plan"));
    begin.add("ogp status", in(language, "რა მიმდინარეობს, რა აგვიანებს", "what is under way, what is late"));
    begin.add("ogp milestone do I.1 start", in(language, "ეტაპის დაწყება", "a milestone begins"));
    begin.add("ogp report annual --period 2019", in(language, "წლიური ანგარიში ორივე ენაზე", "the annual report in both languages"));
    out += std::string{"\n"} + in(language, "დასაწყისი", "To begin") + "\n" + begin.text();
    Pairs all;
    for (const Command* command : commands())
        if (!command->hidden)
            all.add(command->path, command->summary.in(language));
    out += std::string{"\n"} + in(language, "ბრძანებები", "Commands") + "\n" + all.text();
    out += "\n" + paragraphs(in(language,
        "საქმის ყოველ ტიპს თავისი სახელით აქვს „case“-ის ზმნები: ogp milestone list, ogp commitment show I.",
        "Each case type has the verbs of \"case\" under its own name: ogp milestone list, ogp commitment show I."));
    out += paragraphs(in(language, "დაწვრილებით: ogp help <ბრძანება>", "More: ogp help <command>"));
    return out;
}

} // namespace ogp::cli
