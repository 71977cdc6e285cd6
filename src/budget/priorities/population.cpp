#include "budget/priorities/population.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <map>

namespace ogp::budget {
namespace {

class PopulationReader
{
public:
    PopulationReader(CsvTable& table, Opinions& opinions) : m_table(table), m_opinions(opinions) {}

    Population read()
    {
        const bool margins = m_table.column("trait") >= 0 && m_table.column("value") >= 0;
        m_population.form = margins ? Population::Form::Margins : Population::Form::Strata;
        std::vector<std::string> columns{"population", "group"};
        for (const char* name : {"trait", "value"})
            if (margins)
                columns.emplace_back(name);
        for (const Trait& trait : m_opinions.traits)
            if (!margins)
                columns.push_back(trait.name);
        m_table.allow(columns);
        m_table.require({"population"});
        m_table.require_rows();
        if (!margins)
            find_traits();
        m_table.finish_header();
        for (const std::vector<CsvCell>& row : m_table.rows())
            margins ? read_margin(row) : read_stratum(row);
        m_table.finish();
        return std::move(m_population);
    }

private:
    void find_traits()
    {
        for (std::size_t t = 0; t < m_opinions.traits.size(); ++t)
            if (m_table.column(m_opinions.traits[t].name) >= 0)
                m_population.traits.push_back(t);
        if (m_population.traits.empty() && !m_table.header().empty())
            m_table.refuse(m_table.header().front(), "unknown_trait", {"არც ერთი სვეტი ამომრჩევლის ნიშანი არ არის", "no column is a trait of voters"});
    }

    void read_margin(const std::vector<CsvCell>& row)
    {
        const CsvCell& name = m_table.cell(row, "trait");
        std::vector<std::string> names;
        for (const Trait& trait : m_opinions.traits)
            names.push_back(trait.name);
        const auto found = std::find(names.begin(), names.end(), name.text);
        if (found == names.end()) {
            m_table.refuse(name, "unknown_trait", say("ასეთი ნიშანი არ არის: „{}“", "there is no trait '{}'", printable(shorten(name.text, 60))));
            return;
        }
        const auto trait = static_cast<std::size_t>(found - names.begin());
        if (std::find(m_population.traits.begin(), m_population.traits.end(), trait) == m_population.traits.end())
            m_population.traits.push_back(trait);
        const CsvCell& value = m_table.cell(row, "value");
        add(row, {{value_of(trait, value)}, trait, 0, 0, value});
    }

    void read_stratum(const std::vector<CsvCell>& row)
    {
        PopulationRow stratum{{}, 0, 0, 0, row.front()};
        for (const std::size_t trait : m_population.traits)
            stratum.values.push_back(value_of(trait, m_table.cell(row, m_opinions.traits[trait].name)));
        if (!m_population.traits.empty())
            add(row, std::move(stratum));
    }

    std::uint32_t value_of(std::size_t trait, const CsvCell& cell)
    {
        std::vector<std::string>& values = m_opinions.traits[trait].values;
        if (cell.text.empty())
            m_table.refuse(cell, "unknown_value", {"მნიშვნელობა ცარიელია", "the value is empty"});
        const auto at = static_cast<std::size_t>(std::find(values.begin(), values.end(), cell.text) - values.begin());
        if (at == values.size())
            values.push_back(cell.text);
        return static_cast<std::uint32_t>(at);
    }

    void add(const std::vector<CsvCell>& cells, PopulationRow row)
    {
        const CsvCell& people = m_table.cell(cells, "population");
        row.people = count_in(m_table, people);
        const std::size_t at = m_population.rows.size();
        if (!m_seen.emplace(std::pair(row.trait, row.values), at).second)
            m_table.refuse(row.place, "duplicate_row", {"ეს ჯგუფი უკვე იყო", "this part of the population was there before"});
        std::int64_t& sum = m_sums[row.trait];
        if (__builtin_add_overflow(sum, row.people, &sum))
            m_table.refuse(people, "population_overflow", {"ჯამი ძალიან დიდია", "the sum is too large"});
        row.group = at;
        if (const CsvCell& group = m_table.cell(cells, "group"); !group.text.empty())
            row.group = m_groups.emplace(std::pair(row.trait, group.text), at).first->second;
        m_population.rows.push_back(std::move(row));
        if (at + 1 == m_table.rows().size())
            for (const auto& [trait, total] : m_sums)
                if (total == 0)
                    m_table.refuse(people, "no_people", {"მოსახლეობა ნულია", "the population is nought"});
    }

    CsvTable& m_table;
    Opinions& m_opinions;
    Population m_population;
    std::map<std::pair<std::size_t, std::vector<std::uint32_t>>, std::size_t> m_seen;
    std::map<std::pair<std::size_t, std::string>, std::size_t> m_groups;
    std::map<std::size_t, std::int64_t> m_sums;
};

} // namespace

Population read_population(CsvTable& table, Opinions& opinions)
{
    return PopulationReader{table, opinions}.read();
}

} // namespace ogp::budget
