#pragma once

#include "base/error.hpp"
#include "base/json.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogp::server {

using NamedText = std::pair<std::string, std::string>;

enum class Want { Everything, HeadOnly };

/// One request, taken apart.
struct Query
{
    std::string id;                        ///< of this exchange, for the log: unique within a run of the server
    std::string method;                    ///< as sent; HEAD comes as GET that wants the head only
    Want want = Want::Everything;
    std::string path;                      ///< decoded; UTF-8, begins with /, without control characters and without . and ..
    std::string raw_query{};               ///< what stands after the question mark, as it was sent
    std::vector<NamedText> parameters{};   ///< the same, decoded, in order
    std::vector<NamedText> headers{};      ///< names in lower case
    std::vector<NamedText> captures{};     ///< what the route's {names} stand for
    std::string route{};                   ///< pattern of the route, "" where there is none
    std::string peer{};                    ///< address of the client, "" over a Unix socket
    std::string body{};                    ///< unpacked

    /// The value of that header (lower case), parameter or capture; "" where there is none.
    std::string_view header(std::string_view name) const;
    std::string_view parameter(std::string_view name) const;
    std::string_view capture(std::string_view name) const;
    /// Whether the client says that it has this version of the answer already (If-None-Match). `etag` without quotes.
    bool has_version(std::string_view etag) const;
    /// Whether an answer may come as Content-Encoding zstd.
    bool takes_zstd() const;
};

/// What may keep an answer: nobody; who asks each time whether it still holds; anyone for ever, because it never changes.
enum class Caching { Never, Revalidate, Immutable };

enum class Encoding { Plain, Zstd };

/// One answer.
struct Reply
{
    int status = 200;
    std::string body{};
    std::string type = "application/json";
    Encoding encoding = Encoding::Plain;    ///< of the body as it is given here
    std::vector<NamedText> headers{};       ///< beside Content-Type, -Length, -Encoding, ETag, Cache-Control and Date
    std::string etag{};                     ///< without quotes; the same as the client's becomes 304 by itself
    Caching caching = Caching::Never;
    std::string actor{};                    ///< id of who asked, where it is known: for the log only
};

/// Answers a query, or throws ogp::Error, which becomes an answer. Called by several threads at once.
using Handler = std::function<Reply(const Query&)>;

Reply json_reply(const Json& value, int status = 200);

/// 400 404 403 409 ...: the one place where a fault becomes an HTTP status.
int http_status(Fault fault);

/// {fault, message: {ka, en}, hint: {ka, en}}, and findings where there are some. What a client can do nothing about (Io, Internal)
/// is told without its details, which may name paths, and with the number under which the log has them.
Reply error_reply(const Error& error, std::string_view query_id);

/// The same with a status of its own: 401, 405, 413, 415, 429, 431 ...
Reply refusal(int status, Fault fault, const Localized& message, const Localized& hint = {});
/// 429 with Retry-After in whole seconds, at least 1.
Reply too_many(std::chrono::milliseconds wait);

/// Makes it 304 without a body where the client has this version already.
void spare_known_answer(const Query& query, Reply& reply);
/// The head of an answer but for what the server adds by itself (Date, Content-Length).
std::vector<NamedText> header_lines(const Reply& reply);

/// Takes the target of a request line apart into path and parameters. Nothing where it is not well-formed: bad escapes, no UTF-8,
/// control characters, "." or ".." as a segment.
bool parse_target(std::string_view target, Query& query);

} // namespace ogp::server
