#include "base/text.hpp"
#include "cli/calendar_choice.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

calendar::Duration duration_of(const Args& args)
{
    const std::int64_t amount = args.number("amount").value_or(0);
    if (amount < 1 || amount > calendar::most_units)
        throw Error(Fault::Usage, say("რაოდენობა უნდა იყოს 1-დან {}-მდე", "the amount must be from 1 to {}", calendar::most_units));
    return {amount, calendar::unit_from(args.text("unit")).value()};
}

/// A date is its midnight; without --from it is now.
Instant start_of(const Context& context, const Args& args, const calendar::Calendar& calendar)
{
    const std::string& from = args.text("from");
    if (from.empty())
        return context.clock().now;
    if (const auto date = Date::parse(from))
        return calendar.start_of(*date);
    const auto instant = Instant::parse(from);
    if (!instant)
        throw Error(Fault::Usage, say("--from: „{}“ არც თარიღია და არც დრო", "--from: \"{}\" is neither a date nor a time", printable(from)),
                    {"დაწერეთ 2018-01-05 ან 2018-01-05T10:00:00+04:00", "write 2018-01-05 or 2018-01-05T10:00:00+04:00"});
    return *instant;
}

Json skipped_days(const std::vector<calendar::ExplainedDay>& days)
{
    Json list = Json::array();
    for (const calendar::ExplainedDay& line : days) {
        if (line.counted == calendar::Counted::Yes)
            continue;
        Json day = day_json(line.day);
        day.set("reason", report::to_json(line.reason()));
        day.set("why", std::string(code(line.counted)));
        list.push(std::move(day));
    }
    return list;
}

Json years_json(const std::vector<int>& years)
{
    Json list = Json::array();
    for (const int year : years)
        list.push(year);
    return list;
}

void note_incomplete(Context& context, const std::vector<int>& years)
{
    std::vector<std::string> words;
    for (const int year : years)
        words.push_back(std::to_string(year));
    if (!words.empty())
        context.note(say("ამ წლების ერთჯერადი უქმე დღეები სრულად ცნობილი არ არის: {}",
                         "the single days off of these years are not known to be complete: {}", join(words, ", ")));
}

int run(Context& context, const Args& args)
{
    const calendar::Term term{duration_of(args),
                              {calendar::first_day_from(args.text("first-day")).value(),
                               calendar::due_at_from(args.text("due-at")).value(), calendar::roll_from(args.text("roll")).value()}};
    const calendar::Calendar calendar = chosen_calendar(context, args);
    const Instant start = start_of(context, args, calendar);
    const app::CountedTerm counted = app::count_term(calendar, term, start);
    if (context.for_people()) {
        context.out((calendar::counts_days(term.target.unit) ? counted.due.on.iso() : calendar.zone().rfc3339(counted.due.at)) + "\n");
        note_incomplete(context, counted.incomplete_years);
        return EXIT_SUCCESS;
    }
    const Json object = Json::object({
        {"amount", term.target.amount},
        {"unit", std::string(code(term.target.unit))},
        {"from", calendar.zone().rfc3339(start)},
        {"first_day", std::string(code(term.conventions.first_day))},
        {"due_rule", std::string(code(term.conventions.due_at))},
        {"roll", std::string(code(term.conventions.roll))},
        {"calendar", calendar.id()},
        {"calendar_hash", calendar.hash().hex()},
        {"due_on", counted.due.on.iso()},
        {"due_at", calendar.zone().rfc3339(counted.due.at)},
        {"skipped", skipped_days(counted.days)},
        {"incomplete_years", years_json(counted.incomplete_years)},
    });
    return context.print(object, {});
}

constexpr Arg args[] = {
    {.name = "amount", .value = "N", .help = {"რამდენი", "How many"}, .kind = Arg::Number, .place = Arg::Positional, .need = Arg::Required},
    {.name = "unit", .value = "UNIT", .help = {"რა ითვლება", "What is counted"}, .preset = "working_days",
     .choices = "minutes|hours|working_hours|calendar_days|working_days|weeks|months", .complete = Complete::Choice},
    {.name = "from", .value = "TIME",
     .help = {"თარიღი, ან დრო RFC 3339-ით; თავიდან – ახლა", "Date, or time as RFC 3339; by default now"}},
    calendar_arg,
    {.name = "first-day", .value = "RULE", .help = {"ითვლება თუ არა პირველი დღე", "Whether the first day is counted"}, .preset = "excluded",
     .choices = "excluded|included", .complete = Complete::Choice},
    {.name = "due-at", .value = "RULE", .help = {"დღის რომელ მომენტში მთავრდება", "When in the day it ends"}, .preset = "end_of_day",
     .choices = "end_of_day|end_of_business|instant", .complete = Complete::Choice},
    {.name = "roll", .value = "RULE", .help = {"უქმე დღეს დასრულებული ვადა გადადის თუ არა", "Whether an end on a day off moves on"},
     .preset = "none", .choices = "none|next_working", .complete = Complete::Choice},
    known_on_arg,
    purpose_arg,
};

constexpr Example examples[] = {
    {"ogp calendar add 10 --unit working_days --from 2018-01-05", {"ათი სამუშაო დღე", "Ten working days"}},
    {"ogp calendar add 10 --unit calendar_days --roll next_working --from 2024-04-26 --json",
     {"რომელი დღე რატომ გამოტოვდა", "Which days were left out, and why"}},
    {"ogp calendar add 4 --unit working_hours --from 2026-06-05T17:30:00+04:00", {"სამუშაო საათები", "Working hours"}},
};

} // namespace

constinit const Command calendar_add{
    .path = "calendar add",
    .summary = {"როდის მთავრდება ვადა", "Tell when a term ends"},
    .doc = {"ითვლის ვადას კალენდრით; საცავი არ სჭირდება. პირველი დღე არ ითვლება, თუ --first-day included არ წერია; თუ ვადა უქმე დღეს იწყება, "
            "პირველი დღე შემდეგი სამუშაო დღეა. დღე ითვლება, როცა მთავრდება. სამუშაო საათების ვადა უმალეს შესაძლებელ დროს მთავრდება: 09:00 და რვა "
            "სამუშაო საათი 18:00-ია იმავე დღეს. due_at უკვე გვიანია: ვადა მანამდეა. თვეები იმავე რიცხვზე მთავრდება ან თვის ბოლო დღეს. "
            "თარიღი კალენდრის გარეთ შეცდომაა, კოდით 6.",
            "Counts a term with a calendar; needs no repository. The day of the start is not counted without --first-day included; a term "
            "that starts on a day off has the next working day as its first. A day counts when it closes. Working hours end at the "
            "earliest time possible: 09:00 and eight working hours are 18:00 of the same day. What happens at due_at is late: the term ends "
            "before it. Months end on the same day of the month, or on its last. A date outside of the calendar is an error with exit "
            "status 6."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
