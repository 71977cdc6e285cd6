#include "budget/priorities/opinions_file.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <deque>
#include <functional>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

namespace ogp::budget {
namespace {

constexpr std::size_t most_values = 5'000; ///< of one trait
constexpr std::uint64_t most_cells = std::uint64_t{1} << 62U;

struct TextHash
{
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

/// A number for each value of a trait, in the order of their coming.
struct ValueNumbers
{
    std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>> numbers;
    std::string last; ///< rows are often sorted by district
    std::uint32_t last_number = 0;
    bool listed = false; ///< by the survey
};

enum class Use { Trait, Theme, Voter, Nothing };

struct Column
{
    Use use = Use::Nothing;
    std::uint32_t index = 0; ///< of the trait or theme
};

class BallotReader
{
public:
    BallotReader(std::string_view bytes, std::string name, const Survey& survey)
        : m_rest(bytes), m_survey(survey), m_findings(std::move(name)), m_values(survey.traits.size())
    {
        Opinions& o = m_result.opinions;
        o.kind = survey.kind;
        o.least = survey.least;
        o.most = survey.most;
        o.traits = survey.traits;
        for (const SurveyTheme& theme : survey.themes)
            o.themes.push_back({theme.id, theme.parent});
        for (std::size_t t = 0; t < o.traits.size(); ++t)
            for (const std::string& value : o.traits[t].values) {
                m_values[t].numbers.emplace(value, static_cast<std::uint32_t>(m_values[t].numbers.size()));
                m_values[t].listed = true;
            }
        o.first.push_back(0);
    }

    ReadOpinions run()
    {
        check_encoding();
        PbRow row;
        if (!next(row))
            m_findings.add(Severity::Error, "empty_file", 1, {"ფაილი ცარიელია", "the file is empty"});
        else if (read_header(row))
            while (next(row))
                read_row(row);
        finish();
        m_result.findings = m_findings.take();
        return std::move(m_result);
    }

private:
    void check_encoding()
    {
        if (m_rest.starts_with("\xEF\xBB\xBF")) {
            m_rest.remove_prefix(3);
            m_findings.add(Severity::Note, "byte_order_mark", 1,
                           {"ფაილი იწყება ბაიტების რიგის ნიშნით (BOM); იგი გამოტოვებულია", "the file begins with a byte order mark; it is skipped"});
        }
        const std::optional<std::size_t> bad = find_bad_utf8(m_rest);
        if (!bad)
            return;
        const std::string_view before = m_rest.substr(0, *bad);
        const std::size_t begin = before.rfind('\n') + 1;
        const auto line = static_cast<std::uint32_t>(1 + std::count(before.begin(), before.end(), '\n'));
        m_findings.add(Severity::Error, "not_utf8", PbRow{m_rest.substr(begin, m_rest.find('\n', begin) - begin), line},
                       static_cast<std::uint32_t>(*bad - begin + 1),
                       {"ეს ბაიტი UTF-8 არ არის; შეინახეთ ფაილი UTF-8-ით", "this byte is not UTF-8; save the file as UTF-8"});
    }

    bool next(PbRow& row)
    {
        if (m_rest.empty())
            return false;
        const std::size_t end = m_rest.find('\n');
        row = {m_rest.substr(0, end), ++m_line};
        m_rest.remove_prefix(end == std::string_view::npos ? m_rest.size() : end + 1);
        if (row.text.ends_with('\r')) {
            row.text.remove_suffix(1);
            ++m_carriage_returns;
        }
        return true;
    }

    /// Cells of a row in which there is a quote.
    const std::vector<PbCell>& split_quoted(const PbRow& row)
    {
        m_cells.clear();
        m_unquoted.clear();
        const std::string_view text = row.text;
        for (std::size_t at = 0; at <= text.size();) {
            const auto column = static_cast<std::uint32_t>(at + 1);
            if (at >= text.size() || text[at] != '"') {
                const std::size_t end = std::min(text.find(m_separator, at), text.size());
                m_cells.push_back({text.substr(at, end - at), column});
                at = end + 1;
                continue;
            }
            std::string cell;
            std::size_t end = at + 1;
            while (end < text.size() && (text[end] != '"' || (end + 1 < text.size() && text[end + 1] == '"'))) {
                cell += text[end];
                end += text[end] == '"' ? 2U : 1U;
            }
            if (end >= text.size() || (end + 1 < text.size() && text[end + 1] != m_separator)) {
                m_findings.add(Severity::Error, "open_quote", row, column,
                               {"აქ გახსნილი ბრჭყალი უჯრის ბოლოში უნდა დაიხუროს", "the quote opened here must be closed at the end of the cell"});
                m_cells.clear();
                return m_cells;
            }
            m_cells.push_back({m_unquoted.emplace_back(std::move(cell)), column});
            at = end + 2;
        }
        return m_cells;
    }

    bool read_header(const PbRow& row)
    {
        if (row.text.find(',') == std::string_view::npos)
            m_separator = row.text.find(';') != std::string_view::npos ? ';' : row.text.find('\t') != std::string_view::npos ? '\t' : ',';
        const std::vector<PbCell> cells = split_quoted(row);
        std::vector<std::string> names = m_survey.ids();
        for (const Trait& trait : m_survey.traits)
            names.push_back(trait.name);
        names.emplace_back("voter_id");
        std::vector<std::string_view> seen;
        for (const PbCell& cell : cells) {
            const std::string_view name = trim(cell.text);
            if (std::find(seen.begin(), seen.end(), name) != seen.end())
                m_findings.add(Severity::Error, "duplicate_column", row, cell.column,
                               say("სვეტი ორჯერაა: „{}“", "the column '{}' is there twice", printable(shorten(name, 60))));
            seen.push_back(name);
            m_columns.push_back(column_of(name));
            if (m_columns.back().use == Use::Nothing)
                refuse_column(row, cell, names);
        }
        for (std::size_t t = 0; t < m_survey.traits.size() && !cells.empty(); ++t)
            if (std::find(seen.begin(), seen.end(), m_survey.traits[t].name) == seen.end())
                m_findings.add(Severity::Error, "missing_trait", row, 1,
                               say("აკლია სვეტი „{}“", "the column '{}' is missing", m_survey.traits[t].name));
        if (!cells.empty() && std::none_of(m_columns.begin(), m_columns.end(), [](const Column& c) { return c.use == Use::Theme; }))
            m_findings.add(Severity::Error, "no_theme_column", row, 1, {"არც ერთი სვეტი თემა არ არის", "no column is a theme"});
        return !m_findings.any_error();
    }

    Column column_of(std::string_view name) const
    {
        if (const auto theme = m_survey.theme(name))
            return {Use::Theme, *theme};
        for (std::uint32_t t = 0; t < m_survey.traits.size(); ++t)
            if (m_survey.traits[t].name == name)
                return {Use::Trait, t};
        return {name == "voter_id" ? Use::Voter : Use::Nothing, 0};
    }

    void refuse_column(const PbRow& row, const PbCell& cell, const std::vector<std::string>& names)
    {
        const auto near = nearest(cell.text, names);
        m_findings.add(Severity::Error, "unknown_theme", row, cell.column,
                       near ? say("არც თემაა და არც ნიშანი: „{0}“; ხომ არ გულისხმობდით „{1}“-ს?", "neither a theme nor a trait: '{0}'; did you mean '{1}'?",
                                  printable(shorten(cell.text, 60)), *near)
                            : say("არც თემაა და არც ნიშანი: „{}“", "neither a theme nor a trait: '{}'", printable(shorten(cell.text, 60))));
    }

    void read_row(const PbRow& row)
    {
        const std::string_view text = row.text;
        if (text.empty()) {
            m_findings.add(Severity::Error, "empty_line", row, 1, {"ცარიელი სტრიქონი", "empty line"});
            return;
        }
        const bool quoted = std::memchr(text.data(), '"', text.size()) != nullptr;
        if (quoted && split_quoted(row).empty())
            return;
        const std::size_t cells = quoted ? m_cells.size() : 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), m_separator));
        if (cells != m_columns.size()) {
            m_findings.add(Severity::Error, "wrong_cells", row, 1,
                           say("სტრიქონში უჯრა {0}-ია, სათაურში {1}; ათწილადის მძიმე უჯრას ორად ყოფს",
                               "the row has {0} cells, the header {1}; a decimal comma splits a cell in two", cells, m_columns.size()));
            return;
        }
        Opinions& o = m_result.opinions;
        o.values.resize(o.values.size() + o.traits.size(), trait_unknown);
        m_marked = false;
        if (quoted)
            for (std::size_t i = 0; i < m_cells.size(); ++i)
                take(row, m_columns[i], m_cells[i].text, m_cells[i].column);
        else
            read_plain(row);
        finish_ballot(row);
    }

    void read_plain(const PbRow& row)
    {
        const char* const begin = row.text.data();
        const char* const end = begin + row.text.size();
        const char* at = begin;
        for (const Column& column : m_columns) {
            const char* const from = at;
            while (at != end && *at != m_separator)
                ++at;
            if (at != from)
                take(row, column, std::string_view(from, static_cast<std::size_t>(at - from)), static_cast<std::uint32_t>(from - begin + 1));
            at += at == end ? 0 : 1;
        }
    }

    void take(const PbRow& row, const Column& column, std::string_view text, std::uint32_t at)
    {
        if (text.empty() && column.use != Use::Voter)
            return;
        switch (column.use) {
        case Use::Theme:
            m_marked = true;
            take_mark(row, column.index, text, at);
            break;
        case Use::Trait: take_value(row, column.index, text, at); break;
        case Use::Voter:
            if (!m_voters.insert(std::string(text)).second)
                m_findings.add(Severity::Error, "duplicate_voter", row, at, {"ამ ამომრჩევლის ბიულეტენი უკვე იყო", "there was a ballot of this voter before"});
            break;
        case Use::Nothing: break;
        }
    }

    void take_mark(const PbRow& row, std::uint32_t theme, std::string_view text, std::uint32_t at)
    {
        std::int32_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc{} || end != text.data() + text.size())
            return refuse_mark(row, text, at);
        if (value < m_survey.least || value > m_survey.most) {
            m_findings.add(Severity::Error, "mark_off_scale", row, at,
                           say("{0} არ არის {1}-სა და {2}-ს შორის", "{0} is not between {1} and {2}", value, m_survey.least, m_survey.most));
            return;
        }
        m_result.opinions.answers.push_back({theme, value});
    }

    void refuse_mark(const PbRow& row, std::string_view text, std::uint32_t at)
    {
        const std::string shown = printable(shorten(text, 60));
        if (text.find(',') != std::string_view::npos)
            m_findings.add(Severity::Error, "comma_decimal", row, at,
                           say("ათწილადის მძიმე: {}; ნიშანი მთელი რიცხვია", "decimal comma: {}; a mark is a whole number", shown));
        else
            m_findings.add(Severity::Error, "bad_mark", row, at, say("ეს მთელი რიცხვი არ არის: „{}“", "this is no whole number: '{}'", shown));
    }

    void take_value(const PbRow& row, std::uint32_t trait, std::string_view text, std::uint32_t at)
    {
        Opinions& o = m_result.opinions;
        ValueNumbers& known = m_values[trait];
        if (known.numbers.empty() || text != known.last) {
            auto found = known.numbers.find(text);
            if (found == known.numbers.end()) {
                if (known.listed) {
                    refuse_value(row, o.traits[trait], text, at);
                    return;
                }
                if (known.numbers.size() == most_values) {
                    m_findings.add(Severity::Error, "too_many_values", row, at,
                                   say("ნიშანს „{0}“ {1}-ზე მეტი მნიშვნელობა აქვს", "the trait '{0}' has more than {1} values", o.traits[trait].name, most_values));
                    return;
                }
                found = known.numbers.emplace(std::string(text), static_cast<std::uint32_t>(known.numbers.size())).first;
                o.traits[trait].values.push_back(found->first);
            }
            known.last = text;
            known.last_number = found->second;
        }
        o.values[o.values.size() - o.traits.size() + trait] = known.last_number;
    }

    void refuse_value(const PbRow& row, const Trait& trait, std::string_view text, std::uint32_t at)
    {
        const auto near = nearest(text, trait.values);
        m_findings.add(Severity::Error, "unknown_value", row, at,
                       near ? say("ნიშანს „{0}“ ასეთი მნიშვნელობა არ აქვს: „{1}“; ხომ არ გულისხმობდით „{2}“-ს?",
                                  "the trait '{0}' has no value '{1}'; did you mean '{2}'?", trait.name, printable(shorten(text, 60)), *near)
                            : say("ნიშანს „{0}“ ასეთი მნიშვნელობა არ აქვს: „{1}“", "the trait '{0}' has no value '{1}'", trait.name,
                                  printable(shorten(text, 60))));
    }

    void finish_ballot(const PbRow& row)
    {
        Opinions& o = m_result.opinions;
        if (!m_marked)
            m_findings.add(Severity::Warning, "empty_ballot", row, 1, {"ბიულეტენი ცარიელია", "the ballot says nothing"});
        if (o.kind == OpinionKind::Allocation) {
            std::int64_t points = 0;
            for (std::size_t i = o.first.back(); i < o.answers.size(); ++i)
                points += o.answers[i].value;
            if (points > o.most)
                m_findings.add(Severity::Error, "points_exceeded", row, 1, say("ქულები {0}, უმეტესად {1}", "{0} points, at most {1}", points, o.most));
        }
        o.first.push_back(o.answers.size());
    }

    void finish()
    {
        if (m_carriage_returns != 0)
            m_findings.add(Severity::Note, "carriage_returns", 1,
                           say("სტრიქონები მთავრდება CR LF-ით ({}); CR გამოტოვებულია", "lines end with CR LF ({}); the CR is skipped", m_carriage_returns));
        if (m_findings.any_error())
            return;
        const auto voters = static_cast<std::int64_t>(m_result.opinions.voters());
        if (voters == 0)
            m_findings.add(Severity::Error, "no_ballots", 1, {"ბიულეტენი არც ერთია", "there is no ballot"});
        if (m_survey.ballots && *m_survey.ballots != voters)
            m_findings.add(Severity::Error, "different_number_of_ballots", 1,
                           say("ბიულეტენი {0} უნდა იყოს, არის {1}", "there must be {0} ballots, there are {1}", *m_survey.ballots, voters));
        std::uint64_t cells = 1;
        for (const Trait& trait : m_result.opinions.traits)
            if (__builtin_mul_overflow(cells, trait.values.size() + 1, &cells) || cells > most_cells)
                m_findings.add(Severity::Error, "too_many_values", 1, {"ნიშნებს მეტისმეტად ბევრი მნიშვნელობა აქვს", "the traits have too many values"});
        sort_values();
    }

    /// Values that the survey does not list, in the order of their bytes.
    void sort_values()
    {
        Opinions& o = m_result.opinions;
        for (std::size_t t = 0; t < o.traits.size(); ++t) {
            std::vector<std::string>& values = o.traits[t].values;
            if (m_values[t].listed || std::is_sorted(values.begin(), values.end()))
                continue;
            std::vector<std::uint32_t> order(values.size());
            std::iota(order.begin(), order.end(), 0U);
            std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return values[a] < values[b]; });
            std::vector<std::uint32_t> place(values.size());
            for (std::uint32_t i = 0; i < order.size(); ++i)
                place[order[i]] = i;
            for (std::size_t at = t; at < o.values.size(); at += o.traits.size())
                if (o.values[at] != trait_unknown)
                    o.values[at] = place[o.values[at]];
            std::sort(values.begin(), values.end());
        }
    }

    std::string_view m_rest;
    const Survey& m_survey;
    PbFindings m_findings;
    std::vector<ValueNumbers> m_values; ///< for each trait
    ReadOpinions m_result;
    std::uint32_t m_line = 0;
    std::size_t m_carriage_returns = 0;
    char m_separator = ',';
    bool m_marked = false; ///< this ballot says something
    std::vector<Column> m_columns;
    std::vector<PbCell> m_cells;
    std::deque<std::string> m_unquoted;
    std::unordered_set<std::string> m_voters;
};

} // namespace

ReadOpinions read_opinions(std::string_view bytes, std::string name, const Survey& survey)
{
    return BallotReader{bytes, std::move(name), survey}.run();
}

} // namespace ogp::budget
