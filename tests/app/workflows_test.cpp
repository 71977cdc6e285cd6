#include "app/workflows/workflows.hpp"

#include "base/file.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace ogp::app {
namespace {

namespace fs = std::filesystem;

/// A folder that is gone at the end.
class Workplace
{
public:
    Workplace()
    {
        std::string name = (fs::temp_directory_path() / "ogp-workflows-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        m_folder = name;
    }
    ~Workplace() { fs::remove_all(m_folder); }
    fs::path operator/(std::string_view path) const { return m_folder / path; }
    const fs::path& folder() const { return m_folder; }

private:
    fs::path m_folder;
};

std::string data(std::string_view path)
{
    return read_file(fs::path(OGP_SOURCE_DIR) / "tests/data/workflows" / path);
}

std::vector<std::string> codes(const LintResult& result)
{
    std::vector<std::string> list;
    for (const Finding& finding : result.findings)
        list.push_back(finding.code);
    return list;
}

TEST_CASE("a definition brings the files that it uses, and what is kept of it makes it again")
{
    const Workplace place;
    make_folders(place / "common");
    write_file(place / "records_request.yaml", data("records.yaml"));
    write_file(place / "common/channel.yaml", data("common/channel.yaml"));
    const WorkflowFile file = read_workflow(place / "records_request.yaml");
    REQUIRE(file.fragments.size() == 1);
    const auto type = workflow::load_case_type(file.document, shipped_roles(), file.fragments);
    const WorkflowFile kept = kept_workflow(file.source(), "kept");
    const auto again = workflow::load_case_type(kept.document, shipped_roles(), kept.fragments);
    CHECK(workflow::workflow_hash(workflow::compile(again)) == workflow::workflow_hash(workflow::compile(type)));
}

TEST_CASE("a link that leads out of the folder is not followed")
{
    const Workplace place;
    make_folders(place / "inside/common");
    write_file(place / "outside.yaml", data("common/channel.yaml"));
    fs::create_symlink(place / "outside.yaml", place / "inside/common/channel.yaml");
    write_file(place / "inside/records_request.yaml", data("records.yaml"));
    CHECK(read_workflow(place / "inside/records_request.yaml").fragments.empty());
    LintRequest request;
    request.files.push_back(place / "inside/records_request.yaml");
    const auto found = codes(lint_workflows(request));
    CHECK(std::find(found.begin(), found.end(), "unknown_file") != found.end());
}

TEST_CASE("what the program brings along has no findings")
{
    const LintResult result = lint_workflows({});
    CHECK(result.files.size() >= 8);
    CHECK(codes(result).empty());
}

TEST_CASE("every kind of file is checked, and one that is broken does not hide the others")
{
    const Workplace place;
    write_file(place / "a.yaml", "ogp: 1\nkind: roles\nroles: {}\n");
    write_file(place / "b.yaml", "ogp: 1\nkind: fragment\nfields: {x: {type: string}}\n");
    write_file(place / "c.yaml", "ogp: 1\nkind: calendar\n");
    write_file(place / "d.yaml", "a: &b 1\n");
    write_file(place / "e.yaml", std::string(20'000, '['));
    write_file(place / "f.yaml", "ogp: 1\nkind: sonnet\n");
    LintRequest request;
    request.files.push_back(place.folder());
    const LintResult result = lint_workflows(request);
    CHECK(result.files.size() == 6);
    for (const char* name : {"a.yaml", "b.yaml", "c.yaml", "d.yaml", "e.yaml", "f.yaml"}) {
        INFO(name);
        CHECK(std::any_of(result.findings.begin(), result.findings.end(), [&](const Finding& finding) {
            return finding.place.file.ends_with(name) && finding.place.line > 0;
        }));
    }
    CHECK_THROWS_AS(lint_workflows({.files = {place / "nowhere.yaml"}, .repository = nullptr, .reserved = {}, .today = {}}), Error);
}

TEST_CASE("a case type that is not there names the nearest, a version those that there are")
{
    CHECK(find_workflow(nullptr, "plan", std::nullopt).type.id == "plan");
    try {
        find_workflow(nullptr, "plna", std::nullopt);
        FAIL();
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::NotFound);
        CHECK(error.hint().en == "did you mean plan?");
    }
    CHECK_THROWS_AS(find_workflow(nullptr, "plan", 99), Error);
}

} // namespace
} // namespace ogp::app
