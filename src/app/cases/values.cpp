#include "app/cases/values.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace ogp::app {
namespace {

using workflow::FieldType;

void append_line(Localized& lines, const Localized& line)
{
    const auto append = [](std::string& text, const std::string& more) {
        if (!text.empty())
            text += '\n';
        text += more;
    };
    append(lines.ka, line.in(Language::Ka));
    append(lines.en, line.in(Language::En));
}

report::Cell single(const workflow::CaseType& type, const workflow::Field& field, const Json& value)
{
    if (value.is_null())
        return report::Cell::none();
    switch (field.type) {
    case FieldType::Boolean:
        return {value, value.as_boolean() ? Localized("კი", "yes") : Localized("არა", "no")};
    case FieldType::PrintedDate:
        return {value, words_of(model::PrintedDate::from_json(value))};
    case FieldType::Enum: {
        const workflow::Enumeration* enumeration = type.enumeration(field.of);
        const workflow::EnumMember* member = enumeration != nullptr ? enumeration->find(value.as_text()) : nullptr;
        return {value, member != nullptr ? member->label : both(value.as_text())};
    }
    case FieldType::Localized:
        return {value, localized_of(value)};
    case FieldType::Money:
        return {value, both(fmt::format("{} {}", value.text("amount"), value.text("currency")))};
    case FieldType::Geo:
        return {value, both(fmt::format("{}, {}", value.text("lat"), value.text("lon")))};
    case FieldType::Attachment:
        return {value, both(value.text("name"))};
    default:
        return {value, words_of(value)};
    }
}

long long roman_value(std::string_view text)
{
    static constexpr std::pair<char, int> letters[] = {{'I', 1}, {'V', 5}, {'X', 10}, {'L', 50}, {'C', 100}, {'D', 500}, {'M', 1000}};
    long long total = 0;
    int before = 0;
    for (auto letter = text.rbegin(); letter != text.rend(); ++letter) {
        int value = 0;
        for (const auto& [sign, worth] : letters)
            if (*letter == sign)
                value = worth;
        if (value == 0)
            return -1;
        total += value < before ? -value : value;
        before = std::max(before, value);
    }
    return total;
}

enum class Sign { Digit, Letter, Other };

Sign sign_of(char c)
{
    if (c >= '0' && c <= '9')
        return Sign::Digit;
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
    return letter ? Sign::Letter : Sign::Other;
}

/// A number stands where digits stand among other signs; a longer one is a greater one.
void append_number(std::string& key, std::string_view digits)
{
    constexpr std::size_t longest = 255;
    digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size() - 1));
    key += '0';
    key += static_cast<char>(static_cast<unsigned char>(std::min(digits.size(), longest)));
    key += digits;
}

} // namespace

Localized localized_of(const Json& value)
{
    if (value.is_text())
        return both(value.as_text());
    return {value.text("ka"), value.text("en")};
}

Localized words_of(const model::PrintedDate& date)
{
    if (!date.known())
        return localized_of(date.printed());
    if (!date.impossible())
        return both(date.value());
    const Localized printed = localized_of(date.printed());
    return {fmt::format("{} (დაბეჭდილია {})", date.value(), printed.in(Language::Ka)),
            fmt::format("{} (printed {})", date.value(), printed.in(Language::En))};
}

Localized as_printed(const model::PrintedDate& date)
{
    const Localized printed = localized_of(date.printed());
    if (printed.empty())
        return both(date.value());
    if (!date.impossible())
        return printed;
    return {fmt::format("{} (იკითხება {})", printed.in(Language::Ka), date.value()),
            fmt::format("{} (read as {})", printed.in(Language::En), date.value())};
}

Localized words_of(const Json& value)
{
    if (value.is_null())
        return {};
    if (value.is_text())
        return both(value.as_text());
    if (value.is_array()) {
        Localized lines;
        for (const Json& item : value.items())
            append_line(lines, words_of(item));
        return lines;
    }
    if (!value.is_object())
        return both(to_json(value));
    if (value.find("ka") != nullptr || value.find("en") != nullptr)
        return localized_of(value);
    Localized words;
    for (const auto& [name, part] : value.members()) {
        const Localized inner = words_of(part);
        const auto append = [&](std::string& text, const std::string& more) {
            text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", name, more);
        };
        append(words.ka, inner.in(Language::Ka));
        append(words.en, inner.in(Language::En));
    }
    return words;
}

report::Cell cell_of(const workflow::CaseType& type, const workflow::Field& field, const Json& value)
{
    if (value.is_null())
        return report::Cell::none();
    if (!field.many)
        return single(type, field, value);
    Localized lines;
    for (const Json& item : value.items())
        append_line(lines, single(type, field, item).text);
    return {value, lines};
}

std::optional<model::PrintedDate> date_in(const Json& fields, std::string_view field)
{
    const Json* value = fields.find(field);
    if (value == nullptr || value->is_null())
        return {};
    model::PrintedDate date = model::PrintedDate::from_json(*value);
    return date.known() ? std::optional(std::move(date)) : std::nullopt;
}

std::string sort_key(std::string_view text, Numerals numerals)
{
    std::string key;
    for (std::size_t i = 0; i < text.size();) {
        const Sign sign = sign_of(text[i]);
        std::size_t end = i + 1;
        while (end < text.size() && sign_of(text[end]) == sign && sign != Sign::Other)
            ++end;
        const std::string_view part = text.substr(i, end - i);
        const long long roman = sign == Sign::Letter && numerals == Numerals::Roman ? roman_value(part) : -1;
        if (sign == Sign::Digit)
            append_number(key, part);
        else if (roman >= 0)
            append_number(key, std::to_string(roman));
        else
            key += part;
        i = end;
    }
    return key;
}

bool number_before(std::string_view left, std::string_view right)
{
    const std::string a = sort_key(left, Numerals::Roman);
    const std::string b = sort_key(right, Numerals::Roman);
    return a != b ? a < b : left < right;
}

} // namespace ogp::app
