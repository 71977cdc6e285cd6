#pragma once

#include <string>
#include <string_view>

struct sockaddr;

namespace ogp::server {

/// A socket that listens, and what it is called.
struct Listening
{
    int descriptor = -1; ///< non-blocking, close-on-exec; the caller closes it
    std::string url;     ///< "http://127.0.0.1:8017" with the port that it has, or "unix:/path"
    std::string file;    ///< of a Unix socket, to be removed at the end
};

/// Listens on "127.0.0.1:PORT", "[::1]:PORT" or "unix:/path" (mode 0660; a socket that nobody listens on any more is replaced).
/// Throws Error{Usage} for what is no such address, and for one that others can reach: TLS is the work of the front. Error{Io} where
/// the system refuses.
Listening listen_on(std::string_view address);

/// How many of `wanted` connections this process may hold, beside the files that it needs itself. Raises its own limit of open files
/// (1,024 where nobody has raised it) as far as the system lets it.
unsigned affordable_connections(unsigned wanted);

/// "192.0.2.1" or "2001:db8::1"; "" for every other kind of address.
std::string address_text(const sockaddr* address);

} // namespace ogp::server
