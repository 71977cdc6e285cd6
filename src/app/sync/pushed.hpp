#pragma once

#include "app/repository/repository.hpp"
#include "ledger/signature.hpp"
#include "sync/wire.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What a replica hands in, taken apart and checked as far as that needs no lock: form, signature, counters in a row, sealed values
/// against their commitments.
namespace ogp::app {

struct PushedEvent
{
    Hash id;
    std::string bytes;
    model::Event event;
    std::vector<store::SealedField> sealed;
};

/// Events under one signature. Where `refused` is given, nothing else counts.
struct PushedBatch
{
    std::vector<PushedEvent> events;
    std::string note;          ///< signed, as its replica made it
    ledger::PublicKey key;     ///< that made the signature: granted to the actor of the events once, revoked since then or not
    std::optional<Error> refused{};
};

struct Pushed
{
    sync::PushHead head;
    std::map<std::string, std::string, std::less<>> keys; ///< subject -> key that the replica has made
    std::vector<PushedBatch> batches;

    std::size_t events() const;
};

/// Throws Error{Invalid} where the text is no push, Error{Conflict} where it is for another repository.
Pushed take_apart(const Repository& repository, std::string_view text);

} // namespace ogp::app
