#include "documents/report_source.hpp"

#include "app/cases/values.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace ogp::documents {

using namespace app;
using report::Cell;

namespace {

std::optional<Period> months(int year, int first, int last)
{
    const auto from = Date::from_civil(year, first, 1);
    const auto to = from ? Date::from_civil(year, last, days_in_month(year, last)) : std::nullopt;
    return to ? std::optional(Period{{}, *from, *to}) : std::nullopt;
}

/// A number of exactly so many digits.
std::optional<int> digits(std::string_view text, std::size_t count)
{
    const auto number = text.size() == count && text.front() != '-' ? to_integer(text) : std::nullopt;
    return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

/// What stands after "2019-": "H1", "Q3", "06" or "2020".
std::optional<Period> part_of_year(int year, std::string_view part)
{
    if (const auto last = digits(part, 4)) {
        const auto end = Date::from_civil(*last, 12, 31);
        return end && *last >= year ? std::optional(Period{{}, *Date::from_civil(year, 1, 1), *end}) : std::nullopt;
    }
    if (const auto month = digits(part, 2))
        return *month >= 1 && *month <= 12 ? months(year, *month, *month) : std::nullopt;
    if (part.size() != 2)
        return {};
    const int number = part[1] - '0';
    if (part[0] == 'H' && (number == 1 || number == 2))
        return months(year, number * 6 - 5, number * 6);
    if (part[0] == 'Q' && number >= 1 && number <= 4)
        return months(year, number * 3 - 2, number * 3);
    return {};
}

Json with(const Json& values, const Json& more)
{
    Json all = values;
    for (const auto& [key, value] : more.members())
        all.set(key, value);
    return all;
}

} // namespace

Period period_from(std::string_view text)
{
    if (const std::size_t dots = text.find(".."); dots != std::string_view::npos) {
        const auto from = Date::parse(text.substr(0, dots));
        const auto to = Date::parse(text.substr(dots + 2));
        if (from && to && *from <= *to)
            return {std::string(text), *from, *to};
    }
    const std::size_t dash = text.find('-');
    const auto year = digits(text.substr(0, dash), 4);
    std::optional<Period> period;
    if (year && *year >= 1)
        period = dash == std::string_view::npos ? months(*year, 1, 12) : part_of_year(*year, text.substr(dash + 1));
    if (!period)
        throw Error(Fault::Usage, say("„{}“ პერიოდი არ არის", "\"{}\" is not a period", printable(text)),
                    {"დაწერეთ წელი, ნახევარი, კვარტალი, თვე, წლები ან დღეები: 2019, 2019-H1, 2019-Q3, 2019-06, 2018-2020, 2019-01-01..2019-12-10",
                     "write a year, half, quarter, month, years or days: 2019, 2019-H1, 2019-Q3, 2019-06, 2018-2020, 2019-01-01..2019-12-10"});
    period->name = text;
    return *period;
}

ReportSource::ReportSource(Repository& repository, const report::Wording& wording, Json parameters, std::optional<Period> period, Date as_of)
    : m_repository(repository), m_wording(wording), m_parameters(std::move(parameters)), m_period(std::move(period)), m_as_of(as_of),
      m_values(Json::object()), m_recorded(app::recorded_by(repository, as_of))
{
    if (m_parameters.is_null())
        m_parameters = Json::object();
    for (const auto& [name, value] : m_parameters.members())
        m_values.set(name, value);
    const std::string begins = m_repository.zone().date_at(record_begins(m_repository)).iso();
    m_values.set("as_of", m_as_of.iso());
    m_values.set("record_begins", begins);
    m_values.set("entered_later", m_recorded == Recorded::Later ? begins : std::string());
    m_values.set("repository", m_repository.store().identity().repository.hex());
    m_values.set("events", static_cast<std::int64_t>(m_repository.store().head().size));
    if (m_period) {
        m_values.set("period", m_period->name);
        m_values.set("period_from", m_period->from.iso());
        m_values.set("period_to", m_period->to.iso());
        m_values.set("year", std::to_string(m_period->from.year()));
    }
}

std::vector<std::string> ReportSource::value_names(const std::vector<std::string>& parameters)
{
    std::vector<std::string> names = parameters;
    names.insert(names.end(), {"as_of", "record_begins", "entered_later", "repository", "events"});
    const auto has = [&](std::string_view name) { return std::find(parameters.begin(), parameters.end(), name) != parameters.end(); };
    if (has("period"))
        names.insert(names.end(), {"period_from", "period_to", "year"});
    if (has("plan")) {
        names.insert(names.end(), {"plan_title", "commitments"});
        if (has("period"))
            names.insert(names.end(), {"planned", "achieved"});
        const Json counts = PlanCounts().to_json();
        for (const auto& [name, value] : counts.members())
            names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

const Period& ReportSource::period() const
{
    if (!m_period)
        throw Error(Fault::Usage, {"ამ ანგარიშს პერიოდი სჭირდება", "this report needs a period"},
                    {"დაამატეთ --period, მაგალითად --period 2019", "add --period, for example --period 2019"});
    return *m_period;
}

const PlanRecord& ReportSource::plan() const
{
    if (m_plan == nullptr)
        m_plan = std::make_unique<PlanRecord>(gather_plan(m_repository, m_repository.plan(m_parameters.text("plan")), m_as_of));
    return *m_plan;
}

store::CaseRow ReportSource::case_of(std::string_view parameter, std::string_view type) const
{
    return m_repository.resolve(m_parameters.text(parameter), type);
}

const std::vector<store::CaseRow>& ReportSource::cases(std::string_view type, RowsOf rows) const
{
    const std::pair key(std::string(type), rows);
    const auto found = m_cases.find(key);
    if (found != m_cases.end())
        return found->second;
    std::vector<store::CaseRow> gathered = rows_of(type, rows);
    std::stable_sort(gathered.begin(), gathered.end(),
                     [](const store::CaseRow& a, const store::CaseRow& b) { return number_before(a.number, b.number); });
    return m_cases.emplace(key, std::move(gathered)).first->second;
}

std::vector<store::CaseRow> ReportSource::rows_of(std::string_view type, RowsOf rows) const
{
    std::vector<store::CaseRow> present = m_repository.store().list({.type = std::string(type)});
    if (rows == RowsOf::Present || m_recorded != Recorded::Then)
        return present;
    const CasesAt day(m_repository, end_of(m_repository, m_as_of));
    std::vector<store::CaseRow> gathered;
    for (store::CaseRow& now : present) {
        auto then = day.find(now);
        if (!then) {
            if (rows == RowsOf::Events)
                gathered.push_back(std::move(now));
            continue;
        }
        if (rows == RowsOf::Events)
            then->subject.fields = now.subject.fields;
        gathered.push_back(std::move(*then));
        if (gathered.back().subject.version != now.subject.version)
            m_present.emplace(now.subject.uid, std::move(now));
    }
    return gathered;
}

const std::optional<PastRecord>& ReportSource::past() const
{
    if (m_recorded == Recorded::Then && !m_past)
        m_past = past_record(m_repository, m_as_of);
    return m_past;
}

std::int64_t ReportSource::count(const std::string& type) const
{
    if (m_recorded != Recorded::Then)
        return m_repository.store().count({.type = type});
    std::int64_t counted = 0;
    m_repository.store().each_key({.type = type}, [&](store::CaseKey&& key) {
        counted += past()->others.is_later(key.row) ? 0 : 1;
        return true;
    });
    return counted;
}

const Json& ReportSource::values() const
{
    // A plan is gathered only where a text may need it: not by who builds a source to look at parameters alone.
    if (!m_has_plan_values && m_parameters.find("plan") != nullptr) {
        m_has_plan_values = true;
        add_plan_values();
    }
    return m_values;
}

void ReportSource::add_plan_values() const
{
    const PlanRecord& record = plan();
    m_values = with(m_values, record.counts.to_json());
    m_values.set("plan_title", Json::object({{"ka", record.plan.title.in(Language::Ka)}, {"en", record.plan.title.in(Language::En)}}));
    m_values.set("commitments", static_cast<std::int64_t>(record.commitments.size()));
    if (record.entered_later)
        m_values.set("entered_later", m_repository.zone().date_at(record.plan.subject.opened).iso());
    if (!m_period)
        return;
    int planned = 0;
    int achieved = 0;
    for (const CommitmentRecord& commitment : record.commitments)
        for (const MilestoneTime& time : commitment.times)
            if (time.end && m_period->contains(time.end->last())) {
                ++planned;
                achieved += time.done ? 1 : 0;
            }
    m_values.set("planned", planned);
    m_values.set("achieved", achieved);
}

void ReportSource::add_values(const Json& more)
{
    m_values = with(values(), more);
}

Localized ReportSource::text(std::string_view name, const Json& more) const
{
    return m_wording.text(name, with(values(), more));
}

report::Column ReportSource::column(const char* key, std::string_view label, report::Holds holds) const
{
    return {key, text(label), align_of(holds), report::Show::Always, holds};
}

Cell ReportSource::cell(const store::CaseRow& row, std::string_view field) const
{
    const workflow::CaseType& case_type = type(row);
    const workflow::Field* known = case_type.field(field);
    return known != nullptr ? cell_of(case_type, *known, row.subject.fields[field]) : Cell::none();
}

Cell ReportSource::editable_cell(const store::CaseRow& row, std::string_view field) const
{
    const auto now = m_present.find(row.subject.uid);
    Cell result = cell(now != m_present.end() ? now->second : row, field);
    result.mark = mark_of(row, field);
    return result;
}

Cell ReportSource::date_cell(const store::CaseRow& row, std::string_view field) const
{
    const Json& value = row.subject.fields[field];
    return value.is_null() ? Cell::none() : Cell{value, as_printed(model::PrintedDate::from_json(value))};
}

Cell ReportSource::delay_cell(const MilestoneTime& time) const
{
    return time.delay_days ? Cell::of(std::int64_t{*time.delay_days}) : Cell::none();
}

Cell ReportSource::state_cell(const store::CaseRow& row) const
{
    const workflow::State* state = type(row).state(row.subject.state);
    return {Json(row.subject.state), state != nullptr ? state->label : both(row.subject.state)};
}

std::string mark_of(const store::CaseRow& row, std::string_view field)
{
    return row.subject.uid.hex() + "/" + std::string(field);
}

report::Align align_of(report::Holds holds)
{
    using report::Holds;
    const bool counted = holds == Holds::Number || holds == Holds::Money || holds == Holds::Percent;
    return counted ? report::Align::Right : report::Align::Left;
}

} // namespace ogp::documents
