#include "app/sync/resolve.hpp"
#include "cli/changed.hpp"
#include "cli/commands.hpp"

#include <array>
#include <utility>

namespace ogp::cli {
namespace {

constexpr std::array choices = {std::pair{"keep", model::Settlement::Keep}, std::pair{"replace", model::Settlement::Replace},
                                std::pair{"both", model::Settlement::Both}, std::pair{"adopt", model::Settlement::Adopt}};

model::Settlement choice_of(const Args& args)
{
    std::optional<model::Settlement> chosen;
    for (const auto& [flag, choice] : choices) {
        if (!args.flag(flag))
            continue;
        if (chosen)
            throw Error(Fault::Usage, {"აირჩიეთ ერთი: --keep, --replace, --both ან --adopt", "choose one of --keep, --replace, --both and --adopt"});
        chosen = choice;
    }
    if (!chosen)
        throw Error(Fault::Usage, {"აირჩიეთ: --keep, --replace, --both ან --adopt", "choose --keep, --replace, --both or --adopt"});
    return *chosen;
}

int run(Context& context, const Args& args)
{
    const app::ResolveRequest request{.choice = choice_of(args), .event = args.text("event"), .why = args.text("why")};
    app::Repository& repository = context.repository();
    const store::CaseRow row = repository.resolve(args.text("id"));
    app::Change change(repository);
    const store::CaseRow settled = app::resolve(repository, change, row, request);
    return finish_change(context, change, settled, say("{}: გადაწყდა ({})", "{}: settled ({})", name_of(row), code(request.choice)));
}

constexpr Arg args[] = {
    {.name = "id", .value = "ID", .help = {"საქმე", "The case"}, .place = Arg::Positional, .need = Arg::Required, .complete = Complete::Case},
    {.name = "keep", .help = {"რაც დგას, დარჩეს", "What stands, stays"}, .kind = Arg::Flag},
    {.name = "replace", .help = {"მის ადგილას ის, რაც მოვლენას სურდა", "What the event wanted takes its place"}, .kind = Arg::Flag},
    {.name = "both", .help = {"ორივე ჩაითვალოს", "Both count"}, .kind = Arg::Flag},
    {.name = "adopt", .help = {"კარანტინიდან ან უარყოფილი: შესრულდეს (როლი admin)", "Of a quarantined or rejected one: carry it out (role admin)"},
     .kind = Arg::Flag},
    {.name = "event", .value = "E", .help = {"რომელი მოვლენა, თუ რამდენიმეა", "Which event, where there are several"}},
    {.name = "why", .value = "TEXT", .help = {"მიზეზი", "The reason"}, .need = Arg::Required},
};

constexpr Example examples[] = {
    {"ogp resolve FOI-2026-00017 --keep --why \"უკვე ეცნობა\"", {"რაც დგას, დარჩეს", "What stands, stays"}},
    {"ogp resolve FOI-2026-00017 --replace --event 3f2a --why \"სწორი გვერდებია\"", {"დამარცხებული მნიშვნელობა ჩაჯდეს", "The losing value is taken"}},
};

} // namespace

constinit const Command resolve{
    .path = "resolve",
    .summary = {"კონფლიქტის გადაწყვეტა", "Settle a conflict"},
    .doc = {"გადაწყვეტა თავადაც მოვლენაა, მიზეზით, და მისი უფლება აქვს მას, ვისაც თავად სადავო მოქმედებაც შეეძლო. რა ელოდება: ogp conflicts.",
            "Settling is an event itself, with a reason, and allowed to whoever could have made the disputed act. What waits: ogp conflicts."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .run = run,
};

} // namespace ogp::cli
