#pragma once

#include "base/hash.hpp"
#include "base/id.hpp"
#include "base/json.hpp"
#include "base/time.hpp"
#include "model/attachment.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::model {

/// What an event does. Open to Resolve act on a case, the others on the repository.
enum class Op {
    Open,     ///< a case begins: its type, first state and first values
    Set,      ///< values of fields
    Move,     ///< a transition
    Comment,  ///< words about the case
    Attach,   ///< files that belong to the case
    Link,     ///< a relation to another case, made or taken away
    Vote,     ///< the vote of one member of a group
    Tick,     ///< a clock has come to a point: by the system alone
    Migrate,  ///< the case goes on under another version of its type
    Resolve,  ///< a person settles what became of an event that lost a conflict
    Define,   ///< a version of a case type becomes active
    Grant,    ///< an actor gets a key, a role or both
    Calendar, ///< a version of a working calendar becomes active
    Revoke,   ///< an actor loses a role, a key or everything
    Erase,    ///< persons whose sealed values are destroyed
    Lease,    ///< a block of official numbers for one replica, or the end of one
};
inline constexpr std::array ops = {Op::Open,    Op::Set,     Op::Move,   Op::Comment, Op::Attach,   Op::Link,   Op::Vote,  Op::Tick,
                                   Op::Migrate, Op::Resolve, Op::Define, Op::Grant,   Op::Calendar, Op::Revoke, Op::Erase, Op::Lease};
std::string_view code(Op op);
std::optional<Op> op_from(std::string_view code);
inline bool acts_on_case(Op op) { return op <= Op::Resolve; }

/// The role of automatic acts.
inline constexpr std::string_view system_role = "system";

/// The name under which an event holds the sealed words of an act, beside its sealed fields: "text" of a comment, "why" of
/// everything else. Case types with sealed values or comments have no fields of these names.
constexpr std::string_view words_name(Op op)
{
    return op == Op::Comment ? "text" : "why";
}

/// The name under which an Attach event holds the commitment to its files, where the case type's comments are sealed: the files
/// are then encrypted like the words of a comment.
inline constexpr std::string_view sealed_files = "blobs";

/// An immutable statement of who did what when. Its canonical bytes (ledger/event_bytes.hpp) are its identity; this is the
/// same content, taken apart.
struct Event
{
    RepositoryId repository;
    std::uint64_t nonce = 0;            ///< random, so that equal acts have different ids
    std::optional<CaseUid> case_uid;    ///< absent in Open and on the repository
    std::string type;                   ///< case type; "" on the repository, Define apart
    std::optional<Hash> workflow;       ///< the compiled version in force (Open, Migrate) or made active (Define)
    Op op = Op::Open;
    ReplicaId replica;
    std::int64_t number = 0;            ///< the replica's own gap-free counter, from 1
    Instant at;                         ///< claimed time of writing
    ClockSource clock = ClockSource::System; ///< Set: written under --now or OGP_NOW, and marked so
    std::optional<Instant> effective;   ///< the time the act counts from, where it is not `at`
    std::string actor;
    std::string role;
    std::int64_t base = 0;              ///< version of the case that the writer saw; 0 in Open and on the repository
    std::string transition;             ///< Move
    std::string from;                   ///< Move, Migrate, Resolve
    std::string to;                     ///< Move, Migrate, Resolve, and the first state in Open
    Json set = Json::object();          ///< field -> value; null takes the value away
    Json add = Json::object();          ///< field -> array of elements added to a field that holds many
    Json del = Json::object();          ///< field -> array of elements taken out
    std::string text;                   ///< Comment, where its class is public or internal
    std::string why;                    ///< the reason, where one is asked for or given
    std::vector<Hash> blobs;            ///< contents that lie beside the log, those of `attachments` apart
    std::vector<Attachment> attachments; ///< Attach, where they are not sealed: then their ciphertexts are in `blobs`
    Json detail = Json::object();       ///< what some operations say beyond this (event_detail.hpp)
    std::map<std::string, Hash> sealed; ///< field (or "text") -> commitment to a personal value (ledger/seal.hpp)

    bool operator==(const Event&) const = default;
    Instant counts_from() const { return effective.value_or(at); }
};

} // namespace ogp::model
