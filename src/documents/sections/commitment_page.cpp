#include "documents/sections/commitment_page.hpp"

#include "app/cases/values.hpp"
#include "documents/sections/milestone_gantt.hpp"
#include "documents/sections/section_cells.hpp"

#include <algorithm>

namespace ogp::documents {

using app::CommitmentRecord;
using report::Cell;
using report::Holds;
using report::Table;

namespace {

/// T8, in the order of the source documents.
constexpr const char* card_fields[] = {
    "lead",        "lead_agency",   "implementers",   "implementers_printed", "external_implementers", "partner",
    "authored_by", "novelty",       "carried_over_from", "deadline",          "start",                 "end",
    "completed",   "reporting_period", "themes",      "sdg",                  "ogp_challenge",         "national_assessment",
    "assessment_printed", "ogp_completion", "assessed_on", "evaluator",       "updated_printed",
    // As the Independent Reporting Mechanism coded it, where that is on record
    "irm_id",      "policy_areas",  "irm_verifiable", "irm_specificity",      "irm_relevant",          "irm_values",
    "irm_potential_impact", "irm_potential_for_results", "irm_completion_progress", "irm_completion_end", "irm_early_results", "irm_open_government"};

constexpr const char* text_fields[] = {"description", "context", "content", "positive_effect", "status_quo",
                                       "main_goal",   "outcome", "progress", "risks"};

constexpr const char* narrative_fields[] = {"results", "challenges", "next_steps", "lessons"};

constexpr const char* value_fields[] = {"value_transparency", "value_accountability", "value_participation", "value_technology"};

/// Of what the card says in words, what an administrator writes; the rest is the plan as it was approved.
bool is_editable(const workflow::Field& field)
{
    return field.type == workflow::FieldType::Localized && !field.many && (field.id == "description" || field.id == "outcome" || field.id == "risks");
}

/// "16. Peace, justice ...", a line each.
Localized goals(const Json& list)
{
    Localized lines;
    for (std::size_t i = 0; list.is_array() && i < list.size(); ++i) {
        const Json& goal = list.items()[i];
        const Localized number = app::words_of(goal["goal"]);
        const Localized name = app::words_of(goal["name"]);
        append_line(lines, {fmt::format("{}. {}", number.ka, name.in(Language::Ka)), fmt::format("{}. {}", number.en, name.in(Language::En))});
    }
    return lines;
}

/// The value of the latest day that is not after the report's day.
Cell latest_value(const store::CaseRow& row, Date as_of)
{
    const Json& values = row.subject.fields["values"];
    const Json* latest = nullptr;
    for (std::size_t i = 0; values.is_array() && i < values.size(); ++i) {
        const Json& one = values.items()[i];
        if (one.text("at") <= as_of.iso() && (latest == nullptr || one.text("at") >= latest->text("at")))
            latest = &one;
    }
    return latest != nullptr ? Cell{*latest, both(fmt::format("{} ({})", latest->text("value"), latest->text("at")))} : Cell::none();
}

} // namespace

CommitmentPages::CommitmentPages(const ReportSource& source, const std::vector<store::CaseRow>& units)
    : m_source(source), m_units(units),
      m_milestones{source.column("number", "number"), source.column("title", "milestone"), source.column("novelty", "novelty"),
                   source.column("start", "planned_start", Holds::Date), source.column("end", "planned_end", Holds::Date),
                   source.column("started", "actual_start", Holds::Date), source.column("completed", "actual_end", Holds::Date),
                   source.column("delay_days", "delay", Holds::Number), source.column("state", "state_now"),
                   source.column("progress", "progress_percent", Holds::Number), source.column("national_assessment", "assessment"),
                   source.column("ogp_completion", "completion")},
      m_results{source.column("number", "number"), source.column("lead", "lead_unit"), source.column("partner", "partner"),
                source.column("indicator", "indicator"), source.column("result", "result"), source.column("evidence", "evidence_count", Holds::Number),
                source.column("updated", "updated", Holds::Date)},
      m_indicators{source.column("number", "number"), source.column("title", "indicator"), source.column("unit", "unit"),
                   source.column("baseline", "baseline", Holds::Number), source.column("target", "target", Holds::Number),
                   source.column("latest_value", "latest_value", Holds::Number)},
      m_evidence{source.column("number", "number"), source.column("evidence", "evidence")},
      m_files{source.column("number", "number"), source.column("name", "file_name"), source.column("sha256", "sha256"),
              source.column("size", "file_size", Holds::Number), source.column("date", "date", Holds::Date), source.column("actor", "who")},
      m_log{source.column("date", "date", Holds::Date), source.column("number", "number"), source.column("what", "what"),
            source.column("text", "words"), source.column("actor", "who")},
      m_opened{source.column("value", "ogp_value"), source.column("degree", "degree"), source.column("evidence", "evidence"), source.column("irm", "degree_irm")},
      m_comments{source.column("date", "date", Holds::Date), source.column("number", "number"), source.column("text", "words"),
                 source.column("actor", "who"), source.column("role", "role")}
{
    for (const char* name : {"narrative", "indicators", "evidence", "log", "open_government", "comments"})
        m_words.emplace_back(name, source.text(fmt::format("missing_{}", name)));
}

report::Section CommitmentPages::page(const CommitmentRecord& commitment, std::string number) const
{
    const Json title = Json::object({{"ka", commitment.row.title.in(Language::Ka)}, {"en", commitment.row.title.in(Language::En)}});
    report::Section section{"commitment-" + commitment.row.number, std::move(number),
                            m_source.text("commitment_heading", Json::object({{"number", commitment.row.number}, {"commitment_title", title}})), {}, {}};
    fill(commitment, section);
    return section;
}

void CommitmentPages::fill(const CommitmentRecord& commitment, report::Section& section) const
{
    const CommitmentPast past = past_of(m_source, commitment);
    Localized missing;
    const auto lacks = [&](std::size_t which) {
        const Localized& word = m_words[which].second;
        missing.ka += (missing.ka.empty() ? "" : ", ") + word.ka;
        missing.en += (missing.en.empty() ? "" : ", ") + word.en;
    };
    const auto add = [&](Table table, std::size_t which) {
        if (table.rows.empty())
            lacks(which);
        else
            section.blocks.emplace_back(std::move(table));
    };
    section.blocks.emplace_back(card(commitment.row));
    if (report::Card told = narrative(commitment.row); told.rows.empty())
        lacks(0);
    else
        section.blocks.emplace_back(std::move(told));
    if (commitment.milestones.empty()) {
        say_none(m_source, section, "milestones_none");
    } else {
        if (commitment.milestones.size() <= most_bars_of_a_figure)
            section.blocks.emplace_back(commitment_gantt(m_source, commitment, "milestones-" + commitment.row.number));
        section.blocks.emplace_back(milestones(commitment, past));
    }
    if (Table table = results(commitment, past); !table.rows.empty())
        section.blocks.emplace_back(std::move(table));
    add(indicators(commitment), 1);
    Table told = evidence(commitment);
    if (told.rows.empty() && past.files.empty())
        lacks(2);
    if (!told.rows.empty())
        section.blocks.emplace_back(std::move(told));
    if (!past.files.empty())
        section.blocks.emplace_back(lines("files", "table_files", m_files, commitment.row, past.files));
    add(lines("log", "table_log", m_log, commitment.row, past.log), 3);
    add(open_government(commitment.row), 4);
    add(lines("comments", "table_comments", m_comments, commitment.row, past.comments), 5);
    if (!missing.empty())
        section.blocks.emplace_back(report::Notice{m_source.text("not_on_record", Json::object({{"things", report::to_json(missing)}}))});
}

Localized CommitmentPages::caption(std::string_view name, const store::CaseRow& row) const
{
    return m_source.text(name, Json::object({{"number", row.number}}));
}

report::Card CommitmentPages::card(const store::CaseRow& row) const
{
    const workflow::CaseType& type = m_source.type(row);
    report::Card card{"card-" + row.number, {}};
    const auto add = [&](Localized label, Cell cell) {
        if (!cell.text.empty())
            card.rows.emplace_back(std::move(label), std::move(cell));
    };
    add(type.label, {row.subject.fields[type.title_field], row.title});
    add(m_source.text("state_now"), m_source.state_cell(row));
    for (const char* id : card_fields)
        if (const workflow::Field* field = type.field(id))
            add(field->label, unit_cell(row, *field));
    add(m_source.text("ogp_values"), values_cell(row));
    for (const char* id : text_fields)
        if (const workflow::Field* field = type.field(id))
            add(field->label, is_editable(*field) ? m_source.editable_cell(row, id) : m_source.cell(row, id));
    return card;
}

report::Card CommitmentPages::narrative(const store::CaseRow& row) const
{
    const workflow::CaseType& type = m_source.type(row);
    report::Card card{"narrative-" + row.number, {}};
    for (const char* id : narrative_fields) {
        const workflow::Field* field = type.field(id);
        if (field == nullptr)
            continue;
        if (Cell cell = m_source.editable_cell(row, id); !cell.text.empty())
            card.rows.emplace_back(field->label, std::move(cell));
    }
    return card;
}

/// A field as a card shows it: dates and periods as printed, units by the names of the register.
Cell CommitmentPages::unit_cell(const store::CaseRow& row, const workflow::Field& field) const
{
    const Json& value = row.subject.fields[field.id];
    if (field.type == workflow::FieldType::PrintedDate)
        return m_source.date_cell(row, field.id);
    if (field.id == "reporting_period" && value.find("printed") != nullptr)
        return {value, app::words_of(value["printed"])};
    if (field.id == "sdg")
        return {value, goals(value)};
    Cell cell = m_source.cell(row, field.id);
    if (field.id != "lead" && field.id != "implementers")
        return cell;
    const auto name = [&](const std::string& id) {
        for (const store::CaseRow& unit : m_units)
            if (unit.number == id)
                return unit.title;
        return both(id);
    };
    if (value.is_text()) {
        cell.text = name(value.as_text());
    } else if (value.is_array()) {
        cell.text = {};
        for (const Json& unit : value.items())
            append_line(cell.text, name(unit.as_text()));
    }
    return cell;
}

/// The four OGP values, a line each; where none was printed, that is said.
Cell CommitmentPages::values_cell(const store::CaseRow& row) const
{
    const workflow::CaseType& type = m_source.type(row);
    Json json = Json::object();
    Localized lines;
    bool any = false;
    for (const char* id : value_fields) {
        const workflow::Field* field = type.field(id);
        if (field == nullptr)
            continue;
        const Json& value = row.subject.fields[id];
        any = any || !value.is_null();
        json.set(id, value);
        const char* name = value.is_null() ? "value_unknown" : value.as_boolean() ? "value_yes" : "value_no";
        append_line(lines, m_source.text(name, Json::object({{"value", report::to_json(field->label)}})));
    }
    return {std::move(json), any ? lines : m_source.text("values_not_printed")};
}

Table CommitmentPages::milestones(const CommitmentRecord& commitment, const CommitmentPast& past) const
{
    Table table{"milestones-" + commitment.row.number, caption("table_milestones", commitment.row), m_milestones, {}};
    for (std::size_t i = 0; i < commitment.milestones.size(); ++i) {
        const store::CaseRow& row = commitment.milestones[i];
        table.rows.push_back({Cell::of(row.number), {row.subject.fields["title"], row.title}, m_source.cell(row, "novelty"),
                              m_source.date_cell(row, "start"), m_source.date_cell(row, "end"), day_cell(past.started[i]),
                              m_source.date_cell(row, "completed"), m_source.delay_cell(commitment.times[i]), m_source.state_cell(row),
                              number_cell(integer_in(row, "progress")), m_source.cell(row, "national_assessment"), m_source.cell(row, "ogp_completion")});
    }
    // What nobody has recorded yet would only make the table too wide for paper; the summary counts it.
    for (const char* column : {"novelty", "started", "progress", "ogp_completion", "national_assessment"})
        drop_if_empty(table, column);
    return table;
}

Table CommitmentPages::results(const CommitmentRecord& commitment, const CommitmentPast& past) const
{
    Table table{"results-" + commitment.row.number, caption("table_results", commitment.row), m_results, {}};
    for (std::size_t i = 0; i < commitment.milestones.size(); ++i) {
        const store::CaseRow& row = commitment.milestones[i];
        const std::int64_t evidence = past.attached[i] + static_cast<std::int64_t>(row.subject.fields["evidence"].size());
        const workflow::Field* lead = m_source.type(row).field("lead");
        Cell unit = lead != nullptr ? unit_cell(row, *lead) : Cell::none();
        if (unit.text.empty())
            unit = m_source.cell(row, "lead_agency");
        std::vector<Cell> cells{Cell::of(row.number), std::move(unit), m_source.cell(row, "partner"), m_source.cell(row, "indicator"),
                                m_source.editable_cell(row, "result"), evidence == 0 ? Cell::none() : number_cell(evidence)};
        if (std::all_of(cells.begin() + 1, cells.end(), [](const Cell& cell) { return cell.text.empty(); }))
            continue;
        cells.push_back(Cell::of(m_source.repository().zone().date_at(row.subject.updated).iso()));
        table.rows.push_back(std::move(cells));
    }
    for (const char* column : {"lead", "partner", "indicator", "evidence"})
        drop_if_empty(table, column);
    return table;
}

Table CommitmentPages::indicators(const CommitmentRecord& commitment) const
{
    Table table{"indicators-" + commitment.row.number, caption("table_indicators", commitment.row), m_indicators, {}};
    for (const store::CaseRow& row : commitment.indicators)
        table.rows.push_back({Cell::of(row.number), {row.subject.fields["title"], row.title}, m_source.cell(row, "unit"), m_source.cell(row, "baseline"),
                              m_source.cell(row, "target"), latest_value(row, m_source.as_of())});
    for (const char* column : {"unit", "baseline", "target", "latest_value"})
        drop_if_empty(table, column);
    return table;
}

Table CommitmentPages::evidence(const CommitmentRecord& commitment) const
{
    Table table{"evidence-" + commitment.row.number, caption("table_evidence", commitment.row), m_evidence, {}};
    if (Cell cell = m_source.cell(commitment.row, "evidence_events"); !cell.text.empty())
        table.rows.push_back({Cell::of(commitment.row.number), std::move(cell)});
    for (const store::CaseRow& row : commitment.milestones)
        if (Cell cell = m_source.cell(row, "evidence"); !cell.text.empty())
            table.rows.push_back({Cell::of(row.number), std::move(cell)});
    return table;
}

Table CommitmentPages::open_government(const store::CaseRow& commitment) const
{
    Table table{"open-government-" + commitment.number, caption("table_open_government", commitment), m_opened, {}};
    const workflow::CaseType& type = m_source.type(commitment);
    bool any = false;
    for (const char* value : {"information", "participation", "accountability"}) {
        const std::string id = fmt::format("opened_{}", value);
        const workflow::Field* field = type.field(id);
        if (field == nullptr)
            continue;
        Cell degree = m_source.cell(commitment, id);
        Cell shown = m_source.editable_cell(commitment, id + "_evidence");
        Cell coded = m_source.cell(commitment, fmt::format("irm_open_{}", value));
        any = any || !degree.text.empty() || !shown.text.empty() || !coded.text.empty();
        table.rows.push_back({{Json(id), field->label}, std::move(degree), std::move(shown), std::move(coded)});
    }
    if (!any)
        table.rows.clear();
    drop_if_empty(table, "irm");
    return table;
}

Table CommitmentPages::lines(const char* id, std::string_view name, const Columns& columns, const store::CaseRow& row,
                             std::vector<CommitmentPast::Line> lines) const
{
    Table table{fmt::format("{}-{}", id, row.number), {}, columns, {}};
    if (!lines.empty())
        table.caption = caption(name, row);
    for (CommitmentPast::Line& line : lines)
        table.rows.push_back(std::move(line.cells));
    if (table.column("text") >= 0 && !table.rows.empty())
        drop_if_empty(table, "text");
    return table;
}

} // namespace ogp::documents
