#pragma once

#include "base/json.hpp"
#include "base/language.hpp"
#include "base/time.hpp"
#include "model/case.hpp"
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
    std::vector<std::string> sealed;
    std::optional<std::string> state; ///< Open in a later state than the initial one: importer only
};

/// What else was gathered for this decision.
struct Facts
{
    ChildCounts children;
    Instant now;
    Date today;
};

/// Why something is not allowed. `rule` is stable, for scripts and leaves: role_not_allowed, unknown_transition,
/// not_from_this_state, field_missing, guard_failed, comment_missing, unknown_field, bad_value, field_required,
/// case_closed, unknown_state, nothing_to_do.
struct Refusal
{
    std::string rule;
    Localized reason;
    Localized hint; ///< what is allowed now
};

/// Allowed: the content of the event that may be written. Values are normalized (NFC, trimmed), presets filled in.
struct Permit
{
    std::string from;
    std::string to;
    Json set = Json::object();
    Json add = Json::object();
    Json del = Json::object();
    std::string text;                 ///< the words, normalized
    std::vector<std::string> to_seal; ///< names in `set` and model::words_name() whose values must be sealed, sorted
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

/// The transitions whose `from` holds the present state and that the actor's role may do, in order of definition.
std::vector<const Transition*> open_transitions(const CaseType& type, const model::Case& subject, const Actor& actor);

} // namespace ogp::workflow
