#include "app/cases/case_counts.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    const std::string type = context.noun_type().empty() ? args.text("type") : context.noun_type();
    if (type.empty())
        throw Error{Fault::Usage, {"case count: აკლია --type TYPE", "case count: --type TYPE is missing"},
                    {"ან დაასახელეთ ტიპი: ogp milestone count", "or name the type: ogp milestone count"}};
    return context.print(app::case_counts(context.repository(), type, args.all("by")));
}

constexpr Arg args[] = {
    {.name = "by", .value = "FIELD", .help = {"ველი ან state, რომლითაც დაიყოს; რამდენიმეჯერაც", "Field or state to divide by; may be given again"},
     .times = Arg::Many, .complete = Complete::Field},
    {.name = "type", .value = "TYPE", .help = {"საქმის ტიპი („case count“-ისთვის)", "Type of the cases (for \"case count\")"},
     .complete = Complete::CaseType},
};

constexpr Example examples[] = {
    {"ogp milestone count", {"რამდენი ეტაპია დასრულებული", "How many milestones are done"}},
    {"ogp publication-duty count --by chapter", {"პროაქტიული გამოქვეყნების მაჩვენებელი თავებით", "The score of proactive publication by chapter"}},
    {"ogp issue count --by district --by outcome --csv", {"რაიონებითა და შედეგებით", "By district and outcome"}},
};

} // namespace

constinit const Command case_count{
    .path = "case count",
    .summary = {"საქმეების დათვლა, ველებით დაყოფილი", "Count cases, divided by fields"},
    .doc = {"fraction არის დასრულებული / (სულ - გაუქმებული), ზუსტად; percent იგივეა ერთი ათწილადით, ნაკლებობით: 99.96% იწერება 99.9, "
            "არასდროს 100.0.",
            "The fraction is done / (all - cancelled), exactly; percent is the same with one decimal, cut off: 99.96% is printed as "
            "99.9, never as 100.0."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
