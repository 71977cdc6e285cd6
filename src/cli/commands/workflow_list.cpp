#include "app/workflows/shipped_types.hpp"
#include "cli/commands.hpp"

#include <algorithm>
#include <cstdlib>

namespace ogp::cli {
namespace {

using report::Align;
using report::Cell;

Cell count(std::size_t size)
{
    return Cell::of(static_cast<std::int64_t>(size));
}

int list_available(Context& context)
{
    report::Table table;
    table.id = "available";
    table.columns = {
        {.key = "id", .label = {"ტიპი", "Type"}},
        {.key = "label", .label = {"დასახელება", "Name"}},
        {.key = "version", .label = {"ვერსია", "Version"}, .align = Align::Right},
        {.key = "active", .label = {"აქ მოქმედი", "In force here"}, .align = Align::Right},
    };
    for (const app::AvailableType& available : app::available_types(context.repository()))
        table.rows.push_back({Cell::of(available.type.id), Cell::localized(available.type.label), Cell::of(available.type.version),
                              available.active ? Cell::of(*available.active) : Cell::none()});
    return context.print(table);
}

void say_what_else_there_is(Context& context)
{
    const std::vector<std::string> used = context.repository().type_ids();
    const std::vector<std::string> shipped = app::shipped_type_ids();
    const auto is_unused = [&](const std::string& id) { return !std::binary_search(used.begin(), used.end(), id); };
    const auto unused = std::count_if(shipped.begin(), shipped.end(), is_unused);
    if (unused > 0)
        context.note(say("პროგრამას კიდევ აქვს ტიპები, რომლებიც აქ არ გამოიყენება ({}): ogp workflow list --available",
                         "the program has {} more that are not in use here: ogp workflow list --available", unused));
}

int run(Context& context, const Args& args)
{
    if (args.flag("available"))
        return list_available(context);
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
    app::Repository& repository = context.repository();
    for (const std::string& id : repository.type_ids()) {
        const workflow::CaseType& type = repository.active_type(id);
        table.rows.push_back({Cell::of(id), Cell::localized(type.label), Cell::of(type.version), count(type.fields.size()),
                              count(type.states.size()), count(type.transitions.size()), Cell::of(repository.active_hash(id).hex())});
    }
    context.print(table);
    if (context.for_people() && context.streams().out_is_terminal)
        say_what_else_there_is(context);
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "available",
     .help = {"პროგრამის ტიპები, რომლებიც აქ ჯერ არ გამოიყენება ან უფრო ახალი ვერსია აქვს",
              "The program's case types that are not in use here, or of which it has a newer version"},
     .kind = Arg::Flag},
};

constexpr Example examples[] = {
    {"ogp workflow list --available", {"რა შეიძლება დაემატოს: ogp workflow add TYPE", "What could be added: ogp workflow add TYPE"}},
};

} // namespace

constinit const Command workflow_list{
    .path = "workflow list",
    .summary = {"საცავის საქმის ტიპები", "List the case types of the repository"},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
