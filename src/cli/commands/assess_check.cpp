#include "app/plans/assess_check.hpp"
#include "base/file.hpp"
#include "cli/commands.hpp"
#include "cli/gate.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

irm::Assessment assessment(Context& context, const std::string& name)
{
    if (name.empty())
        return app::assess_repository(context.repository());
    const bool from_stdin = name == "-";
    return app::assess_file(from_stdin ? read_standard_input() : read_file(name), from_stdin ? "stdin" : name);
}

int run(Context& context, const Args& args)
{
    const irm::Assessment result = assessment(context, args.text("file"));
    context.report_findings(result.differences);
    if (context.for_people())
        context.print(app::assessment_table(result));
    else
        context.print(result.to_json(), {});
    if (args.text("fail-on") == "anomaly")
        Gate().anomaly(result.differences).close();
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "file", .value = "FILE",
     .help = {"OGP-ის ვალდებულებების CSV; მის გარეშე საცავის ვალდებულებები. - არის სტანდარტული შესასვლელი",
              "OGP commitments CSV; without it the commitments of the repository. - is standard input"},
     .place = Arg::Positional, .complete = Complete::File},
    {.name = "fail-on", .value = "WHAT", .help = {"გამოსვლის კოდი 7, თუ რამე განსხვავდება", "Exit status 7 where anything differs"},
     .choices = "anomaly", .complete = Complete::Choice},
};

constexpr Example examples[] = {
    {"ogp assess check commitments.csv --json", {"ფაილი, საცავის გარეშე", "A file, without a repository"}},
    {"ogp assess check --fail-on anomaly", {"საცავის ვალდებულებები, სკრიპტისთვის", "The commitments of the repository, for a script"}},
};

} // namespace

constinit const Command assess_check{
    .path = "assess check",
    .summary = {"IRM-ის გამოთვლილი მნიშვნელობების შემოწმება", "Check the derived values of the IRM"},
    .doc = {"თავიდან გამოთვლის იმას, რაც OGP-ის ვალდებულებების CSV-ში სხვა სვეტებიდან გამომდინარეობს (ვარსკვლავი, მაღალი შესრულება, შესრულების "
            "ცვლილება, გახსნა თუ არა მმართველობა და სხვა), და ადარებს ფაილში დაწერილს. წესები წლების მიხედვით განსხვავდება; ყველა თავისი წყაროთი "
            "გვერდზეა ogp-commitments-csv(5).\n\n"
            "claimed არის რამდენ სტრიქონშია ასეთი შეფასება, derived რამდენისთვის გამოითვლება, equal რამდენი ემთხვევა, differing კი რომლებია სხვა.",
            "Works out again what follows from other columns in the commitments CSV of OGP (stars, high completion, change in completion, did it "
            "open government and more) and compares it with what stands there. The rules differ by year; each stands with its source in "
            "ogp-commitments-csv(5).\n\n"
            "claimed is the number of rows coded, derived of those for which the rule gives a value, equal of those that agree, and differing "
            "names the others."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
