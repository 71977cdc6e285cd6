#include "budget/priorities/weights.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace ogp::budget {
namespace {

constexpr double millionths = 1e6;

std::int64_t voters_in(std::span<const OpinionCell> cells)
{
    std::int64_t voters = 0;
    for (const OpinionCell& cell : cells)
        voters += cell.voters;
    return voters;
}

/// Index of the stratum of each cell.
std::vector<std::size_t> strata_of(std::span<const OpinionCell> cells, std::span<const std::size_t> traits, std::span<const Stratum> strata)
{
    std::map<std::vector<std::uint32_t>, std::size_t> known;
    for (std::size_t i = 0; i < strata.size(); ++i)
        known.emplace(strata[i].values, i);
    std::vector<std::size_t> found;
    for (const OpinionCell& cell : cells) {
        std::vector<std::uint32_t> values;
        for (const std::size_t trait : traits)
            values.push_back(cell.values.at(trait));
        const auto at = known.find(values);
        if (at == known.end())
            throw Error(Fault::Invalid, say("არის ამომრჩევლები, რომელთა ჯგუფის რაოდენობა უცნობია",
                                            "there are voters of a group whose number of people is not known"));
        found.push_back(at->second);
    }
    return found;
}

class Raker
{
public:
    Raker(std::span<const OpinionCell> cells, std::span<const Margin> margins, const Raking& raking)
        : m_cells(cells), m_margins(margins), m_raking(raking), m_voters(static_cast<double>(voters_in(cells))), m_weights(cells.size(), 1.0)
    {
        for (const Margin& margin : margins)
            check(margin);
    }

    Weights run()
    {
        Weights result;
        double error = largest_error();
        while (error > m_raking.tolerance && result.iterations < m_raking.most_iterations) {
            for (const Margin& margin : m_margins)
                meet(margin);
            trim();
            ++result.iterations;
            error = largest_error();
        }
        result.converged = error <= m_raking.tolerance;
        result.largest_error = Rational{std::llround(error * millionths), static_cast<std::int64_t>(millionths)};
        for (std::size_t c = 0; c < m_cells.size(); ++c) {
            result.cells.push_back(Rational{std::llround(m_weights[c] * millionths), static_cast<std::int64_t>(millionths)});
            if (m_cut[c] != 0)
                result.trimmed += m_cells[c].voters;
        }
        return result;
    }

private:
    void check(const Margin& margin) const
    {
        std::vector<std::int64_t> voters(margin.population.size(), 0);
        for (const OpinionCell& cell : m_cells) {
            const std::uint32_t value = cell.values.at(margin.trait);
            if (value >= voters.size() || margin.population[value] == 0)
                throw Error(Fault::Invalid, say("არის ამომრჩევლები, რომელთა ჯგუფის რაოდენობა უცნობია",
                                                "there are voters of a group whose number of people is not known"));
            voters[value] += cell.voters;
        }
        for (std::size_t value = 0; value < voters.size(); ++value)
            if (voters[value] == 0 && margin.population[value] > 0)
                throw Error(Fault::Invalid, say("ჯგუფიდან №{0} (ნიშანი №{1}) არავინ მონაწილეობს; გააერთიანეთ სხვასთან",
                                                "nobody of group {0} (trait {1}) took part; merge it with another", value + 1, margin.trait + 1));
    }

    static double people(const Margin& margin)
    {
        double sum = 0;
        for (const std::int64_t population : margin.population)
            sum += static_cast<double>(population);
        return sum;
    }

    /// The weighted share of each value of the margin's trait.
    std::vector<double> shares(const Margin& margin) const
    {
        std::vector<double> sums(margin.population.size(), 0.0);
        double all = 0;
        for (std::size_t c = 0; c < m_cells.size(); ++c) {
            const double weight = m_weights[c] * static_cast<double>(m_cells[c].voters);
            sums[m_cells[c].values[margin.trait]] += weight;
            all += weight;
        }
        for (double& sum : sums)
            sum /= all;
        return sums;
    }

    void meet(const Margin& margin)
    {
        const std::vector<double> current = shares(margin);
        const double all = people(margin);
        for (std::size_t c = 0; c < m_cells.size(); ++c) {
            const std::uint32_t value = m_cells[c].values[margin.trait];
            m_weights[c] *= static_cast<double>(margin.population[value]) / all / current[value];
        }
    }

    void trim()
    {
        set_mean();
        for (std::size_t c = 0; c < m_cells.size(); ++c) {
            const double cut = std::clamp(m_weights[c], m_raking.least, m_raking.most);
            m_cut[c] = cut != m_weights[c] ? 1 : 0;
            m_weights[c] = cut;
        }
        set_mean();
    }

    void set_mean()
    {
        double all = 0;
        for (std::size_t c = 0; c < m_cells.size(); ++c)
            all += m_weights[c] * static_cast<double>(m_cells[c].voters);
        for (double& weight : m_weights)
            weight *= m_voters / all;
    }

    double largest_error() const
    {
        double largest = 0;
        for (const Margin& margin : m_margins) {
            const std::vector<double> current = shares(margin);
            const double all = people(margin);
            for (std::size_t value = 0; value < current.size(); ++value)
                largest = std::max(largest, std::abs(current[value] - static_cast<double>(margin.population[value]) / all));
        }
        return largest;
    }

    std::span<const OpinionCell> m_cells;
    std::span<const Margin> m_margins;
    Raking m_raking;
    double m_voters;
    std::vector<double> m_weights;
    std::vector<char> m_cut = std::vector<char>(m_weights.size(), 0);
};

} // namespace

Weights plain_weights(std::span<const OpinionCell> cells)
{
    Weights weights;
    weights.cells.assign(cells.size(), Rational{1});
    return weights;
}

Weights post_stratified(std::span<const OpinionCell> cells, std::span<const std::size_t> traits, std::span<const Stratum> strata,
                        std::span<const std::pair<std::size_t, std::size_t>> merges)
{
    const std::vector<std::size_t> stratum = strata_of(cells, traits, strata);
    std::vector<std::size_t> target(strata.size());
    for (std::size_t i = 0; i < target.size(); ++i)
        target[i] = i;
    for (const auto& [from, into] : merges)
        target.at(from) = target.at(into);
    std::vector<std::int64_t> voters(strata.size(), 0);
    std::vector<std::int64_t> people(strata.size(), 0);
    std::int64_t population = 0;
    for (std::size_t i = 0; i < strata.size(); ++i) {
        people[target[i]] += strata[i].population;
        population += strata[i].population;
    }
    for (std::size_t c = 0; c < cells.size(); ++c)
        voters[target[stratum[c]]] += cells[c].voters;
    for (std::size_t i = 0; i < strata.size(); ++i)
        if (people[i] > 0 && voters[i] == 0)
            throw Error(Fault::Invalid, say("ჯგუფიდან №{} არავინ მონაწილეობს; გააერთიანეთ სხვასთან",
                                            "nobody of group {} took part; merge it with another", i + 1));
    Weights weights;
    weights.merges.assign(merges.begin(), merges.end());
    const std::int64_t all = voters_in(cells);
    for (const std::size_t i : stratum)
        weights.cells.push_back(Rational{people[target[i]], population} * Rational{all, voters[target[i]]});
    return weights;
}

Weights raked(std::span<const OpinionCell> cells, std::span<const Margin> margins, const Raking& raking)
{
    return Raker{cells, margins, raking}.run();
}

} // namespace ogp::budget
