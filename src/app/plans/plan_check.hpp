#pragma once

#include "app/plans/plan_file.hpp"
#include "base/error.hpp"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::app {

/// A plan as its checks see it, whether its entries come from a file (with places) or from the record (without): each entry
/// with what is a part of it, in the order of the document.
class PlanView
{
public:
    using Parts = std::vector<const PlanEntry*>;

    /// Keeps pointers into `entries`.
    explicit PlanView(std::span<const PlanEntry> entries);

    std::span<const PlanEntry> entries() const { return m_entries; }
    const Parts& plans() const { return of_type("plan"); }
    const Parts& commitments() const { return of_type("commitment"); }
    const Parts& units() const { return of_type("org_unit"); }
    const Parts& of_type(std::string_view type) const;
    const Parts& milestones_of(const PlanEntry& commitment) const { return parts("milestone", commitment); }
    const Parts& indicators_of(const PlanEntry& commitment) const { return parts("indicator", commitment); }

private:
    const Parts& parts(std::string_view type, const PlanEntry& parent) const;

    std::span<const PlanEntry> m_entries;
    std::map<std::string, Parts, std::less<>> m_types;
    std::map<std::string, std::map<std::string, Parts>, std::less<>> m_parts; ///< type -> number of the parent -> parts
};

/// Takes what one check finds. `field` is the field that the finding is about, "" for the entry as a whole.
class CheckReport
{
public:
    virtual ~CheckReport() = default;
    virtual void add(const PlanEntry& entry, std::string_view field, Localized message) = 0;
};

/// When a check runs: what tells how a value was read belongs to every reading of a file, the rest is asked for.
enum class CheckTime { Reading, Asking };

/// One kind of thing that a program can say against a plan. The table of them documents itself: the manual page lists `doc`.
struct PlanCheck
{
    const char* code;      ///< stable, for scripts
    Severity severity;
    void (*run)(const PlanView& plan, CheckReport& report);
    Label doc;             ///< what is found, as one clause
    CheckTime time = CheckTime::Asking;
};

/// All checks, in the order of the manual page.
std::span<const PlanCheck> all_plan_checks();

/// What the checks find, in the order of the entries, those of one entry in the order of the table. Pure: the same entries give
/// the same findings; places are those of the entries. `CheckTime::Reading` runs the checks of that time only.
Findings check_plan(std::span<const PlanEntry> entries, CheckTime time = CheckTime::Asking);

} // namespace ogp::app
