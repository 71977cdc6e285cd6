#include "app/trust/erasure.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    app::Repository& repository = context.repository();
    const bool dry_run = context.options().dry_run;
    const app::Erased erased = app::erase_case(repository, repository.resolve(args.text("id")), args.text("legal-basis"),
                                               dry_run ? app::DryRun::Yes : app::DryRun::No);
    const auto subjects = static_cast<std::int64_t>(erased.subjects);
    if (!context.for_people()) {
        Json cases = Json::array();
        for (const std::string& name : erased.cases)
            cases.push(name);
        return context.print(Json::object({{"cases", std::move(cases)}, {"erased", !dry_run}, {"subjects", subjects}}), {});
    }
    context.say_line(dry_run ? say("წაიშლებოდა {0} გასაღები; საქმეები: {1}", "keys that would be destroyed: {0}; cases: {1}", subjects, join(erased.cases, ", "))
                             : say("წაიშალა {0} გასაღები; საქმეები: {1}", "keys destroyed: {0}; cases: {1}", subjects, join(erased.cases, ", ")));
    if (!dry_run)
        context.note({"ასლები შემდეგ ogp sync-ზე გაიგებენ; ვის არ დაუდასტურებია: ogp audit --erasures",
                      "clones learn of it at their next ogp sync; which have not acknowledged it: ogp audit --erasures"});
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "id", .value = "ID", .help = {"საქმე", "The case"}, .place = Arg::Positional, .need = Arg::Required, .complete = Complete::Case},
    {.name = "legal-basis", .value = "TEXT", .help = {"სამართლებრივი საფუძველი; ჟურნალში რჩება", "The ground in law; it stays in the log"}, .need = Arg::Required},
};

constexpr Example examples[] = {
    {"ogp erase FOI-2026-00017 --legal-basis \"Law on personal data, art. 16\" --dry-run", {"რა წაიშლებოდა", "What would be erased"}},
};

} // namespace

constinit const Command erase{
    .path = "erase",
    .summary = {"საქმის პირადი მნიშვნელობების წაშლა სამუდამოდ", "Erase the personal values of a case, for good"},
    .doc = {"ნადგურდება იმ პირის გასაღები, რომელსაც საქმე ეხება, ამიტომ მისი ყველა საქმის პირადი მნიშვნელობა იკარგება: ბაზაში, ასლებში და "
            "სარეზერვო ასლებში, როცა keys.db-ის ვადა გავა. მოვლენები და მტკიცებულებები უცვლელი რჩება. უკან დაბრუნება არ არსებობს: ჯერ ნახეთ --dry-run. "
            "საჭიროა როლი admin, მთავარ საცავში.",
            "Destroys the key of the person that the case is about, and with it the personal values of all their cases: in the database, in "
            "clones, and in backups once those of keys.db have expired. Events and proofs stay as they are. Nothing brings it back: see "
            "--dry-run first. Needs the role admin, on the authority."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .run = run,
};

} // namespace ogp::cli
