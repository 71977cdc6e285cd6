#include "app/clocks/clock_table.hpp"
#include "app/trust/check.hpp"
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
                         {"signatures_verified", number(found.signatures_verified)},
                         {"sealed", number(found.sealed)},
                         {"cases", number(found.cases)},
                         {"blobs", number(found.blobs)},
                         {"findings", to_json(found.findings)}});
}

/// Whether a page of the log's file is wrong, which its content need not be: the content has been checked for itself.
bool is_page_of_log(const Finding& finding)
{
    return finding.code == "pages_unsummed" || (finding.code == "page_damaged" && finding.where.starts_with("ogp.db "));
}

/// Whether all that is damaged is made from the log and can be made anew.
bool only_projection(const Findings& findings)
{
    static constexpr std::string_view rebuilt[] = {"case_damaged",  "case_missing",   "grant_damaged",
                                                   "grant_missing", "active_damaged", "replica_damaged",
                                                   "series_damaged", "clock_damaged"};
    return std::all_of(findings.begin(), findings.end(), [](const Finding& finding) {
        return is_page_of_log(finding) || std::find(std::begin(rebuilt), std::end(rebuilt), finding.code) != std::end(rebuilt);
    });
}

store::Verification check(Context& context, store::Signatures signatures)
{
    Progress progress{context, {"შემოწმება", "checking"}};
    return app::check_repository(context.repository(), signatures, progress.callback());
}

void rebuild(Context& context)
{
    Progress progress{context, {"აღდგენა", "rebuilding"}};
    app::rebuild_repository(context.repository(), progress.callback());
}

store::Verification repair(Context& context, store::Signatures signatures, store::Verification found)
{
    if (found.findings.empty())
        return found;
    if (!only_projection(found.findings)) {
        context.note({"დაზიანებულია თავად ჟურნალი: აღდგენა შეიძლება მხოლოდ ასლიდან",
                      "the log itself is damaged: it can only be brought back from a copy"});
        return found;
    }
    rebuild(context);
    if (std::any_of(found.findings.begin(), found.findings.end(), is_page_of_log))
        context.repository().store().rewrite_pages();
    context.report_findings(found.findings);
    context.note({"სიები თავიდან აიგო ჟურნალიდან", "the lists were rebuilt from the log"});
    return check(context, signatures);
}

int run(Context& context, const Args& args)
{
    if (args.flag("repair") || args.flag("rebuild"))
        context.set_access(Context::Access::Write);
    context.accept_wrong_pages();
    const auto signatures = args.flag("full") ? store::Signatures::All : store::Signatures::New;
    if (args.flag("rebuild"))
        rebuild(context);
    store::Verification found = check(context, signatures);
    if (args.flag("repair"))
        found = repair(context, signatures, std::move(found));
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
    {.name = "full", .help = {"ყველა ხელმოწერის შემოწმება, ადრე შემოწმებულისაც",
                              "Check all signatures, those checked before as well"},
     .kind = Arg::Flag},
    {.name = "repair", .help = {"სიების თავიდან აგება, თუ ჟურნალი მთელია", "Rebuild the lists where the log itself is intact"},
     .kind = Arg::Flag},
    {.name = "rebuild", .help = {"სიების თავიდან აგება ჟურნალიდან, შემოწმებამდე", "Rebuild the lists from the log first, whatever they are"},
     .kind = Arg::Flag},
};

constexpr Example examples[] = {
    {"ogp fsck", {"ყველაფრის შემოწმება", "Check everything"}},
    {"ogp fsck --full", {"ყოველი ხელმოწერის ხელახლა შემოწმებაც", "And every signature anew"}},
    {"ogp fsck --json=intact,findings", {"სკრიპტისთვის", "For a script"}},
};

} // namespace

constinit const Command fsck{
    .path = "fsck",
    .summary = {"საცავის მთლიანობის შემოწმება", "Check the integrity of the repository"},
    .doc = {"ამოწმებს ყოველ მოვლენას, ხელმოწერას, ხის კვანძს, დალუქულ მნიშვნელობას, საქმეების სიებს და მონაცემთა ბაზის ფაილების ყოველ "
            "გვერდს. ხელმოწერა, რომელიც წინა შემოწმებამ სწორად ცნო და მას შემდეგ არ შეცვლილა, ხელახლა აღარ მოწმდება: შეუცვლელობას "
            "ჰეშები აჩვენებს. --full ყველა ხელმოწერას ამოწმებს. გამოსვლის კოდია 0, თუ ყველაფერი წესრიგშია, და 8, თუ რამე შეცვლილია, "
            "აკლია ან გადაადგილებულია.",
            "Checks every event, signature, tree node and sealed value, the lists of cases, and every page of the database files. A "
            "signature that an earlier check found good and that is the same since is not verified again: hashes show that it is the "
            "same. --full verifies all of them. The exit status is 0 where all is intact and 8 where anything was changed, is missing "
            "or was moved."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
