#pragma once

#include "base/error.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::report {

/// A tag of a wording as it was scanned.
struct WordingTag
{
    enum class Kind { Variable, Section, Inverted };
    enum class Filter { None, Date, DateOf, Datetime, Number, Money, Percent, Plural };

    Kind kind = Kind::Variable;
    std::string name;      ///< "count", "plan.title" or "." (the item of an array)
    Filter filter = Filter::None;
    std::string one;       ///< the two words of a plural
    std::string many;
    std::string written;   ///< "{{count|number}}", for messages
    Place place;
};

/// A text of a wording with its tags. In `text` each tag holds only its index in `tags` ({{&0}}, {{#1}}...{{/1}}), so that
/// whoever looks a tag up knows which one stands there, with its filter and its place.
struct WordingTemplate
{
    std::string text;
    std::vector<WordingTag> tags;
};

/// Scans a text. `place_of(n)` is the place of the n-th "{{" of the text, from 0, or of the text itself for npos. What is broken is added to `findings`:
/// unclosed tags and sections, unknown filters, names that are none, partials, triple braces and other delimiters.
WordingTemplate scan_wording(std::string_view text, const std::function<Place(std::size_t)>& place_of, Findings& findings);

} // namespace ogp::report
