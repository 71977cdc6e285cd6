#include "app/clocks/calendar_apply.hpp"

#include "cli/commands.hpp"
#include "cli/print.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

Json object_of(const app::CalendarApplied& applied)
{
    return Json::object({{"calendar", applied.calendar},
                         {"changed", applied.is_new},
                         {"clocks", applied.counted},
                         {"moved", rows_json(applied.moved)}});
}

void say_applied(Context& context, const app::CalendarApplied& applied)
{
    if (!applied.moved.rows.empty())
        context.print(applied.moved);
    if (!applied.is_new)
        context.note(say("კალენდარი „{}“ უკვე ასე მოქმედებს", "the calendar \"{}\" is in force like this already", applied.calendar));
    else if (context.options().dry_run)
        context.note(say("„{0}“: ვადა {1}, გადაიწევდა {2}; არაფერი ჩაწერილა", "\"{0}\": clocks {1}, would move {2}; nothing was written",
                         applied.calendar, applied.counted, applied.moved.rows.size()));
    else
        context.note(say("„{0}“: ვადა {1}, გადაიწია {2}", "\"{0}\": clocks {1}, moved {2}", applied.calendar, applied.counted,
                         applied.moved.rows.size()));
}

int run(Context& context, const Args& args)
{
    app::Repository& repository = context.repository();
    const std::string& wanted = args.text("calendar");
    const std::vector<app::CalendarText> calendars =
        wanted.empty() ? app::changed_calendars(repository) : std::vector{app::read_calendar(repository, wanted)};
    Json all = Json::array();
    for (const app::CalendarText& calendar : calendars) {
        const app::CalendarApplied applied =
            app::apply_calendar(repository, calendar, context.options().dry_run ? app::DryRun::Yes : app::DryRun::No);
        if (context.for_people())
            say_applied(context, applied);
        all.push(object_of(applied));
    }
    if (!context.for_people())
        return context.print(Json::object({{"calendars", std::move(all)}}), {});
    if (calendars.empty())
        context.note({"workflows/calendars-ში ახალი არაფერია", "there is nothing new in workflows/calendars"});
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "calendar", .value = "CALENDAR",
     .help = {"კალენდრის სახელი ან YAML ფაილი; თავიდან – რაც workflows/calendars-ში შეიცვალა",
              "Id of a calendar, or a YAML file; by default what has changed in workflows/calendars"},
     .place = Arg::Positional, .complete = Complete::File},
};

constexpr Example examples[] = {
    {"ogp calendar apply ge --dry-run", {"რომელი ვადა გადაიწევდა", "Which deadlines would move"}},
    {"ogp calendar apply", {"ყველა შეცვლილი კალენდარი", "All calendars that were changed"}},
};

} // namespace

constinit const Command calendar_apply{
    .path = "calendar apply",
    .summary = {"კალენდრის ძალაში შესვლა", "Make a calendar the one that deadlines are counted in"},
    .doc = {"workflows/calendars-ის ფაილი თავისთავად არაფერს ცვლის: საცავი ითვლის იმ კალენდრით, რომელიც დამტკიცდა – ogp init-ით ან ამ ბრძანებით – და "
            "ჟურნალშია. ახალი უქმე დღე წევს ზუსტად იმ ვადებს, რომლებსაც ეხება და ჯერ არ დასრულებულა; თითოზე იწერება ერთი მოვლენა. "
            "დასრულებული ვადა უცვლელი რჩება. ჯერ ნახეთ: --dry-run. საჭიროა როლი admin.",
            "A file in workflows/calendars changes nothing by itself: a repository counts in the calendar that was applied, by ogp init or by "
            "this, and the log holds it. A day off that is added moves exactly the deadlines that it touches and that have not stopped, with "
            "one event each. What has stopped stays as it was. See first: --dry-run. Needs the role admin."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .run = run,
};

} // namespace ogp::cli
