#include "app/plans/minutes.hpp"
#include "cli/commands.hpp"
#include "report/document_writers.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    app::Repository& repository = context.repository();
    const report::Document document = app::minutes_document(repository, repository.resolve(args.text("id"), "session"));
    const std::string& format = args.text("format");
    if (format == "json")
        context.out(to_pretty_json(report::to_json(document)) + "\n");
    else
        context.out(format == "html" ? report::to_html(document, context.language()) : report::to_markdown(document, context.language()));
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "id", .value = "ID", .help = {"სხდომის ნომერი", "Number of the session"}, .place = Arg::Positional, .need = Arg::Required,
     .complete = Complete::Case},
    {.name = "format", .value = "FORMAT", .help = {"html, md ან json", "html, md or json"}, .preset = "md", .choices = "html|md|json",
     .complete = Complete::Choice},
};

constexpr Example examples[] = {
    {"ogp session minutes 7 --lang ka", {"ოქმი ქართულად", "The minutes in Georgian"}},
    {"ogp session minutes 7 --lang en --format html >minutes.html", {"გვერდი ინგლისურად", "A page in English"}},
};

} // namespace

constinit const Command session_minutes{
    .path = "session minutes",
    .summary = {"სხდომის ოქმის დაბეჭდვა", "Print the minutes of a session"},
    .doc = {"ოქმი იმის მიხედვით, რაც სხდომის საქმეშია; ენა --lang-ით აირჩევა, JSON ორივეს შეიცავს.",
            "The minutes as the case of the session holds them; --lang chooses the language, JSON holds both."},
    .args = args,
    .examples = examples,
    .output = Output::Document,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
