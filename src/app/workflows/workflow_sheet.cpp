#include "app/workflows/workflow_sheet.hpp"

#include "base/text.hpp"

#include <string>
#include <utility>

namespace ogp::app {
namespace {

using report::Cell;
using report::Table;
using workflow::CaseType;

/// The labels of the states of these ids.
Cell state_labels(const CaseType& type, const std::vector<std::string>& ids)
{
    Json json = Json::array();
    Localized text;
    for (const std::string& id : ids) {
        json.push(Json(id));
        const workflow::State* state = type.state(id);
        const Localized label = state == nullptr ? both(id) : state->label;
        text.ka += (text.ka.empty() ? "" : ", ") + label.ka;
        text.en += (text.en.empty() ? "" : ", ") + label.en;
    }
    return {std::move(json), std::move(text)};
}

Cell words(const std::vector<std::string>& list)
{
    return Cell::of(join(list, ", "));
}

Localized category_word(model::StateCategory category)
{
    switch (category) {
    case model::StateCategory::Open: return {"ღია", "open"};
    case model::StateCategory::Waiting: return {"ელოდება", "waiting"};
    case model::StateCategory::Done: return {"დასრულებული", "done"};
    case model::StateCategory::Cancelled: return {"გაუქმებული", "cancelled"};
    }
    return {};
}

Localized privacy_word(workflow::Privacy privacy)
{
    switch (privacy) {
    case workflow::Privacy::Public: return {"საჯარო", "public"};
    case workflow::Privacy::Internal: return {"შიდა", "internal"};
    case workflow::Privacy::Personal: return {"პირადი", "personal"};
    case workflow::Privacy::Secret: return {"საიდუმლო", "secret"};
    }
    return {};
}

Localized role_of(const workflow::State& state)
{
    if (state.initial)
        return {"საწყისი", "initial"};
    return state.terminal ? Localized("საბოლოო", "terminal") : Localized();
}

Localized term_text(const workflow::Term& term)
{
    Localized text = term.duration.label();
    if (!term.calendar.empty()) {
        text.ka += " (" + term.calendar + ")";
        text.en += " (" + term.calendar + ")";
    }
    return text;
}

Table states(const CaseType& type)
{
    Table table{"states",
                {"მდგომარეობები", "States"},
                {{"id", {"სახელი", "Id"}}, {"label", {"დასახელება", "Name"}}, {"category", {"კატეგორია", "Category"}}, {"role", {"როლი", "Place"}},
                 {"max_stay", {"უდიდესი ხანგრძლივობა", "Longest stay"}}},
                {}};
    for (const workflow::State& state : type.states) {
        Cell stay;
        if (state.max_stay) {
            const Localized term = term_text(state.max_stay->term);
            stay = Cell::localized({fmt::format("{}, მერე {}", term.ka, state.max_stay->then), fmt::format("{}, then {}", term.en, state.max_stay->then)});
        }
        table.rows.push_back({Cell::of(state.id), Cell::localized(state.label), Cell::localized(category_word(state.category)),
                              Cell::localized(role_of(state)), std::move(stay)});
    }
    return table;
}

Table transitions(const CaseType& type)
{
    Table table{"transitions",
                {"გადასვლები", "Transitions"},
                {{"id", {"სახელი", "Id"}}, {"label", {"დასახელება", "Name"}}, {"from", {"საიდან", "From"}}, {"to", {"სად", "To"}},
                 {"roles", {"ვის შეუძლია", "Roles"}}, {"needs", {"რა სჭირდება", "Needs"}}},
                {}};
    for (const workflow::Transition& transition : type.transitions) {
        std::vector<std::string> needs = transition.require;
        if (transition.comment == workflow::CommentRule::Required)
            needs.emplace_back("comment");
        if (transition.four_eyes)
            needs.emplace_back("four_eyes");
        if (!transition.when.empty())
            needs.push_back(transition.when);
        table.rows.push_back({Cell::of(transition.id), Cell::localized(transition.label), state_labels(type, transition.from),
                              state_labels(type, {transition.to}), words(transition.roles), words(needs)});
    }
    return table;
}

/// "10 working days", or "by category: pothole 5 working days, ... else 15 working days".
Localized target_text(const workflow::ClockTarget& target)
{
    if (target.fixed)
        return term_text(*target.fixed);
    Localized text(target.by + ": ", target.by + ": ");
    const char* between = "";
    const auto add = [&](const Localized& key, const workflow::Term& term) {
        const Localized words = term_text(term);
        text.ka += between + key.ka + " " + words.ka;
        text.en += between + key.en + " " + words.en;
        between = ", ";
    };
    for (const auto& [key, term] : target.table)
        add(both(key), term);
    if (target.otherwise)
        add({"სხვა", "others"}, *target.otherwise);
    return text;
}

Cell trigger_cell(const CaseType& type, const workflow::ClockTrigger& trigger)
{
    Cell cell = state_labels(type, trigger.in);
    for (const std::string& event : trigger.events) {
        const workflow::Transition* transition = type.transition(event);
        const Localized label = transition == nullptr ? Localized("გახსნა", "opening") : transition->label;
        cell.value.push(Json(event));
        cell.text.ka += (cell.text.ka.empty() ? "" : ", ") + label.ka;
        cell.text.en += (cell.text.en.empty() ? "" : ", ") + label.en;
    }
    return cell;
}

Table slas(const CaseType& type)
{
    Table table{"slas",
                {"ვადები", "Deadlines"},
                {{"id", {"სახელი", "Id"}}, {"label", {"დასახელება", "Name"}}, {"target", {"ვადა", "Term"}}, {"start", {"იწყება", "Starts"}},
                 {"pause", {"ჩერდება", "Pauses"}}, {"stop", {"სრულდება", "Stops"}}, {"legal_basis", {"საფუძველი", "Legal basis"}}},
                {}};
    for (const workflow::Sla& sla : type.slas)
        table.rows.push_back({Cell::of(sla.id), Cell::localized(sla.label), Cell::localized(target_text(sla.target)), trigger_cell(type, sla.start),
                              trigger_cell(type, sla.pause), trigger_cell(type, sla.stop), Cell::of(sla.legal_basis)});
    return table;
}

Table fields(const CaseType& type)
{
    Table table{"fields",
                {"ველები", "Fields"},
                {{"id", {"სახელი", "Id"}}, {"label", {"დასახელება", "Name"}}, {"type", {"ტიპი", "Type"}}, {"privacy", {"ვინ ხედავს", "Privacy"}},
                 {"required", {"სავალდებულო", "Required"}}},
                {}};
    for (const workflow::Field& field : type.fields) {
        std::string kind(code(field.type));
        if (!field.of.empty() || !field.to.empty())
            kind += " " + field.of + field.to;
        table.rows.push_back({Cell::of(field.id), Cell::localized(field.label), Cell::of(field.many ? kind + " []" : kind),
                              Cell::localized(privacy_word(field.privacy)),
                              {Json(field.required), field.required ? Localized("კი", "yes") : Localized()}});
    }
    return table;
}

} // namespace

WorkflowSheet workflow_sheet(const CaseType& type, const Hash& hash)
{
    WorkflowSheet sheet;
    sheet.json = workflow::compile(type);
    sheet.json.set("hash", Json(hash.hex()));
    sheet.card = {"workflow",
                  {{{"დასახელება", "Name"}, Cell::localized(type.label)},
                   {{"ვერსია", "Version"}, Cell::of(type.version)},
                   {{"ხსნის", "Opened by"}, words(type.permissions.open)},
                   {{"ცვლის", "Changed by"}, words(type.permissions.set)},
                   {{"კალენდარი", "Calendar"}, Cell::of(type.calendar)},
                   {{"ნომერი", "Numbers"}, Cell::of(type.numbering.pattern)},
                   {{"ჰეში", "Hash"}, Cell::of(hash.hex())}}};
    for (Table table : {states(type), transitions(type), slas(type), fields(type)}) {
        if (!table.rows.empty())
            sheet.tables.push_back(std::move(table));
    }
    return sheet;
}

} // namespace ogp::app
