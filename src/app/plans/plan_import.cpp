#include "app/plans/plans.hpp"

#include "app/cases/change.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace ogp::app {
namespace {

/// Values that one event can surely hold: the limit is 60,000 bytes, and there is more in an event than its values.
constexpr std::size_t values_per_event = 55'000;

/// Splits the values of a case that is too long for one event: the first part opens it, the others are set.
std::vector<Json> in_parts(const Json& values, std::string_view first_field)
{
    std::vector<Json> parts(1, Json::object());
    std::size_t size = 0;
    const auto add = [&](const std::string& field, const Json& value) {
        const std::size_t length = field.size() + to_json(value).size() + 4;
        if (size + length > values_per_event && parts.back().size() > 0) {
            parts.push_back(Json::object());
            size = 0;
        }
        parts.back().set(field, value);
        size += length;
    };
    // What a case cannot be opened without comes first.
    for (const char* field : {"number", "title", "name"})
        if (const Json* value = values.find(field))
            add(field, *value);
    if (const Json* value = values.find(first_field))
        add(std::string(first_field), *value);
    for (const auto& [field, value] : values.members())
        if (parts.front().find(field) == nullptr)
            add(field, value);
    return parts;
}

/// The state of the case type that a document's status code means.
std::string state_meant(const std::string& type, const std::string& code)
{
    if (code == "completed")
        return type == "milestone" ? "done" : "completed";
    if (code == "planned")
        return type == "milestone" ? "planned" : "adopted";
    return code;
}

/// What the imports so far have said of a case.
struct Imported
{
    Json values = Json::object();
    std::string state;
};

Imported imported_before(const store::Store& store, const CaseUid& uid)
{
    Imported imported;
    for (const store::StoredEvent& stored : store.history(uid)) {
        const model::Event& event = stored.event;
        if (event.role != workflow::importer_role)
            continue;
        for (const auto& [field, value] : event.set.members())
            imported.values.set(field, value);
        if (!event.to.empty())
            imported.state = event.to;
    }
    return imported;
}

class PlanImport
{
public:
    PlanImport(Repository& repository, const PlanFile& file) : m_repository(repository), m_file(file), m_change(repository)
    {
        m_change.act_as(workflow::importer_role);
        m_result.plan = file.number;
        m_result.findings = file.findings;
    }

    ImportResult run(DryRun dry_run)
    {
        find_existing();
        for (const PlanEntry& entry : m_file.entries) {
            const auto known = m_existing.find(entry.number);
            if (known == m_existing.end())
                open(entry);
            else
                compare(entry, known->second);
        }
        report_missing();
        m_result.events = m_change.size();
        if (dry_run == DryRun::No)
            m_change.commit();
        return std::move(m_result);
    }

private:
    void find_existing()
    {
        const store::Store& store = m_repository.store();
        for (const store::CaseRow& row : store.resolve(m_file.number))
            if (row.subject.type == "plan" && row.number == m_file.number) {
                m_existing.emplace(row.number, row);
                for (store::CaseRow& part : store.list({.root = row.subject.uid}))
                    m_existing.emplace(part.number, std::move(part));
            }
    }

    /// The entry's values with the reference to what it is a part of.
    Json values_of(const PlanEntry& entry) const
    {
        Json values = entry.values;
        const workflow::CaseType& type = m_repository.active_type(entry.type);
        if (!type.parent_field.empty())
            values.set(type.parent_field, m_uids.at(entry.parent).hex());
        return values;
    }

    void open(const PlanEntry& entry)
    {
        const workflow::CaseType& type = m_repository.active_type(entry.type);
        const std::vector<Json> parts = in_parts(values_of(entry), type.parent_field);
        store::CaseRow row = m_change.open(entry.type, parts.front());
        for (std::size_t i = 1; i < parts.size(); ++i)
            row = m_change.set(row.subject.uid, parts[i]);
        m_uids.emplace(entry.number, row.subject.uid);
        record_state(entry, row, {});
        ++m_result.opened;
    }

    void compare(const PlanEntry& entry, const store::CaseRow& row)
    {
        if (row.subject.type != entry.type)
            throw Error(Fault::Conflict,
                        say("{}: აქ არის {}, ფაილში კი {}", "{}: here it is a {}, in the file a {}", entry.number,
                            row.subject.type, entry.type));
        m_uids.emplace(entry.number, row.subject.uid);
        const Imported before = imported_before(m_repository.store(), row.subject.uid);
        const Json values = values_of(entry);
        std::set<std::string> fields;
        for (const Json* side : {&values, &before.values})
            for (const auto& [field, value] : side->members())
                fields.insert(field);

        Json changes = Json::object();
        for (const std::string& field : fields) {
            const Json& stated = values[field];
            const Json& here = row.subject.fields[field];
            const Json& last = before.values[field];
            if (stated == here || stated == last)
                continue; // the same, or changed here and not in the file
            if (here == last)
                changes.set(field, stated);
            else
                warn(entry, "changed_here_too",
                     say("{}: შეცვლილია აქაც და ფაილშიც; რჩება აქაური", "{}: changed here and in the file; stays as it is here",
                         field));
        }
        const std::size_t events = m_change.size();
        if (changes.size() > 0)
            for (const Json& part : in_parts(changes, {}))
                m_change.set(row.subject.uid, part);
        record_state(entry, row, before.state);
        ++(m_change.size() > events ? m_result.changed : m_result.unchanged);
    }

    /// Follows the status that the document prints, by a transition that the importer may do.
    void record_state(const PlanEntry& entry, const store::CaseRow& row, const std::string& imported_state)
    {
        if (entry.printed_state.empty())
            return;
        const std::string meant = state_meant(entry.type, entry.printed_state);
        if (meant == row.subject.state || meant == imported_state)
            return;
        workflow::Actor importer = m_repository.acting();
        importer.role = std::string(workflow::importer_role);
        importer.roles = {importer.role};
        const workflow::CaseType& type = m_repository.type(row.subject.workflow);
        const auto has_value = [&](const std::string& field) { return row.subject.fields.find(field) != nullptr; };
        for (const workflow::Transition* transition : workflow::open_transitions(type, row.subject, importer))
            if (transition->to == meant && std::all_of(transition->require.begin(), transition->require.end(), has_value)) {
                m_change.move(row.subject.uid, transition->id);
                return;
            }
        warn(entry, "state_not_recorded",
             say("დაბეჭდილი სტატუსია „{}“, აქ კი „{}“; გადასვლა ადამიანმა უნდა გააკეთოს",
                 "the printed status is \"{}\", here it is \"{}\"; a person has to make that transition",
                 entry.printed_state, row.subject.state));
    }

    void report_missing()
    {
        std::vector<std::string> numbers;
        for (const auto& [number, row] : m_existing)
            if (!m_uids.contains(number))
                numbers.push_back(number);
        for (const std::string& number : numbers)
            m_result.findings.push_back(
                {Severity::Warning, "not_in_file", {}, number,
                 {"ფაილში აღარ არის; აქ რჩება", "no longer in the file; it stays here"}});
    }

    void warn(const PlanEntry& entry, std::string code, Localized message)
    {
        m_result.findings.push_back({Severity::Warning, std::move(code), entry.place, entry.number, std::move(message)});
    }

    Repository& m_repository;
    const PlanFile& m_file;
    Change m_change;
    ImportResult m_result;
    std::map<std::string, store::CaseRow> m_existing; ///< by number: numbers are unique within a plan
    std::map<std::string, CaseUid> m_uids;
};

} // namespace

ImportResult import_plan(Repository& repository, const PlanFile& file, DryRun dry_run)
{
    return PlanImport(repository, file).run(dry_run);
}

} // namespace ogp::app
