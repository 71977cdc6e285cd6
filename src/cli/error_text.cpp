#include "cli/error_text.hpp"

#include "base/text.hpp"
#include "report/table.hpp"

#include <algorithm>

namespace ogp::cli {
namespace {

constexpr std::size_t caret_window = 96; ///< columns of a line shown at most
constexpr std::size_t caret_lead = 60;   ///< columns shown before the place of a long line

/// Bytes before the place, at most the line's, never ending within a character.
std::size_t bytes_before(const std::string& line, std::size_t column)
{
    std::size_t bytes = std::min(column == 0 ? 0 : column - 1, line.size());
    while (bytes > 0 && bytes < line.size() && (static_cast<unsigned char>(line[bytes]) & 0xC0U) == 0x80U)
        --bytes;
    return bytes;
}

bool continues_character(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

std::string shown(std::string_view text)
{
    std::string line{text};
    std::replace(line.begin(), line.end(), '\t', ' ');
    return printable(line);
}

/// The end of the text, at most `width` columns, with "…" where something was cut.
std::string last_columns(const std::string& text, std::size_t width)
{
    if (display_width(text) <= width)
        return text;
    std::size_t at = 0;
    while (at < text.size() && display_width(std::string_view{text}.substr(at)) > width - 1) {
        ++at;
        while (at < text.size() && continues_character(text[at]))
            ++at;
    }
    return "…" + text.substr(at);
}

Localized severity_word(Severity severity)
{
    switch (severity) {
    case Severity::Note: return {"შენიშვნა", "note"};
    case Severity::Warning: return {"გაფრთხილება", "warning"};
    case Severity::Error: return {"შეცდომა", "error"};
    }
    return {};
}

std::string place_text(const Place& place)
{
    Place counted = place;
    counted.column = static_cast<std::uint32_t>(character_column(place));
    return printable(counted.text());
}

/// One finding whose words are the message's own: said once is enough.
bool says_the_same(const InvalidInput& error)
{
    return error.findings().size() == 1 && error.message().en.ends_with(error.findings()[0].message.en);
}

std::string indented(const std::string& text)
{
    std::string out;
    for (const std::string_view line : split(text, '\n'))
        out += "     " + std::string{line} + "\n";
    return out;
}

} // namespace

std::size_t character_column(const Place& place)
{
    if (place.column == 0 || place.excerpt.empty())
        return place.column;
    const std::size_t bytes = bytes_before(place.excerpt, place.column);
    const auto end = place.excerpt.begin() + static_cast<std::ptrdiff_t>(bytes);
    return 1 + static_cast<std::size_t>(
                   std::count_if(place.excerpt.begin(), end, [](char byte) { return !continues_character(byte); }));
}

std::string caret_text(const std::string& line, std::size_t column)
{
    const std::size_t bytes = bytes_before(line, column);
    std::string before = shown(std::string_view{line}.substr(0, bytes));
    const std::string after = shown(std::string_view{line}.substr(bytes));
    if (display_width(before) + display_width(after) > caret_window)
        before = last_columns(before, caret_lead);
    const std::size_t width = display_width(before);
    return "  " + before + shorten(after, caret_window - width) + "\n  " + std::string(width, ' ') + "^\n";
}

std::string finding_text(const Finding& finding, Language language)
{
    std::string out = place_text(finding.place);
    if (out.empty())
        out = printable(finding.where);
    if (!out.empty())
        out += ": ";
    out += severity_word(finding.severity).in(language) + ": ";
    if (!finding.place.file.empty() && !finding.where.empty())
        out += printable(finding.where) + ": ";
    out += printable(finding.message.in(language)) + "\n";
    if (finding.place.column != 0 && !finding.place.excerpt.empty())
        out += caret_text(finding.place.excerpt, finding.place.column);
    return out;
}

std::string error_text(const Error& error, Language language)
{
    const auto* invalid = dynamic_cast<const InvalidInput*>(&error);
    std::string out = "ogp: ";
    if (invalid == nullptr || !says_the_same(*invalid))
        out += printable(error.message().in(language)) + "\n";
    if (invalid != nullptr)
        for (const Finding& finding : invalid->findings())
            out += finding_text(finding, language);
    if (!error.hint().empty())
        out += indented(printable(error.hint().in(language)));
    return out;
}

Json to_json(const Finding& finding)
{
    Json json = Json::object({{"code", finding.code},
                              {"message", report::to_json(finding.message)},
                              {"severity", code(finding.severity)}});
    if (!finding.place.file.empty())
        json.set("file", finding.place.file);
    if (finding.place.line != 0)
        json.set("line", static_cast<std::int64_t>(finding.place.line));
    if (finding.place.column != 0)
        json.set("column", static_cast<std::int64_t>(character_column(finding.place)));
    if (!finding.where.empty())
        json.set("where", finding.where);
    return json;
}

Json to_json(const Findings& findings)
{
    Json list = Json::array();
    for (const Finding& finding : findings)
        list.push(to_json(finding));
    return list;
}

} // namespace ogp::cli
