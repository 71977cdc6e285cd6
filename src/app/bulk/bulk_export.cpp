#include "app/bulk/bulk_export.hpp"

#include "app/bulk/bulk_export_writers.hpp"
#include "app/cases/effective_history.hpp"
#include "app/cases/personal.hpp"
#include "base/json_walk.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <unordered_map>
#include <vector>

namespace ogp::app {
namespace {

constexpr std::size_t sink_bytes = 64U << 10U;
constexpr std::size_t most_known = 20'000;
constexpr std::int64_t between_steps = 1'024;

/// What the exporter must know of a type.
struct ExportedType
{
    const workflow::CaseType* type = nullptr;
    std::map<std::string, const workflow::Field*, std::less<>> references;
    std::vector<std::string> presets; ///< fields with a preset that may have no value
    std::vector<std::string> sealed;
    std::set<std::string, std::less<>> computed; ///< they come back by themselves
};

ExportedType exported_type(const workflow::CaseType& type)
{
    ExportedType exported{&type, {}, {}, {}, {}};
    for (const workflow::Field& field : type.fields) {
        if (field.type == workflow::FieldType::Ref)
            exported.references.emplace(field.id, &field);
        if (!field.preset.is_null() && !field.required && field.computed.empty() && !workflow::is_sealed(field.privacy))
            exported.presets.push_back(field.id);
        if (workflow::is_sealed(field.privacy))
            exported.sealed.push_back(field.id);
        if (!field.computed.empty())
            exported.computed.insert(field.id);
    }
    return exported;
}

/// Who may write such values may read them.
void require_reader(const Repository& repository, const workflow::CaseType& type)
{
    const workflow::Actor actor = repository.acting();
    const auto may = [&](const std::vector<std::string>& roles) {
        return std::find(roles.begin(), roles.end(), actor.role) != roles.end();
    };
    if (actor.role != workflow::admin_role && !may(type.permissions.open) && !may(type.permissions.set))
        throw Error(Fault::Forbidden,
                    say("როლს „{0}“ ტიპის „{1}“ პირადი მნიშვნელობების წაკითხვა არ შეუძლია",
                        "the role \"{0}\" may not read personal values of the type \"{1}\"", actor.role, type.id),
                    say("ამოიღეთ --with-personal ან აირჩიეთ როლი: {}", "leave --with-personal out, or act as one of: {}",
                        join(type.permissions.set, ", ")));
}

/// A row kept until the case that it waits for is written.
struct Waiting
{
    std::string uid, type, state, number, fields, sealed;
    store::CaseText text;

    explicit Waiting(const store::CaseText& given)
        : uid(given.uid), type(given.type), state(given.state), number(given.number), fields(given.fields), sealed(given.sealed),
          text(given)
    {
        text.uid = uid;
        text.type = type;
        text.state = state;
        text.number = number;
        text.fields = fields;
        text.sealed = sealed;
    }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;
};

class Exporter
{
public:
    Exporter(const Repository& repository, const BulkExport& wanted)
        : m_repository(repository), m_wanted(wanted), m_personal(repository)
    {
        std::vector<const workflow::CaseType*> types;
        for (const std::string& id : wanted.type.empty() ? repository.type_ids() : std::vector<std::string>{wanted.type}) {
            const workflow::CaseType& type = repository.active_type(id);
            types.push_back(&type);
            const ExportedType& exported = m_types.emplace(id, exported_type(type)).first->second;
            if (wanted.personal == PersonalFields::Taken && !exported.sealed.empty())
                require_reader(repository, type);
        }
        m_writer = wanted.format == BulkFormat::Ndjson
                       ? ndjson_writer()
                       : csv_writer(types, wanted.personal, wanted.type.empty() ? TypeColumn::Written : TypeColumn::Left);
    }

    std::int64_t run()
    {
        if (m_repository.store().has_unkeyed())
            number_cases();
        m_total = m_wanted.progress ? static_cast<std::uint64_t>(m_repository.store().count({.type = m_wanted.type})) : 0;
        m_writer->begin(m_out);
        each_in_order([this](const store::CaseText& text) { write(text); });
        m_wanted.sink(m_out);
        return m_count;
    }

private:
    /// A case that others name.
    struct Target
    {
        std::int64_t row = 0;
        std::string key;
    };

    const ExportedType& type_of(std::string_view id)
    {
        if (m_last_type != nullptr && m_last_type->type->id == id)
            return *m_last_type;
        const auto known = m_types.find(id);
        m_last_type = known != m_types.end()
                          ? &known->second
                          : &m_types.emplace(std::string(id), exported_type(m_repository.active_type(id))).first->second;
        return *m_last_type;
    }

    using Rows = std::vector<std::unique_ptr<Waiting>>;
    using Take = std::function<void(const store::CaseText&)>;

    /// Gives each case its place, by which those are called that have no number.
    void number_cases()
    {
        std::vector<std::int64_t> places;
        std::int64_t place = 0;
        each_in_order([&](const store::CaseText& text) {
            places.resize(std::max(places.size(), static_cast<std::size_t>(text.row) + 1));
            places[static_cast<std::size_t>(text.row)] = ++place;
        });
        m_places = std::move(places);
        m_targets.clear();
        m_last_target_json = {};
    }

    void each_in_order(const Take& take)
    {
        m_visited = 0;
        m_repository.store().each_text(m_wanted.type, [&](const store::CaseText& text) {
            visit(text, take);
            return true;
        });
        // What is left waits for each other in a circle.
        for (const auto& [target, rows] : m_waiting)
            for (const auto& row : rows)
                take(row->text);
        m_waiting.clear();
        m_unwritten.clear();
    }

    /// Takes the row, then those that waited for it, or keeps it until it may be written.
    void visit(const store::CaseText& text, const Take& take)
    {
        m_visited = text.row;
        if (const std::int64_t target = waits_for(text); target != 0) {
            m_unwritten.insert(text.row);
            m_waiting[target].push_back(std::make_unique<Waiting>(text));
            return;
        }
        take(text);
        Rows released = released_by(text.row);
        while (!released.empty()) {
            const std::unique_ptr<Waiting> row = std::move(released.back());
            released.pop_back();
            if (const std::int64_t target = waits_for(row->text); target != 0) {
                m_waiting[target].push_back(std::make_unique<Waiting>(row->text));
                continue;
            }
            take(row->text);
            m_unwritten.erase(row->text.row);
            for (std::unique_ptr<Waiting>& next : released_by(row->text.row))
                released.push_back(std::move(next));
        }
    }

    /// Last first.
    Rows released_by(std::int64_t target)
    {
        const auto found = m_waiting.find(target);
        if (found == m_waiting.end())
            return {};
        Rows rows = std::move(found->second);
        m_waiting.erase(found);
        std::reverse(rows.begin(), rows.end());
        return rows;
    }

    /// The row, not written yet, that this one must come after; 0 for none.
    std::int64_t waits_for(const store::CaseText& text)
    {
        const auto later = [&](std::int64_t row, const std::string& type) {
            return m_unwritten.contains(row) || (row > m_visited && (m_wanted.type.empty() || type == m_wanted.type));
        };
        const ExportedType& exported = type_of(text.type);
        if (exported.references.empty())
            return 0;
        JsonWalk walk(text.fields);
        while (const auto member = walk.next()) {
            const auto reference = exported.references.find(member->name);
            if (reference == exported.references.end() || reference->second->many)
                continue;
            const workflow::Field& field = *reference->second;
            if (!field.required && field.id != exported.type->parent_field)
                continue;
            if (const Target* target = target_of(member->value); target != nullptr && later(target->row, field.to))
                return target->row;
        }
        return 0;
    }

    void write(const store::CaseText& text)
    {
        const ExportedType& exported = type_of(text.type);
        m_scratch.clear();
        collect(exported, text);
        m_writer->write(m_out, {exported.type, text.state, key_of(text), m_values});
        ++m_count;
        if (m_out.size() >= sink_bytes) {
            m_wanted.sink(m_out);
            m_out.clear();
        }
        if (m_wanted.progress && m_count % between_steps == 0)
            m_wanted.progress(static_cast<std::uint64_t>(m_count), m_total);
    }

    /// All values of the case in order of field, references as keys.
    void collect(const ExportedType& exported, const store::CaseText& text)
    {
        m_values.clear();
        JsonWalk walk(text.fields);
        while (const auto member = walk.next()) {
            if (!exported.computed.empty() && exported.computed.contains(member->name))
                continue;
            const auto reference = exported.references.empty() ? exported.references.end() : exported.references.find(member->name);
            m_values.push_back({member->name, reference == exported.references.end() ? member->value
                                              : reference->second->many               ? keys_of(member->value)
                                                                                      : keep(to_json(Json(key_of(member->value))))});
        }
        const std::size_t own = m_values.size();
        for (const std::string& preset : exported.presets)
            if (std::none_of(m_values.begin(), m_values.end(), [&](const ExportedValue& value) { return value.field == preset; }))
                m_values.push_back({preset, "null"});
        if (m_wanted.personal == PersonalFields::Taken && !text.sealed.empty())
            open_sealed(exported, text);
        if (m_values.size() > own)
            std::sort(m_values.begin(), m_values.end(), [](const ExportedValue& a, const ExportedValue& b) { return a.field < b.field; });
    }

    /// What lies in the sealed fields, as far as there are keys.
    void open_sealed(const ExportedType& exported, const store::CaseText& text)
    {
        const auto uid = CaseUid::from_bytes(text.uid);
        const auto events = uid ? effective_history(m_repository, *uid) : std::vector<store::StoredEvent>();
        for (const std::string_view name : split(text.sealed, ' ')) {
            const auto field = std::find(exported.sealed.begin(), exported.sealed.end(), name);
            if (field == exported.sealed.end())
                continue;
            if (const auto value = m_personal.latest(events, name))
                m_values.push_back({*field, keep(to_json(*value))});
        }
    }

    std::string_view keep(std::string text) { return m_scratch.emplace_back(std::move(text)); }

    /// Of a reference in a value: the key of the case, or its id where it has none: a case of another type, without a number.
    std::string key_of(std::string_view json)
    {
        if (const Target* target = target_of(json); target != nullptr && !target->key.empty())
            return target->key;
        std::string scratch;
        return std::string(json_text(json, scratch));
    }

    std::string_view keys_of(std::string_view json)
    {
        Json keys = Json::array();
        JsonWalk walk(json);
        while (const auto item = walk.next())
            keys.push(Json(key_of(item->value)));
        return keep(to_json(keys));
    }

    const Target* target_of(std::string_view json)
    {
        if (m_last_target_json == json)
            return m_last_target;
        auto known = m_targets.find(json);
        if (known == m_targets.end()) {
            std::string scratch;
            const auto uid = CaseUid::from_hex(json_text(json, scratch));
            const auto row = uid ? m_repository.store().find(*uid) : std::nullopt;
            if (m_targets.size() == most_known)
                m_targets.clear();
            known = m_targets
                        .emplace(std::string(json),
                                 row ? std::optional(Target{row->row, key_for(row->row, row->path, row->number, row->root.has_value())})
                                     : std::nullopt)
                        .first;
        }
        m_last_target_json = known->first;
        m_last_target = known->second ? &*known->second : nullptr;
        return m_last_target;
    }

    /// The full number; where it has none, or one that does not tell it from others, its place.
    std::string key_for(std::int64_t row, std::string_view path, std::string_view number, bool is_part) const
    {
        const bool whole = !number.empty() && !path.starts_with('#') && (!is_part || path.size() > number.size());
        if (whole)
            return std::string(path);
        const auto index = static_cast<std::size_t>(row);
        return index < m_places.size() && m_places[index] != 0 ? fmt::format("#{}", m_places[index]) : std::string();
    }

    std::string_view key_of(const store::CaseText& text)
    {
        if (text.root == 0) {
            m_key = key_for(text.row, text.number, text.number, false);
            return m_key;
        }
        const std::string& root = root_number(text.root);
        m_key = root.empty() || text.number.empty() ? std::string(text.number) : root + "/" + std::string(text.number);
        m_key = key_for(text.row, m_key, text.number, true);
        return m_key;
    }

    const std::string& root_number(std::int64_t root)
    {
        if (m_root != root) {
            const auto row = m_repository.store().find_row(root);
            m_root_number = row ? row->number : std::string();
            m_root = root;
        }
        return m_root_number;
    }

    const Repository& m_repository;
    const BulkExport& m_wanted;
    PersonalValues m_personal;
    std::unique_ptr<BulkWriter> m_writer;
    std::map<std::string, ExportedType, std::less<>> m_types;
    const ExportedType* m_last_type = nullptr;
    std::map<std::string, std::optional<Target>, std::less<>> m_targets; ///< by the reference as it is written
    std::string_view m_last_target_json;
    const Target* m_last_target = nullptr;
    std::map<std::int64_t, Rows> m_waiting;  ///< by the row that they wait for
    std::set<std::int64_t> m_unwritten;      ///< those that wait
    std::int64_t m_visited = 0;
    std::vector<std::int64_t> m_places; ///< by row, where there are cases without number; 0 for those that are not written
    std::vector<ExportedValue> m_values;
    std::deque<std::string> m_scratch;
    std::string m_key;
    std::int64_t m_root = 0;
    std::string m_root_number;
    std::string m_out;
    std::int64_t m_count = 0;
    std::uint64_t m_total = 0;
};

} // namespace

std::int64_t export_cases(const Repository& repository, const BulkExport& wanted)
{
    return Exporter(repository, wanted).run();
}

} // namespace ogp::app
