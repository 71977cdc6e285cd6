#include "documents/annual_sections.hpp"

#include "app/cases/values.hpp"
#include "app/repository/shipped.hpp"
#include "base/file.hpp"
#include "base/version.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/note.hpp"

#include <algorithm>
#include <array>

namespace ogp::documents {

using namespace app;

namespace {

using report::Align;
using report::Cell;
using report::Table;

/// The wording of a report: the repository's own file, else the shipped one.
report::Wording load_wording(const Repository& repository, const std::string& id)
{
    const std::string name = "templates/" + id + ".yaml";
    const std::filesystem::path own = repository.folder() / name;
    std::error_code failed;
    if (std::filesystem::is_regular_file(own, failed))
        return report::Wording(YamlDocument(read_file(own, YamlLimits{}.bytes), own.string()));
    for (const ShippedFile& file : shipped_files())
        if (file.path == name)
            return report::Wording(YamlDocument(std::string(file.content), name));
    throw Error(Fault::NotFound, say("შაბლონი {} არ არის", "there is no template {}", name));
}

/// "I.4" of whom: whether a milestone was to end in the year.
bool ends_in(const MilestoneTime& time, int year)
{
    return time.end && time.end->last().year() == year;
}

Localized act_of_approval(const Json& resolution)
{
    if (!resolution.is_object())
        return {};
    const Localized kind = words_of(resolution["kind"]);
    const Localized issuer = words_of(resolution["issuer"]);
    const std::string number = words_of(resolution["number"]).en;
    const std::string date = resolution["date"].text("value");
    const auto sentence = [&](Language language) {
        return fmt::format("{}, {} № {}, {}", issuer.in(language), kind.in(language), number, report::long_date(date).in(language));
    };
    return date.empty() ? both("№ " + number) : Localized(sentence(Language::Ka), sentence(Language::En));
}

class AnnualReport
{
public:
    AnnualReport(const AnnualSource& source) : m_source(source), m_record(source.record) {}

    report::Document build()
    {
        report::Document document;
        document.id = fmt::format("{}-annual-{}", m_record.plan.number, m_source.year);
        document.title = m_source.text("title");
        document.subtitle = m_source.text("subtitle");
        document.publisher = localized_of(m_record.plan.subject.fields["jurisdiction"]);
        document.date = m_source.as_of.iso();
        document.generator = fmt::format("ogp {}", version());
        document.sections = {control(), summary(), method(), units(), overview()};
        report::Section commitments{"commitments", "5", m_source.text("table_overview"), {}, {}};
        commitments.title = m_source.repository.active_type("commitment").plural;
        for (const CommitmentRecord& commitment : m_record.commitments)
            commitments.sections.push_back(
                commitment_section(m_source, commitment, fmt::format("5.{}", commitments.sections.size() + 1)));
        if (commitments.sections.empty())
            commitments.blocks.push_back(report::Notice{m_source.text("overview_none")});
        document.sections.push_back(std::move(commitments));
        document.sections.push_back(findings());
        document.sections.push_back(translation_section(m_source, "7"));
        document.sections.push_back(checkpoint());
        document.data = Json::object({{"plan", m_record.plan.number},
                                      {"period", Json::object({{"year", m_source.year}, {"kind", "annual"}})},
                                      {"as_of", m_source.as_of.iso()},
                                      {"counts", m_record.counts.to_json()},
                                      {"planned_in_period", m_source.values["planned"]},
                                      {"achieved_in_period", m_source.values["achieved"]},
                                      {"checkpoint", m_source.repository.store().head().checkpoint}});
        return document;
    }

private:
    Localized text(std::string_view name) const { return m_source.text(name); }

    report::Section control() const
    {
        const Json& plan = m_record.plan.subject.fields;
        report::Card card{"control", {}};
        const auto add = [&](std::string_view label, Cell cell) {
            if (!cell.text.empty())
                card.rows.emplace_back(text(label), std::move(cell));
        };
        add("control_plan", Cell::localized(m_record.plan.title));
        add("control_plan_id", Cell::of(m_record.plan.number));
        add("control_jurisdiction", Cell::localized(localized_of(plan["jurisdiction"])));
        std::string period = plan.text("period_printed");
        if (period.empty() && plan["period_from"].is_integer() && plan["period_to"].is_integer())
            period = fmt::format("{} – {}", plan["period_from"].as_integer(), plan["period_to"].as_integer());
        add("control_plan_period", period.empty() ? Cell::none() : Cell::of(period));
        add("control_act", Cell::localized(act_of_approval(plan["resolution"])));
        add("control_year", Cell::localized(text("control_year_value")));
        add("control_record", Cell::localized(text("control_record_value")));
        return {"control", "", text("control"), {std::move(card)}, {}};
    }

    report::Section summary() const
    {
        report::Section section{"summary", "1", text("summary"), {}, {}};
        section.blocks.emplace_back(report::Paragraph{text("summary_counts")});
        section.blocks.emplace_back(report::Paragraph{text("summary_year")});
        Table totals{"totals", text("table_totals"),
                     {m_source.column("measure", "measure"), m_source.column("number_of", "number_of", Align::Right)}, {}};
        const PlanCounts& counts = m_record.counts;
        const std::array<std::pair<const char*, int>, 8> lines{
            {{"total", counts.total}, {"not_started", counts.not_started}, {"running", counts.running},
             {"past_end", counts.past_end}, {"unknown", counts.unknown}, {"done", counts.done}, {"overdue", counts.overdue},
             {"withdrawn", counts.withdrawn}}};
        for (const auto& [name, number] : lines)
            totals.rows.push_back({{Json(name), text(name)}, Cell::of(std::int64_t{number})});
        section.blocks.emplace_back(std::move(totals));
        section.blocks.emplace_back(assessments());
        if (counts.overdue == 0) {
            section.blocks.emplace_back(report::Paragraph{text("summary_none_overdue")});
        } else {
            section.blocks.emplace_back(report::Notice{text("summary_overdue")});
            section.blocks.emplace_back(overdue());
        }
        return section;
    }

    /// Milestones by both scales; a scale without any value says so.
    Table assessments() const
    {
        Table table{"assessments", text("table_assessments"),
                    {m_source.column("scale", "scale"), m_source.column("value", "scale_value"),
                     m_source.column("number_of", "number_of", Align::Right)}, {}};
        const workflow::CaseType& type = m_source.repository.active_type("milestone");
        for (const auto& [field, label] : {std::pair("national_assessment", "scale_national"), std::pair("ogp_completion", "scale_ogp")}) {
            const workflow::Enumeration* scale = type.enumeration(type.field(field)->of);
            std::int64_t assessed = 0;
            for (const workflow::EnumMember& member : scale->members) {
                std::int64_t number = 0;
                for (const CommitmentRecord& commitment : m_record.commitments)
                    number += std::count_if(commitment.milestones.begin(), commitment.milestones.end(), [&](const store::CaseRow& row) {
                        return row.subject.fields.text(field) == member.id;
                    });
                assessed += number;
                table.rows.push_back({{Json(field), text(label)}, {Json(member.id), member.label}, Cell::of(number)});
            }
            table.rows.push_back({{Json(field), text(label)}, {Json(), text("not_assessed")}, Cell::of(m_record.counts.total - assessed)});
        }
        return table;
    }

    Table overdue() const
    {
        Table table{"overdue", text("table_overdue"),
                    {m_source.column("number", "number"), m_source.column("title", "milestone"),
                     m_source.column("end", "planned_end"), m_source.column("delay_days", "delay", Align::Right)}, {}};
        std::vector<std::pair<int, std::vector<Cell>>> late;
        for (const CommitmentRecord& commitment : m_record.commitments)
            for (std::size_t i = 0; i < commitment.milestones.size(); ++i)
                if (const MilestoneTime& time = commitment.times[i]; time.overdue)
                    late.push_back({*time.delay_days,
                                    {Cell::of(commitment.milestones[i].number), Cell::localized(commitment.milestones[i].title),
                                     m_source.date_cell(commitment.milestones[i], "end"), m_source.delay_cell(time)}});
        std::stable_sort(late.begin(), late.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
        for (auto& [days, cells] : late)
            table.rows.push_back(std::move(cells));
        return table;
    }

    report::Section method() const
    {
        report::Section section{"method", "2", text("method"), {}, {}};
        for (const char* name : {"method_time", "method_delay", "method_unknown", "method_scales"})
            section.blocks.emplace_back(report::Paragraph{text(name)});
        Table table{"scales", text("table_scales"),
                    {m_source.column("scale", "scale"), m_source.column("code", "scale_code"), m_source.column("value", "scale_value")}, {}};
        const workflow::CaseType& type = m_source.repository.active_type("milestone");
        for (const auto& [field, label] : {std::pair("national_assessment", "scale_national"), std::pair("ogp_completion", "scale_ogp")})
            for (const workflow::EnumMember& member : type.enumeration(type.field(field)->of)->members)
                table.rows.push_back({{Json(field), text(label)}, Cell::of(member.id), {Json(member.id), member.label}});
        section.blocks.emplace_back(std::move(table));
        return section;
    }

    report::Section units() const
    {
        report::Section section{"units", "3", text("units"), {}, {}};
        if (m_record.units.empty()) {
            section.blocks.emplace_back(report::Notice{text("units_none")});
            return section;
        }
        const workflow::CaseType& type = m_source.type(m_record.units.front());
        Table table{"units", text("table_units"), {m_source.column("position", "number", Align::Right)}, {}};
        std::vector<const workflow::Field*> fields;
        for (const workflow::Field& field : type.fields) {
            const bool own = field.id == "position" || field.id == type.number_field || field.id == type.parent_field || field.id == "aliases";
            const bool used = std::any_of(m_record.units.begin(), m_record.units.end(),
                                          [&](const store::CaseRow& unit) { return unit.subject.fields.find(field.id) != nullptr; });
            if (!own && used) {
                fields.push_back(&field);
                table.columns.push_back({field.id, field.label});
            }
        }
        table.columns.push_back(m_source.column("commitments", "units_named"));
        for (const store::CaseRow& unit : m_record.units) {
            std::vector<Cell> cells{m_source.cell(unit, "position")};
            for (const workflow::Field* field : fields)
                cells.push_back(m_source.cell(unit, field->id));
            cells.push_back(commitments_of(unit.number));
            table.rows.push_back(std::move(cells));
        }
        section.blocks.emplace_back(std::move(table));
        return section;
    }

    Cell commitments_of(const std::string& unit) const
    {
        Json numbers = Json::array();
        std::string words;
        for (const CommitmentRecord& commitment : m_record.commitments) {
            const Json& fields = commitment.row.subject.fields;
            const Json& units = fields["implementers"];
            bool named = fields.text("lead") == unit;
            for (std::size_t i = 0; units.is_array() && i < units.size(); ++i)
                named = named || units.items()[i] == Json(unit);
            if (!named)
                continue;
            numbers.push(commitment.row.number);
            words += (words.empty() ? "" : ", ") + commitment.row.number;
        }
        return {std::move(numbers), both(words)};
    }

    report::Section overview() const
    {
        report::Section section{"overview", "4", text("overview"), {}, {}};
        if (m_record.commitments.empty()) {
            section.blocks.emplace_back(report::Notice{text("overview_none")});
            return section;
        }
        Table table{"overview", text("table_overview"),
                    {m_source.column("number", "number"), {"title", m_source.repository.active_type("commitment").label},
                     m_source.column("state", "state_now"), m_source.column("done", "milestones_done"),
                     m_source.column("overdue", "overdue", Align::Right), m_source.column("longest_delay", "longest_delay", Align::Right),
                     m_source.column("national_assessment", "assessment"), m_source.column("ogp_completion", "completion")}, {}};
        Table timeline{"timeline", text("table_timeline"),
                       {m_source.column("number", "number"), m_source.column("title", "milestone"),
                        m_source.column("start", "planned_start"), m_source.column("end", "planned_end"),
                        m_source.column("completed", "actual_end"), m_source.column("delay_days", "delay", Align::Right)}, {}};
        report::Gantt gantt{"gantt", text("gantt"), text("gantt_description"), {}, m_source.as_of.days(), "timeline"};
        for (const CommitmentRecord& commitment : m_record.commitments) {
            std::optional<int> longest;
            for (std::size_t i = 0; i < commitment.milestones.size(); ++i) {
                const store::CaseRow& row = commitment.milestones[i];
                const MilestoneTime& time = commitment.times[i];
                if (time.delay_days && *time.delay_days > longest.value_or(0))
                    longest = time.delay_days;
                timeline.rows.push_back({Cell::of(row.number), Cell::localized(row.title), m_source.date_cell(row, "start"),
                                         m_source.date_cell(row, "end"), m_source.date_cell(row, "completed"), m_source.delay_cell(time)});
                gantt.bars.push_back(bar(row, time));
            }
            const PlanCounts& counts = commitment.counts;
            const Json done = Json::object({{"done", counts.done}, {"total", counts.total}});
            table.rows.push_back({Cell::of(commitment.row.number), Cell::localized(commitment.row.title),
                                  m_source.state_cell(commitment.row), {done, m_source.text("done_of", done)},
                                  Cell::of(std::int64_t{counts.overdue}),
                                  longest ? Cell::of(std::int64_t{*longest}) : Cell::none(),
                                  m_source.cell(commitment.row, "national_assessment"), m_source.cell(commitment.row, "ogp_completion")});
        }
        section.blocks = {std::move(table), std::move(gantt), std::move(timeline)};
        return section;
    }

    static report::GanttBar bar(const store::CaseRow& row, const MilestoneTime& time)
    {
        report::GanttBar bar;
        bar.number = row.number;
        bar.label = row.title;
        bar.planned = time.start && time.end;
        if (bar.planned) {
            bar.planned_from = time.start->first().days();
            bar.planned_to = time.end->last().days();
        }
        bar.done = time.done;
        if (time.done && time.completed)
            bar.actual_to = time.completed->last().days();
        bar.late_days = std::max(0, time.delay_days.value_or(0));
        return bar;
    }

    report::Section findings() const
    {
        report::Section section{"findings", "6", text("findings"), {}, {}};
        Findings found = plan_findings(m_record);
        std::erase_if(found, [](const Finding& finding) { return finding.severity == Severity::Note; });
        if (found.empty()) {
            section.blocks.emplace_back(report::Paragraph{text("findings_none")});
            return section;
        }
        section.blocks.emplace_back(report::Paragraph{text("findings_intro")});
        Table table{"findings", text("table_findings"),
                    {m_source.column("where", "finding_place"), m_source.column("code", "finding_code"),
                     m_source.column("message", "finding_message")}, {}};
        for (const Finding& finding : found)
            table.rows.push_back({Cell::of(finding.where), Cell::of(finding.code), Cell::localized(finding.message)});
        section.blocks.emplace_back(std::move(table));
        return section;
    }

    report::Section checkpoint() const
    {
        const store::Store& store = m_source.repository.store();
        const store::Head head = store.head();
        const store::Identity& identity = store.identity();
        report::Card card{"checkpoint", {}};
        card.rows.emplace_back(text("checkpoint_events"), Cell::of(static_cast<std::int64_t>(head.size)));
        card.rows.emplace_back(text("checkpoint_note"), Cell::of(head.checkpoint));
        card.rows.emplace_back(text("checkpoint_key"),
                               Cell::of(ledger::verifier_key(ledger::signer_name(identity.repository, identity.replica), identity.key)));
        return {"checkpoint", "8", text("checkpoint"), {report::Paragraph{text("checkpoint_intro")}, std::move(card)}, {}};
    }

    const AnnualSource& m_source;
    const PlanRecord& m_record;
};

Json common_values(const Repository& repository, const PlanRecord& record, int year, Date as_of)
{
    Json values = record.counts.to_json();
    int planned = 0;
    int achieved = 0;
    for (const CommitmentRecord& commitment : record.commitments)
        for (const MilestoneTime& time : commitment.times)
            if (ends_in(time, year)) {
                ++planned;
                achieved += time.done ? 1 : 0;
            }
    values.set("planned", planned);
    values.set("achieved", achieved);
    values.set("commitments", static_cast<std::int64_t>(record.commitments.size()));
    values.set("year", std::to_string(year));
    values.set("as_of", as_of.iso());
    values.set("plan_title", Json::object({{"ka", record.plan.title.in(Language::Ka)}, {"en", record.plan.title.in(Language::En)}}));
    values.set("repository", repository.store().identity().repository.hex());
    values.set("events", static_cast<std::int64_t>(repository.store().head().size));
    return values;
}

} // namespace

Localized AnnualSource::text(std::string_view name, const Json& more) const
{
    Json all = values;
    for (const auto& [key, value] : more.members())
        all.set(key, value);
    return wording.text(name, all);
}

report::Column AnnualSource::column(const char* key, std::string_view name, report::Align align) const
{
    return {key, text(name), align, report::Show::Always};
}

report::Cell AnnualSource::cell(const store::CaseRow& row, std::string_view field) const
{
    const workflow::CaseType& case_type = type(row);
    const workflow::Field* known = case_type.field(field);
    return known != nullptr ? cell_of(case_type, *known, row.subject.fields[field]) : Cell::none();
}

report::Cell AnnualSource::date_cell(const store::CaseRow& row, std::string_view field) const
{
    const Json& value = row.subject.fields[field];
    return value.is_null() ? report::Cell::none() : report::Cell{value, as_printed(model::PrintedDate::from_json(value))};
}

report::Cell AnnualSource::delay_cell(const MilestoneTime& time) const
{
    return time.delay_days ? Cell::of(std::int64_t{*time.delay_days}) : Cell::none();
}

report::Cell AnnualSource::state_cell(const store::CaseRow& row) const
{
    const workflow::State* state = type(row).state(row.subject.state);
    return {Json(row.subject.state), state != nullptr ? state->label : both(row.subject.state)};
}

report::Document annual_report(Repository& repository, const AnnualOptions& options)
{
    const store::CaseRow plan = repository.plan(options.plan);
    const PlanRecord record = gather_plan(repository, plan, options.as_of);
    const report::Wording wording = load_wording(repository, "annual");
    const AnnualSource source{repository, wording, record, options.year, options.as_of,
                              common_values(repository, record, options.year, options.as_of)};
    return AnnualReport(source).build();
}

} // namespace ogp::documents
