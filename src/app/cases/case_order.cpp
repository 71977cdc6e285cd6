#include "app/cases/case_order.hpp"

#include "app/cases/values.hpp"
#include "base/decimal.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace ogp::app {
namespace {

using Value = CaseOrder::Value;
using workflow::FieldType;

constexpr std::size_t most_paths = 10'000;

Value number(std::int64_t value)
{
    return {Value::Kind::Number, value, {}};
}

Value text(std::string_view value, Numerals numerals)
{
    return value.empty() ? Value{} : Value{Value::Kind::Text, 0, sort_key(value, numerals)};
}

template <class Member>
Value place_in(const std::vector<Member>& members, const std::string& id)
{
    const auto found = std::find_if(members.begin(), members.end(), [&](const Member& member) { return member.id == id; });
    return number(found - members.begin());
}

Value first_day(const Json& json)
{
    if (!json.is_object() || !json["value"].is_text())
        return {};
    const auto date = model::PrintedDate::parse(json["value"].as_text());
    return date ? number(date->first().days()) : Value{};
}

Value decimal(const Json& json)
{
    const auto value = json.is_text() ? Decimal::parse(json.as_text()) : std::nullopt;
    return value ? number(value->units()) : Value{};
}

/// One Georgian alphabet before the Latin one would split a list in two for no reason, so that one side stands for a text.
Value one_side(const Json& json)
{
    const Localized words = localized_of(json);
    return text(words.ka.empty() ? words.en : words.ka, Numerals::Digits);
}

bool has_an_order(const workflow::Field& field)
{
    const bool is_one_value = field.type != FieldType::Record && field.type != FieldType::Person && field.type != FieldType::Geo &&
                              field.type != FieldType::Attachment;
    return is_one_value && !field.many && !is_sealed(field.privacy);
}

Localized why_not(const workflow::Field& field)
{
    if (is_sealed(field.privacy))
        return say("„{}“ პირადი მონაცემია", "\"{}\" is personal", field.id);
    return field.many ? say("„{}“ ბევრ მნიშვნელობას იტევს", "\"{}\" holds several values", field.id)
                      : say("„{}“ შედგენილია", "\"{}\" is made of several values", field.id);
}

} // namespace

CaseOrder::CaseOrder(const Repository& repository, const workflow::CaseType* type, std::string_view words)
    : m_repository(repository), m_type(type)
{
    for (const std::string_view word : split(words, ','))
        m_terms.push_back(term_of(trim(word)));
}

CaseOrder CaseOrder::by_number(const Repository& repository)
{
    CaseOrder order(repository);
    order.m_terms = {{.source = Source::Root}, {.source = Source::Number}};
    return order;
}

CaseOrder::Term CaseOrder::term_of(std::string_view word) const
{
    static constexpr std::pair<std::string_view, Source> common[] = {
        {"number", Source::Number}, {"title", Source::Title},     {"type", Source::Type},      {"state", Source::State},
        {"version", Source::Version}, {"opened", Source::Opened}, {"updated", Source::Updated}};
    Term term;
    if (word.starts_with('-')) {
        term.descending = true;
        word.remove_prefix(1);
    }
    const workflow::Field* own = m_type != nullptr ? m_type->field(word) : nullptr;
    const bool number_or_title = own != nullptr && (own->id == m_type->number_field || own->id == m_type->title_field);
    for (const auto& [name, source] : common)
        if (name == word && (own == nullptr || number_or_title)) {
            term.source = source;
            return term;
        }
    term.source = Source::Field;
    term.field = sortable(std::string(word));
    return term;
}

const workflow::Field* CaseOrder::sortable(const std::string& name) const
{
    std::vector<std::string> known{"number", "title", "type", "state", "version", "opened", "updated"};
    if (m_type != nullptr) {
        for (const workflow::Field& field : m_type->fields)
            if (has_an_order(field) && std::find(known.begin(), known.end(), field.id) == known.end())
                known.push_back(field.id);
        if (const workflow::Field* field = m_type->field(name)) {
            if (has_an_order(*field))
                return field;
            const Localized why = why_not(*field);
            throw Error(Fault::Usage,
                        {"--sort: ამით დალაგება არ შეიძლება: " + why.ka, "--sort: a list cannot be sorted by that: " + why.en},
                        say("შესაძლებელია: {}", "possible: {}", join(known, ", ")));
        }
    }
    const auto near = nearest(name, known);
    throw Error(Fault::Usage, say("--sort: უცნობი ველი „{}“", "--sort: unknown field \"{}\"", printable(name)),
                near ? say("იქნებ {}?", "did you mean {}?", *near) : say("შესაძლებელია: {}", "possible: {}", join(known, ", ")));
}

bool CaseOrder::needs_fields() const
{
    return std::any_of(m_terms.begin(), m_terms.end(),
                       [](const Term& term) { return term.source == Source::Field || term.source == Source::Title; });
}

Value CaseOrder::value_of(const Term& term, const store::CaseKey& key) const
{
    switch (term.source) {
    case Source::Root: return number(key.root);
    case Source::Number: return text(key.number, Numerals::Roman);
    case Source::Type: return text(key.type, Numerals::Digits);
    case Source::State: return m_type != nullptr ? place_in(m_type->states, key.state) : text(key.state, Numerals::Digits);
    case Source::Version: return number(key.version);
    case Source::Opened: return number(key.opened.milliseconds());
    case Source::Updated: return number(key.updated.milliseconds());
    case Source::Title:
    case Source::Field: break;
    }
    return {};
}

Value CaseOrder::value_of(const workflow::Field& field, const Json& json)
{
    if (field.type == FieldType::Integer)
        return json.is_integer() ? number(json.as_integer()) : Value{};
    if (field.type == FieldType::Boolean)
        return json.is_boolean() ? number(json.as_boolean() ? 1 : 0) : Value{};
    if (field.type == FieldType::PrintedDate)
        return first_day(json);
    if (field.type == FieldType::Localized)
        return one_side(json);
    if (field.type == FieldType::Money)
        return decimal(json["amount"]);
    if (!json.is_text())
        return {};
    const std::string& word = json.as_text();
    switch (field.type) {
    case FieldType::Decimal: return decimal(json);
    case FieldType::Datetime: {
        const auto value = Instant::parse(word);
        return value ? number(value->milliseconds()) : Value{};
    }
    case FieldType::Enum: {
        const workflow::Enumeration* members = m_type->enumeration(field.of);
        return members != nullptr ? place_in(members->members, word) : Value{};
    }
    case FieldType::Ref: return path_of(word);
    default: return text(word, Numerals::Digits);
    }
}

Value CaseOrder::path_of(const std::string& uid)
{
    if (const auto known = m_paths.find(uid); known != m_paths.end())
        return text(known->second, Numerals::Roman);
    const auto id = CaseUid::from_hex(uid);
    const auto row = id ? m_repository.store().find(*id) : std::nullopt;
    if (m_paths.size() >= most_paths)
        m_paths.clear();
    return text(m_paths.emplace(uid, row ? row->path : std::string()).first->second, Numerals::Roman);
}

CaseOrder::Place CaseOrder::place_of(const store::CaseKey& key)
{
    Place place{{}, key.row};
    place.values.reserve(m_terms.size());
    for (const Term& term : m_terms)
        place.values.push_back(value_of(term, key));
    return place;
}

CaseOrder::Place CaseOrder::place_of(const store::CaseRow& row)
{
    const model::Case& subject = row.subject;
    store::CaseKey key{row.row, row.row, subject.type, subject.state, row.number, subject.version, subject.opened, subject.updated};
    const bool by_root = std::any_of(m_terms.begin(), m_terms.end(), [](const Term& term) { return term.source == Source::Root; });
    if (by_root && row.root)
        if (const auto root = m_repository.store().find(*row.root))
            key.root = root->row;
    Place place = place_of(key);
    for (std::size_t i = 0; i < m_terms.size(); ++i) {
        if (m_terms[i].source == Source::Title)
            place.values[i] = text(row.title.ka.empty() ? row.title.en : row.title.ka, Numerals::Digits);
        else if (m_terms[i].source == Source::Field)
            place.values[i] = value_of(*m_terms[i].field, subject.fields[m_terms[i].field->id]);
    }
    return place;
}

bool CaseOrder::before(const Place& left, const Place& right) const
{
    for (std::size_t i = 0; i < m_terms.size(); ++i) {
        const Value& a = left.values[i];
        const Value& b = right.values[i];
        if ((a.kind == Value::Kind::Missing) != (b.kind == Value::Kind::Missing))
            return b.kind == Value::Kind::Missing;
        if (a.number != b.number)
            return (a.number < b.number) != m_terms[i].descending;
        if (a.text != b.text)
            return (a.text < b.text) != m_terms[i].descending;
    }
    return left.row < right.row;
}

} // namespace ogp::app
