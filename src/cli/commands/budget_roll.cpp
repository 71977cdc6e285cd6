#include "app/budget/budget_ballots.hpp"
#include "base/file.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    InputFile file(args.text("file"));
    const app::CsvSource source{args.text("file") == "-" ? "stdin" : args.text("file"), [&](char* buffer, std::size_t size) { return file.read(buffer, size); }};
    const bool dry_run = context.options().dry_run || context.options().list_fields;
    const app::ImportedRoll roll =
        app::import_roll(context.repository(), args.text("round"), source, args.flag("replace") ? app::RollImport::Replace : app::RollImport::Add,
                         dry_run ? app::DryRun::Yes : app::DryRun::No);
    const Json json = Json::object({{"added", roll.added}, {"voters", roll.voters}, {"roll_root", roll.root.hex()}, {"dry_run", dry_run}});
    if (!context.for_people() || context.options().list_fields)
        return context.print(json, {});
    context.say_line(say("სიას დაემატა {0}, სულ {1} ამომრჩეველი; ჰეში {2}", "added {0}, {1} voters on the roll; root {2}", roll.added, roll.voters, roll.root.hex()));
    if (context.options().dry_run)
        context.note({"არაფერი ჩაწერილა (--dry-run)", "nothing was written (--dry-run)"});
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "act", .value = "import", .help = {"რა კეთდება: import", "What is done: import"}, .place = Arg::Positional, .need = Arg::Required,
     .choices = "import", .complete = Complete::Choice},
    {.name = "round", .value = "ROUND", .help = {"რაუნდის ნომერი", "Number of the round"}, .place = Arg::Positional, .need = Arg::Required,
     .complete = Complete::Case},
    {.name = "file", .value = "FILE", .help = {"CSV: voter, district, sex, age; - არის სტანდარტული შესასვლელი", "CSV: voter, district, sex, age; - is standard input"},
     .place = Arg::Positional, .need = Arg::Required, .complete = Complete::File},
    {.name = "replace", .help = {"სია თავიდან", "In place of the roll that is there"}, .kind = Arg::Flag},
};

constexpr Example examples[] = {
    {"ogp budget roll import 2027 voters.csv", {"ვის შეუძლია ხმის მიცემა", "Who may vote"}},
    {"ogp budget roll import 2027 voters.csv --dry-run", {"მხოლოდ შემოწმება", "Only check"}},
};

} // namespace

constinit const Command budget_roll{
    .path = "budget roll",
    .summary = {"ამომრჩეველთა სიის შეტანა", "Import the voter roll of a round"},
    .doc = {"პირადი ნომერი არ ინახება: მის ადგილას ჩაიწერება ჰეში, რომლის გასაღები კენჭისყრის დახურვისას იშლება; ასაკი მაშინვე ათწლეულად იქცევა. "
            "კენჭისყრის გახსნის შემდეგ სია აღარ იცვლება. თუ ერთი სტრიქონი მაინც ცუდია, არაფერი ჩაიწერება: გამოსვლის კოდია 6.",
            "No personal number is kept: a keyed hash stands in its place, and its key is destroyed when balloting closes; an age becomes a band of ten "
            "years at once. Once balloting is open the roll cannot be changed. Where one row is bad, nothing is stored: the exit status is 6."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .run = run,
};

} // namespace ogp::cli
