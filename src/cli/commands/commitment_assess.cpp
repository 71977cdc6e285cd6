#include "app/cases/cases.hpp"
#include "base/text.hpp"
#include "cli/changed.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    app::Repository& repository = context.repository();
    std::vector<std::string> words;
    if (args.has("national"))
        words.push_back("national_assessment=" + args.text("national"));
    if (args.has("ogp-completion"))
        words.push_back("ogp_completion=" + args.text("ogp-completion"));
    if (words.empty())
        throw Error{Fault::Usage,
                    {"commitment assess: აკლია --national ან --ogp-completion",
                     "commitment assess: --national or --ogp-completion is missing"},
                    {"შეფასებები დამოუკიდებელია: შეიძლება მხოლოდ ერთის მიცემა",
                     "the two assessments stand apart: one may be given alone"}};
    words.push_back("assessed_on=" + args.date("on").value_or(repository.today()).iso());

    const store::CaseRow row = repository.resolve(args.text("id"), "commitment");
    const Json values = app::assign(repository, repository.type(row.subject.workflow), app::read_assignments(words));
    app::Change change{repository};
    const store::CaseRow assessed = change.set(row.subject.uid, values);
    return finish_change(context, change, assessed, both(name_of(row) + ": " + join(words, ", ")));
}

constexpr Arg args[] = {
    {.name = "id", .value = "ID", .help = {"ვალდებულება", "The commitment"}, .place = Arg::Positional, .need = Arg::Required,
     .complete = Complete::Case},
    {.name = "national", .value = "GRADE", .help = {"ეროვნული შეფასება", "National assessment"}, .choices = "fully|mostly|partially|not",
     .complete = Complete::Choice},
    {.name = "ogp-completion", .value = "GRADE", .help = {"OGP-ის შესრულების შეფასება", "OGP completion"},
     .choices = "no_evidence|not_started|limited|substantial|complete", .complete = Complete::Choice},
    {.name = "on", .value = "DATE", .help = {"როდის შეფასდა; თავიდან – დღეს", "Day of the assessment; by default today"}, .kind = Arg::Date},
};

constexpr Example examples[] = {
    {"ogp commitment assess I --national mostly --ogp-completion substantial --on 2020-01-15",
     {"ორივე შეფასება", "Both assessments"}},
};

} // namespace

constinit const Command commitment_assess{
    .path = "commitment assess",
    .summary = {"ვალდებულების შეფასება: ეროვნული და OGP-ის", "Assess a commitment on the national and the OGP scale"},
    .doc = {"ორი სკალა ერთმანეთისგან და საქმის მდგომარეობისგან დამოუკიდებელია; არც ერთი არ მალავს დაგვიანებას.",
            "The two scales stand apart from one another and from the state of the case; neither hides lateness."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .run = run,
};

} // namespace ogp::cli
