#include "app/budget/budget_ballots.hpp"
#include "base/file.hpp"
#include "cli/commands.hpp"

#include <cstdlib>
#include <optional>

namespace ogp::cli {
namespace {

/// So many receipts are printed; more of them go into a file.
constexpr std::int64_t most_shown = 10'000;

report::Table receipts_table()
{
    return {"receipts",
            {"ქვითრები", "Receipts"},
            {{"line", {"სტრიქონი", "Line"}, report::Align::Right}, {"receipt", {"ქვითარი", "Receipt"}}},
            {}};
}

int cast(Context& context, const Args& args, const app::CsvSource& source)
{
    report::Table table = receipts_table();
    context.require_fields(table);
    const std::string& name = args.text("receipts");
    std::optional<OutputFile> file;
    if (!name.empty() && !context.options().dry_run) {
        file.emplace(name, FileMode::Private);
        file->append("line,receipt\n");
    }
    std::int64_t count = 0;
    const auto give = [&](std::uint32_t line, const std::string& receipt) {
        if (file)
            file->append(std::to_string(line) + "," + receipt + "\n");
        else if (name.empty() && ++count <= most_shown)
            table.rows.push_back({report::Cell::of(static_cast<std::int64_t>(line)), report::Cell::of(receipt)});
        else if (name.empty())
            throw Error(Fault::Usage, say("ბიულეტენი {}-ზე მეტია", "there are more than {} ballots", most_shown),
                        {"ქვითრები ფაილში ჩაწერეთ: --receipts FILE", "write the receipts to a file: --receipts FILE"});
    };
    const bool dry_run = context.options().dry_run || context.options().list_fields;
    const app::CastBallots done = app::cast_ballots(context.repository(), args.text("round"), source, context.clock().now, give,
                                                    dry_run ? app::DryRun::Yes : app::DryRun::No);
    if (file)
        file->commit();
    if (name.empty() && !dry_run)
        context.print(table);
    else if (context.options().list_fields)
        context.print(table);
    context.note(say("მიღებულია ბიულეტენი: {}", "ballots accepted: {}", done.ballots));
    if (context.options().dry_run)
        context.note({"არაფერი ჩაწერილა (--dry-run)", "nothing was written (--dry-run)"});
    return EXIT_SUCCESS;
}

int import_paper(Context& context, const Args& args, const app::CsvSource& source)
{
    for (const char* needed : {"station", "batch"})
        if (args.text(needed).empty())
            throw Error(Fault::Usage, say("აკლია --{}", "--{} is missing", needed));
    const app::PaperEntry entry{args.text("station"), args.text("batch"), args.text("entry") == "2" ? 2 : 1};
    const app::ImportedPaper done =
        app::import_paper(context.repository(), args.text("round"), source, entry, context.options().dry_run ? app::DryRun::Yes : app::DryRun::No);
    if (!context.for_people())
        return context.print(report::Table{"batch",
                                           {"პარტია", "Batch"},
                                           {{"station", {"უბანი", "Station"}}, {"batch", {"პარტია", "Batch"}}, {"rows", {"ფურცლები", "Sheets"}}, {"agreed", {"შეჯერებული", "Agreed"}}},
                                           {{report::Cell::of(entry.station), report::Cell::of(entry.batch), report::Cell::of(done.rows),
                                             {Json(done.agreed), both(done.agreed ? "1" : "0")}}}});
    context.say_line(done.agreed ? say("ორივე აკრეფა ერთნაირია: {} ფურცელი ურნაშია", "both entries agree: {} sheets are in the box", done.rows)
                                 : say("აკრეფილია {} ფურცელი; საჭიროა მეორე აკრეფა", "typed in: {} sheets; a second entry is needed", done.rows));
    if (context.options().dry_run)
        context.note({"არაფერი ჩაწერილა (--dry-run)", "nothing was written (--dry-run)"});
    return EXIT_SUCCESS;
}

int run(Context& context, const Args& args)
{
    InputFile file(args.text("file"));
    const app::CsvSource source{args.text("file") == "-" ? "stdin" : args.text("file"), [&](char* buffer, std::size_t size) { return file.read(buffer, size); }};
    return args.text("act") == "cast" ? cast(context, args, source) : import_paper(context, args, source);
}

constexpr Arg args[] = {
    {.name = "act", .value = "ACT", .help = {"cast: ხმის მიცემა; import-paper: ქაღალდის ბიულეტენები", "cast: vote; import-paper: paper ballots"},
     .place = Arg::Positional, .need = Arg::Required, .choices = "cast|import-paper", .complete = Complete::Choice},
    {.name = "round", .value = "ROUND", .help = {"რაუნდის ნომერი", "Number of the round"}, .place = Arg::Positional, .need = Arg::Required,
     .complete = Complete::Case},
    {.name = "file", .value = "FILE", .help = {"CSV: voter, vote, points; ქაღალდისთვის sheet და status-იც", "CSV: voter, vote, points; of paper sheet and status too"},
     .place = Arg::Positional, .need = Arg::Required, .complete = Complete::File},
    {.name = "receipts", .value = "FILE", .help = {"ქვითრები ფაილში", "Write the receipts to a file"}, .complete = Complete::File},
    {.name = "station", .value = "NAME", .help = {"საარჩევნო უბანი", "Polling station"}},
    {.name = "batch", .value = "NAME", .help = {"ბიულეტენების პარტია", "Batch of ballots"}},
    {.name = "entry", .value = "N", .help = {"მერამდენე აკრეფა", "First or second entry"}, .preset = "1", .choices = "1|2", .complete = Complete::Choice},
};

constexpr Example examples[] = {
    {"ogp budget ballot cast 2027 ballots.csv", {"ხმები ფაილიდან, ქვითრებით", "Ballots of a file, with receipts"}},
    {"ogp budget ballot cast 2027 - --receipts receipts.csv", {"სტანდარტული შესასვლელიდან", "From standard input"}},
    {"ogp budget ballot import-paper 2027 box7.csv --station 7 --batch A --entry 2", {"ქაღალდის ბიულეტენების მეორე აკრეფა", "The second entry of paper ballots"}},
};

} // namespace

constinit const Command budget_ballot{
    .path = "budget ballot",
    .summary = {"ბიულეტენების მიღება", "Accept ballots"},
    .doc = {"ბიულეტენი დალუქული ინახება და კენჭისყრის დახურვამდე არავინ კითხულობს; ჟურნალში არ იწერება. ვადა იზომება იმით, როდის მიიღო აქ. ქვითრით "
            "ამომრჩეველი შემდეგ ამოწმებს, რომ ხმა ჩაწერილია. თუ ერთი სტრიქონი მაინც ცუდია, არც ერთი ბიულეტენი არ მიიღება: გამოსვლის კოდია 6.\n\n"
            "ქაღალდის ბიულეტენებს ორი ადამიანი ორჯერ კრეფს; ურნაში მაშინ ჩადის, როცა ორივე ერთნაირია.",
            "A ballot is kept sealed and read by nobody before balloting closes; it is no event of the log. The window is judged by the time of receipt "
            "here. With its receipt a voter can check later that the ballot was recorded. Where one row is bad no ballot is accepted: the exit status "
            "is 6.\n\n"
            "Paper ballots are typed in twice, by two people; they go into the box when both say the same."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .run = run,
};

} // namespace ogp::cli
