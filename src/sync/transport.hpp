#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::sync {

/// One line of an HTTP head. Names are compared without regard to case; a Response has them in lower case.
struct Header
{
    std::string name;
    std::string value;
};

/// Bytes of one exchange so far, heads included. What it throws ends the exchange and reaches the caller of send().
using Progress = std::function<void(std::uint64_t sent, std::uint64_t received)>;

/// One question to an authority.
struct Request
{
    std::string method = "GET";
    std::string target;                         ///< path and query: "/v1/log?after=256"
    std::vector<Header> headers{};              ///< beside those that the transport adds itself: Host, Authorization, Content-Length
    std::string body{};
    std::size_t max_response = 1U << 20U;       ///< bytes of body; a longer answer is given up while it comes in
    std::chrono::milliseconds timeout{600'000}; ///< for the whole exchange
    std::chrono::milliseconds stall{30'000};    ///< nothing moves for so long: given up (in whole seconds, at least one)
    Progress progress{};
};

/// What came back, whatever the status: 304 and 409 are answers too.
struct Response
{
    int status = 0;
    std::vector<Header> headers{};
    std::string body{};
    std::uint64_t bytes_sent = 0;     ///< on the wire, request line and headers included, TLS not
    std::uint64_t bytes_received = 0; ///< likewise

    /// The value of that header, "" where there is none. `name` in lower case.
    std::string_view header(std::string_view name) const;
};

/// Replaces a body that came as Content-Encoding zstd by what it holds, at most `max_output` bytes. Throws Error{Invalid} as
/// decompress() does, and for an encoding that was never asked for.
void unpack(Response& response, std::size_t max_output);

/// Asks one authority; keeps its connection from one question to the next. Used by one thread at a time.
class Transport
{
public:
    Transport() = default;
    virtual ~Transport() = default;
    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;

    /// Throws Error{Remote} where there is no whole answer: refused, cut, stalled, not trusted, longer than max_response. Whether
    /// the authority acted on the question is not known then: ask again what is idempotent.
    virtual Response send(const Request& request) = 0;
};

/// Where an authority is and how to speak to it.
struct RemoteOptions
{
    /// "https://host[:port][/base]"; "http://..." to loopback addresses only; "unix:/path/of/socket".
    std::string url;
    std::string token{};                    ///< sent as "Authorization: Bearer", never shown
    /// PEM file of the certificate authorities to trust instead of the system's; "": what SSL_CERT_FILE names, if it is set.
    std::filesystem::path authorities{};
    std::chrono::milliseconds connect{10'000};
};

/// Makes a transport. Throws Error{Usage} where the address cannot be used: another scheme, plain http to another machine.
using TransportFactory = std::unique_ptr<Transport> (*)(const RemoteOptions& options);

/// The program that can speak HTTP says how (ogp-net, before anything else); the others link no such library.
void set_transport_factory(TransportFactory factory);

/// Throws Error{Internal} where this program has no factory, else as the factory does.
std::unique_ptr<Transport> open_transport(const RemoteOptions& options);

} // namespace ogp::sync
