#include "workflow/checked_value.hpp"

#include "base/decimal.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "calendar/duration.hpp"
#include "model/attachment.hpp"
#include "model/printed_date.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {
namespace {

constexpr std::int64_t max_integer = std::int64_t{1} << 53U;
constexpr int max_record_depth = 8;
constexpr std::size_t max_elements = 1'000;

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
        return value.as_integer() <= max_integer && value.as_integer() >= -max_integer
                   ? good(value)
                   : wrong_shape("მთელი რიცხვი", "a whole number");
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

bool is_currency(std::string_view code)
{
    return code.size() == 3 && std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

CheckedValue check_money(const Field& field, const Json& value)
{
    constexpr std::int64_t units_of_hundredth = 100;
    const bool is_object = value.is_object() && std::all_of(value.members().begin(), value.members().end(), [](const auto& member) {
        return (member.first == "amount" || member.first == "currency") && member.second.is_text();
    });
    if (!is_object)
        return wrong_shape("თანხა სახით 12.50 GEL", "money like 12.50 GEL");
    const auto text_of = [&](const char* key) {
        const Json* member = value.find(key);
        return member == nullptr ? std::string_view() : trim(member->as_text());
    };
    const auto amount = Decimal::parse(text_of("amount"));
    if (!amount || amount->units() % units_of_hundredth != 0)
        return wrong_shape("თანხა, არაუმეტეს ორი ათწილადი ნიშნით: 12.50", "an amount with at most two decimal places: 12.50");
    const std::string currency(text_of("currency").empty() ? std::string_view(field.currency) : text_of("currency"));
    if (!is_currency(currency))
        return wrong_shape("ვალუტა სამი დიდი ასოთი: 12.50 GEL", "a currency of three capital letters: 12.50 GEL");
    if (!field.currency.empty() && currency != field.currency)
        return bad(say("ვალუტა უნდა იყოს {}, არის {}", "the currency must be {}, it is {}", field.currency, currency));
    CheckedValue size = within_bounds(field, *amount);
    if (size.problem)
        return size;
    const std::string sign = amount->units() < 0 ? "-" : "";
    const std::int64_t hundredths = (amount->units() < 0 ? -amount->units() : amount->units()) / units_of_hundredth;
    return good(Json::object({{"amount", Json(fmt::format("{}{}.{:02}", sign, hundredths / 100, hundredths % 100))},
                              {"currency", Json(currency)}}));
}

/// Degrees as millionths, from at most 15 decimal places; those after the sixth (11 cm) are cut off.
std::optional<std::int64_t> millionths(std::string_view text)
{
    const bool negative = text.starts_with('-');
    text.remove_prefix(negative ? 1 : 0);
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    std::string places(point == std::string_view::npos ? std::string_view("0") : text.substr(point + 1));
    const auto digits = [](std::string_view part) {
        return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    if (!digits(whole) || whole.size() > 3 || !digits(places) || places.size() > 15)
        return std::nullopt;
    places.resize(6, '0');
    const std::int64_t value = std::stoll(std::string(whole)) * 1'000'000 + std::stoll(places);
    return negative ? -value : value;
}

std::string degrees(std::int64_t millionths)
{
    const std::int64_t size = millionths < 0 ? -millionths : millionths;
    std::string text = fmt::format("{}{}.{:06}", millionths < 0 ? "-" : "", size / 1'000'000, size % 1'000'000);
    while (text.back() == '0')
        text.pop_back();
    if (text.back() == '.')
        text.pop_back();
    return text;
}

CheckedValue check_geo(const Json& value)
{
    const Json* lat = value.is_object() ? value.find("lat") : nullptr;
    const Json* lon = value.is_object() ? value.find("lon") : nullptr;
    if (value.size() != 2 || lat == nullptr || lon == nullptr || !lat->is_text() || !lon->is_text())
        return wrong_shape("ადგილი, ჯერ განედი, მერე გრძედი: 41.7151,44.8271",
                           "a place, first the latitude, then the longitude: 41.7151,44.8271");
    const auto north = millionths(trim(lat->as_text()));
    const auto east = millionths(trim(lon->as_text()));
    constexpr std::int64_t degree = 1'000'000;
    if (!north || !east || *north > 90 * degree || *north < -90 * degree || *east > 180 * degree || *east < -180 * degree)
        return wrong_shape("გრადუსები, ჯერ განედი (-90-დან 90-მდე), მერე გრძედი (-180-დან 180-მდე): 41.7151,44.8271",
                           "degrees, first the latitude (-90 to 90), then the longitude (-180 to 180): 41.7151,44.8271");
    return good(Json::object({{"lat", Json(degrees(*north))}, {"lon", Json(degrees(*east))}}));
}

bool is_accepted(const Field& field, std::string_view media_type)
{
    return field.accept.empty() || std::any_of(field.accept.begin(), field.accept.end(), [&](const std::string& accepted) {
        return accepted == media_type ||
               (accepted.ends_with("/*") && media_type.starts_with(std::string_view(accepted).substr(0, accepted.size() - 1)));
    });
}

CheckedValue check_attachment(const Field& field, const Json& value)
{
    const auto attachment = model::attachment_from(value);
    if (!attachment || attachment->is_sealed())
        return wrong_shape("ფაილი: @სახელი, მაგალითად @letter.pdf", "a file: @name, like @letter.pdf");
    if (!is_accepted(field, attachment->media_type))
        return bad(say("{0}: ტიპი {1} არ მიიღება; დასაშვებია: {2}", "{0}: the type {1} is not accepted; possible are: {2}",
                       shown(attachment->name), shown(attachment->media_type), join(field.accept, ", ")));
    if (field.max_size && attachment->size > *field.max_size)
        return bad(say("{0}: {1} ბაიტია, დასაშვებია არაუმეტეს {2}", "{0}: it has {1} bytes, at most {2} are allowed",
                       shown(attachment->name), attachment->size, *field.max_size));
    return good(to_json(*attachment));
}

} // namespace

CheckedValue check_object(const Field& field, const Json& value)
{
    switch (field.type) {
    case FieldType::PrintedDate: return check_printed_date(value);
    case FieldType::Localized: return check_localized(field, value);
    case FieldType::Person: return check_person(value);
    case FieldType::Money: return check_money(field, value);
    case FieldType::Geo: return check_geo(value);
    case FieldType::Attachment: return check_attachment(field, value);
    default: return check_record(value);
    }
}

Json written_money(std::string_view text)
{
    const std::size_t blank = text.find_last_of(" \t");
    Json value = Json::object({{"amount", Json(trim(text.substr(0, blank)))}});
    if (blank != std::string_view::npos)
        value.set("currency", Json(trim(text.substr(blank + 1))));
    return value;
}

Json written_place(std::string_view text)
{
    const std::size_t comma = text.find(',');
    if (comma == std::string_view::npos)
        return Json(text);
    return Json::object({{"lat", Json(trim(text.substr(0, comma)))}, {"lon", Json(trim(text.substr(comma + 1)))}});
}

} // namespace ogp::workflow
