#include "documents/sections/commitment_page.hpp"
#include "documents/sections/section_cells.hpp"
#include "documents/sections/sections.hpp"

namespace ogp::documents {

using app::CommitmentRecord;
using report::Cell;
using report::Table;

app::PlanRecord plan_of_commitment(const ReportSource& source)
{
    const store::CaseRow row = source.case_of("commitment", "commitment");
    const auto plan = row.root ? source.repository().store().find(*row.root) : std::nullopt;
    if (!plan)
        throw Error(Fault::NotFound, say("ვალდებულება {}: სამოქმედო გეგმა არ ჩანს", "commitment {}: it is a part of no plan", row.number));
    app::PlanRecord record = app::gather_plan(source.repository(), *plan, source.as_of());
    std::erase_if(record.commitments, [&](const CommitmentRecord& one) { return one.row.subject.uid != row.subject.uid; });
    if (record.commitments.empty())
        throw Error(Fault::NotFound, say("ვალდებულება {} {} მდგომარეობით ჩანაწერში ჯერ არ იყო", "commitment {} was not on record yet at the end of {}", row.number,
                                         source.as_of().iso()),
                    say("ჩაიწერა {}; მიუთითეთ უფრო გვიანი დღე: --as-of", "it was put on record on {}; name a later day: --as-of",
                        source.repository().zone().date_at(row.subject.opened).iso()));
    return record;
}

void make_commitments(const ReportSource& source, Section& section)
{
    const CommitmentPages pages(source, source.plan().units);
    for (const CommitmentRecord& commitment : source.plan().commitments)
        section.sections.push_back(pages.page(commitment, fmt::format("{}.{}", section.number, section.sections.size() + 1)));
    if (section.sections.empty())
        say_none(source, section, "overview_none");
}

void make_commitment(const ReportSource& source, Section& section)
{
    const app::PlanRecord record = plan_of_commitment(source);
    for (const CommitmentRecord& commitment : record.commitments)
        CommitmentPages(source, record.units).fill(commitment, section);
    say_what_counts(source, section);
}

/// Which of the four values each commitment serves, as it is printed.
void make_relevance(const ReportSource& source, Section& section)
{
    constexpr const char* fields[] = {"value_transparency", "value_participation", "value_accountability", "value_technology"};
    const workflow::CaseType& type = source.repository().active_type("commitment");
    Table table{"relevance", source.text("table_relevance"), {source.column("number", "number"), source.column("title", "commitment_word")}, {}};
    for (const char* id : fields) {
        const workflow::Field* field = type.field(id);
        table.columns.push_back({id, field != nullptr ? field->label : both(id)});
    }
    for (const CommitmentRecord& commitment : source.plan().commitments) {
        std::vector<Cell> cells{Cell::of(commitment.row.number), Cell::localized(commitment.row.title)};
        for (const char* id : fields) {
            Cell cell = source.cell(commitment.row, id);
            cells.push_back(cell.text.empty() ? Cell{Json(), source.text("unknown_value")} : std::move(cell));
        }
        table.rows.push_back(std::move(cells));
    }
    add_table(source, section, std::move(table), "overview_none");
}

/// What came of each commitment, with both judgements beside it.
void make_results(const ReportSource& source, Section& section)
{
    Table table{"commitment_results", source.text("table_commitment_results"),
                {source.column("number", "number"), source.column("title", "commitment_word"), source.column("state", "state_now"),
                 source.column("done", "milestones_done"), source.column("results", "results"), source.column("national_assessment", "assessment"),
                 source.column("ogp_completion", "completion")},
                {}};
    for (const CommitmentRecord& commitment : source.plan().commitments) {
        const Json done = Json::object({{"done", commitment.counts.done}, {"total", commitment.counts.total}});
        table.rows.push_back({Cell::of(commitment.row.number), Cell::localized(commitment.row.title), source.state_cell(commitment.row),
                              {done, source.text("done_of", done)}, source.editable_cell(commitment.row, "results"),
                              source.cell(commitment.row, "national_assessment"), source.cell(commitment.row, "ogp_completion")});
    }
    add_table(source, section, std::move(table), "overview_none");
}

} // namespace ogp::documents
