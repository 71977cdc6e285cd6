#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "documents/report_catalogue.hpp"
#include "documents/report_start.hpp"

#include <cstdlib>
#include <system_error>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    const std::string& id = args.text("name");
    if (!is_identifier(id))
        throw Error(Fault::Usage, say("„{}“ ანგარიშის სახელად არ ვარგა", "\"{}\" cannot be the name of a report", printable(shorten(id, 60))),
                    {"დაიწერება ლათინური პატარა ასოებით, ციფრებითა და ნიშნით _", "it is written in lower-case letters a-z, digits and _"});
    const app::Repository& repository = context.repository();
    const std::filesystem::path file = documents::template_folder(repository) / (id + ".yaml");
    std::error_code failed;
    if (std::filesystem::exists(file, failed))
        throw Error(Fault::Conflict, say("{}: ფაილი უკვე არის", "{}: the file is there already", file.string()),
                    say("შეამოწმეთ: ogp report check {}", "check it: ogp report check {}", id));
    // Of a name that the program has, its own template is what one begins with.
    std::string content = documents::starting_report(id);
    for (const documents::ReportFile& known : documents::report_files(repository))
        if (known.id == id)
            content = known.content;
    if (!context.options().dry_run) {
        make_folders(file.parent_path());
        write_file(file, content);
    }
    context.say_line(say("{0}; შეამოწმეთ: ogp report check {1}", "{0}; check it: ogp report check {1}", file.string(), id));
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "name", .value = "NAME", .help = {"ანგარიშის სახელი", "Name of the report"}, .place = Arg::Positional, .need = Arg::Required},
};

constexpr Example examples[] = {
    {"ogp report new housing", {"ახალი ანგარიშის დასაწყისი: templates/housing.yaml", "The beginning of a new report: templates/housing.yaml"}},
    {"ogp report new foi", {"პროგრამის ანგარიშის ასლი, შესაცვლელად", "A copy of the program's own, to be changed"}},
};

} // namespace

constinit const Command report_new{
    .path = "report new",
    .summary = {"ახალი ანგარიშის დაწყება", "Begin a report of your own"},
    .doc = {"წერს ფაილს templates/<სახელი>.yaml, რომელიც მუშაობს და კომენტარებში ამბობს, რა სად იცვლება; მის შემდეგ ბრძანება „ogp report "
            "<სახელი>“ არსებობს. პროგრამის ანგარიშის სახელით მისი ასლი იწერება, რომელიც მის ადგილს იკავებს.",
            "Writes templates/<name>.yaml, which works and says in its comments what is changed where; from then on there is a command \"ogp report "
            "<name>\". Under the name of one of the program's reports it writes a copy of that, which takes its place."},
    .args = args,
    .examples = examples,
    .run = run,
};

} // namespace ogp::cli
