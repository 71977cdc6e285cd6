#include "app/trust/backup.hpp"
#include "base/file.hpp"
#include "cli/commands.hpp"
#include "cli/error_text.hpp"

namespace ogp::cli {
namespace {

constexpr std::size_t most_bytes = 1U << 20U; // of a signed note

int run(Context& context, const Args& args)
{
    const std::string& from = args.text("from");
    app::BackupCheck check = app::verify_backup({.folder = args.text("folder"), .keys = args.text("keys")},
                                                from.empty() ? std::string() : read_file(from, most_bytes), from, context.clock());
    context.report_findings(check.findings);
    check.sheet.json.set("intact", check.findings.empty());
    check.sheet.json.set("findings", to_json(check.findings));
    context.print(check.sheet.json, check.sheet.card);
    if (!check.findings.empty())
        throw Error(Fault::Integrity, say("სარეზერვო ასლი დაზიანებულია, შეუსაბამობა: {}", "the backup is damaged, findings: {}", check.findings.size()));
    return 0;
}

constexpr Arg args[] = {
    {.name = "folder", .value = "DIR", .help = {"სარეზერვო ასლი", "The backup"}, .place = Arg::Positional, .need = Arg::Required,
     .complete = Complete::Folder},
    {.name = "keys", .value = "DIR", .help = {"გასაღებების ასლი: მაშინ პირადი მონაცემებიც მოწმდება", "The copy of the keys: then personal values are checked too"},
     .complete = Complete::Folder},
    {.name = "from", .value = "FILE", .help = {"ადრინდელი საკონტროლო წერტილი, რომელსაც ასლი უნდა აგრძელებდეს", "An earlier checkpoint that the backup must continue"},
     .complete = Complete::File},
};

constexpr Example examples[] = {
    {"ogp backup verify /backup/city --from 2019-12-31.note", {"მთელია თუ არა და აგრძელებს თუ არა", "Whether it is whole, and continues what was signed"}},
};

} // namespace

constinit const Command backup_verify{
    .path = "backup verify",
    .summary = {"სარეზერვო ასლის შემოწმება", "Check a backup"},
    .doc = {"ამოწმებს ყოველ ფაილს manifest.json-ით, ჟურნალს ისე, როგორც ogp fsck --full, და, თუ --from არის, რომ ის იმ საკონტროლო წერტილს აგრძელებს. "
            "ასლში არაფერს ცვლის. გამოსვლის კოდია 8, თუ რამე დაზიანებულია.",
            "Checks every file against manifest.json, the log as ogp fsck --full does, and with --from that it continues that checkpoint. Changes "
            "nothing in the backup. The exit status is 8 where anything is damaged."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
