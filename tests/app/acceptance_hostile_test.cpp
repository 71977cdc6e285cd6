#include "app/authority_trial.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <string>

using namespace ogp;
using namespace ogp::app;

namespace {

/// What a push that nobody should have sent comes to: refused as a whole, or answered.
enum class Outcome { Refused, Answered };

Outcome outcome_of(TrialReplica& replica, const std::string& lines)
{
    try {
        const sync::PushAnswer answer = replica.push(lines);
        for (const sync::RefusedBatch& refused : answer.refused) {
            CHECK(refused.fault != Fault::Internal);
            CHECK_FALSE(refused.message.ka.empty());
            CHECK_FALSE(refused.message.en.empty());
        }
        return answer.events.empty() ? Outcome::Refused : Outcome::Answered;
    } catch (const Error& error) {
        CHECK((error.fault() == Fault::Invalid || error.fault() == Fault::Conflict || error.fault() == Fault::Forbidden));
        return Outcome::Refused;
    }
}

std::string honest_lines(TrialReplica& replica)
{
    const CaseUid uid = replica.open("errand", Json::object({{"subject", "one"}, {"pages", 3}}));
    replica.comment(uid, "seen");
    replica.move(uid, "start");
    replica.set(uid, Json::object({{"street", "south"}}));
    return replica.lines();
}

std::string mutated(std::string text, std::mt19937& random)
{
    const auto place = [&] { return std::uniform_int_distribution<std::size_t>(0, text.size() - 1)(random); };
    switch (std::uniform_int_distribution(0, 5)(random)) {
    case 0: text[place()] = static_cast<char>(text[place()] ^ (1 << std::uniform_int_distribution(0, 7)(random))); break;
    case 1: text.resize(place()); break;
    case 2: text.erase(place(), std::uniform_int_distribution<std::size_t>(1, 40)(random)); break;
    case 3: text.insert(place(), text.substr(place(), std::uniform_int_distribution<std::size_t>(1, 80)(random))); break;
    case 4: {
        const std::size_t digit = text.find_first_of("0123456789", place());
        if (digit != std::string::npos)
            text[digit] = text[digit] == '9' ? '0' : static_cast<char>(text[digit] + 1);
        break;
    }
    default: std::swap(text[place()], text[place()]); break;
    }
    return text;
}

} // namespace

TEST_CASE("hostile: a thousand spoilt pushes are refused and leave nothing, the honest one is taken after them")
{
    TrialAuthority city;
    TrialReplica giorgi(city, "giorgi", "clerk");
    const std::string lines = honest_lines(giorgi);
    const Hash root = city.open().store().head().root;
    std::mt19937 random(4711); // NOLINT: the same ones each time
    for (int i = 0; i < 1000; ++i) {
        const std::string spoilt = mutated(lines, random);
        // The size of the log that the replica says to have is the one thing in a push that is not signed.
        if (spoilt == lines || (spoilt.find('\n') != std::string::npos && spoilt.ends_with(lines.substr(lines.find('\n')))))
            continue;
        INFO("mutation " << i);
        REQUIRE(outcome_of(giorgi, spoilt) == Outcome::Refused);
    }
    CHECK(city.open().store().head().root == root);
    CHECK(outcome_of(giorgi, lines) == Outcome::Answered);
    CHECK(findings_of(city.open()).empty());
}

TEST_CASE("hostile: the harness sees a signature that is not checked")
{
    // The control: with the key of the replica a changed event is signed again, and then it is taken.
    TrialAuthority city;
    TrialReplica giorgi(city, "giorgi", "clerk");
    giorgi.open("errand", Json::object({{"subject", "one"}}));
    model::Event event = ledger::decode(giorgi.waiting.front());
    event.set.set("subject", "another");
    giorgi.waiting.clear();
    giorgi.number = 0;
    giorgi.keep(std::move(event));
    CHECK(outcome_of(giorgi, giorgi.lines()) == Outcome::Answered);
}

TEST_CASE("hostile: batches of others")
{
    TrialAuthority city;
    TrialReplica giorgi(city, "giorgi", "clerk");
    TrialReplica manana(city, "manana", "clerk");
    giorgi.open("errand", Json::object({{"subject", "one"}}));
    const std::string lines = giorgi.lines();

    SECTION("handed in by somebody else they are what they are: the signature counts")
    {
        CHECK(outcome_of(manana, lines) == Outcome::Answered);
    }
    SECTION("under the name of another replica they are not")
    {
        std::string stolen = lines;
        const std::string id = giorgi.replica.hex();
        stolen.replace(stolen.find(id), id.size(), manana.replica.hex());
        CHECK(outcome_of(manana, stolen) == Outcome::Refused);
    }
    SECTION("of another repository")
    {
        TrialAuthority village;
        TrialReplica stranger(village, "giorgi", "clerk");
        stranger.open("errand", Json::object({{"subject", "one"}}));
        CHECK(outcome_of(giorgi, stranger.lines()) == Outcome::Refused);
    }
    SECTION("as if the authority had written them")
    {
        const ReplicaId own = city.open().store().identity().replica;
        model::Event event = ledger::decode(giorgi.waiting.front());
        event.replica = own;
        giorgi.waiting.clear();
        giorgi.replica = own;
        giorgi.keep(std::move(event));
        CHECK(outcome_of(giorgi, giorgi.lines()) == Outcome::Refused);
    }
    SECTION("under another replica's id, with an own key: what that one writes next must not look forked")
    {
        manana.replica = giorgi.replica;
        manana.open("errand", Json::object({{"subject", "intruder"}}));
        CHECK(outcome_of(manana, manana.lines()) == Outcome::Refused);
        sync::Registration stolen{giorgi.replica, manana.key.public_key(), {}};
        stolen.signature = manana.key.sign(stolen.text(city.open().store().identity().repository));
        CHECK_THROWS_AS(city.authority->register_replica(manana.session, stolen), Error);
        const sync::PushAnswer answer = giorgi.push();
        CHECK(answer.events.at(0).verdict == ledger::Verdict::Applied);
    }
    SECTION("an event twice in a batch")
    {
        giorgi.waiting.push_back(giorgi.waiting.front());
        CHECK(outcome_of(giorgi, giorgi.lines()) == Outcome::Refused);
    }
    CHECK(findings_of(city.open()).empty());
}
