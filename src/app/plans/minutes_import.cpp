#include "app/cases/change.hpp"
#include "app/plans/minutes.hpp"
#include "base/text.hpp"
#include "workflow/definition.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace ogp::app {
namespace {

enum class MinutesShape { Text, Words, Mapping, List };

struct MinutesKey
{
    const char* object; ///< "" for the whole file
    const char* name;
    MinutesShape shape;
    bool needed = false;
    const char* item = ""; ///< the mapping that its value is, or that its items are
};

using enum MinutesShape;

/// What a file of minutes may say. "words" are {ka, en, printed}; the item of the agenda that proceedings and decisions belong
/// to is `item`.
constexpr MinutesKey keys[] = {
    {"", "ogp", Text, true},
    {"", "kind", Text, true},
    {"", "number", Text, true},
    {"", "number_printed", Text},
    {"", "title", Words, true},
    {"", "body", Words},
    {"", "place", Words},
    {"", "date", Mapping, true, "day"},
    {"", "opened", Mapping, false, "time"},
    {"", "closed", Mapping, false, "time"},
    {"", "chair", Mapping, false, "person"},
    {"", "secretary", Mapping, false, "person"},
    {"", "presenter", Mapping, false, "person"},
    {"", "attendance", List, false, "member"},
    {"", "guests", List, false, "person"},
    {"", "competence", Words},
    {"", "agenda", List, false, "agenda"},
    {"", "proceedings", List, false, "proceeding"},
    {"", "decisions", List, false, "decision"},
    {"", "action_items", List, false, "action"},
    {"", "signatures", List, false, "person"},
    {"day", "printed", Text},
    {"day", "value", Text},
    {"day", "precision", Text},
    {"time", "printed", Text},
    {"time", "value", Text},
    {"person", "name", Words, true},
    {"person", "office", Words},
    {"person", "role", Words},
    {"member", "side", Text},
    {"member", "who", Words, true},
    {"agenda", "number", Text, true},
    {"agenda", "item", Words, true},
    {"agenda", "commitment", Text},
    {"proceeding", "item", Text},
    {"proceeding", "date", Text}, // An older name of `item`.
    {"proceeding", "ka", Text},
    {"proceeding", "en", Text},
    {"decision", "number", Text},
    {"decision", "item", Text},
    {"decision", "date", Text},
    {"decision", "text", Words, true},
    {"action", "who", Text},
    {"action", "what", Text},
    {"words", "ka", Text},
    {"words", "en", Text},
    {"words", "printed", Text},
};

/// Reads a file into JSON and collects what is wrong with it.
class MinutesReader
{
public:
    explicit MinutesReader(const YamlDocument& document) : m_document(document) {}

    Json read()
    {
        Json values = mapping(m_document.root(), "");
        if (values.text("kind") != "minutes" && m_findings.empty())
            refuse(m_document.root(), "wrong_kind", Localized("მოსალოდნელია kind: minutes", "expected kind: minutes"));
        if (values.text("ogp") != "1" && m_findings.empty())
            refuse(m_document.root(), "language_version", Localized("მოსალოდნელია ogp: 1", "expected ogp: 1"));
        if (!m_findings.empty())
            throw InvalidInput(say("{}: ოქმის ფაილი არ ვარგა", "{}: the file of minutes is not valid", m_document.file()), std::move(m_findings));
        return values;
    }

private:
    void refuse(const YamlNode& node, const char* code, Localized message)
    {
        Finding finding;
        finding.code = code;
        finding.place = m_document.place(node);
        finding.message = std::move(message);
        m_findings.push_back(std::move(finding));
    }

    Json mapping(const YamlNode& node, std::string_view object)
    {
        Json values = Json::object();
        if (!node.is_mapping()) {
            refuse(node, "wrong_kind", Localized("აქ უნდა იყოს {გასაღები: მნიშვნელობა}", "expected {key: value} here"));
            return values;
        }
        std::vector<std::string> names;
        for (const MinutesKey& key : keys) {
            if (key.object != object)
                continue;
            names.emplace_back(key.name);
            const YamlNode* value = node.find(key.name);
            if (value != nullptr && !value->is_null())
                values.set(key.name, value_of(*value, key));
            else if (key.needed)
                refuse(node, "missing_key", say("აკლია გასაღები „{}“", "the key \"{}\" is missing", key.name));
        }
        for (const YamlNode::Member& member : node.members)
            if (std::find(names.begin(), names.end(), member.key) == names.end())
                unknown(member, names);
        return values;
    }

    void unknown(const YamlNode::Member& member, const std::vector<std::string>& names)
    {
        YamlNode place;
        place.line = member.line;
        place.column = member.column;
        const auto near = nearest(member.key, names);
        refuse(place, "unknown_key",
               near ? say("უცნობი გასაღები „{}“; ხომ არ გულისხმობდით „{}“-ს?", "unknown key \"{}\"; did you mean \"{}\"?",
                          printable(shorten(member.key, 60)), *near)
                    : say("უცნობი გასაღები „{}“; დასაშვებია: {}", "unknown key \"{}\"; possible are: {}", printable(shorten(member.key, 60)),
                          join(names, ", ")));
    }

    Json value_of(const YamlNode& node, const MinutesKey& key)
    {
        switch (key.shape) {
        case Text:
            if (!node.is_scalar())
                refuse(node, "wrong_kind", say("„{}“ ტექსტი უნდა იყოს", "\"{}\" must be a text", key.name));
            return Json(node.scalar);
        case Words: return mapping(node, "words");
        case Mapping: return mapping(node, key.item);
        case List: break;
        }
        Json list = Json::array();
        if (!node.is_sequence())
            refuse(node, "wrong_kind", say("„{}“ სია უნდა იყოს: [ … ]", "\"{}\" must be a list: [ … ]", key.name));
        for (const YamlNode& item : node.items)
            list.push(mapping(item, key.item));
        return list;
    }

    const YamlDocument& m_document;
    Findings m_findings;
};

/// {ka, en} of {ka, en, printed}.
Json words(const Json& value)
{
    Json text = Json::object();
    for (const char* language : {"ka", "en"})
        if (const Json* side = value.find(language))
            text.set(language, *side);
    return text;
}

/// The item of the agenda; item 0 is none.
Json item_of(const Json& entry)
{
    const std::string& item = entry.find("item") != nullptr ? entry.text("item") : entry.text("date");
    return item == "0" ? Json("") : Json(item);
}

Json attendance_of(const Json& file)
{
    Json list = Json::array();
    for (const Json& member : file["attendance"].is_array() ? file["attendance"].items() : Json::Array{})
        list.push(Json::object({{"side", member["side"]}, {"who", words(member["who"])}}));
    for (const Json& guest : file["guests"].is_array() ? file["guests"].items() : Json::Array{})
        list.push(Json::object({{"side", Json("guest")}, {"who", words(guest["name"])}, {"role", words(guest["role"])}}));
    return list;
}

Json course_of(const Json& file)
{
    Json list = Json::array();
    for (const Json& entry : file["proceedings"].is_array() ? file["proceedings"].items() : Json::Array{})
        list.push(Json::object({{"item", item_of(entry)}, {"text", words(entry)}}));
    return list;
}

Json agreed_of(const Json& file)
{
    Json list = Json::array();
    for (const Json& decision : file["decisions"].is_array() ? file["decisions"].items() : Json::Array{})
        list.push(words(decision["text"]));
    return list;
}

} // namespace

MinutesFile read_minutes(const YamlDocument& document)
{
    const Json file = MinutesReader(document).read();
    MinutesFile minutes{file.text("number"), Json::object()};
    Json& values = minutes.values;
    const auto take = [&](const char* field, Json value) {
        if (value.is_text() ? !value.as_text().empty() : value.size() > 0)
            values.set(field, std::move(value));
    };
    take("number", file["number"]);
    for (const char* field : {"title", "body", "place", "competence"})
        take(field, words(file[field]));
    for (const char* field : {"date", "chair", "secretary"})
        take(field, file[field]);
    for (const char* field : {"opened", "closed"})
        take(field, file[field]["value"]);
    take("attendance", attendance_of(file));
    take("agenda", file["agenda"]);
    take("course", course_of(file));
    take("agreed", agreed_of(file));
    // What only the paper says, and what has no field of its own.
    Json printed = Json::object();
    for (const char* key : {"number_printed", "place", "date", "opened", "closed", "presenter", "action_items", "signatures"})
        if (const Json* value = file.find(key))
            printed.set(key, *value);
    take("minutes_printed", std::move(printed));
    return minutes;
}

store::CaseRow import_minutes(Repository& repository, const MinutesFile& minutes)
{
    repository.active_type("session");
    for (const store::CaseRow& row : repository.store().list({.type = "session"}))
        if (row.number == minutes.number)
            throw Error(Fault::Conflict, say("სხდომა {} უკვე არის", "there is a session {} already", printable(minutes.number)),
                        say("ნახეთ: ogp session show {}", "look at it: ogp session show {}", printable(minutes.number)));
    Change change(repository);
    change.act_as(workflow::importer_role);
    store::CaseRow row = change.open("session", minutes.values, "published");
    change.commit();
    return row;
}

} // namespace ogp::app
