#include "base/file.hpp"
#include "base/yaml.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <filesystem>
#include <string>
#include <vector>

using namespace ogp;

namespace {

/// The findings as "code line:column", "" where the text is accepted.
std::string findings_of(std::string_view text, const YamlLimits& limits = {})
{
    std::string all;
    try {
        parse_yaml(text, "f.yaml", limits);
    } catch (const InvalidInput& error) {
        CHECK_FALSE(error.findings().empty());
        for (const Finding& finding : error.findings()) {
            CHECK(finding.place.file == "f.yaml");
            CHECK_FALSE(finding.message.ka.empty());
            CHECK_FALSE(finding.message.en.empty());
            all += all.empty() ? "" : ", ";
            all += finding.code;
            if (finding.place.line != 0)
                all += " " + std::to_string(finding.place.line) + ":" + std::to_string(finding.place.column);
        }
    }
    return all;
}

std::string repeated(const std::string& text, std::size_t count)
{
    std::string all;
    for (std::size_t i = 0; i < count; ++i)
        all += text;
    return all;
}

std::string place_of(const YamlNode& node)
{
    return std::to_string(node.line) + ":" + std::to_string(node.column);
}

/// Every node below and with `node`, and no more than that.
std::size_t count_nodes(const YamlNode& node)
{
    std::size_t count = 1;
    for (const YamlNode& item : node.items)
        count += count_nodes(item);
    for (const YamlNode::Member& member : node.members)
        count += 1 + count_nodes(member.value);
    return count;
}

} // namespace

TEST_CASE("maps, lists and scalars with their places")
{
    const YamlNode root = parse_yaml("title: გეგმა\n"
                                     "items:\n"
                                     "  - number: I.4\n"
                                     "    start: 01.01.2019\n"
                                     "  - [a, 'b']\n"
                                     "flow: {x: 1}\n",
                                     "f.yaml");
    REQUIRE(root.is_mapping());
    CHECK(place_of(root) == "1:1");
    CHECK(root.find("title")->scalar == "გეგმა");
    CHECK(place_of(*root.find("title")) == "1:8");
    const YamlNode& items = *root.find("items");
    REQUIRE(items.is_sequence());
    REQUIRE(items.items.size() == 2);
    CHECK(place_of(items) == "3:3");
    CHECK(items.items[0].find("start")->scalar == "01.01.2019");
    CHECK(place_of(*items.items[0].find("start")) == "4:12");
    CHECK(items.items[0].members[1].line == 4);
    CHECK(items.items[0].members[1].column == 5);
    CHECK(items.items[1].items[1].scalar == "b");
    CHECK(root.find("flow")->find("x")->scalar == "1");
    CHECK(root.members[2].key == "flow");
    CHECK(root.find("none") == nullptr);
    CHECK(items.find("x") == nullptr);
}

TEST_CASE("scalars stay what they are")
{
    const YamlNode root = parse_yaml("[no, 010, 1.10, 2019-04-30, 0x1F, 1_000, .5, 1e3, =, 12:30:45]", "f.yaml");
    std::string all;
    for (const YamlNode& item : root.items) {
        CHECK(item.is_scalar());
        CHECK_FALSE(item.quoted);
        all += item.scalar + " ";
    }
    CHECK(all == "no 010 1.10 2019-04-30 0x1F 1_000 .5 1e3 = 12:30:45 ");
}

TEST_CASE("quoted scalars and blocks are marked")
{
    const YamlNode root = parse_yaml("a: plain\nb: 'single'\nc: \"double\"\nd: |\n  one\n  two\ne: >-\n  one\n  two\nf: ''\ng: \"~\"\nh: 'null'\n", "f.yaml");
    CHECK_FALSE(root.find("a")->quoted);
    for (const char* key : {"b", "c", "d", "e", "f", "g", "h"}) {
        CHECK(root.find(key)->quoted);
        CHECK(root.find(key)->is_scalar());
    }
    CHECK(root.find("d")->scalar == "one\ntwo\n");
    CHECK(root.find("e")->scalar == "one two");
    CHECK(root.find("f")->scalar.empty());
    CHECK(root.find("g")->scalar == "~");
    CHECK(place_of(*root.find("d")) == "4:4");
}

TEST_CASE("nothing is null, and stands where its key is")
{
    const YamlNode root = parse_yaml("a:\nb: ~\nc: null\nd: Null\ne:\n\n# end\nf: [~, '']\n", "f.yaml");
    for (const char* key : {"a", "b", "c", "d", "e"}) {
        INFO(key);
        CHECK(root.find(key)->is_null());
    }
    CHECK(place_of(*root.find("a")) == "1:1");
    CHECK(place_of(*root.find("b")) == "2:4");
    CHECK(place_of(*root.find("e")) == "5:1");
    CHECK(root.find("f")->items[0].is_null());
    CHECK_FALSE(root.find("f")->items[1].is_null());
    for (const char* text : {"", "\n\n", "# only a comment\n", "---\n", "~\n"}) {
        const YamlNode empty = parse_yaml(text, "f.yaml");
        CHECK(empty.is_null());
        CHECK(empty.line >= 1);
    }
}

TEST_CASE("line ends of Windows are accepted")
{
    const YamlNode root = parse_yaml("a: 1\r\nb: |\r\n  x\r\n  y\r\nc: 'ა'\r\n", "f.yaml");
    CHECK(root.find("a")->scalar == "1");
    CHECK(root.find("b")->scalar.find('\r') == std::string::npos);
    CHECK(root.find("c")->scalar == "ა");
    CHECK(place_of(*root.find("c")) == "5:4");
    CHECK(findings_of("a: 1\rb: 2\n") == "control_character 1:5");
}

TEST_CASE("anchors, aliases and tags are refused where they stand")
{
    CHECK(findings_of("a: &x 1\nb: 2\n") == "anchor 1:4");
    CHECK(findings_of("a: &x 1\nb: *x\n") == "anchor 1:4, alias 2:4");
    CHECK(findings_of("a: *x\n") == "alias 1:4");
    CHECK(findings_of("a: &x\n  b: 1\n") == "anchor 1:4");
    CHECK(findings_of("a: &x [1]\nc: &y {d: 1}\n") == "anchor 1:4, anchor 2:4");
    CHECK(findings_of("&k a: 1\n") == "anchor 1:1");
    CHECK(findings_of("a: !!str 1\n") == "tag 1:4");
    CHECK(findings_of("a: !mine {b: 1}\n") == "tag 1:4");
    CHECK(findings_of("a: !!binary 'aGk='\n") == "tag 1:4");
    CHECK(findings_of("a: ! 1\nb: ! '1'\nc: ! [1]\n") == "tag 1:4, tag 2:4, tag 3:4");
    CHECK(findings_of("a: !<?> 1\nb: !<?> [1]\n") == "tag 1:4, tag 2:4");
    CHECK(findings_of("- !!null\n") == "tag 1:3");
    CHECK(findings_of("!!map {a: 1}\n") == "tag 1:1");
    CHECK(findings_of("a: 'x & *y !z'\nb: R&D\nc: 5 * 3!\n").empty());
}

TEST_CASE("keys are unique texts that nobody takes for booleans")
{
    CHECK(findings_of("a: 1\nb: 2\na: 3\n") == "duplicate_key 3:1");
    CHECK(findings_of("a: 1\n'a': 2\n") == "duplicate_key 2:1");
    CHECK(findings_of("x:\n  a: 1\nz:\n  a: 1\n").empty());
    CHECK(findings_of("{a: 1, a: 2}") == "duplicate_key 1:8");
    CHECK(findings_of("no: 1\n") == "boolean_key 1:1");
    CHECK(findings_of("a:\n  On: 1\n  y: 2\n  TRUE: 3\n") == "boolean_key 2:3, boolean_key 3:3, boolean_key 4:3");
    CHECK(findings_of("'no': 1\n\"on\": 2\nnope: 3\nnone: 4\n").empty());
    CHECK(findings_of("<<: {a: 1}\n") == "merge_key 1:1");
    CHECK(findings_of("'<<': 1\n").empty());
    CHECK(findings_of("[a, b]: 1\n") == "key_not_scalar 1:1");
    CHECK(findings_of("? {a: 1}\n: 2\n") == "key_not_scalar 1:3");
    CHECK(findings_of("? - a\n  - [b, {c: d}]\n: 2\ne: f\n") == "key_not_scalar 1:3");
    CHECK(findings_of("[[[[") == "yaml_syntax 1:1");
    CHECK(findings_of("~: 1\n") == "key_not_scalar 1:1");
}

TEST_CASE("duplicate keys are seen in large maps too")
{
    std::string text;
    for (int i = 0; i < 500; ++i)
        text += "k" + std::to_string(i) + ": 1\n";
    CHECK(findings_of(text).empty());
    CHECK(findings_of(text + "k3: 1\nk499: 1\nk500: 1\nk500: 2\n") == "duplicate_key 501:1, duplicate_key 502:1, duplicate_key 504:1");
}

TEST_CASE("one document and no more")
{
    CHECK(findings_of("---\na: 1\n...\n").empty());
    CHECK(findings_of("a: 1\n---\nb: 2\n") == "several_documents 2:1");
    CHECK(findings_of("--- a\n--- b\n--- c\n") == "several_documents 2:1");
}

TEST_CASE("what is wrong with the bytes is found before the syntax")
{
    CHECK(findings_of("a: 1\nb: \xFF\n") == "bad_utf8 2:4");
    CHECK(findings_of("a: \xED\xA0\x80\n") == "bad_utf8 1:4");
    CHECK(findings_of(std::string_view("a: \0\n", 5)) == "control_character 1:4");
    CHECK(findings_of("a: x\nb: \x1b[31m\nc: \xE2\x80\xAE\n") == "control_character 2:4, control_character 3:4");
    CHECK(findings_of("\xEF\xBB\xBF" "a: 1\n") == "control_character 1:1");
    CHECK(findings_of("a: 1\nb: cafe\xCC\x81\n") == "not_nfc 2:7");
    CHECK(findings_of("\xFF\xFE" "a\0") == "bad_utf8 1:1");
    CHECK(findings_of("a: \x04 rest\n") == "control_character 1:4"); // yaml-cpp takes it for the end of the file
}

TEST_CASE("escapes smuggle nothing in")
{
    CHECK(findings_of("a: \"\\u202e\"\n") == "control_character 1:4");
    CHECK(findings_of("a: \"\\0\"\n") == "control_character 1:4");
    CHECK(findings_of("\"\\e\": 1\n") == "control_character 1:1");
    CHECK(findings_of("a: \"e\\u0301\"\n") == "not_nfc 1:4");
    CHECK(findings_of("a: \"\\ud800\"\n") == "yaml_syntax 1:11");
    CHECK(findings_of("a: \"\\u10d0\\n\\t\\x41\"\n").empty());
}

TEST_CASE("sizes, depth and numbers have limits")
{
    CHECK(findings_of(std::string(101, 'a'), {.bytes = 100, .nodes = 10, .depth = 4}) == "too_large");
    CHECK(findings_of("[1, 2, 3]", {.bytes = 100, .nodes = 4, .depth = 4}).empty());
    CHECK(findings_of("[1, 2, 3]", {.bytes = 100, .nodes = 3, .depth = 4}) == "too_many_nodes 1:8");
    CHECK(findings_of("[[[1]]]", {.bytes = 100, .nodes = 10, .depth = 3}).empty());
    CHECK(findings_of("[[[1]]]", {.bytes = 100, .nodes = 10, .depth = 2}) == "too_deep 1:3");
    CHECK(findings_of("a:\n  b:\n    c: 1\n", {.bytes = 100, .nodes = 10, .depth = 2}) == "too_deep 3:5");
}

TEST_CASE("broken syntax is told with its place")
{
    CHECK(findings_of("a: [1, 2\nb: 3\n").starts_with("yaml_syntax"));
    CHECK(findings_of("a: 1\n b: 2\n").starts_with("yaml_syntax 2:"));
    CHECK(findings_of("a: 'open\n") == "yaml_syntax 1:4");
    CHECK(findings_of("a: 'it''s open''\nb: 2\n") == "yaml_syntax 1:4");
    CHECK(findings_of("a: \"open\\\"\n") == "yaml_syntax 1:4");
    CHECK(findings_of("a: \"closed\\\\\"\nb: 'it''s'\n").empty());
    CHECK(findings_of("a:\n\t- 1\n").starts_with("yaml_syntax"));
    CHECK(findings_of("a: b: c\n") == "yaml_syntax 1:5");
    CHECK(findings_of("- a\nb: 1\n") == "yaml_syntax 2:1");
    CHECK(findings_of("{a: 1} b\n") == "yaml_syntax 1:8");
    CHECK(findings_of("a: }\n").starts_with("yaml_syntax"));
    CHECK(findings_of("%YAML 9.9\n---\na: 1\n").starts_with("yaml_syntax"));
    CHECK(findings_of("a: &x 1\nno: 2\nb: [\n") == "anchor 1:4, boolean_key 2:1, yaml_syntax 4:1");
}

TEST_CASE("texts made to hurt are refused quickly")
{
    // Each level doubles: 30 levels would be a billion values.
    std::string laughs = "a0: &a0 [x, x]\n";
    for (int i = 1; i < 30; ++i)
        laughs += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) + ", *a" + std::to_string(i - 1) + "]\n";
    CHECK(findings_of(laughs).starts_with("anchor 1:5"));
    CHECK(findings_of("&a [*a]\n") == "anchor 1:1, alias 1:5");
    CHECK(findings_of("&a {b: *a}\n") == "anchor 1:1, alias 1:8");
    CHECK(findings_of(std::string(100'000, '[')).starts_with("too_deep 1:"));
    CHECK_FALSE(findings_of(repeated("{a: ", 100'000)).empty());
    CHECK_FALSE(findings_of(repeated("- ", 50'000)).empty());
    CHECK_FALSE(findings_of(repeated("? ", 50'000)).empty());
    CHECK(findings_of(repeated("- a\n", 100'000)).starts_with("too_many_nodes"));
    CHECK_FALSE(findings_of(repeated("a: &b c\n", 100'000)).empty());
}

TEST_CASE("the number of findings has a limit")
{
    try {
        parse_yaml(repeated("- &a b\n", 10'000), "f.yaml");
        FAIL("accepted");
    } catch (const InvalidInput& error) {
        CHECK(error.findings().size() == 200);
    }
}

TEST_CASE("an error shows the first place and the number of findings")
{
    try {
        parse_yaml("გეგმა: &x 1\nno: 2\n", "plan.yaml");
        FAIL("accepted");
    } catch (const InvalidInput& error) {
        CHECK(error.message().en == "plan.yaml: 2 errors, the first: plan.yaml:1:18: anchors (&) are not allowed: remove the anchor");
        CHECK(error.findings()[0].place.excerpt == "გეგმა: &x 1");
        CHECK(error.findings()[1].place.excerpt == "no: 2");
    }
}

TEST_CASE("a document keeps its text for places")
{
    const YamlDocument document("a: 1\r\nbc: \"x\ty\"\n" + std::string(1000, '#') + "\n", "d.yaml");
    const Place place = document.place(*document.root().find("bc"));
    CHECK(place.text() == "d.yaml:2:5");
    CHECK(place.excerpt == "bc: \"x\ty\"");
    CHECK(document.place(1, 1).excerpt == "a: 1");
    CHECK(document.place(3, 1).excerpt.size() == 400);
    CHECK(document.place(99, 1).excerpt.empty());
    CHECK(document.place(0, 0).excerpt.empty());
    const YamlDocument copy = document; // NOLINT: that it can be copied is the point
    CHECK(copy.place(1, 1).excerpt == "a: 1");
}

TEST_CASE("no text makes the reader stumble", "[law]")
{
    CHECK(rc::check("it answers or refuses", [] {
        const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
            "a", ": ", "- ", "\n", "  ", "[", "]", "{", "}", ", ", "'", "\"", "|", ">", "#", "&x ", "*x", "!t ", "? ", "---", "...", "%",
            "~", "no", "<<", "\\", "ა", "\t", "@", "`"));
        std::string text;
        for (const std::string& piece : pieces)
            text += piece;
        try {
            RC_ASSERT(count_nodes(parse_yaml(text, "f.yaml")) <= 2 * text.size() + 1);
        } catch (const InvalidInput& error) {
            RC_ASSERT(has_errors(error.findings()));
        }
    }));
}

TEST_CASE("the plans that were published are read")
{
    const std::filesystem::path plans = std::filesystem::path(OGP_SHARED_DATA) / "plans";
    if (!std::filesystem::exists(plans / "tbilisi-2018-2020.yaml")) {
        WARN("SKIPPED: no plans in " << plans);
        return;
    }
    for (const char* name : {"tbilisi-2018-2020.yaml", "kutaisi-2018-2019.yaml", "ternopil-2021-2023.yaml"}) {
        const YamlDocument document(read_file(plans / name), name);
        CHECK(document.root().is_mapping());
        CHECK(count_nodes(document.root()) > 100);
    }
}
