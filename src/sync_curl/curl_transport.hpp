#pragma once

#include "sync/transport.hpp"

#include <memory>

namespace ogp::sync_curl {

/// HTTP/1.1 by libcurl: to loopback addresses and Unix sockets in the clear, to everything else TLS 1.2 or newer with the
/// certificate checked. Redirects are not followed: the answer says where the authority has moved to, the person decides.
std::unique_ptr<sync::Transport> make_transport(const sync::RemoteOptions& options);

/// Makes the above what sync::open_transport() gives.
void register_transport();

} // namespace ogp::sync_curl
