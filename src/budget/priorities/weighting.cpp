#include "budget/priorities/population.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <map>

namespace ogp::budget {
namespace {

/// Weights from a file of the population, by the one way that the caller chose.
class Weigher
{
public:
    Weigher(const Opinions& opinions, std::vector<OpinionCell> cells, const Population& population, CsvTable& table, const WeighingChoice& choice)
        : m_opinions(opinions), m_population(population), m_table(table), m_choice(choice)
    {
        m_result.cells = std::move(cells);
    }

    WeighedCells run()
    {
        if (m_choice.weighting == Weighting::District)
            return stratify({m_choice.district}, rows_of(m_choice.district));
        if (m_choice.weighting == Weighting::Raked)
            return rake();
        if (m_population.form == Population::Form::Margins && m_population.traits.size() > 1)
            throw Error(Fault::Usage,
                        {"ფაილში თითო ნიშნის ჯამებია; პოსტსტრატიფიკაციას ნიშნები ერთად სჭირდება",
                         "the file gives totals of one trait at a time; post-stratification needs the traits together"},
                        {"მიუთითეთ --weights rake, ან ფაილი სვეტით თითო ნიშნისთვის", "say --weights rake, or give a file with a column for each trait"});
        return stratify(m_population.traits, m_population.rows);
    }

private:
    /// Totals of one trait; of a file of strata their sums, in the order of the file.
    std::vector<PopulationRow> rows_of(std::size_t trait) const
    {
        std::vector<PopulationRow> rows;
        if (m_population.form == Population::Form::Margins) {
            for (std::size_t i = 0; i < m_population.rows.size(); ++i)
                if (m_population.rows[i].trait == trait)
                    rows.push_back(m_population.rows[i]);
            regroup(rows);
        } else if (const auto at = std::find(m_population.traits.begin(), m_population.traits.end(), trait); at != m_population.traits.end()) {
            const auto column = static_cast<std::size_t>(at - m_population.traits.begin());
            for (const PopulationRow& row : m_population.rows) {
                const std::uint32_t value = row.values[column];
                const auto same = std::find_if(rows.begin(), rows.end(), [&](const PopulationRow& r) { return r.values[0] == value; });
                if (same == rows.end())
                    rows.push_back({{value}, trait, row.people, rows.size(), row.place});
                else
                    same->people += row.people;
            }
        }
        if (rows.empty())
            throw Error(Fault::Invalid, say("{0}: ნიშნის „{1}“ რაოდენობები არ არის", "{0}: there are no numbers of the trait '{1}'",
                                            printable(m_table.name()), printable(m_opinions.traits[trait].name)));
        return rows;
    }

    /// Groups of some rows of the file as places among them.
    void regroup(std::vector<PopulationRow>& rows) const
    {
        std::map<std::size_t, std::size_t> first;
        for (std::size_t i = 0; i < rows.size(); ++i)
            rows[i].group = first.emplace(rows[i].group, i).first->second;
    }

    std::string name_of(const std::vector<std::size_t>& traits, const std::vector<std::uint32_t>& values) const
    {
        std::string name;
        for (std::size_t i = 0; i < traits.size(); ++i)
            name += (i == 0 ? "" : "/") + (values[i] == trait_unknown ? std::string("?") : m_opinions.traits[traits[i]].values[values[i]]);
        return printable(name);
    }

    std::vector<std::uint32_t> values_of(const OpinionCell& cell, const std::vector<std::size_t>& traits) const
    {
        std::vector<std::uint32_t> values;
        for (const std::size_t trait : traits)
            values.push_back(cell.values[trait]);
        return values;
    }

    void settle_unknown(const std::vector<std::size_t>& traits)
    {
        const auto unknown = [&](const OpinionCell& cell) {
            return std::any_of(traits.begin(), traits.end(), [&](std::size_t trait) { return cell.values[trait] == trait_unknown; });
        };
        std::int64_t voters = 0;
        for (const OpinionCell& cell : m_result.cells)
            voters += unknown(cell) ? cell.voters : 0;
        if (voters == 0)
            return;
        if (m_choice.unknown == UnknownTraits::Refuse)
            throw Error(Fault::Invalid, say("{} ამომრჩევლის უბანი ან სხვა ნიშანი უცნობია", "of {} voters the district or another trait is not known", voters),
                        {"--unknown leave-out მათ არ დაითვლის და რაოდენობას დაბეჭდავს", "--unknown leave-out does not count them and prints how many they are"});
        m_result.cells.erase(std::remove_if(m_result.cells.begin(), m_result.cells.end(), unknown), m_result.cells.end());
        m_result.left_out += voters;
        if (m_result.cells.empty())
            throw Error(Fault::Invalid, {"ყველა ამომრჩევლის ნიშანი უცნობია", "a trait is unknown of every voter"});
    }

    /// The row of each cell, merged; every row with people has voters.
    std::vector<std::size_t> places(const std::vector<std::size_t>& traits, std::vector<PopulationRow>& rows)
    {
        std::map<std::vector<std::uint32_t>, std::size_t> known;
        for (std::size_t i = 0; i < rows.size(); ++i)
            known.emplace(rows[i].values, i);
        std::vector<std::int64_t> voters(rows.size(), 0);
        std::vector<std::size_t> found;
        for (const OpinionCell& cell : m_result.cells) {
            const std::vector<std::uint32_t> values = values_of(cell, traits);
            const auto at = known.find(values);
            if (at == known.end() || people(rows, rows[at->second].group) == 0)
                throw Error(Fault::Invalid, say("{0}: ამომრჩევლები არიან, მოსახლეობა არა: {1} ({2})", "{0}: there are voters, but no people: {1} ({2})",
                                                printable(m_table.name()), name_of(traits, values), cell.voters));
            found.push_back(at->second);
            voters[rows[at->second].group] += cell.voters;
        }
        if (m_choice.empty == EmptyStrata::Merge)
            merge_small(rows, voters);
        for (const PopulationRow& row : rows)
            if (voters[row.group] == 0 && row.people > 0)
                m_table.refuse(row.place, "empty_stratum",
                               say("ჯგუფიდან {} არავინ მონაწილეობს; სვეტით group გააერთიანეთ სხვასთან",
                                   "nobody of {} took part; merge it with another by the column group", name_of(traits, row.values)));
        m_table.finish();
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (rows[i].group != i)
                m_result.merges.emplace_back(name_of(traits, rows[i].values), name_of(traits, rows[rows[i].group].values));
        return found;
    }

    /// Groups with too few voters into the nearest one above, else below.
    void merge_small(std::vector<PopulationRow>& rows, std::vector<std::int64_t>& voters) const
    {
        for (std::size_t i = 0; i < rows.size();) {
            const std::size_t small = rows[i].group;
            const std::size_t into = small == i && voters[small] < m_choice.least_voters && people(rows, small) > 0 ? neighbour(rows, i) : small;
            if (into == small) {
                ++i;
                continue;
            }
            const std::size_t first = std::min(into, small); // the first of its rows is what a group is known by
            for (PopulationRow& row : rows)
                if (row.group == small || row.group == into)
                    row.group = first;
            const std::int64_t together = voters[small] + voters[into];
            voters[small] = 0;
            voters[into] = 0;
            voters[first] = together;
            i = 0;
        }
    }

    /// The group of the nearest row with people above row i, else below; that of row i itself where there is none.
    static std::size_t neighbour(const std::vector<PopulationRow>& rows, std::size_t i)
    {
        const auto other = [&](std::size_t row) { return rows[row].group != rows[i].group && people(rows, rows[row].group) > 0; };
        for (std::size_t row = i; row-- > 0;)
            if (other(row))
                return rows[row].group;
        for (std::size_t row = i + 1; row < rows.size(); ++row)
            if (other(row))
                return rows[row].group;
        return rows[i].group;
    }

    static std::int64_t people(const std::vector<PopulationRow>& rows, std::size_t group)
    {
        std::int64_t sum = 0;
        for (const PopulationRow& row : rows)
            sum += row.group == group ? row.people : 0;
        return sum;
    }

    WeighedCells stratify(const std::vector<std::size_t>& traits, std::vector<PopulationRow> rows)
    {
        settle_unknown(traits);
        places(traits, rows);
        std::vector<Stratum> strata;
        std::vector<std::pair<std::size_t, std::size_t>> merges;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            strata.push_back({rows[i].values, rows[i].people});
            if (rows[i].group != i)
                merges.emplace_back(i, rows[i].group);
        }
        m_result.weights = post_stratified(m_result.cells, traits, strata, merges);
        return std::move(m_result);
    }

    WeighedCells rake()
    {
        settle_unknown(m_population.traits);
        std::vector<Margin> margins;
        std::vector<OpinionCell> merged = m_result.cells;
        for (const std::size_t trait : m_population.traits) {
            std::vector<PopulationRow> rows = rows_of(trait);
            const std::vector<std::size_t> place = places({trait}, rows);
            Margin margin{trait, std::vector<std::int64_t>(m_opinions.traits[trait].values.size(), 0)};
            for (const PopulationRow& row : rows)
                margin.population[rows[row.group].values[0]] += row.people;
            for (std::size_t c = 0; c < merged.size(); ++c)
                merged[c].values[trait] = rows[rows[place[c]].group].values[0];
            margins.push_back(std::move(margin));
        }
        m_result.weights = raked(merged, margins, m_choice.raking);
        return std::move(m_result);
    }

    const Opinions& m_opinions;
    const Population& m_population;
    CsvTable& m_table;
    WeighingChoice m_choice;
    WeighedCells m_result;
};

} // namespace

std::string_view code(Weighting weighting)
{
    switch (weighting) {
    case Weighting::None: return "none";
    case Weighting::District: return "district";
    case Weighting::PostStratified: return "poststrat";
    case Weighting::Raked: return "rake";
    }
    return "none";
}

std::vector<std::size_t> traits_of(const WeighingChoice& choice, const Population& population)
{
    switch (choice.weighting) {
    case Weighting::None: return {};
    case Weighting::District: return {choice.district};
    case Weighting::PostStratified:
    case Weighting::Raked: break;
    }
    return population.traits;
}

WeighedCells weigh(const Opinions& opinions, std::vector<OpinionCell> cells, const Population& population, CsvTable& table,
                   const WeighingChoice& choice)
{
    return Weigher{opinions, std::move(cells), population, table, choice}.run();
}

WeighedCells weigh_alike(std::vector<OpinionCell> cells)
{
    WeighedCells result;
    result.weights = plain_weights(cells);
    result.cells = std::move(cells);
    return result;
}

} // namespace ogp::budget
