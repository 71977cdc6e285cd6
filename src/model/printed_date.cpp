#include "model/printed_date.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <utility>

namespace ogp::model {
namespace {

Error invalid(const char* ka, const char* en)
{
    return {Fault::Invalid, Localized(ka, en),
            Localized("თარიღის სახეა {printed, value, precision}; value: 2019-04-30, 2018-12, 2020 ან null",
                      "a date is {printed, value, precision}; value is 2019-04-30, 2018-12, 2020 or null")};
}

/// Digits alone, so that "+201" and " 201" are no years.
std::optional<int> digits(std::string_view text)
{
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        value = value * 10 + (c - '0');
    }
    return value;
}

struct Month
{
    int year = 0;
    int month = 0;
};

/// "2018-12" or "2020" (month 0).
std::optional<Month> parse_month(std::string_view value)
{
    if (value.size() != 4 && (value.size() != 7 || value[4] != '-')) {
        return std::nullopt;
    }
    const auto year = digits(value.substr(0, 4));
    if (!year || *year < 1) {
        return std::nullopt;
    }
    if (value.size() == 4) {
        return Month{*year, 0};
    }
    const auto month = digits(value.substr(5));
    if (!month || *month < 1 || *month > 12) {
        return std::nullopt;
    }
    return Month{*year, *month};
}

void check_printed(const Json& printed)
{
    if (printed.is_null() || (printed.is_text() && !printed.as_text().empty())) {
        return;
    }
    bool written = false;
    bool sound = printed.is_object();
    if (sound) {
        for (const auto& [language, text] : printed.members()) {
            sound = sound && (language == "ka" || language == "en") && text.is_text();
            written = written || (text.is_text() && !text.as_text().empty());
        }
    }
    if (!sound || !written) {
        throw invalid("თარიღის „printed“ უნდა იყოს ტექსტი ან {ka, en}",
                      "\"printed\" of a date must be a text or {ka, en}");
    }
}

std::optional<Precision> precision_from(std::string_view word)
{
    for (const Precision precision : {Precision::Day, Precision::Month, Precision::Year}) {
        if (code(precision) == word) {
            return precision;
        }
    }
    return std::nullopt;
}

void check_keys(const Json& json)
{
    if (!json.is_object()) {
        throw invalid("თარიღი უნდა იყოს ობიექტი", "a date must be an object");
    }
    for (const auto& [key, value] : json.members()) {
        if (key != "printed" && key != "value" && key != "precision" && key != "impossible") {
            throw Error(Fault::Invalid, say("თარიღში უცნობი ველია „{}“", "unknown key \"{}\" in a date", printable(key)));
        }
    }
}

} // namespace

std::string_view code(Precision precision)
{
    switch (precision) {
    case Precision::Day:
        return "day";
    case Precision::Month:
        return "month";
    case Precision::Year:
        return "year";
    }
    return {};
}

PrintedDate PrintedDate::from_json(const Json& json)
{
    check_keys(json);
    PrintedDate date;
    const Json& value = json["value"];
    if (value.is_text()) {
        const auto parsed = parse(value.as_text());
        if (!parsed) {
            throw Error(Fault::Invalid, say("„{}“ თარიღი არ არის ან ასეთი დღე არ არსებობს",
                                            "\"{}\" is not a date, or there is no such day", printable(value.as_text())));
        }
        date = *parsed;
    } else if (!value.is_null()) {
        throw invalid("თარიღის „value“ უნდა იყოს ტექსტი ან null", "\"value\" of a date must be a text or null");
    }
    date.set_printed(json["printed"]);
    if (const Json* precision = json.find("precision")) {
        const auto given = precision->is_text() ? precision_from(precision->as_text()) : std::nullopt;
        if (!given || (date.known() && *given != date.m_precision)) {
            throw invalid("თარიღის „precision“ უნდა იყოს day, month ან year და „value“-ს უნდა ემთხვეოდეს",
                          "\"precision\" of a date must be day, month or year and agree with its \"value\"");
        }
        date.m_precision = *given;
    }
    if (!date.known() && date.m_printed.is_null()) {
        throw invalid("თარიღს არც „printed“ აქვს და არც „value“", "the date has neither \"printed\" nor \"value\"");
    }
    if (const Json* impossible = json.find("impossible")) {
        if (!impossible->is_boolean()) {
            throw invalid("თარიღის „impossible“ უნდა იყოს true ან false", "\"impossible\" of a date must be true or false");
        }
        if (impossible->as_boolean()) {
            date.set_impossible();
        }
    }
    return date;
}

PrintedDate PrintedDate::day(Date date)
{
    PrintedDate result;
    result.m_value = date.iso();
    return result;
}

std::optional<PrintedDate> PrintedDate::parse(std::string_view value)
{
    if (const auto date = Date::parse(value)) {
        return day(*date);
    }
    const auto month = parse_month(value);
    if (!month) {
        return std::nullopt;
    }
    PrintedDate result;
    result.m_value = std::string(value);
    result.m_precision = month->month == 0 ? Precision::Year : Precision::Month;
    return result;
}

Json PrintedDate::to_json() const
{
    Json json = Json::object({{"printed", m_printed},
                              {"value", known() ? Json(m_value) : Json()},
                              {"precision", Json(code(m_precision))}});
    if (m_impossible) {
        json.set("impossible", true);
    }
    return json;
}

Date PrintedDate::first() const
{
    if (const auto date = Date::parse(m_value)) {
        return *date;
    }
    const auto month = parse_month(m_value);
    if (!month) {
        throw Error(Fault::Internal, Localized("უცნობი თარიღის პირველი დღე", "first day of a date that is not known"));
    }
    return Date::from_civil(month->year, month->month == 0 ? 1 : month->month, 1).value();
}

Date PrintedDate::last() const
{
    const Date start = first();
    switch (m_precision) {
    case Precision::Day:
        return start;
    case Precision::Month:
        return start + (days_in_month(start.year(), start.month()) - 1);
    case Precision::Year:
        return Date::from_civil(start.year(), 12, 31).value();
    }
    return start;
}

PrintedDate& PrintedDate::set_printed(Json printed)
{
    check_printed(printed);
    m_printed = std::move(printed);
    return *this;
}

PrintedDate& PrintedDate::set_impossible()
{
    if (!known() || m_precision != Precision::Day || m_printed.is_null()) {
        throw invalid("შეუძლებელ თარიღს სჭირდება ნაბეჭდი ტექსტი და წაკითხვა დღის სიზუსტით",
                      "an impossible date needs its printed text and a reading to the day");
    }
    m_impossible = true;
    return *this;
}

} // namespace ogp::model
