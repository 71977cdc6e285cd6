#pragma once

#include "server/http_message.hpp"
#include "server/http_server.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace ogp::server {

/// How a request announces its body.
struct BodyHead
{
    enum class Framing { None, Length, Chunked, Unclear };
    Framing framing = Framing::None;   ///< Unclear: where the next request begins is not known, so there can be none
    std::uint64_t length = 0;          ///< where it is announced
    Encoding encoding = Encoding::Plain;
};

/// What is wrong with a head before anybody is asked: 400 for a target or a framing that two readers could take in two ways, 414,
/// 431, 415 for an encoding other than zstd, 501 for a transfer coding other than chunked. Fills in the path, the parameters and `body`.
std::optional<Reply> check_head(std::string_view target, const HttpOptions& options, Query& query, BodyHead& body);

/// 415 or 413 for a body that the route does not take.
std::optional<Reply> check_body(const BodyHead& body, const Admission& admission);

Reply body_too_large(std::uint64_t limit);
/// 503 with Retry-After: there is too much to do, or the server is about to end.
Reply unavailable(const Localized& reason);

/// The last address of X-Forwarded-For, which is the one that the front has seen itself; "" where it is none.
std::string forwarded_address(const Query& query);

} // namespace ogp::server
