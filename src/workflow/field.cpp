#include "workflow/field.hpp"

#include "workflow/words.hpp"

#include <algorithm>

namespace ogp::workflow {

std::string_view code(FieldType type)
{
    switch (type) {
    case FieldType::String: return "string";
    case FieldType::Text: return "text";
    case FieldType::Integer: return "integer";
    case FieldType::Decimal: return "decimal";
    case FieldType::Boolean: return "boolean";
    case FieldType::Date: return "date";
    case FieldType::PrintedDate: return "printed_date";
    case FieldType::Datetime: return "datetime";
    case FieldType::Localized: return "localized";
    case FieldType::Enum: return "enum";
    case FieldType::Ref: return "ref";
    case FieldType::Person: return "person";
    case FieldType::Email: return "email";
    case FieldType::Phone: return "phone";
    case FieldType::Url: return "url";
    case FieldType::Record: return "record";
    case FieldType::Money: return "money";
    case FieldType::Geo: return "geo";
    case FieldType::Attachment: return "attachment";
    case FieldType::Duration: return "duration";
    }
    return {};
}

std::optional<FieldType> field_type_from(std::string_view code)
{
    return from_code(field_types, code);
}

std::string_view code(Privacy privacy)
{
    switch (privacy) {
    case Privacy::Public: return "public";
    case Privacy::Internal: return "internal";
    case Privacy::Personal: return "personal";
    case Privacy::Secret: return "secret";
    }
    return {};
}

std::optional<Privacy> privacy_from(std::string_view code)
{
    return from_code(privacies, code);
}

const EnumMember* Enumeration::find(std::string_view member) const
{
    const auto found = std::find_if(members.begin(), members.end(), [&](const EnumMember& m) { return m.id == member; });
    return found == members.end() ? nullptr : &*found;
}

} // namespace ogp::workflow
