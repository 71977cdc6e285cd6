#include "cli/changed.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    app::Repository& repository = context.repository();
    const store::CaseRow row = repository.resolve(args.text("id"), context.noun_type());
    const store::CaseRow other = repository.resolve(args.text("other"));
    const bool remove = args.flag("remove");
    app::Change change{repository};
    const store::CaseRow linked = change.link(row.subject.uid, {args.text("relation"), other.subject.uid, remove});
    return finish_change(context, change, linked,
                         remove ? say("{} – {}: კავშირი მოიხსნა", "{} – {}: link taken away", name_of(row), name_of(other))
                                : say("{} → {}: {}", "{} → {}: {}", name_of(row), name_of(other), args.text("relation")));
}

constexpr Arg args[] = {
    {.name = "id", .value = "ID", .help = {"საქმე", "The case"}, .place = Arg::Positional, .need = Arg::Required, .complete = Complete::Case},
    {.name = "relation", .value = "RELATION", .help = {"კავშირის სახელი: duplicate_of, answers, replaces ...", "Name of the relation: duplicate_of, answers, replaces ..."},
     .place = Arg::Positional, .need = Arg::Required},
    {.name = "other", .value = "OTHER", .help = {"მეორე საქმე", "The other case"}, .place = Arg::Positional, .need = Arg::Required,
     .complete = Complete::Case},
    {.name = "remove", .help = {"კავშირის მოხსნა", "Take the link away"}, .kind = Arg::Flag},
};

constexpr Example examples[] = {
    {"ogp issue link ISSUE-2026-00012 duplicate_of ISSUE-2026-00007", {"ერთი და იგივე პრობლემა", "The same problem twice"}},
    {"ogp case link I.4 related II.1 --remove", {"კავშირი აღარ არის", "The link is no more"}},
};

} // namespace

constinit const Command case_link{
    .path = "case link",
    .summary = {"საქმის დაკავშირება სხვა საქმესთან", "Link a case to another one"},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .run = run,
};

} // namespace ogp::cli
