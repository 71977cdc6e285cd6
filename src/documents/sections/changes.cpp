#include "documents/sections/changes.hpp"

#include "app/cases/values.hpp"
#include "documents/sections/plan_history.hpp"
#include "documents/sections/section_cells.hpp"
#include "documents/sections/sections.hpp"

#include <array>
#include <map>
#include <set>
#include <utility>

namespace ogp::documents {

using app::CommitmentRecord;
using app::MilestoneTime;
using app::PlanCounts;
using report::Cell;
using report::Table;

namespace {

std::optional<Period> compared_period(const ReportSource& source)
{
    const std::string& name = source.parameters().text("compare");
    return name.empty() ? std::nullopt : std::optional(period_from(name));
}

/// What is counted of a plan on a day.
struct Standing
{
    PlanCounts counts;
    std::int64_t commitments = 0;
    std::int64_t completed = 0;   ///< commitments
    std::int64_t assessed = 0;    ///< commitments, on the national scale
    std::int64_t coded = 0;       ///< commitments, on the scale of OGP

    void count(const store::CaseRow& commitment)
    {
        ++commitments;
        completed += commitment.category == model::StateCategory::Done ? 1 : 0;
        assessed += commitment.subject.fields.text("national_assessment").empty() ? 0 : 1;
        coded += commitment.subject.fields.text("ogp_completion").empty() ? 0 : 1;
    }
};

Json facts_of(const Period& compared)
{
    return Json::object({{"compare", compared.name}, {"compare_to", compared.to.iso()}});
}

/// The cells of one case before and now, as rows of the table.
class ChangeRows
{
public:
    ChangeRows(const ReportSource& source, Date then) : m_source(source), m_then(then) {}

    void add(const store::CaseRow& row, const std::vector<const char*>& fields)
    {
        const auto past = row_at(m_source, row, m_then);
        if (!past) {
            push(row, m_source.text("change_new"), Json("new"), Cell::none(), m_source.state_cell(row));
            return;
        }
        if (past->subject.state != row.subject.state)
            push(row, m_source.text("state_now"), Json("state"), m_source.state_cell(*past), m_source.state_cell(row));
        const workflow::CaseType& type = m_source.type(row);
        for (const char* field : fields) {
            const workflow::Field* known = type.field(field);
            if (known != nullptr && past->subject.fields[field] != row.subject.fields[field])
                push(row, known->label, Json(field), value(*past, *known), value(row, *known));
        }
    }

    void add_delay(const store::CaseRow& row, const MilestoneTime& now)
    {
        const auto past = row_at(m_source, row, m_then);
        if (!past)
            return;
        const MilestoneTime before = app::milestone_time(*past, m_then);
        if (before.delay_days != now.delay_days)
            push(row, m_source.text("delay"), Json("delay_days"), m_source.delay_cell(before), m_source.delay_cell(now));
    }

    Table table()
    {
        return {"changes", m_source.text("table_changes", Json::object({{"compare_to", m_then.iso()}})),
                {m_source.column("number", "number"), m_source.column("title", "subject"), m_source.column("what", "what"),
                 m_source.column("before", "before"), m_source.column("after", "after")},
                std::move(m_rows)};
    }

private:
    Cell value(const store::CaseRow& row, const workflow::Field& field) const
    {
        return field.type == workflow::FieldType::PrintedDate ? m_source.date_cell(row, field.id) : m_source.cell(row, field.id);
    }

    void push(const store::CaseRow& row, const Localized& what, Json code, Cell before, Cell after)
    {
        m_rows.push_back({Cell::of(row.number), Cell::localized(row.title), {std::move(code), what}, std::move(before), std::move(after)});
    }

    const ReportSource& m_source;
    Date m_then;
    std::vector<std::vector<Cell>> m_rows;
};

std::pair<Standing, Standing> standings(const ReportSource& source, Date then)
{
    Standing before;
    Standing now;
    now.counts = source.plan().counts;
    for (const CommitmentRecord& commitment : source.plan().commitments) {
        now.count(commitment.row);
        if (const auto past = row_at(source, commitment.row, then))
            before.count(*past);
        for (const store::CaseRow& milestone : commitment.milestones)
            if (const auto past = row_at(source, milestone, then))
                before.counts.count(app::milestone_time(*past, then));
    }
    return {before, now};
}

Table counts_table(const ReportSource& source, const Period& compared, const Standing& before, const Standing& now)
{
    Table table{"changed_counts", source.text("table_changed_counts", facts_of(compared)),
                {source.column("measure", "measure"), source.column("before", "before", report::Holds::Number),
                 source.column("after", "after", report::Holds::Number), source.column("difference", "difference", report::Holds::Number)},
                {}};
    const auto add = [&](const char* name, std::int64_t then, std::int64_t today) {
        table.rows.push_back({word_cell(source, name), number_cell(then), number_cell(today), number_cell(today - then)});
    };
    add("commitments_counted", before.commitments, now.commitments);
    add("commitments_completed", before.completed, now.completed);
    add("commitments_assessed", before.assessed, now.assessed);
    add("commitments_coded", before.coded, now.coded);
    add("milestones_counted", before.counts.total, now.counts.total);
    add("milestones_done", before.counts.done, now.counts.done);
    add("overdue", before.counts.overdue, now.counts.overdue);
    add("withdrawn", before.counts.withdrawn, now.counts.withdrawn);
    return table;
}

} // namespace

void add_changed_counts(const ReportSource& source, Section& section)
{
    const auto compared = compared_period(source);
    if (!compared) {
        section.blocks.emplace_back(report::Paragraph{source.text("changes_not_asked")});
        return;
    }
    const auto [before, now] = standings(source, compared->to);
    if (before.commitments == 0 && before.counts.total == 0)
        section.blocks.emplace_back(report::Notice{source.text("changes_no_record", facts_of(*compared))});
    section.blocks.emplace_back(counts_table(source, *compared, before, now));
}

void make_changes(const ReportSource& source, Section& section)
{
    const auto compared = compared_period(source);
    if (!compared) {
        section.blocks.emplace_back(report::Paragraph{source.text("changes_not_asked")});
        return;
    }
    ChangeRows rows(source, compared->to);
    for (const CommitmentRecord& commitment : source.plan().commitments) {
        rows.add(commitment.row, {"title", "start", "end", "deadline", "completed", "lead", "national_assessment", "ogp_completion"});
        for (std::size_t i = 0; i < commitment.milestones.size(); ++i) {
            rows.add(commitment.milestones[i], {"title", "start", "end", "expected_end", "completed", "national_assessment", "ogp_completion"});
            rows.add_delay(commitment.milestones[i], commitment.times[i]);
        }
    }
    Table table = rows.table();
    if (table.rows.empty())
        section.blocks.emplace_back(report::Notice{source.text("changes_none", facts_of(*compared))});
    else
        section.blocks.emplace_back(std::move(table));
}

} // namespace ogp::documents
