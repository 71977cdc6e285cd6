#include "cli/trial_folder.hpp"
#include "store/checksum_vfs.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

using namespace ogp::cli::testing;

namespace {

void damage(const TrialFolder& folder, const char* sql)
{
    SQLite::Database database{folder.database().string(), SQLite::OPEN_READWRITE, 0, ogp::store::checksum_vfs(nullptr)};
    REQUIRE(database.exec(sql) > 0);
}

} // namespace

TEST_CASE("a changed list is found, named, and rebuilt from the log")
{
    const TrialFolder folder;
    REQUIRE(folder.call({"fsck"}).status == 0);
    damage(folder, "UPDATE case_ SET state = 'done' WHERE number = 'I.1'");

    const Printed found = folder.call({"fsck"});
    CHECK(found.status == 8);
    CHECK(found.err.find("rustavi-2019/I.1") != std::string::npos);
    CHECK(folder.call({"fsck", "--json=intact"}).out.find("false") != std::string::npos);

    const Printed repaired = folder.call({"fsck", "--repair"});
    CHECK(repaired.status == 0);
    CHECK(repaired.err.find("rebuilt from the log") != std::string::npos);
    CHECK(folder.call({"fsck"}).status == 0);
    CHECK(folder.call({"milestone", "show", "I.1", "--ndjson=state"}).out == "{\"state\":\"planned\"}\n");
}

TEST_CASE("a repair without damage changes nothing")
{
    const TrialFolder folder;
    const std::string before = folder.call({"log", "--json"}).out;
    CHECK(folder.call({"fsck", "--repair"}).status == 0);
    CHECK(folder.call({"log", "--json"}).out == before);
}

TEST_CASE("damage to the log itself is not papered over")
{
    const TrialFolder folder;
    damage(folder, "UPDATE event SET body = CAST(replace(CAST(body AS TEXT), 'Design of the form', 'Resign of the form') AS BLOB) "
                  "WHERE instr(body, CAST('Design of the form' AS BLOB)) > 0");
    CHECK(folder.call({"fsck"}).status == 8);
    const Printed repaired = folder.call({"fsck", "--repair"});
    CHECK(repaired.status == 8);
    CHECK(repaired.err.find("the log itself is damaged") != std::string::npos);
    CHECK(folder.call({"fsck"}).status == 8);
}
