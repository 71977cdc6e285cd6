#include "app/sync/blob_upload.hpp"

#include "app/trial_repository.hpp"
#include "store/blobs.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::app;

TEST_CASE("blob upload: pieces in their order make the blob, what was cut goes on")
{
    TrialRepository trial;
    const std::filesystem::path data = trial.folder() / ".ogp";
    const std::string content = random_bytes(3000);
    const Hash hash = sha256(content);
    const std::string_view view = content;
    CHECK(take_piece(data, {hash, 0, 3000, view.substr(0, 1000)}) == 1000);
    CHECK_FALSE(blob_size(data, hash));
    CHECK_THROWS_AS(take_piece(data, {hash, 2000, 3000, view.substr(2000)}), Error);
    CHECK_THROWS_AS(take_piece(data, {hash, 1000, 1500, view.substr(1000, 1000)}), Error);
    CHECK(take_piece(data, {hash, 1000, 3000, view.substr(1000)}) == 3000);
    CHECK(blob_size(data, hash) == 3000);
    CHECK(store::Blobs(data / "blobs").get(hash) == content);
    CHECK(read_blob(data, hash, 2990, 100) == content.substr(2990));
    CHECK(read_blob(data, hash, 5000, 100).empty());
    CHECK(take_piece(data, {hash, 0, 3000, view.substr(0, 1000)}) == 3000);
    CHECK(remove_stale_pieces(data) == 0);
}

TEST_CASE("blob upload: a content with another hash leaves nothing")
{
    TrialRepository trial;
    const std::filesystem::path data = trial.folder() / ".ogp";
    const Hash hash = sha256("right");
    CHECK_THROWS_AS(take_piece(data, {hash, 0, 5, "wrong"}), Error);
    CHECK_FALSE(blob_size(data, hash));
    CHECK(take_piece(data, {hash, 0, 5, "right"}) == 5);
    const Hash nothing = sha256("");
    CHECK(take_piece(data, {nothing, 0, 0, ""}) == 0);
    CHECK(blob_size(data, nothing) == 0);
}
