#include "app/plans/ogp_csv.hpp"
#include "base/file.hpp"
#include "base/formula_guard.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

/// An apostrophe in front, as `ogp export` writes it, would be another cell: here who opens the file is told.
std::size_t count_formulas(const irm::CommitmentsFile& file)
{
    std::size_t count = 0;
    for (const irm::Row& row : file.rows)
        for (const std::string& column : file.columns)
            count += looks_like_formula(row.cell(column)) ? 1U : 0U;
    return count;
}

int run(Context& context, const Args& args)
{
    const irm::CommitmentsFile file = app::gather_ogp_csv(context.repository(), args.all("plan"));
    const std::string text = irm::write_commitments(file);
    const std::string& output = args.text("output");
    if (output.empty() || output == "-") {
        context.out(text);
    } else {
        write_file(output, text);
        context.say_line(say("{0}: სტრიქონი {1}", "{0}: rows {1}", printable(output), file.rows.size()));
    }
    if (const std::size_t formulas = count_formulas(file); formulas > 0)
        context.note(say("ელცხრილი {} უჯრას ფორმულად მიიღებდა: გახსენით ტექსტად",
            "a spreadsheet could take {} cells for formulas: open the file as text",
                         formulas));
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "plan", .value = "PLAN", .help = {"გეგმა; თუ არ წერია, ყველა", "A plan; where none is named, all"}, .place = Arg::Positional,
     .times = Arg::Many, .complete = Complete::Plan},
    {.name = "format", .value = "FORMAT", .help = {"OGP-ის ვალდებულებების CSV", "The commitments CSV of OGP"}, .preset = "ogp-csv",
     .choices = "ogp-csv", .complete = Complete::Choice},
    {.name = "output", .value = "FILE", .help = {"ფაილი, სტანდარტული გამოსავლის ნაცვლად", "File, in place of standard output"},
     .complete = Complete::File},
};

constexpr Example examples[] = {
    {"ogp plan export --format ogp-csv --output commitments.csv", {"ყველა გეგმა", "All plans"}},
    {"ogp plan export AP_GETB02 --format ogp-csv", {"ერთი გეგმა", "One plan"}},
};

} // namespace

constinit const Command plan_export{
    .path = "plan export",
    .summary = {"გეგმების გატანა OGP-ის ვალდებულებების CSV-ში", "Export plans as the OGP commitments CSV"},
    .doc = {"წერს ვალდებულებებს OGP-ის 171 სვეტით. რაც ასეთი ფაილიდან შემოვიდა, იმავე რიგით და იმავე უჯრებით გადის; იცვლება მხოლოდ ის, რაც "
            "შემოტანის შემდეგ აქ შეიცვალა. დანარჩენ გეგმებში უცნობი უჯრა არის NA. იხილეთ ogp-commitments-csv(5).",
            "Writes the commitments with the 171 columns of OGP. What came in from such a file goes out in the same order with the same "
            "cells, but for what was changed here since. In other plans a cell that is not known is NA. See ogp-commitments-csv(5)."},
    .args = args,
    .examples = examples,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
