#include "app/plans/minutes.hpp"

#include "base/file.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace ogp::app {
namespace {

std::string file()
{
    return read_file(std::string(OGP_SOURCE_DIR) + "/tests/data/minutes/rustavi-3.yaml");
}

std::string with(std::string_view what, std::string_view by)
{
    std::string text = file();
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

/// "line code" of the first finding, "" where there is none.
std::string refused(const std::string& text)
{
    try {
        read_minutes(YamlDocument(text, "m.yaml"));
    } catch (const InvalidInput& error) {
        CHECK_FALSE(error.findings().front().message.ka.empty());
        return std::to_string(error.findings().front().place.line) + " " + error.findings().front().code;
    }
    return {};
}

TEST_CASE("printed minutes in the shape of a session")
{
    const MinutesFile minutes = read_minutes(YamlDocument(file(), "m.yaml"));
    CHECK(minutes.number == "3");
    CHECK(minutes.values["agenda"].items().size() == 2);
    CHECK(minutes.values["attendance"].items().size() == 3);
    CHECK(minutes.values["attendance"].items().back().text("side") == "guest");
    CHECK(minutes.values["agreed"].items().front().text("en") == "The forum will be opened");
    CHECK(minutes.values["course"].items().front().text("item").empty());
    CHECK(minutes.values["course"].items().back().text("item") == "1");
    CHECK(minutes.values.text("opened") == "11:00");
    CHECK(minutes.values["minutes_printed"].text("number_printed") == "N3");
    CHECK(minutes.values["place"].find("printed") == nullptr);
}

TEST_CASE("what is wrong with a file of minutes is said with its place")
{
    CHECK(refused(with("kind: minutes", "kind: plan")) == "2 wrong_kind");
    CHECK(refused(with("ogp: 1", "ogp: 2")) == "2 language_version");
    CHECK(refused(with("agenda:", "agendaa:")) == "24 unknown_key");
    CHECK(refused(with("number: \"3\"", "number: [3]")) == "4 wrong_kind");
    CHECK(refused(with("closed: {printed: 12:30სთ., value: \"12:30\"}", "closed: \"12:30\"")) == "11 wrong_kind");
    CHECK(refused(with("agenda:\n", "agenda:\n  - text\n")) == "25 wrong_kind");
    CHECK(refused("[]") == "1 wrong_kind");
}

} // namespace
} // namespace ogp::app
