#include "base/delimited_reader.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace ogp {
namespace {

/// A longer line is not shown: a finding for each of its cells would hold it once more.
constexpr std::size_t longest_excerpt = 4'096;

} // namespace

DelimitedReader::DelimitedReader(std::string name, LineReader::Source source, const DelimitedLimits& limits)
    : m_lines(std::move(name), std::move(source), limits.record_bytes), m_limits(limits)
{}

bool DelimitedReader::next()
{
    m_problems.clear();
    m_cells.clear();
    m_spans.clear();
    m_content.clear();
    m_raw.clear();
    do {
        if (m_over || !m_lines.next(m_text))
            return false;
    } while (m_text.text.empty());
    m_line = m_text.number;
    if (!fetch())
        return true;
    read_cells();
    // Only now: the content has moved while it grew.
    for (std::size_t i = 0; i < m_cells.size(); ++i)
        m_cells[i].text = std::string_view(m_content).substr(m_spans[i].begin, m_spans[i].end - m_spans[i].begin);
    return true;
}

/// Takes the line over that was read last. False where it cannot be read on.
bool DelimitedReader::fetch()
{
    m_at = 0;
    m_raw += m_raw.empty() ? "" : "\n";
    m_raw += m_text.text;
    if (m_text.too_long) {
        report("line_too_long", m_text.number, 1,
               say("სტრიქონი {} ბაიტია, ჩანაწერში არაუმეტეს {} შეიძლება", "the line has {} bytes, a record may have {}",
                   m_text.bytes, m_limits.record_bytes));
        return false;
    }
    check_line();
    return true;
}

void DelimitedReader::check_line()
{
    if (const std::size_t nul = m_text.text.find('\0'); nul != std::string_view::npos)
        report("nul_character", m_text.number, nul + 1,
               {"ნულოვანი სიმბოლო: ფაილი ტექსტი არ არის ან დაზიანებულია", "a NUL character: the file is no text, or damaged"});
    else if (const auto bad = find_bad_utf8(m_text.text))
        report("bad_utf8", m_text.number, *bad + 1,
               {"ეს ბაიტები UTF-8 არ არის: შეინახეთ ფაილი კოდირებით UTF-8", "these bytes are not UTF-8: save the file as UTF-8"});
}

void DelimitedReader::read_cells()
{
    while (true) {
        if (m_cells.size() == m_limits.cells) {
            report("too_many_cells", m_text.number, m_at + 1,
                   say("ჩანაწერში {} უჯრაზე მეტია", "the record has more than {} cells", m_limits.cells));
            return;
        }
        if (m_at < m_text.text.size() && m_text.text[m_at] == '"')
            read_quoted();
        else
            read_plain();
        if (m_over || m_at >= m_text.text.size())
            return;
        ++m_at; // the comma
    }
}

void DelimitedReader::finish_cell(std::size_t begin, std::uint32_t line, std::uint32_t column)
{
    m_spans.push_back({begin, m_content.size()});
    m_cells.push_back({{}, line, column});
}

void DelimitedReader::read_plain()
{
    const std::size_t begin = m_content.size();
    const auto column = static_cast<std::uint32_t>(m_at + 1);
    const std::size_t end = std::min(m_text.text.find(',', m_at), m_text.text.size());
    const std::string_view text = m_text.text.substr(m_at, end - m_at);
    if (const std::size_t quote = text.find('"'); quote != std::string_view::npos)
        report("stray_quote", m_text.number, m_at + quote + 1,
               {"ბრჭყალი უჯრის შუაში: უჯრა მთლიანად უნდა იდგეს ბრჭყალებში, შიდა ბრჭყალი კი გაორმაგდეს",
                "a quote inside of a cell: put the whole cell in quotes and double the one in it"});
    if (const std::size_t turn = text.find('\r'); turn != std::string_view::npos)
        report("stray_carriage_return", m_text.number, m_at + turn + 1,
               {"CR სტრიქონის ბოლოს გარეშე: სტრიქონი მთავრდება LF-ით ან CRLF-ით",
                "a carriage return alone: a line ends with LF or CRLF"});
    m_content += text;
    m_at = end;
    finish_cell(begin, m_text.number, column);
}

void DelimitedReader::read_quoted()
{
    const std::size_t begin = m_content.size();
    const std::uint32_t line = m_text.number;
    const auto column = static_cast<std::uint32_t>(m_at + 1);
    ++m_at;
    while (true) {
        const std::size_t quote = m_text.text.find('"', m_at);
        if (quote == std::string_view::npos) {
            m_content += m_text.text.substr(m_at);
            // The line was given without its end.
            const bool had_return = m_text.bytes > m_text.text.size();
            m_content += had_return && m_limits.cell_lines == DelimitedLimits::CellLines::Kept ? "\r\n" : "\n";
            if (!continue_quoted(line, column))
                break;
            continue;
        }
        m_content += m_text.text.substr(m_at, quote - m_at);
        m_at = quote + 1;
        if (m_at >= m_text.text.size() || m_text.text[m_at] != '"')
            break;
        m_content += '"';
        ++m_at;
    }
    if (!m_over && m_at < m_text.text.size() && m_text.text[m_at] != ',') {
        report("text_after_quote", m_text.number, m_at + 1,
               {"დამხურავი ბრჭყალის შემდეგ მძიმე ან სტრიქონის ბოლო უნდა იყოს; ტექსტის შიგნით ბრჭყალი ორმაგდება",
                "a comma or the end of the line must follow the closing quote; a quote in the text is doubled"});
        m_at = std::min(m_text.text.find(',', m_at), m_text.text.size());
    }
    finish_cell(begin, line, column);
}

/// Goes on in the next line, inside of quotes that were opened at that place.
bool DelimitedReader::continue_quoted(std::uint32_t line, std::uint32_t column)
{
    const bool too_long = m_raw.size() > m_limits.record_bytes;
    if (!too_long && m_lines.next(m_text))
        return m_over = !fetch(), !m_over;
    m_over = true;
    report("open_quote", line, column,
           too_long ? say("აქ გახსნილი ბრჭყალი {} ბაიტში არ იხურება; ფაილის დანარჩენი ნაწილი არ წაკითხულა",
                          "the quote opened here does not close within {} bytes; the rest of the file was not read",
                          m_limits.record_bytes)
                    : Localized("აქ გახსნილი ბრჭყალი ფაილის ბოლომდე არ იხურება", "the quote opened here is never closed"));
    return false;
}

Place DelimitedReader::place(std::uint32_t line, std::uint32_t column) const
{
    std::string_view rest = m_raw;
    for (std::uint32_t skipped = m_line; skipped < line; ++skipped)
        rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1);
    rest = rest.substr(0, rest.find('\n'));
    return {m_lines.name(), line, column, rest.size() > longest_excerpt ? std::string() : std::string(rest)};
}

void DelimitedReader::report(const char* code, std::uint32_t line, std::size_t column, Localized message)
{
    m_problems.push_back(
        {Severity::Error, code, place(line, static_cast<std::uint32_t>(column)), {}, std::move(message)});
}

} // namespace ogp
