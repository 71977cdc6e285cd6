#include "budget/pb_check.hpp"

#include "base/text.hpp"
#include "budget/pb_check_votes.hpp"
#include "budget/pb_fields.hpp"

#include <algorithm>
#include <numeric>

namespace ogp::budget {
namespace {

constexpr Severity warning = Severity::Warning;

/// Names that the format does not know, that it needs, and their order.
void check_names(const std::vector<std::string>& names, std::span<const PbField> fields, std::string_view section, const PbRow& row,
                 PbFindings& findings)
{
    const std::string what{section};
    for (const PbField& field : fields)
        if (field.need == FieldNeed::Obligatory && std::find(names.begin(), names.end(), field.name) == names.end())
            findings.add(warning, "missing_" + what + "_field", row, 1, say("აკლია: {}", "missing: {}", field.name));
    auto expected = fields.begin();
    bool ordered = true;
    for (const std::string& name : names) {
        const auto known = std::find_if(fields.begin(), fields.end(), [&](const PbField& f) { return f.name == name; });
        if (known == fields.end())
            findings.add(warning, "not_known_" + what + "_field", row, 1, say("ფორმატი ამას არ იცნობს: {}",
                                                                              "not known to the format: {}", printable(name)));
        else if (known < expected)
            ordered = false;
        else
            expected = known;
    }
    if (!ordered)
        findings.add(warning, "wrong_" + what + "_fields_order", row, 1,
                     say("თანმიმდევრობა ფორმატისას არ ემთხვევა", "the order is not that of the format"));
}

void check_meta(const PbFile& file, PbFindings& findings)
{
    std::vector<std::string> names;
    for (const PbMeta& meta : file.meta) {
        names.push_back(meta.key);
        const auto known = std::find_if(meta_fields().begin(), meta_fields().end(), [&](const PbField& f) { return f.name == meta.key; });
        if (known != meta_fields().end() && (meta.value.empty() || !suits(*known, meta.value)))
            findings.add(warning, "invalid_meta_value", meta.row, meta.column,
                         say("{0}: ასეთი მნიშვნელობა არ შეიძლება: „{1}“",
                             "{0}: not a valid value: '{1}'", printable(meta.key), printable(meta.value)));
    }
    check_names(names, meta_fields(), "meta", file.text.meta.header, findings);
    const PbMeta* begin = file.find("date_begin");
    const PbMeta* end = file.find("date_end");
    if (begin != nullptr && end != nullptr && day_of(begin->value) > day_of(end->value) && day_of(end->value) != 0)
        findings.add(warning, "date_range_mismatch", end->row, end->column,
                     say("მთავრდება დაწყებამდე: {0} – {1}", "ends before it begins: {0} – {1}", begin->value, end->value));
}

/// The PROJECTS section against META and the ballots.
class ProjectCheck
{
public:
    ProjectCheck(const PbFile& file, PbFindings& findings)
        : m_file(file), m_round(file.round), m_findings(findings), m_support(count_support(file.round))
    {}

    void run()
    {
        check_names(m_file.project_columns, project_fields(), "projects", m_file.text.projects.header, m_findings);
        if (m_file.project_column("votes") < 0 && m_file.project_column("score") < 0)
            m_findings.add(warning, "no_votes_or_score", m_file.text.projects.header, 1, say("არც votes სვეტია, არც score",
                                                                                             "there is neither a column votes nor score"));
        for (std::size_t p = 0; p < m_round.projects.size(); ++p)
            check_project(p);
        check_money();
        check_greedy();
    }

private:
    const PbRow& row(std::size_t project) const { return m_file.text.projects.rows[project]; }

    /// The cell, or "" where there is no such column.
    std::string_view cell(std::size_t project, std::string_view name) const
    {
        const int column = m_file.project_column(name);
        return column < 0 ? std::string_view{} : std::string_view{m_file.project_cells[project][static_cast<std::size_t>(column)]};
    }

    std::string money(Units units) const { return amount_text(units, m_round.places); }

    void check_project(std::size_t p)
    {
        for (std::size_t c = 0; c < m_file.project_columns.size(); ++c) {
            const std::string& value = m_file.project_cells[p][c];
            const std::string& name = m_file.project_columns[c];
            const auto known = std::find_if(project_fields().begin(), project_fields().end(), [&](const PbField& f) { return f.name == name; });
            if (known != project_fields().end() && !value.empty() && !suits(*known, value))
                found(p, "invalid_projects_value", say("{0}: ასეთი მნიშვნელობა არ შეიძლება: „{1}“",
                                                       "{0}: not a valid value: '{1}'", known->name, printable(value)));
        }
        const Project& project = m_round.projects[p];
        if (project.cost == 0)
            found(p, "project_with_no_cost", say("პროექტს {} ფასი არ აქვს", "the project {} has no cost", printable(project.id)));
        else if (project.cost > m_round.budget)
            found(p, "single_project_exceeded_whole_budget",
                  say("პროექტი {0} მთელ ბიუჯეტზე ძვირია: {1} > {2}", "the project {0} costs more than the whole budget: {1} > {2}",
                      printable(project.id), money(project.cost), money(m_round.budget)));
        if (m_file.project_column("votes") >= 0)
            check_votes(p);
        if (m_file.project_column("score") >= 0 && m_support.has_scores)
            compare(p, "score", "different_values_in_scores", amount_text(m_support.scores[p], m_support.score_places));
    }

    void check_votes(std::size_t p)
    {
        if (m_support.votes[p] == 0)
            found(p, "project_with_no_votes", say("პროექტს {} ხმა არ მიუღია",
                                                  "nobody voted for the project {}", printable(m_round.projects[p].id)));
        compare(p, "votes", "different_values_in_votes", std::to_string(m_support.votes[p]));
    }

    void compare(std::size_t p, std::string_view column, std::string_view code, const std::string& counted)
    {
        const Amount printed = parse_amount(cell(p, column));
        const bool none = cell(p, column).empty() && counted == "0";
        if (none || (printed.fault != AmountFault::NotANumber && amount_text(printed.units, printed.places) == counted))
            return;
        found(p, code, say("{0}: წერია {1}, დათვლილია {2}",
                           "{0}: the file says {1}, counted {2}", column, printable(cell(p, column)), counted));
    }

    void check_money()
    {
        __extension__ __int128 all = 0;
        __extension__ __int128 spent = 0;
        for (std::size_t p = 0; p < m_round.projects.size(); ++p) {
            all += m_round.projects[p].cost;
            spent += cell(p, "selected") == "1" ? m_round.projects[p].cost : 0;
        }
        const PbRow& header = m_file.text.projects.header;
        if (spent > m_round.budget)
            m_findings.add(warning, "budget_exceeded", header, 1, say("არჩეული პროექტები ბიუჯეტში არ ეტევა",
                                                                      "the selected projects cost more than the budget"));
        const PbMeta* funded = m_file.find("fully_funded");
        if (funded != nullptr && funded->value == "1")
            return;
        if (m_round.budget > all)
            m_findings.add(warning, "all_projects_funded", header, 1, say("ბიუჯეტი ყველა პროექტს ჰყოფნის",
                                                                          "the budget is enough for every project"));
        const PbMeta* rule = m_file.find("rule");
        if (rule == nullptr || rule->value != "greedy")
            return;
        for (std::size_t p = 0; p < m_round.projects.size(); ++p)
            if (cell(p, "selected") == "0" && m_round.projects[p].cost < m_round.budget - spent)
                found(p, "unused_budget", say("პროექტი {} ბიუჯეტში კიდევ ეტეოდა",
                                              "the project {} would still fit the budget", printable(m_round.projects[p].id)));
    }

    /// Projects by score, else by votes, each that fits: what `rule;greedy` promises.
    void check_greedy()
    {
        const PbMeta* rule = m_file.find("rule");
        if (rule == nullptr || rule->value != "greedy" || m_file.project_column("selected") < 0)
            return;
        const std::vector<std::int64_t>& support = m_file.project_column("score") >= 0 && m_support.has_scores ? m_support.scores : m_support.votes;
        std::vector<std::size_t> order(m_round.projects.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return support[a] > support[b]; });
        Units left = m_round.budget;
        for (const std::size_t p : order) {
            const bool wins = m_round.projects[p].cost <= left;
            left -= wins ? m_round.projects[p].cost : 0;
            if (wins != (cell(p, "selected") == "1") && cell(p, "selected").find_first_of("01") == 0)
                found(p, "greedy_rule_not_followed",
                      wins ? say("წესით პროექტი {} უნდა იყოს არჩეული",
                                 "by the rule the project {} should be selected", printable(m_round.projects[p].id))
                           : say("წესით პროექტი {} არ უნდა იყოს არჩეული",
                                 "by the rule the project {} should not be selected", printable(m_round.projects[p].id)));
        }
    }

    void found(std::size_t project, std::string_view code, Localized message) { m_findings.add(warning, code, row(project), 1, std::move(message)); }

    const PbFile& m_file;
    const Round& m_round;
    PbFindings& m_findings;
    Support m_support;
};

} // namespace

Findings check_pb(const PbFile& file)
{
    PbFindings findings{file.text.name};
    check_meta(file, findings);
    ProjectCheck{file, findings}.run();
    check_names(file.vote_columns, vote_fields(), "votes", file.text.votes.header, findings);
    check_votes(file, findings);
    return findings.take();
}

} // namespace ogp::budget
