#pragma once

#include "app/sync/replica.hpp"
#include "cli/args.hpp"
#include "cli/context.hpp"

#include <string>

namespace ogp::cli {

/// The token from the environment: OGP_TOKEN; "" where it is not set.
std::string environment_token();
/// A token from standard input, for --token-stdin. Error{Usage} where nothing comes.
std::string token_from_input();

/// ogp push, pull and sync: speaks to the authority with a bar, prints what happened. --fail-on conflict.
int run_sync(Context& context, const Args& args, app::SyncDirection direction);

/// Bars for the pieces of the work.
app::SyncProgress sync_progress(Context& context);

/// One sentence for people.
Localized sentence_of(const app::SyncCounts& counts, app::SyncDirection direction);

} // namespace ogp::cli
