#include "store/cut.hpp"

#include "store/database.hpp"
#include "store/schema.hpp"
#include "store/state.hpp"

#include <array>
#include <string_view>

namespace ogp::store {
namespace {

/// The tree keeps nodes that nothing names any more: a root is read from the checkpoint.
constexpr std::array<std::string_view, 6> later = {
    "DELETE FROM event WHERE seq >= ?1",  "DELETE FROM batch WHERE first >= ?1",      "DELETE FROM checkpoint WHERE size > ?1",
    "DELETE FROM sealed WHERE seq >= ?1", "DELETE FROM joined_batch WHERE first >= ?1", "DELETE FROM outbox WHERE seq >= ?1"};

} // namespace

void cut_log(const std::filesystem::path& folder, std::uint64_t size)
{
    Database database(database_file(folder), {});
    bring_up_to_date(database);
    const auto last = static_cast<std::int64_t>(size);
    {
        Query known(database, "SELECT 1 FROM checkpoint WHERE size = ?1", last);
        if (!known.step())
            throw Error(Fault::NotFound, say("ჟურნალს {} მოვლენის საკონტროლო წერტილი არ აქვს", "the log has no checkpoint of {} events", size));
    }
    database.begin_writing();
    for (const std::string_view statement : later)
        Query(database, statement, last).run();
    database.execute("DELETE FROM pending; DELETE FROM pending_batch; DELETE FROM shadow_case; DELETE FROM shadow_clock; DELETE FROM shadow_stay");
    database.execute("COMMIT");
}

} // namespace ogp::store
