#include "budget/pb_text.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

namespace ogp::budget {
namespace {

constexpr std::size_t listed_at_most = 1000;

bool is_title(std::string_view row, std::string_view title)
{
    return row.size() == title.size() && std::equal(row.begin(), row.end(), title.begin(), [](char a, char b) {
               return (a >= 'a' && a <= 'z' ? static_cast<char>(a - 'a' + 'A') : a) == b;
           });
}

/// Walks the rows of a file, quoted line feeds and all.
class RowWalker
{
public:
    explicit RowWalker(std::string_view bytes) : m_bytes(bytes) {}

    bool next(PbRow& row)
    {
        if (m_at >= m_bytes.size())
            return false;
        const std::size_t begin = m_at;
        row.line = m_line;
        std::size_t end = line_end(begin);
        m_open_quote = std::string_view::npos;
        if (std::memchr(m_bytes.data() + begin, '"', end - begin) != nullptr)
            end = past_quotes(begin, end);
        m_ended = end < m_bytes.size();
        m_at = m_ended ? end + 1 : end;
        ++m_line;
        if (end > begin && m_bytes[end - 1] == '\r') {
            --end;
            ++m_carriage_returns;
        }
        row.text = m_bytes.substr(begin, end - begin);
        return true;
    }

    bool ended_with_line_feed() const { return m_ended; }
    std::size_t carriage_returns() const { return m_carriage_returns; }
    /// Offset within the row of a quote that nothing closes, or npos.
    std::size_t open_quote() const { return m_open_quote; }

private:
    std::size_t line_end(std::size_t from) const
    {
        const void* found = from < m_bytes.size() ? std::memchr(m_bytes.data() + from, '\n', m_bytes.size() - from) : nullptr;
        return found == nullptr ? m_bytes.size() : static_cast<std::size_t>(static_cast<const char*>(found) - m_bytes.data());
    }

    /// The end of a row that has quotes: a line feed outside of them.
    std::size_t past_quotes(std::size_t begin, std::size_t end)
    {
        const std::size_t first_end = end;
        std::size_t at = begin;
        while (at <= end) {
            if (at < end && m_bytes[at] == '"') { // a quoted cell begins
                const std::size_t quote = at++;
                for (;;) {
                    at = m_bytes.find('"', at);
                    if (at == std::string_view::npos) { // read as if the quote were a plain character
                        m_open_quote = quote - begin;
                        return first_end;
                    }
                    if (at + 1 >= m_bytes.size() || m_bytes[at + 1] != '"')
                        break;
                    at += 2;
                }
                if (at > end) {
                    m_line += static_cast<std::uint32_t>(
                        std::count(m_bytes.begin() + static_cast<std::ptrdiff_t>(end),
                                   m_bytes.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
                    end = line_end(at);
                }
            }
            const void* separator = at < end ? std::memchr(m_bytes.data() + at, ';', end - at) : nullptr;
            if (separator == nullptr)
                break;
            at = static_cast<std::size_t>(static_cast<const char*>(separator) - m_bytes.data()) + 1;
        }
        return end;
    }

    std::string_view m_bytes;
    std::size_t m_at = 0;
    std::uint32_t m_line = 1;
    std::size_t m_carriage_returns = 0;
    std::size_t m_open_quote = std::string_view::npos;
    bool m_ended = true;
};

void check_encoding(std::string_view bytes, PbFindings& findings)
{
    const std::optional<std::size_t> bad = find_bad_utf8(bytes);
    if (!bad)
        return;
    const std::string_view before = bytes.substr(0, *bad);
    const std::size_t begin = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    const auto line = static_cast<std::uint32_t>(1 + std::count(before.begin(), before.end(), '\n'));
    findings.add(Severity::Error, "not_utf8", PbRow{bytes.substr(begin, bytes.find('\n', begin) - begin), line},
                 static_cast<std::uint32_t>(*bad - begin + 1),
                 say("ეს ბაიტი UTF-8 არ არის; შეინახეთ ფაილი UTF-8-ით", "this byte is not UTF-8; save the file as UTF-8"));
}

void note_line_ends(const RowWalker& walker, bool byte_order_mark, PbFindings& findings)
{
    if (byte_order_mark)
        findings.add(Severity::Note, "byte_order_mark", 1,
                     say("ფაილი იწყება ბაიტების რიგის ნიშნით (BOM); იგი გამოტოვებულია",
                         "the file begins with a byte order mark; it is skipped"));
    if (walker.carriage_returns() != 0)
        findings.add(Severity::Note, "carriage_returns", 1,
                     say("სტრიქონები მთავრდება CR LF-ით ({}); CR გამოტოვებულია", "lines end with CR LF ({}); the CR is skipped",
                         walker.carriage_returns()));
}

void require_sections(const PbText& text, PbFindings& findings)
{
    const auto require = [&](const PbSection& section, std::string_view title) {
        if (section.title.empty())
            findings.add(Severity::Error, "no_section", std::uint32_t{0}, say("ნაწილი {} არ არის", "there is no section {}", title));
        else if (section.header.line == 0)
            findings.add(Severity::Error, "no_header", section.line,
                         say("ნაწილს {} სათაურების სტრიქონი არ აქვს", "section {} has no header line", title));
    };
    require(text.meta, "META");
    require(text.projects, "PROJECTS");
    require(text.votes, "VOTES");
}

/// The section that the row opens, if any. The title of an earlier section is a row like any other.
PbSection* opened(PbText& text, const PbRow& row)
{
    if (text.meta.title.empty())
        return is_title(row.text, "META") ? &text.meta : nullptr;
    if (text.projects.title.empty())
        return is_title(row.text, "PROJECTS") ? &text.projects : nullptr;
    return text.votes.title.empty() && is_title(row.text, "VOTES") ? &text.votes : nullptr;
}

} // namespace

void split_row(const PbRow& row, std::vector<PbCell>& cells, std::deque<std::string>& unquoted)
{
    cells.clear();
    const std::string_view text = row.text;
    std::size_t at = 0;
    for (;;) {
        const auto column = static_cast<std::uint32_t>(at + 1);
        if (at < text.size() && text[at] == '"') {
            std::string cell;
            std::size_t end = at + 1;
            bool closed = false;
            for (; end < text.size(); ++end) {
                if (text[end] == '"' && !closed) {
                    if (end + 1 < text.size() && text[end + 1] == '"')
                        ++end;
                    else {
                        closed = true;
                        continue;
                    }
                } else if (closed && text[end] == ';') {
                    break;
                }
                cell += text[end];
            }
            if (closed) {
                cells.push_back({unquoted.emplace_back(std::move(cell)), column});
                if (end >= text.size())
                    return;
                at = end + 1;
                continue;
            }
        }
        const std::size_t end = text.find(';', at);
        cells.push_back({text.substr(at, end - at), column});
        if (end == std::string_view::npos)
            return;
        at = end + 1;
    }
}

bool PbFindings::count(Severity severity, std::string_view code)
{
    if (severity == Severity::Error)
        ++m_errors;
    const auto kind = std::find_if(m_kinds.begin(), m_kinds.end(), [&](const Kind& k) { return k.code == code; });
    if (kind == m_kinds.end()) {
        m_kinds.push_back({std::string(code), severity, 1});
        return true;
    }
    return ++kind->count <= listed_at_most;
}

void PbFindings::add(Severity severity, std::string_view code, const PbRow& row, std::uint32_t column, Localized message)
{
    if (count(severity, code))
        m_findings.push_back({severity, std::string(code), Place{m_file, row.line, column, std::string(row.text.substr(0, row.text.find('\n')))},
                              "", std::move(message)});
}

void PbFindings::add(Severity severity, std::string_view code, std::uint32_t line, Localized message)
{
    if (count(severity, code))
        m_findings.push_back({severity, std::string(code), Place{m_file, line, line == 0 ? 0U : 1U, ""}, "", std::move(message)});
}

Findings PbFindings::take()
{
    std::stable_sort(m_findings.begin(), m_findings.end(), [](const Finding& a, const Finding& b) {
        return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
    });
    for (const Kind& kind : m_kinds)
        if (kind.count > listed_at_most)
            m_findings.push_back({kind.severity, kind.code, Place{m_file, 0, 0, ""}, "",
                                  say("კიდევ {0} ასეთივე ({1})", "{0} more of this kind ({1})", kind.count - listed_at_most, kind.code)});
    m_kinds.clear();
    m_errors = 0;
    return std::move(m_findings);
}

PbText split_pb(std::string bytes, std::string name, PbFindings& findings, Severity empty_lines)
{
    PbText text;
    text.bytes = std::make_unique<const std::string>(std::move(bytes));
    text.name = std::move(name);
    std::string_view rest = *text.bytes;
    check_encoding(rest, findings);
    const bool byte_order_mark = rest.starts_with("\xEF\xBB\xBF");
    if (byte_order_mark)
        rest.remove_prefix(3);
    RowWalker walker{rest};
    PbSection* section = nullptr;
    for (PbRow row; walker.next(row);) {
        if (walker.open_quote() != std::string_view::npos)
            findings.add(Severity::Error, "open_quote", row, static_cast<std::uint32_t>(walker.open_quote() + 1),
                         say("ბრჭყალი იხსნება და აღარ იხურება", "a quote is opened and never closed"));
        if (trim(row.text).empty()) {
            findings.add(empty_lines, "empty_line", row, 1, say("ცარიელი სტრიქონი", "empty line"));
        } else if (PbSection* next = opened(text, row)) {
            section = next;
            section->title = row.text;
            section->line = row.line;
        } else if (section == nullptr) {
            findings.add(Severity::Error, "section_order", row, 1,
                         say("ფაილი სტრიქონით META უნდა იწყებოდეს", "a file must begin with the line META"));
            return text;
        } else if (section->header.line == 0) {
            section->header = row;
        } else {
            section->rows.push_back(row);
        }
    }
    text.ends_with_line_feed = walker.ended_with_line_feed();
    note_line_ends(walker, byte_order_mark, findings);
    require_sections(text, findings);
    return text;
}

void repair_row(PbText& text, PbRow& row, const std::vector<PbCell>& cells)
{
    std::string repaired;
    for (const PbCell& cell : cells) {
        if (&cell != &cells.front())
            repaired += ';';
        write_cell(repaired, cell.text);
    }
    row.text = text.repaired.emplace_back(std::move(repaired));
}

void write_cell(std::string& out, std::string_view text)
{
    if (text.find_first_of(";\"\r\n") == std::string_view::npos) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        if (c == '"')
            out += '"';
        out += c;
    }
    out += '"';
}

std::string write_pb(const PbText& text)
{
    std::string out;
    out.reserve(text.bytes->size());
    std::vector<PbCell> cells;
    std::deque<std::string> unquoted;
    const auto write_row = [&](const PbRow& row) {
        if (row.text.find('"') == std::string_view::npos) {
            out += row.text;
        } else {
            split_row(row, cells, unquoted);
            for (std::size_t i = 0; i < cells.size(); ++i) {
                if (i != 0)
                    out += ';';
                write_cell(out, cells[i].text);
            }
            unquoted.clear();
        }
        out += '\n';
    };
    for (const auto& [section, title] : {std::pair{&text.meta, "META"}, {&text.projects, "PROJECTS"}, {&text.votes, "VOTES"}}) {
        out += title;
        out += '\n';
        write_row(section->header);
        for (const PbRow& row : section->rows)
            write_row(row);
    }
    if (!text.ends_with_line_feed)
        out.pop_back();
    return out;
}

} // namespace ogp::budget
