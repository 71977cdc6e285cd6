#include "workflow/scenario_values.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "workflow/decide.hpp"

#include <string>
#include <utility>

namespace ogp::workflow {
namespace {

constexpr std::int64_t size_of_a_file = 1'000;

/// A file of that name; scenarios have no bytes.
Json attachment(const std::string& name)
{
    constexpr std::pair<std::string_view, std::string_view> kinds[] = {
        {".pdf", "application/pdf"}, {".csv", "text/csv"}, {".jpg", "image/jpeg"}, {".png", "image/png"}, {".zip", "application/zip"}};
    std::string_view kind = "application/octet-stream";
    for (const auto& [ending, type] : kinds)
        if (name.ends_with(ending))
            kind = type;
    return Json::object({{"name", Json(name)}, {"sha256", Json(sha256(name).hex())}, {"size", Json(size_of_a_file)}, {"type", Json(kind)}});
}

/// A mapping or list as it is written; numbers only where they are written without quotes.
Json plain(const YamlNode& node)
{
    if (node.is_sequence()) {
        Json list = Json::array();
        for (const YamlNode& item : node.items)
            list.push(plain(item));
        return list;
    }
    if (node.is_mapping()) {
        Json object = Json::object();
        for (const YamlNode::Member& member : node.members)
            object.set(member.key, plain(member.value));
        return object;
    }
    if (node.is_null())
        return {};
    const auto number = node.quoted ? std::nullopt : to_integer(node.scalar);
    return number ? Json(std::int64_t{*number}) : Json(node.scalar);
}

Json single(const CaseType& type, Field field, const YamlNode& node)
{
    field.many = false;
    if (node.is_scalar()) {
        if (field.type == FieldType::Attachment)
            return attachment(node.scalar);
        if (field.type == FieldType::Ref)
            return Json(node.scalar);
        if (field.type == FieldType::Datetime)
            if (const auto time = scenario_time(node.scalar))
                return Json(time->rfc3339());
        const CheckedValue value = parse_value(type, field, node.scalar);
        return value.problem ? Json(node.scalar) : value.value;
    }
    const CheckedValue value = check_value(type, field, plain(node));
    return value.problem ? plain(node) : value.value;
}

} // namespace

Json scenario_value(const CaseType& type, std::string_view name, const YamlNode& node)
{
    const Field* field = type.field(name);
    if (field == nullptr || node.is_null())
        return plain(node);
    if (!field->many)
        return single(type, *field, node);
    Json list = Json::array();
    if (node.is_sequence()) {
        for (const YamlNode& item : node.items)
            list.push(single(type, *field, item));
    } else {
        list.push(single(type, *field, node));
    }
    return list;
}

std::optional<Instant> scenario_time(std::string_view text)
{
    constexpr std::size_t minutes = std::string_view("2026-04-06T11:00").size();
    const bool without_seconds = text.size() > minutes && text[minutes] != ':' && text.size() > 10 && text[10] == 'T';
    return without_seconds ? Instant::parse(std::string(text.substr(0, minutes)) + ":00" + std::string(text.substr(minutes)))
                           : Instant::parse(text);
}

} // namespace ogp::workflow
