#pragma once

#include "app/plans/plan_file.hpp"
#include "app/repository/repository.hpp"
#include "model/printed_date.hpp"
#include "report/document.hpp"
#include "report/table.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ogp::app {

struct ImportResult
{
    std::string plan;
    std::size_t opened = 0;
    std::size_t changed = 0;    ///< cases of which something was set or moved
    std::size_t unchanged = 0;
    std::size_t events = 0;
    Findings findings;          ///< of the file, and of what was left as it is here
};

enum class DryRun { No, Yes };

/// Brings the repository to what the file states: opens what is not there (commitments as adopted), sets what differs, records
/// states that the document prints, all in one batch. What somebody changed here after the last import is kept where the file
/// still says what it said then; where the file changed too, that is a finding `changed_here_too` and stays as it is here.
/// Cases that the file no longer has stay, with a finding.
ImportResult import_plan(Repository& repository, const PlanFile& file, DryRun dry_run = DryRun::No);

/// How a milestone's window lies to a day. The end day counts as running.
enum class Window { NotStarted, Running, PastEnd, Unknown };
std::string_view code(Window window);

/// A milestone with what the documents say of its time.
struct MilestoneTime
{
    std::optional<model::PrintedDate> start;
    std::optional<model::PrintedDate> end;
    std::optional<model::PrintedDate> completed;
    Window window = Window::Unknown;
    bool done = false;
    bool withdrawn = false;
    bool overdue = false;             ///< past its end and neither done nor withdrawn
    std::optional<int> delay_days;    ///< completed (or, while overdue, as_of) minus planned end; negative is early
};
MilestoneTime milestone_time(const store::CaseRow& milestone, Date as_of);

struct PlanCounts
{
    int total = 0;
    int not_started = 0;
    int running = 0;
    int past_end = 0;
    int unknown = 0;   ///< without a start or an end
    int done = 0;
    int overdue = 0;
    int withdrawn = 0;

    Json to_json() const;
    void count(const MilestoneTime& time);
};

struct PlanStatus
{
    std::string plan;
    Localized title;
    Date as_of;
    PlanCounts counts;
    report::Table commitments;  ///< the same counts for each commitment
    report::Table overdue;      ///< overdue milestones, longest first
};

/// Where the milestones of a plan stand on a day: as PlanRecord has them, a completion counting from the day it happened.
PlanStatus plan_status(const Repository& repository, const store::CaseRow& plan, Date as_of);

} // namespace ogp::app
