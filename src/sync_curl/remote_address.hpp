#pragma once

#include <string>
#include <string_view>

namespace ogp::sync_curl {

/// The address of an authority, taken apart and found good to use.
struct RemoteAddress
{
    enum class Kind { Tls, Loopback, Socket };
    Kind kind = Kind::Tls;
    std::string base;   ///< what the target of a request is put after: "https://city.example/ogp", without a slash at the end
    std::string socket; ///< path of the Unix socket
    std::string shown;  ///< what messages call it
};

/// Throws Error{Usage} for another scheme, for plain http to a host that is not loopback, for a name or a password in the address,
/// for a query or a fragment, and for characters that no address has.
RemoteAddress parse_remote_address(std::string_view url);

} // namespace ogp::sync_curl
