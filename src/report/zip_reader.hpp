#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ogp::report {

struct ZipLimits
{
    std::size_t archive = 64U << 20U; ///< bytes of the archive
    std::size_t entry = 64U << 20U;   ///< bytes of an entry when unpacked, however few it claims
    std::size_t entries = 4096;
};

/// The unpacked content of one entry of a ZIP archive from outside. Throws Error{Invalid} where the bytes are no such archive, are
/// damaged or encrypted, have no such entry, or go beyond the limits.
std::string zip_entry(std::string_view archive, const std::string& name, const ZipLimits& limits = {});

} // namespace ogp::report
