#include "sync/wire.hpp"

#include "base/text.hpp"
#include "ledger/log_keys.hpp"
#include "ledger/key_wrap.hpp"
#include "ledger/merkle.hpp"
#include "ledger/note.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <random>

using namespace ogp;
using namespace ogp::sync;

namespace {

const RepositoryId repository = *RepositoryId::from_hex("000102030405060708090a0b0c0d0e0f");
const ReplicaId replica = *ReplicaId::from_hex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
const ledger::SecretKey secret = ledger::SecretKey::from_seed(std::string(32, 's'));

ledger::Signature signature(char filler)
{
    ledger::Signature result{};
    result.fill(static_cast<std::uint8_t>(filler));
    return result;
}

/// Lines that look like events; only their first bytes and their length matter here.
std::string event_line(int number)
{
    return R"({"actor":"clerk","n":)" + std::to_string(number) + "}";
}

KeyRecord key_record()
{
    return {.subject = std::string(16, 'k'), .box = std::string(ledger::wrapped_key_size, '\xff')};
}

std::string sample_push()
{
    PushWriter writer({.repository = repository, .replica = replica, .have = 12});
    writer.key(key_record());
    writer.batch(2, signature('a'));
    writer.event(event_line(1), std::vector<SealedRecord>{{"text", std::string(16, 's'), "cipher"}});
    writer.event(event_line(2));
    writer.batch(1, signature('b'));
    writer.event(event_line(3));
    return writer.text();
}

std::string sample_page()
{
    PageWriter writer({.repository = repository, .after = 5, .size = 20});
    writer.key(key_record());
    writer.batch(5, Instant::from_milliseconds(1234), "ogp/x", secret.public_key(), signature('a'));
    const std::string first = event_line(1);
    writer.event({.bytes = first, .sealed = {{"text", std::string(16, 's'), "cipher"}}});
    writer.event({.own = 4});
    writer.event({.own = 5});
    writer.event({.own = 6, .verdict = ledger::Verdict::Conflict, .rule = 11, .late = true});
    const std::string last = event_line(2);
    writer.event({.bytes = last, .verdict = ledger::Verdict::Merged, .rule = 2});
    writer.checkpoint("note\n");
    return writer.text();
}

std::string message_of(const std::function<void()>& act)
{
    try {
        act();
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Invalid);
        CHECK_FALSE(error.message().ka.empty());
        return error.message().en;
    }
    return "";
}

void read_page(std::string_view text)
{
    PageReader reader(text);
    while (reader.next()) {
    }
}

std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

} // namespace

TEST_CASE("a push is read as it was written")
{
    const std::string text = sample_push();
    const PushBody body = parse_push(text);
    CHECK(body.head == PushHead{.repository = repository, .replica = replica, .have = 12});
    CHECK(body.keys == std::vector{key_record()});
    REQUIRE(body.batches.size() == 2);
    CHECK(body.batches[0].signature == signature('a'));
    REQUIRE(body.batches[0].events.size() == 2);
    CHECK(body.batches[0].events[0].bytes == event_line(1));
    CHECK(body.batches[0].events[0].sealed == std::vector<SealedRecord>{{"text", std::string(16, 's'), "cipher"}});
    CHECK(body.batches[0].events[1].sealed.empty());
    CHECK(body.batches[1].events[0].bytes == event_line(3));
    CHECK(body.batches[1].line == 7);
}

TEST_CASE("a page is read as it was written, runs of own events as one line")
{
    const std::string text = sample_page();
    CHECK(text.find(R"({"own":[4,3]})") != std::string::npos);
    PageReader reader(text);
    CHECK(reader.head() == PageHead{.repository = repository, .after = 5, .size = 20});
    const auto batch = reader.next();
    REQUIRE(batch);
    CHECK(batch->keys == std::vector{key_record()});
    CHECK(batch->signer == "ogp/x");
    CHECK(batch->received == Instant::from_milliseconds(1234));
    CHECK(batch->key == secret.public_key());
    REQUIRE(batch->events.size() == 5);
    CHECK(batch->events[0].bytes == event_line(1));
    CHECK(batch->events[0].sealed.size() == 1);
    CHECK(batch->events[1] == PageEvent{.own = 4});
    CHECK(batch->events[3] == PageEvent{.own = 6, .verdict = ledger::Verdict::Conflict, .rule = 11, .late = true});
    CHECK(batch->events[4].verdict == ledger::Verdict::Merged);
    CHECK_FALSE(reader.next());
    CHECK(reader.checkpoint() == "note\n");
}

TEST_CASE("whatever is written is read back the same")
{
    rc::check("answers", [] {
        PushAnswer answer;
        for (int i = *rc::gen::inRange(0, 20); i > 0; --i) {
            EventAnswer event;
            event.id = sha256(std::to_string(*rc::gen::arbitrary<int>())).hex().substr(0, 16);
            event.verdict = static_cast<ledger::Verdict>(*rc::gen::inRange(1, 7));
            event.sequence = *rc::gen::inRange<std::uint64_t>(0, 1ULL << 53U);
            event.rule = *rc::gen::arbitrary<std::uint16_t>();
            event.number = *rc::gen::element(std::string(), std::string("FOI-2026-00017"));
            answer.events.push_back(event);
        }
        answer.checkpoint = *rc::gen::element(std::string(), std::string("a\nb\n"));
        const PushAnswer read = parse_push_answer(write_push_answer(answer));
        RC_ASSERT(read.events == answer.events);
        RC_ASSERT(read.checkpoint == answer.checkpoint);
    });
    rc::check("pages", [] {
        std::vector<PageBatch> batches;
        std::vector<std::string> kept;
        kept.reserve(100);
        std::int64_t own = 1;
        for (int i = *rc::gen::inRange(0, 5); i > 0; --i) {
            PageBatch batch{.received = Instant::from_milliseconds(*rc::gen::inRange<std::int64_t>(0, 1LL << 50)),
                            .signer = "s",
                            .key = secret.public_key(),
                            .signature = signature('x')};
            if (*rc::gen::arbitrary<bool>())
                batch.keys.push_back(key_record());
            for (int k = *rc::gen::inRange(1, 12); k > 0; --k) {
                PageEvent event;
                if (*rc::gen::arbitrary<bool>()) {
                    own += *rc::gen::inRange(0, 2);
                    event.own = own++;
                } else {
                    event.bytes = kept.emplace_back(event_line(k));
                    if (*rc::gen::arbitrary<bool>())
                        event.sealed.push_back({"text", std::string(16, 'q'), *rc::gen::nonEmpty<std::string>()});
                }
                if (*rc::gen::arbitrary<bool>()) {
                    event.verdict = static_cast<ledger::Verdict>(*rc::gen::inRange(1, 7));
                    event.rule = *rc::gen::arbitrary<std::uint16_t>();
                    event.late = *rc::gen::arbitrary<bool>();
                }
                batch.events.push_back(event);
            }
            batches.push_back(batch);
        }
        PageWriter writer({.repository = repository, .after = 1, .size = 9});
        for (const PageBatch& batch : batches) {
            for (const KeyRecord& key : batch.keys)
                writer.key(key);
            writer.batch(batch.events.size(), batch.received, batch.signer, batch.key, batch.signature);
            for (const PageEvent& event : batch.events)
                writer.event(event);
        }
        writer.checkpoint("c\n");
        PageReader reader(writer.text());
        std::vector<PageBatch> read;
        while (auto batch = reader.next())
            read.push_back(std::move(*batch));
        RC_ASSERT(read == batches);
        RC_ASSERT(reader.checkpoint() == "c\n");
    });
    rc::check("queries", [] {
        LogQuery query{.after = *rc::gen::inRange<std::uint64_t>(0, 1ULL << 53U), .limit = *rc::gen::inRange<std::size_t>(1, 1U << 30U)};
        if (*rc::gen::arbitrary<bool>()) {
            const auto first = *rc::gen::inRange<std::int64_t>(1, 1'000'000);
            query.own = LogQuery::Own{.replica = replica, .first = first, .last = first + *rc::gen::inRange(0, 100)};
        }
        const std::string target = query.target();
        RC_ASSERT(LogQuery::parse(std::string_view(target).substr(target.find('?') + 1)) == query);
    });
}

TEST_CASE("a push that is not as it must be is refused with its line")
{
    const std::string text = sample_push();
    const auto refused = [](const std::string& bad) { return message_of([&] { parse_push(bad); }); };
    CHECK(refused("") == "the sync message is not valid: it is empty");
    CHECK(refused(text.substr(0, text.size() - 1)).find("line 8") == 0);
    CHECK(refused(text.substr(0, text.rfind("{\"actor"))).find("1 more events") != std::string::npos);
    CHECK(refused(replaced(text, "\"v\":1", "\"v\":2")).find("line 1") == 0);
    CHECK(refused(replaced(text, "\"have\":12", "\"have\":-1")).find("\"have\"") != std::string::npos);
    CHECK(refused(replaced(text, "\"batch\":2", "\"batch\":3")).find("line 7") == 0);
    CHECK(refused(replaced(text, "\"batch\":2", "\"batch\":1")).find("no batch") != std::string::npos);
    CHECK(refused(replaced(text, "\"batch\":1", "\"batch\":0")).find("\"batch\"") != std::string::npos);
    CHECK(refused(replaced(text, "\"batch\":1", "\"batch\":1,\"x\":0")).find("unknown \"x\"") != std::string::npos);
    CHECK(refused(replaced(text, "YWFh", "YWF_")).find("\"signature\"") != std::string::npos);
    const std::string sealed = text.substr(text.find("{\"sealed"), text.find('\n', text.find("{\"sealed")) - text.find("{\"sealed") + 1);
    CHECK(refused(replaced(text, sealed, sealed + sealed)).find("before it") != std::string::npos);
    CHECK(refused(std::string(max_push_bytes + 1, 'x')).find("at most") != std::string::npos);
    CHECK(refused(replaced(text, event_line(2), R"({"actor":")" + std::string(60'000, 'a') + "\"}")).find("too long") !=
          std::string::npos);
    CHECK(refused(replaced(text, sealed, std::string(100, '[') + "\n")).find("line 5") == 0);
}

TEST_CASE("a page that is not as it must be is refused")
{
    const std::string text = sample_page();
    const auto refused = [](const std::string& bad) { return message_of([&] { read_page(bad); }); };
    CHECK(refused(replaced(text, "[4,3]", "[4,5]")).find("\"own\"") != std::string::npos);
    CHECK(refused(replaced(text, "[4,3]", "[0,3]")).find("\"own\"") != std::string::npos);
    CHECK(refused(replaced(text, "[4,3]", "[4,2]")).find("the batch has 4 events, not 5") != std::string::npos);
    CHECK(refused(replaced(text, "\"size\":20", "\"size\":4")).find("\"size\"") != std::string::npos);
    CHECK(refused(replaced(text, "\"verdict\":2", "\"verdict\":7")).find("\"verdict\"") != std::string::npos);
    CHECK(refused(text.substr(0, text.rfind("{\"checkpoint"))).find("no last line") != std::string::npos);
    CHECK(refused(text + text).find("a line too many") != std::string::npos);
    CHECK(refused(replaced(text, "\"batch\":5", "\"batch\":500000")).find("\"batch\"") != std::string::npos);
}

TEST_CASE("addresses of pages are read strictly")
{
    for (const char* bad : {"after=-1", "after=1&after=2", "limit=0", "own=1:2-3", "after", "x=1", "after=1x",
                            "own=f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff:3-2", "own=f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff:3"}) {
        INFO(bad);
        CHECK_THROWS_AS(LogQuery::parse(bad), Error);
    }
    CHECK(LogQuery::parse("") == LogQuery{});
}

TEST_CASE("bytes changed at random are refused or read as something, never more")
{
    std::mt19937 random(7);
    const std::vector<std::string> samples = {sample_push(), sample_page(),
                                              write_push_answer({.events = {{.id = "0123456789abcdef", .number = "A-1"}},
                                                                 .refused = {{.index = 1, .message = {"ა", "a"}}},
                                                                 .checkpoint = "n\n"})};
    int refused = 0;
    constexpr int rounds = 20'000;
    for (int i = 0; i != rounds; ++i) {
        std::string text = samples[random() % samples.size()];
        for (auto changes = random() % 3 + 1; changes > 0; --changes) {
            if (text.empty())
                break;
            const std::size_t at = random() % text.size();
            switch (random() % 4) {
            case 0: text[at] = static_cast<char>(random()); break;
            case 1: text.erase(at, random() % 40); break;
            case 2: text.insert(at, text.substr(random() % text.size(), random() % 60)); break;
            default: text.resize(at + 1); break;
            }
        }
        try {
            parse_push(text);
        } catch (const Error& error) {
            refused += error.fault() == Fault::Invalid ? 1 : 0;
        }
        try {
            read_page(text);
        } catch (const Error& error) {
            refused += error.fault() == Fault::Invalid ? 1 : 0;
        }
        try {
            parse_push_answer(text);
        } catch (const Error& error) {
            refused += error.fault() == Fault::Invalid ? 1 : 0;
        }
    }
    CHECK(refused > 2 * rounds);
}

TEST_CASE("messages about the authority and the replica")
{
    const Info info{.repository = repository,
                    .authority = replica,
                    .key = secret.public_key(),
                    .size = 7,
                    .checkpoint = "a\n",
                    .time = Instant::from_milliseconds(5),
                    .actor = "ნინო",
                    .scopes = {"pull", "push"},
                    .tag_secret = std::string(32, '\x7f'),
                    .time_zone = "Asia/Tbilisi"};
    CHECK(parse_info(write_info(info)) == info);
    sync::Info changed = info;
    changed.handovers = {"one\n", "two\n"};
    CHECK(parse_info(write_info(changed)) == changed);
    CHECK_THROWS_AS(parse_info(replaced(write_info(changed), R"(["one\n","two\n"])", "[]")), Error);
    changed.handovers.assign(ledger::most_handovers + 1, "x");
    CHECK_THROWS_AS(parse_info(write_info(changed)), Error);
    CHECK_THROWS_AS(parse_info(replaced(write_info(info), "7f7f", "7f")), Error);
    const Registration registration{.replica = replica, .key = secret.public_key(), .signature = signature('r')};
    CHECK(parse_registration(write_registration(registration)) == registration);
    CHECK(registration.text(repository).find("ogp/000102030405060708090a0b0c0d0e0f/replica\nf0f1") == 0);
    const ErasureAnswer erased{.replica = replica, .through = 9};
    CHECK(parse_erasure_answer(write_erasure_answer(erased)) == erased);
}

TEST_CASE("errors travel with their words, what is no answer of an authority is told by its status")
{
    const Error error(Fault::Forbidden, {"არა", "no"}, {"სცადეთ", "try"});
    const Error read = parse_fault(403, write_fault(error));
    CHECK(read.fault() == Fault::Forbidden);
    CHECK(read.message() == error.message());
    CHECK(read.hint() == error.hint());
    CHECK(parse_fault(502, "<html>").fault() == Fault::Remote);
    CHECK(parse_fault(502, "<html>").message().en == "the answer was status 502");
    CHECK(parse_fault(401, "").fault() == Fault::Forbidden);
}

TEST_CASE("the note of a batch is made again from its parts, byte for byte")
{
    const std::vector<Hash> ids = {sha256("a"), sha256("b"), sha256("c")};
    const std::string name = ledger::signer_name(repository, replica);
    const std::string note = ledger::sign_note(ledger::BatchStatement::over(repository, ids).text(), name, secret);
    CHECK(batch_note(repository, ids, name, secret.public_key(), note_signature(note)) == note);
    CHECK(ledger::verify_note(ledger::parse_note(note), name, secret.public_key()));
    CHECK_THROWS_AS(note_signature(ledger::sign_note(note, "second", secret)), Error);
}

TEST_CASE("a body may grow so much when it is unpacked")
{
    CHECK(max_unpacked(10, max_push_bytes) == 1U << 20U);
    CHECK(max_unpacked(100'000, max_push_bytes) == 6'400'000);
    CHECK(max_unpacked(std::size_t(-1), max_push_bytes) == max_push_bytes);
}
