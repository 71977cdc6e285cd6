#include "model/number_template.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace ogp::model {
namespace {

constexpr std::size_t longest_template = 100;
constexpr long long widest = 32;

std::optional<NumberPart> placeholder(std::string_view inside)
{
    NumberPart part;
    const std::size_t colon = inside.find(':');
    part.name = inside.substr(0, colon);
    if (!is_identifier(part.name))
        return std::nullopt;
    if (colon == std::string_view::npos)
        return part;
    const auto width = to_integer(inside.substr(colon + 1));
    if (!width || *width < 1 || *width > widest)
        return std::nullopt;
    part.width = *width;
    return part;
}

} // namespace

std::optional<std::vector<NumberPart>> parse_number_template(std::string_view text, Localized& problem)
{
    std::vector<NumberPart> parts;
    const auto refuse = [&](Localized why) {
        problem = std::move(why);
        return std::nullopt;
    };
    if (text.empty() || text.size() > longest_template)
        return refuse(say("ნომრის ნიმუში ცარიელია ან {} ბაიტზე გრძელი", "the template of numbers is empty or longer than {} bytes", longest_template));
    while (!text.empty()) {
        const std::size_t open = std::min(text.find_first_of("{}"), text.size());
        if (open > 0)
            parts.push_back({std::string(text.substr(0, open)), {}, 0});
        text.remove_prefix(open);
        if (text.empty())
            break;
        const std::size_t close = text.find('}');
        const auto part = text.front() == '{' && close != std::string_view::npos ? placeholder(text.substr(1, close - 1)) : std::nullopt;
        if (!part)
            return refuse(Localized("ნომრის ნიმუშში უცნობი {…}: იწერება {year}, {month:02}, {seq:05}, {hash:6} ან {ველი}",
                                    "what is in {…} of the template is not known: {year}, {month:02}, {seq:05}, {hash:6} or {field}"));
        parts.push_back(*part);
        text.remove_prefix(close + 1);
    }
    for (const NumberPart& part : parts) {
        const bool plain = std::all_of(part.literal.begin(), part.literal.end(), [](char c) { return c > ' ' && c != '/' && c != '\\' && c < 0x7F; });
        if (!plain)
            return refuse(Localized("ნომრის ნიმუშში ლათინური ასოები, ციფრები და ნიშნებია, / და ცარიელი ადგილის გარეშე",
                                    "a template of numbers has Latin letters, digits and signs, without / and blanks"));
    }
    return parts;
}

} // namespace ogp::model
