#pragma once

#include "app/sync/authority.hpp"
#include "server/http_routes.hpp"
#include "server/metrics.hpp"
#include "server/rate_limit.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace ogp::server {

/// What the routes of an authority work with. Outlives them.
struct Service
{
    app::Authority& authority;
    Metrics& metrics;
    RateLimit& of_token;    ///< requests of one token
    RateLimit& of_address;  ///< of one network
    RateLimit& of_failures; ///< tokens that are none, of one network
    std::size_t largest_blob = 256U << 20U;
    std::function<std::size_t()> connections{}; ///< open now, for the metrics
};

/// The log and what is asked of it: /v1/... (sync/wire.hpp).
void add_log_routes(Routes& routes, Service& service);
/// Attached files: /v1/blob/<hash>.
void add_blob_routes(Routes& routes, Service& service);
/// What anybody may read, and mirror: /checkpoint, /tile/... (C2SP tlog-tiles), /v1/consistency, /v1/info, /v1/checkpoint.
void add_public_routes(Routes& routes, Service& service);
/// /healthz, and /metrics for a token of scope metrics.
void add_keeper_routes(Routes& routes, Service& service);
/// 429 for who asks too often: before a body is read.
void limit(Routes& routes, Service& service);

/// The token of a request as it was sent, "" where there is none.
std::string_view bearer(const Query& query);

/// Answers errors in the form of the wire. Io and Internal go on to the server, which tells nobody more than it must.
Reply answer(const std::function<Reply()>& work);
/// The same for who has a token with that scope; 401 without a valid one. `work` gets who asks.
Reply answer_for(Service& service, const Query& query, std::optional<app::Scope> scope, const std::function<Reply(const app::Session&)>& work);

} // namespace ogp::server
