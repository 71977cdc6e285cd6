#include "budget/priorities/opinions_pb.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <deque>

namespace ogp::budget {
namespace {

bool is_survey(const Round& round)
{
    return round.vote_type == VoteType::Scoring || round.vote_type == VoteType::Cumulative;
}

std::int32_t number_of(const PbFile& file, std::string_view key, std::int64_t otherwise)
{
    const PbMeta* meta = file.find(key);
    const auto number = meta == nullptr ? std::nullopt : to_integer(meta->value);
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(number.value_or(otherwise), -greatest_mark, greatest_mark));
}

void add_cell(std::string& out, std::string_view text)
{
    out += '"';
    for (const char c : text) {
        if (c == '"')
            out += '"';
        out += c == '\n' || c == '\r' ? ' ' : c;
    }
    out += '"';
}

/// The ballots as a CSV that read_opinions() takes: the columns of the survey's traits, then the projects.
std::string as_csv(const PbFile& file, const Survey& survey)
{
    std::string out;
    std::vector<int> columns;
    for (const Trait& trait : survey.traits) {
        add_cell(out, trait.name);
        out += ',';
        columns.push_back(file.vote_column(trait.name));
        if (columns.back() < 0)
            throw Error(Fault::Invalid, say("{0}: ნაწილს VOTES სვეტი „{1}“ არ აქვს", "{0}: VOTES has no column '{1}'", printable(file.text.name), printable(trait.name)));
    }
    const Round& round = file.round;
    for (std::size_t p = 0; p < round.projects.size(); ++p) {
        out += p == 0 ? "" : ",";
        add_cell(out, round.projects[p].id);
    }
    out += '\n';
    std::vector<PbCell> cells;
    std::deque<std::string> unquoted;
    std::vector<std::string> marks;
    for (std::size_t voter = 0; voter < round.voters(); ++voter) {
        split_row(file.text.votes.rows[voter], cells, unquoted);
        for (const int column : columns) {
            if (const std::string_view value = cells[static_cast<std::size_t>(column)].text; !value.empty())
                add_cell(out, value);
            out += ',';
        }
        marks.assign(round.projects.size(), {});
        const Ballot& ballot = round.ballots[round.voter_ballot[voter]];
        for (std::uint32_t i = ballot.first; i < ballot.first + ballot.size; ++i)
            marks[round.choices[i].project] = amount_text(round.choices[i].points, round.point_places);
        out += join(marks, ",");
        out += '\n';
        unquoted.clear();
    }
    return out;
}

} // namespace

Survey survey_of(const PbFile& file, const std::vector<std::string>& traits)
{
    const Round& round = file.round;
    if (!is_survey(round))
        throw Error(Fault::Invalid, say("{0}: ამ ბიულეტენებში შეფასება არ არის (vote_type {1})", "{0}: these ballots rate nothing (vote_type {1})",
                                        printable(file.text.name), code(round.vote_type)),
                    {"პროექტების ხმებს ითვლის ogp budget tally", "votes for projects are counted by ogp budget tally"});
    Survey survey;
    for (const Project& project : round.projects)
        survey.themes.push_back({project.id, {}, both(project.name), {}});
    for (const std::string& trait : traits)
        survey.traits.push_back({trait, {}});
    std::int64_t greatest = 1;
    std::int64_t greatest_sum = 1;
    for (const Ballot& ballot : round.ballots) {
        std::int64_t sum = 0;
        for (std::uint32_t i = ballot.first; i < ballot.first + ballot.size; ++i) {
            greatest = std::max(greatest, round.choices[i].points);
            if (__builtin_add_overflow(sum, round.choices[i].points, &sum))
                sum = greatest_mark;
        }
        greatest_sum = std::max(greatest_sum, sum);
    }
    survey.least = number_of(file, "min_points", 0);
    survey.most = number_of(file, "max_points", greatest);
    if (round.vote_type == VoteType::Cumulative) {
        survey.kind = OpinionKind::Allocation;
        survey.least = 0;
        survey.most = number_of(file, "max_sum_points", greatest_sum);
    }
    return survey;
}

ReadOpinions opinions_of(const PbFile& file, const Survey& survey)
{
    const std::string csv = as_csv(file, survey);
    ReadOpinions read = read_opinions(csv, file.text.name, survey);
    for (Finding& finding : read.findings) { // where the ballot stands in the file itself
        const std::vector<PbRow>& rows = file.text.votes.rows;
        const PbRow* row = finding.place.line >= 2 && finding.place.line - 2 < rows.size() ? &rows[finding.place.line - 2] : nullptr;
        finding.place = row == nullptr ? Place{file.text.name, 0, 0, ""} : Place{file.text.name, row->line, 1, std::string(row->text)};
    }
    return read;
}

} // namespace ogp::budget
