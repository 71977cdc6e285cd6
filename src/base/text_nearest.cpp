#include "base/text.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <numeric>

namespace ogp {
namespace {

std::u32string characters(std::string_view text)
{
    std::u32string result;
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Character character = utf8_at(text, at);
        result += character.size == 0 ? U'\uFFFD' : character.value;
        at += character.size == 0 ? 1 : character.size;
    }
    return result;
}

/// Optimal string alignment: three rows of the table are enough, because a swap looks back two.
std::size_t distance(const std::u32string& a, const std::u32string& b)
{
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> above(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(above.begin(), above.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replace = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({replace, above[j] + 1, row[j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, above);
        std::swap(above, row);
    }
    return above[b.size()];
}

} // namespace

std::size_t edit_distance(std::string_view a, std::string_view b)
{
    return distance(characters(a), characters(b));
}

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates)
{
    const std::u32string wanted = characters(word);
    std::size_t limit = std::max<std::size_t>(1, wanted.size() / 3);
    const std::string* best = nullptr;
    const std::string* longer = nullptr;
    const auto begins_so = [&](const std::string& candidate) { return wanted.size() > 1 && candidate.starts_with(word); };
    for (const std::string& candidate : candidates) {
        if (longer == nullptr && begins_so(candidate))
            longer = &candidate;
        const std::u32string other = characters(candidate);
        const std::size_t difference = std::max(wanted.size(), other.size()) - std::min(wanted.size(), other.size());
        if (difference > limit)
            continue;
        const std::size_t edits = distance(wanted, other);
        if (edits == std::max(wanted.size(), other.size()) && edits != 0)
            continue; // nothing of the word is left
        const bool as_near = edits == limit && (best == nullptr || (begins_so(candidate) && !begins_so(*best)));
        if (edits < limit || as_near) {
            best = &candidate;
            limit = edits;
        }
    }
    if (best == nullptr)
        best = longer;
    return best == nullptr ? std::nullopt : std::optional<std::string>(*best);
}

} // namespace ogp
