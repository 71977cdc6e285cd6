#include "app/repository/outbox.hpp"

#include "app/repository/outbox_message.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace ogp::app {
namespace {

using report::Align;
using report::Cell;
using report::Show;

constexpr std::size_t page = 200;

std::vector<report::Column> columns()
{
    return {{"sequence", {"№", "No"}, Align::Right},
            {"index", {"რიგი", "Place"}, Align::Right, Show::OnRequest},
            {"time", {"დრო", "Time"}},
            {"case", {"საქმე", "Case"}},
            {"kind", {"სახე", "Kind"}},
            {"to", {"ვის", "To"}},
            {"template", {"შაბლონი", "Template"}},
            {"why", {"რის გამო", "Why"}},
            {"delivered", {"გაიგზავნა", "Delivered"}}};
}

Cell text_or_none(const std::string& text)
{
    return text.empty() ? Cell::none() : Cell::of(text);
}

/// All rows that fit, in pages.
void each_row(const store::Store& store, store::Store::Delivered which, const std::function<bool(const store::OutboxRow&)>& visit)
{
    for (std::pair<std::uint64_t, std::int64_t> from{0, 0};;) {
        const std::vector<store::OutboxRow> rows = store.outbox(which, from, page);
        for (const store::OutboxRow& row : rows)
            if (!visit(row))
                return;
        if (rows.size() < page)
            return;
        from = {rows.back().sequence, rows.back().index + 1};
    }
}

void check_may_send(const workflow::Actor& actor)
{
    if (actor.role == workflow::admin_role || actor.role == workflow::system_role)
        return;
    throw Error(Fault::Forbidden,
                say("როლს „{}“ გაგზავნა არ შეუძლია: შეტყობინება პირად მონაცემებს ხსნის",
                    "the role \"{}\" may not send: a message opens personal values", actor.role),
                say("როლში: {} ან {}", "in the role {} or {}", workflow::admin_role, workflow::system_role));
}

} // namespace

report::Table list_outbox(const Repository& repository, store::Store::Delivered which)
{
    report::Table table{"outbox", {"გასაგზავნი", "Outbox"}, columns(), {}};
    const store::Store& store = repository.store();
    each_row(store, which, [&](const store::OutboxRow& row) {
        const auto event = store.event(row.sequence);
        const auto about = event ? case_of(repository, *event) : std::nullopt;
        table.rows.push_back({Cell::of(static_cast<std::int64_t>(row.sequence)),
                              Cell::of(row.index),
                              event ? Cell::of(repository.zone().rfc3339(event->event.at)) : Cell::none(),
                              about ? Cell::of(about->path) : Cell::none(),
                              Cell::of(row.entry.kind),
                              text_or_none(row.entry.arguments.text("to")),
                              text_or_none(row.entry.arguments.text("template")),
                              text_or_none(row.entry.why),
                              row.delivered ? Cell::of(repository.zone().rfc3339(*row.delivered)) : Cell::none()});
        return true;
    });
    return table;
}

Sent send_outbox(Repository& repository, const SendingOptions& options)
{
    check_may_send(repository.acting());
    OutboxWriter writer(repository);
    Sent sent;
    // Read first: delivering takes as long as a mail server wants, and nothing is locked meanwhile.
    std::vector<store::OutboxRow> waiting;
    each_row(repository.store(), store::Store::Delivered::NotYet, [&](const store::OutboxRow& row) {
        if (options.limit && std::cmp_greater_equal(waiting.size(), *options.limit))
            return false;
        waiting.push_back(row);
        return true;
    });
    for (const store::OutboxRow& row : waiting) {
        const auto message = writer.write(row);
        if (message)
            options.deliver(*message);
        repository.store().mark_delivered(row.sequence, row.index, repository.clock().now);
        ++(message ? sent.delivered : sent.without_recipient);
    }
    return sent;
}

std::function<void(const Outgoing&)> deliver_to_folder(const std::filesystem::path& folder)
{
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed)
        throw Error(Fault::Io, say("{}: საქაღალდე ვერ შეიქმნა: {}", "{}: the folder cannot be made: {}", folder.string(),
                                   failed.message()));
    return [folder](const Outgoing& message) { write_file(folder / (message.id + ".json"), to_pretty_json(message.content) + "\n"); };
}

} // namespace ogp::app
