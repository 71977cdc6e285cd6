#include "app/sync/serving.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

/// The repository that --store names: a folder, or the shared log that the one here must be set to already, because moving a log takes
/// comparing it.
std::filesystem::path folder_of(const Context& context, const std::string& store)
{
    const bool is_url = store.find("://") != std::string::npos;
    const std::filesystem::path folder = app::find_repository(store.empty() || is_url ? context.options().folder : std::filesystem::path(store));
    if (is_url && app::Settings::load(folder / ".ogp" / "config.yaml").log != store)
        throw Error(Fault::Usage, {"ჟურნალი იმ ბაზაში არ არის", "the log does not lie in that database"}, say("გადაიტანეთ: ogp store move {}", "move it there: ogp store move {}", store));
    return folder;
}

int run(Context& context, const Args& args)
{
    app::ServeOptions options;
    options.folder = folder_of(context, args.text("store"));
    options.actor = context.options().actor;
    options.listen = args.text("listen");
    options.ready_fd = static_cast<int>(args.number("ready-fd").value_or(-1));
    options.test_clock = args.flag("allow-test-clock") ? app::TestClock::Allow : app::TestClock::Refuse;
    options.tick_every = std::chrono::seconds(args.number("tick-every").value_or(0));
    options.follow = args.flag("follow");
    options.behind_front = args.flag("behind-front");
    options.requests_a_minute = static_cast<unsigned>(args.number("requests").value_or(0));
    options.say = [&](const Localized& line) { context.note(line); };
    app::serve(options);
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "listen", .value = "ADDRESS",
     .help = {"სად უსმენს: 127.0.0.1:PORT, [::1]:PORT ან unix:/path; მხოლოდ ამ მანქანაზე",
              "Where it listens: 127.0.0.1:PORT, [::1]:PORT or unix:/path; on this machine alone"},
     .preset = "127.0.0.1:8017"},
    {.name = "store", .value = "PATH|URL",
     .help = {"საცავის საქაღალდე, ან postgresql://..., სადაც მისი ჟურნალია", "Folder of the repository, or the postgresql://... where its log lies"}},
    {.name = "ready-fd", .value = "N",
     .help = {"ფაილის ნომერი, რომელშიც ერთი სტრიქონი იწერება, როცა მზად არის", "File descriptor that gets one line when connections are accepted"},
     .kind = Arg::Number},
    {.name = "tick-every", .value = "SECONDS",
     .help = {"რამდენ წამში ერთხელ აკეთებს სისტემის საქმეს (ogp tick); 0 – არასოდეს",
              "How often it does what the system has to do (ogp tick); 0: never"},
     .kind = Arg::Number, .preset = "60"},
    {.name = "follow",
     .help = {"მხოლოდ გასცემს: ასლი, ან საცავი, რომლის საერთო ჟურნალს სხვაც წერს",
              "Only hands out: of a clone, or of a repository whose shared log others write"},
     .kind = Arg::Flag},
    {.name = "behind-front", .help = {"წინ nginx დგას: მისამართი X-Forwarded-For-ის ბოლოა", "nginx stands before it: the address is the last one of X-Forwarded-For"},
     .kind = Arg::Flag},
    {.name = "requests", .value = "N", .help = {"ერთი გასაღებსიტყვის მოთხოვნები წუთში, მეტი არა", "Requests of one token a minute, no more"},
     .kind = Arg::Number, .preset = "1200"},
    {.name = "allow-test-clock",
     .help = {"დაყენებული საათით დაწერილ მოვლენებსაც იღებს: მხოლოდ გამოცდისთვის", "Takes events written under a set clock as well: for tests alone"},
     .kind = Arg::Flag},
};

constexpr Example examples[] = {
    {"ogp serve --listen 127.0.0.1:8017", {"nginx-ის უკან: tools/nginx.conf.example", "Behind nginx: tools/nginx.conf.example"}},
    {"ogp serve --listen unix:/run/ogp/city.sock --tick-every 0", {"ერთ მანქანაზე, ogp tick ცალკე", "On one machine, with ogp tick apart"}},
};

} // namespace

constinit const Command serve{
    .path = "serve",
    .summary = {"საცავი სხვებისთვის: იღებს და აფასებს მოვლენებს HTTP-ით", "Serve the repository to others: the authority over HTTP"},
    .doc = {"ასლები (ogp clone) აქედან იღებენ ჟურნალს და აქ აგზავნიან თავიანთ მოვლენებს. თითო მოვლენას იგივე წესი აფასებს, რაც მის დამწერს; თითოს "
            "აქვს პასუხი და ადგილი ჟურნალში. უსმენს მხოლოდ ამ მანქანაზე: TLS და გარე სამყარო nginx-ის საქმეა (tools/nginx.conf.example). ჩერდება "
            "SIGTERM-ით: რაც დაწყებულია, დამთავრდება. სტრიქონები stderr-ზე JSON-ია, პირადი მონაცემების გარეშე; რიცხვები – /metrics.",
            "Clones take the log from here and hand their events in here. Each event is judged by the rules that its writer was held to, "
            "and gets an answer and a place in the log. It listens on this machine alone: TLS and the world are the work of nginx "
            "(tools/nginx.conf.example). SIGTERM ends it once what was asked is answered. Its lines on standard error are JSON without "
            "personal data; figures are at /metrics."},
    .args = args,
    .examples = examples,
    .reads_only = true,
    .runs_in = Program::Server,
    .run = run,
};

} // namespace ogp::cli
