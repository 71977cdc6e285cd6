#include "app/plans/ogp_csv.hpp"

#include "app/cases/change.hpp"
#include "app/cases/value_parts.hpp"
#include "app/plans/ogp_csv_record.hpp"
#include "base/text.hpp"
#include "irm/fields.hpp"
#include "store/blobs.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace ogp::app {
namespace {

using irm::DateOrder;
using irm::Row;
using irm::Taken;

/// The order that most of a plan's dates show, so that 01/5/2015 among 31/12/2014 is a day in May.
DateOrder date_order(const std::vector<const Row*>& rows)
{
    int balance = 0;
    for (const Row* row : rows)
        for (const std::string_view column : {irm::column::start, irm::column::end})
            if (const auto shown = irm::shown_order(row->cell(column)))
                balance += *shown == DateOrder::DayFirst ? 1 : -1;
    return balance > 0 ? DateOrder::DayFirst : DateOrder::MonthFirst;
}

/// A plan of the file with its rows.
struct PlanRows
{
    std::string id;
    std::vector<const Row*> rows;
};

std::vector<PlanRows> by_plan(const std::vector<Row>& rows)
{
    std::vector<PlanRows> plans;
    std::map<std::string, std::size_t> places;
    for (const Row& row : rows) {
        const std::string id(trim(row.cell(irm::column::plan)));
        const auto [place, is_new] = places.emplace(id, plans.size());
        if (is_new)
            plans.push_back({id, {}});
        plans[place->second].rows.push_back(&row);
    }
    return plans;
}

class OgpCsvImporter
{
public:
    OgpCsvImporter(Repository& repository, const irm::CommitmentsFile& file, const std::string& name)
        : m_repository(repository), m_file(file), m_name(name), m_change(repository)
    {
        m_change.act_as(workflow::importer_role);
        m_change.expect_many();
        m_result.rows = file.rows.size();
        m_result.findings = file.findings;
    }

    OgpCsvImport run(DryRun dry_run)
    {
        check_types();
        const KeptFile order = kept_order(m_file.columns, m_file.rows);
        for (store::CaseRow& plan : m_repository.store().list({.type = "plan"}))
            m_plans.push_back(std::move(plan));
        for (const PlanRows& plan : by_plan(m_file.rows))
            take_plan(plan, order);
        m_result.events = m_change.size();
        if (!m_errors.empty())
            throw InvalidInput(say("{}: ვერ შევა საცავში, არაფერი ჩაწერილა", "{}: cannot be imported, nothing was written",
                printable(m_name)),
                               std::move(m_errors));
        if (dry_run == DryRun::No)
            write();
        return std::move(m_result);
    }

private:
    /// A repository may still have the case types of an older program.
    void check_types()
    {
        const auto check = [&](std::string_view type, std::string_view field) {
            const workflow::Field* found = m_repository.active_type(type).field(field);
            if (found == nullptr || found->type != workflow::FieldType::Attachment)
                throw Error(Fault::Invalid,
                            say("ტიპს „{0}“ ფაილის ველი „{1}“ არ აქვს", "the case type \"{0}\" has no field \"{1}\" that holds a file",
                                type, field),
                            say("განაახლეთ workflows/{}.yaml და გაუშვით ogp workflow apply",
                                "bring workflows/{}.yaml up to date and run ogp workflow apply",
                                type));
        };
        check("plan", ogp_csv_order_field);
        check("commitment", irm_row_field);
    }

    /// The plan here that the id means: opened from such a file under that number, or marked with it.
    const store::CaseRow* find_plan(const std::string& id)
    {
        const store::CaseRow* found = nullptr;
        for (const store::CaseRow& plan : m_plans) {
            if (plan.number != id && plan.subject.fields.text("ogp_plan_id") != id)
                continue;
            if (found != nullptr)
                throw Error(Fault::Conflict, say("გეგმის იდენტიფიკატორი „{0}“ აქვს ორს: {1} და {2}",
                    "two plans have the identifier \"{0}\": {1} and {2}",
                                                 id, found->number, plan.number));
            found = &plan;
        }
        return found;
    }

    void take_plan(const PlanRows& plan, const KeptFile& order)
    {
        const Row& first = *plan.rows.front();
        const store::CaseRow* known = find_plan(plan.id);
        note_differing(plan);
        Json stated = irm::plan_fields(first);
        CaseUid uid;
        std::map<std::string, store::CaseRow> commitments;
        if (known == nullptr) {
            stated.set("number", plan.id);
            stated.set(std::string(ogp_csv_order_field), order.value());
            const auto opened = open("plan", stated, first, plan.id);
            if (!opened)
                return;
            uid = opened->subject.uid;
            m_result.plans.push_back(plan.id);
        } else {
            uid = known->subject.uid;
            for (store::CaseRow& commitment : m_repository.store().list({.type = "commitment", .parent = uid}))
                commitments.emplace(key_of(commitment), std::move(commitment));
            const bool ours = known->number == plan.id && !known->subject.fields[ogp_csv_order_field].is_null();
            const Json last = ours ? last_of_plan(*known, commitments) : Json::object();
            Json changes = ours ? differences(*known, stated, last, first) : Json::object();
            if (known->subject.fields[ogp_csv_order_field] != order.value())
                changes.set(std::string(ogp_csv_order_field), order.value());
            set(*known, changes, first);
            m_result.plans.push_back(known->number);
        }
        m_new_files.push_back(order);
        const DateOrder dates = date_order(plan.rows);
        for (const Row* row : plan.rows)
            take_row(*row, uid, commitments, dates);
        report_missing(commitments);
    }

    /// Rows of one plan that say different things of it: the first is taken, all are kept.
    void note_differing(const PlanRows& plan)
    {
        constexpr std::string_view of_plan[] = {irm::column::locality, irm::column::plan_number, irm::column::year, irm::column::end_year,
                                                irm::column::duration};
        for (const Row* row : plan.rows)
            for (const std::string_view column : of_plan)
                if (row->cell(column) != plan.rows.front()->cell(column))
                    warn(*row, "plan_differs", std::string(column),
                         say("სტრიქონი გეგმაზე სხვას ამბობს, ვიდრე {}; აღებულია იქიდან",
                             "the row says otherwise of the plan than line {}; that is taken",
                             plan.rows.front()->line));
    }

    /// What cases are found by: the identifier of OGP, else the number.
    static std::string key_of(const store::CaseRow& commitment)
    {
        const std::string& id = commitment.subject.fields.text("irm_id");
        return id.empty() ? commitment.number : id;
    }

    Json last_of_plan(const store::CaseRow& plan, const std::map<std::string, store::CaseRow>& commitments)
    {
        if (m_last_order.hash != plan.subject.fields[ogp_csv_order_field].text("sha256"))
            m_last_order = order_of(m_repository, plan).value_or(FileOrder{});
        if (!m_last_order.hash.empty())
            for (const std::string& key : m_last_order.keys)
                if (const auto commitment = commitments.find(key.substr(key.find('/') + 1)); commitment != commitments.end())
                    if (const auto row = row_of(m_repository, commitment->second); row && came_from_file(plan, *row))
                        return irm::plan_fields(*row);
        return Json::object();
    }

    void take_row(const Row& row, const CaseUid& plan, std::map<std::string, store::CaseRow>& commitments, DateOrder dates)
    {
        const std::string number = number_for(row);
        KeptFile kept = kept_row(row);
        if (const std::string_view column = irm::column_left_out(row); !column.empty())
            m_result.findings.push_back({Severity::Note, "text_in_row_only", place(row), row.key() + " " + std::string(column),
                                         {"ტექსტი ველისთვის ძალიან გრძელია; მთლიანად სტრიქონის ფაილშია",
                                          "the text is too long for a field; it is whole in the file of the row"}});
        const auto known = commitments.find(number);
        if (known == commitments.end()) {
            Json values = irm::commitment_fields(row, Taken::Everything, dates);
            values.set("number", number);
            values.set("plan", plan.hex());
            values.set(std::string(irm_row_field), kept.value());
            open("commitment", values, row, number);
        } else {
            const store::CaseRow& commitment = known->second;
            const std::optional<Row> before = row_of(m_repository, commitment);
            const Taken taken = before && commitment.number == number ? Taken::Everything : Taken::Codings;
            const Json last = before ? irm::commitment_fields(*before, taken, dates) : Json::object();
            Json changes = differences(commitment, irm::commitment_fields(row, taken, dates), last, row);
            if (commitment.subject.fields[irm_row_field] != kept.value())
                changes.set(std::string(irm_row_field), kept.value());
            set(commitment, changes, row);
            commitments.erase(known);
        }
        m_new_files.push_back(std::move(kept));
    }

    /// The value as the case would hold it if only the file had spoken: what was added in the other language stays.
    static Json with_georgian(const Json& stated, const Json& here)
    {
        Json value = stated;
        if (stated.is_object() && stated.find("en") != nullptr && here.is_object())
            if (const Json* ka = here.find("ka"))
                value.set("ka", *ka);
        return value;
    }

    Json differences(const store::CaseRow& row, const Json& stated, const Json& last, const Row& from)
    {
        Json changes = Json::object();
        Json fields = stated;
        for (const auto& [field, value] : last.members())
            if (fields.find(field) == nullptr)
                fields.set(field, Json());
        for (const auto& [field, value] : fields.members()) {
            const Json& here = row.subject.fields[field];
            const Json wanted = with_georgian(value, here);
            if (wanted == here || value == last[field])
                continue; // the same, or the file says what it said before
            if (here.is_null() || with_georgian(last[field], here) == here)
                changes.set(field, wanted);
            else
                warn(from, "changed_here_too", field,
                     say("{}: შეცვლილია აქაც და ფაილშიც; რჩება აქაური", "{}: changed here and in the file; stays as it is here", field));
        }
        return changes;
    }

    /// Without what the case type here has no field for.
    Json known_values(std::string_view type_id, const Json& values) const
    {
        const workflow::CaseType& type = m_repository.active_type(type_id);
        Json known = Json::object();
        for (const auto& [field, value] : values.members())
            if (type.field(field) != nullptr)
                known.set(field, value);
        return known;
    }

    std::optional<store::CaseRow> open(std::string_view type, const Json& values, const Row& row, const std::string& number)
    {
        std::optional<store::CaseRow> opened;
        attempt(row, number, [&] {
            const std::vector<Json> parts = split_values(m_repository.active_type(type), known_values(type, values));
            opened = m_change.open(type, parts.front());
            for (std::size_t i = 1; i < parts.size(); ++i)
                opened = m_change.set(opened->subject.uid, parts[i]);
            ++m_result.opened;
        });
        return opened;
    }

    void set(const store::CaseRow& known, const Json& changes, const Row& row)
    {
        const Json values = known_values(known.subject.type, changes);
        ++(values.size() > 0 ? m_result.changed : m_result.unchanged);
        if (values.size() > 0)
            attempt(row, known.number, [&] {
                for (const Json& part : split_values(m_repository.active_type(known.subject.type), values))
                    m_change.set(known.subject.uid, part);
            });
    }

    /// A value that the case type here refuses is a finding; all of them are told.
    template <class Act>
    void attempt(const Row& row, const std::string& number, Act act)
    {
        try {
            act();
            m_change.end_long_batch();
        } catch (const Error& error) {
            if (error.fault() != Fault::Invalid && error.fault() != Fault::Conflict)
                throw;
            m_errors.push_back({Severity::Error, "bad_row", place(row), number, error.message()});
        }
    }

    void report_missing(const std::map<std::string, store::CaseRow>& left)
    {
        for (const auto& [key, commitment] : left)
            if (!commitment.subject.fields[irm_row_field].is_null())
                m_result.findings.push_back({Severity::Warning, "not_in_file", {}, commitment.path,
                    {"ფაილში აღარ არის; აქ რჩება", "no longer in the file; it stays here"}});
    }

    Place place(const Row& row) const { return {m_name, row.line, 0, {}}; }

    void warn(const Row& row, const char* code, const std::string& field, Localized message)
    {
        m_result.findings.push_back({Severity::Warning, code, place(row), row.key() + " " + field, std::move(message)});
    }

    /// The files first: an event never names what is not there.
    void write()
    {
        const store::Blobs blobs(m_repository.data_folder() / "blobs");
        if (m_change.size() > 0)
            for (const KeptFile& file : m_new_files)
                if (!blobs.has(file.attachment.hash))
                    blobs.put(file.content);
        m_change.commit();
    }

    Repository& m_repository;
    const irm::CommitmentsFile& m_file;
    const std::string& m_name;
    Change m_change;
    OgpCsvImport m_result;
    Findings m_errors;
    std::vector<store::CaseRow> m_plans;
    std::vector<KeptFile> m_new_files;
    FileOrder m_last_order; ///< of the import before, which most plans share
};

} // namespace

OgpCsvImport import_ogp_csv(Repository& repository, const std::string& text, const std::string& name, DryRun dry_run)
{
    const irm::CommitmentsFile file = irm::read_commitments(text, name);
    return OgpCsvImporter(repository, file, name).run(dry_run);
}

} // namespace ogp::app
