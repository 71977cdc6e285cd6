#pragma once

#include "base/hash.hpp"
#include "store/blobs.hpp"

#include <filesystem>
#include <string_view>
#include <system_error>
#include <vector>

namespace ogp::app {

/// Contents that are kept for a batch and are not wanted where it fails.
class NewBlobs
{
public:
    explicit NewBlobs(const std::filesystem::path& folder) : m_blobs(folder) {}
    ~NewBlobs()
    {
        std::error_code ignored;
        for (const Hash& hash : m_new)
            std::filesystem::remove(m_blobs.path(hash), ignored);
    }
    NewBlobs(const NewBlobs&) = delete;
    NewBlobs& operator=(const NewBlobs&) = delete;

    Hash put(std::string_view text)
    {
        const Hash hash = sha256(text);
        if (!m_blobs.has(hash))
            m_new.push_back(hash);
        return m_blobs.put(text);
    }
    /// From here on the log may name them.
    void keep() { m_new.clear(); }

private:
    store::Blobs m_blobs;
    std::vector<Hash> m_new;
};

} // namespace ogp::app
