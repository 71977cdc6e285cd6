#include "workflow/checked_value.hpp"
#include "workflow/option_labels.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

#include <utility>

namespace ogp::workflow {
namespace {

bool has_georgian_letter(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Character character = utf8_at(text, at);
        if ((character.value >= 0x10A0 && character.value <= 0x10FF) || (character.value >= 0x1C90 && character.value <= 0x1CBF))
            return true;
        at += character.size == 0 ? 1 : character.size;
    }
    return false;
}

Json localized_from(std::string_view text, const Json& present)
{
    std::string_view language = has_georgian_letter(text) ? "ka" : "en";
    if (text.starts_with("ka:") || text.starts_with("en:")) {
        language = text.substr(0, 2);
        text.remove_prefix(3);
    }
    Json value = Json::object();
    const std::string other = language == "ka" ? "en" : "ka";
    if (const Json* kept = present.find(other))
        value.set(other, *kept);
    value.set(std::string(language), Json(trim(text)));
    return value;
}

/// The JSON of one value, before it is checked; nothing where the text cannot be one.
std::optional<Json> value_from(const Field& field, std::string_view text, const Json& present)
{
    switch (field.type) {
    case FieldType::Integer: {
        const auto number = to_integer(text);
        return number ? std::optional(Json(std::int64_t{*number})) : std::nullopt;
    }
    case FieldType::Boolean:
        if (text != "true" && text != "false")
            return std::nullopt;
        return Json(text == "true");
    case FieldType::Localized:
        return localized_from(text, present);
    case FieldType::Person:
        return Json::object({{"name", Json(text)}});
    case FieldType::Money:
        return written_money(text);
    case FieldType::Geo:
        return written_place(text);
    default:
        return Json(text);
    }
}

bool is_object_type(FieldType type)
{
    return type == FieldType::PrintedDate || type == FieldType::Localized || type == FieldType::Person ||
           type == FieldType::Record || type == FieldType::Money || type == FieldType::Geo || type == FieldType::Attachment;
}

/// The JSON that the text stands for, not yet checked against the field; or why it stands for none.
CheckedValue written_value(const Field& field, std::string_view text, const Json& present)
{
    const std::string_view written = trim(text);
    if (written.empty())
        return good(Json());
    const bool many_as_json = field.many && written.front() == '[';
    const bool object_as_json = is_object_type(field.type) && written.front() == '{';
    Json value;
    if (many_as_json || object_as_json) {
        try {
            value = parse_json(written);
        } catch (const Error& error) {
            if (error.fault() != Fault::Invalid)
                throw;
            return bad(error.message());
        }
    } else if (!is_utf8(written)) {
        return bad(Localized("ტექსტი არ არის სწორი UTF-8", "the text is not valid UTF-8"));
    } else {
        const auto parsed = value_from(field, written, field.many ? Json() : present);
        if (!parsed) {
            return field.type == FieldType::Boolean
                       ? bad(say("„{}“: მოსალოდნელია true ან false", "\"{}\": expected true or false", shown(written)))
                       : bad(say("„{}“: მოსალოდნელია მთელი რიცხვი", "\"{}\": expected a whole number", shown(written)));
        }
        value = *parsed;
    }
    if (field.many && !many_as_json)
        value = Json(Json::Array{std::move(value)});
    return good(std::move(value));
}

} // namespace

CheckedValue parse_value(const CaseType& type, const Field& field, std::string_view text, const Json& present)
{
    CheckedValue written = written_value(field, text, present);
    return written.problem ? written : check_value(type, field, written.value);
}

CheckedValue parse_given(const CaseType& type, const Field& field, std::string_view text, const Json& present)
{
    CheckedValue written = written_value(field, text, present);
    return written.problem ? written : check_value(type, field, with_option_ids(type, field, std::move(written.value)));
}

} // namespace ogp::workflow
