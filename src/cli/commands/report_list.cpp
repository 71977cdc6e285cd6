#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args&)
{
    report::Table table;
    table.id = "reports";
    table.columns = {{.key = "id", .label = {"ანგარიში", "Report"}}, {.key = "title", .label = {"რა არის", "What it is"}}};
    table.rows.push_back({report::Cell::of("annual"),
                          report::Cell::localized({"სამოქმედო გეგმის შესრულების წლიური ანგარიში", "annual progress report of an action plan"})});
    return context.print(table);
}

} // namespace

constinit const Command report_list{
    .path = "report list",
    .summary = {"რა ანგარიშები არსებობს", "List the reports that can be made"},
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
