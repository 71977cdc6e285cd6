#include "app/trust/witness.hpp"

#include "app/trust/keys.hpp"
#include "cli/commands.hpp"
#include "cli/environment.hpp"

#include <chrono>
#include <thread>

namespace ogp::cli {
namespace {

int look(Context& context, sync::Transport& transport, const app::WitnessOptions& options)
{
    const app::WitnessReport report = app::witness_once(transport, options);
    if (!context.for_people())
        return context.print(report.json, {});
    context.say_line(report.sentence);
    return 0;
}

/// Every so often, for ever. An authority that cannot be reached now may be reached later; one that rewrites its log ends it.
int watch(Context& context, sync::Transport& transport, app::WitnessOptions& options, std::chrono::seconds pause)
{
    for (;;) {
        try {
            look(context, transport, options);
        } catch (const Error& error) {
            if (error.fault() != Fault::Remote)
                throw;
            context.note(error.message());
        }
        std::this_thread::sleep_for(pause);
        options.now = Clock::system().now;
    }
}

int run(Context& context, const Args& args)
{
    const std::string& key_file = args.text("key-file");
    const std::string state = args.has("state") ? args.text("state") : key_file + ".state";
    app::WitnessOptions options{.name = args.text("name"),
                                .key = app::read_key(key_file, args.text("passphrase-file")),
                                .state = state,
                                .log_key = args.text("key"),
                                .now = context.clock().now};
    const auto transport = sync::open_transport({.url = args.text("url"), .token = process_environment("OGP_TOKEN")});
    if (args.flag("once"))
        return look(context, *transport, options);
    return watch(context, *transport, options, std::chrono::seconds(std::max<std::int64_t>(args.number("every").value_or(60), 1)));
}

constexpr Arg args[] = {
    {.name = "url", .value = "URL", .help = {"მთავარი საცავის მისამართი", "Address of the authority"}, .place = Arg::Positional, .need = Arg::Required},
    {.name = "key-file", .value = "FILE", .help = {"მოწმის გასაღები (ogp key new)", "The key of the witness (ogp key new)"}, .need = Arg::Required,
     .complete = Complete::File},
    {.name = "name", .value = "NAME", .help = {"სახელი, რომლითაც მოწმე ხელს აწერს: ngo.example/w1", "Name that the witness signs under: ngo.example/w1"},
     .need = Arg::Required},
    {.name = "key", .value = "KEY",
     .help = {"ჟურნალის გასაღები ან ფაილი; თუ არ არის, პირველად ის ითვლება სწორად, რომელსაც მთავარი საცავი ასახელებს",
              "The key of the log, or a file with it; without it the one that the authority names the first time is trusted"},
     .complete = Complete::File},
    {.name = "state", .value = "FILE", .help = {"სად იწერება, რა ნახა ბოლოს; თავიდან – გასაღების ფაილი და .state", "Where it writes what it saw last; by default the key file and .state"},
     .complete = Complete::File},
    {.name = "passphrase-file", .value = "FILE", .help = {"ფაილი მოწმის გასაღების პაროლით", "File with the passphrase of the witness's key"},
     .complete = Complete::File},
    {.name = "once", .help = {"ერთხელ, მერე დასრულება", "Once, then end"}, .kind = Arg::Flag},
    {.name = "every", .value = "SECONDS", .help = {"რამდენ წამში ერთხელ", "How often"}, .kind = Arg::Number, .preset = "60"},
};

constexpr Example examples[] = {
    {"ogp witness https://ogp.example.ge --key-file witness.key --name ngo.example/w1", {"წუთში ერთხელ, მუდმივად", "Once a minute, for ever"}},
    {"ogp witness https://ogp.example.ge --key-file witness.key --name ngo.example/w1 --once", {"ერთხელ, cron-იდან", "Once, from cron"}},
};

} // namespace

constinit const Command witness{
    .path = "witness",
    .summary = {"სხვისი ჟურნალის მოწმობა: შემოწმება და ხელმოწერა", "Witness somebody's log: check it and cosign"},
    .doc = {"ორგანიზაციისთვის, რომელიც ქალაქს აკონტროლებს. მოაქვს ახალი საკონტროლო წერტილი, ამოწმებს, რომ ჟურნალი აგრძელებს იმას, რაც ბოლოს "
            "ნახა, იწერს და ხელს აწერს (C2SP tlog-cosignature). თუ არ აგრძელებს, ხელს არ აწერს: ორივე ხელმოწერილი ტექსტი მდგომარეობის ფაილის "
            "გვერდით ინახება და გამოსვლის კოდია 8. მთავარი საცავის გასაღებსიტყვა (scope witness) ცვლადშია: OGP_TOKEN.",
            "For an organisation that watches the city. Fetches the newest checkpoint, checks that the log continues what it saw last, writes "
            "that down and signs it (C2SP tlog-cosignature). Where it does not, nothing is signed: both signed notes are kept beside the state "
            "file and the exit status is 8. The authority's token (scope witness) is in the variable OGP_TOKEN."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .reads_only = true,
    .runs_in = Program::Network,
    .run = run,
};

} // namespace ogp::cli
