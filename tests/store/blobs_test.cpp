#include "store/blobs.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "store/sample_city.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::store;
using namespace ogp::store::sample;

TEST_CASE("blobs lie under their hash")
{
    const Folder folder;
    const Blobs blobs(folder.path() / "blobs");
    const Hash hash = blobs.put("ფოტო");
    CHECK(hash == sha256("ფოტო"));
    CHECK(blobs.has(hash));
    CHECK(blobs.get(hash) == "ფოტო");
    CHECK(blobs.put("ფოტო") == hash);
    const std::string hex = hash.hex();
    const fs::path file = folder.path() / "blobs" / hex.substr(0, 2) / hex.substr(2);
    CHECK(read_file(file) == "ფოტო");
    CHECK(blobs.get(blobs.put("")).empty());

    const auto fault = [&] {
        try {
            blobs.get(hash);
        } catch (const Error& error) {
            return error.fault();
        }
        return Fault::Usage;
    };
    write_file(file, "სხვა");
    CHECK(fault() == Fault::Integrity);
    fs::remove(file);
    CHECK_FALSE(blobs.has(hash));
    CHECK(fault() == Fault::NotFound);
}
