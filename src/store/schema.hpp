#pragma once

#include "store/database.hpp"

#include <cstdint>

/// The tables of ogp.db, format 3.
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
///   joined_batch  batches that were committed together with the one after them, so that no checkpoint ends them
///   sealed      personal values by event and field: whose key, ciphertext (ledger/seal.hpp); of one who was erased the row stays
///               with an empty ciphertext, so that it is known not to be lost; seq of events that wait as in sync_rows.hpp
///   meta        repository, replica, tag_secret, key; on a replica authority and authority_key as well, and pinned where it was begun
///               with a later key of the log; first_key on an authority whose key has changed; digest: SHA-256 over them, so that a
///               changed one is seen
///
/// Kept by content, for events that name it:
///   workflow    a compiled case type; digest over the whole row
///
/// Of this copy alone, made with an event by its case type's rules and kept by a rebuild:
///   outbox      what has to be told to somebody outside: kind and arguments of the effect, by event and place; nothing personal,
///               fields are named; delivered: milliseconds UTC, 0 for not yet;
///               digest over the whole row
///
/// Of a replica alone, empty on an authority:
///   pending     events that wait for the authority, n: the replica's counter; case_id, prev: as in event, with sequence numbers as in
///               sync_rows.hpp; both 0 and -1 where the event cannot be folded on what is confirmed; id: of the event;
///               batch: first n of those that were signed together
///   pending_batch  first n, number of events, signed note; refused: why the authority took none of it, "" where it was not asked
///   shadow_case, shadow_clock, shadow_stay  the rows of cases that such events have changed, as they were before
///
/// Of an authority alone: whom it talks to. A digest over the whole row, as above.
///   token       SHA-256 of the token; times in milliseconds UTC, 0 for none
///   replica_ack what a replica has said of itself: store/sync_rows.hpp
///   cosignature what witnesses signed under a checkpoint, by its size: ledger/cosignature.hpp
///
/// Of the log and the rules of the case types, which this room does not know: whoever has them writes it with each event and makes
/// it again after a rebuild (app/clocks/clock_table.hpp). Times in seconds UTC, rounded up.
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
///   grant_      who got which key and role, by event; role "" for a key alone
///   revocation  what was taken back, by event: a key, a role, or everything where both are ""
///   alias       the provisional numbers of cases that were opened on replicas
///   conflict    events that were not applied in full; id: of the event; fields: {"fields": [{"field", "kept", "other"}]};
///               resolved_by: the event that settled it, -1 for none
///   lease       blocks of official numbers; ended: the event that ended it, -1 for none; annulled: JSON array of numbers
///   leased      the cases that have a number from a block
///   log_key     changes of the key that signs checkpoints, by event (ledger/log_keys.hpp)
///   erased      subjects whose keys an event has destroyed; done: 1 once key, ciphertexts and files are gone from this copy
///   active      the workflow that Define made active last, by case type
///   replica     the last number of each replica
///   series      the last official number of each series (model/official_number.hpp)
///   calendar    the versions of the working calendars, by event, the YAML as a blob; the last one of an id is active
///
/// Rejected: a row for each field (a quarter more CPU in an import), an index on (case, event) (a random write each event),
/// NULL for "none" (unique indices take NULLs for different), a column of pending events in the tables of the projection (every query
/// would have to know), a second database for what waits (two files, two commits).
///
/// Format 1 is format 2 without joined_batch, the tables of replicas and of whom an authority talks to, and without revocation, alias,
/// conflict, lease, leased and erased; format 2 is format 3 without log_key. None of them has a row that follows from what the older
/// format can hold: so they are added empty.
namespace ogp::store {

inline constexpr std::int64_t format_version = 3;
inline constexpr std::int64_t oldest_format = 1;
/// Of keys.db, which has not changed.
inline constexpr std::int64_t keys_format_version = 1;
inline constexpr std::int64_t application_id = 0x6f677031; ///< "ogp1"
/// Kept free at the end of each page for checksums. It cannot be changed in a file that exists.
inline constexpr int reserve_bytes = 8;

/// All tables of an empty repository.
void create_tables(Database& database);

/// Throws Error{Integrity} where the file is none of ours, of a newer format than `newest`, or would lose what is written to it.
void check_format(Database& database, std::int64_t newest = format_version);
/// A database of an older format becomes one of this, in one transaction. One that is opened for reading is left as it is: the tables
/// that it lacks are there for this connection, empty and in memory.
void bring_up_to_date(Database& database);

/// Takes the projection's tables away and makes empty ones, with the indices that folding needs.
void empty_projection(Database& database);
/// The indices that only queries need.
void create_projection_indices(Database& database);

} // namespace ogp::store
