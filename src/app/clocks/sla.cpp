#include "app/clocks/sla.hpp"

#include "app/repository/known_names.hpp"
#include "base/text.hpp"
#include "calendar/explain.hpp"

#include <algorithm>
#include <utility>

namespace ogp::app {
namespace {

using report::Align;
using report::Cell;
using report::Show;

/// Whole units, towards nothing, as guards see them; people read all of it.
Cell ticks_cell(const ReadClock& clock, std::int64_t ticks)
{
    const calendar::Unit unit = clock.kept.clock.target.duration.unit;
    return {Json(ticks / calendar::ticks_in(unit)), calendar::ticks_label(ticks, unit)};
}

Cell time_cell(const ReadClock& clock, const std::optional<Instant>& at)
{
    return at && clock.calendar != nullptr ? Cell::of(clock.calendar->zone().rfc3339(*at)) : Cell::none();
}

Cell years_cell(const std::vector<int>& years)
{
    Json list = Json::array();
    std::string words;
    for (const int year : years) {
        list.push(year);
        words += (words.empty() ? "" : ", ") + std::to_string(year);
    }
    return {std::move(list), both(words)};
}

Cell or_none(const std::string& text)
{
    return text.empty() ? Cell::none() : Cell::of(text);
}

Cell label_cell(const workflow::Sla& sla)
{
    return sla.label.ka.empty() && sla.label.en.empty() ? Cell::of(sla.id) : Cell::localized(sla.label);
}

std::vector<Cell> row_of(const ReadClock& clock)
{
    const workflow::CaseClock& kept = clock.kept.clock;
    const bool counted = clock.calendar != nullptr && clock.problem.en.empty();
    const auto& due = clock.reading.due;
    const bool started = !kept.runs.empty();
    const bool stopped = kept.status == calendar::ClockStatus::Stopped;
    const calendar::Duration& target = kept.target.duration;
    return {Cell::of(kept.sla),
            label_cell(*clock.sla),
            status_cell(clock.status),
            due ? Cell::of(due->on.iso()) : Cell::none(),
            due ? time_cell(clock, due->at) : Cell::none(),
            counted ? ticks_cell(clock, clock.reading.used) : Cell::none(),
            counted ? ticks_cell(clock, clock.reading.left) : Cell::none(),
            started ? Cell::of(std::string(code(target.unit))) : Cell::none(),
            Cell::of(kept.pauses),
            started ? Cell::of(kept.cycle) : Cell::none(),
            started ? Cell{Json(target.text()), target.label()} : Cell::none(),
            started ? time_cell(clock, kept.runs.front().from) : Cell::none(),
            stopped ? time_cell(clock, kept.runs.back().until) : Cell::none(),
            or_none(clock.sla->legal_basis),
            clock.calendar != nullptr ? Cell::of(clock.calendar->id()) : Cell::none(),
            years_cell(clock.incomplete_years),
            counted ? Cell::of(clock.reading.used) : Cell::none(),
            counted ? Cell::of(clock.reading.left) : Cell::none(),
            clock.problem.en.empty() ? Cell::none() : Cell::localized(clock.problem)};
}

report::Table clock_table()
{
    return {"clocks",
            {"ვადები", "Deadlines"},
            {{"name", {"ვადა", "Clock"}},
             {"label", {"სახელი", "Label"}},
             {"status", {"მდგომარეობა", "Status"}},
             {"due_on", {"ბოლო დღე", "Due on"}},
             {"due_at", {"ბოლო, დრო", "Due at"}, Align::Left, Show::OnRequest},
             {"used", {"გამოყენებულია", "Used"}},
             {"left", {"დარჩა", "Left"}},
             {"unit", {"ერთეული", "Unit"}, Align::Left, Show::OnRequest},
             {"pauses", {"შეჩერდა", "Pauses"}, Align::Right},
             {"cycle", {"მერამდენედ", "Cycle"}, Align::Right, Show::OnRequest},
             {"target", {"სულ", "Target"}},
             {"started_at", {"დაიწყო", "Started"}, Align::Left, Show::OnRequest},
             {"stopped_at", {"დასრულდა", "Stopped"}, Align::Left, Show::OnRequest},
             {"legal_basis", {"საფუძველი", "Legal basis"}, Align::Left, Show::OnRequest},
             {"calendar", {"კალენდარი", "Calendar"}, Align::Left, Show::OnRequest},
             {"incomplete_years", {"არასრული წლები", "Incomplete years"}, Align::Left, Show::OnRequest},
             {"used_ticks", {"გამოყენებულია, ზუსტად", "Used, exactly"}, Align::Right, Show::OnRequest},
             {"left_ticks", {"დარჩა, ზუსტად", "Left, exactly"}, Align::Right, Show::OnRequest},
             {"problem", {"რატომ არ ითვლება", "Why it cannot be counted"}, Align::Left, Show::OnRequest}},
            {}};
}

/// Leaves the newest cycle of each clock.
void keep_newest(std::vector<ReadClock>& clocks)
{
    for (std::size_t i = 0; i + 1 < clocks.size();)
        if (clocks[i].sla == clocks[i + 1].sla)
            clocks.erase(clocks.begin() + static_cast<std::ptrdiff_t>(i));
        else
            ++i;
}

void add_lines(report::Table& table, const ReadClock& clock, Instant now)
{
    const workflow::CaseClock& kept = clock.kept.clock;
    const calendar::Unit unit = kept.target.duration.unit;
    const auto lines = calendar::explain(*clock.calendar, workflow::counted_term(*clock.sla, kept), kept.runs,
                                         kept.status == calendar::ClockStatus::Stopped, now);
    for (const calendar::ExplainedDay& line : lines)
        table.rows.push_back({Cell::of(kept.sla), Cell::of(line.day.date.iso()), Cell::localized(calendar::weekday_name(line.day.date)),
                              Cell::of(std::string(code(line.counted))), {Json(line.ticks), calendar::ticks_label(line.ticks, unit)},
                              {Json(line.total), calendar::ticks_label(line.total, unit)}, Cell::localized(line.reason()),
                              or_none(line.day.act)});
}

} // namespace

report::Cell status_cell(const std::string& status)
{
    static const std::pair<const char*, Localized> words[] = {{"idle", {"არ დაწყებულა", "idle"}},
                                                              {"running", {"მიდის", "running"}},
                                                              {"paused", {"შეჩერებულია", "paused"}},
                                                              {"stopped", {"დასრულდა ვადაში", "stopped"}},
                                                              {"breached", {"ვადა დაირღვა", "breached"}}};
    for (const auto& [word, label] : words)
        if (status == word)
            return {Json(status), label};
    return Cell::of(status);
}

report::Table show_clocks(const Repository& repository, const store::CaseRow& row, AsOf as_of, Cycles cycles)
{
    ClockReader reader(repository, as_of);
    std::vector<ReadClock> clocks = reader.clocks(row);
    if (cycles == Cycles::Newest)
        keep_newest(clocks);
    report::Table table = clock_table();
    for (const ReadClock& clock : clocks)
        table.rows.push_back(row_of(clock));
    return table;
}

report::Table explain_clocks(const Repository& repository, const store::CaseRow& row, const std::string& name, AsOf as_of)
{
    const workflow::CaseType& type = repository.type(row.subject.workflow);
    std::vector<std::string> names;
    for (const workflow::Sla& sla : type.slas)
        names.push_back(sla.id);
    if (!name.empty() && type.sla(name) == nullptr)
        throw Error(Fault::NotFound, say("ტიპს „{}“ ვადა „{}“ არ აქვს", "\"{}\" has no clock \"{}\"", type.id, printable(shorten(name, 60))),
                    one_of(name, names, {"არის", "there are"}));
    report::Table table{"sum",
                        {"როგორ ითვლება ვადა", "How the deadline is counted"},
                        {{"clock", {"ვადა", "Clock"}},
                         {"date", {"თარიღი", "Date"}},
                         {"weekday", {"დღე", "Day"}},
                         {"counted", {"ითვლება", "Counted"}, Align::Left, Show::OnRequest},
                         {"ticks", {"ამ დღეს", "This day"}, Align::Right},
                         {"total", {"სულ", "Total"}, Align::Right},
                         {"reason", {"რატომ", "Why"}},
                         {"act", {"აქტი", "Act"}}},
                        {}};
    ClockReader reader(repository, as_of);
    std::vector<ReadClock> clocks = reader.clocks(row);
    keep_newest(clocks);
    for (const ReadClock& clock : clocks) {
        if ((!name.empty() && clock.sla->id != name) || clock.kept.clock.runs.empty())
            continue;
        if (!clock.problem.en.empty())
            throw Error(Fault::Invalid, clock.problem);
        add_lines(table, clock, reader.now());
    }
    return table;
}

} // namespace ogp::app
