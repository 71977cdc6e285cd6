#include "calendar/duration.hpp"
#include "documents/sections/commitment_page.hpp"
#include "documents/sections/section_cells.hpp"
#include "documents/sections/sections.hpp"

#include <algorithm>

namespace ogp::documents {

using app::CommitmentRecord;
using report::Cell;
using report::Table;

namespace {

/// The form of OGP Local takes so many files.
constexpr std::size_t most_files = 3;

report::Card card(const ReportSource& source, const app::PlanRecord& record, const CommitmentRecord& commitment)
{
    const store::CaseRow& row = commitment.row;
    report::Card card{"form-" + row.number, {}};
    const auto add = [&](std::string_view label, Cell cell) {
        if (cell.text.empty())
            cell = Cell{Json(), source.text("not_recorded")};
        card.rows.emplace_back(source.text(label), std::move(cell));
    };
    const auto completed = day_in(source, row, "completed");
    const Json done = Json::object({{"done", commitment.counts.done}, {"total", commitment.counts.total}});
    add("control_plan", Cell::localized(record.plan.title));
    add("number", Cell::of(row.number));
    add("commitment_word", Cell::localized(row.title));
    add("state_now", source.state_cell(row));
    add("milestones_done", {done, source.text("done_of", done)});
    add("actual_end", source.date_cell(row, "completed"));
    // The form is due one month after the commitment is completed.
    add("form_due", completed ? day_cell(calendar::add_months(*completed, 1)) : Cell::none());
    add("evaluator", source.editable_cell(row, "evaluator"));
    add("completion", source.cell(row, "ogp_completion"));
    add("assessment", source.cell(row, "national_assessment"));
    add("results", source.editable_cell(row, "results"));
    add("challenges", source.editable_cell(row, "challenges"));
    add("lessons", source.editable_cell(row, "lessons"));
    return card;
}

/// Its evidence: the newest files, no more than the form takes.
void add_files(const ReportSource& source, Section& section, const CommitmentRecord& commitment)
{
    CommitmentPast past = past_of(source, commitment);
    if (past.files.empty()) {
        say_none(source, section, "form_files_none");
        return;
    }
    const std::size_t all = past.files.size();
    if (all > most_files)
        past.files.erase(past.files.begin(), past.files.end() - static_cast<std::ptrdiff_t>(most_files));
    Table table{"form-files-" + commitment.row.number, source.text("table_form_files"),
                {source.column("number", "number"), source.column("name", "file_name"), source.column("sha256", "sha256"),
                 source.column("size", "file_size", report::Holds::Number), source.column("date", "date", report::Holds::Date), source.column("actor", "who")},
                {}};
    for (CommitmentPast::Line& line : past.files)
        table.rows.push_back(std::move(line.cells));
    section.blocks.emplace_back(std::move(table));
    if (all > most_files)
        section.blocks.emplace_back(report::Notice{source.text("form_files_more", Json::object({{"files", static_cast<std::int64_t>(all)}, {"most", static_cast<std::int64_t>(most_files)}}))});
}

} // namespace

void make_completion_form(const ReportSource& source, Section& section)
{
    const app::PlanRecord record = plan_of_commitment(source);
    const CommitmentPages pages(source, record.units);
    for (const CommitmentRecord& commitment : record.commitments) {
        if (commitment.row.category != model::StateCategory::Done)
            say_none(source, section, "form_not_completed");
        section.blocks.emplace_back(card(source, record, commitment));
        add_table(source, section, pages.open_government(commitment.row), "open_government_none");
        add_files(source, section, commitment);
    }
    say_what_counts(source, section);
}

} // namespace ogp::documents
