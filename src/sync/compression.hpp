#pragma once

#include "base/error.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace ogp::sync {

/// Level of zstd: what the wire is sent with.
inline constexpr int default_compression = 3;
/// A frame may need a window of at most this size: 8 MiB.
inline constexpr int max_window_log = 23;

/// One zstd frame with its content size in the head. `level` 1..19.
std::string compress(std::string_view data, int level = default_compression);

/// What decompress() throws for too much: Fault::Invalid like the rest, but a server answers it with another status.
class UnpacksTooLong : public Error
{
public:
    explicit UnpacksTooLong(std::size_t limit);
};

/// The content of what compress() made, or of any zstd frames one after the other. Throws Error{Invalid} for what is no whole zstd
/// frame or needs a larger window than max_window_log, UnpacksTooLong for more than `max_output` bytes. No piece of memory taken is larger
/// than max_output or the window, whatever the frame says of itself, and none that is large is taken for a few bytes.
std::string decompress(std::string_view data, std::size_t max_output);

} // namespace ogp::sync
