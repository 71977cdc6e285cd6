#include "cli/print.hpp"

#include "base/text.hpp"
#include "report/table_writers.hpp"

#include <algorithm>

namespace ogp::cli {
namespace {

constexpr std::size_t widest_label = 28;
constexpr std::size_t least_value_width = 24;

std::string one_line(std::string text)
{
    std::replace_if(text.begin(), text.end(), [](char c) { return c == '\t' || c == '\r'; }, ' ');
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at))
        text.replace(at, 1, "; ");
    return text;
}

std::string bold(const std::string& text, const RunOptions& options)
{
    return options.color ? "\x1b[1m" + text + "\x1b[0m" : text;
}

void append_row(std::string& out, const std::string& label, const std::string& value, std::size_t label_width, std::size_t width)
{
    const std::string indent(label_width + 2, ' ');
    const std::size_t room = std::max(least_value_width, width > indent.size() ? width - indent.size() : 0);
    const std::size_t used = display_width(label);
    out += label;
    out += used <= label_width ? std::string(label_width + 2 - used, ' ') : "\n" + indent;
    bool first = true;
    for (const std::string& line : wrap(value, room)) {
        if (!first)
            out += "\n" + indent;
        out += line;
        first = false;
    }
    out += "\n";
}

/// A value of an object in a cell: texts in the language of the run, what has members as JSON.
Localized words_of(const Json& value)
{
    if (value.is_null())
        return {};
    if (value.is_text())
        return both(value.as_text());
    const std::size_t sides = (value.find("ka") != nullptr ? 1U : 0U) + (value.find("en") != nullptr ? 1U : 0U);
    if (sides != 0 && value.size() == sides)
        return {value.text("ka"), value.text("en")};
    return both(to_json(value));
}

report::Table one_row(const Json& object, const std::vector<std::string>& fields)
{
    report::Table table;
    table.rows.emplace_back();
    const auto add = [&](const std::string& key) {
        const Json& value = object[key];
        table.columns.push_back({.key = key, .label = both(key)});
        table.rows[0].emplace_back(value, words_of(value));
    };
    if (fields.empty())
        for (const auto& [key, value] : object.members())
            add(key);
    else
        for (const std::string& key : fields)
            add(key);
    return table;
}

} // namespace

std::string table_text(const report::Table& table, const RunOptions& options, const Streams& streams)
{
    switch (options.format) {
    case Format::Json: return report::to_json_array(table, options.fields);
    case Format::Ndjson: return report::to_ndjson(table, options.fields);
    case Format::Csv: return report::to_csv(report::select(table, options.fields), options.language);
    case Format::Tsv: return report::to_tsv(report::select(table, options.fields), options.language);
    case Format::Default: break;
    }
    const report::Table shown = report::select(table, options.fields);
    if (!streams.out_is_terminal)
        return report::to_tsv(shown, options.language);
    return report::to_text(shown, options.language, streams.width,
                           options.color ? report::Emphasis::Bold : report::Emphasis::Plain);
}

std::string card_text(const report::Card& card, const Localized& heading, const RunOptions& options, const Streams& streams)
{
    std::string out;
    if (!streams.out_is_terminal) {
        if (!heading.empty())
            out += one_line(printable(heading.in(options.language))) + "\n";
        for (const auto& [label, cell] : card.rows)
            out += one_line(label.in(options.language)) + "\t" + one_line(printable(cell.text.in(options.language))) + "\n";
        return out;
    }
    if (!heading.empty())
        for (const std::string& line : wrap(printable(heading.in(options.language)), streams.width))
            out += bold(line, options) + "\n";
    std::size_t label_width = 0;
    for (const auto& [label, cell] : card.rows)
        label_width = std::max(label_width, std::min(widest_label, display_width(label.in(options.language))));
    for (const auto& [label, cell] : card.rows)
        append_row(out, printable(label.in(options.language)), printable(cell.text.in(options.language)), label_width, streams.width);
    return out;
}

std::string object_text(const Json& object, const RunOptions& options)
{
    Json chosen = object;
    if (!options.fields.empty()) {
        chosen = Json::object();
        for (const std::string& field : options.fields)
            chosen.set(field, object[field]);
    }
    switch (options.format) {
    case Format::Default:
    case Format::Json: return to_pretty_json(chosen) + "\n";
    case Format::Ndjson: return to_json(chosen) + "\n";
    case Format::Csv: return report::to_csv(one_row(object, options.fields), options.language);
    case Format::Tsv: return report::to_tsv(one_row(object, options.fields), options.language);
    }
    return {};
}

Json rows_json(const report::Table& table)
{
    Json rows = Json::array();
    for (const std::vector<report::Cell>& cells : table.rows) {
        Json row = Json::object();
        for (std::size_t i = 0; i < cells.size(); ++i)
            row.set(table.columns[i].key, cells[i].value);
        rows.push(std::move(row));
    }
    return rows;
}

} // namespace ogp::cli
