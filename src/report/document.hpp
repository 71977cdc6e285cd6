#pragma once

#include "base/json.hpp"
#include "base/language.hpp"
#include "report/chart.hpp"
#include "report/table.hpp"

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace ogp::report {

/// What a report is before it has a format: a tree of sections with paragraphs, lists, cards, tables and figures, every text
/// in both languages. Writers turn one such tree into HTML, Markdown or JSON; they fetch nothing and invent nothing.

struct Paragraph
{
    Localized text;
    /// "<uid of the case>/<field>" where the text is one that people may edit in the document and send back, else "".
    std::string mark{};
};

/// Words that must not be overlooked: a warning, a missing thing, "nothing was recorded".
struct Notice
{
    Localized text;
};

struct List
{
    std::vector<Localized> items;
    /// The files that the items lead to, by names relative to the document; empty, or as many as `items`. Pages and Markdown alone
    /// can follow them.
    std::vector<std::string> targets{};
};

/// Label and value pairs, in order: the card of a commitment, the control block of a document.
struct Card
{
    std::string id;
    std::vector<std::pair<Localized, Cell>> rows;
    /// Values that are several paragraphs: each line of the text is one.
};

/// A time line of bars. Own SVG with title and description; its data stand beside it as a table (`twin`, by id).
struct GanttBar
{
    std::string number;
    Localized label;
    int planned_from = 0; ///< days since 1970-01-01, inclusive
    int planned_to = 0;
    bool planned = false;
    int actual_to = 0;    ///< last day of the actual end; 0 where it is done, but nobody knows since when
    bool done = false;
    int late_days = 0;    ///< after the planned end, at the actual end or at `as_of`
};

struct Gantt
{
    std::string id;
    Localized title;
    Localized description;
    std::vector<GanttBar> bars;
    int as_of = 0;        ///< day of the vertical line
    std::string twin;     ///< id of the table with the same data
};

struct Section;
using Block = std::variant<Paragraph, Notice, List, Card, Table, Gantt, Chart>;

struct Section
{
    std::string id;       ///< anchor: "overview", "commitment-I"
    std::string number;   ///< "6", "7.1", "A" or ""
    Localized title;
    std::vector<Block> blocks;
    std::vector<Section> sections;
};

struct Document
{
    std::string id;       ///< "tbilisi-2018-2020-annual-2019"
    Localized title;
    Localized subtitle;
    Localized publisher;
    std::string date;     ///< as of, YYYY-MM-DD
    std::string generator; ///< "ogp X.Y.Z"
    Json data;            ///< facts that the JSON form carries beside the sections: totals, parameters
    /// How it was made, so that it can be made again: {report, parameters, as_of, now, repository, size, root, generator}. Every
    /// format carries it in its own place for such things.
    Json provenance{};
    std::vector<Section> sections;
};

} // namespace ogp::report
