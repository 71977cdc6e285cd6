#include "workflow/checked_value.hpp"

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/text.hpp"
#include "calendar/duration.hpp"
#include "workflow/option_labels.hpp"
#include "workflow/refuse.hpp"
#include "workflow/text_pattern.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {
namespace {

constexpr std::int64_t max_integer = std::int64_t{1} << 53U;
constexpr std::size_t max_elements = 1'000;

CheckedValue like_pattern(const Field& field, CheckedValue checked)
{
    Localized problem;
    const auto pattern = TextPattern::parse(field.pattern, problem);
    if (pattern && pattern->matches(checked.value.as_text()))
        return checked;
    return bad(say("„{}“ არ ჰგავს ნიმუშს {}", "\"{}\" is not like the pattern {}", shown(checked.value.as_text()), field.pattern));
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
    checked = within_length(field, std::move(checked));
    return checked.problem || field.pattern.empty() ? checked : like_pattern(field, std::move(checked));
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
    CheckedValue size = within_bounds(field, *number);
    if (size.problem)
        return size;
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

CheckedValue check_duration(const Json& value)
{
    const auto duration = value.is_text() ? calendar::parse_duration(trim(value.as_text())) : std::nullopt;
    if (!duration)
        return wrong_shape("ხანგრძლივობა: 10 working_days, 10wd, 8h", "a length of time: 10 working_days, 10wd, 8h");
    return good(Json(fmt::format("{} {}", duration->amount, calendar::code(duration->unit))));
}

/// "vake (ვაკე), saburtalo (საბურთალო)": what is written, and what it means.
Localized options_of(const Enumeration& enumeration)
{
    Localized list;
    for (const EnumMember& member : enumeration.members) {
        const Localized option = member.label.empty() ? both(member.id) : labelled(member.id, member.label);
        list = joined(list, list.empty() ? option : joined(both(", "), option));
    }
    return list;
}

/// The option that may have been meant: its id is misspelt, or its label is.
std::optional<std::string> nearest_option(const Enumeration& enumeration, std::string_view word)
{
    if (const auto id = nearest(word, ids_of(enumeration.members)))
        return id;
    std::vector<std::string> labels;
    for (const EnumMember& member : enumeration.members)
        for (const std::string& label : {member.label.ka, member.label.en})
            labels.push_back(to_lower(label));
    const auto label = nearest(to_lower(word), labels);
    const std::vector<std::string> ids = label ? options_labelled(enumeration, *label) : std::vector<std::string>();
    return ids.size() == 1 ? std::optional(ids.front()) : std::nullopt;
}

CheckedValue check_enum(const CaseType& type, const Field& field, const Json& value)
{
    static const Enumeration none;
    const Enumeration* known = type.enumeration(field.of);
    const Enumeration& enumeration = known != nullptr ? *known : none;
    const std::string_view word = value.is_text() ? trim(value.as_text()) : std::string_view();
    if (enumeration.find(word) != nullptr)
        return good(Json(word));
    const Localized options = options_of(enumeration);
    if (!value.is_text() || !is_utf8(word))
        return bad(joined({"მოსალოდნელია ერთ-ერთი: ", "expected one of: "}, options));
    const Localized possible = joined({" დასაშვებია: ", " possible are: "}, options);
    const std::string name = shown(word);
    if (const auto same = options_labelled(enumeration, word); same.size() > 1)
        return bad(say("„{0}“ რამდენიმეს ჰქვია: {1}; დაწერეთ ერთ-ერთი", "several are called \"{0}\": {1}; write one of these", name,
                       join(same, ", ")));
    if (const auto near = nearest_option(enumeration, word))
        return bad(joined(say("„{}“ არ არის სიაში; ხომ არ გულისხმობდით „{}“-ს?", "\"{}\" is not in the list; did you mean \"{}\"?", name, *near),
                          possible));
    return bad(joined(say("„{}“ არ არის სიაში;", "\"{}\" is not in the list;", name), possible));
}

CheckedValue check_ref(const Json& value)
{
    if (!value.is_text() || !CaseUid::from_hex(trim(value.as_text())))
        return wrong_shape("საქმის იდენტიფიკატორი, 32 თექვსმეტობითი ციფრი", "the id of a case, 32 hexadecimal digits");
    return good(Json(trim(value.as_text())));
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
    case FieldType::Datetime: return check_datetime(value);
    case FieldType::Enum: return check_enum(type, field, value);
    case FieldType::Ref: return check_ref(value);
    case FieldType::Email: return check_email(field, value);
    case FieldType::Phone: return check_phone(value);
    case FieldType::Url: return check_url(field, value);
    case FieldType::Duration: return check_duration(value);
    case FieldType::PrintedDate:
    case FieldType::Localized:
    case FieldType::Person:
    case FieldType::Record:
    case FieldType::Money:
    case FieldType::Geo:
    case FieldType::Attachment: return check_object(field, value);
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
