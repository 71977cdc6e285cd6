#include "app/repository/outbox_message.hpp"

#include "app/cases/values.hpp"
#include "app/repository/shipped.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ogp::app {
namespace {

Json json_of(const Localized& text)
{
    return Json::object({{"en", Json(text.in(Language::En))}, {"ka", Json(text.in(Language::Ka))}});
}

bool is_sealed_in(const store::CaseRow& row, const std::string& field)
{
    const auto& sealed = row.subject.sealed;
    return std::binary_search(sealed.begin(), sealed.end(), field);
}

Localized state_of(const workflow::CaseType& type, const store::CaseRow& row)
{
    const workflow::State* state = type.state(row.subject.state);
    return state != nullptr ? state->label : both(row.subject.state);
}

/// Fields that stand in the open, without the classes that are left out.
Json open_fields(const workflow::CaseType& type, const store::CaseRow& row, const Json& left_out)
{
    Json fields = Json::object();
    for (const workflow::Field& field : type.fields) {
        const Json word(code(field.privacy));
        const bool redacted =
            left_out.is_array() && std::find(left_out.items().begin(), left_out.items().end(), word) != left_out.items().end();
        const Json* value = row.subject.fields.find(field.id);
        if (!workflow::is_sealed(field.privacy) && !redacted && value != nullptr)
            fields.set(field.id, *value);
    }
    return fields;
}

} // namespace

std::optional<store::CaseRow> case_of(const Repository& repository, const store::StoredEvent& event)
{
    const auto uid = event.event.case_uid                       ? event.event.case_uid
                     : event.event.op == model::Op::Open ? std::optional(case_uid(event.id))
                                                         : std::nullopt;
    return uid ? repository.store().find(*uid) : std::nullopt;
}

Json OutboxWriter::value_of(const store::CaseRow& row, const workflow::Field& field)
{
    if (is_sealed_in(row, field.id))
        return m_personal.current(row.subject.uid, field.id).value_or(Json());
    return row.subject.fields[field.id];
}

std::optional<OutboxWriter::Recipient> OutboxWriter::recipient(const store::CaseRow& row, const std::string& to)
{
    if (to.starts_with("role:"))
        return Recipient{to, {}};
    const workflow::CaseType& type = m_repository.type(row.subject.workflow);
    const workflow::Field* field = type.field(to);
    const Json value = field == nullptr ? Json() : value_of(row, *field);
    if (value.is_text())
        return Recipient{value.as_text(), {}};
    if (!value.is_object())
        return std::nullopt;
    Recipient found{{}, value.text("name")};
    for (const char* key : {"email", "phone"})
        if (found.address.empty())
            found.address = value.text(key);
    // A person without an address of their own may have given one in a field beside.
    for (const workflow::Field& other : type.fields)
        if (found.address.empty() && (other.type == workflow::FieldType::Email || other.type == workflow::FieldType::Phone))
            if (const Json address = value_of(row, other); address.is_text())
                found.address = address.as_text();
    return found;
}

const report::Wording& OutboxWriter::wording(const std::string& id)
{
    if (const auto known = m_wordings.find(id); known != m_wordings.end())
        return known->second;
    const std::string name = "templates/messages/" + id + ".yaml";
    const std::filesystem::path own = m_repository.folder() / name;
    std::error_code failed;
    if (is_identifier(id) && std::filesystem::exists(own, failed))
        return m_wordings.emplace(id, report::Wording(YamlDocument(read_file(own, YamlLimits{}.bytes), own.string()))).first->second;
    for (const ShippedFile& file : shipped_files())
        if (file.path == name)
            return m_wordings.emplace(id, report::Wording(YamlDocument(std::string(file.content), name))).first->second;
    throw Error(Fault::NotFound, say("შეტყობინების შაბლონი „{}“ არ არის", "there is no template \"{}\" for messages", printable(id)),
                say("დაამატეთ ფაილი {}", "add the file {}", name));
}

/// What the tags of a template may name.
Json OutboxWriter::letter_values(const store::CaseRow& row, const store::StoredEvent& event, const store::OutboxRow& entry,
                                 const Recipient& recipient) const
{
    const workflow::CaseType& type = m_repository.type(row.subject.workflow);
    Json fields = Json::object();
    for (const workflow::Field& field : type.fields) {
        if (workflow::is_sealed(field.privacy))
            continue;
        const Json& value = row.subject.fields[field.id];
        fields.set(field.id, value.is_null() ? Json("") : json_of(cell_of(type, field, value).text));
    }
    return Json::object({{"type", json_of(type.label)},
                         {"number", Json(row.number)},
                         {"title", json_of(row.title)},
                         {"state", json_of(state_of(type, row))},
                         {"recipient", Json(recipient.name)},
                         {"why", Json(entry.entry.why)},
                         {"day", Json(m_repository.zone().date_at(event.event.at).iso())},
                         {"fields", std::move(fields)}});
}

std::optional<Outgoing> OutboxWriter::write(const store::OutboxRow& row)
{
    const auto event = m_repository.store().event(row.sequence);
    const auto about = event ? case_of(m_repository, *event) : std::nullopt;
    if (!about)
        throw Error(Fault::Integrity, say("გასაგზავნის {} მოვლენა ან საქმე არ არის", "the event or case of outbox entry {} is missing", row.sequence),
                    {"შეამოწმეთ: ogp fsck", "check it: ogp fsck"});
    const workflow::CaseType& type = m_repository.type(about->subject.workflow);
    const Json& arguments = row.entry.arguments;
    Outgoing message{fmt::format("{:012}-{}", row.sequence, row.index), {}};
    message.content = Json::object({{"id", Json(message.id)},
                                    {"kind", Json(row.entry.kind)},
                                    {"case", Json(about->subject.uid.hex())},
                                    {"type", Json(type.id)},
                                    {"number", Json(about->number)},
                                    {"time", Json(m_repository.zone().rfc3339(event->event.at))},
                                    {"why", Json(row.entry.why)},
                                    {"to", arguments["to"]}});
    if (row.entry.kind != code(workflow::EffectKind::Notify)) {
        message.content.set("title", json_of(about->title));
        message.content.set("state", Json(about->subject.state));
        message.content.set("fields", open_fields(type, *about, arguments["redact"]));
        return message;
    }
    const auto found = recipient(*about, arguments.text("to"));
    if (!found)
        return std::nullopt;
    const report::Wording& words = wording(arguments.text("template"));
    const Json values = letter_values(*about, *event, row, *found);
    message.content.set("template", arguments["template"]);
    message.content.set("recipient", Json::object({{"address", Json(found->address)}, {"name", Json(found->name)}}));
    for (const char* text : {"subject", "body"})
        message.content.set(text, json_of(words.text(text, values)));
    return message;
}

} // namespace ogp::app
