#include "cli/manual.hpp"

#include "base/text.hpp"
#include "cli/help.hpp"

#include <algorithm>

namespace ogp::cli {
namespace {

const char* in(Language language, const char* ka, const char* en)
{
    return language == Language::Ka ? ka : en;
}

/// Text as mdoc takes it: no line that begins a macro, no backslash that means something.
std::string plain(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (c == '\\')
            out += "\\e";
        else
            out += c;
    }
    if (out.starts_with('.') || out.starts_with('\''))
        out.insert(0, "\\&");
    return out;
}

/// Text as lines of at most 79 columns; each sentence on a line of its own, as mdoc wants it.
std::string flowing(std::string_view text)
{
    std::string out;
    std::string sentence;
    for (std::size_t at = 0; at < text.size(); ++at) {
        sentence += text[at];
        const bool ends = (text[at] == '.' || text[at] == ';') && at + 1 < text.size() && text[at + 1] == ' ';
        if (!ends && at + 1 < text.size())
            continue;
        for (const std::string& line : wrap(sentence, 79))
            out += plain(line) + "\n";
        sentence.clear();
    }
    return out;
}

/// A word or words given to a macro: characters that are macros or delimiters of their own are quoted.
std::string quoted(std::string_view text)
{
    std::string out = "\"";
    for (const char c : plain(text))
        out += c == '"' ? std::string{"\"\""} : std::string{c};
    return out + "\"";
}

std::string item(const Arg& arg, Language language)
{
    std::string text = arg.help.in(language);
    if (arg.choices != nullptr) {
        std::string choices{arg.choices};
        std::replace(choices.begin(), choices.end(), '|', ' ');
        text += ": " + choices;
    }
    if (arg.preset != nullptr)
        text += std::string{" ("} + in(language, "თავიდან ", "by default ") + arg.preset + ")";
    return ".It " + quoted(arg_label(arg)) + "\n" + flowing(text + ".");
}

std::string items(std::span<const Arg> args, Language language)
{
    std::string out;
    for (const Arg& arg : args)
        out += item(arg, language);
    return out;
}

std::string list(const std::string& list_items)
{
    return list_items.empty() ? std::string{} : ".Bl -tag -width Ds\n" + list_items + ".El\n";
}

std::string command_section(const Command& command, Language language)
{
    std::string out = ".Ss " + quoted("ogp " + std::string{command.path}) + "\n";
    out += ".Dl " + quoted(usage_line(command, command.path)) + "\n.Pp\n";
    out += flowing(std::string{command.summary.in(language)} + ".");
    if (const std::string_view doc = command.doc.in(language); !doc.empty())
        for (const std::string_view paragraph : split(doc, '\n'))
            out += paragraph.empty() ? std::string() : ".Pp\n" + flowing(paragraph);
    std::string own = items(command.args, language);
    if (!command.reads_only)
        own += items(change_args(), language);
    if (command.output == Output::Table || command.output == Output::Object)
        own += items(format_args(), language);
    return out + list(own);
}

std::string synopsis_of(const Command& command)
{
    std::string out = std::string{".Nm ogp "} + command.path + "\n";
    bool options = command.output != Output::Text;
    for (const Arg& arg : command.args) {
        if (arg.place == Arg::Option && arg.need == Arg::Optional) {
            options = true;
            continue;
        }
        const std::string value = arg.value != nullptr ? arg.value : arg.name;
        const std::string words = "Ar " + quoted(value) + (arg.times == Arg::Many ? " ..." : "");
        if (arg.place == Arg::Option)
            out += std::string{".Fl -"} + arg.name + " " + words + "\n";
        else
            out += (arg.need == Arg::Required ? "." : ".Op ") + words + "\n";
    }
    return options ? out + ".Op Ar OPTIONS\n" : out;
}

std::string example_section(std::string_view noun, Language language)
{
    std::string out;
    for (const Command* command : commands()) {
        if (command->hidden || noun_of(*command) != noun)
            continue;
        for (const Example& example : command->examples)
            out += flowing(std::string{example.what.in(language)} + ":") + ".Dl " + quoted(std::string{"$ "} + example.line) + "\n.Pp\n";
    }
    if (out.ends_with(".Pp\n"))
        out.resize(out.size() - 4);
    return out.empty() ? out : ".Sh EXAMPLES\n" + out;
}

std::string head(const std::string& title, std::string_view name, std::string_view what, Language language)
{
    // The date says when the page's form last changed, not when it was written out: same table, same bytes.
    return ".\\\" " + std::string{in(language, "დაწერილია ბრძანებების ცხრილიდან: ogp dev docs", "Written from the command table: ogp dev docs")} +
           "\n.Dd May 1, 2025\n.Dt " + title + " 1\n.Os\n.Sh NAME\n.Nm " + std::string{name} + "\n.Nd " + plain(what) + "\n";
}

constexpr Label exit_statuses[] = {
    {"შესრულდა", "done"},
    {"ვერ შესრულდა (დისკი, შინაგანი შეცდომა)", "failed (disk, internal error)"},
    {"არასწორი გამოძახება", "wrong usage"},
    {"ვერ მოიძებნა", "not found"},
    {"დაუშვებელია (როლი, წესი, უფლება)", "not allowed (role, guard, rights)"},
    {"შეჯახება", "conflict"},
    {"არასწორი მონაცემები", "invalid input"},
    {"--fail-on პირობა შესრულდა", "a --fail-on condition holds"},
    {"მთლიანობა დარღვეულია, ან ფორმატი უფრო ახალია", "integrity: history changed, damage found, or a newer format"},
    {"წყარო მიუწვდომელია", "the authority cannot be reached"},
};

struct Variable
{
    const char* name;
    Label help;
};

constexpr Variable variables[] = {
    {"OGP_DIR", {"საცავის საქაღალდე, თუ -C არ არის", "folder of the repository, where there is no -C"}},
    {"OGP_LANG", {"ენა: ka ან en", "language: ka or en"}},
    {"OGP_NOW", {"დრო სისტემის საათის ნაცვლად", "time in place of the system's clock"}},
    {"OGP_PASSPHRASE_FILE", {"ფაილი, რომლის პირველი სტრიქონი გასაღების პაროლია", "file whose first line is the passphrase of the key"}},
    {"OGP_PAGER , PAGER", {"გრძელი შედეგის საკითხავი ტერმინალში", "what shows long output on a terminal"}},
    {"SSL_CERT_FILE", {"PEM ფაილი: ვის ხელმოწერილ სერტიფიკატებს ვენდობით, სისტემის სიის ნაცვლად", "PEM file of the certificate authorities to trust in place of the system's"}},
    {"NO_COLOR , CLICOLOR_FORCE", {"ფერების გამორთვა და ჩართვა", "colours off and on"}},
};

} // namespace

std::vector<std::string> shown_nouns()
{
    std::vector<std::string> nouns;
    for (const Command* command : commands())
        if (!command->hidden && std::find(nouns.begin(), nouns.end(), noun_of(*command)) == nouns.end())
            nouns.emplace_back(noun_of(*command));
    return nouns;
}

std::string noun_page(std::string_view noun, Language language)
{
    std::string title = "OGP-" + std::string{noun};
    std::transform(title.begin(), title.end(), title.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    std::string summary;
    std::string synopsis;
    std::string sections;
    for (const Command* command : commands()) {
        if (command->hidden || noun_of(*command) != noun)
            continue;
        if (summary.empty() && verb_of(*command).empty())
            summary = command->summary.in(language);
        synopsis += synopsis_of(*command);
        sections += command_section(*command, language);
    }
    if (summary.empty())
        summary = std::string{in(language, "ბრძანებები: ogp ", "commands of ogp ")} + std::string{noun};
    std::string out = head(title, "ogp-" + std::string{noun}, summary, language);
    out += ".Sh SYNOPSIS\n" + synopsis + ".Sh DESCRIPTION\n";
    if (noun == "case")
        out += flowing(in(language,
            "ეს ზმნები საქმის ყოველ ტიპს აქვს თავისი სახელით: ogp milestone list იგივეა, რაც ogp case list --type milestone.",
            "Every case type has these verbs under its own name: ogp milestone list is ogp case list --type milestone."));
    out += sections + ".Ss " + std::string{in(language, "ყველა ბრძანებას აქვს", "Options of every command")} + "\n" +
           list(items(global_args(), language));
    return out + example_section(noun, language) + ".Sh SEE ALSO\n.Xr ogp 1\n";
}

std::string main_page(Language language)
{
    std::string out = head("OGP", "ogp", in(language, "ღია მმართველობის გეგმების აღრიცხვა და ანგარიშები", "open-government plans, followed and reported on"),
                           language);
    out += ".Sh SYNOPSIS\n.Nm\n.Ar noun verb\n.Op Ar arguments\n.Sh DESCRIPTION\n";
    std::string pages;
    for (const Command* command : commands())
        if (!command->hidden)
            pages += ".It " + quoted(std::string{"ogp "} + command->path) + "\n" + flowing(std::string{command->summary.in(language)} + ".");
    out += list(pages) + ".Pp\n" + flowing(in(language,
        "თუ ასეთი ბრძანება არ არის, ogp foo უშვებს პროგრამას ogp-foo PATH-იდან.",
        "Where there is no such command, ogp foo runs the program ogp-foo from PATH."));
    out += ".Ss " + std::string{in(language, "ყველა ბრძანებას აქვს", "Options of every command")} + "\n" + list(items(global_args(), language));
    std::string environment;
    for (const Variable& variable : variables)
        environment += ".It Ev " + std::string{variable.name} + "\n" + flowing(std::string{variable.help.in(language)} + ".");
    out += ".Sh ENVIRONMENT\n" + list(environment) + ".Sh EXIT STATUS\n";
    std::string statuses;
    int status = 0;
    for (const Label& what : exit_statuses)
        statuses += ".It " + std::to_string(status++) + "\n" + flowing(std::string{what.in(language)} + ".");
    out += list(statuses) + ".Sh SEE ALSO\n";
    std::vector<std::string> nouns = shown_nouns();
    std::sort(nouns.begin(), nouns.end());
    for (const std::string& noun : nouns)
        out += ".Xr ogp-" + noun + " 1 ,\n";
    return out + ".Xr ogp-plan 5 ,\n.Xr ogp-tutorial 7\n";
}

std::string mdoc_text(std::string_view text)
{
    return flowing(text);
}

std::string mdoc_word(std::string_view text)
{
    return quoted(text);
}

std::string command_table()
{
    std::string out = "| command | does | რას აკეთებს |\n|---|---|---|\n";
    for (const Command* command : commands())
        if (!command->hidden)
            out += std::string{"| `ogp "} + command->path + "` | " + command->summary.en + " | " + command->summary.ka + " |\n";
    return out;
}

} // namespace ogp::cli
