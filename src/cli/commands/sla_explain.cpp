#include "app/clocks/sla.hpp"

#include "cli/as_of.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    const app::Repository& repository = context.repository();
    return context.print(app::explain_clocks(repository, repository.resolve(args.text("id")), args.text("clock"),
                                             app::as_of_from(repository, args.text("as-of"))));
}

constexpr Arg args[] = {
    {.name = "id", .value = "ID", .help = {"საქმე", "Case"}, .place = Arg::Positional, .need = Arg::Required, .complete = Complete::Case},
    {.name = "clock", .value = "NAME", .help = {"მხოლოდ ეს ვადა", "This clock alone"}},
    as_of_time_arg,
};

constexpr Example examples[] = {
    {"ogp sla explain FOI-2026-00017 --clock answer", {"რომელი დღე ჩაითვალა და რომელი – რატომ არა", "Which days were counted, which not and why"}},
};

} // namespace

constinit const Command sla_explain{
    .path = "sla explain",
    .summary = {"როგორ ითვლება ვადა, დღე დღეს", "Explain a deadline day by day"},
    .doc = {"ვადის ჯამი სტრიქონ-სტრიქონ: დაწყების დღიდან ბოლო დღემდე რომელი დღე ითვლება და რომელი არა, რომელი აქტით. counted: counted, first_day, day_off, "
            "paused, closed (სამუშაო დროის გარეთ), rolled (ვადა ამოიწურა და ბოლო მომდევნო სამუშაო დღეზე გადავიდა).",
            "The sum of a clock line by line: which days from the start to the due day are counted, which not, and by which act. counted: yes, "
            "first_day, day_off, paused, closed (outside of open hours), rolled (the term was used up and its end moved to the next working day)."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
