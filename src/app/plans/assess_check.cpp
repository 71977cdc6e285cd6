#include "app/plans/assess_check.hpp"

#include "app/plans/ogp_csv.hpp"
#include "base/text.hpp"

namespace ogp::app {

using report::Align;
using report::Cell;

irm::Assessment assess_repository(const Repository& repository)
{
    return irm::assess(gather_ogp_csv(repository).rows);
}

irm::Assessment assess_file(const std::string& text, const std::string& name)
{
    const irm::CommitmentsFile file = irm::read_commitments(text, name);
    irm::Assessment assessment = irm::assess(file.rows, name);
    assessment.differences.insert(assessment.differences.begin(), file.findings.begin(), file.findings.end());
    return assessment;
}

report::Table assessment_table(const irm::Assessment& assessment)
{
    report::Table table{"assessment",
                        {"გამოთვლილი სვეტები", "Derived columns"},
                        {{"column", {"სვეტი", "Column"}},
                         {"claimed", {"შეფასებულია", "Claimed"}, Align::Right},
                         {"derived", {"გამოითვლება", "Derived"}, Align::Right},
                         {"equal", {"ემთხვევა", "Equal"}, Align::Right},
                         {"differing", {"განსხვავდება", "Differing"}},
                         {"rule", {"წესი", "Rule"}, Align::Left, report::Show::OnRequest},
                         {"source", {"წყარო", "Source"}, Align::Left, report::Show::OnRequest}},
                        {}};
    for (const irm::Assessment::ByRule& one : assessment.columns) {
        const irm::Comparison& comparison = one.comparison;
        table.rows.push_back({Cell::of(std::string(one.rule->column)), Cell::of(comparison.claimed), Cell::of(comparison.derived),
                              Cell::of(comparison.equal), Cell::of(join(comparison.differing, " ")), Cell::localized(one.rule->says),
                              Cell::of(std::string(one.rule->source))});
    }
    return table;
}

} // namespace ogp::app
