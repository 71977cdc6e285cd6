#pragma once

#include "base/time.hpp"
#include "report/document.hpp"

#include <string>

namespace ogp::report {

inline int day(const char* iso)
{
    return Date::parse(iso).value().days();
}

inline Table sample_table()
{
    Table table;
    table.id = "milestones-I";
    table.caption = {"ეტაპები", "Milestones"};
    table.columns = {{"number", {"№", "No"}},
                     {"title", {"ეტაპი", "Milestone"}},
                     {"delay", {"დაგვიანება", "Delay"}, Align::Right},
                     {"note", {"შენიშვნა", "Note"}, Align::Left, Show::OnRequest}};
    table.rows = {{Cell::of("I.1"), Cell::localized({"რუკა", "Map"}), Cell::of(std::int64_t{75}), Cell::none()},
                  {Cell::of("I.2"), Cell::localized({"პორტალის ტესტი", ""}), Cell::none(), Cell::of("late")}};
    return table;
}

inline Gantt sample_gantt()
{
    Gantt gantt;
    gantt.id = "gantt";
    gantt.title = {"ვადები", "Time line"};
    gantt.description = {"ორი ეტაპი.", "Two milestones."};
    gantt.as_of = day("2019-06-30");
    gantt.twin = "milestones-I";
    gantt.bars = {{"I.1", {"რუკა", "Map"}, day("2019-01-01"), day("2019-03-31"), true, day("2019-06-14"), true, 75},
                  {"I.2", {"პორტალის ტესტი", ""}, 0, 0, false, 0, false, 0}};
    return gantt;
}

/// Two series in three categories; of one the second value is not known.
inline Chart sample_chart(Chart::Kind kind = Chart::Kind::StackedBars)
{
    Chart chart;
    chart.id = "outcomes";
    chart.kind = kind;
    chart.title = {"შედეგები", "Outcomes"};
    chart.description = {"სამი თვე.", "Three months."};
    chart.unit = {"მოთხოვნა", "requests"};
    chart.categories = {{"იანვარი", "January"}, {"თებერვალი", "February"}, {"მარტი", ""}};
    chart.series = {{{"დაკმაყოფილდა", "granted"}, {10, 20, 5}}, {{"უარი", "refused"}, {2, std::nullopt, 0}}};
    chart.twin = "milestones-I";
    return chart;
}

/// One of each kind of block but charts.
inline Document sample_document()
{
    Document document;
    document.id = "city-annual-2019";
    document.title = {"წლიური ანგარიში", "Annual report"};
    document.subtitle = {"2019 წელი", "The year 2019"};
    document.publisher = {"ქალაქი", "The city"};
    document.date = "2019-12-31";
    document.generator = "ogp 1.2.3";
    document.data = Json::object({{"total", 2}});
    Section inner{"log", "1.1", {"ჟურნალი", "Log"}, {List{{{"ერთი", "one"}, {"ორი", "two"}}}}, {}};
    Card card{"card-I", {{{"მიზანი", "Goal"}, Cell::localized({"პირველი\nმეორე", "first\nsecond"})}, {{"ვადა", "Term"}, Cell::none()}}};
    document.sections = {{"overview", "1", {"მიმოხილვა", "Overview"},
                          {Paragraph{{"ტექსტი", "Words"}}, Notice{{"აკლია", "Missing"}}, card, sample_gantt(), sample_table()},
                          {inner}}};
    return document;
}

/// What somebody would type to break a page.
inline const std::string hostile = "<script>alert(\"1\")</script> & 'x' ]]> --> \xE2\x80\xAE\x1B[31m \xEF\xBF\xBF \xFF";

/// The sample with the hostile text in every place that takes one.
inline Document hostile_document()
{
    const Localized text = both(hostile);
    Document document = sample_document();
    document.id = hostile;
    document.title = document.subtitle = document.publisher = text;
    document.date = document.generator = hostile;
    Gantt gantt = sample_gantt();
    gantt.id = gantt.twin = hostile;
    gantt.title = gantt.description = gantt.bars[0].label = text;
    gantt.bars[0].number = hostile;
    Table table = sample_table();
    table.id = hostile;
    table.caption = text;
    for (Column& column : table.columns)
        column.label = text;
    for (auto& row : table.rows)
        for (Cell& cell : row)
            cell = Cell::of(hostile);
    table.total = table.rows.front();
    table.rows.front().front().mark = hostile;
    Chart chart = sample_chart();
    chart.id = chart.twin = hostile;
    chart.title = chart.description = chart.unit = chart.categories[0] = chart.series[0].label = text;
    document.provenance = Json::object({{"report", hostile}});
    document.sections = {{hostile, hostile, text,
                          {Paragraph{text, hostile}, Notice{text}, List{{text}}, Card{hostile, {{text, Cell::of(hostile)}}}, gantt, chart, table},
                          {}}};
    return document;
}

} // namespace ogp::report
