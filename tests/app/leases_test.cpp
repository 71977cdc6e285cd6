#include "app/sync/leases.hpp"

#include "app/authority_trial.hpp"
#include "ledger/verdict_rule.hpp"
#include "model/event_detail.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::app;

namespace {

/// Opens an errand under a number that the desk gives itself.
void open_under(TrialReplica& desk, std::int64_t number)
{
    desk.open("errand", Json::object({{"subject", "one"}}));
    model::Event event = ledger::decode(desk.waiting.back());
    desk.waiting.pop_back();
    --desk.number;
    event.detail = model::OpenDetail{number}.to_json();
    desk.keep(std::move(event));
}

std::string rule_of(const sync::PushAnswer& answer)
{
    return ledger::rule_word(answer.events.at(0).rule);
}

} // namespace

TEST_CASE("leases: a desk gives its own numbers, nobody else does, and what is left is annulled")
{
    TrialAuthority city;
    TrialReplica desk(city, "giorgi", "clerk");
    TrialReplica other(city, "manana", "clerk");
    Repository repository = city.open();
    other.open("errand", Json::object({{"subject", "before"}}));
    CHECK(other.push().events.at(0).number == "E-2019-00001");
    lease_numbers(repository, {"errand", 3, desk.replica}, DryRun::No);
    other.open("errand", Json::object({{"subject", "after"}}));
    CHECK(other.push().events.at(0).number == "E-2019-00005");

    open_under(desk, 3);
    const sync::PushAnswer taken = desk.push();
    CHECK(rule_of(taken).empty());
    CHECK(taken.events.at(0).number == "E-2019-00003");
    open_under(desk, 3);
    CHECK(rule_of(desk.push()) == "number_not_leased"); // given already
    open_under(desk, 9);
    CHECK(rule_of(desk.push()) == "number_not_leased");
    open_under(other, 2);
    CHECK(rule_of(other.push()) == "number_not_leased"); // somebody else's

    REQUIRE(list_leases(repository).rows.size() == 1);
    end_lease(repository, repository.store().leases().at(0).event.hex().substr(0, 8), DryRun::No);
    CHECK(repository.store().leases().at(0).annulled == std::vector<std::int64_t>{2, 4});
    open_under(desk, 2);
    CHECK(rule_of(desk.push()) == "number_not_leased");
    CHECK(findings_of(city.open()).empty());
}

TEST_CASE("leases: what cannot be leased is refused")
{
    TrialAuthority city;
    Repository repository = city.open();
    const ReplicaId replica = ReplicaId::from_bytes(random_bytes(16)).value();
    CHECK_THROWS_AS(lease_numbers(repository, {"step", 3, replica}, DryRun::No), Error);
    CHECK_THROWS_AS(lease_numbers(repository, {"errand", 0, replica}, DryRun::No), Error);
    CHECK_THROWS_AS(lease_numbers(repository, {"errand", 1'000'000, replica}, DryRun::No), Error);
    CHECK_THROWS_AS(end_lease(repository, "00000000", DryRun::No), Error);
    lease_numbers(repository, {"errand", 3, replica}, DryRun::Yes);
    CHECK(repository.store().leases().empty());
}
