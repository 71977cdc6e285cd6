#include "budget/pb_check_votes.hpp"

#include "base/text.hpp"
#include "budget/pb_fields.hpp"

#include <algorithm>
#include <optional>

namespace ogp::budget {
namespace {

constexpr Severity warning = Severity::Warning;

class VoteCheck
{
public:
    VoteCheck(const PbFile& file, PbFindings& findings)
        : m_file(file), m_round(file.round), m_findings(findings), m_min_length(whole("min_length")), m_max_length(whole("max_length")),
          m_min_cost(amount("min_sum_cost", file.round.places)), m_max_cost(amount("max_sum_cost", file.round.places)),
          m_min_points(amount("min_points", file.round.point_places)), m_max_points(amount("max_points", file.round.point_places)),
          m_min_sum(amount("min_sum_points", file.round.point_places)), m_max_sum(amount("max_sum_points", file.round.point_places))
    {
        const auto projects = static_cast<long long>(m_round.projects.size());
        if (m_max_length)
            m_max_length = std::min(*m_max_length, projects);
        if (m_min_length)
            m_min_length = std::min(*m_min_length, projects);
    }

    void run()
    {
        for (std::size_t voter = 0; voter < m_round.voters(); ++voter)
            check_ballot(m_round.ballots[m_round.voter_ballot[voter]], m_file.text.votes.rows[voter]);
        check_columns();
    }

private:
    std::optional<long long> whole(std::string_view key) const
    {
        const PbMeta* meta = m_file.find(key);
        return meta == nullptr ? std::nullopt : to_integer(meta->value);
    }

    std::optional<Units> amount(std::string_view key, int places) const
    {
        const PbMeta* meta = m_file.find(key);
        if (meta == nullptr)
            return std::nullopt;
        const Amount amount = parse_amount(meta->value);
        if (amount.fault != AmountFault::None || amount.places > places)
            return std::nullopt;
        return rescale(amount, places);
    }

    void found(const PbRow& row, std::string_view code, Localized message) { m_findings.add(warning, code, row, 1, std::move(message)); }

    void check_ballot(const Ballot& ballot, const PbRow& row)
    {
        const auto length = static_cast<long long>(ballot.size);
        if (m_max_length && length > *m_max_length)
            found(row, "vote_length_exceeded", say("პროექტები ხმაში: {0}, უმეტესად {1}",
                                                   "projects on the ballot: {0}, at most {1}", length, *m_max_length));
        if (m_min_length && length < *m_min_length)
            found(row, "vote_length_too_short", say("პროექტები ხმაში: {0}, სულ მცირე {1}",
                                                    "projects on the ballot: {0}, at least {1}", length, *m_min_length));
        if (m_min_cost || m_max_cost)
            check_cost(ballot, row);
        if (m_round.vote_type == VoteType::Cumulative || m_round.vote_type == VoteType::Scoring)
            check_points(ballot, row);
    }

    void check_cost(const Ballot& ballot, const PbRow& row)
    {
        __extension__ __int128 sum = 0;
        for (std::uint32_t i = 0; i < ballot.size; ++i)
            sum += m_round.projects[m_round.choices[ballot.first + i].project].cost;
        if (m_max_cost && sum > *m_max_cost)
            found(row, "vote_sum_cost_exceeded", say("ხმის პროექტები ერთად დასაშვებზე ძვირია",
                                                     "the projects on the ballot cost more than allowed"));
        if (m_min_cost && sum < *m_min_cost)
            found(row, "vote_sum_cost_too_small", say("ხმის პროექტები ერთად დასაშვებზე იაფია",
                                                      "the projects on the ballot cost less than needed"));
    }

    void check_points(const Ballot& ballot, const PbRow& row)
    {
        __extension__ __int128 sum = 0;
        bool in_range = true;
        for (std::uint32_t i = 0; i < ballot.size; ++i) {
            const std::int64_t points = m_round.choices[ballot.first + i].points;
            in_range = in_range && (!m_min_points || points >= *m_min_points) && (!m_max_points || points <= *m_max_points);
            sum += points;
        }
        if (!in_range)
            found(row, "points_out_of_range", say("პროექტს დაუშვებელი ქულა აქვს", "a project has points that are not allowed"));
        if (m_max_sum && sum > *m_max_sum)
            found(row, "sum_points_exceeded", say("ქულების ჯამი დასაშვებზე მეტია", "the points come to more than allowed"));
        if (m_min_sum && sum < *m_min_sum)
            found(row, "sum_points_too_small", say("ქულების ჯამი დასაშვებზე ნაკლებია", "the points come to less than needed"));
    }

    /// Age, sex, voting method: only where the format says what may stand there.
    void check_columns()
    {
        std::vector<std::pair<std::size_t, const PbField*>> checked;
        for (std::size_t c = 0; c < m_file.vote_columns.size(); ++c)
            for (const PbField& field : vote_fields())
                if (field.name == m_file.vote_columns[c] && field.kind != FieldKind::Text)
                    checked.emplace_back(c, &field);
        if (checked.empty())
            return;
        std::vector<PbCell> cells;
        std::deque<std::string> unquoted;
        for (const PbRow& row : m_file.text.votes.rows) {
            split_row(row, cells, unquoted);
            for (const auto& [column, field] : checked)
                if (!cells[column].text.empty() && !suits(*field, cells[column].text))
                    m_findings.add(warning, "invalid_votes_value", row, cells[column].column,
                                   say("{0}: ასეთი მნიშვნელობა არ შეიძლება: „{1}“",
                                       "{0}: not a valid value: '{1}'", field->name, printable(cells[column].text)));
        }
    }

    const PbFile& m_file;
    const Round& m_round;
    PbFindings& m_findings;
    std::optional<long long> m_min_length;
    std::optional<long long> m_max_length;
    std::optional<Units> m_min_cost;
    std::optional<Units> m_max_cost;
    std::optional<Units> m_min_points;
    std::optional<Units> m_max_points;
    std::optional<Units> m_min_sum;
    std::optional<Units> m_max_sum;
};

} // namespace

Support count_support(const Round& round)
{
    Support support;
    support.votes.assign(round.projects.size(), 0);
    support.scores.assign(round.projects.size(), 0);
    support.has_scores = round.vote_type == VoteType::Cumulative || round.vote_type == VoteType::Scoring;
    support.score_places = round.point_places;
    for (const std::uint32_t ballot : round.voter_ballot)
        for (std::uint32_t i = 0; i < round.ballots[ballot].size; ++i) {
            const Choice& choice = round.choices[round.ballots[ballot].first + i];
            ++support.votes[choice.project];
            support.scores[choice.project] += choice.points;
        }
    return support;
}

void check_votes(const PbFile& file, PbFindings& findings)
{
    VoteCheck{file, findings}.run();
}

} // namespace ogp::budget
