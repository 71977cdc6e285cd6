#include "app/check.hpp"
#include "cli/commands.hpp"
#include "cli/error_text.hpp"
#include "cli/progress.hpp"

#include <algorithm>
#include <cstdlib>

namespace ogp::cli {
namespace {

Json object_of(const store::Verification& found)
{
    const auto number = [](std::uint64_t count) { return Json(static_cast<std::int64_t>(count)); };
    return Json::object({{"intact", found.findings.empty()},
                         {"events", number(found.events)},
                         {"batches", number(found.batches)},
                         {"signatures", number(found.signatures)},
                         {"sealed", number(found.sealed)},
                         {"cases", number(found.cases)},
                         {"blobs", number(found.blobs)},
                         {"findings", to_json(found.findings)}});
}

/// Whether all that is damaged is made from the log and can be made anew.
bool only_projection(const Findings& findings)
{
    static constexpr std::string_view rebuilt[] = {"case_damaged",  "case_missing",   "grant_damaged",
                                                   "grant_missing", "active_damaged", "replica_damaged"};
    return std::all_of(findings.begin(), findings.end(), [](const Finding& finding) {
        return std::find(std::begin(rebuilt), std::end(rebuilt), finding.code) != std::end(rebuilt);
    });
}

store::Verification check(Context& context)
{
    Progress progress{context, {"შემოწმება", "checking"}};
    return app::check_repository(context.repository(), progress.callback());
}

store::Verification repair(Context& context, store::Verification found)
{
    if (found.findings.empty())
        return found;
    if (!only_projection(found.findings)) {
        context.note({"დაზიანებულია თავად ჟურნალი: აღდგენა შეიძლება მხოლოდ ასლიდან",
                      "the log itself is damaged: it can only be brought back from a copy"});
        return found;
    }
    {
        Progress progress{context, {"აღდგენა", "rebuilding"}};
        context.repository().store().rebuild(progress.callback());
    }
    context.report_findings(found.findings);
    context.note({"სიები თავიდან აიგო ჟურნალიდან", "the lists were rebuilt from the log"});
    return check(context);
}

int run(Context& context, const Args& args)
{
    if (args.flag("repair"))
        context.set_access(Context::Access::Write);
    store::Verification found = check(context);
    if (args.flag("repair"))
        found = repair(context, std::move(found));
    context.report_findings(found.findings);
    if (!context.for_people())
        context.print(object_of(found), {});
    else if (found.findings.empty())
        context.say_line(say("წესრიგშია: მოვლენა {0}, ხელმოწერა {1}, საქმე {2}, დალუქული მნიშვნელობა {3}, ფაილი {4}",
                             "intact: events {0}, signatures {1}, cases {2}, sealed values {3}, files {4}", found.events,
                             found.signatures, found.cases, found.sealed, found.blobs));
    if (!found.findings.empty())
        throw Error{Fault::Integrity, say("საცავი დაზიანებულია, შეუსაბამობა: {}", "the repository is damaged, findings: {}",
                                          found.findings.size()),
                    {"თუ მხოლოდ საქმეების სიებია დაზიანებული: ogp fsck --repair; თუ ჟურნალი – აღადგინეთ ასლიდან",
                     "where only lists of cases are damaged: ogp fsck --repair; where the log is: bring it back from a copy"}};
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "repair", .help = {"სიების თავიდან აგება, თუ ჟურნალი მთელია", "Rebuild the lists where the log itself is intact"},
     .kind = Arg::Flag},
};

constexpr Example examples[] = {
    {"ogp fsck", {"ყველაფრის შემოწმება", "Check everything"}},
    {"ogp fsck --json=intact,findings", {"სკრიპტისთვის", "For a script"}},
};

} // namespace

constinit const Command fsck{
    .path = "fsck",
    .summary = {"საცავის მთლიანობის შემოწმება", "Check the integrity of the repository"},
    .doc = {"ამოწმებს ყოველ მოვლენას, ხელმოწერას, ხის კვანძს, დალუქულ მნიშვნელობას და საქმეების სიებს. გამოსვლის კოდია 0, თუ ყველაფერი "
            "წესრიგშია, და 8, თუ რამე შეცვლილია, აკლია ან გადაადგილებულია.",
            "Checks every event, signature, tree node, sealed value and the lists of cases. The exit status is 0 where all is intact and 8 "
            "where anything was changed, is missing or was moved."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
