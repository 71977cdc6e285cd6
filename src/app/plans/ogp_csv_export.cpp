#include "app/plans/ogp_csv.hpp"
#include "app/plans/ogp_csv_record.hpp"
#include "irm/fields.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace ogp::app {
namespace {

using irm::Row;
using irm::Taken;

/// Rows of plans that came in one file, or of one plan that came from elsewhere.
struct RowGroup
{
    FileOrder order;
    std::map<std::string, std::size_t> positions; ///< of keys in the file
    std::vector<std::pair<std::size_t, Row>> rows;
};

class OgpCsvExport
{
public:
    explicit OgpCsvExport(const Repository& repository) : m_repository(repository) {}

    void add(const store::CaseRow& plan)
    {
        RowGroup& group = group_of(plan);
        std::vector<std::pair<store::CaseRow, std::optional<Row>>> commitments;
        for (store::CaseRow& commitment : m_repository.store().list({.type = "commitment", .parent = plan.subject.uid})) {
            std::optional<Row> row = row_of(m_repository, commitment);
            commitments.emplace_back(std::move(commitment), std::move(row));
        }
        const Json stated = stated_of(plan, group, commitments);
        for (auto& [commitment, row] : commitments) {
            if (!row)
                row = own_row(plan, commitment);
            else if (came_from_file(plan, *row)) {
                irm::write_commitment(*row, commitment.subject.fields, taken(commitment, *row));
                irm::write_plan(*row, plan.subject.fields, stated);
            } else {
                irm::write_commitment(*row, commitment.subject.fields, Taken::Codings);
            }
            const auto position = group.positions.find(row->key());
            group.rows.emplace_back(position == group.positions.end() ? group.positions.size() : position->second, std::move(*row));
        }
    }

    irm::CommitmentsFile finish()
    {
        irm::CommitmentsFile file;
        std::set<std::string> seen;
        for (const RowGroup& group : m_groups)
            for (const std::string& column : group.order.columns)
                if (seen.insert(column).second)
                    file.columns.push_back(column);
        for (const irm::Column& column : irm::columns())
            if (!seen.contains(std::string(column.name)))
                file.columns.emplace_back(column.name);
        for (RowGroup& group : m_groups) {
            std::stable_sort(group.rows.begin(), group.rows.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
            for (auto& [position, row] : group.rows)
                file.rows.push_back(std::move(row));
        }
        return file;
    }

private:
    /// Plans that came in files stand before the others, files in the order in which their first plan was opened.
    RowGroup& group_of(const store::CaseRow& plan)
    {
        // All plans of a file name the same order: it is read once.
        const std::string& hash = plan.subject.fields[ogp_csv_order_field].text("sha256");
        const auto known = std::find_if(m_groups.begin(), m_groups.end(), [&](const RowGroup& group) { return group.order.hash == hash; });
        if (known != m_groups.end())
            return *known;
        RowGroup group;
        if (std::optional<FileOrder> order = order_of(m_repository, plan))
            group.order = std::move(*order);
        for (std::size_t i = 0; i < group.order.keys.size(); ++i)
            group.positions.emplace(group.order.keys[i], i);
        const auto others = std::find_if(m_groups.begin(), m_groups.end(), [](const RowGroup& one) { return one.order.hash.empty(); });
        return *m_groups.insert(hash.empty() ? m_groups.end() : others, std::move(group));
    }

    /// What the plan's own row, the first of its commitments in the file, says of the plan.
    static Json stated_of(const store::CaseRow& plan, const RowGroup& group,
                          const std::vector<std::pair<store::CaseRow, std::optional<Row>>>& commitments)
    {
        std::optional<std::size_t> first;
        Json stated = Json::object();
        for (const auto& [commitment, row] : commitments) {
            if (!row || !came_from_file(plan, *row))
                continue;
            const auto position = group.positions.find(row->key());
            if (position != group.positions.end() && (!first || position->second < *first)) {
                first = position->second;
                stated = irm::plan_fields(*row);
            }
        }
        return stated;
    }

    static Taken taken(const store::CaseRow& commitment, const Row& row)
    {
        return commitment.number == number_for(row) ? Taken::Everything : Taken::Codings;
    }

    /// A row for a commitment that never stood in such a file.
    static Row own_row(const store::CaseRow& plan, const store::CaseRow& commitment)
    {
        Row row("NA");
        irm::write_commitment(row, commitment.subject.fields, Taken::Everything);
        irm::write_plan(row, plan.subject.fields, Json::object());
        row.set(irm::column::number, commitment.number);
        return row;
    }

    const Repository& m_repository;
    std::vector<RowGroup> m_groups;
};

} // namespace

irm::CommitmentsFile gather_ogp_csv(const Repository& repository, const std::vector<std::string>& plans)
{
    std::vector<store::CaseRow> chosen;
    if (plans.empty())
        chosen = repository.store().list({.type = "plan"});
    for (const std::string& plan : plans)
        chosen.push_back(repository.resolve(plan, "plan"));
    std::sort(chosen.begin(), chosen.end(), [](const store::CaseRow& a, const store::CaseRow& b) { return a.row < b.row; });
    const auto same = [](const store::CaseRow& a, const store::CaseRow& b) { return a.row == b.row; };
    chosen.erase(std::unique(chosen.begin(), chosen.end(), same), chosen.end());
    OgpCsvExport result(repository);
    for (const store::CaseRow& plan : chosen)
        result.add(plan);
    return result.finish();
}

} // namespace ogp::app
