#include "app/cases/values.hpp"
#include "app/plans/plan_checks.hpp"

#include <algorithm>
#include <map>

namespace ogp::app::plan_checks {
namespace {

using Known = std::optional<model::PrintedDate>;

Known date_of(const PlanEntry& entry, std::string_view field)
{
    return date_in(entry.values, field);
}

template <class Visit>
void each_milestone(const PlanView& plan, Visit visit)
{
    for (const PlanEntry* commitment : plan.commitments())
        for (const PlanEntry* milestone : plan.milestones_of(*commitment))
            visit(*commitment, *milestone);
}

/// Each milestone with the one above it.
template <class Visit>
void each_pair(const PlanView& plan, Visit visit)
{
    for (const PlanEntry* commitment : plan.commitments()) {
        const PlanEntry* above = nullptr;
        for (const PlanEntry* milestone : plan.milestones_of(*commitment)) {
            if (above != nullptr)
                visit(*above, *milestone);
            above = milestone;
        }
    }
}

/// "I.8 2019-10-30 – 2020-03-30"
std::string with_window(const PlanEntry& milestone)
{
    const auto value = [&](const char* field) {
        const Known date = date_of(milestone, field);
        return date ? date->value() : std::string("?");
    };
    return fmt::format("{} {} – {}", milestone.number, value("start"), value("end"));
}

/// What titles are compared by: Georgian where there is one.
std::string title_key(const PlanEntry& milestone)
{
    const Json& title = milestone.values["title"];
    return comparable(title.text("ka").empty() ? title.text("en") : title.text("ka"));
}

} // namespace

void milestones_without_dates(const PlanView& plan, CheckReport& report)
{
    each_milestone(plan, [&](const PlanEntry&, const PlanEntry& milestone) {
        const bool start = milestone.values.find("start") != nullptr;
        const bool end = milestone.values.find("end") != nullptr;
        if (!start && !end)
            report.add(milestone, "", {"ეტაპს არც დაწყება აქვს და არც დასრულება", "the milestone has neither a start nor an end"});
        else if (!start)
            report.add(milestone, "start", {"ეტაპს აკლია დაწყება", "the milestone has no start"});
        else if (!end)
            report.add(milestone, "end", {"ეტაპს აკლია დასრულება", "the milestone has no end"});
    });
}

void milestones_before_commitment(const PlanView& plan, CheckReport& report)
{
    each_milestone(plan, [&](const PlanEntry& commitment, const PlanEntry& milestone) {
        const Known outer = date_of(commitment, "start");
        const Known inner = date_of(milestone, "start");
        if (outer && inner && inner->last() < outer->first())
            report.add(milestone, "start",
                       say("ეტაპი იწყება {}, ვალდებულება კი {}", "the milestone starts {}, but the commitment {}", inner->value(),
                           outer->value()));
    });
}

void milestones_after_commitment(const PlanView& plan, CheckReport& report)
{
    each_milestone(plan, [&](const PlanEntry& commitment, const PlanEntry& milestone) {
        const Known outer = date_of(commitment, "end");
        const Known inner = date_of(milestone, "end");
        if (outer && inner && inner->first() > outer->last())
            report.add(milestone, "end",
                       say("ეტაპი მთავრდება {}, ვალდებულება კი {}", "the milestone ends {}, but the commitment {}", inner->value(),
                           outer->value()));
    });
}

void ends_after_deadline(const PlanView& plan, CheckReport& report)
{
    const auto compare = [&](const PlanEntry& commitment, const PlanEntry& entry) {
        const Known deadline = date_of(commitment, "deadline");
        const Known end = date_of(entry, "end");
        if (deadline && end && end->first() > deadline->last())
            report.add(entry, "end",
                       say("მთავრდება {}, ვალდებულების ვადა კი {}-ია", "ends {}, but the deadline of the commitment is {}",
                           end->value(), deadline->value()));
    };
    for (const PlanEntry* commitment : plan.commitments())
        compare(*commitment, *commitment);
    each_milestone(plan, compare);
}

void milestones_outside_plan(const PlanView& plan, CheckReport& report)
{
    if (plan.plans().empty())
        return;
    const Json& from = plan.plans().front()->values["period_from"];
    const Json& to = plan.plans().front()->values["period_to"];
    each_milestone(plan, [&](const PlanEntry&, const PlanEntry& milestone) {
        const Known start = date_of(milestone, "start");
        const Known end = date_of(milestone, "end");
        if (start && from.is_integer() && start->last().year() < from.as_integer())
            report.add(milestone, "start",
                       say("იწყება {}, გეგმა კი {} წელს", "starts {}, but the plan in {}", start->value(), from.as_integer()));
        if (end && to.is_integer() && end->first().year() > to.as_integer())
            report.add(milestone, "end",
                       say("მთავრდება {}, გეგმა კი {} წელს", "ends {}, but the plan in {}", end->value(), to.as_integer()));
    });
}

void ends_in_budget_year(const PlanView& plan, CheckReport& report)
{
    each_milestone(plan, [&](const PlanEntry&, const PlanEntry& milestone) {
        const Json& year = milestone.values["plans_budget_year"];
        const Known end = date_of(milestone, "end");
        if (year.is_integer() && end && end->last().year() >= year.as_integer())
            report.add(milestone, "end",
                       say("გეგმავს {} წლის ბიუჯეტს, მაგრამ მთავრდება {}, როცა ის წელი უკვე დაწყებულია",
                           "plans the budget of {}, but ends {}, when that year has begun", year.as_integer(), end->value()));
    });
}

void late_but_full(const PlanView& plan, CheckReport& report)
{
    each_milestone(plan, [&](const PlanEntry&, const PlanEntry& milestone) {
        const Known end = date_of(milestone, "end");
        const Known completed = date_of(milestone, "completed");
        if (end && completed && completed->first() > end->last() && milestone.values.text("national_assessment") == "fully")
            report.add(milestone, "completed",
                       say("შეფასებულია სრულად, თუმცა დასრულდა {} დღის დაგვიანებით", "assessed as full, though it ended {} days late",
                           completed->last() - end->last()));
    });
}

void updates_after_period(const PlanView& plan, CheckReport& report)
{
    for (const PlanEntry* commitment : plan.commitments()) {
        const Known updated = date_of(*commitment, "updated_printed");
        const Json& year = commitment->values["reporting_period"]["year"];
        if (updated && year.is_integer() && updated->first().year() > year.as_integer())
            report.add(*commitment, "updated_printed",
                       say("განახლებულია {}, საანგარიშო წელი კი {}-ია", "updated {}, but the year reported on is {}",
                           updated->value(), year.as_integer()));
    }
}

void rows_not_in_order(const PlanView& plan, CheckReport& report)
{
    each_pair(plan, [&](const PlanEntry& above, const PlanEntry& milestone) {
        const Known before = date_of(above, "start");
        const Known start = date_of(milestone, "start");
        if (before && start && start->last() < before->first())
            report.add(milestone, "start",
                       say("იწყება {}, წინა ეტაპი {} კი {}", "starts {}, but {} above it {}", start->value(), above.number,
                           before->value()));
    });
}

void shared_boundary_days(const PlanView& plan, CheckReport& report)
{
    each_pair(plan, [&](const PlanEntry& above, const PlanEntry& milestone) {
        const Known end = date_of(above, "end");
        const Known start = date_of(milestone, "start");
        if (end && start && end->precision() == model::Precision::Day && start->precision() == model::Precision::Day &&
            end->first() == start->first())
            report.add(milestone, "start",
                       say("იწყება {}, იმავე დღეს, როცა {} მთავრდება", "starts {}, on the day that {} ends", start->value(),
                           above.number));
    });
}

void ends_on_the_30th(const PlanView& plan, CheckReport& report)
{
    constexpr std::size_t fewest = 3;
    constexpr int usual_day = 30;
    for (const PlanEntry* commitment : plan.commitments()) {
        std::size_t ends = 0;
        std::set<std::string> with_31_days;
        for (const PlanEntry* milestone : plan.milestones_of(*commitment)) {
            const Known end = date_of(*milestone, "end");
            if (!end || end->precision() != model::Precision::Day)
                continue;
            const Date day = end->first();
            if (day.day() != usual_day) {
                ends = 0;
                break;
            }
            ++ends;
            if (days_in_month(day.year(), day.month()) > usual_day)
                with_31_days.insert(end->value());
        }
        if (ends >= fewest && !with_31_days.empty())
            report.add(*commitment, "",
                       say("ყველა ეტაპი 30 რიცხვში მთავრდება, თვეს კი 31 დღე აქვს: {}",
                           "every milestone ends on the 30th, though these months have 31 days: {}", listed(with_31_days)));
    }
}

void same_title_other_dates(const PlanView& plan, CheckReport& report)
{
    std::map<std::string, PlanView::Parts> by_title;
    each_milestone(plan, [&](const PlanEntry&, const PlanEntry& milestone) {
        if (std::string key = title_key(milestone); !key.empty())
            by_title[std::move(key)].push_back(&milestone);
    });
    for (const auto& [title, milestones] : by_title) {
        const PlanEntry& first = *milestones.front();
        std::set<std::string> commitments;
        std::set<std::pair<std::string, std::string>> windows;
        std::string all;
        for (const PlanEntry* milestone : milestones) {
            commitments.insert(milestone->parent);
            windows.emplace(milestone->values["start"].text("value"), milestone->values["end"].text("value"));
            all += (all.empty() ? "" : "; ") + with_window(*milestone);
        }
        if (commitments.size() > 1 && windows.size() > 1)
            report.add(first, "title",
                       say("ერთი და იგივე სათაური სხვადასხვა თარიღით: {}", "the same title with different dates: {}", all));
    }
}

} // namespace ogp::app::plan_checks
