#include "app/plans/plan_values.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <vector>

namespace ogp::app {
namespace {

bool has_word(std::string_view words, std::string_view word)
{
    for (std::string_view one : split(words, ' '))
        if (one == word)
            return true;
    return false;
}

std::vector<std::string> key_names(std::span<const PlanKey> keys)
{
    std::vector<std::string> names;
    for (const PlanKey& key : keys)
        names.emplace_back(key.name);
    return names;
}

std::vector<std::string> words_of(std::string_view words)
{
    std::vector<std::string> out;
    for (std::string_view word : split(words, ' '))
        out.emplace_back(word);
    return out;
}

Localized unknown_key(const std::string& key, const std::vector<std::string>& known)
{
    const auto near = nearest(key, known);
    return near ? say("უცნობი გასაღები „{}“; იქნებ „{}“?", "unknown key \"{}\"; did you mean \"{}\"?", key, *near)
                : say("უცნობი გასაღები „{}“", "unknown key \"{}\"", key);
}

/// Day, month and year of a printed "DD.MM.YYYY" or "MM.YYYY", blanks within left out; nothing for other ways of printing.
struct PrintedNumbers
{
    int day = 0; ///< 0 where only month and year are printed
    int month = 0;
    int year = 0;
};

std::optional<PrintedNumbers> printed_numbers(std::string_view printed)
{
    std::string dense;
    for (char c : printed)
        if (c != ' ')
            dense += c;
    const auto parts = split(dense, '.');
    std::vector<int> numbers;
    for (std::string_view part : parts) {
        const auto number = to_integer(part);
        if (!number || *number < 0 || *number > 9999)
            return {};
        numbers.push_back(static_cast<int>(*number));
    }
    if (numbers.size() == 3 && parts[2].size() == 4)
        return PrintedNumbers{numbers[0], numbers[1], numbers[2]};
    if (numbers.size() == 2 && parts[1].size() == 4)
        return PrintedNumbers{0, numbers[0], numbers[1]};
    return {};
}

bool is_calendar_month(int year, int month)
{
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12;
}

/// "2019-04-31" taken apart, whether or not there is such a day.
std::optional<PrintedNumbers> iso_numbers(std::string_view value)
{
    const auto parts = split(value, '-');
    if (parts.size() != 3 || parts[0].size() != 4 || parts[1].size() != 2 || parts[2].size() != 2)
        return {};
    const auto year = to_integer(parts[0]);
    const auto month = to_integer(parts[1]);
    const auto day = to_integer(parts[2]);
    if (!year || !month || !day)
        return {};
    return PrintedNumbers{static_cast<int>(*day), static_cast<int>(*month), static_cast<int>(*year)};
}

bool agrees(const PrintedNumbers& printed, const model::PrintedDate& date)
{
    const Date first = date.first();
    switch (date.precision()) {
    case model::Precision::Day:
        return printed.day == first.day() && printed.month == first.month() && printed.year == first.year();
    case model::Precision::Month:
        return printed.day == 0 && printed.month == first.month() && printed.year == first.year();
    case model::Precision::Year:
        return printed.year == first.year();
    }
    return false;
}

} // namespace

void PlanValues::error(std::string code, const YamlNode& node, const std::string& where, Localized message)
{
    m_findings.push_back({Severity::Error, std::move(code), m_document.place(node), where, std::move(message)});
}

void PlanValues::refuse_key(const YamlNode::Member& member, const std::vector<std::string>& known, const std::string& where)
{
    m_findings.push_back({Severity::Error, "unknown_key", m_document.place(member.line, member.column), where,
                          unknown_key(member.key, known)});
}

void PlanValues::read(const YamlNode& mapping, std::span<const PlanKey> keys, const std::string& where, Json& values,
                      Places* places)
{
    if (!mapping.is_mapping()) {
        error("wrong_shape", mapping, where, say("აქ საჭიროა გასაღებები და მნიშვნელობები", "a mapping is needed here"));
        return;
    }
    for (const YamlNode::Member& member : mapping.members) {
        const auto key = std::find_if(keys.begin(), keys.end(), [&](const PlanKey& k) { return member.key == k.name; });
        if (key == keys.end()) {
            refuse_key(member, key_names(keys), where);
            continue;
        }
        if (key->shape == PlanShape::Special)
            continue;
        if (places != nullptr)
            places->emplace(key->field, member.value.is_null() ? m_document.place(member.line, member.column)
                                                               : m_document.place(member.value));
        if (member.value.is_null())
            continue;
        Json read = value(member.value, *key, where.empty() ? member.key : where + " " + member.key);
        if (!read.is_null())
            values.set(key->field, std::move(read));
    }
}

Json PlanValues::value(const YamlNode& node, const PlanKey& key, const std::string& where)
{
    switch (key.shape) {
    case PlanShape::Text:
        return text(node, where);
    case PlanShape::Integer: {
        const auto number = node.is_scalar() ? to_integer(node.scalar) : std::nullopt;
        if (number)
            return Json(static_cast<std::int64_t>(*number));
        error("wrong_shape", node, where, say("აქ საჭიროა მთელი რიცხვი", "a whole number is needed here"));
        return {};
    }
    case PlanShape::Boolean:
        if (node.is_scalar() && !node.quoted && (node.scalar == "true" || node.scalar == "false"))
            return Json(node.scalar == "true");
        error("wrong_shape", node, where, say("აქ საჭიროა true ან false", "true or false is needed here"));
        return {};
    case PlanShape::Localized:
        return localized(node, where);
    case PlanShape::Paragraphs:
        return paragraphs(node, where);
    case PlanShape::Date:
        return date(node, where);
    case PlanShape::Record:
        if (!node.is_mapping()) {
            error("wrong_shape", node, where, say("აქ საჭიროა გასაღებები და მნიშვნელობები", "a mapping is needed here"));
            return {};
        }
        return record(node, key.record_keys, where);
    case PlanShape::TextList:
    case PlanShape::RecordList: {
        if (!node.is_sequence()) {
            error("wrong_shape", node, where, say("აქ საჭიროა სია", "a list is needed here"));
            return {};
        }
        Json list = Json::array();
        for (const YamlNode& item : node.items)
            list.push(key.shape == PlanShape::TextList ? text(item, where) : record(item, key.record_keys, where));
        return list;
    }
    case PlanShape::Special:
        break;
    }
    return {};
}

Json PlanValues::text(const YamlNode& node, const std::string& where)
{
    if (node.is_scalar())
        return Json(to_nfc(trim(node.scalar)));
    error("wrong_shape", node, where, say("აქ საჭიროა ტექსტი", "a text is needed here"));
    return {};
}

Json PlanValues::localized(const YamlNode& node, const std::string& where)
{
    if (!node.is_mapping()) {
        error("wrong_shape", node, where,
              say("აქ საჭიროა {{ka, en}}: ტექსტი ენების მიხედვით", "{{ka, en}} is needed here: the text by language"));
        return {};
    }
    Json out = Json::object();
    for (const YamlNode::Member& member : node.members) {
        const std::string& key = member.key;
        if (!has_word("ka en recovered confidence heading code kind", key))
            refuse_key(member, {"ka", "en", "recovered", "confidence"}, where);
        else if (key == "ka" || key == "en" || key == "confidence")
            out.set(key, text(member.value, where));
        else if (key == "recovered")
            out.set("en", text(member.value, where));
    }
    if (!out.find("ka") && !out.find("en")) {
        error("text_missing", node, where, say("ტექსტი არც ka-ზეა და არც en-ზე", "there is a text neither in ka nor in en"));
        return {};
    }
    return out;
}

Json PlanValues::paragraphs(const YamlNode& node, const std::string& where)
{
    if (!node.is_sequence()) {
        error("wrong_shape", node, where, say("აქ საჭიროა აბზაცების სია", "a list of paragraphs is needed here"));
        return {};
    }
    Json list = Json::array();
    for (const YamlNode& item : node.items) {
        Json paragraph = localized(item, where);
        if (!paragraph.is_null())
            list.push(std::move(paragraph));
    }
    return list;
}

model::PrintedDate PlanValues::reading_of(const Json& printed, std::string_view suggested, int year, int month)
{
    const auto named = Date::parse(suggested);
    const auto reading = named ? named : Date::from_civil(year, month, days_in_month(year, month));
    model::PrintedDate date = model::PrintedDate::day(*reading);
    date.set_printed(printed);
    date.set_impossible();
    return date;
}

Json PlanValues::date(const YamlNode& node, const std::string& where)
{
    Json printed;
    std::string value;
    std::string suggested;
    std::string precision;
    if (node.is_scalar()) {
        value = node.scalar;
    } else if (node.is_mapping()) {
        std::string english;
        for (const YamlNode::Member& member : node.members) {
            if (member.value.is_null())
                continue;
            if (member.key == "printed")
                printed = member.value.is_mapping() ? localized(member.value, where) : text(member.value, where);
            else if (member.key == "value")
                value = text(member.value, where).is_text() ? member.value.scalar : "";
            else if (member.key == "suggested")
                suggested = member.value.scalar;
            else if (member.key == "precision")
                precision = member.value.scalar;
            else if (member.key == "en")
                english = member.value.scalar;
            else if (member.key != "where")
                refuse_key(member, {"printed", "value", "precision", "suggested", "en", "where"}, where);
        }
        if (!english.empty() && printed.is_text())
            printed = Json::object({{"ka", printed}, {"en", english}});
    } else {
        error("wrong_shape", node, where, say("აქ საჭიროა თარიღი", "a date is needed here"));
        return {};
    }
    if (!suggested.empty() && !Date::parse(suggested)) {
        error("bad_date", node, where, say("წაკითხვა „{}“ თარიღი არ არის", "the reading \"{}\" is no date", suggested));
        return {};
    }
    if (!precision.empty() && !has_word("day month year", precision)) {
        error("bad_precision", node, where,
              say("სიზუსტე „{}“: უნდა იყოს day, month ან year", "precision \"{}\": it is day, month or year", precision));
        return {};
    }

    const auto numbers = printed.is_text() ? printed_numbers(printed.as_text()) : std::nullopt;
    std::optional<model::PrintedDate> read;
    if (!value.empty()) {
        read = model::PrintedDate::parse(value);
        if (const auto parts = iso_numbers(value); !read && parts && is_calendar_month(parts->year, parts->month) &&
                                                   parts->day >= 1 && parts->day <= 31)
            read = reading_of(printed.is_text() ? printed : Json(value), suggested, parts->year, parts->month);
        if (!read) {
            error("bad_date", node, where,
                  say("„{}“ თარიღი არ არის; საჭიროა წელი-თვე-დღე, წელი-თვე ან წელი",
                      "\"{}\" is no date; it is YYYY-MM-DD, YYYY-MM or YYYY", value));
            return {};
        }
        if (numbers && !read->impossible() && !agrees(*numbers, *read)) {
            error("date_differs", node, where,
                  say("დაბეჭდილია „{}“, მნიშვნელობა კი {}-ია", "printed is \"{}\", but the value is {}", printed.as_text(), value));
            return {};
        }
    } else if (numbers && is_calendar_month(numbers->year, numbers->month)) {
        if (numbers->day == 0)
            read = model::PrintedDate::parse(fmt::format("{:04}-{:02}", numbers->year, numbers->month));
        else if (const auto day = Date::from_civil(numbers->year, numbers->month, numbers->day))
            read = model::PrintedDate::day(*day);
        else if (numbers->day <= 31)
            read = reading_of(printed, suggested, numbers->year, numbers->month);
    } else if (const auto day = Date::parse(suggested)) {
        read = model::PrintedDate::day(*day);
    }
    if (!read) {
        if (printed.is_null()) {
            error("bad_date", node, where, say("თარიღს არც დაბეჭდილი ტექსტი აქვს და არც მნიშვნელობა",
                                               "the date has neither a printed text nor a value"));
            return {};
        }
        return Json::object({{"printed", printed}, {"value", Json()}, {"precision", precision.empty() ? "day" : precision}});
    }
    if (!precision.empty() && precision != model::code(read->precision())) {
        error("bad_precision", node, where,
              say("სიზუსტე „{}“ არ ეთანხმება მნიშვნელობას {}", "precision \"{}\" does not agree with the value {}", precision,
                  read->value()));
        return {};
    }
    if (!printed.is_null() && !read->impossible())
        read->set_printed(printed);
    return read->to_json();
}

Json PlanValues::record(const YamlNode& node, std::string_view allowed, const std::string& where, int depth)
{
    switch (node.kind) {
    case YamlNode::Kind::Null:
        return {};
    case YamlNode::Kind::Scalar:
        if (!node.quoted && (node.scalar == "true" || node.scalar == "false"))
            return Json(node.scalar == "true");
        // Only what reads back the same is a number: "1-473" and "0042" are words.
        if (const auto number = node.quoted ? std::nullopt : to_integer(node.scalar);
            number && std::to_string(*number) == node.scalar)
            return Json(static_cast<std::int64_t>(*number));
        return Json(to_nfc(trim(node.scalar)));
    case YamlNode::Kind::Sequence: {
        Json list = Json::array();
        for (const YamlNode& item : node.items)
            list.push(record(item, allowed, where, depth + 1));
        return list;
    }
    case YamlNode::Kind::Mapping: {
        Json object = Json::object();
        for (const YamlNode::Member& member : node.members) {
            if (!has_word(allowed, member.key)) {
                refuse_key(member, words_of(allowed), where);
                continue;
            }
            Json read = record(member.value, allowed, where, depth + 1);
            if (!read.is_null())
                object.set(member.key, std::move(read));
        }
        return object;
    }
    }
    return {};
}

} // namespace ogp::app
