#include "irm/columns.hpp"

#include <algorithm>

namespace ogp::irm {
namespace {

constexpr std::array<Column, column_count> table = {{
    {"Commitment Unique Identifier", Kind::Id},
    {"Country/Locality", Kind::Text},
    {"Action Plan Number", Kind::Number},
    {"Commitment Number", Kind::Text},
    {"Code", Kind::Id},
    {"Region", Kind::Text},
    {"National Or Local", Kind::Text},
    {"Commitment Dummy", Kind::Flag},
    {"Year Of Submission", Kind::Number},
    {"Action Plan End Year", Kind::Number},
    {"Action Plan Duration (Years)", Kind::Number},
    {"Theme", Kind::Text},
    {"Commitment Title", Kind::Text},
    {"Short Title", Kind::Text},
    {"Full Text", Kind::Text},
    {"Start Date", Kind::Date},
    {"End Date", Kind::Date},
    {"Lead Institution", Kind::Text},
    {"Supporting Institution(s)", Kind::Text},
    {"Anti-Corruption and Integrity", Kind::Area},
    {"Anti-corruption Institutions", Kind::Area},
    {"Anti-Corruption Strategies", Kind::Area},
    {"Asset Disclosure", Kind::Area},
    {"Audits", Kind::Area},
    {"Beneficial Ownership", Kind::Area},
    {"Conflicts Of Interest", Kind::Area},
    {"Elections", Kind::Area},
    {"Political Finance", Kind::Area},
    {"Lobbying", Kind::Area},
    {"Open Contracting", Kind::Area},
    {"Public Procurement", Kind::Area},
    {"Right To Information", Kind::Area},
    {"Whistleblower Protections", Kind::Area},
    {"Civic Space and Enabling Environment", Kind::Area},
    {"Freedom of Assembly", Kind::Area},
    {"Freedom of Association", Kind::Area},
    {"Freedom of Expression", Kind::Area},
    {"Democratizing Decision-Making", Kind::Area},
    {"Digital Participation", Kind::Area},
    {"Mainstreaming Participation", Kind::Area},
    {"Regulatory Governance", Kind::Area},
    {"Social Accountability", Kind::Area},
    {"Digital Governance", Kind::Area},
    {"Automated Decision-making", Kind::Area},
    {"Data Stewardship and Privacy", Kind::Area},
    {"Digital Inclusion", Kind::Area},
    {"Disinformation/Misinformation", Kind::Area},
    {"Online Civic Space", Kind::Area},
    {"Environment & Climate", Kind::Area},
    {"Climate Finance", Kind::Area},
    {"Climate Mitigation and Adaptation", Kind::Area},
    {"Environmental Regulation", Kind::Area},
    {"International Environmental Agreements", Kind::Area},
    {"Fiscal Openness", Kind::Area},
    {"Publication Of Budget/Fiscal Information", Kind::Area},
    {"Public Participation In Budget/Fiscal Policy", Kind::Area},
    {"Oversight Of Budget/Fiscal Policies", Kind::Area},
    {"Stimulus and Economic Recovery", Kind::Area},
    {"Tax", Kind::Area},
    {"Debt", Kind::Area},
    {"Inclusion", Kind::Area},
    {"Gender", Kind::Area},
    {"Gender-Based Violence", Kind::Area},
    {"Economic Inclusion", Kind::Area},
    {"LGBTQIA+", Kind::Area},
    {"People with Disabilities", Kind::Area},
    {"Youth", Kind::Area},
    {"Justice", Kind::Area},
    {"Access to Justice", Kind::Area},
    {"Open Justice", Kind::Area},
    {"Policing & Corrections", Kind::Area},
    {"Judiciary", Kind::Area},
    {"Open Parliaments", Kind::Area},
    {"Public Service Delivery", Kind::Area},
    {"Citizenship & Immigration", Kind::Area},
    {"Education", Kind::Area},
    {"Health & Nutrition", Kind::Area},
    {"Infrastructure & Transport", Kind::Area},
    {"Water & Sanitation", Kind::Area},
    {"Capacity Building", Kind::Area},
    {"Digital Transformation", Kind::Area},
    {"Legislation", Kind::Area},
    {"Regulation", Kind::Area},
    {"Legislative Oversight", Kind::Area},
    {"Open Data", Kind::Area},
    {"Public Participation", Kind::Area},
    {"Aid", Kind::Area},
    {"Energy", Kind::Area},
    {"Extractive Industries", Kind::Area},
    {"Land and Spatial Planning", Kind::Area},
    {"Media & Telecommunications", Kind::Area},
    {"Science & Technology", Kind::Area},
    {"Security & Public Safety", Kind::Area},
    {"Labor", Kind::Area},
    {"Private Sector", Kind::Area},
    {"Subnational", Kind::Area},
    {"Human Rights", Kind::Area},
    {"Open Parliament Plan", Kind::Area},
    {"Sustainable Development Goals", Kind::Area},
    {"Open Data (Water/Sanitation)", Kind::Area},
    {"Open Data (Health)", Kind::Area},
    {"Open Data (Education)", Kind::Area},
    {"Participation in Lawmaking", Kind::Area},
    {"Access to information", Kind::Area},
    {"Money in Politics", Kind::Area},
    {"Report Publication Year (Progress Report)", Kind::Number},
    {"Compound", Kind::Text},
    {"Cluster", Kind::Text},
    {"Specificity", Kind::Word},
    {"_Specificity", Kind::Code},
    {"Verifiable", Kind::Word},
    {"OGP Value Access To Information", Kind::Flag},
    {"OGP Value Civic Participation", Kind::Flag},
    {"OGP Value Public Accountability", Kind::Flag},
    {"OGP Value Technology", Kind::Flag},
    {"_Relevant", Kind::Flag},
    {"Potential Impact", Kind::Word},
    {"_Potential Impact", Kind::Code},
    {"Completion (Progress Report)", Kind::Word},
    {"_CompletionProgress", Kind::Code},
    {"Starred (2015 Only)", Kind::Derived},
    {"Starred (Current Formula) Progress Report", Kind::Derived},
    {"Potential for Results", Kind::Word},
    {"_Potential for Results", Kind::Code},
    {"Cluster (AP Review)", Kind::Text},
    {"Cluster Commitment ID(s)", Kind::Text},
    {"Report Publication Year (End Of Term)", Kind::Number},
    {"Completion (End Of Term)", Kind::Word},
    {"_CompletionEndTerm", Kind::Code},
    {"Change In Completion", Kind::Derived},
    {"_ChangeCompletion", Kind::Derived},
    {"Early Results", Kind::Word},
    {"_Early Results", Kind::Code},
    {"Did It Open Government (Overall)", Kind::Word},
    {"_OpenGovernment", Kind::Code},
    {"Did It Open Government (Access To Information)", Kind::Word},
    {"_DIOGATI", Kind::Code},
    {"Did It Open Government (Civic Participation)", Kind::Word},
    {"_DIOGCP", Kind::Code},
    {"Did It Open Government: Public Accountability", Kind::Word},
    {"_DIOGPA", Kind::Code},
    {"Starred (Current Formula) End of Term", Kind::Derived},
    {"Carried Forward", Kind::Flag},
    {"Most Recently Assessed", Kind::Flag},
    {"Star - Most Recently Assessed", Kind::Flag},
    {"IRM Assessed", Kind::Flag},
    {"Updated? (Website)", Kind::Text},
    {"Active Commitment", Kind::Flag},
    {"Max star", Kind::Derived},
    {"Ambition Assessed", Kind::Flag},
    {"Comp Assessed", Kind::Flag},
    {"DIOG Assessed", Kind::Flag},
    {"Midterm Only", Kind::Flag},
    {"Max Completion", Kind::Derived},
    {"Raw Completion", Kind::Derived},
    {"High Completion", Kind::Derived},
    {"High Ambition", Kind::Derived},
    {"High DIOG", Kind::Derived},
    {"Ambitious and complete, or DIOG", Kind::Derived},
    {"Ambitious but not complete", Kind::Derived},
    {"Complete but not ambitious", Kind::Derived},
    {"Not complete or ambitious", Kind::Derived},
    {"Not reviewed", Kind::Derived},
    {"CHECKSUM", Kind::Derived},
    {"IRM-Based Score", Kind::Derived},
    {"Binding constraint", Kind::Derived},
    {"URL", Kind::Text},
    {"Latest IRM Report", Kind::Number},
    {"Subnational in NAPs", Kind::Flag},
    {"Action Plan ID", Kind::Id},
    {"id", Kind::Id},
}};

constexpr std::array sorted = [] {
    std::array<std::uint8_t, column_count> order{};
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = static_cast<std::uint8_t>(i);
    std::sort(order.begin(), order.end(), [](std::uint8_t a, std::uint8_t b) { return table[a].name < table[b].name; });
    return order;
}();

} // namespace

const std::array<Column, column_count>& columns()
{
    return table;
}

std::optional<std::size_t> column_index(std::string_view name)
{
    const auto found = std::lower_bound(sorted.begin(), sorted.end(), name,
                                        [](std::uint8_t at, std::string_view wanted) { return table[at].name < wanted; });
    return found != sorted.end() && table[*found].name == name ? std::optional<std::size_t>(*found) : std::nullopt;
}

std::span<const Column> areas()
{
    const auto is_area = [](const Column& column) { return column.kind == Kind::Area; };
    const auto first = std::find_if(table.begin(), table.end(), is_area);
    const auto last = std::find_if_not(first, table.end(), is_area);
    return {first, last};
}

std::optional<Blank> blank(std::string_view cell)
{
    if (cell.empty())
        return Blank::Empty;
    if (cell == "NR")
        return Blank::NotReviewed;
    if (cell == "ND")
        return Blank::NoData;
    if (cell == "NA")
        return Blank::NotAvailable;
    return std::nullopt;
}

} // namespace ogp::irm
