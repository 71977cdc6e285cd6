#include "cli/calendar_choice.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

std::vector<report::Cell> row_of(const calendar::Day& day)
{
    return {report::Cell::of(day.date.iso()),
            report::Cell::localized(calendar::weekday_name(day.date)),
            {Json(day.working()), day.working() ? say("სამუშაო", "working") : say("უქმე", "off")},
            report::Cell::of(std::string(code(day.kind))),
            report::Cell::localized(day.kind == calendar::DayKind::Working && !day.suspended ? Localized() : day.reason()),
            {Json(day.open_seconds), calendar::ticks_label(day.open_seconds, calendar::Unit::WorkingHours)},
            day.act.empty() ? report::Cell::none() : report::Cell::of(day.act)};
}

int run(Context& context, const Args& args)
{
    const calendar::Calendar calendar = chosen_calendar(context, args);
    const Date from = args.date("from").value();
    const Date until = args.date("until").value();
    if (until < from)
        throw Error(Fault::Usage, say("{} უფრო ადრეა, ვიდრე {}", "{} is earlier than {}", until.iso(), from.iso()));
    report::Table table{"days",
                        {"დღეები", "Days"},
                        {{"date", {"თარიღი", "Date"}},
                         {"weekday", {"დღე", "Weekday"}},
                         {"working", {"სამუშაოა", "Working"}},
                         {"kind", {"სახე", "Kind"}, report::Align::Left, report::Show::OnRequest},
                         {"reason", {"მიზეზი", "Reason"}},
                         {"open", {"ღიაა", "Open"}, report::Align::Right, report::Show::OnRequest},
                         {"act", {"აქტი", "Act"}, report::Align::Left, report::Show::OnRequest}},
                        {}};
    for (Date date = from; date <= until; date = date + 1)
        table.rows.push_back(row_of(calendar.day(date)));
    return context.print(table);
}

constexpr Arg args[] = {
    {.name = "from", .value = "FROM", .help = {"პირველი დღე", "First day"}, .kind = Arg::Date, .place = Arg::Positional, .need = Arg::Required},
    {.name = "until", .value = "UNTIL", .help = {"ბოლო დღე", "Last day"}, .kind = Arg::Date, .place = Arg::Positional, .need = Arg::Required},
    calendar_arg,
    known_on_arg,
    purpose_arg,
};

constexpr Example examples[] = {
    {"ogp calendar days 2026-04-06 2026-04-27", {"რომელი დღეა სამუშაო და რატომ", "Which days are worked, and why"}},
    {"ogp calendar days 2024-05-01 2024-05-31 --known-on 2024-04-29 --csv", {"რა იყო ცნობილი 29 აპრილს", "What was known on 29 April"}},
};

} // namespace

constinit const Command calendar_days{
    .path = "calendar days",
    .summary = {"სამუშაო და უქმე დღეები", "List days, working or off, and why"},
    .doc = {"ყოველი დღე ორ თარიღს შორის, ორივეს ჩათვლით: სამუშაოა თუ უქმე, და რომელი წესით ან აქტით. საცავი არ სჭირდება.",
            "Every day between two dates, both included: working or off, and by which rule or act. Needs no repository."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
