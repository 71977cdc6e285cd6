#include "app/bulk/bulk_export.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/progress.hpp"

#include <cstdlib>
#include <optional>

namespace ogp::cli {
namespace {

app::BulkFormat format_of(const Args& args)
{
    const std::string& output = args.text("output");
    if (args.flag("csv") && args.flag("ndjson"))
        throw Error{Fault::Usage, {"აირჩიეთ ერთი: --csv ან --ndjson", "choose one of --csv and --ndjson"}};
    if (args.flag("csv") || (!args.flag("ndjson") && output.ends_with(".csv")))
        return app::BulkFormat::Csv;
    if (args.flag("ndjson") || output.ends_with(".ndjson") || output.ends_with(".jsonl"))
        return app::BulkFormat::Ndjson;
    throw Error{Fault::Usage, {"export: აკლია --csv ან --ndjson", "export: --csv or --ndjson is missing"},
                {"NDJSON ყველა ტიპისთვის, CSV ელცხრილისთვის", "NDJSON for everything, CSV for a spreadsheet"}};
}

int run(Context& context, const Args& args)
{
    app::BulkExport wanted{.format = format_of(args),
                           .type = args.text("type"),
                           .personal = args.flag("with-personal") ? app::PersonalFields::Taken : app::PersonalFields::Left,
                           .sink = [&](std::string_view text) { context.out(text); }};
    app::Repository& repository = context.repository();
    const std::string& output = args.text("output");
    std::optional<OutputFile> file;
    if (!output.empty() && output != "-") {
        file.emplace(output, args.flag("with-personal") ? FileMode::Private : FileMode::Plain);
        wanted.sink = [&](std::string_view text) { file->append(text); };
    }
    std::int64_t count = 0;
    {
        Progress progress(context, {"გატანა", "exporting"});
        if (context.streams().err_is_terminal)
            wanted.progress = progress.callback();
        count = app::export_cases(repository, wanted);
    }
    if (file) {
        file->commit();
        context.say_line(say("{0}: საქმე {1}", "{0}: cases {1}", printable(output), count));
    }
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "type", .value = "TYPE", .help = {"მხოლოდ ეს ტიპი", "Only this case type"}, .complete = Complete::CaseType},
    {.name = "csv", .help = {"CSV, სათაურით", "CSV with a header"}, .kind = Arg::Flag},
    {.name = "ndjson", .help = {"JSON, თითო საქმე თითო სტრიქონში", "JSON, a case a line"}, .kind = Arg::Flag},
    {.name = "with-personal",
     .help = {"პირადი მნიშვნელობებიც; შეუძლია მას, ვინც მათ წერს", "Personal values too; for who may write them"},
     .kind = Arg::Flag},
    {.name = "output", .value = "FILE", .help = {"ფაილი, სტანდარტული გამოსავლის ნაცვლად", "File, in place of standard output"},
     .complete = Complete::File},
};

constexpr Example examples[] = {
    {"ogp export --ndjson > everything.ndjson", {"ყველა საქმე", "Every case"}},
    {"ogp export --type milestone --csv --output milestones.csv", {"ერთი ტიპი ელცხრილისთვის", "One type, for a spreadsheet"}},
};

} // namespace

constinit const Command export_cases{
    .path = "export",
    .summary = {"საქმეების გატანა CSV ან NDJSON ფაილში", "Export cases as CSV or NDJSON"},
    .doc = {"წერს ყველა საქმეს გახსნის რიგით, ისე რომ ogp import სხვა საცავში უკლებლივ შეიტანს. საქმე იმის შემდეგ დგას, რისი ნაწილიც "
            "არის. კომენტარები, დართული ფაილები და ისტორია არ იწერება.\n\n"
            "პირადი მნიშვნელობების გარეშე ბაიტები მხოლოდ ჟურნალზეა დამოკიდებული: ერთი და იგივე ჟურნალი ყველგან ერთსა და იმავე ფაილს "
            "იძლევა. --with-personal მათაც წერს, თუ გასაღები არსებობს და როლს ასეთი მნიშვნელობის ჩაწერა შეუძლია; ფაილს მაშინ მხოლოდ "
            "მფლობელი კითხულობს.\n\n"
            "საქმეს აქვს key: სრული ნომერი, ან # და რიგითი ნომერი, თუ ნომერი არ აქვს; სხვა საქმეები ამით მიმართავენ. CSV-ში ბევრი "
            "მნიშვნელობის ველი JSON მასივია, ჩანაწერი, პირი და რთული თარიღი JSON ობიექტი, ორენოვან ველს კი სამი სვეტი აქვს: title.ka, "
            "title.en, title.confidence. ტექსტს, რომელსაც ელცხრილი ფორმულად მიიღებდა ან რომელიც აპოსტროფით იწყება, წინ აპოსტროფი ეწერება; "
            "ogp import მას შლის.",
            "Writes every case in the order of opening, so that ogp import brings all of it into another repository. A case comes after "
            "the one that it is a part of. Comments, attached files and the history are not written.\n\n"
            "Without personal values the bytes follow from the log alone: the same log gives the same file everywhere. --with-personal "
            "adds them, where there is a key and the role may write such values; only its owner can read the file then.\n\n"
            "A case has a key: its full number, or # and its place where it has no number; other cases refer to it by that. In CSV a "
            "field of many values is a JSON array, a record, a person and a date that is more than a date is a JSON object, and a "
            "localized field has three columns: title.ka, title.en and title.confidence. A text that a spreadsheet could take for a "
            "formula, or that begins with an apostrophe, gets an apostrophe in front; ogp import takes it away."},
    .args = args,
    .examples = examples,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
