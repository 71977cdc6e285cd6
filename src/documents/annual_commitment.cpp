#include "documents/annual_sections.hpp"

#include "app/cases/values.hpp"

#include <algorithm>

namespace ogp::documents {

using namespace app;

namespace {

using report::Align;
using report::Cell;
using report::Table;

constexpr const char* card_fields[] = {
    "lead",        "lead_agency",   "implementers",   "implementers_printed", "external_implementers", "partner",
    "authored_by", "novelty",       "carried_over_from", "deadline",          "start",                 "end",
    "completed",   "reporting_period", "themes",      "sdg",                  "ogp_challenge",         "national_assessment",
    "ogp_completion", "assessed_on", "updated_printed"};

constexpr const char* text_fields[] = {"description", "context", "content", "positive_effect", "status_quo",
                                       "main_goal",   "outcome", "progress", "risks"};

constexpr const char* value_fields[] = {"value_transparency", "value_accountability", "value_participation",
                                        "value_technology"};

class CommitmentPage
{
public:
    CommitmentPage(const AnnualSource& source, const CommitmentRecord& commitment)
        : m_source(source), m_commitment(commitment), m_row(commitment.row), m_type(source.type(commitment.row))
    {
        m_facts = Json::object({{"number", m_row.number},
                                {"commitment_title", Json::object({{"ka", m_row.title.in(Language::Ka)},
                                                                   {"en", m_row.title.in(Language::En)}})}});
    }

    report::Section build(std::string number)
    {
        report::Section section{"commitment-" + m_row.number, std::move(number), text("commitment"), {}, {}};
        section.blocks.emplace_back(card());
        if (m_commitment.milestones.empty())
            section.blocks.emplace_back(report::Notice{text("milestones_none")});
        else
            section.blocks.emplace_back(milestones());
        if (Table table = results(); !table.rows.empty())
            section.blocks.emplace_back(std::move(table));
        if (!m_commitment.indicators.empty())
            section.blocks.emplace_back(indicators());
        if (Table table = log(); table.rows.empty())
            section.blocks.emplace_back(report::Paragraph{text("log_none")});
        else
            section.blocks.emplace_back(std::move(table));
        return section;
    }

private:
    Localized text(std::string_view name) const { return m_source.text(name, m_facts); }

    report::Card card() const
    {
        report::Card card{"card-" + m_row.number, {}};
        const auto add = [&](Localized label, Cell cell) {
            if (!cell.text.empty())
                card.rows.emplace_back(std::move(label), std::move(cell));
        };
        add(m_type.label, {m_row.subject.fields[m_type.title_field], m_row.title});
        add(text("state_now"), m_source.state_cell(m_row));
        for (const char* field : card_fields)
            if (const workflow::Field* known = m_type.field(field))
                add(known->label, card_cell(*known));
        add(text("ogp_values"), values());
        for (const char* field : text_fields)
            if (const workflow::Field* known = m_type.field(field))
                add(known->label, m_source.cell(m_row, field));
        return card;
    }

    /// A field as a card shows it: dates and periods as printed, units by the names of the register.
    Cell card_cell(const workflow::Field& field) const
    {
        const Json& held = m_row.subject.fields[field.id];
        if (field.type == workflow::FieldType::PrintedDate)
            return m_source.date_cell(m_row, field.id);
        if (field.id == "reporting_period" && held.find("printed") != nullptr)
            return {held, words_of(held["printed"])};
        if (field.id == "sdg")
            return {held, goals(held)};
        Cell cell = m_source.cell(m_row, field.id);
        if (field.id != "lead" && field.id != "implementers")
            return cell;
        const auto name = [&](const std::string& id) {
            for (const store::CaseRow& unit : m_source.record.units)
                if (unit.number == id)
                    return unit.title;
            return both(id);
        };
        const Json& value = m_row.subject.fields[field.id];
        if (value.is_text()) {
            cell.text = name(value.as_text());
        } else if (value.is_array()) {
            cell.text = {};
            for (const Json& unit : value.items()) {
                const Localized one = name(unit.as_text());
                cell.text.ka += (cell.text.ka.empty() ? "" : "\n") + one.in(Language::Ka);
                cell.text.en += (cell.text.en.empty() ? "" : "\n") + one.in(Language::En);
            }
        }
        return cell;
    }

    /// "16. Peace, justice ...", a line each.
    static Localized goals(const Json& list)
    {
        Localized lines;
        for (std::size_t i = 0; list.is_array() && i < list.size(); ++i) {
            const Json& goal = list.items()[i];
            const Localized number = words_of(goal["goal"]);
            const Localized name = words_of(goal["name"]);
            lines.ka += fmt::format("{}{}. {}", i == 0 ? "" : "\n", number.ka, name.in(Language::Ka));
            lines.en += fmt::format("{}{}. {}", i == 0 ? "" : "\n", number.en, name.in(Language::En));
        }
        return lines;
    }

    /// The four OGP values, a line each; where none was printed, that is said.
    Cell values() const
    {
        Json json = Json::object();
        Localized lines;
        bool any = false;
        for (const char* field : value_fields) {
            const workflow::Field* known = m_type.field(field);
            if (known == nullptr)
                continue;
            const Json& value = m_row.subject.fields[field];
            any = any || !value.is_null();
            json.set(field, value);
            const char* name = value.is_null() ? "value_unknown" : value.as_boolean() ? "value_yes" : "value_no";
            const Localized line = m_source.text(name, Json::object({{"value", report::to_json(known->label)}}));
            lines.ka += (lines.ka.empty() ? "" : "\n") + line.ka;
            lines.en += (lines.en.empty() ? "" : "\n") + line.en;
        }
        return {std::move(json), any ? lines : text("values_not_printed")};
    }

    Table milestones() const
    {
        Table table{"milestones-" + m_row.number, text("table_milestones"),
                    {m_source.column("number", "number"), m_source.column("title", "milestone"), m_source.column("start", "planned_start"),
                     m_source.column("end", "planned_end"), m_source.column("completed", "actual_end"),
                     m_source.column("delay_days", "delay", Align::Right), m_source.column("state", "state_now"),
                     m_source.column("national_assessment", "assessment"), m_source.column("ogp_completion", "completion")}, {}};
        for (std::size_t i = 0; i < m_commitment.milestones.size(); ++i) {
            const store::CaseRow& row = m_commitment.milestones[i];
            const MilestoneTime& time = m_commitment.times[i];
            table.rows.push_back({Cell::of(row.number), {row.subject.fields["title"], row.title}, m_source.date_cell(row, "start"),
                                  m_source.date_cell(row, "end"), m_source.date_cell(row, "completed"), m_source.delay_cell(time),
                                  m_source.state_cell(row), m_source.cell(row, "national_assessment"),
                                  m_source.cell(row, "ogp_completion")});
        }
        // A scale that nobody has used yet would only make the table too wide for paper; the summary counts it.
        for (const char* scale : {"ogp_completion", "national_assessment"})
            drop_if_empty(table, static_cast<std::size_t>(table.column(scale)));
        return table;
    }

    static void drop_if_empty(Table& table, std::size_t column)
    {
        const auto empty = [&](const std::vector<Cell>& row) { return row[column].text.empty(); };
        if (!std::all_of(table.rows.begin(), table.rows.end(), empty))
            return;
        table.columns.erase(table.columns.begin() + static_cast<std::ptrdiff_t>(column));
        for (std::vector<Cell>& row : table.rows)
            row.erase(row.begin() + static_cast<std::ptrdiff_t>(column));
    }

    Table results() const
    {
        Table table{"results-" + m_row.number, text("table_results"),
                    {m_source.column("number", "number"), m_source.column("indicator", "indicator"), m_source.column("result", "result"),
                     m_source.column("partner", "partner")}, {}};
        for (const store::CaseRow& row : m_commitment.milestones) {
            std::vector<Cell> cells{Cell::of(row.number), m_source.cell(row, "indicator"), m_source.cell(row, "result"),
                                    m_source.cell(row, "partner")};
            if (!cells[1].text.empty() || !cells[2].text.empty() || !cells[3].text.empty())
                table.rows.push_back(std::move(cells));
        }
        return table;
    }

    Table indicators() const
    {
        Table table{"indicators-" + m_row.number, text("table_indicators"),
                    {m_source.column("number", "number"), m_source.column("title", "indicator"),
                     m_source.column("baseline", "baseline", Align::Right), m_source.column("target", "target", Align::Right),
                     m_source.column("latest_value", "latest_value", Align::Right)}, {}};
        for (const store::CaseRow& row : m_commitment.indicators)
            table.rows.push_back({Cell::of(row.number), {row.subject.fields["title"], row.title}, m_source.cell(row, "baseline"),
                                  m_source.cell(row, "target"), latest_value(row)});
        return table;
    }

    /// The value of the latest day that is not after the report's day.
    Cell latest_value(const store::CaseRow& row) const
    {
        const Json& values = row.subject.fields["values"];
        const Json* latest = nullptr;
        for (std::size_t i = 0; values.is_array() && i < values.size(); ++i) {
            const Json& one = values.items()[i];
            if (one.text("at") <= m_source.as_of.iso() && (latest == nullptr || one.text("at") >= latest->text("at")))
                latest = &one;
        }
        return latest != nullptr ? Cell{*latest, both(fmt::format("{} ({})", latest->text("value"), latest->text("at")))}
                                 : Cell::none();
    }

    /// Transitions and comments of the period, of the commitment and its milestones, in the order of the log.
    Table log() const
    {
        Table table{"log-" + m_row.number, text("table_log"),
                    {m_source.column("date", "date"), m_source.column("number", "number"), m_source.column("what", "what"),
                     m_source.column("text", "words"), m_source.column("actor", "who")}, {}};
        std::vector<std::pair<std::uint64_t, std::vector<Cell>>> rows;
        collect(m_row, rows);
        for (const store::CaseRow& milestone : m_commitment.milestones)
            collect(milestone, rows);
        std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        for (auto& [sequence, cells] : rows)
            table.rows.push_back(std::move(cells));
        return table;
    }

    void collect(const store::CaseRow& row, std::vector<std::pair<std::uint64_t, std::vector<Cell>>>& rows) const
    {
        if (row.subject.version < 2)
            return;
        const workflow::CaseType& type = m_source.type(row);
        for (const store::StoredEvent& stored : m_source.repository.store().history(row.subject.uid)) {
            const model::Event& event = stored.event;
            const Date day = m_source.repository.zone().date_at(event.counts_from());
            const bool told = event.op == model::Op::Move || event.op == model::Op::Comment;
            if (!told || day.year() != m_source.year || day > m_source.as_of)
                continue;
            Localized what = text("commented");
            if (event.op == model::Op::Move) {
                const workflow::State* from = type.state(event.from);
                const workflow::State* to = type.state(event.to);
                const auto arrow = [&](Language language) {
                    return fmt::format("{} → {}", from != nullptr ? from->label.in(language) : event.from,
                                       to != nullptr ? to->label.in(language) : event.to);
                };
                what = {arrow(Language::Ka), arrow(Language::En)};
            }
            // What officials say among themselves stays out of a public document.
            const bool open = type.comments == workflow::Privacy::Public;
            const std::string words = !open ? std::string() : event.text.empty() ? event.why : event.text;
            rows.push_back({stored.sequence,
                            {Cell::of(day.iso()), Cell::of(row.number), {Json(std::string(model::code(event.op))), what},
                             words.empty() ? Cell::none() : Cell::of(words), Cell::of(event.actor)}});
        }
    }

    const AnnualSource& m_source;
    const CommitmentRecord& m_commitment;
    const store::CaseRow& m_row;
    const workflow::CaseType& m_type;
    Json m_facts;
};

} // namespace

report::Section commitment_section(const AnnualSource& source, const CommitmentRecord& commitment, std::string number)
{
    return CommitmentPage(source, commitment).build(std::move(number));
}

} // namespace ogp::documents
