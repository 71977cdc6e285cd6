#pragma once

#include "base/hash.hpp"
#include "base/id.hpp"
#include "base/json.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::model {

/// What an event does. Open to Comment act on a case, Define and Grant on the repository.
enum class Op {
    Open,    ///< a case begins: its type, first state and first values
    Set,     ///< values of fields
    Move,    ///< a transition
    Comment, ///< words about the case
    Define,  ///< a version of a case type becomes active
    Grant,   ///< an actor gets a key and a role
};
std::string_view code(Op op);
std::optional<Op> op_from(std::string_view code);
inline bool acts_on_case(Op op) { return op <= Op::Comment; }

/// The name under which an event holds the sealed words of an act, beside its sealed fields: "text" of a comment, "why" of
/// everything else. Case types with sealed values or comments have no fields of these names.
constexpr std::string_view words_name(Op op)
{
    return op == Op::Comment ? "text" : "why";
}

/// An immutable statement of who did what when. Its canonical bytes (ledger/event_bytes.hpp) are its identity; this is the
/// same content, taken apart.
struct Event
{
    RepositoryId repository;
    std::uint64_t nonce = 0;            ///< random, so that equal acts have different ids
    std::optional<CaseUid> case_uid;    ///< absent in Open, Define, Grant
    std::string type;                   ///< case type; "" in Grant
    std::optional<Hash> workflow;       ///< the compiled version in force (Open) or made active (Define)
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
    std::string from;                   ///< Move
    std::string to;                     ///< Move, and the first state in Open
    Json set = Json::object();          ///< field -> value; null takes the value away
    Json add = Json::object();          ///< field -> array of elements added to a field that holds many
    Json del = Json::object();          ///< field -> array of elements taken out
    std::string text;                   ///< Comment, where its class is public or internal
    std::string why;                    ///< the reason, where one is asked for or given
    std::vector<Hash> blobs;            ///< contents that lie beside the log
    std::map<std::string, Hash> sealed; ///< field (or "text") -> commitment to a personal value (ledger/seal.hpp)

    bool operator==(const Event&) const = default;
    Instant counts_from() const { return effective.value_or(at); }
};

} // namespace ogp::model
