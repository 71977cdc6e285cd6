#include "app/sync/leases.hpp"

#include "app/cases/batch.hpp"
#include "app/trust/tokens.hpp"
#include "base/text.hpp"
#include "model/event_detail.hpp"
#include "model/official_number.hpp"

#include <algorithm>

namespace ogp::app {
namespace {

using report::Align;
using report::Cell;
using report::Show;

constexpr std::size_t fewest_id_digits = 8;
constexpr std::size_t id_digits = 12;

void write_lease(Repository& repository, const model::LeaseDetail& detail, DryRun dry_run)
{
    const workflow::Actor actor = repository.acting();
    Batch batch(repository.store(), repository.clock(), actor.id, actor.role);
    batch.append_detail(model::Op::Lease, detail.to_json());
    if (dry_run == DryRun::No)
        batch.commit([&](std::string_view text) { return repository.sign(text); });
}

Cell numbers_cell(const std::vector<std::int64_t>& numbers)
{
    Json json = Json::array();
    std::vector<std::string> words;
    for (const std::int64_t number : numbers) {
        json.push(number);
        words.push_back(std::to_string(number));
    }
    return {std::move(json), both(join(words, ", "))};
}

} // namespace

std::string series_of(const Repository& repository, const workflow::CaseType& type, const model::Event& open)
{
    const model::TypeProfile profile = type.profile();
    const TimeZone zone = profile.numbering.zone.empty() ? repository.zone() : TimeZone::load(profile.numbering.zone);
    return model::series_of(profile, open, zone.date_at(open.counts_from()));
}

std::optional<std::int64_t> leased_number(const Repository& repository, const workflow::CaseType& type, const model::Event& open)
{
    if (type.profile().numbering.empty())
        return std::nullopt;
    return repository.store().next_leased(series_of(repository, type, open));
}

void lease_numbers(Repository& repository, const LeaseRequest& request, DryRun dry_run)
{
    check_administers(repository);
    const workflow::CaseType& type = repository.active_type(request.type);
    const model::TypeProfile profile = type.profile();
    if (profile.numbering.empty())
        throw Error(Fault::Usage, say("ტიპს „{}“ რიგითი ნომრები არ აქვს", "cases of type \"{}\" get no numbers in a row", type.id));
    if (request.count < 1 || request.count > model::LeaseDetail::most_leased)
        throw Error(Fault::Usage, say("რაოდენობა 1-დან {}-მდეა", "the count is from 1 to {}", model::LeaseDetail::most_leased));
    model::Event today;
    today.type = type.id;
    today.at = repository.clock().now;
    const std::string series = series_of(repository, type, today);
    model::LeaseDetail detail;
    detail.block = model::LeaseDetail::Block{type.id, series, repository.store().last_of_series(series) + 1, request.count, request.replica};
    write_lease(repository, detail, dry_run);
}

void end_lease(Repository& repository, std::string_view id, DryRun dry_run)
{
    check_administers(repository);
    std::vector<store::LeaseRow> fitting = repository.store().leases();
    std::erase_if(fitting, [&](const store::LeaseRow& lease) { return lease.ended || !lease.event.hex().starts_with(id); });
    if (id.size() < fewest_id_digits || fitting.empty())
        throw Error(Fault::NotFound, say("ასეთი ბლოკი არ არის: {}", "there is no such lease: {}", printable(id)), {"სია: ogp lease", "list them: ogp lease"});
    if (fitting.size() > 1)
        throw Error(Fault::Usage, say("„{}“ რამდენიმეა", "\"{}\" is ambiguous", printable(id)), {"დაწერეთ მეტი ციფრი", "write more digits of it"});
    model::LeaseDetail detail;
    detail.ended = fitting.front().event;
    detail.annulled = repository.store().numbers_left(fitting.front());
    write_lease(repository, detail, dry_run);
}

report::Table list_leases(const Repository& repository)
{
    report::Table table{"leases",
                        {"გაცემული ნომრები", "Leased numbers"},
                        {{"id", {"იდენტიფიკატორი", "Id"}},
                         {"type", {"ტიპი", "Type"}, Align::Left, Show::OnRequest},
                         {"series", {"რიგი", "Series"}},
                         {"first", {"პირველი", "First"}, Align::Right},
                         {"last", {"ბოლო", "Last"}, Align::Right},
                         {"replica", {"ასლი", "Replica"}},
                         {"left", {"დარჩა", "Left"}, Align::Right},
                         {"ended", {"დასრულდა", "Ended"}},
                         {"annulled", {"გაუქმებული ნომრები", "Annulled"}, Align::Left, Show::OnRequest}},
                        {}};
    for (const store::LeaseRow& lease : repository.store().leases()) {
        const auto ended = lease.ended ? repository.store().event(*lease.ended) : std::nullopt;
        const auto left = static_cast<std::int64_t>(lease.ended ? 0 : repository.store().numbers_left(lease).size());
        table.rows.push_back({Cell::of(lease.event.hex().substr(0, id_digits)), Cell::of(lease.type), Cell::of(lease.series), Cell::of(lease.first),
                              Cell::of(lease.first + lease.count - 1), Cell::of(lease.replica.hex()), Cell::of(left),
                              ended ? Cell::of(repository.zone().rfc3339(ended->leaf.received)) : Cell::none(), numbers_cell(lease.annulled)});
    }
    return table;
}

} // namespace ogp::app
