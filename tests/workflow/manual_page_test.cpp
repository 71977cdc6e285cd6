#include "base/file.hpp"
#include "workflow/keys.hpp"
#include "workflow/lint_rules.hpp"
#include "workflow/scenario.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace ogp::workflow {
namespace {

const std::string& page()
{
    static const std::string text = read_file(std::string(OGP_SOURCE_DIR) + "/man/ogp-workflow.5");
    return text;
}

TEST_CASE("the page of the language names every key, with what it is")
{
    for (const Key& key : keys()) {
        INFO(key.object << "." << key.name);
        CHECK(page().find("\n.It Cm " + std::string(key.name) + "\n") != std::string::npos);
    }
}

TEST_CASE("the page of the language names every lint code and every rule of a refusal")
{
    for (const LintRule& rule : lint_rules()) {
        INFO(rule.code);
        CHECK(page().find("\n.It " + std::string(rule.code) + "\n") != std::string::npos);
    }
    for (const std::string_view rule : refusal_rules()) {
        INFO(rule);
        CHECK(page().find(rule) != std::string::npos);
    }
}

} // namespace
} // namespace ogp::workflow
