#pragma once

#include "app/repository/repository.hpp"
#include "base/json.hpp"
#include "base/language.hpp"
#include "report/document.hpp"
#include "report/table.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::app {

/// Own: ledger/proof.hpp, one event or a case; Tlog: ledger/tlog_proof.hpp, one event, which other programs read as well and which
/// carries the cosignatures of witnesses.
enum class ProofFormat { Own, Tlog };

/// A proof under the newest checkpoint: "#17" for the event in that place of the log; at least 8 hex digits of an event's id
/// for that event; anything else, and the uid of a case (which is how the id of its first event begins), for all events of a
/// case that are in the log. What is handed out has been checked. Error: NotFound, also for what still waits for the authority;
/// Usage where several events fit; Integrity where the log is damaged there.
std::string prove(const Repository& repository, std::string_view id, ProofFormat format = ProofFormat::Own);

/// What a proof says to whoever holds nothing but the file.
struct ProofSheet
{
    Json json;            ///< subject, origin, size, root, key, key_known, older_keys, witnesses, events
    report::Card card;    ///< the same for people, without the events
    report::Table events; ///< sequence, time, actor, what, values, text, and on request id, role, event ...
    Localized heading;
};

/// Whom the reader of a proof trusts.
struct ProofTrust
{
    std::string key{};                    ///< verifier key of the log, or the name of a file with one; "" where it is not known; an older
                                          ///< one will do where the proof leads from it to the present one
    std::vector<std::string> witnesses{}; ///< verifier keys of witnesses, or names of files with one
    std::int64_t required = 0;            ///< so many of them must have cosigned
};

/// Either format. Errors name the proof as `name`: Invalid where it is none, Integrity where it does not hold, Gate where fewer
/// witnesses have cosigned than are required, Usage for keys that are none.
ProofSheet verify_proof(std::string_view text, const std::string& name, const ProofTrust& trust);

} // namespace ogp::app
