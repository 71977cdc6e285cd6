#include "app/budget/budget_turnout.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace ogp::app {
namespace {

constexpr std::int64_t least_margin = 5;
constexpr std::int64_t most_hidden = 4; ///< a quarter
constexpr std::string_view withheld = "..";

std::string wide_band(const std::string& age)
{
    const std::optional<long long> from = to_integer(age.substr(0, age.find_first_not_of("0123456789")));
    if (!from)
        return age;
    return *from < 25 ? "0-24" : *from < 45 ? "25-44" : *from < 65 ? "45-64" : "65+";
}

struct Counts
{
    std::int64_t eligible = 0;
    std::int64_t voted = 0;
};

/// A person without a trait counts under "?": the sums stay whole.
std::string named(const std::string& value)
{
    return value.empty() ? std::string("?") : value;
}

store::VoterTraits reduced(const store::VoterTraits& traits, const TurnoutTraits& shown)
{
    return {shown.district ? named(traits.district) : std::string(), shown.sex ? named(traits.sex) : std::string(),
            shown.age ? named(shown.bands == Bands::Wide ? wide_band(traits.age) : traits.age) : std::string()};
}

std::map<store::VoterTraits, Counts> grouped(const std::vector<store::TurnoutRow>& rows, const TurnoutTraits& shown)
{
    std::map<store::VoterTraits, Counts> groups;
    for (const store::TurnoutRow& row : rows) {
        Counts& counts = groups[reduced(row.traits, shown)];
        counts.eligible += row.eligible;
        counts.voted += row.voted;
    }
    return groups;
}

std::string words_of(const store::VoterTraits& traits)
{
    std::vector<std::string> words;
    for (const std::string& word : {traits.district, traits.sex, traits.age})
        if (!word.empty())
            words.push_back(word);
    return join(words, ", ");
}

void refuse_small(Turnout& turnout, const store::VoterTraits& traits, std::int64_t count, std::int64_t least)
{
    if (count > 0 && count < least)
        turnout.refusals.push_back(say("„{0}“: მხოლოდ {1} ადამიანი", "'{0}': {1} people only", words_of(traits), count));
}

void add_margin(Turnout& turnout, const std::vector<store::TurnoutRow>& rows, const TurnoutTraits& shown, std::int64_t k)
{
    const std::int64_t least = std::min(k, least_margin);
    for (const auto& [traits, counts] : grouped(rows, shown)) {
        refuse_small(turnout, traits, counts.voted, least);
        refuse_small(turnout, traits, counts.eligible, least);
        // Who did not vote is told by the difference.
        refuse_small(turnout, traits, counts.eligible - counts.voted, least);
        turnout.lines.push_back({traits, counts.voted, counts.eligible, false});
    }
}

/// Rows: the first trait that there is; columns: what the other traits say together.
class CrossTable
{
public:
    CrossTable(const std::vector<store::TurnoutRow>& rows, const TurnoutTraits& shown) : m_shown(shown), m_groups(grouped(rows, shown))
    {
        std::set<store::VoterTraits> row_keys;
        std::set<store::VoterTraits> column_keys;
        for (const auto& [traits, counts] : m_groups) {
            row_keys.insert(row_of(traits));
            column_keys.insert(column_of(traits));
        }
        m_rows.assign(row_keys.begin(), row_keys.end());
        m_columns.assign(column_keys.begin(), column_keys.end());
        m_table = {m_rows.size(), m_columns.size(), {}};
        for (const store::VoterTraits& row : m_rows)
            for (const store::VoterTraits& column : m_columns) {
                const auto found = m_groups.find(together(row, column));
                m_table.cells.push_back(found == m_groups.end() ? 0 : found->second.voted);
            }
    }

    void add_to(Turnout& turnout, std::int64_t k)
    {
        const budget::Suppression suppression = budget::suppress(m_table, k);
        turnout.small = suppression.small;
        turnout.further = suppression.further;
        turnout.hidden_people = suppression.people;
        std::int64_t all = 0;
        for (const std::int64_t cell : m_table.cells)
            all += cell;
        for (std::size_t column = 0; column < m_columns.size(); ++column) {
            refuse_small(turnout, m_columns[column], m_table.column_total(column), std::min(k, least_margin));
            if (m_shown.district && m_shown.sex && m_shown.age)
                turnout.lines.push_back({m_columns[column], m_table.column_total(column), -1, false});
        }
        if (!suppression.enough)
            turnout.refusals.push_back(say("ნაკლები, ვიდრე {}: ამ უჯრებს დასამალად მეზობლები არ ჰყოფნის",
                                           "there are cells below {} and not enough others to hide them behind", k));
        else if (suppression.people * most_hidden > all)
            turnout.refusals.push_back(say("{0} ადამიანიდან {1} დასამალი გახდებოდა", "{1} of {0} people would have to be withheld", all, suppression.people));
        for (std::size_t row = 0; row < m_rows.size(); ++row)
            for (std::size_t column = 0; column < m_columns.size(); ++column)
                turnout.lines.push_back({together(m_rows[row], m_columns[column]), m_table.cell(row, column), -1,
                                         suppression.hidden[row * m_columns.size() + column]});
    }

private:
    store::VoterTraits row_of(const store::VoterTraits& traits) const
    {
        return m_shown.district ? store::VoterTraits{traits.district, {}, {}} : store::VoterTraits{{}, traits.sex, {}};
    }
    store::VoterTraits column_of(const store::VoterTraits& traits) const
    {
        return m_shown.district ? store::VoterTraits{{}, traits.sex, traits.age} : store::VoterTraits{{}, {}, traits.age};
    }
    static store::VoterTraits together(const store::VoterTraits& row, const store::VoterTraits& column)
    {
        return {row.district + column.district, row.sex + column.sex, row.age + column.age};
    }

    TurnoutTraits m_shown;
    std::map<store::VoterTraits, Counts> m_groups;
    std::vector<store::VoterTraits> m_rows;
    std::vector<store::VoterTraits> m_columns;
    budget::CountTable m_table;
};

} // namespace

TurnoutTraits traits_from(const std::string& by, const std::string& bands)
{
    TurnoutTraits traits;
    traits.bands = bands == "wide" ? Bands::Wide : Bands::Narrow;
    if (by == "none")
        return traits;
    for (const std::string_view word : split(by, ',')) {
        if (word == "district")
            traits.district = true;
        else if (word == "sex")
            traits.sex = true;
        else if (word == "age")
            traits.age = true;
        else
            throw Error(Fault::Usage, say("უცნობი ნიშანი: „{}“", "unknown trait '{}'", printable(std::string(word))), {"district, sex, age ან none", "district, sex, age or none"});
    }
    return traits;
}

std::string text_of(const TurnoutTraits& traits)
{
    std::vector<std::string> words;
    for (const auto& [there, word] : {std::pair(traits.district, "district"), std::pair(traits.sex, "sex"), std::pair(traits.age, "age")})
        if (there)
            words.emplace_back(word);
    return words.empty() ? std::string("none") : join(words, ",");
}

TurnoutTraits traits_on_roll(const std::vector<store::TurnoutRow>& rows)
{
    TurnoutTraits traits;
    for (const store::TurnoutRow& row : rows) {
        traits.district = traits.district || !row.traits.district.empty();
        traits.sex = traits.sex || !row.traits.sex.empty();
        traits.age = traits.age || !row.traits.age.empty();
    }
    return traits;
}

Turnout make_turnout(const std::vector<store::TurnoutRow>& rows, const TurnoutTraits& traits, std::int64_t k)
{
    Turnout turnout;
    if (rows.empty())
        return turnout;
    Counts all;
    for (const store::TurnoutRow& row : rows) {
        all.eligible += row.eligible;
        all.voted += row.voted;
    }
    turnout.lines.push_back({{}, all.voted, all.eligible, false});
    if (traits.district)
        add_margin(turnout, rows, {true, false, false, traits.bands}, k);
    if (traits.sex)
        add_margin(turnout, rows, {false, true, false, traits.bands}, k);
    if (traits.age)
        add_margin(turnout, rows, {false, false, true, traits.bands}, k);
    if (traits.district + traits.sex + traits.age >= 2)
        CrossTable(rows, traits).add_to(turnout, k);
    return turnout;
}

TurnoutTraits publishable(const std::vector<store::TurnoutRow>& rows, const TurnoutTraits& wanted, std::int64_t k)
{
    // From the most detailed on.
    for (const auto& [district, sex, age] : {std::tuple(true, true, true), std::tuple(true, false, true), std::tuple(true, true, false), std::tuple(false, true, true),
                                             std::tuple(true, false, false), std::tuple(false, false, true), std::tuple(false, true, false)})
        for (const Bands bands : {Bands::Narrow, Bands::Wide}) {
            const TurnoutTraits tried{wanted.district && district, wanted.sex && sex, wanted.age && age, bands};
            if (!tried.none() && bands >= wanted.bands && make_turnout(rows, tried, k).refusals.empty())
                return tried;
        }
    return {};
}

std::string turnout_csv(const Turnout& turnout)
{
    const auto cell = [](const std::string& text) {
        std::string quoted = "\"";
        for (const char c : text)
            quoted += c == '"' ? "\"\"" : std::string(1, c);
        return text.find_first_of(",\"\n") == std::string::npos ? text : quoted + "\"";
    };
    std::string csv = "district,sex,age,voted,eligible\n";
    for (const TurnoutLine& line : turnout.lines)
        csv += fmt::format("{},{},{},{},{}\n", cell(line.traits.district), cell(line.traits.sex), cell(line.traits.age),
                           line.hidden ? std::string(withheld) : std::to_string(line.voted), line.eligible < 0 ? std::string() : std::to_string(line.eligible));
    return csv;
}

std::vector<Localized> check_turnout_csv(const std::string& csv, std::int64_t k)
{
    std::vector<Localized> problems;
    bool first = true;
    for (const std::string_view line : split(csv, '\n')) {
        if (std::exchange(first, false) || line.empty())
            continue;
        const std::vector<std::string_view> cells = split(line, ',');
        const std::size_t at = cells.size() - 2;
        if (cells.size() < 5)
            problems.push_back(say("turnout.csv: სტრიქონი ვერ იკითხება: {}", "turnout.csv: this line cannot be read: {}", printable(std::string(line))));
        else if (cells[at] != withheld) {
            const std::optional<long long> voted = to_integer(cells[at]);
            const bool cross = cells[at + 1].empty();
            if (!voted || *voted < 0 || (cross && *voted > 0 && *voted < std::min<std::int64_t>(k, least_margin)))
                problems.push_back(say("turnout.csv: ძალიან მცირე რაოდენობა: {}", "turnout.csv: a count too small to be published: {}", printable(std::string(line))));
        }
    }
    return problems;
}

} // namespace ogp::app
