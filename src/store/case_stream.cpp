#include "store/overlay.hpp"
#include "store/state.hpp"

#include <fmt/format.h>

// A column that is read is copied out of the page: only what CaseText names.

namespace ogp::store {

void Store::each_text(const std::string& type, const std::function<bool(const CaseText&)>& visit) const
{
    const std::string sql = fmt::format("SELECT id, uid, type, state, number, root, parent, fields, sealed FROM {} {} ORDER BY id",
                                        confirmed_cases(m_state->database), type.empty() ? "" : "WHERE type = ?1");
    Query query(m_state->database, sql);
    if (!type.empty())
        query.bind(1, std::string_view(type));
    while (query.step()) {
        CaseText text;
        text.row = query.integer(0);
        text.uid = query.bytes(1);
        text.type = query.bytes(2);
        text.state = query.bytes(3);
        text.number = query.bytes(4);
        text.root = query.integer(5);
        text.parent = query.integer(6);
        text.fields = query.bytes(7);
        text.sealed = query.bytes(8);
        if (!visit(text))
            return;
    }
}

bool Store::has_unkeyed() const
{
    Database& database = m_state->database;
    // Counting goes through indices alone; looking for an empty number would read every row.
    return number_of(database, "SELECT count(*) FROM case_") != number_of(database, "SELECT count(*) FROM case_ WHERE number <> ''") ||
           number_of(database, "SELECT 1 FROM case_ WHERE number >= '#' AND number < '$' AND number <> '' LIMIT 1").has_value();
}

} // namespace ogp::store
