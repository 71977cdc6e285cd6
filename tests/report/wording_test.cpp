#include "report/wording.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::report;

namespace {

const std::string head = "ogp: 1\nkind: wording\nid: annual\ntexts:\n";

Wording wording(const std::string& texts)
{
    return Wording(YamlDocument(head + texts, "templates/annual.yaml"));
}

Localized render(const std::string& ka, const std::string& en, const Json& values)
{
    return wording("  t: {ka: '" + ka + "', en: '" + en + "'}\n").text("t", values);
}

std::string text_in_english(const std::string& source, const Json& values)
{
    return render("x", source, values).en;
}

/// Messages of all findings, with their places.
std::vector<std::string> findings_of(const std::string& yaml)
{
    std::vector<std::string> messages;
    try {
        Wording(YamlDocument(yaml, "w.yaml"));
    } catch (const InvalidInput& error) {
        for (const Finding& finding : error.findings())
            messages.push_back(finding.place.text() + " " + finding.code);
    }
    return messages;
}

std::string message_of(const std::string& source, const Json& values)
{
    try {
        text_in_english(source, values);
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Invalid);
        return error.message().en;
    }
    return "";
}

} // namespace

TEST_CASE("a text is rendered in both languages with its values")
{
    const Wording texts = wording("  method: {ka: 'გეგმა: {{title}}, {{count}}', en: 'The plan {{ title }} has {{count}}'}\n");
    CHECK(texts.id() == "annual");
    CHECK(texts.has("method"));
    CHECK(!texts.has("other"));
    CHECK(texts.names("method") == std::vector<std::string>{"count", "title"});
    CHECK(texts.names("other").empty());
    const Json values = Json::object({{"title", "A & <B>"}, {"count", 3}});
    CHECK(texts.text("method", values) == Localized("გეგმა: A & <B>, 3", "The plan A & <B> has 3"));
}

TEST_CASE("a localized value stands for the text in the language at hand")
{
    const Json values = Json::object({{"title", Json::object({{"ka", "რუკა"}, {"en", "Map"}})}, {"only", Json::object({{"ka", "აქ"}})}});
    CHECK(render("{{title}} {{only}}", "{{title}} {{only}}", values) == Localized("რუკა აქ", "Map აქ"));
}

TEST_CASE("sections are repeated, written once or left out")
{
    const Json values = Json::object({{"names", Json::Array{"a", "b"}},
                                      {"none", Json::array()},
                                      {"late", 2},
                                      {"zero", 0},
                                      {"yes", true},
                                      {"empty", ""},
                                      {"plan", Json::object({{"title", "T"}})},
                                      {"rows", Json::Array{Json::object({{"n", 1}}), Json::object({{"n", 2}})}}});
    CHECK(text_in_english("{{#names}}[{{.}}]{{/names}}", values) == "[a][b]");
    CHECK(text_in_english("{{#rows}}{{n}}/{{late}} {{/rows}}", values) == "1/2 2/2 ");
    CHECK(text_in_english("{{#none}}x{{/none}}{{^none}}nothing{{/none}}", values) == "nothing");
    CHECK(text_in_english("{{#late}}{{late}} late{{/late}}{{^late}}in time{{/late}}", values) == "2 late");
    CHECK(text_in_english("{{#zero}}x{{/zero}}{{#empty}}x{{/empty}}{{^zero}}in time{{/zero}}", values) == "in time");
    CHECK(text_in_english("{{#yes}}{{#plan}}{{title}}{{/plan}} {{plan.title}}{{/yes}}", values) == "T T");
    CHECK(text_in_english("a{{! a remark }}b", values) == "ab");
}

TEST_CASE("filters write dates, numbers and plurals in both languages")
{
    const Json values = Json::object({{"day", "2019-04-15"}, {"month", "2018-12"}, {"sum", 1234567}, {"one", 1}, {"many", 5}});
    CHECK(render("{{day|date:of}} მდგომარეობით; {{month|date:of}}", "{{day|date:of}}; {{month|date:of}}", values) ==
          Localized("2019 წლის 15 აპრილის მდგომარეობით; 2018 წლის დეკემბრის", "15 April 2019; December 2018"));
    CHECK(render("{{day|date}}; {{month|date}}", "{{day|date}}; {{ month | date }}", values) ==
          Localized("2019 წლის 15 აპრილი; 2018 წლის დეკემბერი", "15 April 2019; December 2018"));
    CHECK(render("{{sum|number}}", "{{sum|number}}", values) == Localized("1\u00A0234\u00A0567", "1,234,567"));
    CHECK(render("{{many}} {{many|plural:ეტაპი:ეტაპი}}", "{{one}} {{one|plural:milestone:milestones}}, {{many}} {{many|plural:milestone:milestones}}",
                 values) == Localized("5 ეტაპი", "1 milestone, 5 milestones"));
}

TEST_CASE("a name that is not given is an error that names text, tag and place")
{
    const Json values = Json::object({{"count", 1}});
    CHECK(message_of("has {{cuont}}", values) ==
          "templates/annual.yaml:5:25: text \"t\", tag {{cuont}}: the report gives no such name");
    CHECK(message_of("{{#missing}}x{{/missing}}", values).find("tag {{#missing}}: the report gives no such name") != std::string::npos);
    CHECK(message_of("{{^missing}}x{{/missing}}", values).find("no such name") != std::string::npos);
    CHECK(message_of("{{#count}}{{inner}}{{/count}}", values).find("{{inner}}") != std::string::npos);
    CHECK(message_of("{{a.b}}", Json::object({{"a", Json::object({{"c", 1}})}})).find("{{a.b}}") != std::string::npos);
}

TEST_CASE("a value that does not fit its tag is an error")
{
    const Json values = Json::object({{"word", "abc"}, {"list", Json::Array{"a"}}, {"yes", true}, {"null", nullptr}});
    CHECK(message_of("{{word|date}}", values).find("\"abc\" is not a date") != std::string::npos);
    CHECK(message_of("{{word|number}}", values).find("\"abc\" is not a number") != std::string::npos);
    CHECK(message_of("{{word|plural:a:b}}", values).find("\"abc\" is not an integer") != std::string::npos);
    for (const char* tag : {"{{list}}", "{{yes}}", "{{null}}"})
        CHECK(message_of(tag, values).find("neither a text nor a number") != std::string::npos);
}

TEST_CASE("an unknown text is an error with the file")
{
    try {
        wording("  t: {ka: x, en: x}\n").text("other");
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Invalid);
        CHECK(error.message().en == "templates/annual.yaml: the text \"other\" is missing");
    }
}

TEST_CASE("every broken tag of a file is found, with line and column")
{
    const std::string yaml = head + "  a: {ka: 'ok', en: 'an {{open tag'}\n"
                                    "  b:\n"
                                    "    ka: \"{{ok}} and {{#part}}\"\n"
                                    "    en: >-\n"
                                    "      first {{ok}}\n"
                                    "      second {{name|upper}}\n"
                                    "  c: {ka: '{{Bad}}', en: '{{/x}}'}\n"
                                    "  d: {ka: '{{> other}}', en: '{{{raw}}}'}\n"
                                    "  e: {ka: '{{n|plural:one}}', en: 'stray }} here'}\n"
                                    "  f: {ka: 'x'}\n"
                                    "  g: {ka: '{{x}}', en: 'x', fr: 'x'}\n";
    CHECK(findings_of(yaml) == std::vector<std::string>{
                                   "w.yaml:5:25 broken_tag",
                                   "w.yaml:7:21 unclosed_section",
                                   "w.yaml:10:14 unknown_filter",
                                   "w.yaml:11:12 bad_name",
                                   "w.yaml:11:27 unopened_section",
                                   "w.yaml:12:12 broken_tag",
                                   "w.yaml:12:31 broken_tag",
                                   "w.yaml:13:12 unknown_filter",
                                   "w.yaml:13:35 broken_tag",
                                   "w.yaml:14:6 missing_text",
                                   "w.yaml:15:29 unknown_key",
                               });
}

TEST_CASE("the frame of a wording file is checked")
{
    CHECK(findings_of("ogp: 1\nkind: wording\nid: annual\ntexts: {}\n").empty());
    CHECK(findings_of("ogp: 2\nkind: plan\nid: Bad Id\nmore: 1\n") ==
          std::vector<std::string>{"w.yaml:1:6 wrong_kind", "w.yaml:2:7 wrong_kind", "w.yaml:4:1 unknown_key", "w.yaml:3:5 bad_name",
                                   "w.yaml:1:1 missing_text"});
}

TEST_CASE("values cannot bring tags of their own")
{
    CHECK(text_in_english("{{a}}", Json::object({{"a", "{{b}} {{#c}}"}})) == "{{b}} {{#c}}");
}
