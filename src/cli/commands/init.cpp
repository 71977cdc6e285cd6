#include "app/repository/repository.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

std::vector<std::string> chosen_workflows(const Args& args)
{
    std::vector<std::string> chosen;
    for (const std::string_view id : split(args.text("workflows"), ','))
        chosen.emplace_back(trim(id));
    return chosen;
}

/// DIR from the folder of the run, absolute and without a slash at its end.
std::filesystem::path folder_of(const Context& context, const Args& args)
{
    const std::filesystem::path folder = std::filesystem::absolute(context.options().folder / args.text("folder")).lexically_normal();
    return folder.has_filename() ? folder : folder.parent_path();
}

int run(Context& context, const Args& args)
{
    app::InitOptions options{
        .folder = folder_of(context, args),
        .actor = context.options().actor.empty() ? app::account_actor() : context.options().actor,
        .time_zone = args.text("timezone"),
        .workflows = chosen_workflows(args),
        .clock = context.clock(),
    };
    const Json result = Json::object({{"actor", options.actor}, {"folder", options.folder.string()}});
    context.require_fields(result);
    if (context.options().list_fields)
        return context.print(result, {});
    if (context.options().dry_run) {
        context.note(say("საცავი შეიქმნებოდა: {}", "a repository would be made in {}", result.text("folder")));
        return EXIT_SUCCESS;
    }
    app::init(options);
    if (!context.for_people())
        return context.print(result, {});
    context.say_line(say("საცავი შეიქმნა: {0} (მომხმარებელი {1}, როლი admin)", "repository made in {0} (actor {1}, role admin)", result.text("folder"),
                         options.actor));
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "folder", .value = "DIR", .help = {"საქაღალდე; თავიდან – ეს", "Folder; by default this one"}, .place = Arg::Positional,
     .complete = Complete::Folder},
    {.name = "workflows", .value = "IDS",
     .help = {"საქმის ტიპები: all ან სია მძიმეებით, აგრეთვე *.yaml ფაილები", "Case types: all or a list with commas, also *.yaml files"},
     .preset = "plan,commitment,milestone,indicator,org_unit"},
    {.name = "timezone", .value = "ZONE", .help = {"სარტყელი, რომელშიც დღე იწყება", "Zone in which a day begins"},
     .preset = "Asia/Tbilisi"},
};

constexpr Example examples[] = {
    {"ogp init", {"საცავი ამ საქაღალდეში", "A repository in this folder"}},
    {"ogp init --workflows all", {"გეგმის გარდა ქალაქის ყველა სხვა საქმეც: შეტყობინება, მოთხოვნა, პეტიცია ...",
                                  "Not only plans but all else that a city tracks: reports, requests, petitions ..."}},
    {"ogp init city --actor nino", {"საცავი საქაღალდეში city; პირველი მომხმარებელია nino",
                                    "A repository in the folder city; its first actor is nino"}},
};

} // namespace

constinit const Command init{
    .path = "init",
    .summary = {"საცავის შექმნა", "Make a repository"},
    .doc = {"ქმნის საქაღალდეს .ogp მონაცემებით და გასაღებით, მის გვერდით კი workflows და templates ფაილებს, რომელთა შეცვლა "
            "შეიძლება. თავიდან მხოლოდ სამოქმედო გეგმის საქმის ტიპებია; სხვების არჩევისას ისინიც ემატება, რომლებსაც მათი ველები "
            "ასახელებს. კითხვებს არ სვამს: პირველი მომხმარებელია --actor ან ანგარიშის სახელი, როლით admin.",
            "Makes the folder .ogp with the data and a key, and beside it the files of workflows and templates, which may be edited. "
            "By default the case types are those of an action plan; those that chosen ones name come along. "
            "Asks nothing: the first actor is --actor or the account's name, with the role admin."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .run = run,
};

} // namespace ogp::cli
