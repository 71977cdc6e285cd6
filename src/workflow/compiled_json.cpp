#include "workflow/compiled_parts.hpp"

#include "base/error.hpp"

namespace ogp::workflow {
namespace {

std::string text_of(const Json& json, std::string_view key)
{
    if (!json.is_text())
        damaged(key);
    return json.as_text();
}

Localized label_of(const Json& json, std::string_view key)
{
    if (json.size() != 2 || !json["ka"].is_text() || !json["en"].is_text())
        damaged(key);
    return {json["ka"].as_text(), json["en"].as_text()};
}

std::vector<std::string> list_of(const Json& json, std::string_view key)
{
    if (!json.is_array())
        damaged(key);
    std::vector<std::string> list;
    list.reserve(json.size());
    for (const Json& item : json.items())
        list.push_back(text_of(item, key));
    return list;
}

} // namespace

Json words_json(const std::vector<std::string>& list)
{
    Json json = Json::array();
    for (const std::string& word : list)
        json.push(Json(word));
    return json;
}

Json localized_json(const Localized& text)
{
    return Json::object({{"en", Json(text.en)}, {"ka", Json(text.ka)}});
}

void set_words(Json& json, const char* key, const std::vector<std::string>& list)
{
    if (!list.empty())
        json.set(key, words_json(list));
}

void set_text(Json& json, const char* key, const std::string& text)
{
    if (!text.empty())
        json.set(key, Json(text));
}

void set_localized(Json& json, const char* key, const Localized& text)
{
    if (!text.empty())
        json.set(key, localized_json(text));
}

void set_flag(Json& json, const char* key, bool flag)
{
    if (flag)
        json.set(key, Json(true));
}

void set_number(Json& json, const char* key, const std::optional<std::int64_t>& number)
{
    if (number)
        json.set(key, Json(*number));
}

void set_pairs(Json& json, const char* key, const std::vector<std::pair<std::string, std::string>>& pairs)
{
    if (pairs.empty())
        return;
    Json list = Json::array();
    for (const auto& [first, second] : pairs)
        list.push(words_json({first, second}));
    json.set(key, std::move(list));
}

void damaged(std::string_view what)
{
    throw Error(Fault::Integrity,
                say("საქმის ტიპის შენახული ვერსია დაზიანებულია: {}", "the stored version of a case type is damaged: {}", what),
                Localized("შეამოწმეთ საცავი: ogp fsck", "check the repository: ogp fsck"));
}

Members::Members(const Json& json, std::string_view what) : m_json(json), m_what(what)
{
    if (!json.is_object())
        damaged(what);
}

const Json* Members::optional(std::string_view key)
{
    const Json* value = m_json.find(key);
    m_read += value != nullptr ? 1U : 0U;
    return value;
}

const Json& Members::value(std::string_view key)
{
    const Json* found = optional(key);
    if (found == nullptr)
        damaged(key);
    return *found;
}

std::string Members::text(std::string_view key)
{
    return text_of(value(key), key);
}

std::string Members::optional_text(std::string_view key)
{
    const Json* found = optional(key);
    return found == nullptr ? std::string() : given(text_of(*found, key), key);
}

std::optional<std::int64_t> Members::optional_integer(std::string_view key)
{
    const Json* found = optional(key);
    if (found == nullptr)
        return std::nullopt;
    if (!found->is_integer())
        damaged(key);
    return found->as_integer();
}

std::int64_t Members::integer(std::string_view key)
{
    return known_value(optional_integer(key), key);
}

bool Members::flag(std::string_view key)
{
    const Json* found = optional(key);
    if (found != nullptr && (!found->is_boolean() || !found->as_boolean()))
        damaged(key);
    return found != nullptr;
}

Localized Members::label(std::string_view key)
{
    return label_of(value(key), key);
}

Localized Members::optional_label(std::string_view key)
{
    const Json* found = optional(key);
    return found == nullptr ? Localized() : given(label_of(*found, key), key);
}

std::vector<std::string> Members::list(std::string_view key)
{
    return list_of(value(key), key);
}

std::vector<std::string> Members::optional_list(std::string_view key)
{
    const Json* found = optional(key);
    return found == nullptr ? std::vector<std::string>() : given(list_of(*found, key), key);
}

std::vector<std::pair<std::string, std::string>> Members::optional_pairs(std::string_view key)
{
    std::vector<std::pair<std::string, std::string>> pairs;
    const Json* found = optional(key);
    if (found == nullptr)
        return pairs;
    if (!found->is_array() || found->size() == 0)
        damaged(key);
    for (const Json& item : found->items()) {
        const std::vector<std::string> pair = list_of(item, key);
        if (pair.size() != 2)
            damaged(key);
        pairs.emplace_back(pair[0], pair[1]);
    }
    return pairs;
}

void Members::end() const
{
    if (m_read != m_json.size())
        damaged(m_what);
}

} // namespace ogp::workflow
