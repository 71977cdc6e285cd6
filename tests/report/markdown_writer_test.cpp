#include "report/document_writers.hpp"

#include "base/text.hpp"
#include "report/sample_document.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::report;

TEST_CASE("a whole document as Markdown")
{
    CHECK(to_markdown(sample_document(), Language::En) == R"(# Annual report

The year 2019

The city

- **As of:** 31 December 2019
- **Document identifier:** city-annual-2019
- **Produced by:** ogp 1.2.3

## Contents

- [1 Overview](#overview)
  - [1.1 Log](#log)

<a id="overview"></a>

## 1 Overview

Words

> **Note:** Missing

- **Goal:** first

  second
- **Term:** —

<a id="gantt"></a>

**Figure 1.** Time line Two milestones. [The same data as a table: Table 1](#milestones-I)

<a id="milestones-I"></a>

**Table 1.** Milestones

| No | Milestone | Delay |
| --- | --- | ---: |
| I.1 | Map | 75 |
| I.2 | <span lang="ka">პორტალის ტესტი</span> |  |

<a id="log"></a>

### 1.1 Log

- one
- two
)");
}

TEST_CASE("both languages have the same shape")
{
    const std::string ka = to_markdown(sample_document(), Language::Ka);
    const std::string en = to_markdown(sample_document(), Language::En);
    CHECK(split(ka, '\n').size() == split(en, '\n').size());
    CHECK(ka.find("**ცხრილი 1.** ეტაპები") != std::string::npos);
}

TEST_CASE("texts say nothing but themselves in Markdown")
{
    const auto [text, written] = GENERATE(table<std::string, std::string>({
        {"# no heading", "\\# no heading"},
        {"- no list", "\\- no list"},
        {"+ no list", "\\+ no list"},
        {"1. no list", "1\\. no list"},
        {"12) no list", "12\\) no list"},
        {"1.5 is a number", "1.5 is a number"},
        {"a - b + c # d", "a - b + c # d"},
        {"*a* _b_ `c` ~d~", "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~"},
        {"[x](http://y) <b> &lt; a|b $x$", "\\[x\\](http://y) \\<b\\> \\&lt; a\\|b \\$x\\$"},
        {"back\\slash", "back\\\\slash"},
        {"\u202Eevil\x1B", "\\\\u{202e}evil\\\\u{1b}"},
        {"    code", "code"},
    }));
    Document document;
    document.sections = {{"s", "", both("S"), {Paragraph{both(text)}}, {}}};
    const std::string markdown = to_markdown(document, Language::En);
    CHECK(markdown.ends_with("## S\n\n" + written + "\n"));
}

TEST_CASE("a cell stays in its cell")
{
    Document document;
    Table table;
    table.columns = {{"a", both("A|B")}};
    table.rows = {{Cell::of("one\ntwo | three")}};
    document.sections = {{"s", "", both("S"), {table}, {}}};
    CHECK(to_markdown(document, Language::En).ends_with("| A\\|B |\n| --- |\n| one<br>two \\| three |\n"));
}

TEST_CASE("sums are a last row in bold, a chart a reference to its table")
{
    Document document = sample_document();
    Table table = sample_table();
    table.total = {Cell::localized({"სულ", "Total"}), Cell::none(), Cell::of(std::int64_t{75}), Cell::none()};
    document.sections = {{"s", "", both("S"), {sample_chart(), table}, {}}};
    CHECK(to_markdown(document, Language::En).ends_with(R"(
<a id="outcomes"></a>

**Figure 1.** Outcomes Three months. [The same data as a table: Table 1](#milestones-I)

<a id="milestones-I"></a>

**Table 1.** Milestones

| No | Milestone | Delay |
| --- | --- | ---: |
| I.1 | Map | 75 |
| I.2 | <span lang="ka">პორტალის ტესტი</span> |  |
| **Total** |  | **75** |
)"));
}
