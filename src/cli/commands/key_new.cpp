#include "app/trust/keys.hpp"
#include "cli/commands.hpp"
#include "cli/environment.hpp"

namespace ogp::cli {
namespace {

/// Where a person's keys lie: $XDG_CONFIG_HOME/ogp/keys/, else ~/.config/ogp/keys/.
std::filesystem::path keys_folder()
{
    const std::string config = process_environment("XDG_CONFIG_HOME");
    const std::filesystem::path folder = config.empty() ? std::filesystem::path(process_environment("HOME")) / ".config" : std::filesystem::path(config);
    return folder / "ogp" / "keys" / "";
}

int run(Context& context, const Args& args)
{
    const std::string& output = args.text("output");
    const auto file = app::make_key(output.empty() ? keys_folder() : std::filesystem::path(output), args.text("passphrase-file"));
    const app::KeySheet sheet = app::describe_key(file);
    return context.print(sheet.json, sheet.card);
}

constexpr Arg args[] = {
    {.name = "output", .value = "FILE",
     .help = {"ფაილი; თავიდან – ~/.config/ogp/keys-ში, გასაღების სახელით", "File; by default in ~/.config/ogp/keys, named after the key"},
     .complete = Complete::File},
    {.name = "passphrase-file", .value = "FILE", .help = {"ფაილი, რომლის პირველი სტრიქონი პაროლია", "File whose first line is the passphrase"},
     .complete = Complete::File},
};

constexpr Example examples[] = {
    {"ogp key new --output witness.key", {"მოწმის გასაღები", "A key for a witness"}},
    {"ogp key new --passphrase-file passphrase", {"გასაღები პაროლით", "A key with a passphrase"}},
};

} // namespace

constinit const Command key_new{
    .path = "key new",
    .summary = {"ახალი გასაღების შექმნა", "Make a new key"},
    .doc = {"ქმნის Ed25519-ის გასაღებს ფაილში, რომელსაც მხოლოდ თქვენ კითხულობთ (0600; საქაღალდე 0700). პაროლის შემთხვევაში ფაილი დაშიფრულია "
            "(Argon2id, XChaCha20-Poly1305). არსებულ ფაილს არ ცვლის. საცავის საკუთარი გასაღები ogp init-მა შექმნა და .ogp/keys-შია.",
            "Makes an Ed25519 key in a file that only you can read (0600, its folder 0700). With a passphrase the file is encrypted "
            "(Argon2id, XChaCha20-Poly1305). A file that is there is never overwritten. A repository's own key was made by ogp init and "
            "lies in .ogp/keys."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
