#include "workflow/schema.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "calendar/loader.hpp"
#include "workflow/keys.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace ogp::workflow {
namespace {

constexpr const char* id_pattern = "^[a-z][a-z0-9_]*$";

Json of_type(const char* type)
{
    return Json::object({{"type", Json(type)}});
}

Json like(const char* pattern)
{
    return Json::object({{"type", Json("string")}, {"pattern", Json(pattern)}});
}

Json any_of(std::vector<Json> schemas)
{
    return Json::object({{"anyOf", Json(Json::Array(std::move(schemas)))}});
}

Json one_of_words(const std::vector<std::string>& words)
{
    if (words.size() == 1)
        return Json::object({{"const", Json(words.front())}});
    Json list = Json::array();
    for (const std::string& word : words)
        list.push(Json(word));
    return Json::object({{"enum", std::move(list)}});
}

Json list_of(Json item)
{
    return Json::object({{"type", Json("array")}, {"items", std::move(item)}});
}

Json map_of(Json value, const char* pattern = id_pattern)
{
    return Json::object({{"type", Json("object")},
                         {"additionalProperties", Json(false)},
                         {"minProperties", Json(1)},
                         {"patternProperties", Json::object({{pattern, std::move(value)}})}});
}

/// {name: any value}
Json any_values()
{
    return Json::object({{"type", Json("object")},
                         {"additionalProperties", Json(false)},
                         {"patternProperties", Json::object({{id_pattern, Json::object()}})}});
}

Json label()
{
    const Json text = Json::object({{"type", Json("string")}, {"minLength", Json(1)}});
    Json needed = Json::array();
    needed.push(Json("ka"));
    needed.push(Json("en"));
    return Json::object({{"type", Json("object")},
                         {"additionalProperties", Json(false)},
                         {"properties", Json::object({{"ka", text}, {"en", text}})},
                         {"required", std::move(needed)}});
}

/// Numbers and dates that are written without quotes are texts to the reader and not to every editor.
Json plain_text()
{
    Json types = Json::array();
    for (const char* type : {"string", "number", "boolean"})
        types.push(Json(type));
    return Json::object({{"type", std::move(types)}});
}

/// One key of a file, whichever table it stands in.
struct Row
{
    std::string object;
    std::string key;
    bool needed;
    Label about;
    Json value;
};

class SchemaMaker
{
public:
    SchemaMaker(SchemaDraft draft, std::vector<Row> rows) : m_draft(draft), m_rows(std::move(rows)) {}

    static std::string definitions(SchemaDraft draft) { return draft == SchemaDraft::Draft2020 ? "$defs" : "definitions"; }

    Json make(std::string_view kind, const std::string& root)
    {
        Json schema = object(root);
        const bool is_new = m_draft == SchemaDraft::Draft2020;
        schema.set("$schema", Json(is_new ? "https://json-schema.org/draft/2020-12/schema" : "http://json-schema.org/draft-07/schema#"));
        schema.set("title", Json(fmt::format("ogp {}", kind)));
        Json parts = Json::object();
        parts.set("label", label());
        std::vector<std::string> names;
        for (const Row& row : m_rows) {
            if (row.object != root && std::find(names.begin(), names.end(), row.object) == names.end())
                names.push_back(row.object);
        }
        for (const std::string& name : names) {
            Json part = object(name);
            if (name == "effect") {
                part.set("minProperties", Json(1));
                part.set("maxProperties", Json(2)); // One effect, and `when`.
            }
            parts.set(name, std::move(part));
        }
        schema.set(definitions(m_draft), std::move(parts));
        return schema;
    }

private:
    Json object(const std::string& name) const
    {
        Json properties = Json::object();
        Json patterns = Json::object();
        Json needed = Json::array();
        for (const Row& row : m_rows) {
            if (row.object != name)
                continue;
            Json value = row.value;
            // In draft 07 nothing may stand beside a reference.
            if (m_draft == SchemaDraft::Draft2020 || value.find("$ref") == nullptr)
                value.set("description", Json(fmt::format("{} / {}", row.about.en, row.about.ka)));
            if (row.key.find('.') != std::string::npos) // Stands for all keys that begin like it.
                patterns.set("^" + row.key.substr(0, row.key.find('.')) + "\\.", std::move(value));
            else
                properties.set(row.key, std::move(value));
            if (row.needed)
                needed.push(Json(row.key));
        }
        Json schema = Json::object({{"type", Json("object")}, {"additionalProperties", Json(false)}, {"properties", std::move(properties)}});
        if (patterns.size() > 0)
            schema.set("patternProperties", std::move(patterns));
        if (needed.size() > 0)
            schema.set("required", std::move(needed));
        return schema;
    }

    SchemaDraft m_draft;
    std::vector<Row> m_rows;
};

/// The schema of values, with references into the definitions of that draft.
class Values
{
public:
    explicit Values(SchemaDraft draft) : m_draft(draft) {}

    Json reference(std::string_view object) const
    {
        return Json::object({{"$ref", Json(fmt::format("#/{}/{}", SchemaMaker::definitions(m_draft), object))}});
    }

    Json of(const Key& key) const
    {
        const std::vector<std::string> choices = choices_of(key);
        const Json term = any_of({like("^[0-9]+ ?[a-z_]+$"), reference("term")});
        const Json duration = any_of({like("^[0-9]+ ?[a-z_]+$"), reference("duration")});
        const Json text = Json::object({{"type", Json("string")}, {"minLength", Json(1)}});
        const Json word = choices.empty() ? text : one_of_words(choices);
        switch (key.shape) {
        case Shape::Version: return Json::object({{"const", Json(1)}});
        case Shape::Text: return text;
        case Shape::Condition:
        case Shape::Expression: return plain_text();
        case Shape::Id: return like(id_pattern);
        case Shape::Number: return of_type("integer");
        case Shape::Flag: return of_type("boolean");
        case Shape::Word: return word;
        case Shape::Words: {
            Json list = list_of(word);
            list.set("uniqueItems", Json(true));
            return list;
        }
        case Shape::Label: return reference("label");
        case Shape::Scalar: return plain_text();
        case Shape::Percent: return like("^[0-9]{1,3}%$");
        case Shape::Size: return any_of({like("^[0-9]+ ?(kB|MB|KiB|MiB)?$"), of_type("integer")});
        case Shape::Term: return term;
        case Shape::Duration: return duration;
        case Shape::DurationOrPercent: return any_of({like("^[0-9]{1,3}%$"), duration});
        case Shape::Target: return any_of({term, reference("target")});
        case Shape::Object: return reference(key.item);
        case Shape::Map: return map_of(reference(key.item));
        case Shape::VersionMap: return map_of(reference(key.item), "^[1-9][0-9]*$");
        case Shape::TermMap: return map_of(term);
        case Shape::WordMap: return map_of(word);
        case Shape::TextMap: return map_of(text);
        case Shape::ExpressionMap: return map_of(plain_text());
        case Shape::LabelMap: return map_of(reference("label"));
        case Shape::EnumMap: return map_of(map_of(reference("label")));
        case Shape::Effects:
        case Shape::List: return list_of(reference(key.item));
        case Shape::WordPairs: {
            Json pair = list_of(like(id_pattern));
            pair.set("minItems", Json(2));
            pair.set("maxItems", Json(2));
            return list_of(std::move(pair));
        }
        case Shape::Sequence: return list_of(text);
        case Shape::Values: return any_values();
        case Shape::Rows: return list_of(any_values());
        }
        return Json::object();
    }

    Json of(const calendar::KeyRow& row) const
    {
        using enum calendar::ValueKind;
        const char* day = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
        std::vector<std::string> choices;
        for (const std::string_view word : split(row.choices, '|'))
            choices.emplace_back(word);
        switch (row.kind) {
        case Version: return Json::object({{"const", Json(1)}});
        case Word: return one_of_words(choices);
        case Id: return like(id_pattern);
        case Text:
        case RuleText: return Json::object({{"type", Json("string")}, {"minLength", Json(1)}});
        case calendar::ValueKind::Label: return reference("label");
        case Day: return like(day);
        case YearOrDay: return any_of({of_type("integer"), like(day)});
        case Years: return any_of({list_of(of_type("integer")), one_of_words(choices)});
        case Hours: return list_of(like("^[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}$"));
        case Ids: return list_of(like(id_pattern));
        case Object: return reference(row.item);
        case List: return list_of(reference(row.item));
        }
        return Json::object();
    }

private:
    SchemaDraft m_draft;
};

/// In what a scenario tells, "$name" stands for a value of its table, and what is not set is null.
Json in_scenario(const Key& key, Json value)
{
    constexpr std::array<std::string_view, 5> told = {"given", "other", "step", "expect", "expected"};
    const bool is_word = key.shape == Shape::Number || key.shape == Shape::Flag || key.shape == Shape::Word || key.shape == Shape::Id;
    if (std::find(told.begin(), told.end(), key.object) == told.end() || (!is_word && key.shape != Shape::Scalar))
        return value;
    return any_of({std::move(value), is_word ? like("^\\$[a-z][a-z0-9_]*$") : of_type("null")});
}

/// The mappings that `root` leads to, itself included.
std::vector<std::string> reached_from(std::string_view root)
{
    std::vector<std::string> names{std::string(root)};
    for (std::size_t i = 0; i < names.size(); ++i) {
        for (const Key* key : keys_of(names[i])) {
            std::vector<std::string> next{key->item};
            if (key->shape == Shape::Target)
                next = {"target", "term"};
            else if (key->shape == Shape::Term || key->shape == Shape::TermMap)
                next = {"term"};
            else if (key->shape == Shape::Duration || key->shape == Shape::DurationOrPercent)
                next = {"duration"};
            for (const std::string& name : next) {
                if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
                    names.push_back(name);
            }
        }
    }
    return names;
}

} // namespace

std::optional<SchemaDraft> schema_draft_from(std::string_view word)
{
    if (word == "2020-12")
        return SchemaDraft::Draft2020;
    return word == "07" ? std::optional(SchemaDraft::Draft07) : std::nullopt;
}

Json json_schema(std::string_view kind, SchemaDraft draft)
{
    const Values values(draft);
    std::vector<Row> rows;
    if (kind == "calendar") {
        for (const calendar::KeyRow& row : calendar::calendar_keys())
            rows.push_back({row.object, row.key, row.needed, row.about, values.of(row)});
        return SchemaMaker(draft, std::move(rows)).make(kind, "");
    }
    if (std::find(schema_kinds.begin(), schema_kinds.end(), kind) == schema_kinds.end())
        throw Error(Fault::Internal, say("სქემა „{}“ არ არის", "there is no schema \"{}\"", kind));
    for (const std::string& object : reached_from(kind)) {
        for (const Key* key : keys_of(object))
            rows.push_back({object, key->name, key->need == Need::Required, key->about, in_scenario(*key, values.of(*key))});
    }
    return SchemaMaker(draft, std::move(rows)).make(kind, std::string(kind));
}

} // namespace ogp::workflow
