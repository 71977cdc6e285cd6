#include "app/cases/search.hpp"

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/print.hpp"
#include "cli/progress.hpp"

#include <cstdlib>
#include <utility>

namespace ogp::cli {
namespace {

/// Marks become bold; one that a narrow column has cut off ends with its line.
std::string in_bold(std::string_view text)
{
    std::string out;
    bool bold = false;
    while (!text.empty()) {
        if (text.starts_with(app::hit_begin) || text.starts_with(app::hit_end)) {
            bold = text.starts_with(app::hit_begin);
            out += bold ? "\x1b[1m" : "\x1b[22m";
            text.remove_prefix(app::hit_begin.size());
            continue;
        }
        if (text.front() == '\n' && std::exchange(bold, false))
            out += "\x1b[22m";
        out += text.front();
        text.remove_prefix(1);
    }
    return out;
}

int run(Context& context, const Args& args)
{
    const bool marked = context.for_people() && context.streams().out_is_terminal && context.options().color;
    const app::SearchWish wish{.words = join(args.all("words"), " "),
                               .type = args.text("type"),
                               .limit = *args.number("limit"),
                               .marks = marked ? app::SearchWish::Marks::Hits : app::SearchWish::Marks::None};
    report::Table found;
    {
        Progress progress{context, {"საძიებო სია", "indexing"}};
        found = app::search_cases(context.repository(), wish, progress.callback());
    }
    if (!marked || found.rows.empty() || context.options().list_fields)
        return context.print(found);
    context.require_fields(found);
    context.out(in_bold(table_text(found, context.options(), context.streams())));
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "words", .value = "WORDS", .help = {"სიტყვები; ფრაზა ბრჭყალებშია: '\"ახალი სკვერი\"'", "Words; a phrase is quoted: '\"new square\"'"},
     .place = Arg::Positional, .need = Arg::Required, .times = Arg::Many},
    {.name = "type", .value = "TYPE", .help = {"მხოლოდ ამ ტიპის საქმეები", "Only cases of this type"}, .complete = Complete::CaseType},
    {.name = "limit", .value = "N", .help = {"არა უმეტეს ამდენისა", "At most this many"}, .kind = Arg::Number, .preset = "20"},
};

constexpr Example examples[] = {
    {"ogp search ბიუჯეტი", {"ყველა საქმე, სადაც ბიუჯეტია ნახსენები", "Every case that mentions the budget"}},
    {"ogp search open data --type milestone", {"ორივე სიტყვა, მხოლოდ ეტაპებში", "Both words, in milestones only"}},
    {"ogp search '\"open data\"' --json=path,title", {"ფრაზა, სკრიპტისთვის", "A phrase, for a script"}},
};

} // namespace

constinit const Command search{
    .path = "search",
    .summary = {"ძიება საქმეების ტექსტებში", "Search the texts of cases"},
    .doc = {"ეძებს ნომრებში, სათაურებში, ველების ტექსტებში, კომენტარებში და ფაილების სახელებში. ყველა სიტყვა უნდა იყოს; ასოების სახე, "
            "მხედრული თუ მთავრული, და დიაკრიტიკული ნიშნები მნიშვნელობას არ ცვლის. სამი ასოდან სიტყვის დასაწყისიც კმარა, ქართულს "
            "ბრუნვის ნიშანი სცილდება: ქუჩის პოულობს ქუჩაშიც. ჯერ ზუსტი სიტყვებია, სათაურებში და მერე სხვაგან, შემდეგ მსგავსი. პირადი და "
            "საიდუმლო მნიშვნელობები არ იძებნება.",
            "Searches numbers, titles, the texts of fields, comments and the names of files. All words must occur; case, the Georgian "
            "alphabets and diacritics make no difference. From three letters on the beginning of a word is enough, and Georgian words "
            "lose their case ending. Exact words come first, in titles and then elsewhere, then similar ones. Personal and secret "
            "values are not searched."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
