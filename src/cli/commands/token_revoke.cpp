#include "app/trust/tokens.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    app::revoke_token(context.repository(), args.text("id"), context.options().dry_run ? app::DryRun::Yes : app::DryRun::No);
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "id", .value = "ID", .help = {"იდენტიფიკატორი ან მისი დასაწყისი: ogp token list", "Its id, or how it begins: ogp token list"},
     .place = Arg::Positional, .need = Arg::Required},
};

constexpr Example examples[] = {
    {"ogp token revoke 5f3ac0", {"მაშინვე აღარ მოქმედებს", "It is good for nothing at once"}},
};

} // namespace

constinit const Command token_revoke{
    .path = "token revoke",
    .summary = {"გასაღებსიტყვის გაუქმება", "Revoke a token"},
    .doc = {"მოქმედებს შემდეგი მოთხოვნიდან; სერვერის გადატვირთვა არ სჭირდება. საჭიროა როლი admin.",
            "From the next request on; the server needs no restart. Needs the role admin."},
    .args = args,
    .examples = examples,
    .run = run,
};

} // namespace ogp::cli
