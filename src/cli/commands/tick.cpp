#include "app/clocks/tick.hpp"

#include "cli/commands.hpp"
#include "cli/print.hpp"
#include "cli/progress.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

Json object_of(const app::Ticked& ticked)
{
    return Json::object({{"cases", static_cast<std::int64_t>(ticked.cases)},
                         {"events", static_cast<std::int64_t>(ticked.events)},
                         {"acts", rows_json(ticked.acts)},
                         {"failures", rows_json(ticked.failures)}});
}

app::Ticked ticked(Context& context)
{
    Progress progress{context, {"ვადების შემოწმება", "looking at deadlines"}};
    return app::tick(context.repository(), context.options().dry_run ? app::DryRun::Yes : app::DryRun::No, progress.callback());
}

int run(Context& context, const Args&)
{
    const app::Ticked done = ticked(context);
    if (!context.for_people()) {
        context.print(object_of(done), {});
    } else {
        if (!done.acts.rows.empty())
            context.print(done.acts);
        context.note(say("საქმე {0}, მოვლენა {1}, ვერ გაკეთდა {2}", "cases {0}, events {1}, failed {2}", done.cases, done.events,
                         done.failures.rows.size()));
        for (const auto& row : done.failures.rows)
            context.note({fmt::format("{} {}: {}", row[0].text.ka, row[2].text.ka, row[3].text.ka),
                          fmt::format("{} {}: {}", row[0].text.en, row[2].text.en, row[3].text.en)});
    }
    if (!done.failures.rows.empty())
        throw Error(Fault::Invalid, say("ვერ გაკეთდა: {}", "could not be done: {}", done.failures.rows.size()),
                    {"დანარჩენი ჩაიწერა", "the rest was recorded"});
    return EXIT_SUCCESS;
}

constexpr Example examples[] = {
    {"ogp tick", {"cron-ით, ყოველ წუთს ან ყოველ დღე", "From cron, each minute or each day"}},
    {"ogp tick --dry-run --json=acts", {"რა გაკეთდებოდა ახლა", "What would be done now"}},
};

} // namespace

constinit const Command tick{
    .path = "tick",
    .summary = {"სისტემის საქმე: გაფრთხილება, დარღვევა, ავტომატური გადასვლა", "Do what the system has to do: warnings, breaches, automatic transitions"},
    .doc = {"ნახულობს საქმეებს, რომლებსაც დრო დაუდგა: აღრიცხავს გაფრთხილებას, ვადის დარღვევას (ერთხელ) და ესკალაციას მათი შედეგებით, და აკეთებს "
            "გადასვლებს, რომლებსაც max_stay და auto მოითხოვს. საჭიროა როლი system ან admin. ორჯერ გაშვება იგივეა, რაც ერთხელ. საქმე, რომელზეც "
            "ვერ გაკეთდა, სხვებს არ აჩერებს: ჩამოითვლება და გამოსვლის კოდია 6.",
            "Looks at the cases whose time has come: records warnings, breaches (once) and escalations with their effects, and makes the "
            "transitions that max_stay and auto ask for. Needs the role system or admin. Two runs are as one. A case for which it cannot be "
            "done stops no other: it is listed, and the exit status is 6."},
    .examples = examples,
    .output = Output::Object,
    .run = run,
};

} // namespace ogp::cli
