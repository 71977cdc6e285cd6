#pragma once

#include "store/database.hpp"

#include <cstdint>

/// The tables of ogp.db, format 1.
///
/// The log, written once and never changed:
///   event       seq from 0; case_id: row of the case, 0 for none; prev: the event before it on the same case, -1 for none, so
///               that a history is a walk back and needs no index; leaf: ledger/leaf.hpp; body: ledger/event_bytes.hpp
///   event_id    prefix: the first 64 bits of an event's id as a signed integer, or the next free number after it where two
///               ids begin alike; the id itself stands in the leaf
///   tile        the tree as in C2SP tlog-tiles: tile (L, i) holds the nodes of level 8 L from 256 i on, at most 256 of
///               them, one hash after another; the last tile of a level may be partial
///   batch       first event, number of events, signed note over the ids
///   checkpoint  size, signed note; one after each batch
///   sealed      personal values by event and field: whose key, ciphertext (ledger/seal.hpp)
///   meta        repository, replica, tag_secret, key; digest: SHA-256 over them, so that a changed one is seen
///
/// Kept by content, for events that name it:
///   workflow    a compiled case type; digest over the whole row
///
/// Of this copy alone, made with an event by its case type's rules and kept by a rebuild:
///   outbox      what has to be told to somebody outside: kind and arguments of the effect, by event and place; nothing personal,
///               fields are named; delivered: milliseconds UTC, 0 for not yet;
///               digest over the whole row
///
/// Of the log and the rules of the case types, which this room does not know: whoever has them writes it with each event and makes
/// it again after a rebuild (app/clock_table.hpp). Times in seconds UTC, rounded up.
///   clock       one cycle of one clock of a case; place: from 0 in the order shown; workflow: the version it was counted by;
///               status: 1 running, 2 paused, 3 stopped; due: 0 for none; look: when it comes to its next warning, breach or
///               escalation, 0 for never, 1 for at any time; calendar: the first 64 bits of the hash of that which it was counted in
///   stay        cases in a state that the system may end; look: when it has to see whether it does, 1 for at any time
///
/// The projection, which rebuild() makes again from the log:
///   case_       id: 1, 2, ... in the order of opening; root: the topmost case that it is a part of, parent: the next one, 0
///               for none; last: its newest event; sealed: names separated by blanks; files: its
///               attachments as JSON, "" for none; mover: who made the last transition; acts: votes and
///               links as JSON, "" for none; times in milliseconds UTC
///   grant_      who got which key and role, by event
///   active      the workflow that Define made active last, by case type
///   replica     the last number of each replica
///   series      the last official number of each series (model/official_number.hpp)
///   calendar    the versions of the working calendars, by event, the YAML as a blob; the last one of an id is active
///
/// Rejected: a row for each field (a quarter more CPU in an import), an index on (case, event) (a random write each event),
/// NULL for "none" (unique indices take NULLs for different).
namespace ogp::store {

inline constexpr std::int64_t format_version = 1;
inline constexpr std::int64_t application_id = 0x6f677031; ///< "ogp1"
/// Kept free at the end of each page for checksums. It cannot be changed in a file that exists.
inline constexpr int reserve_bytes = 8;

/// All tables of an empty repository.
void create_tables(Database& database);

/// Throws Error{Integrity} where the file is none of ours, of a newer format, or would lose what is written to it.
void check_format(Database& database);

/// Takes the projection's tables away and makes empty ones, with the indices that folding needs.
void empty_projection(Database& database);
/// The indices that only queries need.
void create_projection_indices(Database& database);

} // namespace ogp::store
