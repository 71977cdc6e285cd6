#pragma once

#include "base/json.hpp"
#include "base/language.hpp"
#include "model/merge_policies.hpp"

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
    Money,       ///< {amount: decimal string with at most two places, currency: "GEL"}
    Geo,         ///< a point, {lat, lon} as decimal strings in degrees of WGS 84, at most six places
    Attachment,  ///< {name, sha256, size, type}: the bytes lie apart, by their SHA-256
    Duration,    ///< "10 working_days": calendar/duration.hpp
};
inline constexpr std::array field_types = {
    FieldType::String,      FieldType::Text,     FieldType::Integer,   FieldType::Decimal, FieldType::Boolean, FieldType::Date,
    FieldType::PrintedDate, FieldType::Datetime, FieldType::Localized, FieldType::Enum,    FieldType::Ref,     FieldType::Person,
    FieldType::Email,       FieldType::Phone,    FieldType::Url,       FieldType::Record,  FieldType::Money,   FieldType::Geo,
    FieldType::Attachment,  FieldType::Duration};
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

/// What is done to a text of the public class before it leaves the repository.
enum class Redaction {
    None,
    Review ///< a person looks for names in it first
};

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

/// `default: now` of a Date or Datetime field: the day or the time at which the case is opened.
inline constexpr std::string_view now_preset = "now";

struct Field
{
    std::string id;
    FieldType type = FieldType::String;
    Privacy privacy = Privacy::Public;
    bool many = false;     ///< an array of such values
    bool required = false; ///< must be given when the case is opened, and cannot be taken away
    std::optional<std::int64_t> min; ///< numbers, whole units of money: least value; texts: fewest characters
    std::optional<std::int64_t> max;
    std::string of;        ///< Enum
    std::string to;        ///< Ref: a case type
    Json preset;           ///< value where none is given at opening, or now_preset; null: none
    Localized label;
    Localized help;
    std::string pattern;   ///< String: what the whole text must look like (text_pattern.hpp)
    std::string currency;  ///< Money: ISO 4217
    std::string within;    ///< Geo: the area that the point must lie in
    std::vector<std::string> accept; ///< Attachment: media types, "image/*" for all of a kind; empty: any
    std::optional<std::int64_t> max_size; ///< Attachment: most bytes
    bool strip_metadata = false;     ///< Attachment: the place and camera that a picture carries are removed
    std::string retention; ///< ISO 8601 period (P3Y) after the end of the case, after which the value is erased
    Redaction redact = Redaction::None;
    std::string computed;  ///< expression; nobody sets such a field by hand
    model::MergePolicy conflict = model::MergePolicy::Conflict; ///< where two people change it without knowing of each other
    std::vector<std::string> frozen_in; ///< states in which nobody changes it
};

} // namespace ogp::workflow
