#include "cli/calendar_choice.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args&)
{
    report::Table table{"calendars",
                        {"კალენდრები", "Calendars"},
                        {{"id", {"სახელი", "Id"}},
                         {"label", {"აღწერა", "Label"}},
                         {"timezone", {"დროის სარტყელი", "Time zone"}},
                         {"from", {"დან", "From"}},
                         {"until", {"მდე", "Until"}},
                         {"file", {"ფაილი", "File"}, report::Align::Left, report::Show::OnRequest},
                         {"hash", {"ჰეში", "Hash"}, report::Align::Left, report::Show::OnRequest}},
                        {}};
    for (const app::CalendarSource& source : app::calendars(repository_or_none(context))) {
        const calendar::CalendarDefinition& definition = source.definition;
        table.rows.push_back({report::Cell::of(definition.id), report::Cell::localized(definition.label),
                              report::Cell::of(definition.time_zone), report::Cell::of(definition.valid_from.iso()),
                              report::Cell::of(definition.valid_until.iso()),
                              source.file.empty() ? report::Cell::none() : report::Cell::of(source.file),
                              report::Cell::of(content_hash(definition).hex())});
    }
    return context.print(table);
}

constexpr Example examples[] = {
    {"ogp calendar list", {"რომელი კალენდრებია", "Which calendars there are"}},
};

} // namespace

constinit const Command calendar_list{
    .path = "calendar list",
    .summary = {"კალენდრების სია", "List calendars"},
    .doc = {"საცავის კალენდრები (workflows/calendars) და ისინი, რომლებსაც პროგრამა თავად ატარებს.",
            "The calendars of the repository (workflows/calendars) and those that are part of the program."},
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
