#include "base/hash_stream.hpp"
#include "base/text.hpp"
#include "store/overlay.hpp"
#include "store/state.hpp"

#include <fmt/format.h>

namespace ogp::store {

Hash Store::projection_root() const
{
    Database& database = m_state->database;
    const std::string sql = fmt::format("SELECT c.uid, e.leaf, c.version, c.state, c.fields, c.sealed FROM {} c LEFT JOIN event e ON e.seq = c.last "
                                        "ORDER BY c.uid",
                                        confirmed_cases(database));
    HashStream all;
    all.add("ogp-projection-v1\n");
    Query query(database, sql);
    while (query.step()) {
        const std::string_view leaf = query.bytes(1);
        if (leaf.size() != ledger::leaf_size)
            throw damaged(database.file(), say("საქმის {} ბოლო მოვლენა", "the newest event of case {}", to_hex(query.bytes(0))));
        const std::string lengths = fmt::format("{} {} {} ", query.integer(2), query.bytes(3).size(), query.bytes(4).size());
        all.add(sha256({query.bytes(0), ledger::Leaf::parse(leaf).event_id.view(), lengths, query.bytes(3), query.bytes(4), query.bytes(5)}).view());
    }
    return all.finish();
}

} // namespace ogp::store
