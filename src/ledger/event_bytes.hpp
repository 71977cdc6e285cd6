#pragma once

#include "base/hash.hpp"
#include "model/event.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace ogp::ledger {

/// The bytes of an event: RFC 8785 JSON, restricted so that there is exactly one form and nothing to round:
/// keys match [a-z][a-z0-9_.-]*, no floats, integers within 2^53 - 1, strings UTF-8 in NFC without control or
/// bidirectional characters other than line feed and tab, times of the years 1 to 9999, depth <= 16 (the event is the
/// first level), no duplicate keys, at most 60,000 bytes, no string above 8 KiB (longer texts are blobs).
///
///   key         value                                       in
///   v           1                                           all
///   repo        32 hex                                      all
///   nonce       16 hex                                      all
///   op          open set move comment attach link vote      all
///               tick migrate resolve define grant
///               calendar revoke erase lease
///   rep, n      32 hex; counter of the replica from 1       all
///   at          milliseconds UTC                            all
///   actor, role text; the role may be empty                 all
///   clock       "set"                                       where --now or OGP_NOW stood in for the clock
///   effective   milliseconds UTC                            where the act counts from another time
///   case, base  32 hex; version of the case seen            all on a case but open
///   type        case type                                   all on a case, and define
///   workflow    64 hex                                      open migrate define
///   to          first state; state reached                  open move migrate resolve
///   from        state left                                  move migrate resolve
///   transition                                              move
///   detail      object: model/event_detail.hpp              link vote tick migrate resolve calendar erase
///                                                           lease, and open where it has one
///   set, add, del  objects by field, left out when empty;   open set move tick migrate resolve define grant
///               in add and del each value is an array       revoke
///   text        the comment                                 comment, unless it is sealed
///   why         reason                                      resolve, unless it is sealed; else where given
///   blobs       [{name, sha256, size, type}], at least one  attach, unless the files are sealed
///               array of 64 hex                             where contents lie beside the log; of sealed files these are
///                                                           the ciphertexts
///   private     {field: 64 hex}, commitments                where a value is sealed; a field is never in
///                                                           set, add or del as well; in a comment only "text",
///                                                           in an attach only "blobs" and "why"
///
/// case type, states and transitions are words that match the pattern of keys. Vectors: tests/data/vectors.
///
/// Bytes are stored and sent as they are and never written again from the parsed form.
/// Rejected: CBOR (needs a tool to read), re-serialising on the server (breaks signatures), floats (round).
inline constexpr std::size_t max_event_bytes = 60'000;
inline constexpr std::size_t max_event_text = 8'192;
inline constexpr int max_event_depth = 16;

/// Throws Error{Invalid} where the content breaks a rule above (too long, a bad key, not NFC ...).
std::string encode(const model::Event& event);

/// Strict: throws Error{Invalid} for anything that encode() would not have written byte for byte, an unknown op or key
/// included.
model::Event decode(std::string_view bytes);

/// SHA-256("ogp-event-v1\0" || bytes).
Hash event_id(std::string_view bytes);

} // namespace ogp::ledger
