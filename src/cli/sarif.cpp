#include "cli/sarif.hpp"

#include "app/workflows/workflows.hpp"
#include "base/version.hpp"
#include "cli/error_text.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace ogp::cli {
namespace {

Json text(const std::string& words)
{
    return Json::object({{"text", Json(words)}});
}

std::string level(Severity severity)
{
    return severity == Severity::Note ? "note" : severity == Severity::Warning ? "warning" : "error";
}

Json result(const Finding& finding)
{
    Json location = Json::object({{"artifactLocation", Json::object({{"uri", Json(finding.place.file)}})}});
    if (finding.place.line != 0)
        location.set("region", Json::object({{"startLine", Json(std::int64_t{finding.place.line})},
                                             {"startColumn", Json(static_cast<std::int64_t>(std::max<std::size_t>(character_column(finding.place), 1)))}}));
    Json locations = Json::array();
    locations.push(Json::object({{"physicalLocation", std::move(location)}}));
    return Json::object({{"ruleId", Json(workflow::lint_rule_of(finding.code).code)},
                         {"level", Json(level(finding.severity))},
                         {"message", text(finding.message.en)},
                         {"locations", std::move(locations)}});
}

/// Each code once; where it stands for several rules, what they are about together.
Json rules()
{
    Json list = Json::array();
    std::string code;
    std::string about;
    const auto flush = [&] {
        if (!code.empty())
            list.push(Json::object({{"id", Json(code)}, {"shortDescription", text(about)}}));
    };
    for (const workflow::LintRule& rule : workflow::lint_rules()) {
        if (rule.code == code) {
            about += std::string("; ") + rule.about.en;
            continue;
        }
        flush();
        code = rule.code;
        about = rule.about.en;
    }
    flush();
    return list;
}

} // namespace

Json sarif(const Findings& findings)
{
    Json results = Json::array();
    for (const Finding& finding : findings)
        results.push(result(finding));
    Json driver = Json::object({{"name", Json("ogp")}, {"version", Json(version())}, {"rules", rules()}});
    Json runs = Json::array();
    runs.push(Json::object({{"tool", Json::object({{"driver", std::move(driver)}})},
                            {"columnKind", Json("unicodeCodePoints")},
                            {"results", std::move(results)}}));
    return Json::object({{"version", Json("2.1.0")},
                         {"$schema", Json("https://json.schemastore.org/sarif-2.1.0.json")},
                         {"runs", std::move(runs)}});
}

} // namespace ogp::cli
