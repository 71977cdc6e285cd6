#include "app/trust/key_rotation.hpp"

#include "cli/commands.hpp"
#include "cli/remote_session.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args&)
{
    context.set_access(Context::Access::Write);
    const app::KeyRotation rotated = app::rotate_key(context.repository(), environment_token());
    const Json json = Json::object({{"old_key", rotated.old_key.hex()}, {"new_key", rotated.new_key.hex()}});
    const report::Card card{"key",
                            {{{"ახალი გასაღები", "New key"}, report::Cell::of(rotated.new_key.hex())},
                             {{"ძველი გასაღები", "Old key"}, report::Cell::of(rotated.old_key.hex())}}};
    context.print(json, card);
    context.note(say("ძველს აუქმებს მთავარი საცავის ადმინისტრატორი: ogp actor revoke NAME --key {}",
                     "an admin of the authority takes the old one back: ogp actor revoke NAME --key {}", rotated.old_key.hex().substr(0, 16)));
    return 0;
}

constexpr Example examples[] = {
    {"ogp sync && ogp key rotate", {"ჯერ ყველაფერი გაიგზავნოს", "First everything is handed in"}},
};

} // namespace

constinit const Command key_rotate{
    .path = "key rotate",
    .summary = {"ასლის გასაღების შეცვლა", "Change the key of a clone"},
    .doc = {"ქმნის ახალ გასაღებს, მთავარი საცავი მას გასაღებსიტყვის მფლობელს ანიჭებს და ასლი ამის შემდეგ ხელს ამ გასაღებით აწერს. თუ შუაში გაწყდა, "
            "გაიმეორეთ: იმავე გასაღებით გააგრძელებს. ძველ გასაღებს ადმინისტრატორი აუქმებს (ogp actor revoke); რასაც ის აწერს ხელს, ძალაში "
            "რჩება. მთავარი საცავის გასაღები არ იცვლება: საკონტროლო წერტილებს ყველა მისით ამოწმებს.",
            "Makes a new key, lets the authority grant it to the owner of the token, and from then on the clone signs with it. Cut in the "
            "middle, call it again: it goes on with the same key. The old one is taken back by an admin (ogp actor revoke); what it has "
            "signed stays good. The key of an authority does not change: everybody checks its checkpoints with it."},
    .examples = examples,
    .output = Output::Object,
    .runs_in = Program::Network,
    .run = run,
};

} // namespace ogp::cli
