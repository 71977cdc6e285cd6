#include "app/trust/actors.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    app::Revocation revocation{args.text("name")};
    if (args.has("role"))
        revocation.role = args.text("role");
    if (args.has("key"))
        revocation.key = args.text("key");
    const int named = (revocation.role ? 1 : 0) + (revocation.key ? 1 : 0) + (args.flag("everything") ? 1 : 0);
    if (named != 1)
        throw Error(Fault::Usage, {"მიუთითეთ ერთი: --role, --key ან --everything", "say one of --role, --key and --everything"});
    app::revoke(context.repository(), revocation, context.options().dry_run ? app::DryRun::Yes : app::DryRun::No);
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "name", .value = "NAME", .help = {"მომხმარებელი", "The actor"}, .place = Arg::Positional, .need = Arg::Required},
    {.name = "role", .value = "ROLE", .help = {"რომელი როლი", "Which role"}, .complete = Complete::Role},
    {.name = "key", .value = "DIGITS", .help = {"რომელი გასაღები: მისი პირველი ციფრები, 8 მაინც", "Which key: its first digits, at least 8"}},
    {.name = "everything", .help = {"ყველა როლი და გასაღები", "All roles and keys"}, .kind = Arg::Flag},
};

constexpr Example examples[] = {
    {"ogp actor revoke nino --key 5f3ac019", {"დაკარგული ლეპტოპი", "A laptop that was lost"}},
    {"ogp actor revoke nino --everything", {"აღარ მუშაობს", "Works here no more"}},
};

} // namespace

constinit const Command actor_revoke{
    .path = "actor revoke",
    .summary = {"როლის ან გასაღების ჩამორთმევა", "Take a role or a key away"},
    .doc = {"მოქმედებს მაშინვე ყველაფერზე, რაც მთავარ საცავს ჯერ არ მიუღია. რაც ამ გასაღებით გვიან მოვა, არ იკარგება: განზე დგება, მიზეზით "
            "(ogp conflicts). საჭიროა როლი admin, მთავარ საცავში; ბოლო ადმინისტრატორი რჩება.",
            "It counts at once for whatever the authority has not accepted yet. What comes later under that key is not lost: it is set apart, "
            "with the reason (ogp conflicts). Needs the role admin, on the authority; the last one who administers it stays."},
    .args = args,
    .examples = examples,
    .run = run,
};

} // namespace ogp::cli
