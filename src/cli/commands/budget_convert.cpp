#include "base/file.hpp"
#include "cli/budget_args.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    Findings findings;
    const std::string converted = app::convert_budget_file(args.text("file"), reading_of(args), findings);
    if (args.flag("lenient"))
        context.report_findings(findings);
    const std::string& output = args.text("output");
    if (output.empty() || output == "-")
        context.out(converted);
    else
        write_file(output, converted);
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "file", .value = "FILE", .help = {".pb ფაილი; - არის სტანდარტული შესასვლელი", ".pb file; - is standard input"},
     .place = Arg::Positional, .need = Arg::Required, .complete = Complete::File},
    {.name = "to", .value = "FORMAT", .help = {"რა ფორმატში",
                                               "Into which format"}, .need = Arg::Required, .choices = "pb", .complete = Complete::Choice},
    {.name = "output", .value = "FILE", .help = {"ფაილი, სტანდარტული გამოსავლის ნაცვლად",
                                                 "File, in place of standard output"}, .complete = Complete::File},
    {.name = "lenient", .help = {"რაც ცალსახაა, გასწორდეს", "Repair what can be meant in one way only"}, .kind = Arg::Flag},
};

constexpr Example examples[] = {
    {"ogp budget convert round.pb --to pb --output canonical.pb", {"ერთი სახის ბაიტები", "Canonical bytes"}},
    {"ogp budget convert old.pb --to pb --lenient", {"ძველი ფაილის გასწორება", "Repair an old file"}},
};

} // namespace

constinit const Command budget_convert{
    .path = "budget convert",
    .summary = {".pb ფაილის გადაყვანა", "Convert a .pb file"},
    .doc = {"უცნობი გასაღებები და სვეტები, მათი თანმიმდევრობა და მნიშვნელობები რჩება; იცვლება მხოლოდ სტრიქონის ბოლო, ბაიტების რიგის ნიშანი და "
            "ზედმეტი ბრჭყალები. ასეთი ფაილი ხელახლა გადაყვანისას იგივე ბაიტებია.",
            "Unknown keys and columns, their order and every value are kept; only line ends, a byte order mark and needless quotes change. A file that "
            "has none of these comes back as the same bytes."},
    .args = args,
    .examples = examples,
    .output = Output::Text,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
