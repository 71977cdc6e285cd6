#include "app/budget/budget_verify.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

Json json_of(const app::ReceiptCheck& check)
{
    Json proof = Json::array();
    for (const Hash& hash : check.proof)
        proof.push(hash.hex());
    Json json = Json::object({{"recorded", check.recorded},
                              {"counted", check.recorded && check.excluded.empty()},
                              {"excluded", check.excluded},
                              {"index", static_cast<std::int64_t>(check.index)},
                              {"size", static_cast<std::int64_t>(check.size)},
                              {"proof", proof},
                              {"root", check.root.hex()}});
    json.set("vote", check.vote_given ? Json(check.says_so) : Json());
    return json;
}

int run(Context& context, const Args& args)
{
    const app::ReceiptCheck check =
        app::check_receipt(args.text("result"), args.text("receipt"), args.text("vote"), args.text("points"), args.text("district"));
    const Json json = json_of(check);
    if (!context.for_people())
        context.print(json, {});
    if (!check.recorded)
        throw Error(Fault::Integrity, {"ეს ბიულეტენი მიღებულებს შორის არ არის", "this ballot is not among those that were received"});
    if (check.vote_given && !check.says_so)
        throw Error(Fault::Integrity, {"ქვითრის ბიულეტენში სხვა ხმაა", "the ballot of this receipt says another vote"});
    if (!context.for_people())
        return EXIT_SUCCESS;
    context.say_line(check.vote_given ? Localized{"ბიულეტენი ჩაწერილია, და მასში ეს ხმაა", "the ballot is recorded, and it says this vote"}
                                      : Localized{"ბიულეტენი ჩაწერილია", "the ballot is recorded"});
    context.say_line(check.excluded.empty() ? Localized{"ითვლება", "it counts"} : say("არ ითვლება: {}", "it does not count: {}", check.excluded));
    context.say_line(say("ჰეში {}", "root {}", check.root.hex()));
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "act", .value = "verify", .help = {"რა კეთდება: verify", "What is done: verify"}, .place = Arg::Positional, .need = Arg::Required,
     .choices = "verify", .complete = Complete::Choice},
    {.name = "receipt", .value = "RECEIPT", .help = {"ქვითარი, როგორც ბიულეტენის მიღებისას დაიბეჭდა", "The receipt as it was printed with the ballot"},
     .place = Arg::Positional, .need = Arg::Required},
    {.name = "result", .value = "RESULT", .help = {"გამოქვეყნებული საქაღალდე", "The published folder"}, .place = Arg::Positional, .need = Arg::Required,
     .complete = Complete::Folder},
    {.name = "vote", .value = "IDS", .help = {"ხმა, რომელიც ამომრჩეველს ახსოვს", "The vote as the voter remembers it"}},
    {.name = "points", .value = "LIST", .help = {"და მისი ქულები", "And its points"}},
    {.name = "district", .value = "NAME", .help = {"უბანი, თუ წესი მას ითვალისწინებს", "The district, where the rule asks for it"}},
};

constexpr Example examples[] = {
    {"ogp budget receipt verify RECEIPT result", {"ჩაიწერა თუ არა", "Whether it was recorded"}},
    {"ogp budget receipt verify RECEIPT result --vote 12,15", {"და რა წერია", "And what it says"}},
};

} // namespace

constinit const Command budget_receipt{
    .path = "budget receipt",
    .summary = {"ბიულეტენის ქვითრის შემოწმება", "Check the receipt of a ballot"},
    .doc = {"ამტკიცებს, რომ ბიულეტენი მიღებულებს შორისაა და შეცვლილი არ არის, RFC 6962-ის მტკიცებულებით. იძულებისგან ვერ იცავს: ვისაც ქვითარი და ხმა აქვს, "
            "ხმის ნახვა შეუძლია.",
            "Proves, by an inclusion proof of RFC 6962, that the ballot is among those received and was not changed. It is no protection against "
            "coercion: whoever has the receipt and knows the vote can check the vote."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
