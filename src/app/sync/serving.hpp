#pragma once

#include "app/sync/acceptance.hpp"
#include "base/language.hpp"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>

namespace ogp::app {

/// How an authority is served over HTTP.
struct ServeOptions
{
    std::filesystem::path folder;               ///< with `.ogp` in it
    std::string actor{};                        ///< who acts for the authority
    std::string listen = "127.0.0.1:8017";      ///< of this machine alone: "127.0.0.1:PORT", "[::1]:PORT", "unix:/path"
    int ready_fd = -1;                          ///< gets one line, the URL, when connections are accepted
    TestClock test_clock = TestClock::Refuse;
    std::chrono::seconds tick_every{60};        ///< 0: never
    bool follow = false;                        ///< only hands out; takes over what others write to a shared log, each second
    bool behind_front = false;                  ///< the client's address is the last one of X-Forwarded-For
    unsigned requests_a_minute = 1200;          ///< of one token, and twice as many of one address
    unsigned connections = 4096;
    unsigned workers = 16;                       ///< pushes that are committed together wait in them
    std::size_t largest_blob = 256U << 20U;     ///< bytes of an attached file
    std::function<void(const Localized&)> say{}; ///< lines for the keeper
};

/// Serves until it is told to stop (SIGTERM, SIGINT), then lets what was asked be answered. Throws Error for what cannot be served.
using Serve = void (*)(const ServeOptions& options);

/// The program that can serve says how (ogp-server, before anything else); the others link no such library.
void set_serve(Serve serve);
/// Error{Internal} where this program has no way to.
void serve(const ServeOptions& options);

} // namespace ogp::app
