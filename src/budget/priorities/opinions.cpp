#include "budget/priorities/opinions.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace ogp::budget {
namespace {

class Tabulator
{
public:
    explicit Tabulator(const Opinions& opinions) : m_opinions(opinions), m_seen(opinions.themes.size(), 0), m_direct(opinions.themes.size(), 0)
    {
        for (std::uint32_t t = 0; t < opinions.themes.size(); ++t)
            if (opinions.themes[t].parent && *opinions.themes[t].parent >= t)
                throw Error(Fault::Internal, say("ზემდგომი თემა უფრო გვიან დგას", "the parent of a theme stands after it"));
    }

    std::vector<OpinionCell> run()
    {
        if (m_opinions.values.size() != m_opinions.voters() * m_opinions.traits.size())
            throw Error(Fault::Internal, say("ყოველ ამომრჩეველს თითო ნიშანი არ აქვს", "not every voter has a value for each trait"));
        for (std::size_t voter = 0; voter < m_opinions.voters(); ++voter)
            add(voter, m_cells[cell_of(voter)]);
        std::sort(m_cells.begin(), m_cells.end(), [](const OpinionCell& a, const OpinionCell& b) { return a.values < b.values; });
        return std::move(m_cells);
    }

private:
    /// Index of the cell with the voter's traits.
    std::size_t cell_of(std::size_t voter)
    {
        const std::size_t traits = m_opinions.traits.size();
        std::uint64_t key = 0;
        for (std::size_t t = 0; t < traits; ++t) {
            const std::uint64_t value = m_opinions.values[voter * traits + t];
            const std::uint64_t size = m_opinions.traits[t].values.size() + 1;
            if (value != trait_unknown && value + 1 >= size)
                refuse(voter, say("ნიშნის უცნობი მნიშვნელობა: {}", "unknown value of the trait {}", m_opinions.traits[t].name));
            key = key * size + (value == trait_unknown ? size - 1 : value);
        }
        const auto [at, fresh] = m_known.try_emplace(key, m_cells.size());
        if (fresh) {
            const auto begin = m_opinions.values.begin() + static_cast<std::ptrdiff_t>(voter * traits);
            const std::size_t themes = m_opinions.themes.size();
            m_cells.push_back({{begin, begin + static_cast<std::ptrdiff_t>(traits)}, 0, std::vector<std::int64_t>(themes, 0),
                               std::vector<std::int64_t>(themes, 0), std::vector<std::int64_t>(themes, 0)});
        }
        return at->second;
    }

    [[noreturn]] void refuse(std::size_t voter, Localized why) const
    {
        throw Error(Fault::Invalid, say("ხმა №{0}: {1}", "ballot {0}: {2}", voter + 1, why.ka, why.en));
    }

    void check(std::size_t voter, const Answer& answer)
    {
        if (answer.theme >= m_opinions.themes.size())
            refuse(voter, {"უცნობი თემა", "unknown theme"});
        if (m_direct[answer.theme] == voter + 1)
            refuse(voter, say("თემა {} ორჯერ", "the theme {} twice", m_opinions.themes[answer.theme].id));
        m_direct[answer.theme] = voter + 1;
        if (answer.value < m_opinions.least || answer.value > m_opinions.most)
            refuse(voter, say("{0} არ არის {1}-სა და {2}-ს შორის",
                              "{0} is not between {1} and {2}", answer.value, m_opinions.least, m_opinions.most));
    }

    void add(std::size_t voter, OpinionCell& cell)
    {
        ++cell.voters;
        std::int64_t points = 0;
        for (std::uint64_t i = m_opinions.first[voter]; i < m_opinions.first[voter + 1]; ++i) {
            const Answer& answer = m_opinions.answers[i];
            check(voter, answer);
            points += answer.value;
            for (std::optional<std::uint32_t> theme = answer.theme; theme; theme = m_opinions.themes[*theme].parent) {
                ++cell.answers[*theme];
                cell.sums[*theme] += answer.value;
                cell.raters[*theme] += m_seen[*theme] == voter + 1 ? 0 : 1;
                m_seen[*theme] = voter + 1;
            }
        }
        if (m_opinions.kind == OpinionKind::Allocation && points > m_opinions.most)
            refuse(voter, say("ქულები {0}, უმეტესად {1}", "{0} points, at most {1}", points, m_opinions.most));
    }

    const Opinions& m_opinions;
    std::unordered_map<std::uint64_t, std::size_t> m_known;
    std::vector<OpinionCell> m_cells;
    std::vector<std::size_t> m_seen;   ///< for each theme: the last voter (from 1) counted as a rater
    std::vector<std::size_t> m_direct; ///< for each theme: the last voter (from 1) who named it herself
};

} // namespace

std::vector<OpinionCell> tabulate(const Opinions& opinions)
{
    return Tabulator{opinions}.run();
}

std::vector<OpinionCell> merge_cells(std::span<const OpinionCell> cells, std::span<const std::size_t> traits)
{
    std::map<std::vector<std::uint32_t>, OpinionCell> merged;
    for (const OpinionCell& cell : cells) {
        std::vector<std::uint32_t> values(cell.values.size(), trait_unknown);
        for (const std::size_t trait : traits)
            values[trait] = cell.values[trait];
        const auto [at, fresh] = merged.try_emplace(values, cell);
        OpinionCell& sum = at->second;
        sum.values = at->first;
        if (fresh)
            continue;
        sum.voters += cell.voters;
        for (std::size_t t = 0; t < cell.sums.size(); ++t) {
            sum.raters[t] += cell.raters[t];
            sum.answers[t] += cell.answers[t];
            sum.sums[t] += cell.sums[t];
        }
    }
    std::vector<OpinionCell> list;
    for (auto& [values, cell] : merged)
        list.push_back(std::move(cell));
    return list;
}

std::int64_t named_itself(const OpinionCell& cell, std::span<const Theme> themes, std::size_t theme)
{
    std::int64_t count = cell.answers[theme];
    for (std::size_t part = 0; part < themes.size(); ++part)
        if (themes[part].parent == theme)
            count -= cell.answers[part];
    return count;
}

} // namespace ogp::budget
