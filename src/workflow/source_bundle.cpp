#include "workflow/source_bundle.hpp"

#include "base/text.hpp"

namespace ogp::workflow {
namespace {

constexpr std::string_view file_mark = "#ogp-fragment ";
constexpr std::string_view line_mark = "#|";

} // namespace

std::string bundle_source(std::string_view text, std::span<const Fragment> fragments)
{
    std::string bundle(text);
    for (const Fragment& fragment : fragments) {
        if (!bundle.ends_with('\n'))
            bundle += '\n';
        bundle += std::string(file_mark) + fragment.path;
        for (const std::string_view line : split(fragment.document.text(), '\n'))
            bundle += "\n" + std::string(line_mark) + std::string(line);
    }
    return bundle;
}

std::vector<std::pair<std::string, std::string>> bundled_fragments(std::string_view bundle)
{
    std::vector<std::pair<std::string, std::string>> found;
    bool first_line = false;
    for (const std::string_view line : split(bundle, '\n')) {
        if (line.starts_with(file_mark)) {
            found.emplace_back(line.substr(file_mark.size()), std::string());
            first_line = true;
        } else if (line.starts_with(line_mark) && !found.empty()) {
            found.back().second += (first_line ? "" : "\n") + std::string(line.substr(line_mark.size()));
            first_line = false;
        }
    }
    return found;
}

} // namespace ogp::workflow
