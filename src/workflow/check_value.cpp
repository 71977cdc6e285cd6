#include "workflow/decide.hpp"

#include "base/decimal.hpp"
#include "base/error.hpp"
#include "base/id.hpp"
#include "base/text.hpp"
#include "model/printed_date.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {
namespace {

/// What an event can carry (ledger/event_bytes.hpp); a longer text is a file.
constexpr std::size_t max_text_bytes = 8'192;
constexpr std::int64_t max_integer = std::int64_t{1} << 53U;
constexpr int max_record_depth = 8;
constexpr std::size_t max_elements = 1'000;

CheckedValue bad(Localized problem)
{
    return {Json(), std::move(problem)};
}

CheckedValue good(Json value)
{
    return {std::move(value), std::nullopt};
}

CheckedValue wrong_shape(const char* ka, const char* en)
{
    return bad({fmt::format("მოსალოდნელია {}", ka), fmt::format("expected {}", en)});
}

std::size_t characters(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// A text as it is kept: NFC, line ends as \n, no blanks at the ends.
CheckedValue normal_text(const std::string& raw)
{
    if (raw.size() > max_text_bytes)
        return bad(say("ტექსტი {0} ბაიტზე გრძელია", "the text is longer than {0} bytes", max_text_bytes));
    if (!is_utf8(raw))
        return bad(Localized("ტექსტი არ არის სწორი UTF-8", "the text is not valid UTF-8"));
    std::string text;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] != '\r' || i + 1 == raw.size() || raw[i + 1] != '\n')
            text += raw[i];
    }
    if (has_control_characters(text))
        return bad(say("ტექსტში უხილავი მმართველი სიმბოლოა: {}", "the text has a control character: {}",
                       printable(shorten(text, 60))));
    text = to_nfc(trim(text));
    // Composition may lengthen a text by a few bytes.
    if (text.size() > max_text_bytes)
        return bad(say("ტექსტი {0} ბაიტზე გრძელია", "the text is longer than {0} bytes", max_text_bytes));
    return good(Json(std::move(text)));
}

CheckedValue within_length(const Field& field, CheckedValue checked)
{
    const auto length = static_cast<std::int64_t>(characters(checked.value.as_text()));
    if (field.min && length < *field.min)
        return bad(say("ტექსტში სულ მცირე {} სიმბოლო უნდა იყოს, არის {}", "the text needs at least {} characters, it has {}",
                       *field.min, length));
    if (field.max && length > *field.max)
        return bad(say("ტექსტში არაუმეტეს {} სიმბოლო უნდა იყოს, არის {}", "the text may have at most {} characters, it has {}",
                       *field.max, length));
    return checked;
}

CheckedValue check_text(const Field& field, const Json& value)
{
    if (!value.is_text())
        return wrong_shape("ტექსტი", "a text");
    CheckedValue checked = normal_text(value.as_text());
    if (checked.problem)
        return checked;
    if (checked.value.as_text().empty())
        return good(Json());
    if (field.type == FieldType::String && checked.value.as_text().find('\n') != std::string::npos)
        return wrong_shape("ერთსტრიქონიანი ტექსტი", "a text of one line");
    return within_length(field, std::move(checked));
}

CheckedValue check_integer(const Field& field, const Json& value)
{
    if (!value.is_integer() || value.as_integer() > max_integer || value.as_integer() < -max_integer)
        return wrong_shape("მთელი რიცხვი", "a whole number");
    if (field.min && value.as_integer() < *field.min)
        return bad(say("{} ნაკლებია უმცირესზე, {}", "{} is less than the least, {}", value.as_integer(), *field.min));
    if (field.max && value.as_integer() > *field.max)
        return bad(say("{} მეტია უდიდესზე, {}", "{} is more than the most, {}", value.as_integer(), *field.max));
    return good(value);
}

CheckedValue check_decimal(const Field& field, const Json& value)
{
    std::optional<Decimal> number;
    if (value.is_integer())
        number = Decimal::from_integer(value.as_integer());
    else if (value.is_text())
        number = Decimal::parse(trim(value.as_text()));
    if (!number)
        return wrong_shape("რიცხვი, არაუმეტეს ოთხი ათწილადი ნიშნით: 12.5", "a number with at most four decimal places: 12.5");
    if (field.min && *number < Decimal::from_integer(*field.min).value_or(*number))
        return bad(say("{} ნაკლებია უმცირესზე, {}", "{} is less than the least, {}", number->text(), *field.min));
    if (field.max && *number > Decimal::from_integer(*field.max).value_or(*number))
        return bad(say("{} მეტია უდიდესზე, {}", "{} is more than the most, {}", number->text(), *field.max));
    return good(Json(number->text()));
}

CheckedValue check_date(const Json& value)
{
    const auto date = value.is_text() ? Date::parse(trim(value.as_text())) : std::nullopt;
    if (!date)
        return wrong_shape("არსებული დღე სახით 2019-04-30", "an existing day like 2019-04-30");
    return good(Json(date->iso()));
}

CheckedValue check_datetime(const Json& value)
{
    const auto instant = value.is_text() ? Instant::parse(trim(value.as_text())) : std::nullopt;
    if (!instant)
        return wrong_shape("დრო სარტყლით, სახით 2019-04-15T10:00:00+04:00", "a time with its offset, like 2019-04-15T10:00:00+04:00");
    return good(Json(instant->rfc3339()));
}

bool is_key(std::string_view key)
{
    return !key.empty() && key.size() <= 64 && key.front() >= 'a' && key.front() <= 'z' &&
           std::all_of(key.begin(), key.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
           });
}

/// Any value that may stand inside of a record, with its texts normalized.
CheckedValue check_nested(const Json& value, int depth)
{
    if (depth > max_record_depth)
        return bad(say("ჩანაწერი {} დონეზე ღრმაა", "the record is nested deeper than {} levels", max_record_depth));
    if (value.is_text())
        return normal_text(value.as_text());
    if (value.is_integer())
        return check_integer(Field{}, value);
    if (value.size() > max_elements)
        return bad(say("{}-ზე მეტი ელემენტია", "there are more than {} elements", max_elements));
    Json result = value;
    if (value.is_array()) {
        result = Json::array();
        for (const Json& item : value.items()) {
            CheckedValue checked = check_nested(item, depth + 1);
            if (checked.problem)
                return checked;
            result.push(std::move(checked.value));
        }
    } else if (value.is_object()) {
        for (const auto& [key, member] : value.members()) {
            if (!is_key(key))
                return bad(say("დაუშვებელი სახელი „{}“: პატარა ლათინური ასოებით, მაგალითად „year“",
                               "the name \"{}\" is not allowed: use small Latin letters, like \"year\"",
                               printable(shorten(key, 40))));
            CheckedValue checked = check_nested(member, depth + 1);
            if (checked.problem)
                return checked;
            result.set(key, std::move(checked.value));
        }
    }
    return good(std::move(result));
}

CheckedValue check_record(const Json& value)
{
    if (!value.is_object())
        return wrong_shape("ჩანაწერი სახით {\"year\": 2019}", "a record like {\"year\": 2019}");
    if (value.size() == 0)
        return good(Json());
    return check_nested(value, 1);
}

CheckedValue check_printed_date(const Json& value)
{
    if (value.is_text()) {
        const auto date = model::PrintedDate::parse(trim(value.as_text()));
        if (!date)
            return wrong_shape("თარიღი სახით 2019-04-30, 2018-12 ან 2020", "a date like 2019-04-30, 2018-12 or 2020");
        return good(date->to_json());
    }
    const CheckedValue checked = check_nested(value, 1);
    if (checked.problem)
        return checked;
    try {
        return good(model::PrintedDate::from_json(checked.value).to_json());
    } catch (const Error& error) {
        if (error.fault() != Fault::Invalid)
            throw;
        return bad(error.message());
    }
}

CheckedValue check_localized(const Field& field, const Json& value)
{
    if (!value.is_object())
        return wrong_shape("ტექსტი სახით {\"ka\": \"…\", \"en\": \"…\"}", "a text like {\"ka\": \"…\", \"en\": \"…\"}");
    Json result = Json::object();
    for (const auto& [key, member] : value.members()) {
        if (key != "ka" && key != "en" && key != "confidence")
            return bad(say("უცნობი გასაღები „{}“, დასაშვებია ka, en, confidence",
                           "unknown key \"{}\", possible are ka, en, confidence", printable(shorten(key, 40))));
        if (member.is_null())
            continue;
        if (!member.is_text())
            return bad(say("„{}“ ტექსტი უნდა იყოს", "\"{}\" must be a text", key));
        CheckedValue checked = normal_text(member.as_text());
        if (checked.problem)
            return checked;
        if (checked.value.as_text().empty())
            continue;
        if (key == "confidence") {
            const std::string& word = checked.value.as_text();
            if (word != "high" && word != "medium" && word != "low")
                return bad(Localized("confidence არის high, medium ან low", "confidence is high, medium or low"));
        } else {
            checked = within_length(field, std::move(checked));
            if (checked.problem)
                return checked;
        }
        result.set(key, std::move(checked.value));
    }
    const bool has_words = result.find("ka") != nullptr || result.find("en") != nullptr;
    return good(has_words ? std::move(result) : Json());
}

CheckedValue check_enum(const CaseType& type, const Field& field, const Json& value)
{
    const Enumeration* enumeration = type.enumeration(field.of);
    std::vector<std::string> members;
    if (enumeration != nullptr) {
        for (const EnumMember& member : enumeration->members)
            members.push_back(member.id);
    }
    const std::string_view word = value.is_text() ? trim(value.as_text()) : std::string_view();
    if (std::find(members.begin(), members.end(), word) != members.end())
        return good(Json(word));
    if (!value.is_text())
        return bad(say("მოსალოდნელია ერთ-ერთი: {}", "expected one of: {}", join(members, ", ")));
    const auto near = nearest(word, members);
    const std::string shown = printable(shorten(word, 40));
    if (near)
        return bad(say("„{}“ არ არის სიაში; ხომ არ გულისხმობდით „{}“-ს? დასაშვებია: {}",
                       "\"{}\" is not in the list; did you mean \"{}\"? possible are: {}", shown, *near, join(members, ", ")));
    return bad(say("„{}“ არ არის სიაში; დასაშვებია: {}", "\"{}\" is not in the list; possible are: {}", shown,
                   join(members, ", ")));
}

CheckedValue check_ref(const Json& value)
{
    if (!value.is_text() || !CaseUid::from_hex(trim(value.as_text())))
        return wrong_shape("საქმის იდენტიფიკატორი, 32 თექვსმეტობითი ციფრი", "the id of a case, 32 hexadecimal digits");
    return good(Json(trim(value.as_text())));
}

CheckedValue check_person(const Json& value)
{
    if (!value.is_object())
        return wrong_shape("პირი სახით {\"name\": \"…\"}", "a person like {\"name\": \"…\"}");
    Json result = Json::object();
    for (const auto& [key, member] : value.members()) {
        if (!is_key(key) || !member.is_text())
            return bad(say("პირის „{}“ ტექსტი უნდა იყოს", "\"{}\" of a person must be a text", printable(shorten(key, 40))));
        CheckedValue checked = normal_text(member.as_text());
        if (checked.problem)
            return checked;
        if (!checked.value.as_text().empty())
            result.set(key, std::move(checked.value));
    }
    if (result.find("name") == nullptr)
        return bad(Localized("პირს სახელი უნდა ჰქონდეს: {\"name\": \"…\"}", "a person needs a name: {\"name\": \"…\"}"));
    return good(std::move(result));
}

bool has_blank(std::string_view text)
{
    return text.find_first_of(" \t\n") != std::string_view::npos || text.find("\xC2\xA0") != std::string_view::npos;
}

CheckedValue check_email(const Field& field, const Json& value)
{
    CheckedValue checked = check_text(field, value);
    if (checked.problem || checked.value.is_null())
        return checked;
    const std::string_view text = checked.value.as_text();
    const std::size_t at = text.find('@');
    const std::string_view domain = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
    const bool sound = text.size() <= 254 && at > 0 && at <= 64 && domain.find('@') == std::string_view::npos &&
                       domain.find('.') != std::string_view::npos && domain.front() != '.' && domain.back() != '.' &&
                       domain.find("..") == std::string_view::npos && !has_blank(text);
    return sound ? checked : wrong_shape("ელფოსტის მისამართი", "an e-mail address");
}

CheckedValue check_phone(const Json& value)
{
    if (!value.is_text())
        return wrong_shape("ტელეფონის ნომერი", "a phone number");
    const std::string_view text = trim(value.as_text());
    if (text.empty())
        return good(Json());
    std::string number;
    for (const char c : text) {
        if ((c >= '0' && c <= '9') || (c == '+' && number.empty()))
            number += c;
        else if (c != ' ' && c != '-' && c != '(' && c != ')')
            return wrong_shape("ტელეფონის ნომერი: +995 32 272 22 22", "a phone number: +995 32 272 22 22");
    }
    const std::size_t digits = number.size() - (number.starts_with('+') ? 1 : 0);
    if (digits < 3 || digits > 15)
        return wrong_shape("ტელეფონის ნომერი: +995 32 272 22 22", "a phone number: +995 32 272 22 22");
    return good(Json(std::move(number)));
}

CheckedValue check_url(const Field& field, const Json& value)
{
    CheckedValue checked = check_text(field, value);
    if (checked.problem || checked.value.is_null())
        return checked;
    std::string_view rest = checked.value.as_text();
    const bool web = rest.starts_with("https://") || rest.starts_with("http://");
    rest.remove_prefix(web ? rest.find("//") + 2 : 0);
    if (!web || rest.empty() || rest.front() == '/' || has_blank(rest) || checked.value.as_text().size() > 2'048)
        return wrong_shape("ბმული, რომელიც http:// ან https://-ით იწყება", "a link that begins with http:// or https://");
    return checked;
}

CheckedValue check_one(const CaseType& type, const Field& field, const Json& value)
{
    switch (field.type) {
    case FieldType::String:
    case FieldType::Text: return check_text(field, value);
    case FieldType::Integer: return check_integer(field, value);
    case FieldType::Decimal: return check_decimal(field, value);
    case FieldType::Boolean:
        return value.is_boolean() ? good(value) : wrong_shape("true ან false", "true or false");
    case FieldType::Date: return check_date(value);
    case FieldType::PrintedDate: return check_printed_date(value);
    case FieldType::Datetime: return check_datetime(value);
    case FieldType::Localized: return check_localized(field, value);
    case FieldType::Enum: return check_enum(type, field, value);
    case FieldType::Ref: return check_ref(value);
    case FieldType::Person: return check_person(value);
    case FieldType::Email: return check_email(field, value);
    case FieldType::Phone: return check_phone(value);
    case FieldType::Url: return check_url(field, value);
    case FieldType::Record: return check_record(value);
    }
    return wrong_shape("ცნობილი სახის მნიშვნელობა", "a value of a known type");
}

CheckedValue check_many(const CaseType& type, const Field& field, const Json& value)
{
    if (!value.is_array())
        return wrong_shape("სია სახით [ … ]", "a list like [ … ]");
    if (value.size() > max_elements)
        return bad(say("{}-ზე მეტი ელემენტია", "there are more than {} elements", max_elements));
    Json result = Json::array();
    std::size_t number = 0;
    for (const Json& item : value.items()) {
        ++number;
        CheckedValue checked = item.is_null() ? good(Json()) : check_one(type, field, item);
        if (checked.problem)
            return bad({fmt::format("ელემენტი {}: {}", number, checked.problem->ka),
                        fmt::format("element {}: {}", number, checked.problem->en)});
        if (!checked.value.is_null())
            result.push(std::move(checked.value));
    }
    return good(result.size() == 0 ? Json() : std::move(result));
}

} // namespace

bool is_given(const Json& value)
{
    if (value.is_null() || (value.is_text() && value.as_text().empty()))
        return false;
    return !value.is_array() || value.size() != 0;
}

CheckedValue check_value(const CaseType& type, const Field& field, const Json& value)
{
    if (value.is_null())
        return good(Json());
    return field.many ? check_many(type, field, value) : check_one(type, field, value);
}

} // namespace ogp::workflow
