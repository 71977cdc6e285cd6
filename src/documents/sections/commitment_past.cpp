#include "app/cases/effective_history.hpp"
#include "documents/sections/commitment_page.hpp"
#include "documents/sections/section_cells.hpp"

#include <algorithm>

namespace ogp::documents {

using report::Cell;

namespace {

Localized state_label(const workflow::CaseType& type, const std::string& state)
{
    const workflow::State* known = type.state(state);
    return known != nullptr ? known->label : both(state);
}

/// What an act did, in words; empty for acts that are no news for the public.
Localized words_of_act(const ReportSource& source, const workflow::CaseType& type, const model::Event& event)
{
    if (event.op == model::Op::Move || event.op == model::Op::Migrate) {
        const Localized from = state_label(type, event.from);
        const Localized to = state_label(type, event.to);
        if (event.from == event.to)
            return {};
        return {fmt::format("{} → {}", from.in(Language::Ka), to.in(Language::Ka)), fmt::format("{} → {}", from.in(Language::En), to.in(Language::En))};
    }
    if (event.op == model::Op::Attach) {
        std::string names;
        for (const model::Attachment& attachment : event.attachments)
            if (!attachment.is_sealed())
                names += (names.empty() ? "" : ", ") + attachment.name;
        return names.empty() ? Localized() : source.text("log_attached", Json::object({{"files", names}}));
    }
    if (event.op != model::Op::Set)
        return {};
    Localized names;
    for (const Json* part : {&event.set, &event.add, &event.del})
        for (const auto& [id, value] : part->members()) {
            const workflow::Field* field = type.field(id);
            if (field == nullptr || field->privacy != workflow::Privacy::Public)
                continue;
            names.ka += (names.ka.empty() ? "" : ", ") + field->label.in(Language::Ka);
            names.en += (names.en.empty() ? "" : ", ") + field->label.in(Language::En);
        }
    return names.empty() ? Localized() : source.text("log_changed", Json::object({{"fields", report::to_json(names)}}));
}

class PastReader
{
public:
    PastReader(const ReportSource& source, CommitmentPast& past) : m_source(source), m_past(past) {}

    /// Gives when it was started and how many files it has.
    std::pair<std::optional<Date>, std::int64_t> read(const store::CaseRow& row)
    {
        std::optional<Date> started;
        std::int64_t attached = 0;
        if (row.subject.version < 2)
            return {started, attached};
        const workflow::CaseType& type = m_source.type(row);
        // What officials say among themselves stays out of a public document.
        const bool open = type.comments == workflow::Privacy::Public;
        for (const store::StoredEvent& stored : app::effective_history(m_source.repository(), row.subject.uid)) {
            const model::Event& event = stored.event;
            const Date day = m_source.repository().zone().date_at(event.counts_from());
            if (day > m_source.as_of())
                continue;
            if (event.op == model::Op::Move && event.to == "in_progress" && !started)
                started = day;
            attached += add_files(row, stored, day);
            if (event.op != model::Op::Open && (!m_source.has_period() || m_source.period().contains(day)))
                add_act(row, type, stored, day, open);
        }
        return {started, attached};
    }

private:
    std::int64_t add_files(const store::CaseRow& row, const store::StoredEvent& stored, Date day)
    {
        std::int64_t added = 0;
        for (const model::Attachment& file : stored.event.attachments) {
            if (file.is_sealed())
                continue;
            const std::string sha256 = file.hash.hex();
            m_past.files.push_back({stored.sequence,
                                    {Cell::of(row.number), Cell::of(file.name), {Json(sha256), both(sha256.substr(0, 16) + "…")}, number_cell(file.size),
                                     Cell::of(day.iso()), Cell::of(stored.event.actor)}});
            ++added;
        }
        return added;
    }

    void add_act(const store::CaseRow& row, const workflow::CaseType& type, const store::StoredEvent& stored, Date day, bool open)
    {
        const model::Event& event = stored.event;
        const std::string said = !open ? std::string() : event.text.empty() ? event.why : event.text;
        if (event.op == model::Op::Comment) {
            if (!said.empty())
                m_past.comments.push_back({stored.sequence, {Cell::of(day.iso()), Cell::of(row.number), Cell::of(said), Cell::of(event.actor), Cell::of(event.role)}});
            return;
        }
        Localized what = words_of_act(m_source, type, event);
        if (!what.empty())
            m_past.log.push_back({stored.sequence,
                                  {Cell::of(day.iso()), Cell::of(row.number), {Json(std::string(model::code(event.op))), std::move(what)},
                                   said.empty() ? Cell::none() : Cell::of(said), Cell::of(event.actor)}});
    }

    const ReportSource& m_source;
    CommitmentPast& m_past;
};

} // namespace

CommitmentPast past_of(const ReportSource& source, const app::CommitmentRecord& commitment)
{
    CommitmentPast past;
    PastReader reader(source, past);
    reader.read(commitment.row);
    for (const store::CaseRow& milestone : commitment.milestones) {
        const auto [started, attached] = reader.read(milestone);
        past.started.push_back(started);
        past.attached.push_back(attached);
    }
    for (std::vector<CommitmentPast::Line>* lines : {&past.log, &past.comments, &past.files})
        std::stable_sort(lines->begin(), lines->end(), [](const auto& a, const auto& b) { return a.sequence < b.sequence; });
    return past;
}

} // namespace ogp::documents
