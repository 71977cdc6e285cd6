#pragma once

#include "store/database.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Erasing a person. The event says whose values go; folding it marks the subject and empties the ciphertexts, in the transaction of
/// the event. What lies outside the database follows once that is durable: the subject's key in keys.db, the files that are
/// encrypted under it, and what the write-ahead logs still hold of all this. A mark tells when it is done, so that whatever a crash
/// interrupts is taken up again by the next change; and a rebuild, which sets all marks back, does it again, which mends a keys.db
/// that was restored from an older copy.
namespace ogp::store {

/// Marks the subject as erased by the event, and empties its ciphertexts.
void mark_erased(Database& database, std::string_view subject, std::int64_t sequence);
bool is_marked_erased(Database& database, std::string_view subject);
/// Empties those values whose subject was erased.
void empty_erased(Database& database, std::vector<SealedField>& sealed);

} // namespace ogp::store
