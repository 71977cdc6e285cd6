#include "app/budget/budget_history.hpp"
#include "app/budget/budget_priority_result.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    app::ThemeArchive archive;
    for (const std::string& file : args.all("files"))
        archive.add_file(file);
    if (args.flag("rounds"))
        archive.add_rounds(context.repository());
    return context.print(archive.table(app::read_mapping_file(args.text("mapping")), args.all("theme")));
}

constexpr Arg args[] = {
    {.name = "files", .value = "FILE", .help = {"შედეგები: JSON ან .pb; 2025=FILE, თუ წელი შიგნით არ წერია",
                                                "Results: JSON or .pb; 2025=FILE where the year is not in it"},
     .place = Arg::Positional, .times = Arg::Many, .complete = Complete::File},
    {.name = "rounds", .help = {"საცავის რაუნდების შედეგებიც", "Results of the repository's rounds too"}, .kind = Arg::Flag},
    {.name = "mapping", .value = "FILE", .help = {"რა გახდა თითოეული თემა, CSV: earlier, today, part, year", "What became of each theme, CSV: earlier, today, part, year"},
     .complete = Complete::File},
    {.name = "theme", .value = "THEME", .help = {"მხოლოდ ეს თემა", "Only this theme"}, .times = Arg::Many},
};

constexpr Example examples[] = {
    {"ogp budget history 2025.json 2026.json 2027.json --mapping themes.csv", {"ერთი და იგივე თემა სამ წელს", "The same theme over three years"}},
    {"ogp budget history --rounds --theme parks", {"რაც საცავის რაუნდებშია", "What the repository's rounds hold"}},
    {"ogp budget history 2025=old.pb 2026=new.pb --json", {"პროექტების ჯგუფები", "Groups of projects"}},
};

} // namespace

constinit const Command budget_history{
    .path = "budget history",
    .summary = {"თემები წლების მიხედვით", "Show themes over the years"},
    .doc = {"ადრინდელი წლები ბოლო წლის თემებზეა გადაყვანილი: უცვლელი სახელი იგივე თემაა, დანარჩენს --mapping ამბობს, თუ არადა ის, რაც რაუნდებთან გაიყინა. საშუალო შემფასებლებისა და წილის "
            "მიხედვით გადადის, თანხა და წილი – ნაწილების მიხედვით.",
            "Earlier years are told in the themes of the last one: a theme of the same id is the same, the rest is said by --mapping, else by what "
            "was frozen with the rounds. An average is carried over by raters and parts, money and shares by parts."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
