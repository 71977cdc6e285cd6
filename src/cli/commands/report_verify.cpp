#include "documents/report_verify.hpp"

#include "cli/commands.hpp"
#include "cli/environment.hpp"

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    std::error_code unknown;
    const documents::PdfSearch search =
        documents::pdf_search(process_environment, {context.options().folder, std::filesystem::current_path(unknown)});
    const documents::VerifiedReport verified = documents::verify_report(context.repository(), args.text("file"), search);
    if (verified.is_same) {
        context.say_line(say("{}: იგივე ბაიტები, {} მოვლენიდან", "{}: the same bytes, from {} events", args.text("file"), verified.provenance["size"].as_integer()));
        return EXIT_SUCCESS;
    }
    Localized hint{"ფაილი შეცვლილია მას შემდეგ, რაც შეიქმნა", "the file was changed after it was made"};
    if (verified.template_changed)
        hint = {"მას შემდეგ შაბლონი შეიცვალა", "the template has changed since"};
    else if (verified.program_changed)
        hint = {"ფაილი პროგრამის სხვა ვერსიამ შექმნა", "another version of the program made the file"};
    throw Error(Fault::Integrity,
                say("{}: ჩანაწერიდან სხვა ბაიტები მიიღება, ბაიტიდან {}", "{}: the record gives other bytes, from byte {} on", verified.file, verified.offset.value_or(0) + 1),
                hint);
}

constexpr Arg args[] = {
    {.name = "file", .value = "FILE", .help = {"ანგარიშის ფაილი, ან CSV-ის საქაღალდე", "File of a report, or the folder of CSV"}, .place = Arg::Positional,
     .need = Arg::Required, .complete = Complete::File},
};

constexpr Example examples[] = {
    {"ogp report verify tbilisi-2018-2020-annual-2019.en.html", {"იგივეა თუ არა, რასაც ჩანაწერი იძლევა", "Whether it is what the record gives"}},
};

} // namespace

constinit const Command report_verify{
    .path = "report verify",
    .summary = {"ანგარიშის ფაილის შემოწმება ჩანაწერით", "Check a report's file against the record"},
    .doc = {"ფაილიდან კითხულობს, რისგან შეიქმნა (ჟურნალის რამდენი მოვლენიდან, რა პარამეტრებით, როდის), ჟურნალს დროებით საქაღალდეში იმ "
            "მდგომარეობაში აბრუნებს, ანგარიშს თავიდან ქმნის და ბაიტებს ადარებს. გამოსვლის კოდია 8, თუ განსხვავდება, და 1, თუ PDF-ის "
            "ძრავა არ არის.",
            "Reads from the file what it was made from (how many events of the log, which parameters, when), puts the log back to that in a "
            "temporary folder, makes the report again and compares the bytes. The exit status is 8 where they differ, and 1 where the engine of a "
            "PDF is missing."},
    .args = args,
    .examples = examples,
    .reads_only = true,
    .runs_in = Program::Documents,
    .run = run,
};

} // namespace ogp::cli
