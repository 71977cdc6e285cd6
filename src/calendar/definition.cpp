#include "calendar/definition.hpp"

#include <fmt/format.h>

namespace ogp::calendar {
namespace {

constexpr std::array<const char*, 7> weekdays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::string clock_time(std::int32_t seconds)
{
    return fmt::format("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
}

void put_text(Json& object, const char* key, const std::string& text)
{
    if (!text.empty())
        object.set(key, text);
}

void put_date(Json& object, const char* key, const std::optional<Date>& date)
{
    if (date)
        object.set(key, date->iso());
}

void put_label(Json& object, const Localized& label)
{
    if (!label.empty())
        object.set("label", Json::object({{"ka", label.ka}, {"en", label.en}}));
}

Json week_json(const CalendarDefinition& definition)
{
    Json week = Json::object();
    for (std::size_t day = 0; day < weekdays.size(); ++day) {
        Json hours = Json::array();
        for (const OpenHours& open : definition.week[day])
            hours.push(fmt::format("{}-{}", clock_time(open.from), clock_time(open.until)));
        week.set(weekdays[day], std::move(hours));
    }
    return week;
}

Json to_json(const Holiday& holiday)
{
    Json object = Json::object({{"rule", holiday.rule.text()}});
    put_label(object, holiday.label);
    put_date(object, "since", holiday.since);
    put_date(object, "until", holiday.until);
    if (holiday.substitute)
        object.set("substitute", "next_working");
    put_text(object, "act", holiday.act);
    put_date(object, "recorded", holiday.recorded);
    return object;
}

Json to_json(const DecreeDay& decree)
{
    Json object = Json::object({{"date", decree.date.iso()}, {"recorded", decree.recorded.iso()}});
    put_label(object, decree.label);
    put_text(object, "act", decree.act);
    for (const std::string& purpose : decree.exempt) {
        Json list = object["exempt"];
        object.set("exempt", std::move(list.push(purpose)));
    }
    return object;
}

Json to_json(const MovedDay& moved)
{
    Json object = Json::object({{"day_off", moved.off.iso()}, {"works_on", moved.works.iso()}, {"recorded", moved.recorded.iso()}});
    put_text(object, "act", moved.act);
    return object;
}

Json to_json(const Suspension& suspension)
{
    Json object = Json::object({{"from", suspension.from.iso()}, {"recorded", suspension.recorded.iso()}});
    put_date(object, "until", suspension.until);
    put_text(object, "act", suspension.act);
    return object;
}

template <class Items>
Json list_json(const Items& items)
{
    Json list = Json::array();
    for (const auto& item : items)
        list.push(to_json(item));
    return list;
}

Json complete_json(const CalendarDefinition& definition)
{
    if (definition.decrees_always_complete)
        return "always";
    Json years = Json::array();
    for (const int year : definition.decrees_complete)
        years.push(year);
    return years;
}

} // namespace

Json to_json(const CalendarDefinition& definition)
{
    Json object = Json::object({
        {"id", definition.id},
        {"timezone", definition.time_zone},
        {"valid", Json::object({{"from", definition.valid_from.iso()}, {"until", definition.valid_until.iso()}})},
        {"week", week_json(definition)},
        {"holidays", list_json(definition.holidays)},
        {"decrees", list_json(definition.decrees)},
        {"working_exceptions", list_json(definition.working_exceptions)},
        {"suspensions", list_json(definition.suspensions)},
        {"decrees_complete", complete_json(definition)},
    });
    put_label(object, definition.label);
    return object;
}

Hash content_hash(const CalendarDefinition& definition)
{
    return sha256({std::string_view("ogp-calendar-v1\0", 16), ogp::to_json(to_json(definition))});
}

CalendarDefinition always(std::string time_zone)
{
    CalendarDefinition definition;
    definition.id = "always";
    definition.label = {"ყოველთვის, შესვენების გარეშე", "Always, around the clock"};
    definition.time_zone = std::move(time_zone);
    definition.valid_from = Date::from_civil(2000, 1, 1).value();
    definition.valid_until = Date::from_civil(2099, 12, 31).value();
    for (std::vector<OpenHours>& day : definition.week)
        day = {{0, 86'400}};
    definition.decrees_always_complete = true;
    return definition;
}

} // namespace ogp::calendar
