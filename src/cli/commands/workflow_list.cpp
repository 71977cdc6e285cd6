#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args&)
{
    using report::Align;
    using report::Cell;
    report::Table table;
    table.id = "workflows";
    table.columns = {
        {.key = "id", .label = {"ტიპი", "Type"}},
        {.key = "label", .label = {"დასახელება", "Name"}},
        {.key = "version", .label = {"ვერსია", "Version"}, .align = Align::Right},
        {.key = "fields", .label = {"ველები", "Fields"}, .align = Align::Right},
        {.key = "states", .label = {"მდგომარეობები", "States"}, .align = Align::Right},
        {.key = "transitions", .label = {"გადასვლები", "Transitions"}, .align = Align::Right},
        {.key = "hash", .label = {"ჰეში", "Hash"}, .show = report::Show::OnRequest},
    };
    const auto count = [](std::size_t size) { return Cell::of(static_cast<std::int64_t>(size)); };
    app::Repository& repository = context.repository();
    for (const std::string& id : repository.type_ids()) {
        const workflow::CaseType& type = repository.active_type(id);
        table.rows.push_back({Cell::of(id), Cell::localized(type.label), Cell::of(type.version), count(type.fields.size()),
                              count(type.states.size()), count(type.transitions.size()), Cell::of(repository.active_hash(id).hex())});
    }
    return context.print(table);
}

} // namespace

constinit const Command workflow_list{
    .path = "workflow list",
    .summary = {"საცავის საქმის ტიპები", "List the case types of the repository"},
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
