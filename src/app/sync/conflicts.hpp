#pragma once

#include "app/repository/repository.hpp"
#include "report/table.hpp"

#include <optional>
#include <string>

namespace ogp::app {

struct ConflictFilter
{
    std::optional<CaseUid> subject{};                     ///< of one case
    store::Store::Resolved resolved = store::Store::Resolved::Leave;
};

/// What the authority did not apply in full, oldest first, a row for each field or transition: case, kind, field, transition, kept,
/// other, actors, rule, event, at, and on request type, reason, sequence, resolved. `kept` stands, `other` is what the event wanted; of a
/// value that is sealed both are null. `actors`: who wrote the event, then who wrote what stands, where that is known.
report::Table list_conflicts(const Repository& repository, const ConflictFilter& filter = {});

/// Why an event was not applied, for people; "" where it was.
Localized verdict_sentence(ledger::Verdict verdict, std::uint16_t rule);
/// "conflict", "rejected" ... in words.
Localized verdict_label(ledger::Verdict verdict);

} // namespace ogp::app
