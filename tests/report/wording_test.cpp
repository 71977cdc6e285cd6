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
          std::vector<std::string>{"w.yaml:1:1 missing_text", "w.yaml:1:6 wrong_kind", "w.yaml:2:7 wrong_kind", "w.yaml:3:5 bad_name",
                                   "w.yaml:4:1 unknown_key"}); // in the order of their places
}

TEST_CASE("values cannot bring tags of their own")
{
    CHECK(text_in_english("{{a}}", Json::object({{"a", "{{b}} {{#c}}"}})) == "{{b}} {{#c}}");
}

TEST_CASE("filters write times, money and percent")
{
    const Json values = Json::object({{"at", "2019-04-15T14:05:30+04:00"},
                                      {"utc", "2019-04-15T10:05:30Z"},
                                      {"sum", Json::object({{"amount", "1234.5"}, {"currency", "GEL"}})},
                                      {"euro", Json::object({{"amount", "-0.05"}, {"currency", "EUR"}})},
                                      {"tetri", 7},
                                      {"share", 995},
                                      {"all", 1000}});
    CHECK(render("{{at|datetime}}", "{{at|datetime}}", values) == Localized("2019 წლის 15 აპრილი, 14:05", "15 April 2019, 14:05"));
    CHECK(text_in_english("{{utc|datetime}}", values) == "15 April 2019, 10:05 UTC");
    CHECK(render("{{sum|money}}", "{{sum|money}}", values) == Localized("1\u00A0234,50\u00A0ლარი", "1,234.50\u00A0GEL"));
    CHECK(text_in_english("{{euro|money}} {{tetri|money}}", values) == "\u22120.05\u00A0EUR 0.07\u00A0GEL");
    CHECK(render("{{share|percent}} {{all|percent}}", "{{share|percent}} {{all|percent}}", values) == Localized("99,5% 100,0%", "99.5% 100.0%"));
    for (const char* tag : {"{{at|money}}", "{{at|percent}}", "{{share|datetime}}", "{{sum|percent}}"}) {
        INFO(tag);
        CHECK(!message_of(tag, values).empty());
    }
}

namespace {

/// A case of the specification of mustache (github.com/mustache/spec, specs/*.yml), of the part that is ours: no escaping, which is the
/// work of the writers, no partials, no other delimiters.
struct SpecCase
{
    const char* name;
    const char* data;
    const char* source;
    const char* expected;
};

constexpr SpecCase spec[] = {
    {"No Interpolation", "{}", "Hello from {Mustache}!", "Hello from {Mustache}!"},
    {"Basic Interpolation", R"({"subject":"world"})", "Hello, {{subject}}!", "Hello, world!"},
    {"Basic Integer Interpolation", R"({"mph":85})", "{{mph}} miles an hour!", "85 miles an hour!"},
    {"Dotted Names - Basic Interpolation", R"({"person":{"name":"Joe"}})", "{{person.name}} == {{#person}}{{name}}{{/person}}", "Joe == Joe"},
    {"Dotted Names - Arbitrary Depth", R"({"a":{"b":{"c":{"d":{"e":{"name":"Phil"}}}}}})", "{{a.b.c.d.e.name}}", "Phil"},
    {"Dotted Names - Initial Resolution", R"({"a":{"b":{"c":{"name":"Phil"}}},"b":{"c":{"name":"Wrong"}}})", "{{#a}}{{b.c.name}}{{/a}}", "Phil"},
    {"Surrounding Whitespace", R"({"string":"---"})", "| {{string}} |", "| --- |"},
    {"Interpolation With Padding", R"({"string":"---"})", "|{{ string }}|", "|---|"},
    {"Truthy", R"({"boolean":true})", "{{#boolean}}This should be rendered.{{/boolean}}", "This should be rendered."},
    {"Falsey", R"({"boolean":false})", "[{{#boolean}}This should not be rendered.{{/boolean}}]", "[]"},
    {"Null is falsey", R"({"null":null})", "[{{#null}}This should not be rendered.{{/null}}]", "[]"},
    {"Context", R"({"context":{"name":"Joe"}})", "{{#context}}Hi {{name}}.{{/context}}", "Hi Joe."},
    {"Parent contexts", R"({"a":"foo","b":"wrong","sec":{"b":"bar"},"c":{"d":"baz"}})", "{{#sec}}{{a}}, {{b}}, {{c.d}}{{/sec}}", "foo, bar, baz"},
    {"Variable test", R"({"foo":"bar"})", "{{#foo}}{{.}} is {{foo}}{{/foo}}", "bar is bar"},
    {"List Contexts",
     R"({"tops":[{"tname":{"upper":"A","lower":"a"},"middles":[{"mname":"1","bottoms":[{"bname":"x"},{"bname":"y"}]}]}]})",
     "{{#tops}}{{#middles}}{{tname.lower}}{{mname}}.{{#bottoms}}{{tname.upper}}{{mname}}{{bname}}.{{/bottoms}}{{/middles}}{{/tops}}", "a1.A1x.A1y."},
    {"List", R"({"list":[{"item":1},{"item":2},{"item":3}]})", "{{#list}}{{item}}{{/list}}", "123"},
    {"Empty List", R"({"list":[]})", "[{{#list}}Yay lists!{{/list}}]", "[]"},
    {"Strings Not Lists", R"({"section":"123"})", "{{#section}}foo{{/section}}", "foo"},
    {"Nested (Truthy)", R"({"bool":true})", "| A {{#bool}}B {{#bool}}C{{/bool}} D{{/bool}} E |", "| A B C D E |"},
    {"Nested (Falsey)", R"({"bool":false})", "| A {{#bool}}B {{#bool}}C{{/bool}} D{{/bool}} E |", "| A  E |"},
    {"Implicit Iterator - String", R"({"list":["a","b","c"]})", "{{#list}}({{.}}){{/list}}", "(a)(b)(c)"},
    {"Implicit Iterator - Integer", R"({"list":[1,2,3]})", "{{#list}}({{.}}){{/list}}", "(1)(2)(3)"},
    {"Dotted Names - Truthy", R"({"a":{"b":{"c":true}}})", "{{#a.b.c}}Here{{/a.b.c}}", "Here"},
    {"Dotted Names - Falsey", R"({"a":{"b":{"c":false}}})", "[{{#a.b.c}}Here{{/a.b.c}}]", "[]"},
    {"Sections - Padding", R"({"boolean":true})", "|{{# boolean }}={{/ boolean }}|", "|=|"},
    {"Inverted - Falsey", R"({"boolean":false})", "{{^boolean}}This should be rendered.{{/boolean}}", "This should be rendered."},
    {"Inverted - Null", R"({"boolean":null})", "{{^boolean}}This should be rendered.{{/boolean}}", "This should be rendered."},
    {"Inverted - Truthy", R"({"boolean":true})", "[{{^boolean}}This should not be rendered.{{/boolean}}]", "[]"},
    {"Inverted - Context", R"({"context":{"name":"Joe"}})", "[{{^context}}Hi {{name}}.{{/context}}]", "[]"},
    {"Inverted - List", R"({"list":[{"n":1}]})", "[{{^list}}{{n}}{{/list}}]", "[]"},
    {"Inverted - Empty List", R"({"list":[]})", "{{^list}}Yay lists!{{/list}}", "Yay lists!"},
    {"Inverted - Nested (Falsey)", R"({"t":false})", "| A {{^t}}B {{^t}}C{{/t}} D{{/t}} E |", "| A B C D E |"},
    {"Comments - Inline", "{}", "12345{{! Comment Block! }}67890", "1234567890"},
    {"Comments - Surrounding Whitespace", "{}", "12345 {{! Comment Block! }} 67890", "12345  67890"},
};

} // namespace

TEST_CASE("the cases of mustache's specification that are ours hold, a name that nothing gives is an error in place of nothing")
{
    for (const SpecCase& one : spec) {
        INFO(one.name);
        CHECK(text_in_english(one.source, parse_json(one.data)) == one.expected);
    }
    // "Context Misses" and "Broken Chains" are where we differ from it on purpose.
    CHECK(!message_of("{{cannot}}", parse_json("{}")).empty());
    CHECK(!message_of("{{a.b.c}}", parse_json(R"({"a":{}})")).empty());
}
