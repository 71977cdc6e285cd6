#include "app/sync/shared_log.hpp"

#include "cli/commands.hpp"
#include "cli/progress.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

app::Moved moved(Context& context, const std::string& url)
{
    Progress progress{context, {"ჟურნალის გადატანა", "moving the log"}};
    return app::move_to_shared(context.repository(), url, progress.callback());
}

int run(Context& context, const Args& args)
{
    const app::Moved done = moved(context, args.text("url"));
    const Json object = Json::object({{"events", static_cast<std::int64_t>(done.events)}, {"root", done.root}, {"place", done.place}});
    if (!context.for_people())
        return context.print(object, {});
    context.say_line(say("ჟურნალი {0} მოვლენით ახლა აქაა: {1}; ფესვი იგივეა: {2}", "the log of {0} events now lies in {1}; the root is the same: {2}",
                         done.events, done.place, done.root));
    context.note({"თუ სერვერი მუშაობს, ახლა ხელახლა გაუშვით", "if the server is running, start it again now"});
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "url", .value = "URL", .help = {"postgresql://სერვერი/ბაზა; პაროლი ~/.pgpass-შია", "postgresql://host/database; the password lies in ~/.pgpass"},
     .place = Arg::Positional, .need = Arg::Required},
};

constexpr Example examples[] = {
    {"ogp store move postgresql://ogp@db.example/ogp", {"ჟურნალი PostgreSQL-ში", "The log into PostgreSQL"}},
    {"ogp store move \"postgresql:///ogp?host=db1.example,db2.example\"", {"ძირითადი სერვერი და მისი სინქრონული ასლი", "A primary and its synchronous standby"}},
};

} // namespace

constinit const Command store_move{
    .path = "store move",
    .summary = {"ჟურნალის გადატანა PostgreSQL-ში", "Move the log to PostgreSQL"},
    .doc = {"აკოპირებს ჟურნალს PostgreSQL-ში, ან ბაზაში, რომელიც მის პროტოკოლს იცნობს, სანამ სხვები წერენ; ბოლოს, წამით, წერა ჩერდება და "
            "ზომა და ფესვი დარდება. მერე მოქმედება მაშინ ითვლება, როცა ბაზაშია (პარამეტრი log, .ogp/config.yaml). გაწყვეტილი იმავე ბრძანებით "
            "გრძელდება. პირადი მნიშვნელობების გასაღებები და ფაილები საქაღალდეში რჩება.",
            "Copies the log to PostgreSQL, or to an engine that speaks its protocol, while others write; at the end writing stops for a moment "
            "and size and root are compared. From then on an act counts when the database has it (setting log, .ogp/config.yaml). What was "
            "cut off goes on with the same command. Keys of personal values and files stay in the folder."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .runs_in = Program::Server,
    .run = run,
};

} // namespace ogp::cli
