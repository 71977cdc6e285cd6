#pragma once

#include "base/hash.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace ogp::store {

/// `.ogp/blobs/ab/cdef...`: contents by SHA-256 (first byte is the folder, the rest the name).
class Blobs
{
public:
    explicit Blobs(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    /// Durable when it returns; a content that is there already is not written again. Contents of unknown length go through a
    /// BlobWriter (blob_writer.hpp).
    Hash put(std::string_view content) const;
    /// The content, checked against its name: Error{NotFound} where it is missing, Error{Integrity} where it was changed.
    std::string get(const Hash& hash) const;
    /// The same piece by piece. What `visit` is given is sure only when this has returned.
    void read(const Hash& hash, const std::function<void(std::string_view piece)>& visit) const;
    bool has(const Hash& hash) const;

    const std::filesystem::path& folder() const { return m_folder; }
    std::filesystem::path path(const Hash& hash) const;

private:
    std::filesystem::path m_folder; ///< .ogp/blobs
};

} // namespace ogp::store
