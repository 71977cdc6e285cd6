#include "workflow/judge.hpp"

#include "base/text.hpp"
#include "workflow/acting_role.hpp"

#include <utility>

namespace ogp::workflow {

namespace {

/// What is to be written: one option for each field.
Localized set_hint(const std::vector<const Field*>& fields)
{
    std::string options;
    for (const Field* field : fields)
        options += fmt::format("{}--set {}={}", fields.size() == 1 ? " " : "\n  ", field->id, field->type == FieldType::Attachment ? "@…" : "…");
    return {"დაუმატეთ:" + options, "add:" + options};
}

/// "place (Place), photo (Photo)".
Localized names_of(const std::vector<const Field*>& fields)
{
    Localized names;
    for (const Field* field : fields) {
        const Localized name = labelled(field->id, field->label);
        names = joined(names, names.empty() ? name : joined(both(", "), name));
    }
    return names;
}

} // namespace

const Field& Judge::find_field(const std::string& name) const
{
    const Field* field = m_type.field(name);
    if (field != nullptr)
        return *field;
    const auto fields = ids_of(m_type.fields);
    const std::string shown = printable(shorten(name, 60));
    refuse("unknown_field",
           joined(say("ტიპს „{0}“ არ აქვს ველი „{1}“", "the type \"{0}\" has no field \"{1}\"", m_type.id, shown),
                  suggestion(name, fields)),
           say("ველებია: {}", "the fields are: {}", join(fields, ", ")));
}

void Judge::bad_value(const Field& field, const Localized& problem) const
{
    const Localized name = labelled(field.id, field.label);
    refuse("bad_value", {fmt::format("{}: {}", name.ka, problem.ka), fmt::format("{}: {}", name.en, problem.en)});
}

Json Judge::checked(const CaseType& type, const Field& field, const Json& value) const
{
    CheckedValue result = check_value(type, field, value);
    if (result.problem)
        bad_value(field, *result.problem);
    return std::move(result.value);
}

void Judge::read_values()
{
    for (const auto& [name, value] : m_intent.set.members())
        read_set(find_field(name), value);
    read_elements(m_intent.add, m_permit.add);
    read_elements(m_intent.del, m_permit.del);
    for (const std::string& name : m_intent.sealed)
        read_sealed(name);
    if (m_intent.sealed.empty())
        return;
    // To a guard that asks whether a value comes with the act, its name is enough.
    m_input = m_intent.set;
    for (const std::string& name : m_intent.sealed)
        if (m_type.field(name) != nullptr)
            m_input.set(name, Json(true));
}

void Judge::read_set(const Field& field, const Json& value)
{
    if (!field.computed.empty())
        bad_value(field, {"ველი გამოითვლება, ხელით არ იწერება", "the field is computed and not set by hand"});
    Json normal = checked(m_type, field, value);
    if (field.required && normal.is_null())
        refuse("field_required",
               say("სავალდებულო ველს „{}“ მნიშვნელობას ვერ წაართმევთ", "the required field \"{}\" cannot be left without a value",
                   field.id));
    if (is_sealed(field.privacy) || normal != (m_subject == nullptr ? Json() : m_subject->fields[field.id]))
        check_frozen(field);
    if (is_sealed(field.privacy) && !normal.is_null())
        m_permit.to_seal.push_back(field.id);
    m_permit.set.set(field.id, std::move(normal));
}

void Judge::read_elements(const Json& given, Json& permitted)
{
    for (const auto& [name, value] : given.members()) {
        const Field& field = find_field(name);
        if (!field.computed.empty())
            bad_value(field, {"ველი გამოითვლება, ხელით არ იწერება", "the field is computed and not set by hand"});
        if (!field.many)
            bad_value(field, {"ველს ერთი მნიშვნელობა აქვს, ელემენტები არ ემატება და არ აკლდება",
                              "the field holds one value, elements cannot be added or taken out"});
        if (is_sealed(field.privacy))
            bad_value(field, {"პირადი ველი მხოლოდ მთლიანად იცვლება", "a personal field is only changed as a whole"});
        if (m_intent.set.find(name) != nullptr)
            bad_value(field, {"ველი ან მთლიანად იცვლება, ან ელემენტებით", "a field is changed either as a whole or by elements"});
        check_frozen(field);
        Json normal = checked(m_type, field, value);
        if (!normal.is_null())
            permitted.set(name, std::move(normal));
    }
}

void Judge::read_sealed(const std::string& name)
{
    if (name == words_name(m_intent.op) && is_sealed(m_type.comments)) {
        m_text_is_sealed = true;
        return;
    }
    if (m_intent.op == model::Op::Attach && name == model::sealed_files && is_sealed(m_type.comments)) {
        m_files_are_sealed = true;
        return;
    }
    const Field& field = find_field(name);
    if (!is_sealed(field.privacy))
        bad_value(field, {"ველი პირადი არ არის, მნიშვნელობა ღიად უნდა ეწეროს", "the field is not personal, its value must stand in clear"});
    if (m_intent.set.find(name) != nullptr)
        bad_value(field, {"მნიშვნელობა ორჯერ არის მოცემული", "the value is given twice"});
    check_frozen(field);
}

void Judge::check_frozen(const Field& field) const
{
    if (m_subject == nullptr || !holds_word(field.frozen_in, m_subject->state))
        return;
    const State* state = m_type.state(m_subject->state);
    const Localized where = state == nullptr ? both(m_subject->state) : labelled(state->id, state->label);
    const Localized name = labelled(field.id, field.label);
    refuse("field_frozen", {fmt::format("ველი {} მდგომარეობაში {} აღარ იცვლება", name.ka, where.ka),
                            fmt::format("the field {} cannot be changed any more in the state {}", name.en, where.en)});
}

/// What a new part takes over from the case above it.
void Judge::inherit()
{
    if (m_facts.parent == nullptr)
        return;
    for (const ChildRule& rule : m_facts.parent->type.child_rules) {
        if (rule.type != m_type.id)
            continue;
        for (const std::string& name : rule.inherit) {
            const Field* field = m_type.field(name);
            const Json& value = m_facts.parent->subject.fields[name];
            if (field != nullptr && is_given(value) && m_permit.set.find(name) == nullptr && !is_sealed(field->privacy))
                m_permit.set.set(name, checked(m_type, *field, value));
        }
    }
}

Json Judge::preset_of(const Field& field) const
{
    const bool is_time = field.type == FieldType::Datetime || field.type == FieldType::Date || field.type == FieldType::PrintedDate;
    if (!is_time || (field.preset != Json("now") && field.preset != Json("today")))
        return field.preset;
    return checked(m_type, field, Json(field.type == FieldType::Datetime ? m_facts.now.rfc3339() : m_facts.today.iso()));
}

void Judge::fill_presets()
{
    for (const Field& field : m_type.fields) {
        if (!field.preset.is_null() && m_permit.set.find(field.id) == nullptr && !holds_word(m_intent.sealed, field.id))
            m_permit.set.set(field.id, preset_of(field));
    }
}

void Judge::check_required() const
{
    std::vector<const Field*> missing;
    for (const Field& field : m_type.fields)
        if (field.required && !given_at_opening(field))
            missing.push_back(&field);
    if (missing.empty())
        return;
    const Localized what = missing.size() == 1 ? Localized("სავალდებულო ველი შევსებული არ არის: ", "a required field is not given: ")
                                               : Localized("სავალდებულო ველები შევსებული არ არის: ", "required fields are not given: ");
    refuse("field_required", joined(what, names_of(missing)), set_hint(missing));
}

void Judge::drop_nothings()
{
    Json kept = Json::object();
    for (const auto& [name, value] : m_permit.set.members()) {
        if (is_given(value))
            kept.set(name, value);
    }
    m_permit.set = std::move(kept);
}

bool Judge::given_at_opening(const Field& field) const
{
    return is_given(m_permit.set[field.id]) || is_given(m_permit.add[field.id]) || holds_word(m_intent.sealed, field.id);
}

void Judge::check_settable(const Transition& transition) const
{
    if (role_fits(m_type.permissions.set, m_actor.role))
        return;
    const auto check = [&](const std::string& name) {
        if (!holds_word(transition.require, name))
            refuse("role_not_allowed",
                   say("როლს „{0}“ ველის „{1}“ შეცვლა არ შეუძლია", "the role \"{0}\" may not set the field \"{1}\"", m_actor.role,
                       name),
                   say("ამ მოქმედებას ახლავს: {}", "with this transition go: {}",
                       transition.require.empty() ? std::string("-") : join(transition.require, ", ")));
    };
    for (const Json* values : {&m_permit.set, &m_permit.add, &m_permit.del}) {
        for (const auto& [name, value] : values->members())
            check(name);
    }
    for (const std::string& name : m_intent.sealed) {
        if (!are_words(name))
            check(name);
    }
}

/// What a transition writes by itself is not given by hand as well: an event shows one value only.
void Judge::check_not_written(const Transition& transition) const
{
    for (const auto& [name, source] : transition.set) {
        const Field* field = m_type.field(name);
        const bool given = m_intent.set.find(name) != nullptr || m_intent.add.find(name) != nullptr || m_intent.del.find(name) != nullptr;
        if (given && field != nullptr)
            bad_value(*field, say("ველს თვითონ {} წერს, ხელით არ იწერება", "{} writes the field by itself, it is not set by hand", transition.id));
    }
}

/// The case as it would be, in its present state: what `require`, guards and expressions look at.
model::Case Judge::outcome() const
{
    model::Case after;
    if (m_subject != nullptr)
        after = *m_subject;
    else
        after.state = m_permit.to;
    model::Event event;
    event.op = model::Op::Set;
    event.set = m_permit.set;
    event.add = m_permit.add;
    event.del = m_permit.del;
    for (const std::string& name : m_intent.sealed) {
        if (!are_words(name) && name != model::sealed_files)
            event.sealed.emplace(name, Hash());
    }
    model::apply(after, event, Hash());
    after.version = m_subject == nullptr ? 0 : m_subject->version;
    after.updated = m_subject == nullptr ? m_facts.now : m_subject->updated;
    if (m_subject == nullptr)
        after.type = m_type.id, after.opened = after.entered = m_facts.now;
    return after;
}

bool Judge::changes_nothing() const
{
    if (!m_intent.sealed.empty() || !m_permit.to_seal.empty())
        return false;
    const model::Case after = outcome();
    return after.fields == subject().fields && after.sealed == subject().sealed;
}

void Judge::check_require(const Transition& transition, const model::Case& after) const
{
    std::vector<const Field*> missing;
    for (const std::string& name : transition.require)
        if (!is_given(after.fields[name]) && !holds_word(after.sealed, name))
            missing.push_back(&find_field(name));
    if (missing.empty())
        return;
    const Localized what = missing.size() == 1 ? Localized("-ს სჭირდება ველი ", " needs the field ")
                                               : Localized("-ს სჭირდება ველები ", " needs the fields ");
    refuse("field_missing", joined(joined(labelled(transition.id, transition.label), what), names_of(missing)), set_hint(missing));
}

void Judge::read_text()
{
    Field words;
    words.id = "text";
    words.type = FieldType::Text;
    words.label = Localized("კომენტარი", "comment");
    const Json text = checked(m_type, words, Json(m_intent.text));
    if (text.is_null())
        return;
    if (m_text_is_sealed)
        bad_value(words, {"მნიშვნელობა ორჯერ არის მოცემული", "the value is given twice"});
    m_permit.text = text.as_text();
    if (is_sealed(m_type.comments))
        m_permit.to_seal.emplace_back(words_name(m_intent.op));
}

} // namespace ogp::workflow
