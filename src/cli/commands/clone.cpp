#include "cli/commands.hpp"
#include "cli/remote_session.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

/// The folder asked for, else the last word of the address, else "clone"; from the folder of the run.
std::filesystem::path folder_of(const Context& context, const Args& args)
{
    const std::filesystem::path folder =
        std::filesystem::absolute(context.options().folder / (args.has("folder") ? args.text("folder") : "clone")).lexically_normal();
    return folder.has_filename() ? folder : folder.parent_path();
}

int run(Context& context, const Args& args)
{
    const Json fields = app::CloneResult().to_json();
    context.require_fields(fields);
    if (context.options().list_fields)
        return context.print(fields, {});
    app::CloneRequest request{.url = args.text("url"),
                              .folder = folder_of(context, args),
                              .token = args.flag("token-stdin") ? token_from_input() : environment_token(),
                              .key = args.text("key"),
                              .clock = context.clock()};
    const app::CloneResult result = app::clone(request, sync_progress(context));
    if (!context.for_people())
        return context.print(result.to_json(), {});
    context.say_line(say("ასლი შეიქმნა: {0} (მომხმარებელი {1}, მოვლენა {2})", "clone made in {0} (actor {1}, events {2})", result.folder.string(),
                         result.actor, result.counts.pulled));
    context.say_line(say("მთავარი საცავის გასაღები: {}", "key of the authority: {}", result.authority));
    if (result.rights == app::CloneResult::Rights::Read)
        context.note({"გასაღებსიტყვით გაგზავნა არ შეიძლება: ასლი მხოლოდ საკითხავია", "the token may not hand anything in: this clone is for reading"});
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "url", .value = "URL", .help = {"მთავარი საცავის მისამართი", "Address of the authority"}, .place = Arg::Positional, .need = Arg::Required},
    {.name = "folder", .value = "DIR", .help = {"საქაღალდე; თავიდან – clone", "Folder; by default clone"}, .place = Arg::Positional,
     .complete = Complete::Folder},
    {.name = "key", .value = "VKEY",
     .help = {"მთავარი საცავის გასაღები, თუ წინასწარ იცით; სხვა არ მიიღება", "The authority's key, where you know it; no other is taken"}},
    {.name = "token-stdin", .help = {"გასაღებსიტყვა სტანდარტული შესატანიდან", "Read the token from standard input"}, .kind = Arg::Flag},
};

constexpr Example examples[] = {
    {"OGP_TOKEN=... ogp clone https://ogp.example.ge city", {"ასლი საქაღალდეში city", "A clone in the folder city"}},
    {"ogp clone https://ogp.example.ge city --token-stdin < token", {"გასაღებსიტყვა ფაილიდან", "The token from a file"}},
};

} // namespace

constinit const Command clone{
    .path = "clone",
    .summary = {"მთავარი საცავის ასლის შექმნა", "Make a clone of an authority"},
    .doc = {"ქმნის საცავს, რომელიც მთავარი საცავის ჟურნალს მიჰყვება და რომელშიც კავშირის გარეშეც შეიძლება წერა. ასლს თავისი გასაღები აქვს, "
            "რომელსაც მთავარ საცავს აცნობს; მოაქვს ჟურნალი, ამოწმებს და სიებს თავად აგებს. მთავარი საცავის გასაღები იბეჭდება: შეადარეთ ის, "
            "რაც სხვა გზით გითხრეს, ან მიუთითეთ --key. გაწყვეტილი იმავე ბრძანებით გრძელდება. გასაღებსიტყვა .ogp/token-ში რჩება, რეჟიმით 0600.",
            "Makes a repository that follows the log of an authority and in which acts can be written without a connection. The clone "
            "has a key of its own, which it makes known to the authority; it brings the log, checks it, and builds its lists "
            "itself. The authority's key is printed: compare it with what you were told another way, or give --key. What was cut goes "
            "on with the same command. The token stays in .ogp/token, mode 0600."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .runs_in = Program::Network,
    .run = run,
};

} // namespace ogp::cli
