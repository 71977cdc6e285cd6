#include "base/text.hpp"
#include "budget/pb_reading.hpp"

#include <algorithm>
#include <functional>
#include <unordered_map>
#include <unordered_set>

namespace ogp::budget {
namespace {

/// The cells that make a ballot, as printed: equal ones are read once.
struct Printed
{
    std::string_view vote;
    std::string_view points;

    bool operator==(const Printed&) const = default;
};

struct PrintedHash
{
    std::size_t operator()(const Printed& p) const
    {
        const std::hash<std::string_view> hash;
        return hash(p.vote) * 31 + hash(p.points);
    }
};

struct Known
{
    std::uint32_t ballot = 0;
    bool clean = true; ///< nothing was found in it: the next voter with the same one needs no reading
};

/// A choice before it is known how many places points need.
struct PrintedChoice
{
    std::uint32_t project = 0;
    Amount points;
};

class VoteReader
{
public:
    explicit VoteReader(const PbReading& reading)
        : m_r(reading), m_file(reading.file), m_round(reading.file.round), m_vote(m_file.vote_column("vote")),
          m_points(has_points(m_round.vote_type) ? m_file.vote_column("points") : -1), m_district(m_file.vote_column("district"))
    {
        if (m_district < 0)
            m_district = m_file.vote_column("neighborhood");
        for (std::uint32_t i = 0; i < m_round.projects.size(); ++i)
            m_ids.emplace(m_round.projects[i].id, i);
        const std::size_t rows = m_file.text.votes.rows.size();
        m_voters.reserve(rows);
        m_known.reserve(rows);
        m_round.voter_ballot.reserve(rows);
    }

    void read()
    {
        if (has_points(m_round.vote_type) && m_points < 0) {
            m_r.findings.add(Severity::Error, "wrong_header", m_file.text.votes.header, 1,
                             say("ხმის სახეობას {} სვეტი points სჭირდება",
                                 "the vote type {} needs a column points", code(m_round.vote_type)));
            return;
        }
        std::vector<PbCell> cells;
        for (PbRow& row : m_file.text.votes.rows) {
            split_row(row, cells, m_unquoted);
            if (cells.size() == m_file.vote_columns.size())
                read_row(row, cells);
            else
                m_r.findings.add(Severity::Error, "wrong_cells", row, 1,
                                 say("უჯრედები: {0}, სვეტები: {1}", "cells: {0}, columns: {1}", cells.size(), m_file.vote_columns.size()));
        }
        read_default_score();
        settle_points();
    }

private:
    static bool has_points(VoteType type) { return type == VoteType::Cumulative || type == VoteType::Scoring; }

    void found(Severity severity, std::string_view code, const PbRow& row, std::uint32_t column, Localized message)
    {
        m_r.findings.add(severity, code, row, column, std::move(message));
        m_clean = false;
    }

    void read_row(PbRow& row, std::vector<PbCell>& cells)
    {
        if (!m_voters.insert(cells[0].text).second)
            m_r.findings.add(Severity::Error, "duplicate_voter", row, 1,
                             say("ამომრჩეველი {} მეორედ წერია", "the voter {} stands there twice", printable(cells[0].text)));
        const PbCell& vote = cells[static_cast<std::size_t>(m_vote)];
        const PbCell points = m_points < 0 ? PbCell{} : cells[static_cast<std::size_t>(m_points)];
        const auto [known, fresh] = m_known.try_emplace(Printed{vote.text, points.text});
        if (fresh || !known->second.clean) {
            m_clean = true;
            const std::uint32_t ballot = read_ballot(row, vote, points, cells);
            known->second = {ballot, m_clean};
        }
        m_round.voter_ballot.push_back(known->second.ballot);
        if (m_district >= 0)
            m_round.voter_district.push_back(district(cells[static_cast<std::size_t>(m_district)].text));
    }

    std::uint32_t district(std::string_view name)
    {
        const auto [at, fresh] = m_districts.try_emplace(name, static_cast<std::uint32_t>(m_round.districts.size()));
        if (fresh)
            m_round.districts.emplace_back(name);
        return at->second;
    }

    /// The items of a list, each with its column; blanks around them are reported and left out.
    void read_list(const PbRow& row, const PbCell& cell, std::vector<PbCell>& items)
    {
        items.clear();
        if (cell.text.empty())
            return;
        std::size_t at = 0;
        for (;;) {
            const std::size_t end = cell.text.find(',', at);
            const std::string_view item = cell.text.substr(at, end - at);
            const auto column = static_cast<std::uint32_t>(cell.column + at);
            const std::string_view trimmed = trim(item);
            if (trimmed.size() != item.size())
                found(m_r.repaired(), "list_blank", row, column, say("სიაში მძიმესთან შუალედია", "a blank beside a comma in a list"));
            items.push_back({trimmed, column});
            if (end == std::string_view::npos)
                return;
            at = end + 1;
        }
    }

    std::uint32_t read_ballot(PbRow& row, const PbCell& vote, const PbCell& points, std::vector<PbCell>& cells)
    {
        read_list(row, vote, m_items);
        read_list(row, points, m_point_items);
        const auto first = static_cast<std::uint32_t>(m_choices.size());
        if (m_items.empty())
            found(m_r.repaired(), "empty_vote", row, vote.column, say("ხმა ცარიელია", "the vote is empty"));
        if (m_points >= 0 && m_point_items.size() != m_items.size())
            found(Severity::Error, "bad_points", row, points.column,
                  say("პროექტები: {0}, ქულები: {1}", "projects: {0}, points: {1}", m_items.size(), m_point_items.size()));
        else
            for (std::size_t i = 0; i < m_items.size(); ++i)
                read_choice(row, m_items[i], m_points < 0 ? nullptr : &m_point_items[i], first);
        const auto size = static_cast<std::uint32_t>(m_choices.size()) - first;
        if (m_round.vote_type == VoteType::ChooseOne && size > 1)
            found(Severity::Error, "choose_one", row, vote.column, say("ერთი პროექტი უნდა იყოს, არის {}",
                                                                       "there must be one project, there are {}", size));
        m_round.ballots.push_back({first, size});
        if (!m_clean && m_r.reading == Reading::Lenient)
            repair(row, cells, first);
        return static_cast<std::uint32_t>(m_round.ballots.size() - 1);
    }

    void read_choice(const PbRow& row, const PbCell& item, const PbCell* points, std::uint32_t first)
    {
        const auto known = m_ids.find(item.text);
        if (known == m_ids.end()) {
            found(Severity::Error, "unknown_project", row, item.column, say("ასეთი პროექტი არ არის: „{}“",
                                                                            "there is no project '{}'", printable(item.text)));
            return;
        }
        const auto same = [&](const PrintedChoice& choice) { return choice.project == known->second; };
        if (std::any_of(m_choices.begin() + first, m_choices.end(), same)) {
            found(m_r.repaired(), "vote_with_duplicated_projects", row, item.column,
                  say("პროექტი {} ამ ხმაში უკვე იყო", "the project {} stands on this ballot twice", printable(item.text)));
            return;
        }
        Amount amount;
        if (points != nullptr) {
            amount = parse_amount(points->text);
            if (amount.fault == AmountFault::Negative && m_round.vote_type == VoteType::Scoring)
                amount.fault = AmountFault::None; // points may be taken away
            if (amount.fault != AmountFault::None) {
                m_clean = false;
                read_amount(m_r, points->text, row, points->column, amount);
            }
        }
        m_choices.push_back({known->second, amount});
    }

    /// Writes the lists of the row anew, from what was understood.
    void repair(PbRow& row, std::vector<PbCell>& cells, std::uint32_t first)
    {
        std::string vote;
        std::string points;
        for (std::size_t i = first; i < m_choices.size(); ++i) {
            const char* comma = i == first ? "" : ",";
            vote += comma + m_round.projects[m_choices[i].project].id;
            points += comma + amount_text(m_choices[i].points.units, m_choices[i].points.places);
        }
        std::vector<PbCell> repaired = cells;
        repaired[static_cast<std::size_t>(m_vote)].text = vote;
        if (m_points >= 0)
            repaired[static_cast<std::size_t>(m_points)].text = points;
        repair_row(m_file.text, row, repaired);
    }

    void read_default_score()
    {
        const PbMeta* meta = m_file.find("default_score");
        if (m_round.vote_type != VoteType::Scoring || meta == nullptr)
            return;
        m_default = parse_amount(meta->value);
        if (m_default.fault != AmountFault::None && m_default.fault != AmountFault::Negative)
            read_amount(m_r, meta->value, meta->row, meta->column, m_default);
    }

    /// All points to the same number of places.
    void settle_points()
    {
        m_round.point_places = m_default.places;
        for (const PrintedChoice& choice : m_choices)
            m_round.point_places = std::max(m_round.point_places, choice.points.places);
        bool fits = true;
        const auto settled = [&](const Amount& amount) {
            const std::optional<Units> units = rescale(amount, m_round.point_places);
            fits = fits && units && *units <= most_points && *units >= -most_points;
            return units.value_or(0);
        };
        m_round.default_score = settled(m_default);
        m_round.choices.reserve(m_choices.size());
        for (const PrintedChoice& choice : m_choices)
            m_round.choices.push_back({choice.project, settled(choice.points)});
        if (!fits)
            m_r.findings.add(Severity::Error, "bad_points", m_file.text.votes.line, say("ქულები ძალიან დიდია", "points are too large"));
    }

    static constexpr std::int64_t most_points = std::int64_t{1} << 31U;

    const PbReading& m_r;
    PbFile& m_file;
    Round& m_round;
    int m_vote;
    int m_points;
    int m_district;
    bool m_clean = true;
    Amount m_default;
    std::deque<std::string> m_unquoted;
    std::vector<PbCell> m_items;
    std::vector<PbCell> m_point_items;
    std::vector<PrintedChoice> m_choices;
    std::unordered_map<std::string_view, std::uint32_t> m_ids;
    std::unordered_map<Printed, Known, PrintedHash> m_known;
    std::unordered_map<std::string_view, std::uint32_t> m_districts;
    std::unordered_set<std::string_view> m_voters;
};

} // namespace

void read_votes(const PbReading& reading)
{
    VoteReader{reading}.read();
}

} // namespace ogp::budget
