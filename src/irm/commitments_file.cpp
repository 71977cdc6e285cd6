#include "irm/commitments_file.hpp"

#include "base/delimited_reader.hpp"
#include "base/text.hpp"
#include "irm/scales.hpp"

#include <algorithm>
#include <cstring>
#include <map>
#include <set>

namespace ogp::irm {
namespace {

constexpr std::size_t record_bytes = 4U << 20U;
/// After so many errors nothing new is learned.
constexpr std::size_t most_errors = 1'000;
/// As many missing columns are named each; a file that lacks more is another file.
constexpr std::size_t most_missing = 10;
constexpr std::size_t longest_key = 40;

LineReader::Source source_of(std::string_view text)
{
    return [rest = text](char* buffer, std::size_t size) mutable {
        const std::size_t count = std::min(size, rest.size());
        std::memcpy(buffer, rest.data(), count);
        rest.remove_prefix(count);
        return count;
    };
}

/// Names of cases: they stand in paths and on the command line.
bool is_plain_name(std::string_view name)
{
    return !name.empty() && name.size() <= longest_key && name.find_first_of(" \t\r\n/:~@") == std::string_view::npos &&
           !has_control_characters(name);
}

class CommitmentsReader
{
public:
    CommitmentsReader(std::string_view text, const std::string& name)
        : m_name(name), m_text(text),
          m_reader(name, source_of(text), {.record_bytes = record_bytes, .cell_lines = DelimitedLimits::CellLines::Kept})
    {}

    CommitmentsFile read()
    {
        read_header();
        note_mark();
        while (m_errors.size() < most_errors && m_reader.next())
            read_row();
        if (m_errors.size() >= most_errors)
            m_errors.push_back({Severity::Error, "too_many_errors", {m_name, m_reader.line(), 0, {}}, {},
                                {"შეცდომა ძალიან ბევრია; ფაილის დანარჩენი ნაწილი არ წაკითხულა",
                                 "there are too many errors; the rest of the file was not read"}});
        throw_errors();
        return std::move(m_file);
    }

private:
    void error(const char* code, Place place, std::string where, Localized message)
    {
        m_errors.push_back({Severity::Error, code, std::move(place), std::move(where), std::move(message)});
    }
    void say_also(Severity severity, const char* code, Place place, std::string where, Localized message)
    {
        m_file.findings.push_back({severity, code, std::move(place), std::move(where), std::move(message)});
    }

    void throw_errors()
    {
        if (m_errors.empty())
            return;
        throw InvalidInput(
            say("{}: OGP-ის ვალდებულებების CSV ვერ წაიკითხება", "{}: the OGP commitments CSV cannot be read", printable(m_name)),
            std::move(m_errors),
            {"ფაილის აღწერა: man 5 ogp-commitments-csv", "the shape of the file: man 5 ogp-commitments-csv"});
    }

    void note_mark()
    {
        if (m_text.starts_with("\xEF\xBB\xBF"))
            say_also(Severity::Note, "byte_order_mark", {m_name, 1, 1, {}}, {},
                     {"ფაილი BOM-ით იწყება; გატანისას აღარ დაიწერება", "the file begins with a byte order mark; it is not written again"});
    }

    void read_header()
    {
        if (!m_reader.next())
            throw Error(Fault::Invalid, say("{}: ფაილი ცარიელია", "{}: the file is empty", printable(m_name)),
                        {"პირველ სტრიქონში სვეტების სახელები უნდა ეწეროს", "the first line names the columns"});
        m_errors = m_reader.problems();
        std::set<std::string> seen;
        std::vector<std::string> further;
        for (const DelimitedCell& cell : m_reader.cells()) {
            m_file.columns.emplace_back(cell.text);
            const std::string& name = m_file.columns.back();
            m_known.push_back(column_index(name));
            if (!seen.insert(name).second)
                error("column_twice", m_reader.place(cell), {}, say("სვეტი „{}“ ორჯერაა", "the column \"{}\" stands twice",
                    printable(shorten(name, 60))));
            if (m_known.back())
                continue;
            further.push_back(name);
            say_also(Severity::Note, "further_column", m_reader.place(cell), {},
                     say("სვეტს „{}“ ფორმატი არ იცნობს; ინახება, როგორც არის", "the format has no column \"{}\"; it is kept as it is",
                         printable(shorten(name, 60))));
        }
        if (m_errors.empty())
            report_missing(seen, further);
        throw_errors();
    }

    void report_missing(const std::set<std::string>& seen, const std::vector<std::string>& further)
    {
        std::vector<std::string> missing;
        for (const Column& column : columns())
            if (!seen.contains(std::string(column.name)))
                missing.emplace_back(column.name);
        const Place place{m_name, 1, 0, {}};
        if (missing.size() > most_missing) {
            error("missing_column", place, {},
                  say("{0} სვეტი აკლია {1}-დან, პირველი არის „{2}“", "{0} of {1} columns are missing, the first is \"{2}\"",
                      missing.size(), column_count,
                      missing.front()));
            return;
        }
        for (const std::string& name : missing) {
            const auto near = nearest(name, further);
            error("missing_column", place, {},
                  near ? say("აკლია სვეტი „{0}“; იქნებ „{1}“ არის?", "the column \"{0}\" is missing; is it \"{1}\"?", name,
                      printable(*near))
                       : say("აკლია სვეტი „{}“", "the column \"{}\" is missing", name));
        }
    }

    void read_row()
    {
        if (!m_reader.problems().empty()) {
            m_errors.insert(m_errors.end(), m_reader.problems().begin(), m_reader.problems().end());
            return;
        }
        const std::vector<DelimitedCell>& cells = m_reader.cells();
        if (cells.size() != m_file.columns.size()) {
            const DelimitedCell& at = cells[std::min(cells.size(), m_file.columns.size() + 1) - 1];
            error(cells.size() < m_file.columns.size() ? "too_few_cells" : "too_many_cells", m_reader.place(at), {},
                  say("უჯრა {0}-ია, სათაურში კი {1}", "{0} cells, but the header has {1}", cells.size(), m_file.columns.size()));
            return;
        }
        Row row;
        row.line = m_reader.line();
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (cells[i].text.size() > longest_cell)
                error("cell_too_long", m_reader.place(cells[i]), m_file.columns[i],
                      say("უჯრაში {0} ბაიტია, დასაშვებია {1}", "the cell has {0} bytes, {1} are allowed", cells[i].text.size(),
                          longest_cell));
            row.set(m_file.columns[i], std::string(cells[i].text));
        }
        check_names(row);
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (m_known[i])
                check_cell(row, *m_known[i], cells[i]);
        m_file.rows.push_back(std::move(row));
    }

    Place place_of(std::string_view column) const
    {
        const auto found = std::find(m_file.columns.begin(), m_file.columns.end(), column);
        return m_reader.place(m_reader.cells()[static_cast<std::size_t>(found - m_file.columns.begin())]);
    }

    void check_names(const Row& row)
    {
        const std::string_view plan = trim(row.cell(column::plan));
        const std::string key = row.key();
        if (!is_coded(plan))
            error("plan_missing", place_of(column::plan), key, {"აკლია გეგმის იდენტიფიკატორი",
                "the identifier of the action plan is missing"});
        else if (!is_plain_name(plan))
            error("bad_id", place_of(column::plan), key, bad_name(plan));
        if (key.empty()) {
            error("id_missing", place_of(column::identifier), {},
                  {"ვალდებულებას არც იდენტიფიკატორი აქვს და არც ნომერი", "the commitment has neither an identifier nor a number"});
            return;
        }
        const std::string_view identifier = trim(row.cell(column::identifier));
        const std::string_view name = is_coded(identifier) ? identifier : trim(row.cell(column::number));
        if (!is_plain_name(name))
            error("bad_id", place_of(column::identifier), key, bad_name(name));
        const auto [first, is_new] = m_lines.emplace(key, row.line);
        if (!is_new)
            error("duplicate_id", place_of(column::identifier), key,
                  say("იდენტიფიკატორი „{0}“ უკვე არის სტრიქონში {1}", "the identifier \"{0}\" stands in line {1} already",
                      printable(key), first->second));
    }

    static Localized bad_name(std::string_view name)
    {
        return say("„{0}“: არ შეიძლება ცარიელი ადგილი და ნიშნები / : ~ @, და უნდა იყოს არაუმეტეს {1} ბაიტისა",
                   "\"{0}\": no blanks and none of / : ~ @, and at most {1} bytes", printable(shorten(name, 60)), longest_key);
    }

    void check_cell(const Row& row, std::size_t known, const DelimitedCell& cell)
    {
        const Column& column = columns()[known];
        if (blank(cell.text))
            return;
        const auto unknown = [&] {
            say_also(Severity::Warning, "unknown_value", m_reader.place(cell), row.key() + " " + std::string(column.name),
                     say("„{}“ ამ სვეტის მნიშვნელობა არ არის; ინახება, როგორც არის",
                         "\"{}\" is no value of this column; it is kept as it is",
                         printable(shorten(cell.text, 60))));
        };
        if (column.kind == Kind::Area && cell.text != "0" && cell.text != "1")
            unknown();
        if (column.name == column::verifiable && cell.text != "Yes" && cell.text != "No")
            unknown();
        const Scale* scale = scale_of(column.name);
        if (scale == nullptr)
            return;
        const Level* level = scale->find(trim(cell.text));
        const std::string& twin = row.cell(known + 1);
        if (level == nullptr)
            unknown();
        else if (level->code && is_coded(twin) && trim(twin) != fmt::format("{}", *level->code))
            say_also(Severity::Warning, "twin_differs", m_reader.place(cell), row.key() + " " + std::string(column.name),
                     say("„{0}“ ნიშნავს {1}-ს, სვეტში {2} კი {3} წერია", "\"{0}\" means {1}, but {2} says {3}", level->word, *level->code,
                         columns()[known + 1].name, printable(shorten(twin, 20))));
    }

    const std::string& m_name;
    std::string_view m_text;
    DelimitedReader m_reader;
    CommitmentsFile m_file;
    Findings m_errors;
    std::vector<std::optional<std::size_t>> m_known; ///< place of each of the file's columns in columns()
    std::map<std::string, std::uint32_t> m_lines;    ///< by key
};

void append_cell(std::string& out, std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        out += c;
        if (c == '"')
            out += '"';
    }
    out += '"';
}

} // namespace

CommitmentsFile read_commitments(std::string_view text, const std::string& name)
{
    return CommitmentsReader(text, name).read();
}

std::string write_commitments(const CommitmentsFile& file)
{
    std::string out;
    for (std::size_t i = 0; i < file.columns.size(); ++i) {
        out += i == 0 ? "" : ",";
        append_cell(out, file.columns[i]);
    }
    out += "\r\n";
    for (const Row& row : file.rows) {
        for (std::size_t i = 0; i < file.columns.size(); ++i) {
            out += i == 0 ? "" : ",";
            append_cell(out, row.cell(file.columns[i]));
        }
        out += "\r\n";
    }
    return out;
}

} // namespace ogp::irm
