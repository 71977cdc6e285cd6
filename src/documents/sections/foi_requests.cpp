#include "documents/sections/section_cells.hpp"
#include "documents/sections/sections.hpp"
#include "documents/sections/service_clocks.hpp"

#include <algorithm>
#include <map>

namespace ogp::documents {

using report::Cell;
using report::Holds;
using report::Table;

namespace {

constexpr const char* foi_type = "foi";
constexpr const char* answer_clock = "answer";

/// Requests that were received in one month: each has one resolution or none yet, so that the numbers add up.
struct Received
{
    std::int64_t all = 0;
    std::map<std::string, std::int64_t> resolutions; ///< "" where there is none yet
    std::int64_t in_time = 0;
    std::int64_t late = 0;
    std::int64_t appealed = 0;

    void add(const Received& more)
    {
        all += more.all;
        in_time += more.in_time;
        late += more.late;
        appealed += more.appealed;
        for (const auto& [resolution, number] : more.resolutions)
            resolutions[resolution] += number;
    }
};

bool was_appealed(std::string_view state, const Json& fields)
{
    return state == "in_review" || state == "in_court" || fields.find("review_decision") != nullptr || fields.find("court_case") != nullptr;
}

class FoiRequests
{
public:
    explicit FoiRequests(const ReportSource& source) : m_source(source)
    {
        const workflow::CaseType& type = source.repository().active_type(foi_type);
        if (const workflow::Field* field = type.field("resolution"))
            m_resolutions = type.enumeration(field->of);
    }

    void count()
    {
        count_clocks();
        const std::optional<app::PastRecord>& past = m_source.past();
        m_source.repository().store().each_text(foi_type, [&](const store::CaseText& text) {
            if (past && past->others.is_later(text.row))
                return true;
            if (const store::CaseRow* then = past ? past->others.find(text.row) : nullptr)
                add(text.row, then->subject.state, then->subject.fields);
            else
                add(text.row, text.state, parse_json(text.fields));
            return true;
        });
    }

    bool empty() const { return m_months.empty(); }

    Table resolutions() const
    {
        Table table{"foi_requests", m_source.text("table_foi_requests"),
                    {m_source.column("month", "month_received"), m_source.column("received", "received", Holds::Number)}, {}};
        if (m_resolutions != nullptr)
            for (const workflow::EnumMember& member : m_resolutions->members)
                table.columns.push_back({member.id, member.label, report::Align::Right, report::Show::Always, Holds::Number});
        table.columns.push_back(m_source.column("undecided", "undecided", Holds::Number));
        fill(table, &FoiRequests::resolution_line);
        return table;
    }

    Table deadlines() const
    {
        Table table{"foi_deadlines", m_source.text("table_foi_deadlines"),
                    {m_source.column("month", "month_received"), m_source.column("in_time", "in_time", Holds::Number),
                     m_source.column("late", "late", Holds::Number), m_source.column("percent", "percent_in_time", Holds::Percent),
                     m_source.column("fraction", "fraction"), m_source.column("appealed", "appealed", Holds::Number)},
                    {}};
        fill(table, &FoiRequests::deadline_line);
        return table;
    }

private:
    /// By case: whether the newest cycle of its clock was kept.
    void count_clocks()
    {
        for (const ClockFact& fact : service_clocks(m_source, TimesUsed::LeftOut, foi_type, answer_clock).facts)
            m_facts[fact.case_row] = fact;
    }

    void add(std::int64_t row, std::string_view state, const Json& fields)
    {
        const auto at = Instant::parse(fields.text("received_at"));
        const auto day = at ? std::optional(m_source.repository().zone().date_at(*at)) : std::nullopt;
        if (!in_time(m_source, day))
            return;
        Received& received = m_months[day->year() * 12 + day->month() - 1];
        ++received.all;
        ++received.resolutions[fields.text("resolution")];
        received.appealed += was_appealed(state, fields) ? 1 : 0;
        const auto fact = m_facts.find(row);
        if (fact == m_facts.end())
            return;
        received.in_time += fact->second.in_time ? 1 : 0;
        received.late += fact->second.late ? 1 : 0;
    }

    void fill(Table& table, std::vector<Cell> (FoiRequests::*line)(Cell, const Received&) const) const
    {
        Received total;
        for (const auto& [month, received] : m_months) {
            table.rows.push_back((this->*line)(Cell::of(month_name(month)), received));
            total.add(received);
        }
        table.total = (this->*line)(word_cell(m_source, "total"), total);
    }

    std::vector<Cell> resolution_line(Cell head, const Received& received) const
    {
        std::vector<Cell> cells{std::move(head), number_cell(received.all)};
        std::int64_t known = 0;
        if (m_resolutions != nullptr)
            for (const workflow::EnumMember& member : m_resolutions->members) {
                const auto found = received.resolutions.find(member.id);
                const std::int64_t number = found == received.resolutions.end() ? 0 : found->second;
                cells.push_back(number_cell(number));
                known += number;
            }
        cells.push_back(number_cell(received.all - known));
        return cells;
    }

    std::vector<Cell> deadline_line(Cell head, const Received& received) const
    {
        const std::int64_t decided = received.in_time + received.late;
        return {std::move(head), number_cell(received.in_time), number_cell(received.late), percent_cell(received.in_time, decided),
                fraction_cell(received.in_time, decided), number_cell(received.appealed)};
    }

    const ReportSource& m_source;
    const workflow::Enumeration* m_resolutions = nullptr;
    std::map<std::int64_t, ClockFact> m_facts;
    std::map<int, Received> m_months;
};

} // namespace

/// T17. `with: {only: deadlines}` leaves the resolutions out.
void make_foi_requests(const ReportSource& source, Section& section)
{
    if (!has_type(source, foi_type)) {
        say_none(source, section, "foi_none");
        return;
    }
    FoiRequests requests(source);
    requests.count();
    if (requests.empty()) {
        say_none(source, section, "foi_none");
        return;
    }
    section.blocks.emplace_back(report::Paragraph{source.text("foi_intro")});
    if (source.options().text("only") != "deadlines")
        section.blocks.emplace_back(requests.resolutions());
    section.blocks.emplace_back(requests.deadlines());
}

} // namespace ogp::documents
