#include "app/trust/key_rotation.hpp"

#include "cli/commands.hpp"
#include "cli/remote_session.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args&)
{
    context.set_access(Context::Access::Write);
    const bool is_authority = context.repository().store().identity().is_authority();
    const app::KeyRotation rotated = app::rotate_key(context.repository(), environment_token());
    const Json json = Json::object({{"old_key", rotated.old_key.hex()}, {"new_key", rotated.new_key.hex()}});
    const report::Card card{"key",
                            {{{"ახალი გასაღები", "New key"}, report::Cell::of(rotated.new_key.hex())},
                             {{"ძველი გასაღები", "Old key"}, report::Cell::of(rotated.old_key.hex())}}};
    context.print(json, card);
    if (is_authority)
        context.note({"ჟურნალმა ის უკვე იცის, ძველი გაუქმდა; გამოაქვეყნეთ ახალი: ogp key show",
                      "the log knows it already and the old one is taken back; publish the new one: ogp key show"});
    else
        context.note(say("ძველს აუქმებს მთავარი საცავის ადმინისტრატორი: ogp actor revoke NAME --key {}",
                         "an admin of the authority takes the old one back: ogp actor revoke NAME --key {}", rotated.old_key.hex().substr(0, 16)));
    return 0;
}

constexpr Example examples[] = {
    {"ogp sync && ogp key rotate", {"ასლში: ჯერ ყველაფერი გაიგზავნოს", "In a clone: first everything is handed in"}},
    {"ogp key rotate && ogp key show", {"მთავარ საცავში; ახალი გამოსაქვეყნებლად იბეჭდება", "On the authority; the new one is printed, to be published"}},
};

} // namespace

constinit const Command key_rotate{
    .path = "key rotate",
    .summary = {"საცავის გასაღების შეცვლა", "Change the key of a repository"},
    .doc = {"ქმნის ახალ გასაღებს და ამის შემდეგ საცავი ხელს ამ გასაღებით აწერს; რასაც ძველი აწერდა ხელს, ძალაში რჩება. თუ შუაში გაწყდა, "
            "გაიმეორეთ: იმავე გასაღებით გააგრძელებს. პაროლით დაცულ გასაღებს იმავე პაროლით დაცული ცვლის (OGP_PASSPHRASE_FILE).\n\n"
            "ასლში ახალ გასაღებს მთავარი საცავი გასაღებსიტყვის მფლობელს ანიჭებს, ძველს კი ადმინისტრატორი აუქმებს (ogp actor revoke).\n\n"
            "მთავარ საცავში ეს ადმინისტრატორის საქმეა. ცვლილება ჟურნალში იწერება, ორივე გასაღების ხელმოწერით, და ძველი იმავე წამს უქმდება. ასლები, "
            "მოწმეები და მტკიცებულებების მკითხველები, რომლებმაც ძველი იციან, ახალამდე ამ ჩანაწერით მიდიან: ogp-sync(7).",
            "Makes a new key, with which the repository signs from then on; what the old one has signed stays good. Cut in the middle, call it "
            "again: it goes on with the same key. A key with a passphrase is followed by one with the same (OGP_PASSPHRASE_FILE).\n\n"
            "In a clone the authority grants the new key to the owner of the token, and an admin takes the old one back (ogp actor revoke).\n\n"
            "On an authority it takes an admin. The change is written to the log, signed by both keys, and the old one is taken back in the same "
            "moment. Clones, witnesses and readers of proofs who know the old one are led to the new one by that entry: ogp-sync(7)."},
    .examples = examples,
    .output = Output::Object,
    .runs_in = Program::Network,
    .run = run,
};

} // namespace ogp::cli
