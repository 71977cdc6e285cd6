#pragma once

#include "base/hash.hpp"
#include "base/json.hpp"
#include "base/language.hpp"
#include "model/type_profile.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::workflow {

/// What a field holds, and its shape in JSON.
enum class FieldType {
    String,      ///< one line, at most `max` characters
    Text,        ///< several lines
    Integer,     ///< whole number within 2^53
    Decimal,     ///< decimal string, four places
    Boolean,     ///< true or false; not set is unknown, never false
    Date,        ///< "YYYY-MM-DD"
    PrintedDate, ///< {printed, value, precision}: model/printed_date.hpp
    Datetime,    ///< RFC 3339 text
    Localized,   ///< {ka, en}, a language may be missing; `confidence` high|medium|low where a text was recovered
    Enum,        ///< id of a member of `of`
    Ref,         ///< uid of a case of type `to`
    Person,      ///< {name, ...}: always personal
    Email,
    Phone,
    Url,
    Record,      ///< an object of values that stand together, as a source document has them
};
inline constexpr std::array field_types = {
    FieldType::String,    FieldType::Text,     FieldType::Integer, FieldType::Decimal, FieldType::Boolean, FieldType::Date,
    FieldType::PrintedDate, FieldType::Datetime, FieldType::Localized, FieldType::Enum,  FieldType::Ref,     FieldType::Person,
    FieldType::Email,     FieldType::Phone,    FieldType::Url,     FieldType::Record};
/// "string", "printed_date", ...: the word in YAML.
std::string_view code(FieldType type);
std::optional<FieldType> field_type_from(std::string_view code);

/// Who may see a value. Personal and secret values are never in the bytes of an event.
enum class Privacy { Public, Internal, Personal, Secret };
inline constexpr std::array privacies = {Privacy::Public, Privacy::Internal, Privacy::Personal, Privacy::Secret};
/// "public", "internal", "personal", "secret".
std::string_view code(Privacy privacy);
std::optional<Privacy> privacy_from(std::string_view code);
inline bool is_sealed(Privacy privacy) { return privacy == Privacy::Personal || privacy == Privacy::Secret; }

struct EnumMember
{
    std::string id;
    Localized label;
};

struct Enumeration
{
    std::string id;
    std::vector<EnumMember> members;

    const EnumMember* find(std::string_view member) const;
};

struct Field
{
    std::string id;
    FieldType type = FieldType::String;
    Privacy privacy = Privacy::Public;
    bool many = false;     ///< an array of such values
    bool required = false; ///< must be given when the case is opened, and cannot be taken away
    std::optional<std::int64_t> min; ///< integers and decimals: least value; texts: fewest characters
    std::optional<std::int64_t> max;
    std::string of;        ///< Enum
    std::string to;        ///< Ref: a case type
    Json preset;           ///< value where none is given at opening; null: none
    Localized label;
    Localized help;
};

struct State
{
    std::string id;
    model::StateCategory category = model::StateCategory::Open;
    bool initial = false;
    bool terminal = false;
    Localized label;
};

enum class CommentRule { Optional, Required };

struct Transition
{
    std::string id;
    std::vector<std::string> from;
    std::string to;
    std::vector<std::string> roles;
    std::vector<std::string> require; ///< fields that must have a value after the act
    std::string when;                 ///< guard, "" for none (guard.hpp)
    Localized guard_help;             ///< said to people when the guard fails
    CommentRule comment = CommentRule::Optional;
    Localized label;
};

inline constexpr std::array state_categories = {model::StateCategory::Open, model::StateCategory::Waiting,
                                                model::StateCategory::Done, model::StateCategory::Cancelled};
std::optional<model::StateCategory> state_category_from(std::string_view code);

/// Roles that may do what is not a transition.
struct Permissions
{
    std::vector<std::string> open;
    std::vector<std::string> set;
    std::vector<std::string> comment;
};

/// One version of a case type, checked: every name it uses exists, every guard is well-typed.
struct CaseType
{
    std::string id;
    std::int64_t version = 1;
    Localized label;
    Localized plural;
    std::string number_field;
    std::string title_field;
    std::string parent_field;
    std::vector<std::string> columns;  ///< YAML `columns`: fields that lists show beside number, title and state
    std::vector<std::string> children; ///< case types whose parent is this one, for count(children.X, ...)
    Privacy comments = Privacy::Public;
    Permissions permissions;
    std::vector<Enumeration> enums;
    std::vector<Field> fields;
    std::vector<State> states;
    std::vector<Transition> transitions;

    const Field* field(std::string_view id) const;
    const State* state(std::string_view id) const;
    const Transition* transition(std::string_view id) const;
    const Enumeration* enumeration(std::string_view id) const;
    const State& initial_state() const;
    model::TypeProfile profile() const;
};

struct Role
{
    std::string id;
    Localized label;
};

/// The role that may act in every other, four-eyes rules apart. Acting as admin stands in for every role of a person; what
/// only the importer or the system may do must be done in that role by name, so that the record says so.
inline constexpr std::string_view admin_role = "admin";
/// The role in which plans and tables are imported.
inline constexpr std::string_view importer_role = "importer";
/// The role of automatic acts.
inline constexpr std::string_view system_role = "system";

/// The compiled form: canonical JSON whose hash names the version. A case is pinned to that hash, and the compiled form is
/// what is kept in the repository and loaded by everyday commands; YAML is read only when a version is made active.
///
/// Of `children` it holds those that a guard counts: a new case type with this one as its parent is no new version of it.
Json compile(const CaseType& type);
/// Throws Error{Integrity} where the value was not written by compile(). Guards are not compiled here (decide does that
/// for the one it needs): a command loads a case type in a fraction of a millisecond.
CaseType load_compiled(const Json& compiled);
/// SHA-256("ogp-workflow-v1\0" || canonical JSON).
Hash workflow_hash(const Json& compiled);

} // namespace ogp::workflow
