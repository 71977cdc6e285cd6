#include "store/sealed_blob.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "ledger/seal.hpp"
#include "store/blob_writer.hpp"
#include "store/sample_city.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstring>

using namespace ogp;
using namespace ogp::store;
using namespace ogp::store::sample;

namespace {

/// In pieces of any size, as a pipe gives them.
ContentSource pieces(std::string_view content)
{
    return [content](char* buffer, std::size_t size) mutable {
        const std::size_t count = std::min({size, content.size(), std::size_t{1000}});
        std::memcpy(buffer, content.data(), count);
        content.remove_prefix(count);
        return count;
    };
}

std::string opened(const Blobs& blobs, const Hash& hash, const std::string& key)
{
    std::string content;
    read_sealed(blobs, hash, key, [&](std::string_view piece) { content += piece; });
    return content;
}

Fault fault_of(const Blobs& blobs, const Hash& hash, const std::string& key)
{
    try {
        opened(blobs, hash, key);
    } catch (const Error& error) {
        return error.fault();
    }
    return Fault::Usage;
}

} // namespace

TEST_CASE("a sealed content comes back whole, whatever its size")
{
    const Folder folder;
    const Blobs blobs(folder.path() / "blobs");
    const std::string key = ledger::new_subject_key();
    for (const std::size_t size : {0UL, 1UL, 65'535UL, 65'536UL, 65'537UL, 131'072UL, 300'000UL}) {
        CAPTURE(size);
        std::string content(size, 'x');
        if (size > 0)
            content.back() = 'y';
        const Hash hash = put_sealed(blobs, key, pieces(content));
        CHECK(opened(blobs, hash, key) == content);
        CHECK(blobs.get(hash).find("xxxx") == std::string::npos);
    }
    // Nobody can see that two contents are the same.
    CHECK(put_sealed(blobs, key, pieces("same")) != put_sealed(blobs, key, pieces("same")));
}

TEST_CASE("a sealed content does not open under another key, changed or cut")
{
    const Folder folder;
    const Blobs blobs(folder.path() / "blobs");
    const std::string key = ledger::new_subject_key();
    const Hash hash = put_sealed(blobs, key, pieces(std::string(200'000, 'x')));
    CHECK(fault_of(blobs, hash, ledger::new_subject_key()) == Fault::Integrity);
    const std::string ciphertext = blobs.get(hash);
    // Kept under the hash that they have, so that only the seal can tell.
    for (const std::size_t size : {0UL, 10UL, 24UL, 65'577UL, 131'130UL, ciphertext.size() - 1})
        CHECK(fault_of(blobs, blobs.put(ciphertext.substr(0, size)), key) == Fault::Integrity);
    for (const std::size_t place : {0UL, 30UL, 100'000UL, ciphertext.size() - 1}) {
        std::string changed = ciphertext;
        changed[place] = static_cast<char>(changed[place] ^ 1);
        CHECK(fault_of(blobs, blobs.put(changed), key) == Fault::Integrity);
    }
    CHECK(fault_of(blobs, blobs.put(ciphertext + std::string(40, 'x')), key) == Fault::Integrity);
    fs::remove(blobs.path(hash));
    CHECK(fault_of(blobs, hash, key) == Fault::NotFound);
}

TEST_CASE("a blob that is not finished leaves nothing")
{
    const Folder folder;
    const Blobs blobs(folder.path() / "blobs");
    {
        BlobWriter writer(blobs);
        writer.add("half");
    }
    BlobWriter other(blobs);
    other.add("content");
    CHECK_FALSE(other.finish_as(sha256("another")));
    CHECK_FALSE(blobs.has(sha256("content")));
    BlobWriter whole(blobs);
    whole.add("con");
    whole.add("tent");
    CHECK(whole.finish() == sha256("content"));
    CHECK(blobs.get(sha256("content")) == "content");
}

TEST_CASE("what reads a blob piece by piece sees that it was changed")
{
    const Folder folder;
    const Blobs blobs(folder.path() / "blobs");
    const Hash hash = blobs.put(std::string(100'000, 'x'));
    std::string content;
    blobs.read(hash, [&](std::string_view piece) { content += piece; });
    CHECK(content == std::string(100'000, 'x'));
    write_file(blobs.path(hash), std::string(100'001, 'x'));
    CHECK_THROWS_AS(blobs.read(hash, [](std::string_view) {}), Error);
}
