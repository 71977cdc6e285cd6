#pragma once

#include "ledger/note.hpp"
#include "ledger/signature.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::ledger {

/// The key of a log gives way to another one: a signed note that both keys have signed, so that nobody can put one of their own in the
/// place of either. It stands in the log, in the Grant that gives the new key (`handover`), and goes along wherever whoever knows one of
/// the keys has to be led to another: GET /v1/info, proofs.
///
///   ogp/<repository>/key
///   <size>                 events in the log before that Grant, decimal: checkpoints over more are signed by the newer key
///   <verifier key>         the older one
///   <verifier key>         the newer one, under the same name
///                          an empty line
///   — <name> <base64>      the older one's signature, then that of the newer: it shows that somebody holds the secret
///
/// There is exactly one form. The first checkpoint over more events bears both signatures as well, so that whoever knows the older key
/// alone can check the history up to there.
///
/// Rejected: those two signatures alone (a line under a note can be added by anybody, and says nothing of whom the older key meant); the
/// batch's signature over the event alone (whoever is led from key to key would need events, leaves and paths of each).
struct Handover
{
    std::uint64_t from = 0;
    VerifierKey older;
    VerifierKey newer;
    std::string note;

    static Handover make(std::uint64_t from, std::string_view name, const SecretKey& older, const SecretKey& newer);
    /// Throws Error{Integrity} where it has another form or a signature is wrong.
    static Handover parse(std::string_view note);
};

/// The keys that sign the checkpoints of one log, each from some size on.
class LogKeys
{
public:
    explicit LogKeys(VerifierKey first) : m_first(std::move(first)) {}

    /// Throws Error{Integrity} where it does not follow the last one: another older key, a name of its own, no later place.
    void add(Handover handover);

    const VerifierKey& first() const { return m_first; }
    const VerifierKey& present() const { return m_handovers.empty() ? m_first : m_handovers.back().newer; }
    /// Signs a checkpoint over so many events.
    const VerifierKey& at(std::uint64_t size) const;
    bool contains(const VerifierKey& key) const;
    const std::vector<Handover>& handovers() const { return m_handovers; } ///< oldest first
    std::vector<std::string> notes() const;                                ///< of these

private:
    VerifierKey m_first;
    std::vector<Handover> m_handovers;
};

/// No log changes its key oftener than that in what leads from one key to another.
inline constexpr std::size_t most_handovers = 200;

/// The keys that the notes lead through, in order, to `present`; that one alone where there are none. Throws Error{Integrity}.
LogKeys log_keys(std::span<const std::string> notes, const VerifierKey& present);

} // namespace ogp::ledger
