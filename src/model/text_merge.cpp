#include "model/text_merge.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace ogp::model {
namespace {

using Lines = std::vector<std::string_view>;

Lines lines_of(std::string_view text)
{
    Lines lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
        lines.push_back(text.substr(0, size));
        text.remove_prefix(size);
    }
    return lines;
}

/// A run of base lines [from, to) that one side has replaced by its lines [side_from, side_to).
struct Hunk
{
    std::size_t from;
    std::size_t to;
    std::size_t side_from;
    std::size_t side_to;
};

/// The lengths of the longest common subsequences of all ends of two texts.
class CommonLengths
{
public:
    CommonLengths(const Lines& a, const Lines& b) : m_columns(b.size() + 1), m_lengths((a.size() + 1) * m_columns)
    {
        for (std::size_t i = a.size(); i-- > 0;) {
            for (std::size_t j = b.size(); j-- > 0;)
                at(i, j) = a[i] == b[j] ? static_cast<std::uint16_t>(at(i + 1, j + 1) + 1) : std::max(at(i + 1, j), at(i, j + 1));
        }
    }

    std::uint16_t& at(std::size_t i, std::size_t j) { return m_lengths[i * m_columns + j]; }

private:
    std::size_t m_columns;
    std::vector<std::uint16_t> m_lengths;
};

std::vector<Hunk> changes(const Lines& base, const Lines& side)
{
    CommonLengths lengths(base, side);
    std::vector<Hunk> hunks;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < base.size() || j < side.size()) {
        if (i < base.size() && j < side.size() && base[i] == side[j]) {
            ++i, ++j;
            continue;
        }
        Hunk hunk{i, i, j, j};
        while (i < base.size() || j < side.size()) {
            if (i < base.size() && j < side.size() && base[i] == side[j])
                break;
            if (j == side.size() || (i < base.size() && lengths.at(i + 1, j) >= lengths.at(i, j + 1)))
                ++i;
            else
                ++j;
        }
        hunk.to = i, hunk.side_to = j;
        hunks.push_back(hunk);
    }
    return hunks;
}

void append(std::string& out, const Lines& lines, std::size_t from, std::size_t to)
{
    for (; from < to; ++from)
        out += lines[from];
}

/// Walks both lists of changes along the base.
class Walk
{
public:
    Walk(const Lines& base, const Lines& ours, const Lines& theirs)
        : m_base(base), m_ours(ours), m_theirs(theirs), m_mine(changes(base, ours)), m_others(changes(base, theirs))
    {
    }

    std::optional<std::string> run()
    {
        auto mine = m_mine.begin();
        auto other = m_others.begin();
        while (mine != m_mine.end() || other != m_others.end()) {
            if (other == m_others.end() || (mine != m_mine.end() && mine->to < other->from)) {
                take(*mine++, m_ours);
            } else if (mine == m_mine.end() || other->to < mine->from) {
                take(*other++, m_theirs);
            } else if (is_same(*mine, *other)) {
                take(*mine++, m_ours);
                ++other;
            } else {
                return std::nullopt;
            }
        }
        append(m_out, m_base, m_at, m_base.size());
        return std::move(m_out);
    }

private:
    void take(const Hunk& hunk, const Lines& side)
    {
        append(m_out, m_base, m_at, hunk.from);
        append(m_out, side, hunk.side_from, hunk.side_to);
        m_at = hunk.to;
    }

    bool is_same(const Hunk& mine, const Hunk& other) const
    {
        const auto begin = [](const Lines& lines, std::size_t at) { return lines.begin() + static_cast<std::ptrdiff_t>(at); };
        return mine.from == other.from && mine.to == other.to &&
               std::equal(begin(m_ours, mine.side_from), begin(m_ours, mine.side_to), begin(m_theirs, other.side_from),
                          begin(m_theirs, other.side_to));
    }

    const Lines& m_base;
    const Lines& m_ours;
    const Lines& m_theirs;
    std::vector<Hunk> m_mine;
    std::vector<Hunk> m_others;
    std::size_t m_at = 0;
    std::string m_out;
};

} // namespace

std::optional<std::string> merge_text(std::string_view base, std::string_view ours, std::string_view theirs)
{
    if (ours == theirs || theirs == base)
        return std::string(ours);
    if (ours == base)
        return std::string(theirs);
    const Lines base_lines = lines_of(base);
    const Lines our_lines = lines_of(ours);
    const Lines their_lines = lines_of(theirs);
    if (std::max({base_lines.size(), our_lines.size(), their_lines.size()}) > most_merged_lines)
        return std::nullopt;
    return Walk(base_lines, our_lines, their_lines).run();
}

} // namespace ogp::model
