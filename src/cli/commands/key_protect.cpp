#include "app/trust/keys.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    const std::filesystem::path file = args.has("file") ? std::filesystem::path(args.text("file")) : app::replica_key_file(context.repository());
    if (context.options().dry_run) {
        app::read_key(file, args.text("old-passphrase-file"));
        return 0;
    }
    app::protect_key(file, args.text("passphrase-file"), args.text("old-passphrase-file"));
    context.say_line(say("{}: პაროლი იცავს", "{}: protected by the passphrase", file.string()));
    return 0;
}

constexpr Arg args[] = {
    {.name = "file", .value = "FILE", .help = {"გასაღების ფაილი; თავიდან – ამ საცავის გასაღები", "File of the key; by default the key of this repository"},
     .place = Arg::Positional, .complete = Complete::File},
    {.name = "passphrase-file", .value = "FILE", .help = {"ფაილი, რომლის პირველი სტრიქონი ახალი პაროლია", "File whose first line is the new passphrase"},
     .need = Arg::Required, .complete = Complete::File},
    {.name = "old-passphrase-file", .value = "FILE",
     .help = {"ფაილი ძველი პაროლით; თავიდან – OGP_PASSPHRASE_FILE", "File with the old passphrase; by default OGP_PASSPHRASE_FILE"},
     .complete = Complete::File},
};

constexpr Example examples[] = {
    {"ogp key protect --passphrase-file passphrase", {"ამ საცავის გასაღებს პაროლი დაედება", "The key of this repository gets a passphrase"}},
};

} // namespace

constinit const Command key_protect{
    .path = "key protect",
    .summary = {"გასაღებისთვის პაროლის დადება", "Put a passphrase on a key"},
    .doc = {"ფაილს თავიდან წერს, დაშიფრულს (Argon2id, XChaCha20-Poly1305); გასაღები იგივე რჩება. ამის შემდეგ ყველა ბრძანებას, რომელიც ხელს აწერს, "
            "პაროლი სჭირდება: ცვლადი OGP_PASSPHRASE_FILE ასახელებს ფაილს, რომლის პირველი სტრიქონიც ის არის.",
            "Writes the file anew, encrypted (Argon2id, XChaCha20-Poly1305); the key stays the same. From then on every command that signs "
            "needs the passphrase: the variable OGP_PASSPHRASE_FILE names the file whose first line it is."},
    .args = args,
    .examples = examples,
    .run = run,
};

} // namespace ogp::cli
