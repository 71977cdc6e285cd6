#include "cli/calendar_choice.hpp"
#include "cli/commands.hpp"

#include <algorithm>
#include <cstdlib>

namespace ogp::cli {
namespace {

std::string years_text(const calendar::CalendarDefinition& definition)
{
    std::string text;
    for (const int year : definition.decrees_complete)
        text += (text.empty() ? "" : ", ") + std::to_string(year);
    return text;
}

report::Cell complete_cell(const calendar::CalendarDefinition& definition)
{
    if (definition.decrees_always_complete)
        return report::Cell::localized({"ყოველთვის", "always"});
    return definition.decrees_complete.empty() ? report::Cell::localized({"არც ერთი", "none"}) : report::Cell::of(years_text(definition));
}

report::Card card_of(const calendar::CalendarDefinition& definition)
{
    const auto count = [](std::size_t size) { return report::Cell::of(static_cast<std::int64_t>(size)); };
    return {"calendar",
            {{{"სახელი", "Label"}, report::Cell::localized(definition.label)},
             {{"დროის სარტყელი", "Time zone"}, report::Cell::of(definition.time_zone)},
             {{"მოიცავს", "Covers"}, report::Cell::of(definition.valid_from.iso() + " .. " + definition.valid_until.iso())},
             {{"ყოველწლიური უქმე დღეები", "Days off of every year"}, count(definition.holidays.size())},
             {{"ერთჯერადი უქმე დღეები", "Single days off"}, count(definition.decrees.size())},
             {{"სრულად ცნობილი წლები", "Years known to be complete"}, complete_cell(definition)},
             {{"გადატანილი დღეები", "Moved days"}, count(definition.working_exceptions.size())}}};
}

/// What is off: by rule and by act.
report::Table days_off(const calendar::CalendarDefinition& definition)
{
    report::Table table{"days_off",
                        {"უქმე დღეები", "Days off"},
                        {{"when", {"როდის", "When"}}, {"label", {"სახელი", "Label"}}, {"act", {"აქტი", "Act"}}, {"recorded", {"ცნობილია", "Known since"}}},
                        {}};
    const auto add = [&](const std::string& when, const Localized& label, const std::string& act, const std::optional<Date>& recorded) {
        table.rows.push_back({report::Cell::of(when), report::Cell::localized(label), report::Cell::of(act),
                              recorded ? report::Cell::of(recorded->iso()) : report::Cell::none()});
    };
    for (const calendar::Holiday& holiday : definition.holidays)
        add(holiday.rule.text(), holiday.label, holiday.act, holiday.recorded);
    for (const calendar::DecreeDay& decree : definition.decrees)
        add(decree.date.iso(), decree.label, decree.act, decree.recorded);
    for (const calendar::MovedDay& moved : definition.working_exceptions)
        add(moved.off.iso(), say("მუშაობენ {}-ში", "worked on {}", moved.works.iso()), moved.act, moved.recorded);
    return table;
}

int run(Context& context, const Args& args)
{
    const app::CalendarSource source = app::find_calendar(repository_or_none(context), args.text("calendar"));
    Json object = to_json(source.definition);
    object.set("hash", content_hash(source.definition).hex());
    context.print(object, card_of(source.definition), both(source.definition.id));
    if (!context.for_people())
        return EXIT_SUCCESS;
    context.out("\n");
    return context.print(days_off(source.definition));
}

constexpr Arg args[] = {
    {.name = "calendar", .value = "CALENDAR", .help = {"კალენდრის სახელი ან YAML ფაილი", "Id of a calendar, or a YAML file"},
     .place = Arg::Positional, .preset = app::default_calendar, .complete = Complete::File},
};

constexpr Example examples[] = {
    {"ogp calendar show", {"საქართველოს კალენდარი", "The calendar of Georgia"}},
    {"ogp calendar show ua --json", {"უკრაინის, JSON-ში", "That of Ukraine, as JSON"}},
};

} // namespace

constinit const Command calendar_show{
    .path = "calendar show",
    .summary = {"კალენდრის ჩვენება", "Show a calendar"},
    .doc = {"წესები და აქტები, რომლებითაც კალენდარი ითვლის. საცავი არ სჭირდება.", "The rules and acts that a calendar counts by. Needs no repository."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
