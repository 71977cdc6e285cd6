#include "app/workflows/workflow_graph.hpp"

#include "base/text.hpp"
#include "cli/calendar_choice.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    app::GraphRequest request;
    request.type = args.text("type");
    request.highlight = args.text("highlight");
    request.stats = args.flag("stats");
    for (const std::string& list : args.all("hide"))
        for (const std::string_view one : split(list, ','))
            if (!trim(one).empty())
                request.hide.emplace_back(trim(one));
    const report::Graph graph = app::workflow_graph(repository_or_none(context), request);
    const std::string& format = args.text("format");
    if (format == "dot")
        context.out(report::to_dot(graph, context.language()));
    else if (format == "mermaid")
        context.out(report::to_mermaid(graph, context.language()));
    else
        context.out(report::to_svg(graph, context.language()));
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "type", .value = "TYPE", .help = {"საქმის ტიპი (foi), მისი ვერსია (foi@2) ან YAML ფაილი", "Case type (foi), a version of it (foi@2), or a YAML file"},
     .place = Arg::Positional, .need = Arg::Required, .complete = Complete::CaseType},
    {.name = "format", .value = "FORMAT", .help = {"svg სურათია; dot Graphviz-ისთვის, mermaid ვებგვერდებისთვის", "svg is a picture; dot is for Graphviz, mermaid for web pages"},
     .preset = "svg", .choices = "svg|dot|mermaid", .complete = Complete::Choice},
    {.name = "highlight", .value = "CASE", .help = {"ამ საქმის გზის მონიშვნა", "Mark the way of this case"}, .complete = Complete::Case},
    {.name = "hide", .value = "TRANSITION", .help = {"გადასვლები, რომლებიც არ დაიხატება, მძიმით გაყოფილი", "Transitions to leave out, with commas between"},
     .times = Arg::Many, .complete = Complete::Transition},
    {.name = "stats", .help = {"რამდენჯერ მოხდა თითოეული გადასვლა, რამდენ ხანს რჩებიან საქმეები მდგომარეობაში (მედიანა) და რამდენია ახლა",
                               "How often each transition was made, how long cases stay in a state (median), and how many are there now"},
     .kind = Arg::Flag},
};

constexpr Example examples[] = {
    {"ogp workflow graph foi --lang ka >foi.svg", {"სურათი ქართულად", "A picture, in Georgian"}},
    {"ogp workflow graph issue --stats --hide edit,withdraw >issue.svg", {"რა ხდება სინამდვილეში", "What really happens"}},
    {"ogp workflow graph foi --highlight FOI-2026-00017 >way.svg", {"ერთი საქმის გზა", "The way of one case"}},
    {"ogp workflow graph permit.yaml --format dot | dot -Tpdf >permit.pdf", {"Graphviz-ით", "With Graphviz"}},
};

} // namespace

constinit const Command workflow_graph{
    .path = "workflow graph",
    .summary = {"საქმის ტიპის სურათი: მდგომარეობები და გადასვლები", "Draw a case type: states and transitions"},
    .doc = {"SVG სხვა პროგრამის გარეშე იხატება და ერთი და იმავე ტიპისთვის ყოველთვის ერთნაირია; ღია და მუქ ეკრანზე იკითხება. წყვეტილია ის "
            "გადასვლა, რომელსაც მხოლოდ სისტემა აკეთებს. საცავის გარეშე პროგრამის ტიპებს ხატავს. --stats ჟურნალს ითვლის, ყველა ვერსიას ერთად; "
            "მედიანა მხოლოდ დამთავრებულ დაყოვნებებს ეხება.",
            "The SVG is drawn without another program and is always the same for the same type; it reads on light and dark screens. Dashed is "
            "what the system alone does. Without a repository the program's types are drawn. --stats counts the log, all versions together; the "
            "median is that of stays that have ended."},
    .args = args,
    .examples = examples,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
