#include "store/sample_sync.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::store;
using namespace ogp::store::sample;

namespace {

const std::vector<std::string> nothing;
const std::string series = "letter/2023";

StoredEvent lease(Store& store, std::int64_t first, std::int64_t count, char replica)
{
    Writer writer(store);
    model::Event event = writer.blank(model::Op::Lease);
    model::LeaseDetail detail;
    detail.block = model::LeaseDetail::Block{"letter", series, first, count, replica_id(replica)};
    event.detail = detail.to_json();
    writer.append(event);
    writer.commit();
    return store.event(store.head().size - 1).value();
}

void end(Store& store, const StoredEvent& leased, const std::vector<std::int64_t>& annulled)
{
    Writer writer(store);
    model::Event event = writer.blank(model::Op::Lease);
    model::LeaseDetail detail;
    detail.ended = leased.id;
    detail.annulled = annulled;
    event.detail = detail.to_json();
    writer.append(event);
    writer.commit();
}

CaseRow open(Store& store, const char* actor, std::optional<std::int64_t> number = {})
{
    Writer writer(store, actor);
    model::Event event = writer.blank(model::Op::Open);
    event.type = "letter";
    event.workflow = letter_type().hash;
    event.to = "planned";
    event.set = letter("a");
    if (number)
        event.detail = model::OpenDetail{*number}.to_json();
    const CaseRow row = writer.append(event);
    writer.commit();
    return row;
}

} // namespace

TEST_CASE("a leased number is final on the replica, and nobody else ever gets it")
{
    const Town town;
    Store authority(town.authority());
    Store replica(town.replica());
    CHECK(open(authority, "nino").number == "L-2023-001");
    CHECK_THROWS_AS(lease(authority, 5, 3, 'p'), Error); // not the next one
    const StoredEvent leased = lease(authority, 2, 3, 'p');
    CHECK(authority.last_of_series(series) == 4);
    CHECK(open(authority, "nino").number == "L-2023-005");
    CHECK_FALSE(replica.next_leased(series));
    pull(authority, replica);
    CHECK(replica.leases().size() == 1);
    CHECK(replica.lease_of(replica_id('p'), series, 4));
    CHECK_FALSE(replica.lease_of(replica_id('p'), series, 5));
    CHECK_FALSE(replica.lease_of(replica_id('q'), series, 4));
    CHECK(replica.next_leased(series) == 2);

    const CaseRow row = open(replica, "gia", 2);
    CHECK(row.number == "L-2023-002");
    CHECK(replica.is_number_given(series, 2));
    CHECK(replica.next_leased(series) == 3);
    CHECK(replica.numbers_left(replica.leases()[0]) == std::vector<std::int64_t>{3, 4});
    CHECK_THROWS_AS(open(replica, "gia", 2), Error); // given already
    CHECK_THROWS_AS(open(replica, "gia", 5), Error); // not this replica's
    CHECK_THROWS_AS(open(authority, "nino", 3), Error);
    CHECK(findings_in(town.replica()) == nothing);
    push(replica, authority);
    CHECK(authority.find(row.subject.uid)->number == "L-2023-002");
    CHECK(authority.event(authority.head().size - 1)->leaf.official_number == 2);
    CHECK(authority.numbers_left(authority.leases()[0]) == std::vector<std::int64_t>{3, 4});
    CHECK(open(authority, "nino").number == "L-2023-006");
    pull(authority, replica);
    CHECK(replica.next_leased(series) == 3);

    // At the end every number has a case or is annulled.
    CHECK_THROWS_AS(end(authority, leased, {3}), Error);
    CHECK_THROWS_AS(end(authority, leased, {2, 3, 4}), Error);
    end(authority, leased, {3, 4});
    CHECK_THROWS_AS(end(authority, leased, {}), Error);
    CHECK(authority.leases()[0].annulled == std::vector<std::int64_t>{3, 4});
    pull(authority, replica);
    CHECK_FALSE(replica.next_leased(series));
    CHECK(dump_confirmed(town.replica()) == dump_confirmed(town.authority()));
    for (const fs::path& folder : {town.replica(), town.authority()}) {
        CHECK(findings_in(folder) == nothing);
        CHECK(findings_in(folder, 0) == nothing);
        const std::string before = dump_projection(folder);
        Store(folder).rebuild();
        CHECK(dump_projection(folder) == before);
    }
    for (const auto& [damage, place] : std::vector<std::pair<std::string, std::string>>{
             {"UPDATE lease SET annulled = '[4]'", "lease_damaged leases"},
             {"UPDATE lease SET ended = -1", "lease_damaged leases"},
             {"DELETE FROM leased", "lease_damaged leased numbers"},
             {"UPDATE series SET last = 4", "series_damaged series"},
             {"DELETE FROM alias", "alias_damaged aliases"}}) {
        const Folder copy;
        fs::copy(town.authority(), copy.path(), fs::copy_options::recursive | fs::copy_options::overwrite_existing);
        raw(copy.path()).exec(damage);
        INFO(damage);
        CHECK(findings_in(copy.path()) == std::vector<std::string>{place});
    }
}
