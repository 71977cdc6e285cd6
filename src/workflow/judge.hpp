#pragma once

#include "workflow/decide.hpp"
#include "workflow/refuse.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ogp::workflow {

/// One decision while it is made. Each kind of act is a list of rules in their order; a rule that says no throws Refused.
class Judge
{
public:
    Judge(const CaseType& type, const model::Case* subject, const Actor& actor, const Intent& intent, const Facts& facts)
        : m_type(type), m_subject(subject), m_actor(actor), m_intent(intent), m_facts(facts)
    {
    }

    Permit run();
    /// What the computed fields of the case come out as, where they hold something else.
    Json computed();

private:
    // The acts (judge.cpp)
    void open();
    void set();
    void comment();
    void attach();
    void move();
    const model::Case& subject() const;

    // Who, and from which state (judge_state.cpp)
    void check_holds_role() const;
    void check_role(const std::vector<std::string>& roles) const;
    void check_mover(const Transition& transition) const;
    bool is_system_act(const Transition& transition) const;
    void check_due(const Transition& transition) const;
    void check_passed(const Term& term) const;
    void check_four_eyes(const Transition& transition) const;
    void check_fewest_children(const Transition& transition) const;
    void check_parent() const;
    std::string open_state() const;
    const State* state_now() const;
    void check_not_closed() const;
    const Transition& find_transition() const;
    void check_from(const Transition& transition) const;
    Localized allowed_now() const;

    // Values (judge_values.cpp)
    const Field& find_field(const std::string& name) const;
    [[noreturn]] void bad_value(const Field& field, const Localized& problem) const;
    Json checked(const CaseType& type, const Field& field, const Json& value) const;
    void read_values();
    void read_set(const Field& field, const Json& value);
    void read_elements(const Json& given, Json& permitted);
    void read_sealed(const std::string& name);
    void check_frozen(const Field& field) const;
    void inherit();
    void fill_presets();
    Json preset_of(const Field& field) const;
    void drop_nothings();
    bool given_at_opening(const Field& field) const;
    void check_required() const;
    void check_settable(const Transition& transition) const;
    void check_not_written(const Transition& transition) const;
    model::Case outcome() const;
    bool changes_nothing() const;
    void check_require(const Transition& transition, const model::Case& after) const;
    bool are_words(const std::string& name) const { return m_text_is_sealed && name == words_name(m_intent.op); }
    bool has_text() const { return !m_permit.text.empty() || m_text_is_sealed; }
    void read_text();

    // Guards, expressions and what follows (judge_effects.cpp)
    GuardContext context(const model::Case& after) const;
    const Json& input() const { return m_intent.sealed.empty() ? m_intent.set : m_input; }
    void check_guard(const Transition& transition, const std::string& guard, const model::Case& after) const;
    Json worked_out(const std::string& source, const Transition* transition, const Field* field, const std::string& name,
                    const model::Case& after) const;
    void write_value(const Field& field, Json value);
    void run_set(const Transition& transition);
    void run_computed();
    bool applies(const Effect& effect, const Transition* transition, const model::Case& after) const;
    void change_by_effects(const std::vector<Effect>& effects, const Transition* transition);
    void change_by(const Effect& effect, const model::Case& after);
    void follow_from(const std::vector<Effect>& effects, const Transition* transition, const std::string& why);
    void add_consequence(const Effect& effect, const Transition* transition, const std::string& why, const model::Case& after);
    void cascade(const Transition& transition);

    // Votes, links, ticks (judge_acts.cpp)
    void vote();
    const VoteGroup& find_group(const Ballot& ballot, bool is_own) const;
    void check_open_for_votes() const;
    void link();
    void tick();
    const std::vector<Effect>& effects_of(const Sla& sla, const model::TickDetail& tick) const;

    // What becomes of an event that lost (judge_resolve.cpp)
    void resolve();
    const std::vector<std::string>& roles_to_settle(const model::Event& disputed) const;
    void check_settlement(const model::Event& disputed, model::Settlement choice) const;
    void check_as_disputed(const model::Event& disputed) const;

    const CaseType& m_type;
    const model::Case* m_subject;
    const Actor& m_actor;
    const Intent& m_intent;
    const Facts& m_facts;
    Permit m_permit;
    Json m_input; ///< the given values, those that are sealed by name alone
    bool m_text_is_sealed = false;
    bool m_files_are_sealed = false;
};

} // namespace ogp::workflow
