#include "app/cases/attachments.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace ogp::cli {
namespace {

/// What --output does not name takes the file's own name, and no other file's place.
std::filesystem::path target(const Args& args, const app::CaseFile& file)
{
    if (args.has("output"))
        return args.text("output");
    std::error_code failed;
    if (std::filesystem::exists(file.attachment.name, failed))
        throw Error{Fault::Conflict,
                    say("{}: ასეთი ფაილი აქ უკვე არის", "{}: there is such a file here already", file.attachment.name),
                    {"მიუთითეთ --output FILE", "say --output FILE"}};
    return file.attachment.name;
}

int run(Context& context, const Args& args)
{
    app::Repository& repository = context.repository();
    const app::CaseFile file = app::find_file(repository, repository.resolve(args.text("id")), args.text("file"));
    if (args.text("output") == "-") {
        app::read_file_of(repository, file, [&](std::string_view piece) { context.out(piece); });
        return EXIT_SUCCESS;
    }
    const std::filesystem::path path = target(args, file);
    OutputFile output{path};
    app::read_file_of(repository, file, [&](std::string_view piece) { output.append(piece); });
    output.commit();
    context.out(printable(path.string()) + "\n");
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "id", .value = "ID", .help = {"საქმე", "The case"}, .place = Arg::Positional, .need = Arg::Required, .complete = Complete::Case},
    {.name = "file", .value = "NAME", .help = {"ფაილის სახელი ან SHA-256-ის დასაწყისი (8 ციფრიდან)",
                                                "Name of the file, or the beginning of its SHA-256 (8 digits or more)"},
     .place = Arg::Positional, .need = Arg::Required},
    {.name = "output", .value = "FILE",
     .help = {"სად; - არის სტანდარტული გამოსასვლელი; თავიდან – ფაილის საკუთარი სახელი",
              "Where to; - is standard output; by default the file's own name"},
     .complete = Complete::File},
};

constexpr Example examples[] = {
    {"ogp attachment get I.1 minutes.pdf", {"მიმდინარე საქაღალდეში", "Into the current folder"}},
    {"ogp attachment get I.1 visitors.csv --output -", {"სტანდარტულ გამოსასვლელზე", "To standard output"}},
};

} // namespace

constinit const Command attachment_get{
    .path = "attachment get",
    .summary = {"საქმის ფაილის ამოღება", "Get a file of a case"},
    .doc = {"შინაარსი ჰეშით მოწმდება: შეცვლილი ფაილი არ ჩაიწერება, გამოსვლის კოდია 8. ერთი სახელის რამდენიმე ფაილიდან – უახლესი.",
            "The content is checked against its hash: a changed one is not written, and the exit status is 8. Of several files of one "
            "name it is the newest."},
    .args = args,
    .examples = examples,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
