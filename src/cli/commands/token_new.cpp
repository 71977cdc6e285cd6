#include "app/trust/tokens.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    app::Repository& repository = context.repository();
    const app::NewToken token =
        app::new_token(repository, {args.text("actor"), app::scopes_from(args.text("scope")), args.text("expires")},
                       context.options().dry_run ? app::DryRun::Yes : app::DryRun::No);
    if (context.options().dry_run) {
        context.note({"არაფერი ჩაწერილა", "nothing was written"});
        return EXIT_SUCCESS;
    }
    context.note(say("{0}: {1}, {2}; იწურება {3}. სხვაგან აღარ ჩანს: შეინახეთ", "{0}: {1}, {2}; expires {3}. It is shown nowhere else: keep it",
                     token.id, token.actor, to_text(token.scopes), repository.zone().rfc3339(token.expires)));
    context.out(token.text + "\n");
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "actor", .value = "ACTOR", .help = {"ვისთვის", "For whom"}, .need = Arg::Required},
    {.name = "scope", .value = "SCOPES",
     .help = {"უფლებები მძიმით: pull, push, personal, secret, metrics, witness, admin",
              "What it is good for, with commas: pull, push, personal, secret, metrics, witness, admin"},
     .need = Arg::Required},
    {.name = "expires", .value = "TERM", .help = {"რამდენ ხანში იწურება: 30d, 12h; არა უმეტეს 90d", "When it expires: 30d, 12h; at most 90d"}, .preset = "90d"},
};

constexpr Example examples[] = {
    {"ogp token new --actor nino --scope push,pull", {"ასლისთვის, რომელიც თანამშრომელს აქვს", "For the clone of an employee"}},
    {"ogp token new --actor auditor --scope pull --expires 30d", {"მხოლოდ წასაკითხად", "To read alone"}},
};

} // namespace

constinit const Command token_new{
    .path = "token new",
    .summary = {"ახალი გასაღებსიტყვა სერვერისთვის", "Make a token for the server"},
    .doc = {"იბეჭდება ერთხელ, stdout-ის ბოლო სტრიქონად; საცავში მხოლოდ მისი SHA-256 რჩება. ის მოქმედებას არ ამტკიცებს: მოვლენებს ასლის გასაღები "
            "აწერს ხელს. personal და secret პირად მნიშვნელობებს ხსნის. საჭიროა როლი admin, მთავარ საცავში.",
            "It is printed once, as the last line of standard output; the repository keeps its SHA-256 alone. It proves no act: events "
            "are signed by the key of a clone. personal and secret open personal values. Needs the role admin, on the authority."},
    .args = args,
    .examples = examples,
    .run = run,
};

} // namespace ogp::cli
