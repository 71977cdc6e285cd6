#include "workflow/migration.hpp"

#include "base/text.hpp"
#include "workflow/decide.hpp"
#include "workflow/expression.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {
namespace {

template <class Value>
const Value* find_pair(const std::vector<std::pair<std::string, Value>>& pairs, std::string_view name)
{
    const auto found = std::find_if(pairs.begin(), pairs.end(), [&](const auto& pair) { return pair.first == name; });
    return found == pairs.end() ? nullptr : &found->second;
}

GuardContext context_of(const CaseType& type, const model::Case& subject, const MigrationFacts& facts)
{
    GuardContext context{type, subject, facts.children, facts.actor, facts.role, facts.now, facts.today};
    context.clocks = &facts.clocks;
    context.calendars = facts.calendars;
    return context;
}

class Migrator
{
public:
    Migrator(const CaseType& from, const CaseType& to, const model::Case& subject, const MigrationFacts& facts)
        : m_from(from), m_to(to), m_rules(migration_from(to, from.version)), m_subject(subject), m_facts(facts), m_after(subject)
    {
    }

    MigratedCase run()
    {
        state();
        for (const auto& [name, value] : m_subject.fields.members())
            plain(name, value);
        for (const std::string& name : m_subject.sealed)
            sealed(name);
        presets();
        computed();
        clocks();
        return std::move(m_result);
    }

private:
    void problem(std::string rule, const std::string& where, Localized message)
    {
        m_result.problems.push_back({std::move(rule), where, std::move(message)});
    }

    void state()
    {
        const auto state = migrated_state(m_to, m_from.version, m_subject.state);
        if (!state)
            problem("no_state", m_subject.state,
                    say("მდგომარეობა „{0}“ ვერსიაში {1} არ არის; დაამატეთ migrate.from.{2}.states", "version {1} has no state \"{0}\"; say in migrate.from.{2}.states which one stands for it",
                        m_subject.state, m_to.version, m_from.version));
        m_result.to = state.value_or(m_subject.state);
        m_after.state = m_result.to;
    }

    void write(const std::string& name, Json value)
    {
        m_after.fields.erase(name);
        if (!value.is_null())
            m_after.fields.set(name, value);
        m_result.set.set(name, std::move(value));
    }

    /// Whether the rules let go of the field, with the reason.
    bool drops(const std::string& name)
    {
        const std::string* reason = m_rules == nullptr ? nullptr : find_pair(m_rules->dropped, name);
        if (reason == nullptr)
            return false;
        m_result.set.set(name, Json());
        m_result.why += (m_result.why.empty() ? "" : "; ") + name + ": " + *reason;
        return true;
    }

    const std::string& new_name(const std::string& name) const
    {
        const std::string* renamed = m_rules == nullptr ? nullptr : find_pair(m_rules->fields, name);
        return renamed == nullptr ? name : *renamed;
    }

    void lost(const std::string& name)
    {
        problem("field_lost", name,
                say("ველს „{0}“ მნიშვნელობა აქვს, ვერსიაში {1} კი ასეთი ველი არ არის; დაამატეთ migrate.from.{2}: fields ან drop_fields მიზეზით",
                    "the field \"{0}\" has a value and version {1} has no such field; say in migrate.from.{2} fields or, with a reason, drop_fields",
                    name, m_to.version, m_from.version));
    }

    void sealed_changed(const std::string& name)
    {
        problem("sealed_changed", name,
                say("ველის „{}“ მნიშვნელობა სხვანაირად ინახება: ღიად ან დალუქულად; შეიყვანეთ ახალ ველში და ძველი წაშალეთ drop_fields-ით",
                    "the value of \"{}\" is kept in another way, open or sealed; use a new field and let go of this one in drop_fields", name));
    }

    void plain(const std::string& name, const Json& value)
    {
        if (drops(name)) {
            m_after.fields.erase(name);
            return;
        }
        const std::string& wanted = new_name(name);
        const Field* field = m_to.field(wanted);
        if (field == nullptr)
            return lost(name);
        if (is_sealed(field->privacy))
            return sealed_changed(name);
        if (!field->computed.empty())
            return rename(name, wanted, value); // worked out anew
        const Field* before = m_from.field(name);
        // As it was stored it fits a field that says the same.
        const bool is_same = before != nullptr && before->type == field->type && before->of == field->of && before->to == field->to &&
                             before->many == field->many && before->currency == field->currency && before->type != FieldType::Enum;
        CheckedValue checked = is_same ? CheckedValue{value, {}} : check_value(m_to, *field, value);
        if (checked.problem)
            return problem("bad_value", name, say_of(*field, *checked.problem));
        rename(name, wanted, checked.value);
    }

    static Localized say_of(const Field& field, const Localized& problem)
    {
        return {fmt::format("ველი „{}“: {}", field.id, problem.ka), fmt::format("the field \"{}\": {}", field.id, problem.en)};
    }

    void rename(const std::string& name, const std::string& wanted, const Json& value)
    {
        if (wanted != name)
            write(name, {});
        if (wanted != name || m_subject.fields[name] != value)
            write(wanted, value);
    }

    void sealed(const std::string& name)
    {
        if (drops(name)) {
            std::erase(m_after.sealed, name);
            return;
        }
        const Field* field = m_to.field(name);
        if (new_name(name) != name)
            return problem("sealed_changed", name,
                           say("ველს „{}“ სახელი ვერ შეეცვლება: დალუქული მნიშვნელობა თავისი სახელითაა დალუქული",
                               "the field \"{}\" cannot be renamed: a sealed value is sealed under its name", name));
        if (field == nullptr)
            return lost(name);
        if (!is_sealed(field->privacy))
            sealed_changed(name);
    }

    bool has(const Field& field) const
    {
        return m_after.fields.find(field.id) != nullptr || std::find(m_after.sealed.begin(), m_after.sealed.end(), field.id) != m_after.sealed.end();
    }

    void presets()
    {
        for (const Field& field : m_to.fields) {
            if (!field.required || !field.computed.empty() || has(field))
                continue;
            const bool is_now = field.preset.is_text() && field.preset.as_text() == now_preset && (field.type == FieldType::Date || field.type == FieldType::Datetime);
            if (!field.preset.is_null() && !is_now && !is_sealed(field.privacy))
                write(field.id, field.preset);
            else
                problem("field_required", field.id,
                        say("ველი „{}“ სავალდებულოა, საქმეში კი არ არის; შეავსეთ მანამდე, ან მიეცით ველს default",
                            "the field \"{}\" is required and the case has none; fill it in before, or give the field a default", field.id));
        }
    }

    void computed()
    {
        for (const Field& field : m_to.fields) {
            if (field.computed.empty())
                continue;
            const ExpressionOutcome outcome = Expression::compile(field.computed, m_to, nullptr).evaluate(context_of(m_to, m_after, m_facts));
            Json value = outcome.value.value_or(Json());
            if (m_after.fields[field.id] != value)
                write(field.id, std::move(value));
        }
    }

    void clocks()
    {
        if (m_rules == nullptr)
            return;
        for (const auto& [clock, migration] : m_rules->clocks)
            m_result.clocks.set(clock, Json(code(migration)));
    }

    const CaseType& m_from;
    const CaseType& m_to;
    const Migration* m_rules;
    const model::Case& m_subject;
    const MigrationFacts& m_facts;
    model::Case m_after;
    MigratedCase m_result;
};

} // namespace

const Migration* migration_from(const CaseType& to, std::int64_t from)
{
    const auto found = std::find_if(to.migrations.begin(), to.migrations.end(), [&](const Migration& one) { return one.from == from; });
    return found == to.migrations.end() ? nullptr : &*found;
}

std::optional<std::string> migrated_state(const CaseType& to, std::int64_t from, std::string_view state)
{
    const Migration* rules = migration_from(to, from);
    const std::string* mapped = rules == nullptr ? nullptr : find_pair(rules->states, state);
    const std::string name = mapped == nullptr ? std::string(state) : *mapped;
    return to.state(name) == nullptr ? std::nullopt : std::optional(name);
}

MigratedCase migrate(const CaseType& from, const CaseType& to, const model::Case& subject, const MigrationFacts& facts)
{
    return Migrator(from, to, subject, facts).run();
}

MigratedCase migrate_back(const model::Case& earlier, const model::Case& subject)
{
    MigratedCase result;
    result.to = earlier.state;
    for (const auto& [name, value] : subject.fields.members())
        if (earlier.fields.find(name) == nullptr)
            result.set.set(name, Json());
    for (const auto& [name, value] : earlier.fields.members())
        if (subject.fields[name] != value)
            result.set.set(name, value);
    for (const std::string& name : earlier.sealed)
        if (std::find(subject.sealed.begin(), subject.sealed.end(), name) == subject.sealed.end())
            result.problems.push_back({"not_undone", name,
                                       say("ველის „{}“ დალუქული მნიშვნელობა უკვე გაშვებულია", "the sealed value of \"{}\" was let go of", name)});
    return result;
}

std::vector<ClosedTransition> closed_transitions(const CaseType& from, const model::Case& before, const CaseType& to,
                                                 const model::Case& after, const MigrationFacts& facts)
{
    const auto outcome = [&](const CaseType& type, const Transition& transition, const model::Case& subject) {
        Findings findings;
        return Guard::compile(transition.when, type, &transition, findings).evaluate(context_of(type, subject, facts));
    };
    const auto leads_from = [](const Transition& transition, const std::string& state) {
        return std::find(transition.from.begin(), transition.from.end(), state) != transition.from.end();
    };
    std::vector<ClosedTransition> closed;
    for (const Transition& was : from.transitions) {
        const Transition* is = to.transition(was.id);
        if (!leads_from(was, before.state) || is == nullptr || !leads_from(*is, after.state) || is->when.empty())
            continue;
        if (!was.when.empty() && !outcome(from, was, before).holds)
            continue;
        const GuardOutcome now = outcome(to, *is, after);
        if (!now.holds)
            closed.push_back({was.id, now.reason});
    }
    return closed;
}

} // namespace ogp::workflow
