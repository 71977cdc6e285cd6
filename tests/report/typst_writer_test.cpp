#include "report/typst_writer.hpp"

#include "report/sample_document.hpp"
#include "report/typst_text.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::report;

TEST_CASE("a text is one string of Typst's code, whatever is in it")
{
    const TypstText text(Language::En, {});
    CHECK(text.literal("#let x = [*a* _b_ $c$ `d` @e <f> // g \\ \" h]") == "\"#let x = [*a* _b_ $c$ `d` @e <f> // g \\\\ \\\" h]\"");
    CHECK(text.literal("a\nb\tc") == "\"a b c\"");
    CHECK(text.literal("\x1B\xE2\x80\xAE\xFF") == "\"\\\\u{1b}\\\\u{202e}\\\\x{ff}\"");
    CHECK(text.inline_text({"მხოლოდ", ""}) == "foreign(\"ka\", \"მხოლოდ\")");
    CHECK(text.lines({"", "a\n\n b "}, "-") == "lines(\"a\", \"b\", )");
    CHECK(text.lines({}, "-") == "\"-\"");
}

TEST_CASE("a word longer than a column may be broken")
{
    const TypstText text(Language::En, {});
    CHECK(text.words("0123456789abcdef0123456789 0123456789abcdef") == "\"0123456789abcdef\" + h(0pt) + \"0123456789 0123456789abcdef\"");
    CHECK(text.words("https://example.org/one_two/three") ==
          "\"https:\" + h(0pt) + \"//\" + h(0pt) + \"example.\" + h(0pt) + \"org/\" + h(0pt) + \"one_\" + h(0pt) + \"two/\" + h(0pt) + \"three\"");
    CHECK(text.words("საქმისწარმოებისსაკითხებისმიხედვით") == "\"საქმისწარმოებისსაკითხებისმიხედვით\"");
    CHECK(text.literal("0123456789abcdef0123456789") == "\"0123456789abcdef0123456789\"");
}

TEST_CASE("characters that the fonts lack are written by their number")
{
    const TypstText text(Language::En, [](char32_t c) { return c < 0x80; });
    CHECK(text.words("a \xE2\x9C\x93\xC2\xAD") == "\"a \\\\u{2713}\xC2\xAD\"");
    CHECK(text.picture("<text>\xE2\x9C\x93 \"</text>") == "\"<text>\\\\u{2713} \\\"</text>\"");
}

TEST_CASE("a whole document in Typst")
{
    Document document = sample_document();
    document.provenance = Json::object({{"report", "annual"}});
    document.sections[0].blocks.emplace_back(sample_chart());
    TypstOptions options;
    options.made_with = Json::object({{"engine", "typst 0.14.2"}});
    const std::string typst = to_typst(document, Language::En, options);
    CHECK(typst == to_typst(document, Language::En, options));
    for (const char* part : {"title: \"Annual report\",", "author: (\"The city\",)", "date: datetime(year: 2019, month: 12, day: 31)",
                             "\"ogp-provenance {\\\"engine\\\":\\\"typst 0.14.2\\\",\\\"format\\\":\\\"pdf\\\",\\\"language\\\":\\\"en\\\",\\\"report\\\":\\\"annual\\\"}\"",
                             "#set text(lang: \"en\"", "#section(\"overview\", 1, \"1\", \"Overview\")\n#par(\"Words\")\n#notice(\"Note\", \"Missing\", )",
                             "lines(\"first\", \"second\", )", "left, left, right, ", "foreign(\"ka\", \"პორტალის ტესტი\")", "#picture(\"outcomes\", \"<svg ",
                             "link(label(\"milestones-I\"), \"The same data as a table: Table 1\")", "#section(\"log\", 2, \"1.1\", \"Log\")\n#list("}) {
        INFO(part);
        CHECK(typst.find(part) != std::string::npos);
    }
    CHECK(typst.find("\"ka\", region: \"GE\"") == std::string::npos);
    CHECK(to_typst(document, Language::Ka).find("#set text(lang: \"ka\", region: \"GE\"") != std::string::npos);
}
