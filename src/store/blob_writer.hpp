#pragma once

#include "base/file.hpp"
#include "base/hash_stream.hpp"
#include "store/blobs.hpp"

#include <string_view>

namespace ogp::store {

/// Writes a content of unknown length among the blobs. Destroyed without finish(), nothing has happened.
class BlobWriter
{
public:
    explicit BlobWriter(const Blobs& blobs);

    void add(std::string_view piece);
    /// Makes the content durable under its hash; it takes the place of one that is there, which mends a damaged one.
    Hash finish();
    /// The same where the content has this hash; else false, and nothing has happened.
    bool finish_as(const Hash& expected);

private:
    void commit(const Hash& hash);

    const Blobs& m_blobs;
    OutputFile m_file;
    HashStream m_hash;
};

} // namespace ogp::store
