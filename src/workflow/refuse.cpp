#include "workflow/refuse.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {

void refuse(const char* rule, Localized reason, Localized hint)
{
    throw Refused{{rule, std::move(reason), std::move(hint)}};
}

Localized labelled(std::string_view id, const Localized& label)
{
    return {fmt::format("{} ({})", id, label.in(Language::Ka)), fmt::format("{} ({})", id, label.in(Language::En))};
}

Localized suggestion(std::string_view word, const std::vector<std::string>& candidates)
{
    const auto near = nearest(word, candidates);
    return near ? say("; ხომ არ გულისხმობდით „{}“-ს?", "; did you mean \"{}\"?", *near) : Localized();
}

Localized joined(const Localized& a, const Localized& b)
{
    return {a.ka + b.ka, a.en + b.en};
}

bool holds_word(const std::vector<std::string>& list, std::string_view word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

} // namespace ogp::workflow
