#include "store/state.hpp"

// A column that is read is copied out of the page: only what CaseText names.

namespace ogp::store {

void Store::each_text(const std::string& type, const std::function<bool(const CaseText&)>& visit) const
{
    static constexpr std::string_view all =
        "SELECT id, uid, type, state, number, root, parent, fields, sealed FROM case_ ORDER BY id";
    static constexpr std::string_view of_type =
        "SELECT id, uid, type, state, number, root, parent, fields, sealed FROM case_ WHERE type = ?1 ORDER BY id";
    Query query(m_state->database, type.empty() ? all : of_type);
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
