#pragma once

#include "store/shared_log.hpp"

#include <memory>
#include <string>

/// The shared log in PostgreSQL, or in an engine that speaks its protocol.
///
/// Every key begins with the stream, which is the first 63 bits of the repository's id; there are no sequences, triggers,
/// advisory locks, notifications or joins between streams. The row of the stream is its head and its lock.
///
///   stream(stream_id, repository, tree_size, checkpoint)   head
///   event(stream_id, seq, leaf, body)                      log
///   event_key(stream_id, event_id, seq)                    an event comes once
///   batch(stream_id, first, count, note)
///   checkpoint(stream_id, size, note)
///   sealed(stream_id, seq, field, subject, ciphertext)     personal values; their keys are not here
///   workflow(stream_id, hash, type, version, source, compiled, profile)
///   source(stream_id, hash, content)                       YAML of case types and calendars
///
/// A transaction that the engine wants again (SQLSTATE 40001) is sent again while the head is where it was. Where the
/// connection breaks in a commit, the head tells afterwards whether it was kept. With a synchronous standby named in
/// synchronous_standby_names nothing acknowledged is lost with the primary; the URL names both hosts.
namespace ogp::store_postgresql {

/// How long a lost database is waited for before the caller is told.
inline constexpr int patience_seconds = 60;

/// A store::SharedLogFactory.
std::unique_ptr<store::SharedLog> open_postgresql_log(const std::string& url, const RepositoryId& repository);

} // namespace ogp::store_postgresql
