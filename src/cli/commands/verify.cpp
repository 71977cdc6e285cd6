#include "app/trust/proofs.hpp"
#include "base/file.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    const std::string& file = args.text("file");
    const bool from_stdin = file == "-";
    const std::string text = from_stdin ? read_standard_input() : read_file(file);
    const app::ProofSheet sheet = app::verify_proof(
        text, from_stdin ? "stdin" : file,
        {.key = args.text("key"), .witnesses = args.all("witness"), .required = args.number("require-witnesses").value_or(0)});
    context.print(sheet.json, sheet.card, sheet.heading);
    if (!context.for_people())
        return EXIT_SUCCESS;
    context.out("\n");
    return context.print(sheet.events);
}

constexpr Arg args[] = {
    {.name = "file", .value = "FILE", .help = {"მტკიცებულების ფაილი; - არის სტანდარტული შესასვლელი", "File of the proof; - is standard input"},
     .place = Arg::Positional, .need = Arg::Required, .complete = Complete::File},
    {.name = "key", .value = "KEY",
     .help = {"ჟურნალის გასაღები, რომელიც იცით, ან ფაილი, სადაც ის წერია; უფრო ძველიც გამოდგება", "The key of the log that you know, or a file with it; an older one will do"},
     .complete = Complete::File},
    {.name = "witness", .value = "KEY",
     .help = {"მოწმის გასაღები ან ფაილი, სადაც ის წერია; შეიძლება რამდენიმეც", "The key of a witness, or a file with it; may be given several times"},
     .times = Arg::Many, .complete = Complete::File},
    {.name = "require-witnesses", .value = "N",
     .help = {"ამდენი მოწმე მაინც უნდა აწერდეს ხელს; თუ ნაკლებია, გამოსვლის კოდია 7",
              "At least so many of them must have cosigned; exit status 7 where they are fewer"},
     .kind = Arg::Number},
};

constexpr Example examples[] = {
    {"ogp verify I.4.proof --key city.key", {"ხელს სწორედ ამ გასაღებით უნდა აწერდნენ", "It must be signed by exactly this key"}},
    {"ogp verify 17.tlog-proof --key city.key --witness ngo.key --require-witnesses 1",
     {"საკონტროლო წერტილს მოწმეც უნდა აწერდეს ხელს", "A witness must have cosigned the checkpoint too"}},
    {"ogp prove I.4 | ogp verify - --json=events", {"რა მტკიცდება, JSON-ში", "What is proved, as JSON"}},
};

} // namespace

constinit const Command verify{
    .path = "verify",
    .summary = {"მტკიცებულების შემოწმება საცავის გარეშე", "Check a proof, without a repository"},
    .doc = {"ამოწმებს ფაილს, რომელიც ogp prove-მ დაწერა, და ბეჭდავს, ვინ, როდის, რა ჩაწერა და რომელი გასაღები აწერს ხელს. გამოსვლის კოდია 8, "
            "თუ ფაილის თუნდაც ერთი ბაიტი შეცვლილია, და 6, თუ ეს მტკიცებულება საერთოდ არ არის. მტკიცებულება გასაღებს თავად ატარებს: ვისია "
            "ის, სხვა წყაროდან უნდა იცოდეთ და --key-თი მიუთითოთ. მოწმეთა ხელმოწერები (მხოლოდ tlog-proof-ში) იმათი მოწმდება, ვინც --witness-მა დაასახელა.",
            "Checks a file that ogp prove wrote and prints who recorded what and when, and which key signed it. The exit status is 8 where "
            "any byte of the file was changed, and 6 where it is no proof at all. A proof carries its key with it: whose key that is you "
            "must know from elsewhere, and say with --key. Of the signatures of witnesses, which only a tlog-proof carries, those are checked "
            "that --witness names."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
