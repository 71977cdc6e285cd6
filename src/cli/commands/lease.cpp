#include "app/sync/leases.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

void lease(Context& context, const Args& args, app::DryRun dry_run)
{
    const auto replica = ReplicaId::from_hex(args.text("replica"));
    if (!replica)
        throw Error(Fault::Usage, {"მიუთითეთ --replica: ასლის იდენტიფიკატორი, 32 ციფრი", "say --replica: the id of the clone, 32 hex digits"},
                    {"ასლში: ogp remote", "in the clone: ogp remote"});
    app::lease_numbers(context.repository(), {args.text("type"), args.number("count").value_or(0), *replica}, dry_run);
}

int run(Context& context, const Args& args)
{
    const app::DryRun dry_run = context.options().dry_run ? app::DryRun::Yes : app::DryRun::No;
    if (args.has("end"))
        app::end_lease(context.repository(), args.text("end"), dry_run);
    else if (args.has("type"))
        lease(context, args, dry_run);
    return context.print(app::list_leases(context.repository()));
}

constexpr Arg args[] = {
    {.name = "type", .value = "TYPE", .help = {"საქმის ტიპი; მის გარეშე – მხოლოდ სია", "Case type; without it the list alone"}, .place = Arg::Positional,
     .complete = Complete::CaseType},
    {.name = "count", .value = "N", .help = {"რამდენი ნომერი", "How many numbers"}, .kind = Arg::Number, .preset = "20"},
    {.name = "replica", .value = "ID", .help = {"რომელ ასლს ეძლევა", "Which clone gets them"}},
    {.name = "end", .value = "LEASE", .help = {"ამ ბლოკის დასრულება: რაც დარჩა, უქმდება", "End this lease: what is left of it is annulled"}},
};

constexpr Example examples[] = {
    {"ogp lease foi --count 50 --replica 5f3a...", {"მისაღების მაგიდას, კავშირის გარეშე სამუშაოდ", "For a desk that works without a connection"}},
    {"ogp lease --end 0c9d11aa", {"დარჩენილი ნომრების გაუქმება", "Annul what is left"}},
};

} // namespace

constinit const Command lease_numbers{
    .path = "lease",
    .summary = {"ნომრების გაცემა ასლისთვის", "Lease official numbers to a clone"},
    .doc = {"ასლი ამ ნომრებს საბოლოოდ აძლევს საქმეებს, რომლებსაც კავშირის გარეშე ხსნის; სხვა მათ ვერ მიიღებს. დასრულებისას დარჩენილი უქმდება "
            "და ჟურნალი ამბობს, რომელი: რიგში გამოტოვებული ნომერი ახსნილია. საჭიროა როლი admin, მთავარ საცავში.",
            "The clone gives these numbers, for good, to cases that it opens without a connection; nobody else gets them. At the end what is "
            "left is annulled, and the log says which: a gap in the row is explained. Needs the role admin, on the authority."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .run = run,
};

} // namespace ogp::cli
