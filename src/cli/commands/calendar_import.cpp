#include "app/clocks/calendars.hpp"
#include "base/file.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    const std::string& file = args.text("file");
    const bool from_stdin = file == "-";
    const std::string text = from_stdin ? read_standard_input() : read_file(file);
    context.out(app::calendar_from_ics(text, from_stdin ? "stdin" : file, args.text("id"), args.text("timezone"), context.clock()));
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "file", .value = "FILE", .help = {"iCalendar ფაილი; - არის სტანდარტული შესასვლელი", "iCalendar file; - is standard input"},
     .place = Arg::Positional, .need = Arg::Required, .complete = Complete::File},
    {.name = "id", .value = "ID", .help = {"ახალი კალენდრის სახელი", "Id of the new calendar"}, .preset = "imported"},
    {.name = "timezone", .value = "ZONE", .help = {"დროის სარტყელი", "Time zone"}, .preset = "Asia/Tbilisi"},
};

constexpr Example examples[] = {
    {"ogp calendar import holidays.ics --id city >workflows/calendars/city.yaml", {"ახალი კალენდრის ფაილი", "The file of a new calendar"}},
};

} // namespace

constinit const Command calendar_import{
    .path = "calendar import",
    .summary = {"iCalendar-ის გადათარგმნა კალენდრის ფაილად", "Turn an iCalendar file into a calendar's YAML"},
    .doc = {"ბეჭდავს YAML-ს: ყოველწლიური მოვლენა წესად იქცევა, ერთჯერადი – უქმე დღედ. აღდგომას iCalendar წესად ვერ წერს: შეამოწმეთ, რა დაიბეჭდა, "
            "და სამუშაო საათებიც.",
            "Prints YAML: an event of every year becomes a rule, a single one a day off. iCalendar has no rule for Easter: look at what was "
            "printed, and at the open hours too."},
    .args = args,
    .examples = examples,
    .output = Output::Text,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
