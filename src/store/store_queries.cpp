#include "base/text.hpp"
#include "store/state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <variant>

namespace ogp::store {
namespace {

/// Rows of case_ with number and uid of the root and uid of the parent behind `case_columns`.
std::string select_cases(std::string_view rest)
{
    return fmt::format("SELECT {}, r.uid, r.number, p.uid FROM case_ c LEFT JOIN case_ r ON r.id = c.root "
                       "LEFT JOIN case_ p ON p.id = c.parent {}",
                       case_columns, rest);
}

CaseRow make_row(CaseRecord record, std::string_view root_uid, std::string_view root_number, std::string_view parent_uid)
{
    CaseRow row;
    row.row = record.id;
    row.subject = std::move(record.subject);
    row.number = std::move(record.number);
    row.title = std::move(record.title);
    row.category = record.category;
    row.root = CaseUid::from_bytes(root_uid);
    row.parent = CaseUid::from_bytes(parent_uid);
    row.path = root_number.empty() || row.number.empty() ? row.number : fmt::format("{}/{}", root_number, row.number);
    return row;
}

/// The row that a query of select_cases() stands on.
CaseRow row_of(Database& database, Workflows& workflows, const Query& query)
{
    return make_row(read_record(database, workflows, query), query.bytes(case_column_count), query.bytes(case_column_count + 1),
                    query.bytes(case_column_count + 2));
}

/// Collects its rows.
std::vector<CaseRow> rows_of(Database& database, Workflows& workflows, Query& query)
{
    std::vector<CaseRow> rows;
    while (query.step())
        rows.push_back(row_of(database, workflows, query));
    return rows;
}

/// The conditions of a query, and its parameters in the same order.
struct Filter
{
    std::string where;
    std::vector<std::variant<std::int64_t, std::string>> values;

    void add(std::string_view condition) { where += fmt::format("{} {}", where.empty() ? "WHERE" : " AND", condition); }
    void add(std::string_view condition, std::variant<std::int64_t, std::string> value)
    {
        add(condition);
        values.push_back(std::move(value));
    }
    /// The parameter of a LIMIT behind the conditions.
    void limit(const CaseQuery& wanted)
    {
        values.emplace_back(wanted.limit ? std::max<std::int64_t>(*wanted.limit, 0) : std::int64_t{-1});
    }
    void bind(Query& query) const
    {
        int index = 0;
        for (const auto& value : values) {
            ++index;
            if (const auto* text = std::get_if<std::string>(&value))
                query.bind(index, std::string_view(*text));
            else
                query.bind(index, std::get<std::int64_t>(value));
        }
    }
};

std::int64_t number_of_row(Database& database, const CaseUid& uid)
{
    return number_of(database, "SELECT id FROM case_ WHERE uid = ?1", BlobView{uid.view()}).value_or(-1);
}

Filter filter_of(Database& database, const CaseQuery& wanted)
{
    Filter filter;
    if (!wanted.type.empty())
        filter.add("c.type = ?", wanted.type);
    if (!wanted.state.empty())
        filter.add("c.state = ?", wanted.state);
    if (wanted.category)
        filter.add("c.category = ?", static_cast<std::int64_t>(*wanted.category));
    // The second condition lets the partial index be used.
    if (wanted.parent) {
        filter.add("c.parent = ?", number_of_row(database, *wanted.parent));
        filter.add("c.parent <> 0");
    }
    if (wanted.root) {
        filter.add("c.root = ?", number_of_row(database, *wanted.root));
        filter.add("c.root <> 0");
    }
    if (wanted.after != 0)
        filter.add("c.id > ?", wanted.after);
    return filter;
}

/// The least and the greatest uid that begin with these hex digits.
std::optional<std::pair<CaseUid, CaseUid>> uid_range(std::string_view prefix)
{
    constexpr std::size_t digits = 32;
    if (prefix.size() < 4 || prefix.size() > digits)
        return std::nullopt;
    std::string low(prefix);
    std::string high(prefix);
    low.resize(digits, '0');
    high.resize(digits, 'f');
    const auto first = CaseUid::from_hex(low);
    const auto last = CaseUid::from_hex(high);
    return first && last ? std::optional(std::pair(*first, *last)) : std::nullopt;
}

} // namespace

CaseRow case_row(Database& database, CaseRecord record, std::optional<Surroundings>& known)
{
    if (record.root == 0)
        return make_row(std::move(record), {}, {}, {});
    if (!known || known->root != record.root || known->parent != record.parent) {
        Query query(database, "SELECT r.uid, r.number, p.uid FROM case_ r, case_ p WHERE r.id = ?1 AND p.id = ?2", record.root,
                    record.parent);
        if (!query.step())
            return make_row(std::move(record), {}, {}, {});
        known.emplace(Surroundings{record.root, record.parent, query.text(0), query.text(1), query.text(2)});
    }
    return make_row(std::move(record), known->root_uid, known->root_number, known->parent_uid);
}

std::optional<CaseRow> Store::find(const CaseUid& uid) const
{
    static const std::string sql = select_cases("WHERE c.uid = ?1");
    Query query(m_state->database, sql, BlobView{uid.view()});
    auto rows = rows_of(m_state->database, m_state->workflows, query);
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

std::vector<CaseRow> Store::resolve(std::string_view id, std::size_t limit) const
{
    if (id.empty() || limit == 0)
        return {};
    static const std::string by_number = select_cases("WHERE c.number = ?1 AND c.number <> '' ORDER BY c.id LIMIT ?2");
    // The root's number may have strokes of its own, so that every stroke may be the one between root and part.
    static const std::string by_path = select_cases("WHERE c.number = ?1 AND c.number <> '' AND c.root IN (SELECT id FROM "
                                                    "case_ WHERE number = ?2 AND number <> '' AND root = 0) "
                                                    "ORDER BY c.id LIMIT ?3");
    static const std::string by_uid = select_cases("WHERE c.uid BETWEEN ?1 AND ?2 ORDER BY c.id LIMIT ?3");
    const auto most = static_cast<std::int64_t>(limit);
    State& state = *m_state;
    std::vector<CaseRow> rows;
    const auto collect = [&](Query& query) {
        for (CaseRow& row : rows_of(state.database, state.workflows, query))
            rows.push_back(std::move(row));
    };
    Query numbered(state.database, by_number, id, most);
    collect(numbered);
    for (std::size_t stroke = id.find('/'); stroke != std::string_view::npos; stroke = id.find('/', stroke + 1)) {
        Query query(state.database, by_path, id.substr(stroke + 1), id.substr(0, stroke), most);
        collect(query);
    }
    // Only a provisional number has this mark; one that is still in use stands in its row.
    if (id.find('~') != std::string_view::npos) {
        static const std::string by_alias = select_cases("WHERE c.uid IN (SELECT uid FROM alias WHERE number = ?1) ORDER BY c.id LIMIT ?2");
        Query query(state.database, by_alias, id, most);
        collect(query);
    }
    if (const auto range = uid_range(id)) {
        Query query(state.database, by_uid, BlobView{range->first.view()}, BlobView{range->second.view()}, most);
        collect(query);
    }
    std::sort(rows.begin(), rows.end(), [](const CaseRow& a, const CaseRow& b) { return a.row < b.row; });
    rows.erase(std::unique(rows.begin(), rows.end(), [](const CaseRow& a, const CaseRow& b) { return a.row == b.row; }),
               rows.end());
    if (rows.size() > limit)
        rows.resize(limit);
    return rows;
}

std::vector<CaseRow> Store::list(const CaseQuery& wanted) const
{
    std::vector<CaseRow> rows;
    each_case(wanted, [&](CaseRow&& row) {
        rows.push_back(std::move(row));
        return true;
    });
    return rows;
}

void Store::each_case(const CaseQuery& wanted, const std::function<bool(CaseRow&&)>& visit) const
{
    State& state = *m_state;
    Filter filter = filter_of(state.database, wanted);
    filter.limit(wanted);
    const std::string sql = select_cases(filter.where + " ORDER BY c.id LIMIT ?");
    Query query(state.database, sql);
    filter.bind(query);
    while (query.step())
        if (!visit(row_of(state.database, state.workflows, query)))
            return;
}

void Store::each_key(const CaseQuery& wanted, const std::function<bool(CaseKey&&)>& visit) const
{
    State& state = *m_state;
    Filter filter = filter_of(state.database, wanted);
    filter.limit(wanted);
    const std::string sql = fmt::format("SELECT c.id, c.root, c.type, c.state, c.number, c.version, c.opened, c.updated FROM "
                                        "case_ c {} ORDER BY c.id LIMIT ?",
                                        filter.where);
    Query query(state.database, sql);
    filter.bind(query);
    while (query.step()) {
        const std::int64_t row = query.integer(0);
        const std::int64_t root = query.integer(1);
        if (!visit({row, root != 0 ? root : row, query.text(2), query.text(3), query.text(4), query.integer(5),
                    Instant::from_milliseconds(query.integer(6)), Instant::from_milliseconds(query.integer(7))}))
            return;
    }
}

std::optional<CaseRow> Store::find_row(std::int64_t row) const
{
    static const std::string sql = select_cases("WHERE c.id = ?1");
    Query query(m_state->database, sql, row);
    return query.step() ? std::optional(row_of(m_state->database, m_state->workflows, query)) : std::nullopt;
}

bool Store::more_than(const CaseQuery& wanted, std::int64_t most) const
{
    Filter filter = filter_of(m_state->database, wanted);
    filter.values.emplace_back(most);
    const std::string sql = fmt::format("SELECT 1 FROM case_ c {} LIMIT 1 OFFSET ?", filter.where);
    Query query(m_state->database, sql);
    filter.bind(query);
    return query.step();
}

std::int64_t Store::count(const CaseQuery& wanted) const
{
    const Filter filter = filter_of(m_state->database, wanted);
    const std::string sql = fmt::format("SELECT count(*) FROM case_ c {}", filter.where);
    Query query(m_state->database, sql);
    filter.bind(query);
    query.step();
    const std::int64_t all = query.integer(0);
    return wanted.limit ? std::min(all, std::max<std::int64_t>(*wanted.limit, 0)) : all;
}

std::vector<StoredEvent> Store::history(const CaseUid& uid) const
{
    const auto last = number_of(m_state->database, "SELECT last FROM case_ WHERE uid = ?1", BlobView{uid.view()});
    return last ? m_state->log.chain(*last) : std::vector<StoredEvent>();
}

std::optional<std::string> Store::subject_of(const CaseUid& uid) const
{
    const auto last = number_of(m_state->database, "SELECT last FROM case_ WHERE uid = ?1", BlobView{uid.view()});
    return last ? m_state->log.subject_in_chain(*last) : std::nullopt;
}

std::optional<StoredEvent> Store::event(std::uint64_t sequence) const
{
    return m_state->log.read(static_cast<std::int64_t>(sequence));
}

std::optional<StoredEvent> Store::find_event(const Hash& id) const
{
    return m_state->log.find(id);
}

void Store::each_event(std::uint64_t first, const std::function<bool(const StoredEvent&)>& visit) const
{
    m_state->log.each(static_cast<std::int64_t>(first), visit);
}

std::vector<StoredEvent> Store::latest(std::size_t limit) const
{
    return m_state->log.latest(limit);
}

std::vector<SealedField> Store::sealed_of(std::uint64_t sequence) const
{
    return m_state->log.sealed_of(static_cast<std::int64_t>(sequence));
}

std::optional<WorkflowRow> Store::workflow(const Hash& hash) const
{
    return m_state->workflows.read(hash);
}

std::optional<WorkflowRow> Store::active_workflow(std::string_view type) const
{
    return m_state->workflows.active(type);
}

std::vector<WorkflowRow> Store::active_workflows() const
{
    return m_state->workflows.active();
}

} // namespace ogp::store
