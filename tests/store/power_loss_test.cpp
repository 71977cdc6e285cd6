#include "store/power_loss.hpp"

#include "store/sample_city.hpp"
#include "store/verifier.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

using namespace ogp;
using namespace ogp::store;
using namespace ogp::store::sample;

namespace {

struct Outcome
{
    std::uint64_t cuts = 0;
    std::uint64_t acknowledged = 0;
    std::uint64_t lost = 0;
    std::uint64_t damaged = 0; ///< repositories that do not open or have findings
    std::uint64_t checkpointed = 0;
};

/// Writes until the power goes; gives what was acknowledged. Texts of a few kilobytes fill the WAL past its limit every now
/// and then, so that cuts hit checkpoints as well.
std::vector<CaseUid> write_until_dark(const fs::path& folder, std::mt19937& random, Outcome& outcome)
{
    std::vector<CaseUid> acknowledged;
    try {
        for (;;) {
            const bool wal = fs::exists(folder / "ogp.db-wal");
            {
                Store store(folder, {.vfs = "power"});
                const int commits = 1 + static_cast<int>(random() % 3);
                for (int i = 0; i < commits; ++i) {
                    Writer writer(store);
                    const CaseRow row =
                        writer.open(plan_type(), Json::object({{"text", std::string(100 + random() % 7900, 'x')}}));
                    // Some batches are large.
                    for (auto more = random() % 4 == 0 ? random() % 30 : 0; more > 0; --more)
                        writer.open(plan_type(), Json::object({{"text", std::string(random() % 6000, 'y')}}));
                    writer.commit();
                    acknowledged.push_back(row.subject.uid);
                }
            }
            if (wal && !fs::exists(folder / "ogp.db-wal"))
                ++outcome.checkpointed;
        }
    } catch (const Error&) {
        return acknowledged;
    }
}

void check(const fs::path& folder, const std::vector<CaseUid>& acknowledged, Outcome& outcome)
{
    outcome.acknowledged += acknowledged.size();
    ++outcome.cuts;
    try {
        Store store(folder);
        for (const CaseUid& uid : acknowledged)
            outcome.lost += store.find(uid) ? 0U : 1U;
        const Verification verification = Verifier(store).run();
        if (!verification.findings.empty()) {
            ++outcome.damaged;
            UNSCOPED_INFO(verification.findings.front().where + ": " + verification.findings.front().message.en);
        }
    } catch (const Error& error) {
        ++outcome.damaged;
        UNSCOPED_INFO(error.message().en);
    }
}

Outcome cut_power(int cuts, unsigned seed)
{
    REQUIRE(power::install() != nullptr);
    std::mt19937 random(seed);
    Outcome outcome;
    const Folder origin;
    found(origin.path());
    for (int i = 0; i < cuts; ++i) {
        const Folder folder;
        fs::copy(origin.path(), folder.path(), fs::copy_options::recursive);
        power::machine() = {};
        power::machine().operations_left = static_cast<std::int64_t>(random() % (i % 4 == 0 ? 3000 : 300));
        const auto acknowledged = write_until_dark(folder.path(), random, outcome);
        power::restart(folder.path(), random);
        check(folder.path(), acknowledged, outcome);
    }
    return outcome;
}

int cuts(int preset)
{
    const char* soak = std::getenv("OGP_SOAK");
    return soak == nullptr ? preset : std::max(preset, std::atoi(soak));
}

extern "C" int run_at_normal(sqlite3* database, const char**, const void*)
{
    return sqlite3_exec(database, "PRAGMA synchronous=NORMAL", nullptr, nullptr, nullptr);
}

/// The planted fault: connections at synchronous=NORMAL that claim to be at FULL.
class AtNormal
{
public:
    AtNormal()
    {
        sqlite3_auto_extension(entry());
        power::says() = power::Says::Full;
    }
    ~AtNormal()
    {
        sqlite3_cancel_auto_extension(entry());
        power::says() = power::Says::Truth;
    }
    AtNormal(const AtNormal&) = delete;
    AtNormal& operator=(const AtNormal&) = delete;

private:
    static void (*entry())() { return reinterpret_cast<void (*)()>(run_at_normal); }
};

} // namespace

TEST_CASE("a power loss at any moment loses nothing that was acknowledged")
{
    const int wanted = cuts(300);
    const Outcome outcome = cut_power(wanted, 7);
    INFO(outcome.cuts << " cuts, " << outcome.acknowledged << " acknowledged, " << outcome.lost << " lost, "
                      << outcome.checkpointed << " checkpoints");
    CHECK(outcome.lost == 0);
    CHECK(outcome.damaged == 0);
    CHECK(outcome.cuts == static_cast<std::uint64_t>(wanted));
    CHECK(outcome.acknowledged > outcome.cuts);
    CHECK(outcome.checkpointed > 0);
}

TEST_CASE("the same test catches synchronous=NORMAL")
{
    const AtNormal fault;
    const Outcome outcome = cut_power(60, 8);
    INFO(outcome.cuts << " cuts, " << outcome.acknowledged << " acknowledged");
    CHECK(outcome.lost > 0);
}

TEST_CASE("a connection that is not at synchronous=FULL is refused")
{
    REQUIRE(power::install() != nullptr);
    const Folder folder;
    found(folder.path());
    power::machine() = {};
    CHECK(Store(folder.path(), {.vfs = "power"}).head().size == 3);
    power::says() = power::Says::Normal;
    try {
        Store store(folder.path(), {.vfs = "power"});
        FAIL_CHECK("nothing was thrown");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Integrity);
        CHECK(error.message().en.find("synchronous=1") != std::string::npos);
    }
    power::says() = power::Says::Truth;
}

TEST_CASE("a durable change costs two syncs")
{
    REQUIRE(power::install() != nullptr);
    const Folder folder;
    found(folder.path());
    for (int change = 0; change < 5; ++change) {
        power::machine() = {};
        {
            Store store(folder.path(), {.vfs = "power"});
            Writer writer(store);
            writer.open(plan_type(), Json::object());
            writer.commit();
        }
        // The WAL, and its folder because SQLite opens a WAL with CREATE.
        CHECK(power::machine().syncs == 2);
    }
    power::machine() = {};
    {
        const Store reader(folder.path(), {.access = Access::Read, .vfs = "power"});
        CHECK(reader.count({}) == 5);
    }
    CHECK(power::machine().syncs == 0);
}
