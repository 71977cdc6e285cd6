#include "documents/sections/changes.hpp"
#include "documents/sections/section_cells.hpp"
#include "documents/sections/sections.hpp"
#include "report/chart.hpp"

#include <algorithm>
#include <array>

namespace ogp::documents {

using app::CommitmentRecord;
using app::MilestoneTime;
using report::Cell;
using report::Chart;
using report::Holds;
using report::Table;

namespace {

constexpr std::size_t longest_delays_shown = 10;
/// More bars than that are no picture any more.
constexpr std::size_t most_bars = 40;

struct Scale
{
    const char* field;
    const char* label;
    const char* chart;
};
constexpr Scale scales[] = {{"ogp_completion", "scale_ogp", "completion_chart"}, {"national_assessment", "scale_national", "assessment_chart"}};

/// Milestones by where they stand: each belongs to exactly one.
constexpr std::array<const char*, 6> standings = {"done", "overdue", "running", "not_started", "unknown", "withdrawn"};

std::size_t standing_of(const MilestoneTime& time)
{
    if (time.withdrawn)
        return 5;
    if (time.done)
        return 0;
    switch (time.window) {
    case app::Window::PastEnd:
        return 1;
    case app::Window::Running:
        return 2;
    case app::Window::NotStarted:
        return 3;
    case app::Window::Unknown:
        break;
    }
    return 4;
}

/// T1: both scales, of commitments and of milestones.
Table completion(const ReportSource& source)
{
    Table table{"completion", source.text("table_completion"),
                {source.column("scale", "scale"), source.column("value", "scale_value"),
                 source.column("commitments", "commitments_counted", Holds::Number), source.column("milestones", "milestones_counted", Holds::Number)},
                {}};
    for (const auto& [field, label, chart] : scales) {
        const auto commitments = count_scale(source, "commitment", field, commitment_rows(source));
        const auto milestones = count_scale(source, "milestone", field, milestone_rows(source));
        for (const ScaleCount& count : commitments) {
            const auto same = std::find_if(milestones.begin(), milestones.end(), [&](const ScaleCount& one) { return one.member == count.member; });
            table.rows.push_back({{Json(field), source.text(label)},
                                  {count.member.empty() ? Json() : Json(count.member), count.label},
                                  number_cell(count.number),
                                  same == milestones.end() ? Cell::none() : number_cell(same->number)});
        }
    }
    return table;
}

/// F1: one bar for commitments and one for milestones, its parts the points of a scale; nothing where nobody has judged yet.
void add_completion_chart(const ReportSource& source, Section& section, const Scale& scale)
{
    const auto commitments = count_scale(source, "commitment", scale.field, commitment_rows(source));
    const auto milestones = count_scale(source, "milestone", scale.field, milestone_rows(source));
    const auto judged = [](const std::vector<ScaleCount>& counts) {
        return std::any_of(counts.begin(), counts.end(), [](const ScaleCount& count) { return !count.member.empty() && count.number > 0; });
    };
    if (!judged(commitments) && !judged(milestones))
        return;
    Chart chart{.id = scale.chart, .kind = Chart::Kind::StackedBars, .title = source.text(scale.chart), .description = source.text(std::string(scale.chart) + "_description"),
                .unit = {}, .categories = {source.text("commitments_counted"), source.text("milestones_counted")}, .series = {}, .twin = "completion"};
    for (std::size_t i = 0; i < commitments.size() && i < milestones.size(); ++i)
        chart.series.push_back({commitments[i].label, {commitments[i].number, milestones[i].number}});
    section.blocks.emplace_back(std::move(chart));
}

void add_milestone_states(const ReportSource& source, Section& section)
{
    Table table{"milestone_states", source.text("table_milestone_states"), {source.column("number", "number"), source.column("title", "commitment_word")}, {}};
    for (const char* name : standings)
        table.columns.push_back(source.column(name, name, Holds::Number));
    table.columns.push_back(source.column("total", "total", Holds::Number));
    std::array<std::int64_t, standings.size()> sums{};
    Chart chart{.id = "milestone_states_chart", .kind = Chart::Kind::StackedBars, .title = source.text("milestone_states_chart"),
                .description = source.text("milestone_states_chart_description"), .unit = {}, .categories = {}, .series = {}, .twin = table.id};
    for (const char* name : standings)
        chart.series.push_back({source.text(name), {}});
    for (const CommitmentRecord& commitment : source.plan().commitments) {
        std::array<std::int64_t, standings.size()> counts{};
        for (const MilestoneTime& time : commitment.times)
            ++counts[standing_of(time)];
        std::vector<Cell> cells{Cell::of(commitment.row.number), Cell::localized(commitment.row.title)};
        for (std::size_t i = 0; i < counts.size(); ++i) {
            cells.push_back(number_cell(counts[i]));
            sums[i] += counts[i];
            chart.series[i].values.push_back(counts[i]);
        }
        cells.push_back(number_cell(static_cast<std::int64_t>(commitment.times.size())));
        chart.categories.push_back(both(commitment.row.number));
        table.rows.push_back(std::move(cells));
    }
    if (table.rows.empty()) {
        say_none(source, section, "overview_none");
        return;
    }
    table.total = {word_cell(source, "total"), Cell::none()};
    for (const std::int64_t sum : sums)
        table.total.push_back(number_cell(sum));
    table.total.push_back(number_cell(std::int64_t{source.plan().counts.total}));
    const bool drawn = table.rows.size() <= most_bars && source.plan().counts.total > 0;
    section.blocks.emplace_back(std::move(table));
    if (drawn)
        section.blocks.emplace_back(std::move(chart));
}

void add_top_delays(const ReportSource& source, Section& section)
{
    struct Late
    {
        int days;
        const store::CaseRow* row;
        const MilestoneTime* time;
    };
    std::vector<Late> late;
    for (const CommitmentRecord& commitment : source.plan().commitments)
        for (std::size_t i = 0; i < commitment.milestones.size(); ++i)
            if (const MilestoneTime& time = commitment.times[i]; time.delay_days && *time.delay_days > 0)
                late.push_back({*time.delay_days, &commitment.milestones[i], &time});
    std::stable_sort(late.begin(), late.end(), [](const Late& a, const Late& b) { return a.days > b.days; });
    if (late.size() > longest_delays_shown)
        late.resize(longest_delays_shown);
    Table table{"longest_delays", source.text("table_longest_delays"),
                {source.column("number", "number"), source.column("title", "milestone"), source.column("end", "planned_end", Holds::Date),
                 source.column("completed", "actual_end", Holds::Date), source.column("delay_days", "delay", Holds::Number)},
                {}};
    for (const Late& one : late)
        table.rows.push_back({Cell::of(one.row->number), Cell::localized(one.row->title), source.date_cell(*one.row, "end"),
                              source.date_cell(*one.row, "completed"), source.delay_cell(*one.time)});
    add_table(source, section, std::move(table), "delays_none");
}

} // namespace

void make_summary(const ReportSource& source, Section& section)
{
    section.blocks.emplace_back(report::Paragraph{source.text("summary_counts")});
    if (source.has_period())
        section.blocks.emplace_back(report::Paragraph{source.text("summary_period")});
    if (source.plan().counts.overdue == 0)
        section.blocks.emplace_back(report::Paragraph{source.text("summary_none_overdue")});
    else
        section.blocks.emplace_back(report::Notice{source.text("summary_overdue")});
    section.blocks.emplace_back(completion(source));
    const std::size_t before = section.blocks.size();
    for (const Scale& scale : scales)
        add_completion_chart(source, section, scale);
    if (section.blocks.size() == before)
        section.blocks.emplace_back(report::Paragraph{source.text("summary_no_assessment")});
    add_milestone_states(source, section);
    add_changed_counts(source, section);
    add_top_delays(source, section);
}

} // namespace ogp::documents
