#include "cli/commands.hpp"
#include "cli/report_documents.hpp"

/// Documents about a plan beside its annual report, and about one of its commitments.
namespace ogp::cli {
namespace {

constexpr Arg commitment_id[] = {
    {.name = "id", .value = "ID", .help = {"ვალდებულება, მაგალითად I.4 ან tbilisi-2018-2020/I", "The commitment, for example I or tbilisi-2018-2020/I"},
     .place = Arg::Positional, .need = Arg::Required, .complete = Complete::Case},
};
constexpr auto commitment_args = with_report_args(commitment_id);

constexpr Example midterm_examples[] = {
    {"ogp report midterm --period 2019 --format html,pdf --output out", {"ორი ფორმატი ორივე ენაზე", "Two formats in both languages"}},
};
constexpr Example end_of_term_examples[] = {
    {"ogp report end-of-term --plan tbilisi-2018-2020 --lang ka", {"ქართულად, ამ საქაღალდეში", "In Georgian, in this folder"}},
};
constexpr Example commitment_examples[] = {
    {"ogp report commitment I --lang ka --format html", {"ვალდებულების გვერდი", "The page of a commitment"}},
};
constexpr Example end_of_commitment_examples[] = {
    {"ogp report end-of-commitment I --format odt", {"ფორმა, რომლის ტექსტი დოკუმენტში სწორდება", "The form, with text to be edited in the document"}},
};

} // namespace

constinit const Command report_midterm{
    .path = "report midterm",
    .summary = {"შუალედური თვითშეფასება", "Write the mid-term self-assessment of a plan"},
    .args = report_args,
    .examples = midterm_examples,
    .output = Output::Document,
    .reads_only = true,
    .runs_in = Program::Documents,
    .run = [](Context& context, const Args& args) { return run_report(context, args, report_midterm, "midterm"); },
};

constinit const Command report_end_of_term{
    .path = "report end-of-term",
    .summary = {"საბოლოო თვითშეფასება", "Write the end-of-term self-assessment of a plan"},
    .args = report_args,
    .examples = end_of_term_examples,
    .output = Output::Document,
    .reads_only = true,
    .runs_in = Program::Documents,
    .run = [](Context& context, const Args& args) { return run_report(context, args, report_end_of_term, "end_of_term"); },
};

constinit const Command report_commitment{
    .path = "report commitment",
    .summary = {"ერთი ვალდებულების ანგარიში", "Write the report on one commitment"},
    .args = commitment_args,
    .examples = commitment_examples,
    .output = Output::Document,
    .reads_only = true,
    .runs_in = Program::Documents,
    .run = [](Context& context, const Args& args) { return run_report(context, args, report_commitment, "commitment"); },
};

constinit const Command report_end_of_commitment{
    .path = "report end-of-commitment",
    .summary = {"ვალდებულების დასრულების ფორმა (OGP Local)", "Write the form that ends a commitment (OGP Local)"},
    .args = commitment_args,
    .examples = end_of_commitment_examples,
    .output = Output::Document,
    .reads_only = true,
    .runs_in = Program::Documents,
    .run = [](Context& context, const Args& args) { return run_report(context, args, report_end_of_commitment, "end_of_commitment"); },
};

} // namespace ogp::cli
