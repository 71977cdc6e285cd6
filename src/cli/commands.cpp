#include "cli/commands.hpp"

#include <algorithm>

namespace ogp::cli {
namespace {

constexpr const Command* table[] = {
    &init,          &status,        &show,
    &attach,        &search,        &query,
    &log,           &blame,         &diff,
    &fsck,
    &prove,         &verify,        &checkpoint,    &audit,
    &witness,       &key_new,       &key_show,      &key_protect,
    &key_rotate,
    &backup,        &backup_verify,
    &clone,         &push,          &pull,          &sync,
    &remote_show,   &remote_set,    &conflicts,     &resolve,
    &import_cases,  &export_cases,
    &case_list,     &case_count,    &case_show,     &case_new,      &case_set,
    &case_do,       &case_comment,  &case_attach,   &case_vote,
    &case_link,     &case_log,      &case_next,
    &attachment_list, &attachment_get,
    &plan_import,   &plan_export,   &plan_check,    &plan_status,
    &plan_show,     &commitment_assess, &assess_check, &indicator_record,
    &session_import, &session_minutes,
    &report_list,   &report_annual, &report_midterm, &report_end_of_term, &report_commitment, &report_end_of_commitment,
    &report_foi,    &report_sla,    &report_services, &report_minutes, &report_milestone_sheet,
    &report_make,   &report_new,    &report_check,  &report_verify, &report_all,    &report_import_edits,
    &workflow_list, &workflow_show, &workflow_lint, &workflow_schema,
    &workflow_graph, &workflow_diff, &workflow_add, &workflow_apply, &workflow_migrate, &workflow_test, &workflow_paths,
    &calendar_list, &calendar_show, &calendar_days,
    &calendar_add,  &calendar_import, &calendar_export,
    &calendar_apply,
    &sla_list,      &sla_show,      &sla_explain,
    &sla_report,    &sla_recompute, &tick,
    &budget_tally,  &budget_explain, &budget_compare_rules,
    &budget_check,  &budget_convert, &budget_priorities,
    &budget_vs_approved, &budget_history,
    &budget_roll,   &budget_open,   &budget_ballot, &budget_reconcile, &budget_close,
    &budget_override, &budget_result, &budget_publish, &budget_verify, &budget_receipt,
    &serve,         &store_move,
    &actor_add,     &actor_list,    &actor_show,    &actor_grant,   &actor_revoke,
    &token_new,     &token_list,    &token_revoke,
    &erase,         &lease_numbers,
    &outbox_list,   &outbox_send,
    &help,          &dev_docs,      &complete,
};

constexpr Arg globals[] = {
    {.name = "help", .help = {"დახმარება ამ ბრძანებაზე", "Help on this command"}, .kind = Arg::Flag, .letter = 'h'},
    {.name = "C", .value = "DIR", .help = {"საცავის საქაღალდე, OGP_DIR-ის ნაცვლად", "Folder of the repository, in place of OGP_DIR"},
     .complete = Complete::Folder},
    {.name = "actor", .value = "ACTOR", .help = {"ვინ მოქმედებს", "Who acts"}},
    {.name = "as", .value = "ROLE", .help = {"როლი, რომლითაც მოქმედებს", "Role acted in"}, .complete = Complete::Role},
    {.name = "now", .value = "TIME",
     .help = {"დრო RFC 3339-ით ან წამებით, OGP_NOW-ის ნაცვლად", "Time as RFC 3339 or in seconds, in place of OGP_NOW"}},
    {.name = "lang", .value = "LANG", .help = {"ენა, OGP_LANG-ის ნაცვლად", "Language, in place of OGP_LANG"}, .choices = "ka|en",
     .complete = Complete::Choice},
    {.name = "quiet", .help = {"მხოლოდ მონაცემები და შეცდომები", "Only data and errors"}, .kind = Arg::Flag, .letter = 'q'},
    {.name = "no-input", .help = {"არაფერი იკითხოს, გვერდების ჩვენებაც არ გამოიყენოს", "Never wait for input: no questions, no pager"},
     .kind = Arg::Flag},
    {.name = "yes", .help = {"ყველა კითხვაზე პასუხია „კი“", "Answer every question with yes"}, .kind = Arg::Flag},
    {.name = "timing", .help = {"ბოლოს stderr-ზე დაბეჭდოს დრო და მეხსიერება", "Print time and memory of the run on stderr at its end"},
     .kind = Arg::Flag},
    {.name = "version", .help = {"პროგრამის ვერსია", "Version of the program"}, .kind = Arg::Flag},
};

constexpr Arg formats[] = {
    {.name = "json", .value = "FIELDS",
     .help = {"JSON: ყველა ველი ან ჩამოთვლილი; =? ჩამოთვლის სახელებს", "JSON: all fields or those named; =? lists the names"},
     .kind = Arg::Fields},
    {.name = "ndjson", .value = "FIELDS", .help = {"JSON, თითო ობიექტი თითო სტრიქონში", "JSON, one object a line"}, .kind = Arg::Fields},
    {.name = "csv", .value = "FIELDS", .help = {"CSV სათაურებით", "CSV with headers"}, .kind = Arg::Fields},
    {.name = "tsv", .value = "FIELDS", .help = {"ტაბულაციით გაყოფილი, სათაურების გარეშე", "Tab-separated without headers"},
     .kind = Arg::Fields},
};

constexpr Arg changes[] = {
    {.name = "dry-run", .help = {"აჩვენოს, რა შეიცვლებოდა, და არაფერი ჩაწეროს", "Show what would change and write nothing"},
     .kind = Arg::Flag},
};

void append(std::vector<const Arg*>& args, std::span<const Arg> more)
{
    for (const Arg& arg : more)
        args.push_back(&arg);
}

} // namespace

std::span<const Command* const> commands()
{
    return table;
}

std::span<const Arg> global_args()
{
    return globals;
}

std::span<const Arg> format_args()
{
    return formats;
}

std::span<const Arg> change_args()
{
    return changes;
}

std::vector<const Arg*> all_args(const Command& command)
{
    std::vector<const Arg*> args;
    append(args, command.args);
    if (!command.reads_only)
        append(args, changes);
    if (command.output == Output::Table || command.output == Output::Object)
        append(args, formats);
    // A report's --lang ka|en|both stands in place of the global one.
    const auto taken = [&](const Arg& global) {
        return std::any_of(command.args.begin(), command.args.end(),
                           [&](const Arg& own) { return std::string_view{own.name} == global.name; });
    };
    for (const Arg& arg : globals)
        if (!taken(arg))
            args.push_back(&arg);
    return args;
}

std::string option_word(const Arg& arg)
{
    const std::string name{arg.name};
    return (name.size() == 1 && name[0] >= 'A' && name[0] <= 'Z' ? "-" : "--") + name;
}

std::string_view noun_of(const Command& command)
{
    const std::string_view path{command.path};
    return path.substr(0, path.find(' '));
}

std::string_view verb_of(const Command& command)
{
    const std::string_view path{command.path};
    const std::size_t blank = path.find(' ');
    return blank == std::string_view::npos ? std::string_view{} : path.substr(blank + 1);
}

} // namespace ogp::cli
