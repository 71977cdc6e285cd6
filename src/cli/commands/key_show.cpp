#include "app/trust/keys.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    const app::KeySheet sheet =
        args.has("file") ? app::describe_key(args.text("file"), args.text("witness")) : app::describe_key(context.repository());
    return context.print(sheet.json, sheet.card);
}

constexpr Arg args[] = {
    {.name = "file", .value = "FILE", .help = {"გასაღების ფაილი; თავიდან – ამ საცავის გასაღები", "File of the key; by default the key of this repository"},
     .place = Arg::Positional, .complete = Complete::File},
    {.name = "witness", .value = "NAME",
     .help = {"მოწმის სახელი: მაშინ იბეჭდება ის გასაღები, რომელიც მის ხელმოწერას ამოწმებს",
              "Name of a witness: then the key that its cosignatures are checked with is printed"}},
};

constexpr Example examples[] = {
    {"ogp key show", {"ამ საცავის გასაღები", "The key of this repository"}},
    {"ogp key show witness.key --witness ngo.example/w1 --tsv=verifier_key",
     {"რა ჩაიწერება .ogp/config.yaml-ში, witnesses", "What goes into .ogp/config.yaml, witnesses"}},
};

} // namespace

constinit const Command key_show{
    .path = "key show",
    .summary = {"გასაღების ღია ნაწილის ჩვენება", "Show the public half of a key"},
    .doc = {"ბეჭდავს ღია გასაღებს და ფორმას, რომლითაც სხვებს გადაეცემა. პაროლი არ სჭირდება; საიდუმლო ნაწილს არ ბეჭდავს.",
            "Prints the public key, and the form in which it is handed to others. Needs no passphrase; never prints the secret half."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
