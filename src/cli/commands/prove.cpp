#include "app/trust/proofs.hpp"
#include "base/file.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    const bool tlog = args.text("format") == "tlog-proof" || args.text("output").ends_with(".tlog-proof");
    const std::string proof = app::prove(context.repository(), args.text("id"), tlog ? app::ProofFormat::Tlog : app::ProofFormat::Own);
    if (args.text("output") == "-") {
        context.out(proof);
        return EXIT_SUCCESS;
    }
    write_file(args.text("output"), proof);
    context.out(args.text("output") + "\n");
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "id", .value = "ID",
     .help = {"საქმე; ერთი მოვლენისთვის – #ნომერი ან მოვლენის იდენტიფიკატორის დასაწყისი (8 ციფრიდან)",
              "A case; for one event #NUMBER or the beginning of the event's id (8 digits or more)"},
     .place = Arg::Positional, .need = Arg::Required, .complete = Complete::Case},
    {.name = "output", .value = "FILE", .help = {"ფაილი; - არის სტანდარტული გამოსასვლელი", "File; - is standard output"}, .preset = "-",
     .complete = Complete::File},
    {.name = "format", .value = "FORMAT",
     .help = {"ogp ან tlog-proof (C2SP; ერთი მოვლენა, მოწმეთა ხელმოწერებით); FILE.tlog-proof ამ უკანასკნელს ნიშნავს",
              "ogp, or tlog-proof (C2SP; one event, with the signatures of witnesses), which FILE.tlog-proof means too"},
     .preset = "ogp", .choices = "ogp|tlog-proof"},
};

constexpr Example examples[] = {
    {"ogp prove I.4 --output I.4.proof", {"ეტაპის ყველა მოვლენის მტკიცებულება ფაილში", "A proof of all events of a milestone, in a file"}},
    {"ogp prove '#17'", {"ჟურნალის მეჩვიდმეტე ნომრის მოვლენა", "The event with number 17 in the log"}},
    {"ogp prove '#17' --output 17.tlog-proof", {"იგივე, C2SP-ის ფორმატით", "The same in the format of C2SP"}},
};

} // namespace

constinit const Command prove{
    .path = "prove",
    .summary = {"მტკიცებულება, რომ მოვლენა ჟურნალში დევს", "Make a proof that an event stands in the log"},
    .doc = {"წერს ტექსტს, რომელსაც შეამოწმებს ყველა, ვისაც საცავი არ აქვს (ogp verify): მოვლენის ბაიტებს, მის გზას ხელმოწერილ საკონტროლო "
            "წერტილამდე და შეკვრის ხელმოწერას. საქმის მტკიცებულება მის ყველა მოვლენას შეიცავს. პირადი მნიშვნელობები დალუქული რჩება. "
            "იდენტიფიკატორი, რომელიც საქმესაც ნიშნავს, საქმეა. ფორმატი აღწერილია ogp-proof(5)-ში.",
            "Writes a text that anybody can check without the repository (ogp verify): the bytes of the event, its way up to the signed "
            "checkpoint, and the signature of its batch. The proof of a case holds all its events. Personal values stay sealed. "
            "An id that also means a case is the case. The format is described in ogp-proof(5)."},
    .args = args,
    .examples = examples,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
