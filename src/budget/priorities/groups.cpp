#include "budget/priorities/groups.hpp"

#include <algorithm>

namespace ogp::budget {
namespace {

/// Who said something, by group (rows) and by theme (columns). Beside each theme with parts stands what was said of the theme itself,
/// which is not told and follows from the others where all of them are.
class HiddenGroups
{
public:
    HiddenGroups(std::span<const Theme> themes, std::size_t groups, std::int64_t least, std::size_t together)
        : m_themes(themes), m_least(least), m_together(together), m_rows(groups, std::vector<Entry>(2 * themes.size()))
    {
    }

    void add(std::size_t group, std::size_t theme, std::int64_t raters, std::int64_t itself)
    {
        m_rows[group][theme].raters = raters;
        m_rows[group][m_themes.size() + theme].raters = has_parts(theme) ? itself : 0;
    }

    /// Until nothing that is hidden follows from what is shown.
    void run()
    {
        do {
            m_changed = false;
            for (std::size_t column = 0; column < 2 * m_themes.size(); ++column)
                hide_across(column);
            for (std::size_t theme = m_themes.size(); theme-- > 0;)
                for (std::vector<Entry>& row : m_rows)
                    hide_above(row, theme);
        } while (m_changed);
    }

    bool hidden(std::size_t group, std::size_t theme) const { return m_rows[group][theme].hidden; }

private:
    struct Entry
    {
        std::int64_t raters = 0;
        bool hidden = false;
    };
    /// How many entries of a sum are hidden, and their raters.
    struct Hidden
    {
        std::size_t entries = 0;
        std::int64_t raters = 0;

        void take(const Entry& entry)
        {
            entries += entry.hidden ? 1 : 0;
            raters += entry.hidden ? entry.raters : 0;
        }
        bool given_away(std::int64_t least, std::size_t together) const { return entries > 0 && (entries < together || raters < least); }
    };

    bool has_parts(std::size_t theme) const
    {
        return std::any_of(m_themes.begin(), m_themes.end(), [&](const Theme& part) { return part.parent == theme; });
    }

    void hide(Entry& entry)
    {
        entry.hidden = true;
        m_changed = true;
    }

    /// The total over all groups is told.
    void hide_across(std::size_t column)
    {
        Hidden hidden;
        for (std::vector<Entry>& row : m_rows) {
            Entry& entry = row[column];
            if (!entry.hidden && entry.raters > 0 && entry.raters < m_least)
                hide(entry);
            hidden.take(entry);
        }
        while (hidden.given_away(m_least, m_together)) {
            Entry* smallest = nullptr;
            for (std::vector<Entry>& row : m_rows)
                if (!row[column].hidden && row[column].raters > 0 && (smallest == nullptr || row[column].raters < smallest->raters))
                    smallest = &row[column];
            if (smallest == nullptr)
                return;
            hide(*smallest);
            hidden.take(*smallest);
        }
    }

    /// A theme is the total of its parts and of itself.
    void hide_above(std::vector<Entry>& row, std::size_t theme)
    {
        if (row[theme].hidden || !has_parts(theme))
            return;
        Hidden hidden;
        hidden.take(row[m_themes.size() + theme]);
        for (std::size_t part = 0; part < m_themes.size(); ++part)
            if (m_themes[part].parent == theme)
                hidden.take(row[part]);
        if (hidden.given_away(m_least, 2))
            hide(row[theme]);
    }

    std::span<const Theme> m_themes;
    std::int64_t m_least;
    std::size_t m_together;
    std::vector<std::vector<Entry>> m_rows;
    bool m_changed = false;
};

} // namespace

std::vector<GroupAverage> averages_by(const Opinions& opinions, std::span<const OpinionCell> cells, const Weights& weights, std::size_t trait,
                                      std::int64_t least, std::size_t together)
{
    std::vector<std::uint32_t> values;
    for (const OpinionCell& cell : cells)
        values.push_back(cell.values[trait]);
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    const std::size_t themes = opinions.themes.size();
    HiddenGroups hidden(opinions.themes, values.size(), least, together);
    std::vector<GroupAverage> groups;
    for (std::size_t v = 0; v < values.size(); ++v) {
        std::vector<OpinionCell> some;
        Weights their;
        for (std::size_t c = 0; c < cells.size(); ++c)
            if (cells[c].values[trait] == values[v]) {
                some.push_back(cells[c]);
                their.cells.push_back(weights.cells[c]);
            }
        const Priorities result = average(opinions, some, their);
        for (std::size_t t = 0; t < themes; ++t) {
            std::int64_t itself = 0;
            for (const OpinionCell& cell : some)
                itself += named_itself(cell, opinions.themes, t);
            hidden.add(v, t, result.themes[t].raters, itself);
            groups.push_back({values[v], t, result.themes[t].raters, result.themes[t].plain, result.themes[t].weighted, false});
        }
    }
    hidden.run();
    for (std::size_t v = 0; v < values.size(); ++v)
        for (std::size_t t = 0; t < themes; ++t)
            if (GroupAverage& group = groups[v * themes + t]; hidden.hidden(v, t))
                group = {group.value, group.theme, 0, {}, {}, true};
    return groups;
}

} // namespace ogp::budget
