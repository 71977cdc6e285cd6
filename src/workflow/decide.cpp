#include "workflow/decide.hpp"

#include "base/text.hpp"
#include "model/event.hpp"
#include "workflow/acting_role.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {
namespace {

/// A rule that says no. Thrown and caught in this file alone, so that the order of the rules reads from top to bottom.
struct Refused
{
    Refusal refusal;
};

[[noreturn]] void refuse(const char* rule, Localized reason, Localized hint = {})
{
    throw Refused{{rule, std::move(reason), std::move(hint)}};
}

bool contains(const std::vector<std::string>& list, std::string_view word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

template <class Items>
std::vector<std::string> ids_of(const Items& items)
{
    std::vector<std::string> ids;
    for (const auto& item : items)
        ids.push_back(item.id);
    return ids;
}

Localized labelled(std::string_view id, const Localized& label)
{
    return {fmt::format("{} ({})", id, label.in(Language::Ka)), fmt::format("{} ({})", id, label.in(Language::En))};
}

/// "; did you mean "x"?" in both languages, or nothing.
Localized suggestion(std::string_view word, const std::vector<std::string>& candidates)
{
    const auto near = nearest(word, candidates);
    return near ? say("; ხომ არ გულისხმობდით „{}“-ს?", "; did you mean \"{}\"?", *near) : Localized();
}

Localized joined(const Localized& a, const Localized& b)
{
    return {a.ka + b.ka, a.en + b.en};
}

/// One decision while it is made.
class Judge
{
public:
    Judge(const CaseType& type, const model::Case* subject, const Actor& actor, const Intent& intent, const Facts& facts)
        : m_type(type), m_subject(subject), m_actor(actor), m_intent(intent), m_facts(facts)
    {
    }

    Permit run()
    {
        switch (m_intent.op) {
        case model::Op::Open: open(); break;
        case model::Op::Set: set(); break;
        case model::Op::Move: move(); break;
        case model::Op::Comment: comment(); break;
        case model::Op::Define:
        case model::Op::Grant:
            throw Error(Fault::Internal, Localized("საცავის მოქმედება საქმეს არ ეხება", "an act on the repository is not decided here"));
        }
        std::sort(m_permit.to_seal.begin(), m_permit.to_seal.end());
        return std::move(m_permit);
    }

private:
    void open()
    {
        check_role(m_type.permissions.open);
        m_permit.to = open_state();
        read_values();
        for (const Field& field : m_type.fields) {
            if (!field.preset.is_null() && m_permit.set.find(field.id) == nullptr)
                m_permit.set.set(field.id, field.preset);
        }
        drop_nothings();
        for (const Field& field : m_type.fields) {
            if (field.required && !given_at_opening(field))
                refuse("field_required",
                       {fmt::format("სავალდებულო ველი შევსებული არ არის: {} ({})", field.id, field.label.ka),
                        fmt::format("a required field is not given: {} ({})", field.id, field.label.en)},
                       set_hint(field.id));
        }
        read_text();
    }

    void set()
    {
        check_role(m_type.permissions.set);
        // What a source prints is corrected by importing it again, whatever became of the case.
        if (m_actor.role != importer_role)
            check_not_closed();
        read_values();
        read_text();
        if (changes_nothing())
            refuse("nothing_to_do", Localized("ცვლილება არ არის: მნიშვნელობები უკვე ასეთია",
                                              "there is nothing to change: the values are these already"));
    }

    void comment()
    {
        check_role(m_type.permissions.comment);
        if (m_intent.set.size() != 0 || m_intent.add.size() != 0 || m_intent.del.size() != 0)
            refuse("bad_value", Localized("კომენტარი ველებს ვერ ცვლის", "a comment cannot change fields"));
        read_values();
        read_text();
        if (!has_text())
            refuse("comment_missing", Localized("კომენტარი ცარიელია", "the comment is empty"));
    }

    void move()
    {
        const Transition& transition = find_transition();
        check_role(transition.roles);
        check_from(transition);
        m_permit.from = m_subject->state;
        m_permit.to = transition.to;
        read_values();
        check_settable(transition);
        const model::Case after = outcome();
        check_require(transition, after);
        check_guard(transition, after);
        read_text();
        if (transition.comment == CommentRule::Required && !has_text())
            refuse("comment_missing", needs_comment(transition),
                   Localized("დაუმატეთ მიზეზი: --comment \"…\"", "give the reason: --comment \"…\""));
    }

    static Localized needs_comment(const Transition& transition)
    {
        const Localized name = labelled(transition.id, transition.label);
        return {fmt::format("{}: კომენტარი სავალდებულოა", name.ka), fmt::format("{}: a comment is required", name.en)};
    }

    const model::Case& subject() const
    {
        if (m_subject == nullptr)
            throw Error(Fault::Internal, Localized("გადაწყვეტილებას საქმე აკლია", "the decision lacks its case"));
        return *m_subject;
    }

    // Who

    void check_role(const std::vector<std::string>& roles) const
    {
        if (!holds_role(m_actor))
            refuse("role_not_allowed",
                   joined(say("{}-ს როლი „{}“ არ აქვს", "{} does not have the role \"{}\"", printable(m_actor.id),
                              printable(m_actor.role)),
                          suggestion(m_actor.role, m_actor.roles)),
                   say("მინიჭებული როლები: {}", "the roles held are: {}", join(m_actor.roles, ", ")));
        if (role_fits(roles, m_actor.role))
            return;
        if (roles.empty())
            refuse("role_not_allowed", Localized("ეს მოქმედება არავის შეუძლია", "nobody may do this"));
        refuse("role_not_allowed",
               say("როლს „{0}“ ეს არ შეუძლია; შეუძლია: {1}", "the role \"{0}\" may not do this; it is for: {1}", m_actor.role,
                   join(roles, ", ")),
               allowed_now());
    }

    // State

    std::string open_state() const
    {
        if (!m_intent.state)
            return m_type.initial_state().id;
        const State* state = m_type.state(*m_intent.state);
        if (state == nullptr) {
            const auto states = ids_of(m_type.states);
            refuse("unknown_state",
                   joined(say("უცნობია მდგომარეობა „{}“", "unknown state \"{}\"", printable(*m_intent.state)),
                          suggestion(*m_intent.state, states)),
                   say("მდგომარეობებია: {}", "the states are: {}", join(states, ", ")));
        }
        if (!state->initial && m_actor.role != importer_role)
            refuse("role_not_allowed",
                   say("საქმე იხსნება მდგომარეობაში {}; სხვაში მხოლოდ იმპორტით", "a case is opened as {}; in another state only by an import",
                       m_type.initial_state().id),
                   say("როლში „{}“", "in the role \"{}\"", importer_role));
        return state->id;
    }

    const State* state_now() const { return m_type.state(subject().state); }

    void check_not_closed() const
    {
        const State* state = state_now();
        if (state == nullptr || !state->terminal)
            return;
        const Localized name = labelled(state->id, state->label);
        refuse("case_closed", {fmt::format("საქმე დახურულია: {}", name.ka), fmt::format("the case is closed: {}", name.en)},
               allowed_now());
    }

    const Transition& find_transition() const
    {
        const Transition* transition = m_type.transition(m_intent.transition);
        if (transition != nullptr)
            return *transition;
        const std::string shown = printable(shorten(m_intent.transition, 60));
        refuse("unknown_transition",
               joined(say("უცნობია მოქმედება „{}“", "unknown transition \"{}\"", shown),
                      suggestion(m_intent.transition, ids_of(m_type.transitions))),
               allowed_now());
    }

    void check_from(const Transition& transition) const
    {
        if (contains(transition.from, subject().state))
            return;
        check_not_closed();
        const State* state = state_now();
        const Localized name = labelled(transition.id, transition.label);
        const Localized now = state == nullptr ? both(subject().state) : labelled(state->id, state->label);
        const std::string from = join(transition.from, ", ");
        refuse("not_from_this_state",
               {fmt::format("{} შესაძლებელია მდგომარეობიდან: {}; ახლა არის {}", name.ka, from, now.ka),
                fmt::format("{} is possible from: {}; the case is now {}", name.en, from, now.en)},
               allowed_now());
    }

    /// "allowed now: start (Start), withdraw (Withdraw)".
    Localized allowed_now() const
    {
        if (m_subject == nullptr)
            return {};
        std::string ka;
        std::string en;
        for (const Transition* transition : open_transitions(m_type, *m_subject, m_actor)) {
            const Localized name = labelled(transition->id, transition->label);
            ka += (ka.empty() ? "" : ", ") + name.ka;
            en += (en.empty() ? "" : ", ") + name.en;
        }
        if (ka.empty())
            return say("როლს „{}“ ახლა არც ერთი მოქმედება არ შეუძლია", "nothing can be done now in the role \"{}\"", m_actor.role);
        return {"ახლა შესაძლებელია: " + ka, "possible now: " + en};
    }

    // Values

    const Field& find_field(const std::string& name) const
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

    [[noreturn]] static void bad_value(const Field& field, const Localized& problem)
    {
        const Localized name = labelled(field.id, field.label);
        refuse("bad_value", {fmt::format("{}: {}", name.ka, problem.ka), fmt::format("{}: {}", name.en, problem.en)});
    }

    static Json checked(const CaseType& type, const Field& field, const Json& value)
    {
        CheckedValue result = check_value(type, field, value);
        if (result.problem)
            bad_value(field, *result.problem);
        return std::move(result.value);
    }

    void read_values()
    {
        for (const auto& [name, value] : m_intent.set.members())
            read_set(find_field(name), value);
        read_elements(m_intent.add, m_permit.add);
        read_elements(m_intent.del, m_permit.del);
        for (const std::string& name : m_intent.sealed)
            read_sealed(name);
    }

    void read_set(const Field& field, const Json& value)
    {
        Json normal = checked(m_type, field, value);
        if (field.required && normal.is_null())
            refuse("field_required",
                   say("სავალდებულო ველს „{}“ მნიშვნელობას ვერ წაართმევთ", "the required field \"{}\" cannot be left without a value",
                       field.id));
        if (is_sealed(field.privacy) && !normal.is_null())
            m_permit.to_seal.push_back(field.id);
        m_permit.set.set(field.id, std::move(normal));
    }

    void read_elements(const Json& given, Json& permitted)
    {
        for (const auto& [name, value] : given.members()) {
            const Field& field = find_field(name);
            if (!field.many)
                bad_value(field, {"ველს ერთი მნიშვნელობა აქვს, ელემენტები არ ემატება და არ აკლდება",
                                  "the field holds one value, elements cannot be added or taken out"});
            if (is_sealed(field.privacy))
                bad_value(field, {"პირადი ველი მხოლოდ მთლიანად იცვლება", "a personal field is only changed as a whole"});
            if (m_intent.set.find(name) != nullptr)
                bad_value(field, {"ველი ან მთლიანად იცვლება, ან ელემენტებით", "a field is changed either as a whole or by elements"});
            Json normal = checked(m_type, field, value);
            if (!normal.is_null())
                permitted.set(name, std::move(normal));
        }
    }

    /// A value that only its keeper can read: that it may be there is all that can be judged.
    void read_sealed(const std::string& name)
    {
        if (name == words_name(m_intent.op) && is_sealed(m_type.comments)) {
            m_text_is_sealed = true;
            return;
        }
        const Field& field = find_field(name);
        if (!is_sealed(field.privacy))
            bad_value(field, {"ველი პირადი არ არის, მნიშვნელობა ღიად უნდა ეწეროს", "the field is not personal, its value must stand in clear"});
        if (m_intent.set.find(name) != nullptr)
            bad_value(field, {"მნიშვნელობა ორჯერ არის მოცემული", "the value is given twice"});
    }

    void drop_nothings()
    {
        Json kept = Json::object();
        for (const auto& [name, value] : m_permit.set.members()) {
            if (is_given(value))
                kept.set(name, value);
        }
        m_permit.set = std::move(kept);
    }

    bool given_at_opening(const Field& field) const
    {
        return is_given(m_permit.set[field.id]) || is_given(m_permit.add[field.id]) || contains(m_intent.sealed, field.id);
    }

    /// With a transition go the fields that it asks for; others only where the role may set fields.
    void check_settable(const Transition& transition) const
    {
        if (role_fits(m_type.permissions.set, m_actor.role))
            return;
        const auto check = [&](const std::string& name) {
            if (!contains(transition.require, name))
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

    /// The case as it would be, in its present state: what `require` and the guard look at.
    model::Case outcome() const
    {
        model::Case after = subject();
        model::Event event;
        event.op = model::Op::Set;
        event.set = m_permit.set;
        event.add = m_permit.add;
        event.del = m_permit.del;
        for (const std::string& name : m_intent.sealed) {
            if (!are_words(name))
                event.sealed.emplace(name, Hash());
        }
        model::apply(after, event, Hash());
        after.version = subject().version;
        after.updated = subject().updated;
        return after;
    }

    bool changes_nothing() const
    {
        if (!m_intent.sealed.empty() || !m_permit.to_seal.empty())
            return false;
        const model::Case after = outcome();
        return after.fields == subject().fields && after.sealed == subject().sealed;
    }

    void check_require(const Transition& transition, const model::Case& after) const
    {
        for (const std::string& name : transition.require) {
            if (is_given(after.fields[name]) || contains(after.sealed, name))
                continue;
            const Field* field = m_type.field(name);
            const Localized label = field == nullptr ? both(name) : labelled(name, field->label);
            refuse("field_missing",
                   {fmt::format("{}-ს სჭირდება ველი {}", labelled(transition.id, transition.label).ka, label.ka),
                    fmt::format("{} needs the field {}", labelled(transition.id, transition.label).en, label.en)},
                   set_hint(name));
        }
    }

    static Localized set_hint(const std::string& field)
    {
        return say("დაუმატეთ: --set {}=…", "add: --set {}=…", field);
    }

    void check_guard(const Transition& transition, const model::Case& after) const
    {
        if (transition.when.empty())
            return;
        Findings findings;
        const Guard guard = Guard::compile(transition.when, m_type, &transition, findings);
        const GuardOutcome outcome = guard.evaluate(
            {m_type, after, m_facts.children, m_actor.id, m_actor.role, m_facts.now, m_facts.today});
        if (outcome.holds)
            return;
        Localized reason = outcome.reason;
        if (!transition.guard_help.empty())
            reason = {fmt::format("{} ({})", transition.guard_help.ka, reason.ka),
                      fmt::format("{} ({})", transition.guard_help.en, reason.en)};
        refuse("guard_failed", std::move(reason), allowed_now());
    }

    // Words

    bool are_words(const std::string& name) const { return m_text_is_sealed && name == words_name(m_intent.op); }

    bool has_text() const { return !m_permit.text.empty() || m_text_is_sealed; }

    void read_text()
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

    const CaseType& m_type;
    const model::Case* m_subject;
    const Actor& m_actor;
    const Intent& m_intent;
    const Facts& m_facts;
    Permit m_permit;
    bool m_text_is_sealed = false;
};

} // namespace

Decision decide(const CaseType& type, const model::Case* subject, const Actor& actor, const Intent& intent, const Facts& facts)
{
    try {
        return {Judge(type, subject, actor, intent, facts).run(), std::nullopt};
    } catch (Refused& refused) {
        return {std::nullopt, std::move(refused.refusal)};
    }
}

} // namespace ogp::workflow
