#include "cli/commands.hpp"
#include "documents/report_catalogue.hpp"

namespace ogp::cli {
namespace {

using report::Cell;

Cell parameters_cell(const documents::ReportTemplate& report)
{
    Json list = Json::array();
    std::string words;
    for (const documents::Parameter& parameter : report.parameters()) {
        list.push(Json::object({{"name", parameter.name},
                                {"kind", documents::code(parameter.kind)},
                                {"required", parameter.is_required},
                                {"label", report::to_json(parameter.label)}}));
        words += (words.empty() ? "" : " ") + (parameter.is_required ? parameter.name : "[" + parameter.name + "]");
    }
    return {std::move(list), both(words)};
}

/// Without a repository: those of the program.
std::vector<documents::ReportFile> files_of(Context& context)
{
    try {
        return documents::report_files(context.repository());
    } catch (const Error& error) {
        if (error.fault() != Fault::NotFound)
            throw;
        return documents::shipped_report_files();
    }
}

int run(Context& context, const Args&)
{
    report::Table table{"reports", {"ანგარიშები", "Reports"},
                        {{"id", {"ანგარიში", "Report"}},
                         {"from", {"ვისია", "From"}},
                         {"parameters", {"პარამეტრები", "Parameters"}},
                         {"summary", {"რა არის", "What it is"}}},
                        {}};
    for (const documents::ReportFile& file : files_of(context)) {
        const bool is_own = file.origin == documents::ReportOrigin::Own;
        const Cell from{Json(is_own ? "own" : "shipped"), is_own ? Localized("საკუთარი", "own") : Localized("პროგრამის", "shipped")};
        // One template that cannot be read does not hide the others.
        try {
            const documents::ReportTemplate report = documents::read_report(file);
            table.rows.push_back({Cell::of(documents::command_word(file.id)), from, parameters_cell(report), Cell::localized(report.summary())});
        } catch (const InvalidInput& error) {
            context.report_findings(error.findings());
            table.rows.push_back({Cell::of(documents::command_word(file.id)), from, Cell::none(), Cell::localized(say("არ იკითხება: ogp report check {0}", "cannot be read: ogp report check {0}", documents::command_word(file.id)))});
        }
    }
    return context.print(table);
}

} // namespace

constinit const Command report_list{
    .path = "report list",
    .summary = {"რა ანგარიშები არსებობს", "List the reports that can be made"},
    .doc = {"პროგრამის ანგარიშები და საცავის საკუთარი, საქაღალდეში templates; საკუთარი პროგრამისას ცვლის, თუ ერთი სახელი აქვთ.",
            "The reports of the program and the repository's own, in its folder templates; its own one takes the place of the program's of the same name."},
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
