#include "cli/junit.hpp"

#include "report/markup.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ogp::cli {
namespace {

using report::escaped;

std::string test_case(const app::TestedFile& file, const workflow::ScenarioResult& result)
{
    std::string xml = fmt::format("    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{}\"", escaped(file.type),
                                  escaped(result.name), escaped(file.file), result.place.line);
    if (result.failures.empty())
        return xml + "/>\n";
    std::string text;
    for (const workflow::ScenarioFailure& failure : result.failures)
        text += fmt::format("{}: {}: expected {}, found {}\n", failure.place.text(), failure.what, failure.expected, failure.actual);
    const workflow::ScenarioFailure& first = result.failures.front();
    return xml + fmt::format(">\n      <failure type=\"scenario_failed\" message=\"{}\">{}</failure>\n    </testcase>\n",
                             escaped(fmt::format("{}: expected {}, found {}", first.what, first.expected, first.actual)), escaped(text));
}

} // namespace

std::string junit(const app::WorkflowTestRun& run)
{
    std::string xml = fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"{}\" failures=\"{}\">\n", run.scenarios(),
                                  run.failed());
    for (const app::TestedFile& file : run.files) {
        const auto failed = std::count_if(file.results.begin(), file.results.end(), [](const auto& result) { return !result.failures.empty(); });
        xml += fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"0\">\n", escaped(file.file),
                           file.results.size(), failed);
        for (const workflow::ScenarioResult& result : file.results)
            xml += test_case(file, result);
        xml += "  </testsuite>\n";
    }
    return xml + "</testsuites>\n";
}

} // namespace ogp::cli
