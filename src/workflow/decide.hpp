#pragma once

#include "base/json.hpp"
#include "base/language.hpp"
#include "base/time.hpp"
#include "model/case.hpp"
#include "model/event_detail.hpp"
#include "workflow/consequence.hpp"
#include "workflow/definition.hpp"
#include "workflow/guard.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::workflow {

/// Who acts: the role acted in must be one of `roles`, or any role where `roles` has admin.
struct Actor
{
    std::string id;
    std::vector<std::string> roles;
    std::string role;
    std::string unit{}; ///< organisational unit, "" for none
};

/// Whose will an act is. A consequence follows from another act by the rules of its case type (cascades, children that are
/// opened or closed): it is made in the role system, and no role is asked for.
enum class Cause { Person, Consequence };

/// A vote as it is given: `choice` is checked by decide.
struct Ballot
{
    std::string group; ///< "" where the case type or the role leaves one only
    std::string voter; ///< "" for the actor; else the member for whom it is entered
    std::string choice;
};

/// What somebody wants to happen to a case. Personal values stand in `set` in clear for the one who writes them; an
/// authority that judges somebody else's event sees only their names, in `sealed`.
struct Intent
{
    model::Op op = model::Op::Open;
    std::string transition; ///< Move
    Json set = Json::object();
    Json add = Json::object();
    Json del = Json::object();
    std::string text;       ///< Comment; or the words that go with a Move
    std::vector<model::Attachment> attachments; ///< Attach
    std::vector<std::string> sealed;
    std::optional<std::string> state; ///< Open in a later state than the initial one: importer only; Resolve
    std::optional<Ballot> ballot;           ///< Vote
    std::optional<model::LinkDetail> link;  ///< Link
    std::optional<model::TickDetail> tick;  ///< Tick
    std::optional<model::ResolveDetail> settlement{}; ///< Resolve; `state` is the state afterwards, where another one
    const model::Event* disputed = nullptr;           ///< Resolve: the event that lost
    Cause cause = Cause::Person;
};

/// The case above one that is opened.
struct ParentFacts
{
    const CaseType& type;
    const model::Case& subject;
    std::int64_t children = 0; ///< parts of the type to be opened, cancelled ones left out
};

/// What else was gathered for this decision.
struct Facts
{
    ChildCounts children; ///< of counted_parts()
    Instant now;
    Date today;
    Clocks clocks{};
    const Calendars* calendars = nullptr;
    const ParentFacts* parent = nullptr;          ///< Open, where the case is a part of another
};

/// The case types whose cases under this one must be counted in Facts, sorted: those in guards and with a rule.
std::vector<std::string> counted_parts(const CaseType& type);

/// Why something is not allowed. `rule` is stable, for scripts and leaves: role_not_allowed, unknown_transition,
/// not_from_this_state, not_due, four_eyes, children_missing, too_many_children, field_missing, guard_failed, no_value,
/// comment_missing, unknown_field, bad_value, field_required, case_closed, unknown_state, nothing_to_do, no_votes,
/// unknown_group, not_open_for_votes, votes_elsewhere, unknown_clock, field_frozen, nothing_to_resolve, and of a simulation too_much_follows.
struct Refusal
{
    std::string rule;
    Localized reason;
    Localized hint; ///< what is allowed now
};

/// Allowed: the content of the event that may be written. Values are normalized (NFC, trimmed), presets filled in, expressions
/// worked out, so that folding the event needs no workflow.
struct Permit
{
    std::string from;
    std::string to;
    Json set = Json::object();
    Json add = Json::object();
    Json del = Json::object();
    std::string text;                 ///< the words, normalized
    std::vector<model::Attachment> attachments; ///< those that the case does not have already
    std::vector<std::string> to_seal; ///< names in `set`, model::words_name() and model::sealed_files whose values must be sealed, sorted
    Json detail = Json::object();          ///< of the event (model/event_detail.hpp)
    std::vector<Consequence> consequences; ///< what else must happen, in order
};

struct Decision
{
    std::optional<Permit> permit;
    std::optional<Refusal> refusal;

    bool allowed() const { return permit.has_value(); }
};

/// The one rule of the program: whether an intended event is allowed and what follows from it. Pure. `subject` is null for
/// an Open. The command line calls it to help the person, an authority calls it to judge.
Decision decide(const CaseType& type, const model::Case* subject, const Actor& actor, const Intent& intent,
                const Facts& facts);

/// Puts what a permit says into an event: states, values, words, files and detail. Values to be sealed stay in `set` in clear, and
/// sealed words in `why` or `text`: whoever keeps them takes them out (to_seal).
void fill(model::Event& event, const Intent& intent, const Permit& permit);

/// Whether a stored value counts as one: null, "" and [] do not.
bool is_given(const Json& value);

/// Checks and normalizes one value for a field: the value, or the reason why not (ka, en). Texts become NFC without blanks
/// at the ends; a text that is empty then, null, [] and a localized text without words become null: no value. Where the
/// field holds many, the value is an array.
struct CheckedValue
{
    Json value;
    std::optional<Localized> problem;
};
CheckedValue check_value(const CaseType& type, const Field& field, const Json& value);

/// A value written on the command line (f=v) in the JSON shape of the field: "2019-04-30" for a printed date, "ტექსტი" or
/// "en:text" for a localized one, true/false, numbers, JSON where it begins with { or [. "" takes the value away.
///
/// Words without "ka:" or "en:" before them are Georgian where they hold a Georgian letter, else English. The other language
/// of `present`, the value the case has now, is kept: who corrects one translation does not lose the other.
CheckedValue parse_value(const CaseType& type, const Field& field, std::string_view text, const Json& present = {});

/// The transitions whose `from` holds the present state and that the actor's role may do, in order of definition; those that take
/// a second person are left out for the first.
std::vector<const Transition*> open_transitions(const CaseType& type, const model::Case& subject, const Actor& actor);

} // namespace ogp::workflow
