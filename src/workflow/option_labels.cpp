#include "workflow/option_labels.hpp"

#include "base/text.hpp"

#include <utility>

namespace ogp::workflow {
namespace {

/// What is compared: composed characters in lower case. Georgian as it is written has no case.
std::string folded(std::string_view text)
{
    return to_lower(to_nfc(trim(text)));
}

Json id_of(const Enumeration& enumeration, const Json& value)
{
    if (!value.is_text() || enumeration.find(trim(value.as_text())) != nullptr)
        return value;
    const std::vector<std::string> ids = options_labelled(enumeration, value.as_text());
    return ids.size() == 1 ? Json(ids.front()) : value;
}

} // namespace

std::vector<std::string> options_labelled(const Enumeration& enumeration, std::string_view label)
{
    std::vector<std::string> ids;
    if (!is_utf8(label) || trim(label).empty())
        return ids;
    const std::string wanted = folded(label);
    for (const EnumMember& member : enumeration.members)
        if (wanted == folded(member.label.ka) || wanted == folded(member.label.en))
            ids.push_back(member.id);
    return ids;
}

Json with_option_ids(const CaseType& type, const Field& field, Json value)
{
    const Enumeration* enumeration = field.type == FieldType::Enum ? type.enumeration(field.of) : nullptr;
    if (enumeration == nullptr)
        return value;
    if (!value.is_array())
        return id_of(*enumeration, value);
    Json ids = Json::array();
    for (const Json& item : value.items())
        ids.push(id_of(*enumeration, item));
    return ids;
}

} // namespace ogp::workflow
