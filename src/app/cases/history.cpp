#include "app/cases/history.hpp"

#include "app/cases/attachments.hpp"
#include "app/cases/cases.hpp"
#include "app/cases/effective_history.hpp"
#include "app/cases/states_at.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace ogp::app {
namespace {

using report::Align;
using report::Cell;
using report::Show;
using Events = std::vector<store::StoredEvent>;

/// A case is part of a case that is part of a case: plans nest less deep than this.
constexpr int deepest_part = 16;

Events folded_events(const Repository& repository, const CaseUid& uid)
{
    return effective_history(repository, uid);
}

model::Case fold(const Events& events, std::size_t count)
{
    model::Case subject;
    for (std::size_t i = 0; i < count; ++i)
        model::apply(subject, events[i].event, events[i].id);
    return subject;
}

/// How many events had been written by the end of the day.
std::size_t count_by(const Repository& repository, const Events& events, Date day)
{
    const Instant end = end_of(repository, day);
    const auto later = std::find_if(events.begin(), events.end(),
                                    [&](const store::StoredEvent& event) { return event.event.at >= end; });
    return static_cast<std::size_t>(later - events.begin());
}

Error not_opened_yet(const Repository& repository, const store::CaseRow& row, const Localized& when, const Events& events)
{
    return Error(Fault::NotFound,
                 {fmt::format("{} {} ჯერ არ იყო ({})", row.subject.type, row.path, when.ka),
                  fmt::format("{} {} did not exist yet ({})", row.subject.type, row.path, when.en)},
                 say("გაიხსნა {}", "it was opened on {}", repository.zone().date_at(events.front().event.at).iso()));
}

/// The case at the end of the day, without its path; nothing where it was not opened yet.
std::optional<store::CaseRow> row_as_of(const Repository& repository, const store::CaseRow& now, Date day)
{
    const Events events = folded_events(repository, now.subject.uid);
    const std::size_t count = count_by(repository, events, day);
    return count == 0 ? std::nullopt : std::optional(row_then(repository, now, fold(events, count)));
}

/// Finds the topmost case of that time and makes the path out of the two numbers.
void place(const Repository& repository, store::CaseRow& row, Date day)
{
    row.root.reset();
    row.path = row.number;
    std::optional<CaseUid> above = row.parent;
    for (int depth = 0; above && depth < deepest_part; ++depth) {
        const auto now = repository.store().find(*above);
        const auto then = now ? row_as_of(repository, *now, day) : std::nullopt;
        if (!then)
            return;
        row.root = above;
        above = then->parent;
        if (!above && !then->number.empty() && !row.number.empty())
            row.path = then->number + "/" + row.number;
    }
}

bool is_sealed(const model::Case& subject, const std::string& field)
{
    return std::binary_search(subject.sealed.begin(), subject.sealed.end(), field);
}

bool differs(const model::Case& before, const model::Case& after, const std::string& field)
{
    return before.fields[field] != after.fields[field] || is_sealed(before, field) != is_sealed(after, field);
}

/// Indexes of the events that changed something, by what they changed.
struct Trace
{
    std::vector<std::size_t> state;
    std::map<std::string, std::vector<std::size_t>> fields;
    std::vector<std::size_t> comments;
    std::vector<std::size_t> files;
};

/// Naming a field is not changing it: what is added may have been there already. A value that is sealed cannot be compared,
/// so that sealing counts always.
Trace trace_of(const Events& events)
{
    Trace trace;
    model::Case subject;
    for (std::size_t i = 0; i < events.size(); ++i) {
        const model::Event& event = events[i].event;
        const model::Case before = subject;
        model::apply(subject, event, events[i].id);
        if (event.op == model::Op::Open || event.op == model::Op::Move)
            trace.state.push_back(i);
        if (subject.comments != before.comments)
            trace.comments.push_back(i);
        if (subject.attachments.size() != before.attachments.size())
            trace.files.push_back(i);
        std::vector<std::string> named;
        for (const Json* part : {&event.set, &event.add, &event.del})
            for (const auto& [field, value] : part->members())
                named.push_back(field);
        std::sort(named.begin(), named.end());
        named.erase(std::unique(named.begin(), named.end()), named.end());
        for (const std::string& field : named)
            if (differs(before, subject, field) && !event.sealed.contains(field))
                trace.fields[field].push_back(i);
        for (const auto& [field, commitment] : event.sealed)
            if (field != model::words_name(event.op) && event.op != model::Op::Attach)
                trace.fields[field].push_back(i);
    }
    return trace;
}

/// The names of a trace in the order of the case type; those that it has no more at the end.
std::vector<std::string> in_order(const Trace& trace, const workflow::CaseType& type)
{
    std::vector<std::string> names;
    for (const workflow::Field& field : type.fields)
        if (trace.fields.contains(field.id))
            names.push_back(field.id);
    for (const auto& [name, events] : trace.fields)
        if (type.field(name) == nullptr)
            names.push_back(name);
    return names;
}

Cell name_cell(const workflow::CaseType& type, const std::string& name)
{
    const workflow::Field* field = type.field(name);
    return {Json(name), field != nullptr ? field->label : both(name)};
}

Cell value_cell(const Repository& repository, const workflow::CaseType& type, const model::Case& subject, const std::string& name)
{
    if (is_sealed(subject, name))
        return {Json::object({{"sealed", true}}), {"დალუქულია", "sealed"}};
    const workflow::Field* field = type.field(name);
    const Json& value = subject.fields[name];
    return field != nullptr ? field_cell(repository, type, *field, value) : Cell{value, both(to_json(value))};
}

constexpr Label state_name{"მდგომარეობა", "State"};
constexpr Label comments_name{"კომენტარები", "Comments"};
constexpr Label files_name{"ფაილები", "Files"};

Cell state_cell(const workflow::CaseType& type, const std::string& state)
{
    const workflow::State* known = type.state(state);
    return state.empty() ? Cell::none() : Cell{Json(state), known != nullptr ? known->label : both(state)};
}

std::vector<Cell> blame_row(const Repository& repository, Cell name, Cell value, const store::StoredEvent& by)
{
    return {std::move(name),
            std::move(value),
            Cell::of(by.event.actor),
            Cell::of(repository.zone().rfc3339(by.event.at)),
            Cell::of(static_cast<std::int64_t>(by.sequence)),
            Cell::of(by.event.role),
            Cell::of(std::string(model::code(by.event.op))),
            Cell::of(by.id.hex())};
}

/// Reads the two points of a diff; a point is a number of folded events.
class RangeReader
{
public:
    RangeReader(const Repository& repository, const store::CaseRow& row, const Events& events, std::string_view range)
        : m_repository(repository), m_row(row), m_events(events), m_range(range)
    {
    }

    std::pair<std::size_t, std::size_t> read() const
    {
        const std::size_t dots = m_range.find("..");
        if (dots == std::string_view::npos)
            refuse(m_range);
        const std::string_view first = m_range.substr(0, dots);
        const std::string_view last = m_range.substr(dots + 2);
        const std::size_t from = first.empty() ? 0 : point(first);
        const std::size_t to = last.empty() ? m_events.size() : point(last);
        if (from > to)
            throw Error(Fault::Usage,
                        say("„{}“: მეორე წერტილი პირველზე ადრეა", "\"{}\": the second point comes before the first",
                            printable(m_range)),
                        say("შეცვალეთ ადგილები: {1}..{0}", "swap them: {1}..{0}", printable(first), printable(last)));
        if (to == 0)
            throw not_opened_yet(m_repository, m_row, both(printable(last)), m_events);
        return {from, to};
    }

private:
    [[noreturn]] static void refuse(std::string_view word)
    {
        throw Error(Fault::Usage,
                    say("„{}“: მოსალოდნელია A..B", "\"{}\": a range A..B is expected", printable(word)),
                    say("ვერსიები 1..3, მოვლენები '#17..#20', დღეები 2019-04-01..2019-05-01; A.. და ..B",
                        "versions 1..3, events '#17..#20', days 2019-04-01..2019-05-01; A.. and ..B"));
    }

    std::size_t point(std::string_view word) const
    {
        if (const auto day = Date::parse(word))
            return count_by(m_repository, m_events, *day);
        const bool sequence = word.front() == '#';
        const std::string_view digits = sequence ? word.substr(1) : word;
        const auto number = digits.find_first_not_of("0123456789") == std::string_view::npos ? to_integer(digits) : std::nullopt;
        if (!number)
            refuse(word);
        return sequence ? up_to(static_cast<std::uint64_t>(*number)) : version(*number);
    }

    std::size_t up_to(std::uint64_t sequence) const
    {
        const std::uint64_t size = m_repository.store().head().size;
        if (sequence >= size)
            throw Error(Fault::NotFound, say("მოვლენა #{} არ არის", "there is no event #{}", sequence),
                        say("უახლესია #{}", "the newest is #{}", size - 1));
        const auto later = std::find_if(m_events.begin(), m_events.end(),
                                        [&](const store::StoredEvent& event) { return event.sequence > sequence; });
        return static_cast<std::size_t>(later - m_events.begin());
    }

    std::size_t version(long long number) const
    {
        if (number < 1 || std::cmp_greater(number, m_events.size()))
            throw Error(Fault::NotFound,
                        say("{} {}: ვერსია {} არ არის", "{} {} has no version {}", m_row.subject.type, m_row.path, number),
                        say("ვერსიები: 1–{}", "it has versions 1 to {}", m_events.size()));
        return static_cast<std::size_t>(number);
    }

    const Repository& m_repository;
    const store::CaseRow& m_row;
    const Events& m_events;
    std::string_view m_range;
};

/// The rows of a diff: what differs between the case after `from` events and after `to`.
class Changes
{
public:
    Changes(const Repository& repository, const workflow::CaseType& type, const Events& events, std::size_t from, std::size_t to)
        : m_repository(repository), m_type(type), m_events(events), m_from(from), m_to(to), m_before(fold(events, from)),
          m_after(fold(events, to))
    {
    }

    std::vector<std::vector<Cell>> rows() const
    {
        std::vector<std::vector<Cell>> rows;
        const Trace trace = trace_of(m_events);
        if (m_before.state != m_after.state)
            rows.push_back({{Json("state"), state_name}, state_cell(m_type, m_before.state), state_cell(m_type, m_after.state),
                            sequences(trace.state)});
        for (const std::string& name : in_order(trace, m_type)) {
            const std::vector<std::size_t>& changed_by = trace.fields.at(name);
            const bool between = std::any_of(changed_by.begin(), changed_by.end(), [&](std::size_t i) { return is_between(i); });
            if (between && (differs(m_before, m_after, name) || is_sealed(m_after, name)))
                rows.push_back({name_cell(m_type, name), value_cell(m_repository, m_type, m_before, name),
                                value_cell(m_repository, m_type, m_after, name), sequences(changed_by)});
        }
        if (m_before.comments != m_after.comments)
            rows.push_back({{Json("comments"), comments_name}, Cell::of(m_before.comments), Cell::of(m_after.comments),
                            sequences(trace.comments)});
        if (m_before.attachments != m_after.attachments)
            rows.push_back({{Json("files"), files_name}, files_cell(m_before.attachments), files_cell(m_after.attachments),
                            sequences(trace.files)});
        return rows;
    }

private:
    bool is_between(std::size_t index) const { return index >= m_from && index < m_to; }

    Cell sequences(const std::vector<std::size_t>& changed_by) const
    {
        Json numbers = Json::array();
        std::string words;
        for (const std::size_t i : changed_by) {
            if (!is_between(i))
                continue;
            const auto sequence = static_cast<std::int64_t>(m_events[i].sequence);
            numbers.push(sequence);
            words += fmt::format("{}#{}", words.empty() ? "" : ", ", sequence);
        }
        return {std::move(numbers), both(std::move(words))};
    }

    const Repository& m_repository;
    const workflow::CaseType& m_type;
    const Events& m_events;
    std::size_t m_from;
    std::size_t m_to;
    model::Case m_before;
    model::Case m_after;
};

} // namespace

PastCase case_as_of(const Repository& repository, const store::CaseRow& row, Date day)
{
    PastCase past;
    past.events = folded_events(repository, row.subject.uid);
    const std::size_t count = count_by(repository, past.events, day);
    if (count == 0)
        throw not_opened_yet(repository, row, both(day.iso()), past.events);
    past.events.resize(count);
    past.row = row_then(repository, row, fold(past.events, count));
    place(repository, past.row, day);
    return past;
}

std::vector<store::CaseRow> parts_as_of(const Repository& repository, const store::CaseRow& row, Date day)
{
    const auto now = repository.store().find(row.subject.uid);
    const std::string above = !row.parent          ? row.number + "/"
                              : row.number.empty() ? std::string()
                                                   : row.path.substr(0, row.path.size() - row.number.size());
    std::vector<store::CaseRow> parts;
    for (const store::CaseRow& candidate : repository.store().list({.root = now && now->root ? now->root : row.subject.uid})) {
        auto part = row_as_of(repository, candidate, day);
        if (!part || part->parent != row.subject.uid)
            continue;
        part->root = row.root ? row.root : row.subject.uid;
        part->path = part->number.empty() ? std::string() : above + part->number;
        parts.push_back(std::move(*part));
    }
    return parts;
}

report::Table blame(const Repository& repository, const store::CaseRow& row)
{
    report::Table table{"blame",
                        {"ვინ რა ჩაწერა", "Who set what"},
                        {{"field", {"ველი", "Field"}},
                         {"value", {"მნიშვნელობა", "Value"}},
                         {"actor", {"ვინ", "Actor"}},
                         {"time", {"დრო", "Time"}},
                         {"sequence", {"№", "No"}, Align::Right},
                         {"role", {"როლი", "Role"}, Align::Left, Show::OnRequest},
                         {"op", {"მოქმედება", "Act"}, Align::Left, Show::OnRequest},
                         {"event", {"მოვლენა", "Event"}, Align::Left, Show::OnRequest}},
                        {}};
    const workflow::CaseType& type = repository.type(row.subject.workflow);
    const Events events = folded_events(repository, row.subject.uid);
    const Trace trace = trace_of(events);
    const model::Case subject = fold(events, events.size());
    if (!trace.state.empty())
        table.rows.push_back(blame_row(repository, {Json("state"), state_name}, state_cell(type, subject.state),
                                       events[trace.state.back()]));
    for (const std::string& name : in_order(trace, type)) {
        Cell value = value_cell(repository, type, subject, name);
        if (value.value.is_null())
            value.text = {"მოხსნილია", "taken away"};
        table.rows.push_back(blame_row(repository, name_cell(type, name), std::move(value), events[trace.fields.at(name).back()]));
    }
    if (!trace.files.empty())
        table.rows.push_back(blame_row(repository, {Json("files"), files_name}, files_cell(subject.attachments),
                                       events[trace.files.back()]));
    return table;
}

CaseDiff diff(Repository& repository, const store::CaseRow& row, std::string_view range)
{
    const workflow::CaseType& type = repository.type(row.subject.workflow);
    const Events events = folded_events(repository, row.subject.uid);
    const auto [from, to] = RangeReader(repository, row, events, range).read();
    CaseDiff result;
    result.changes = {"changes",
                      {"ცვლილებები", "Changes"},
                      {{"field", {"ველი", "Field"}},
                       {"before", {"მანამდე", "Before"}},
                       {"after", {"შემდეგ", "After"}},
                       {"events", {"მოვლენები", "Events"}}},
                      Changes(repository, type, events, from, to).rows()};
    const auto at = [&](std::size_t index) { return events.begin() + static_cast<std::ptrdiff_t>(index); };
    result.events = log_table(repository, Events(at(from), at(to)));
    result.events.caption = {"მოვლენები მათ შორის", "Events between"};
    return result;
}

} // namespace ogp::app
