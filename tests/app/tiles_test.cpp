#include "app/trust/tiles.hpp"

#include "app/trial_repository.hpp"
#include "ledger/leaf.hpp"
#include "ledger/merkle.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace ogp;
using namespace ogp::app;

TEST_CASE("tiles: a path is written in one way")
{
    CHECK(parse_tile_path("0/000") == TilePath{0, 0, 256});
    CHECK(parse_tile_path("0/x001/067") == TilePath{0, 1067, 256});
    CHECK(parse_tile_path("1/x001/x234/067.p/8") == TilePath{1, 1234067, 8});
    CHECK(parse_tile_path("entries/x123/456") == TilePath{-1, 123456, 256});
    for (const char* wrong : {"", "0", "0/", "0/00", "0/0000", "0/x001", "0/001/067", "64/000", "00/000", "-1/000", "0/000.p/0", "0/000.p/256",
                              "0/000.p/08", "0/000.p/", "0/x000/067", "entry/000", "0/000/", "0/../keys.db", "0/x999/x999/x999/x999/x999/x999/x999/999"})
        CHECK_FALSE(parse_tile_path(wrong));
    for (const TilePath path : {TilePath{0, 0, 256}, TilePath{3, 999, 1}, TilePath{2, 1000, 255}, TilePath{-1, 1'234'567'890, 256}})
        CHECK(parse_tile_path(tile_path(path)) == path);
}

TEST_CASE("tiles: hashes and leaves of the log, and the root that follows from them")
{
    const std::string data = std::string(OGP_SOURCE_DIR) + "/tests/data/workflows/";
    TrialRepository trial({data + "errand.yaml", data + "step.yaml"});
    Repository repository = trial.open();
    {
        Change change(repository);
        for (int i = 0; i < 600; ++i)
            change.open("errand", Json::object({{"subject", std::to_string(i)}}));
        change.commit();
    }
    const store::Store& store = repository.store();
    const std::uint64_t size = store.head().size;
    REQUIRE(size > 512);
    REQUIRE(size < 768);

    std::vector<Hash> leaf_hashes;
    for (std::uint64_t index = 0; index * tile_width < size; ++index) {
        const std::uint64_t width = std::min(tile_width, size - index * tile_width);
        const auto bundle = tile(store, {-1, index, width});
        const auto hashes = tile(store, {0, index, width});
        REQUIRE(bundle);
        REQUIRE(hashes);
        REQUIRE(bundle->size() == width * (2 + ledger::leaf_size));
        for (std::uint64_t i = 0; i < width; ++i) {
            const std::string_view entry = std::string_view(*bundle).substr(i * (2 + ledger::leaf_size), 2 + ledger::leaf_size);
            CHECK(entry.substr(0, 2) == std::string_view("\0\x89", 2));
            leaf_hashes.push_back(ledger::leaf_hash(entry.substr(2)));
            CHECK(std::string_view(*hashes).substr(i * 32, 32) == leaf_hashes.back().view());
        }
    }
    CHECK(ledger::tree_root(leaf_hashes) == store.head().root);
    const auto above = tile(store, {1, 0, 2});
    REQUIRE(above);
    CHECK(std::string_view(*above).substr(32) == ledger::tree_root(std::span(leaf_hashes).subspan(256, 256)).view());

    CHECK_FALSE(tile(store, {0, 2, 256}));
    CHECK_FALSE(tile(store, {0, 3, 1}));
    CHECK_FALSE(tile(store, {1, 0, 3}));
    CHECK_FALSE(tile(store, {2, 0, 1}));
    CHECK_FALSE(tile(store, {8, 0, 1}));
    CHECK_FALSE(tile(store, {63, UINT64_MAX / 256, 256}));
    CHECK(tile(store, {0, 2, 1}));
}
