#include "workflow/source_bundle.hpp"

#include "workflow/shipped.hpp"

#include <catch2/catch.hpp>

namespace ogp::workflow {
namespace {

TEST_CASE("what a repository keeps of a definition makes the same case type again")
{
    const std::string folder = std::string(OGP_SOURCE_DIR) + "/tests/data/workflows/";
    const std::string text = read_file(folder + "records.yaml");
    std::vector<Fragment> fragments;
    fragments.push_back({"common/channel.yaml", YamlDocument(read_file(folder + "common/channel.yaml"), "channel.yaml")});
    const std::string bundle = bundle_source(text, fragments);
    const CaseType type = load_case_type(YamlDocument(text, "a"), test::roles(), fragments);

    const auto kept = bundled_fragments(bundle);
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].first == "common/channel.yaml");
    CHECK(kept[0].second == fragments[0].document.text());
    std::vector<Fragment> again;
    again.push_back({kept[0].first, YamlDocument(kept[0].second, "b")});
    CHECK(workflow_hash(compile(load_case_type(YamlDocument(bundle, "b"), test::roles(), again))) == workflow_hash(compile(type)));
}

TEST_CASE("a definition that uses no other file is its own text")
{
    CHECK(bundle_source("ogp: 1", {}) == "ogp: 1");
    CHECK(bundled_fragments("ogp: 1\n# a comment\n#|x\n").empty());
}

} // namespace
} // namespace ogp::workflow
