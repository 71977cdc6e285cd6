#include "documents/sections/sections.hpp"

#include "app/cases/values.hpp"
#include "documents/sections/section_cells.hpp"

#include <algorithm>
#include <map>

namespace ogp::documents {

using report::Cell;
using report::Holds;
using report::Table;

namespace {

/// The side of somebody who attended, as minutes of different years name it.
enum class Side { Government, CivilSociety, Other };

Side side_of(const std::string& side)
{
    if (side == "city" || side == "government" || side == "city_hall" || side == "city_entity")
        return Side::Government;
    return side == "civil-society" || side == "civil_society" ? Side::CivilSociety : Side::Other;
}

struct Attendance
{
    bool known = false;
    std::int64_t sides[3] = {0, 0, 0};
};

Attendance attendance_of(const store::CaseRow& session)
{
    Attendance attendance;
    const Json& list = session.subject.fields["attendance"];
    attendance.known = list.is_array() && list.size() > 0;
    for (std::size_t i = 0; attendance.known && i < list.size(); ++i)
        ++attendance.sides[static_cast<std::size_t>(side_of(list.items()[i].text("side")))];
    return attendance;
}

/// The agenda or what was agreed, an item a line.
Localized lines_of(const Json& list)
{
    Localized lines;
    for (std::size_t i = 0; list.is_array() && i < list.size(); ++i) {
        const Json& item = list.items()[i];
        const Json& text = item.find("item") != nullptr ? item["item"] : item.find("text") != nullptr ? item["text"] : item;
        append_line(lines, app::localized_of(text));
    }
    return lines;
}

/// "5 for, 1 against, 2 abstained (quorum 4)" of one side.
Cell side_cell(const ReportSource& source, const store::CaseRow& decision, const std::string& group)
{
    const auto votes = decision.subject.votes.find(group);
    std::int64_t counts[3] = {0, 0, 0};
    if (votes != decision.subject.votes.end())
        for (const auto& [voter, choice] : votes->second)
            ++counts[static_cast<std::size_t>(choice)];
    const auto quorum = integer_in(decision, "quorum_" + group);
    if (votes == decision.subject.votes.end() && decision.subject.state == "moved")
        return Cell::none();
    Json facts = Json::object({{"for", counts[0]}, {"against", counts[1]}, {"abstained", counts[2]}, {"quorum", quorum ? Json(*quorum) : Json()}});
    const Localized words = source.text("votes_of_side", facts);
    return {std::move(facts), words};
}

Cell attended(const Attendance& attendance, Side side)
{
    return attendance.known ? number_cell(attendance.sides[static_cast<std::size_t>(side)]) : Cell::none();
}

/// T4, and the decisions in a table of their own.
class Sessions
{
public:
    explicit Sessions(const ReportSource& source) : m_source(source)
    {
        for (const store::CaseRow& row : source.cases("decision", RowsOf::Events))
            if (row.parent)
                m_decisions[*row.parent].push_back(&row);
    }

    void add(const store::CaseRow& session)
    {
        const Attendance attendance = attendance_of(session);
        const std::string& opened = session.subject.fields.text("opened");
        const std::string& closed = session.subject.fields.text("closed");
        Localized decided;
        const auto found = m_decisions.find(session.subject.uid);
        if (found != m_decisions.end())
            for (const store::CaseRow* decision : found->second) {
                append_line(decided, titled(*decision));
                add_decision(session, *decision);
            }
        const Localized agreed = lines_of(session.subject.fields["agreed"]);
        append_line(decided, agreed);
        m_rows.push_back({Cell::of(session.number), m_source.date_cell(session, "date"),
                          opened.empty() && closed.empty() ? Cell::none() : Cell::of(fmt::format("{}–{}", opened, closed)),
                          m_source.cell(session, "place"), attended(attendance, Side::Government), attended(attendance, Side::CivilSociety),
                          attended(attendance, Side::Other),
                          {session.subject.fields["agenda"], lines_of(session.subject.fields["agenda"])},
                          {session.subject.fields["agreed"], decided}, m_source.state_cell(session)});
    }

    Table sessions()
    {
        return {"sessions", m_source.text("table_sessions"),
                {m_source.column("number", "number"), m_source.column("date", "date", Holds::Date), m_source.column("time", "session_time"),
                 m_source.column("place", "place"), m_source.column("government", "attended_government", Holds::Number),
                 m_source.column("civil_society", "attended_civil_society", Holds::Number), m_source.column("others", "attended_others", Holds::Number),
                 m_source.column("agenda", "agenda"), m_source.column("decisions", "decided"), m_source.column("state", "state_now")},
                std::move(m_rows)};
    }

    Table decisions()
    {
        return {"decisions", m_source.text("table_decisions"),
                {m_source.column("number", "number"), m_source.column("session", "session"), m_source.column("title", "decision"),
                 m_source.column("government", "side_government"), m_source.column("civil_society", "side_civil_society"),
                 m_source.column("state", "result")},
                std::move(m_decided)};
    }

private:
    static Localized titled(const store::CaseRow& row)
    {
        return {fmt::format("{} {}", row.number, row.title.in(Language::Ka)), fmt::format("{} {}", row.number, row.title.in(Language::En))};
    }

    void add_decision(const store::CaseRow& session, const store::CaseRow& decision)
    {
        m_decided.push_back({Cell::of(decision.number), Cell::of(session.number), Cell::localized(decision.title), side_cell(m_source, decision, "government"),
                             side_cell(m_source, decision, "civil_society"), m_source.state_cell(decision)});
    }

    const ReportSource& m_source;
    std::map<CaseUid, std::vector<const store::CaseRow*>> m_decisions;
    std::vector<std::vector<Cell>> m_rows;
    std::vector<std::vector<Cell>> m_decided;
};

} // namespace

void make_sessions(const ReportSource& source, Section& section)
{
    std::vector<const store::CaseRow*> rows = cases_between(source, "session", RowsOf::Events, [&](const store::CaseRow& row) { return day_in(source, row, "date"); });
    if (rows.empty()) {
        say_none(source, section, "sessions_none");
        return;
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [&](const store::CaseRow* a, const store::CaseRow* b) { return day_in(source, *a, "date") < day_in(source, *b, "date"); });
    Sessions sessions(source);
    for (const store::CaseRow* row : rows)
        sessions.add(*row);
    Table table = sessions.sessions();
    drop_if_empty(table, "place");
    drop_if_empty(table, "time");
    section.blocks.emplace_back(std::move(table));
    add_table(source, section, sessions.decisions(), "decisions_none");
}

} // namespace ogp::documents
