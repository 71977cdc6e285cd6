#include "cli/commands.hpp"
#include "cli/remote_session.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    return run_sync(context, args, app::SyncDirection::Push);
}

constexpr Arg args[] = {
    {.name = "fail-on", .value = "WHAT", .help = {"გამოსვლის კოდი 7, თუ არის", "Exit status 7 where there is"}, .choices = "conflict",
     .complete = Complete::Choice},
};

constexpr Example examples[] = {
    {"ogp push", {"რაც აქ დაგროვდა, იგზავნება", "Hand in what has gathered here"}},
    {"ogp push --json=pushed,conflicts", {"სკრიპტისთვის", "For a script"}},
};

} // namespace

constinit const Command push{
    .path = "push",
    .summary = {"მოლოდინში მყოფი მოვლენების გაგზავნა", "Hand in the events that wait"},
    .doc = {"გზავნის აქ ჩაწერილ მოვლენებს მთავარ საცავში, რომელიც თითოეულზე პასუხს აბრუნებს: შესრულდა, შეერწყა, კონფლიქტშია, "
            "უარყოფილია ან კარანტინშია. ხელახლა გაგზავნა უვნებელია. მოვლენა დადასტურებულად მხოლოდ მაშინ ითვლება, როცა ჟურნალით "
            "ბრუნდება: ogp pull ან ogp sync.",
            "Hands the events written here to the authority, which answers each: applied, merged, in conflict, rejected or quarantined. "
            "Sending again does no harm. An event counts as confirmed only when it comes back with the log: ogp pull, or ogp sync."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .runs_in = Program::Network,
    .run = run,
};

} // namespace ogp::cli
