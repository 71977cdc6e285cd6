#include "report/provenance.hpp"

#include "base/text.hpp"
#include "report/document_writers.hpp"
#include "report/sample_document.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::report;

namespace {

Document made_document()
{
    Document document = sample_document();
    document.provenance = Json::object({{"report", "annual"}, {"parameters", Json::object({{"plan", "თბილისი (2018)"}})}, {"size", 42}});
    return document;
}

/// What lies between two texts.
std::string between(const std::string& text, const std::string& before, const std::string& after)
{
    const std::size_t from = text.find(before);
    REQUIRE(from != std::string::npos);
    const std::size_t begin = from + before.size();
    return text.substr(begin, text.find(after, begin) - begin);
}

} // namespace

TEST_CASE("provenance says format and language of the file")
{
    const Document document = made_document();
    CHECK(provenance(document, "json") == Json::object({{"report", "annual"},
                                                        {"parameters", document.provenance["parameters"]},
                                                        {"size", 42},
                                                        {"format", "json"}}));
    CHECK(provenance(document, "html", Language::Ka).text("language") == "ka");
    CHECK(provenance(sample_document(), "json").is_null());
}

TEST_CASE("embedded JSON is the same value in characters that nothing takes for its own")
{
    const Json value = Json::object({{"a", "<b> & 'c' (d) \"e\" \\ --> ქართული \n \u202E \u2028 \uFFFF \U0001F600"}});
    const std::string json = embedded_json(value);
    CHECK(json.find_first_of("&<>'()\n") == std::string::npos);
    CHECK(json.find("ქართული") != std::string::npos);
    CHECK(json.find("\\u202e") != std::string::npos);
    CHECK(json.find("\u202E") == std::string::npos);
    CHECK(parse_json(json) == value);
    CHECK(is_utf8(embedded_json(Json::object({{"a", "\xFF"}}))));
}

TEST_CASE("the page has its provenance in its head, with the language of the other page")
{
    const std::string html = to_html(made_document(), Language::Ka, "a.en.html");
    std::string json = between(html, "<meta name=\"ogp:provenance\" content=\"", "\"/>");
    for (std::size_t at = json.find("&quot;"); at != std::string::npos; at = json.find("&quot;"))
        json.replace(at, 6, "\"");
    const Json made = parse_json(json);
    CHECK(made.text("format") == "html");
    CHECK(made.text("other") == "en");
    CHECK(made["parameters"].text("plan") == "თბილისი (2018)");
    CHECK(to_html(sample_document(), Language::Ka).find("ogp:provenance") == std::string::npos);
}

TEST_CASE("Markdown has its provenance at its end, where no reader shows it")
{
    const std::string markdown = to_markdown(made_document(), Language::En);
    CHECK(markdown.ends_with("})\n"));
    const Json made = parse_json(between(markdown, "\n\n[//]: # (ogp-provenance ", ")\n"));
    CHECK(made.text("language") == "en");
    CHECK(made["size"].as_integer() == 42);
    CHECK(to_markdown(sample_document(), Language::En).find("provenance") == std::string::npos);
}

TEST_CASE("the JSON form has its provenance as a member")
{
    CHECK(to_json(made_document())["provenance"].text("format") == "json");
    CHECK(to_json(sample_document()).find("provenance") == nullptr);
}
