#pragma once

#include "sync/wire_messages.hpp"
#include "sync/wire_page.hpp"
#include "sync/wire_push.hpp"
#include "sync/wire_records.hpp"

/// What replicas and an authority say to each other: lines of JSON (NDJSON), each ended by a line feed, in one zstd frame
/// (sync/compression.hpp). Lines that begin with {"actor": are events, their canonical bytes verbatim; the others are read strictly:
/// an unknown or a missing key, a wrong kind or a value out of range throws Error{Invalid} that names the line.
///
/// Push, POST /v1/push:
///   {"have":N,"replica":ID,"repo":R,"v":1}         first line; N: size of the log that the replica has
///   {"key":[subject, box]}                          a subject key that the authority does not have, sealed to its key; before its use
///   {"batch":COUNT,"signature":S}                   then COUNT events; the signed note is made again from their ids (batch_note)
///   {"sealed":[[field, subject, ciphertext],...]}   the sealed values of the event above
/// Answer to it:
///   [ID16, VERDICT, SEQUENCE, RULE] or with the official NUMBER as fifth      an event, in the order they were sent
///   {"fault":F,"message":[ka,en],"refused":INDEX}   a batch (from 0) that is malformed or not authenticated; its events have no lines
///   {"checkpoint":NOTE}                             last line
/// Page, GET /v1/log:
///   {"after":N,"repo":R,"size":S,"v":1}             first line; S: size of the whole log
///   {"key":[subject, box]}                          sealed to the replica's key
///   {"batch":COUNT,"key":K,"received":MS,"signature":S,"signer":NAME}     then COUNT events
///   {"own":[FIRST,COUNT]}                           in the place of so many events that the reader itself wrote, by their counter
///   {"late":1,"rule":N,"verdict":CODE}              of the event above, where it is not simply applied; late only where it is
///   {"sealed":...}                                  as in a push, where the reader may have them
///   {"checkpoint":NOTE}                             last line: a page ends where a checkpoint ends, so it verifies by itself
///
/// Beside these: GET /v1/info (Info), GET /v1/checkpoint (the signed note; its tag is checkpoint_tag()), POST /v1/replica
/// (Registration, answered with an Info), POST /v1/erased (ErasureAnswer), GET HEAD PUT /v1/blob/<sha256>, and GET
/// /v1/workflow/<hash>: the compiled form of a version that a Define names, canonical JSON, which the reader checks against that hash
/// and does not have to compile (a later program might compile the same YAML into something else).
///
/// Ids and keys are lower-case hex, binary values base64. Event ids are not sent where the events are: the reader counts them anyway.
/// Rejected: a binary form (needs a tool to read; zstd takes the difference), a signature for each event (64 bytes that nothing
/// compresses).
namespace ogp::sync {}
