#include "base/file.hpp"
#include "cli/trial_folder.hpp"
#include "store/checksum_vfs.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

#include <cstdio>
#include <string>
#include <vector>

using namespace ogp::cli::testing;

namespace {

/// A file beside the database, gone with the folder.
std::string kept(const TrialFolder& folder, const std::string& name, const std::string& content)
{
    const std::filesystem::path file = folder.database().parent_path() / name;
    ogp::write_file(file, content);
    return file.string();
}

void damage(const TrialFolder& folder, const char* sql)
{
    SQLite::Database database{folder.database().string(), SQLite::OPEN_READWRITE, 0, ogp::store::checksum_vfs(nullptr)};
    REQUIRE(database.exec(sql) > 0);
}

} // namespace

TEST_CASE("verify ends with 8 whichever byte of a proof is changed")
{
    const TrialFolder folder;
    const std::string proof = folder.call({"prove", "#0"}).out;
    const std::filesystem::path file = kept(folder, "proof", proof);
    REQUIRE(run_here({"verify", file.string()}).status == 0);
    std::vector<std::size_t> unnoticed;
    for (std::size_t i = 0; i < proof.size(); ++i) {
        std::string changed = proof;
        changed[i] = static_cast<char>(changed[i] ^ (1 << (i % 8)));
        std::filesystem::remove(file);
        // Not written through write_file, whose fsync would take a while some thousand times.
        std::FILE* stream = std::fopen(file.c_str(), "wb");
        REQUIRE(stream != nullptr);
        std::fwrite(changed.data(), 1, changed.size(), stream);
        std::fclose(stream);
        if (run_here({"verify", file.string()}).status != 8)
            unnoticed.push_back(i);
    }
    CHECK(unnoticed.empty());
}

TEST_CASE("nothing is proved out of a damaged log")
{
    const TrialFolder folder;
    REQUIRE(folder.call({"prove", "I.1"}).status == 0);
    damage(folder, "UPDATE event SET body = CAST(replace(CAST(body AS TEXT), 'Design of the form', 'Resign of the form') AS BLOB) "
                   "WHERE instr(body, CAST('Design of the form' AS BLOB)) > 0");
    const Printed refused = folder.call({"prove", "I.1"});
    CHECK(refused.status == 8);
    CHECK(refused.out.empty());
    CHECK(refused.err.find("its bytes were changed") != std::string::npos);
    CHECK(folder.call({"prove", "I.2"}).status == 0);
}

TEST_CASE("a changed tree, batch or checkpoint is noticed where it is needed")
{
    {
        const TrialFolder folder;
        const std::string note = kept(folder, "note", folder.call({"checkpoint"}).out);
        REQUIRE(folder.call({"audit", "--from", note}).status == 0);
        damage(folder, "UPDATE tile SET hashes = CAST(substr(hashes, 33, 32) || substr(hashes, 33) AS BLOB) WHERE level = 0");
        CHECK(folder.call({"audit", "--from", note}).status == 8);
        CHECK(folder.call({"checkpoint"}).status == 8);
        CHECK(folder.call({"prove", "I.1"}).status == 8);
    }
    {
        const TrialFolder folder;
        damage(folder, "UPDATE batch SET note = replace(note, 'batch', 'botch')");
        CHECK(folder.call({"prove", "I.1"}).status == 8);
    }
    {
        const TrialFolder folder;
        damage(folder, "DELETE FROM batch");
        CHECK(folder.call({"prove", "I.1"}).status == 8);
    }
}
