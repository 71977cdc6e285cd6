#pragma once

#include "base/json.hpp"
#include "base/language.hpp"
#include "workflow/definition.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The parts of the compiled form (definition.hpp): what is empty, false or the usual is left out, so that there is one form
/// of each case type and a key that the language gains later changes no hash.
namespace ogp::workflow {

Json words_json(const std::vector<std::string>& list);
Json localized_json(const Localized& text);
void set_words(Json& json, const char* key, const std::vector<std::string>& list);
void set_text(Json& json, const char* key, const std::string& text);
void set_localized(Json& json, const char* key, const Localized& text);
void set_flag(Json& json, const char* key, bool flag);
void set_number(Json& json, const char* key, const std::optional<std::int64_t>& number);
/// [["a", "b"], ...]: pairs in their order.
void set_pairs(Json& json, const char* key, const std::vector<std::pair<std::string, std::string>>& pairs);

template <class Item>
Json all_json(const std::vector<Item>& items, Json (*compile_one)(const Item&))
{
    Json json = Json::array();
    for (const Item& item : items)
        json.push(compile_one(item));
    return json;
}

template <class Item>
void set_all(Json& json, const char* key, const std::vector<Item>& items, Json (*compile_one)(const Item&))
{
    if (!items.empty())
        json.set(key, all_json(items, compile_one));
}

/// Throws Error{Integrity}: the stored version is not what was written.
[[noreturn]] void damaged(std::string_view what);

template <class Value>
Value known_value(std::optional<Value> value, std::string_view what)
{
    if (!value)
        damaged(what);
    return *value;
}

/// Reads the members of one object and, at the end, insists that there was nothing else.
class Members
{
public:
    Members(const Json& json, std::string_view what);

    const Json* optional(std::string_view key);
    const Json& value(std::string_view key);
    std::string text(std::string_view key);
    std::string optional_text(std::string_view key);
    std::optional<std::int64_t> optional_integer(std::string_view key);
    std::int64_t integer(std::string_view key);
    bool flag(std::string_view key);
    Localized label(std::string_view key);
    Localized optional_label(std::string_view key);
    std::vector<std::string> list(std::string_view key);
    std::vector<std::string> optional_list(std::string_view key);
    std::vector<std::pair<std::string, std::string>> optional_pairs(std::string_view key);

    template <class Item>
    std::vector<Item> all(std::string_view key, Item (*load_one)(const Json&))
    {
        return all_of(value(key), key, load_one);
    }
    template <class Item>
    std::vector<Item> optional_all(std::string_view key, Item (*load_one)(const Json&))
    {
        const Json* found = optional(key);
        return found == nullptr ? std::vector<Item>() : given(all_of(*found, key, load_one), key);
    }
    /// Of an object that is one value.
    template <class Item>
    std::optional<Item> optional_one(std::string_view key, Item (*load_one)(const Json&))
    {
        const Json* found = optional(key);
        return found == nullptr ? std::nullopt : std::optional<Item>(load_one(*found));
    }

    void end() const;

private:
    /// What is empty is left out when compiled, so that there is one form.
    template <class Value>
    static Value given(Value value, std::string_view key)
    {
        if (value.empty())
            damaged(key);
        return value;
    }
    template <class Item>
    static std::vector<Item> all_of(const Json& array, std::string_view key, Item (*load_one)(const Json&))
    {
        if (!array.is_array())
            damaged(key);
        std::vector<Item> items;
        items.reserve(array.size());
        for (const Json& item : array.items())
            items.push_back(load_one(item));
        return items;
    }

    const Json& m_json;
    std::string_view m_what;
    std::size_t m_read = 0;
};

Json compile_field(const Field& field);
Field load_field(const Json& json);
Json compile_enumeration(const Enumeration& enumeration);
Enumeration load_enumeration(const Json& json);

Json compile_term(const Term& term);
Term load_term(const Json& json);
Json compile_effect(const Effect& effect);
Effect load_effect(const Json& json);

Json compile_state(const State& state);
State load_state(const Json& json);
Json compile_transition(const Transition& transition);
Transition load_transition(const Json& json);
Json compile_sla(const Sla& sla);
Sla load_sla(const Json& json);

Json compile_numbering(const Numbering& numbering);
Numbering load_numbering(const Json& json);
Json compile_votes(const Votes& votes);
Votes load_votes(const Json& json);
Json compile_child_rule(const ChildRule& rule);
ChildRule load_child_rule(const Json& json);
Json compile_migration(const Migration& migration);
Migration load_migration(const Json& json);

} // namespace ogp::workflow
