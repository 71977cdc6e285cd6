#include "documents/sections/consultations.hpp"

#include "documents/sections/section_cells.hpp"
#include "documents/sections/sections.hpp"

#include <algorithm>
#include <map>

namespace ogp::documents {

using report::Cell;
using report::Holds;
using report::Table;

namespace {

/// OGP asks for comments on a report for two weeks at least.
constexpr int least_window = 14;

bool was_held(const ReportSource& source, const store::CaseRow& row)
{
    const auto opens = day_in(source, row, "opens_on");
    const auto closes = day_in(source, row, "closes_on");
    const auto first = day_in(source, row, "announced_on");
    const auto begin = first ? first : opens;
    const auto end = closes ? closes : opens;
    if (!begin || *begin > source.as_of())
        return false;
    return !source.has_period() || (*begin <= source.period().to && end.value_or(*begin) >= source.period().from);
}

/// T5: when and how it was announced and held.
Table consultations_table(const ReportSource& source, const std::vector<ConsultationRecord>& records)
{
    Table table{"consultations", source.text("table_consultations"),
                {source.column("number", "number"), source.column("title", "consultation"), source.column("place", "place"),
                 source.column("channels", "channels"), source.column("announced_on", "announced_on", Holds::Date),
                 source.column("opens_on", "opens_on", Holds::Date), source.column("closes_on", "closes_on", Holds::Date),
                 source.column("notice_days", "notice_days", Holds::Number), source.column("participants", "participants", Holds::Number),
                 source.column("state", "state_now")},
                {}};
    for (const ConsultationRecord& record : records) {
        const store::CaseRow& row = *record.row;
        table.rows.push_back({Cell::of(row.number), Cell::localized(row.title), source.cell(row, "place"), source.cell(row, "channels"),
                              day_cell(day_in(source, row, "announced_on")), day_cell(day_in(source, row, "opens_on")),
                              day_cell(day_in(source, row, "closes_on")), number_cell(notice_days(source, row)), number_cell(integer_in(row, "participants")),
                              source.state_cell(row)});
    }
    for (const char* column : {"place", "channels", "participants"})
        drop_if_empty(table, column);
    return table;
}

/// T5: what came in, and how it was answered.
Table responses_table(const ReportSource& source, const std::vector<ConsultationRecord>& records)
{
    Table table{"consultation_responses", source.text("table_consultation_responses"),
                {source.column("number", "number"), source.column("received", "contributions_received", Holds::Number),
                 source.column("accepted", "contributions_accepted", Holds::Number), source.column("partly", "contributions_partly", Holds::Number),
                 source.column("declined", "contributions_declined", Holds::Number), source.column("noted", "contributions_noted", Holds::Number),
                 source.column("unanswered", "contributions_unanswered", Holds::Number)},
                {}};
    std::vector<std::int64_t> sums(table.columns.size() - 1, 0);
    for (const ConsultationRecord& record : records) {
        const std::int64_t counts[] = {static_cast<std::int64_t>(record.contributions.size()), record.answered("accepted"), record.answered("partly"),
                                       record.answered("declined"), record.answered("noted"), record.unanswered};
        std::vector<Cell> cells{Cell::of(record.row->number)};
        for (std::size_t i = 0; i < sums.size(); ++i) {
            cells.push_back(number_cell(counts[i]));
            sums[i] += counts[i];
        }
        table.rows.push_back(std::move(cells));
    }
    table.total = {word_cell(source, "total")};
    for (const std::int64_t sum : sums)
        table.total.push_back(number_cell(sum));
    return table;
}

} // namespace

std::int64_t ConsultationRecord::answered(std::string_view kind) const
{
    return std::count_if(contributions.begin(), contributions.end(),
                         [&](const store::CaseRow* one) { return one->subject.fields.text("answer_kind") == kind; });
}

std::optional<std::int64_t> notice_days(const ReportSource& source, const store::CaseRow& consultation)
{
    const auto announced = day_in(source, consultation, "announced_on");
    const auto opens = day_in(source, consultation, "opens_on");
    return announced && opens ? std::optional<std::int64_t>(*opens - *announced) : std::nullopt;
}

std::vector<ConsultationRecord> consultations_of(const ReportSource& source, const std::string& report)
{
    std::vector<ConsultationRecord> records;
    std::map<CaseUid, std::size_t> place;
    for (const store::CaseRow& row : source.cases("consultation", report.empty() ? RowsOf::Events : RowsOf::Present)) {
        const std::string& about = row.subject.fields.text("report");
        if (report.empty() ? !was_held(source, row) : about != report)
            continue;
        place.emplace(row.subject.uid, records.size());
        records.push_back({.row = &row, .contributions = {}});
    }
    if (records.empty())
        return records;
    // What came in after the day was not there yet, unless the consultation itself was put on record later.
    const auto is_later = [&](const store::CaseRow& row) {
        return !report.empty() || (source.recorded() == app::Recorded::Then && source.repository().zone().date_at(row.subject.opened) > source.as_of());
    };
    const auto add = [&](const store::CaseRow& row, bool later) {
        const auto found = row.parent ? place.find(*row.parent) : place.end();
        if (found == place.end() || is_later(*records[found->second].row) != later)
            return;
        ConsultationRecord& record = records[found->second];
        if (row.category == model::StateCategory::Cancelled) {
            ++record.hidden;
            return;
        }
        record.contributions.push_back(&row);
        record.unanswered += row.subject.fields.text("answer_kind").empty() ? 1 : 0;
    };
    for (const store::CaseRow& row : source.cases("contribution", RowsOf::TheDay))
        add(row, false);
    for (const store::CaseRow& row : source.cases("contribution", RowsOf::Present))
        add(row, true);
    return records;
}

Table contributions_table(const ReportSource& source, const std::vector<ConsultationRecord>& records, const char* id, std::string_view caption)
{
    Table table{id, source.text(caption),
                {source.column("number", "number"), source.column("consultation", "consultation"), source.column("organisation", "organisation"),
                 source.column("text", "contribution"), source.column("answer_kind", "position"), source.column("response", "response")},
                {}};
    for (const ConsultationRecord& record : records)
        for (const store::CaseRow* row : record.contributions)
            table.rows.push_back({Cell::of(row->number), Cell::of(record.row->number), source.cell(*row, "organisation"), source.cell(*row, "text"),
                                  source.cell(*row, "answer_kind"), source.cell(*row, "response")});
    drop_if_empty(table, "organisation");
    return table;
}

void make_consultations(const ReportSource& source, Section& section)
{
    const std::vector<ConsultationRecord> records = consultations_of(source);
    if (records.empty()) {
        say_none(source, section, "consultations_none");
        return;
    }
    section.blocks.emplace_back(consultations_table(source, records));
    section.blocks.emplace_back(responses_table(source, records));
    std::int64_t hidden = 0;
    for (const ConsultationRecord& record : records)
        hidden += record.hidden;
    if (hidden > 0)
        section.blocks.emplace_back(report::Paragraph{source.text("contributions_hidden", Json::object({{"hidden", hidden}}))});
    add_table(source, section, contributions_table(source, records, "contributions", "table_contributions"), "contributions_none");
}

void make_public_comment(const ReportSource& source, Section& section)
{
    std::string name = source.wording().id();
    if (source.has_period())
        name += "-" + source.period().name;
    const std::vector<ConsultationRecord> records = consultations_of(source, name);
    if (records.empty()) {
        say_none(source, section, "public_comment_none");
        return;
    }
    for (const ConsultationRecord& record : records) {
        const auto opens = day_in(source, *record.row, "opens_on");
        const auto closes = day_in(source, *record.row, "closes_on");
        if (!opens || !closes) {
            say_none(source, section, "public_comment_no_window");
            continue;
        }
        const int days = *closes - *opens + 1;
        const Json facts = Json::object({{"opens", opens->iso()}, {"closes", closes->iso()}, {"days", days}, {"least", least_window}});
        section.blocks.emplace_back(report::Paragraph{source.text("public_comment_window", facts)});
        if (days < least_window)
            section.blocks.emplace_back(report::Notice{source.text("public_comment_short", facts)});
    }
    add_table(source, section, contributions_table(source, records, "public_comments", "table_public_comments"), "public_comments_none");
}

} // namespace ogp::documents
