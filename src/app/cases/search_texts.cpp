#include "app/cases/search_texts.hpp"

#include "store/projection.hpp"

#include <utility>

namespace ogp::app {
namespace {

using workflow::FieldType;

void push(std::vector<SearchText>& texts, std::string_view field, const std::string& text)
{
    if (!text.empty())
        texts.push_back({std::string(field), text});
}

/// Every text in a value.
void push_all(std::vector<SearchText>& texts, std::string_view field, const Json& value)
{
    if (value.is_text())
        push(texts, field, value.as_text());
    else if (value.is_array())
        for (const Json& item : value.items())
            push_all(texts, field, item);
    else if (value.is_object())
        for (const auto& [key, member] : value.members())
            push_all(texts, field, member);
}

/// What people wrote: no codes, references, dates or hashes.
void push_value(std::vector<SearchText>& texts, const workflow::Field& field, const Json& value)
{
    if (value.is_array()) {
        for (const Json& item : value.items())
            push_value(texts, field, item);
    } else if (field.type == FieldType::Localized && value.is_object()) {
        push(texts, field.id, value.text("ka"));
        push(texts, field.id, value.text("en"));
    } else if (field.type == FieldType::Attachment) {
        push(texts, field.id, value.text("name"));
    } else if (field.type == FieldType::String || field.type == FieldType::Text || field.type == FieldType::Localized ||
               field.type == FieldType::Url || field.type == FieldType::Record) {
        push_all(texts, field.id, value);
    }
}

void push_event(std::vector<SearchText>& texts, const model::Event& event)
{
    push(texts, "comment", event.text);
    push(texts, "reason", event.why);
    for (const model::Attachment& attachment : event.attachments)
        push(texts, "file", attachment.name);
}

} // namespace

std::vector<SearchText> title_texts(const store::CaseRow& row)
{
    std::vector<SearchText> texts;
    push(texts, "number", row.number);
    push(texts, "title", row.title.ka);
    if (row.title.en != row.title.ka)
        push(texts, "title", row.title.en);
    return texts;
}

std::vector<SearchText> other_texts(const Repository& repository, const store::CaseRow& row)
{
    std::vector<SearchText> texts;
    const workflow::CaseType& type = repository.type(row.subject.workflow);
    for (const workflow::Field& field : type.fields)
        if (!workflow::is_sealed(field.privacy) && field.id != type.number_field && field.id != type.title_field)
            push_value(texts, field, row.subject.fields[field.id]);
    // A case that nothing happened to since it was opened has no words but its fields; most have one event alone.
    if (row.subject.version > 1 && !workflow::is_sealed(type.comments))
        for (const store::StoredEvent& stored : repository.store().history(row.subject.uid))
            if (store::is_folded(stored.leaf.verdict))
                push_event(texts, stored.event);
    return texts;
}

} // namespace ogp::app
