#include "app/cases/cases.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    const app::CaseFilter filter{
        .type = context.noun_type().empty() ? args.text("type") : context.noun_type(),
        .state = args.text("state"),
        .plan = args.text("plan"),
        .where = args.text("where"),
        .sort = args.text("sort"),
        .after = args.text("after"),
        .limit = args.number("limit"),
    };
    const app::CaseList list = app::list_cases(context.repository(), filter);
    const int status = context.print(list.table);
    // On stderr: what scripts read stays a plain array.
    if (!list.next.empty() && !context.options().list_fields)
        context.note(say("კიდევ არის; გაგრძელება: --after {}", "there are more; go on with --after {}", list.next));
    return status;
}

constexpr Arg args[] = {
    {.name = "type", .value = "TYPE", .help = {"მხოლოდ ამ ტიპის საქმეები („case list“-ისთვის)", "Only cases of this type (for \"case list\")"},
     .complete = Complete::CaseType},
    {.name = "state", .value = "STATE", .help = {"მხოლოდ ამ მდგომარეობაში", "Only in this state"}, .complete = Complete::State},
    {.name = "plan", .value = "PLAN", .help = {"მხოლოდ ამ გეგმის ნაწილები", "Only parts of this plan"}, .complete = Complete::Plan},
    {.name = "where", .value = "EXPR",
     .help = {"მხოლოდ ისინი, რომლებსაც პირობა ერგება", "Only those for which the condition holds"}},
    {.name = "sort", .value = "F[,-G]",
     .help = {"დალაგება ველებით; - ნიშნავს კლებადობით", "Sort by these fields; - means from the greatest down"}},
    {.name = "limit", .value = "N", .help = {"არა უმეტეს ამდენისა", "At most this many"}, .kind = Arg::Number},
    {.name = "after", .value = "ID", .help = {"ამ საქმის შემდეგ: წინა გვერდის ბოლო", "Behind this case: the last of the page before"},
     .complete = Complete::Case},
};

constexpr Example examples[] = {
    {"ogp milestone list --state in_progress", {"მიმდინარე ეტაპები", "Milestones under way"}},
    {"ogp milestone list --json=number,title,start,end,state", {"დასახელებული ველები JSON-ში", "The fields named, as JSON"}},
    {"ogp milestone list --where \"has(case.end) && last(case.end) < today && case.state != 'done'\"",
     {"ვადაგადაცილებული ეტაპები", "Milestones that are overdue"}},
    {"ogp milestone list --sort=-updated --limit 10", {"ბოლოს განახლებული ათი", "The ten updated last"}},
    {"ogp milestone list --limit 50 --after III.4", {"შემდეგი გვერდი", "The next page"}},
};

} // namespace

constinit const Command case_list{
    .path = "case list",
    .summary = {"საქმეების სია", "List cases"},
    .doc = {"პირობა იმავე ენაზე იწერება, რომელზეც ტიპის წესები: case.ველი, has(case.ველი), case.state, today, days(a, b), "
            "count(children.ტიპი, 'open') და სხვა. ველი, რომელიც შეიძლება ცარიელი იყოს, ჯერ has()-ით უნდა შემოწმდეს. "
            "პირად მონაცემზე მხოლოდ has() იკითხება. ტიპის გარეშე („case list“) პირობა მხოლოდ იმას იცნობს, რაც ყველა საქმეს აქვს: "
            "case.state, case.id, case.version.\n\n"
            "დალაგება შეიძლება ნომრით, სათაურით, ტიპით, მდგომარეობით, ვერსიით, გახსნისა და განახლების დროით (opened, updated) და "
            "ყოველი ღია ველით, რომელსაც ერთი მნიშვნელობა აქვს. ნომრები ბუნებრივად ლაგდება: I.2 I.10-მდე; მდგომარეობები – "
            "განსაზღვრის თანმიმდევრობით. ცარიელი ბოლოშია; თანაბრები – გახსნის თანმიმდევრობით. დალაგების გარეშე გეგმის ნაწილები "
            "ნომრის მიხედვით ჩამოითვლება, სანამ ისინი 10000-ზე მეტი არ არის; სხვა ყველაფერი – გახსნის თანმიმდევრობით.\n\n"
            "თუ სია --limit-ით შეწყდა, შემდეგი გვერდის გასაღები იბეჭდება stderr-ზე: ბოლო საქმის აღნიშვნა --after-ისთვის.",
            "The condition is written in the language of the rules of case types: case.FIELD, has(case.FIELD), case.state, today, "
            "days(a, b), count(children.TYPE, 'open') and more. A field that may be empty has to be asked for first, "
            "with has(case.FIELD); personal values can only be asked for so. Without a type (\"case list\") a condition knows "
            "what all cases have: case.state, case.id, case.version.\n\n"
            "A list is sorted by number, title, type, state, version, opened, updated and by every public field that holds one "
            "value. Numbers are in natural order, I.2 before I.10; states in the order of their definition. What is empty comes "
            "last; ties are in order of opening. Unsorted, the parts of plans come in the order of their numbers as long as there "
            "are no more than 10000 of them, everything else in order of opening.\n\n"
            "Where --limit ends a list, the key of the next page is printed on stderr: the last case, for --after."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
