#include "app/repository/outbox.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    using Delivered = store::Store::Delivered;
    return context.print(app::list_outbox(context.repository(), args.flag("undelivered") ? Delivered::NotYet : Delivered::Any));
}

constexpr Arg args[] = {
    {.name = "undelivered", .help = {"მხოლოდ ის, რაც ჯერ არ გაგზავნილა", "Only what was not sent yet"}, .kind = Arg::Flag},
};

constexpr Example examples[] = {
    {"ogp outbox list --undelivered", {"რა ელოდება გაგზავნას", "What waits to be sent"}},
    {"ogp outbox list --json=case,to,template,delivered", {"ოთხი ველი JSON-ში", "Four fields as JSON"}},
};

} // namespace

constinit const Command outbox_list{
    .path = "outbox list",
    .summary = {"რა უნდა ეცნობოს სხვებს", "List what others are to be told"},
    .doc = {"საქმის ტიპის effects აქ ტოვებს შეტყობინებებს იმავე ტრანზაქციაში, რომელშიც საქმე შეიცვალა. მიმღები ველის ან როლის სახელია; პირადი აქ არაფერია.",
            "The effects of a case type leave their messages here, in the transaction that changed the case. A recipient is the name of a field or a role; nothing personal is here."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
