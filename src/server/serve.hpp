#pragma once

#include "app/sync/serving.hpp"

namespace ogp::server {

/// app::Serve over HTTP. While it runs the signals SIGTERM and SIGINT are its own: the first one ends it in order, a second one at once.
void serve(const app::ServeOptions& options);
/// Lets `ogp serve` find it (app::set_serve).
void register_serve();

} // namespace ogp::server
