#include "app/clocks/calendar_apply.hpp"

#include "app/cases/change.hpp"
#include "app/clocks/calendars.hpp"
#include "app/clocks/clock_table.hpp"
#include "app/repository/shipped.hpp"
#include "base/file.hpp"
#include "base/yaml.hpp"
#include "calendar/loader.hpp"
#include "calendar/scale.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

namespace ogp::app {
namespace {

namespace fs = std::filesystem;
using report::Align;
using report::Cell;
using report::Show;

/// What will be in force.
class Overlaid final : public workflow::Calendars
{
public:
    Overlaid(const Repository& repository, const calendar::Calendar& added) : m_now(repository), m_added(added) {}
    const calendar::Calendar* find(std::string_view id) const override { return id == m_added.id() ? &m_added : m_now.find(id); }

private:
    RepositoryCalendars m_now;
    const calendar::Calendar& m_added;
};

struct MovedClock
{
    std::int64_t case_row = 0;
    workflow::CaseClock clock;
    std::optional<Instant> before;
    std::optional<Instant> due;
};

bool counts_in(const workflow::CaseType& type, const workflow::CaseClock& clock, const std::string& calendar)
{
    return (clock.target.calendar.empty() ? type.calendar : clock.target.calendar) == calendar;
}

/// Calls `visit` for each clock that the calendar may change.
void each_affected(Repository& repository, const std::string& calendar,
                   const std::function<void(const store::ClockText&, const workflow::CaseType&, KeptClock&&)>& visit)
{
    const workflow::CaseType* type = nullptr;
    std::int64_t workflow = 0;
    repository.store().each_clock([&](const store::ClockText& row) {
        if (type == nullptr || row.workflow != workflow) {
            type = &repository.type(repository.store().workflow_hash(row.workflow));
            workflow = row.workflow;
        }
        KeptClock kept = kept_clock(row);
        if (!kept.is_settled() && counts_in(*type, kept.clock, calendar))
            visit(row, *type, std::move(kept));
        return true;
    });
}

Cell day_cell(const calendar::Calendar& calendar, const std::optional<Instant>& due)
{
    // The due instant is exclusive: midnight is the end of the day before.
    return due ? Cell::of(calendar.date_at(Instant::from_milliseconds(due->milliseconds() - 1)).iso()) : Cell::none();
}

report::Table table_of(const Repository& repository, const calendar::Calendar& calendar, const std::vector<MovedClock>& moved)
{
    report::Table table{"moved",
                        {"ვადები, რომლებიც გადაიწევს", "Deadlines that move"},
                        {{"case", {"საქმე", "Case"}},
                         {"title", {"სახელი", "Title"}},
                         {"clock", {"ვადა", "Clock"}},
                         {"cycle", {"მერამდენედ", "Cycle"}, Align::Right, Show::OnRequest},
                         {"before", {"იყო", "Before"}},
                         {"due", {"იქნება", "Due"}},
                         {"before_at", {"იყო, დრო", "Before, time"}, Align::Left, Show::OnRequest},
                         {"due_at", {"იქნება, დრო", "Due, time"}, Align::Left, Show::OnRequest}},
                        {}};
    const auto time = [&](const std::optional<Instant>& at) { return at ? Cell::of(calendar.zone().rfc3339(*at)) : Cell::none(); };
    for (const MovedClock& one : moved) {
        const auto row = repository.store().find_row(one.case_row);
        if (row)
            table.rows.push_back({Cell::of(row->path.empty() ? row->subject.uid.hex() : row->path), Cell::localized(row->title),
                                  Cell::of(one.clock.sla), Cell::of(one.clock.cycle), day_cell(calendar, one.before),
                                  day_cell(calendar, one.due), time(one.before), time(one.due)});
    }
    return table;
}

} // namespace

CalendarText read_calendar(const Repository& repository, const std::string& id_or_file)
{
    std::string text;
    std::string name = id_or_file;
    if (id_or_file.ends_with(".yaml")) {
        text = read_file(id_or_file, YamlLimits{}.bytes);
    } else {
        const CalendarSource found = find_calendar(&repository, id_or_file); // says what there is where it is not there
        const auto known = calendar_text(repository.folder(), id_or_file);
        if (!known)
            throw Error(Fault::Usage, say("კალენდარი „{}“ ყოველთვის მოქმედებს", "the calendar \"{}\" is always in force", found.definition.id));
        text = *known;
        name += ".yaml";
    }
    calendar::CalendarDefinition definition = calendar::load_calendar(YamlDocument(text, name));
    return {std::move(definition), std::move(text)};
}

std::vector<CalendarText> changed_calendars(const Repository& repository)
{
    std::set<std::string> ids;
    for (const auto& [id, source] : repository.store().active_calendars())
        ids.insert(id);
    for (const std::string& type : repository.type_ids())
        for (const std::string& id : workflow::named_calendars(repository.active_type(type)))
            ids.insert(id);
    const RepositoryCalendars now(repository);
    std::vector<CalendarText> changed;
    for (const std::string& id : ids) {
        const auto text = calendar_text(repository.folder(), id);
        if (!text)
            continue;
        calendar::CalendarDefinition definition = calendar::load_calendar(YamlDocument(*text, id + ".yaml"));
        const calendar::Calendar* active = now.find(id);
        if (active == nullptr || active->hash() != content_hash(definition))
            changed.push_back({std::move(definition), *text});
    }
    return changed;
}

CalendarApplied apply_calendar(Repository& repository, const CalendarText& text, DryRun dry_run)
{
    const std::string& id = text.definition.id;
    if (id == workflow::always_calendar)
        throw Error(Fault::Invalid, {"„always“ სხვა კალენდარს ვერ დაერქმევა", "no other calendar can be called \"always\""});
    Change change(repository);
    CalendarApplied applied;
    applied.calendar = id;
    const calendar::Calendar added(text.definition);
    const RepositoryCalendars in_force(repository); // what find() gives lives as long
    const calendar::Calendar* active = in_force.find(id);
    applied.is_new = active == nullptr || active->hash() != added.hash();
    const Overlaid calendars(repository, added);
    std::vector<MovedClock> moved;
    each_affected(repository, id, [&](const store::ClockText& row, const workflow::CaseType& type, KeptClock&& kept) {
        ++applied.counted;
        const auto before = kept.due;
        KeptClock after = counted(type, std::move(kept.clock), calendars);
        if (after.due != before)
            moved.push_back({row.case_row, std::move(after.clock), before, after.due});
    });
    applied.moved = table_of(repository, added, moved);
    if (dry_run == DryRun::Yes || !applied.is_new)
        return applied;
    change.apply_calendar(id, text.yaml);
    change.act_as(workflow::system_role);
    for (const MovedClock& one : moved) {
        const auto row = repository.store().find_row(one.case_row);
        if (!row || !one.due || !one.before)
            continue; // it was not counted before, or is not now: nothing has moved
        workflow::Intent intent;
        intent.op = model::Op::Tick;
        intent.tick = model::TickDetail{one.clock.sla, one.clock.cycle, model::TickKind::Moved, 0, *one.due, one.before};
        change.act(row->subject.uid, intent);
    }
    count_anew(repository, change.transaction(), calendars);
    change.commit();
    return applied;
}

} // namespace ogp::app
