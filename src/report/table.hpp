#pragma once

#include "base/json.hpp"
#include "base/language.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::report {

enum class Align { Left, Right };
/// Whether a column stands in the text table by default or only where it is asked for by name.
enum class Show { Always, OnRequest };

/// What the cells of a column hold, for formats that tell numbers and days from words. Text: as their JSON value is.
/// Date: YYYY-MM-DD or a printed date. Money: minor units, a whole number; the currency stands in the label.
/// Percent: tenths of a percent, a whole number.
enum class Holds { Text, Number, Date, Instant, Money, Percent };

struct Column
{
    std::string key; ///< name in JSON and after --json=; [a-z_]+
    Localized label;
    Align align = Align::Left;
    Show show = Show::Always;
    Holds holds = Holds::Text;
};

/// One value: what scripts get (`value`) and what people read (`text`). A side
/// of `text` is empty where it was never translated, so that a page can mark what it shows instead.
struct Cell
{
    Json value;
    Localized text;
    std::string mark{}; ///< which text of the record it is, where it may be edited in the document; see Paragraph

    Cell() = default;
    Cell(Json json, Localized shown) : value(std::move(json)), text(std::move(shown)) {}
    static Cell of(std::string text);    ///< the same for scripts and people
    static Cell of(std::int64_t number);
    static Cell localized(const Localized& text); ///< JSON {ka, en}
    static Cell none();                  ///< JSON null, nothing shown
};

/// {"en": ..., "ka": ...}; an empty side is left out.
Json to_json(const Localized& text);

struct Table
{
    std::string id;      ///< stable within a document: "milestones-I"
    Localized caption;
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows; ///< each as long as `columns`
    std::vector<Cell> total{};           ///< the last line, of sums: as long as `columns`, or empty

    /// Index of the column, or -1.
    int column(std::string_view key) const;
};

} // namespace ogp::report
