#include "report/odt_picture.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <vector>

namespace ogp::report {
namespace {

constexpr std::string_view style_begin = "<style>";
constexpr std::string_view style_end = "</style>";

struct Rule
{
    std::string_view target; ///< ".class" or "element"
    std::string declarations;
};

/// A halo around letters that is drawn before them; who does not know the order would draw it over them.
std::string without_halo(std::string_view declarations)
{
    const bool halo = declarations.find("paint-order") != std::string_view::npos;
    std::string kept;
    for (const std::string_view part : split(declarations, ';')) {
        const std::string_view declaration = trim(part);
        if (declaration.empty() || (halo && (declaration.starts_with("stroke") || declaration.starts_with("paint-order"))))
            continue;
        kept.append(declaration).append(";");
    }
    std::replace(kept.begin(), kept.end(), '"', '\'');
    return kept;
}

/// What lies between the brace at `open` and its own end.
std::string_view body_at(std::string_view css, std::size_t open)
{
    int depth = 0;
    for (std::size_t at = open; at < css.size(); ++at) {
        depth += css[at] == '{' ? 1 : css[at] == '}' ? -1 : 0;
        if (depth == 0)
            return css.substr(open + 1, at - open - 1);
    }
    return css.substr(open + 1);
}

std::vector<Rule> rules_of(std::string_view css)
{
    std::vector<Rule> rules;
    for (std::size_t at = 0, open = css.find('{'); open != std::string_view::npos; open = css.find('{', at)) {
        const std::string_view selectors = trim(css.substr(at, open - at));
        const std::string_view body = body_at(css, open);
        at = open + body.size() + 2;
        if (selectors.starts_with('@'))
            continue;
        for (const std::string_view part : split(selectors, ',')) {
            const std::string_view selector = trim(part);
            const std::size_t blank = selector.rfind(' ');
            rules.push_back({blank == std::string_view::npos ? selector : selector.substr(blank + 1), without_halo(body)});
        }
    }
    return rules;
}

std::string_view attribute(std::string_view tag, std::string_view name)
{
    const std::string begin = " " + std::string(name) + "=\"";
    const std::size_t at = tag.find(begin);
    if (at == std::string_view::npos)
        return {};
    const std::size_t from = at + begin.size();
    return tag.substr(from, tag.find('"', from) - from);
}

/// What of the rules holds for the element of a tag ("<text class=..."): those of its name first, those of its classes after.
std::string style_of(std::string_view tag, const std::vector<Rule>& rules)
{
    const std::string_view name = tag.substr(1, tag.find_first_of(" />", 1) - 1);
    std::string style;
    for (const Rule& rule : rules)
        if (rule.target == name)
            style += rule.declarations;
    const std::vector<std::string_view> classes = split(attribute(tag, "class"), ' ');
    for (const Rule& rule : rules)
        if (rule.target.starts_with('.') && std::find(classes.begin(), classes.end(), rule.target.substr(1)) != classes.end())
            style += rule.declarations;
    return style;
}

} // namespace

std::string with_inline_style(std::string_view svg)
{
    const std::size_t begin = svg.find(style_begin);
    const std::size_t end = svg.find(style_end);
    if (begin == std::string_view::npos || end == std::string_view::npos)
        return std::string(svg);
    const std::vector<Rule> rules = rules_of(svg.substr(begin + style_begin.size(), end - begin - style_begin.size()));
    std::string plain{svg.substr(0, begin)};
    plain += svg.substr(end + style_end.size());
    std::string out;
    for (std::size_t at = 0; at < plain.size();) {
        const std::size_t open = std::min(plain.find('<', at), plain.size());
        out.append(plain, at, open - at);
        const std::size_t close = plain.find('>', open);
        if (close == std::string::npos)
            break;
        const bool empty = plain[close - 1] == '/';
        const std::string_view tag = std::string_view(plain).substr(open, close - open - (empty ? 1 : 0));
        out += tag;
        const std::string style = tag.starts_with("</") ? std::string() : style_of(tag, rules);
        if (!style.empty())
            out.append(" style=\"").append(style).append("\"");
        out += empty ? "/>" : ">";
        at = close + 1;
    }
    return out;
}

PictureSize picture_size(std::string_view svg)
{
    const std::vector<std::string_view> box = split(attribute(svg, "viewBox"), ' ');
    if (box.size() != 4)
        return {};
    return {static_cast<int>(to_integer(box[2]).value_or(0)), static_cast<int>(to_integer(box[3]).value_or(0))};
}

} // namespace ogp::report
