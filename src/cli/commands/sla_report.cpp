#include "app/clocks/sla_report.hpp"
#include "base/text.hpp"

#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

/// "2026-04".
app::SlaReportRequest month_of(const std::string& text)
{
    const auto first = text.size() == 7 ? Date::parse(text + "-01") : std::nullopt;
    if (!first)
        throw Error(Fault::Usage, say("--month: „{}“ თვე არ არის", "--month: \"{}\" is no month", printable(text)),
                    {"დაწერეთ 2026-04", "write 2026-04"});
    app::SlaReportRequest request;
    request.year = first->year();
    request.month = first->month();
    return request;
}

int run(Context& context, const Args& args)
{
    app::SlaReportRequest request = month_of(args.text("month"));
    request.type = args.text("type");
    request.by = args.all("by");
    return context.print(app::sla_report(context.repository(), request));
}

constexpr Arg args[] = {
    {.name = "month", .value = "YYYY-MM", .help = {"რომელი თვე", "Which month"}, .need = Arg::Required},
    {.name = "by", .value = "FIELD", .help = {"ველი, რომლითაც დაიყოს; რამდენიმეჯერაც", "Field to divide by; may be given again"},
     .times = Arg::Many, .complete = Complete::Field},
    {.name = "type", .value = "TYPE", .help = {"მხოლოდ ამ ტიპის საქმეები", "Cases of this type alone"}, .complete = Complete::CaseType},
};

constexpr Example examples[] = {
    {"ogp sla report --month 2026-04", {"თვის შედეგი ტიპებით", "The month by case type"}},
    {"ogp sla report --month 2026-04 --by category --by district --csv", {"კატეგორიებითა და უბნებით", "By category and district"}},
};

} // namespace

constinit const Command sla_report{
    .path = "sla report",
    .summary = {"როგორ დაიცვეს ვადები ერთ თვეში", "Report how deadlines were kept in a month"},
    .doc = {"opened: თვეში დაიწყო. due: ბოლო დრო ამ თვეშია. მათგან in_time: ბოლო დრომდე დასრულდა; late: არ დასრულდა და დრო გავიდა; open: ჯერ მიდის. fraction "
            "არის in_time / (in_time + late), ზუსტად; percent იგივეა ერთი ათწილადით, ნაკლებობით: 99.96% იწერება 99.9, არასდროს 100.0. median და p90: "
            "დასრულებულთა გამოყენებული დრო; n მნიშვნელობიდან რიგით ის, რომლის ნომერია n/2 და 9n/10, მეტობით დამრგვალებული. თითო ციკლი ცალკე ითვლება. "
            "--by: ველები, რომლებსაც ტიპის statistics ჩამოთვლის.",
            "opened: began in the month. due: the due time lies in the month. Of these in_time: stopped before it; late: not, and it has passed; "
            "open: still running. fraction is in_time / (in_time + late), exact; percent the same with one decimal, cut off: 99.96 % is "
            "printed as 99.9 and never as 100.0. median and p90: the time used by those that were stopped; of n values in order the one with "
            "number n/2 and 9n/10, rounded up. Each cycle counts for itself. --by: the fields that `statistics` of the type names."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
