#include "workflow/guard_stored.hpp"

#include "base/error.hpp"
#include "workflow/guard_arithmetic.hpp"

namespace ogp::workflow {
namespace {

[[noreturn]] void wrong_shape(const std::string& name)
{
    throw NoValue{say("{}-ის შენახული მნიშვნელობა სხვა სახისაა", "the stored value of {} has another shape", name)};
}

GuardValue printed_date(const Json& json, const std::string& name)
{
    try {
        return {model::PrintedDate::from_json(json)};
    } catch (const Error& error) {
        if (error.fault() != Fault::Invalid)
            throw;
        wrong_shape(name);
    }
}

GuardValue money(const GuardType& type, const Json& json, const std::string& name)
{
    const Json& amount = json["amount"];
    const auto number = amount.is_text() ? Decimal::parse(amount.as_text()) : std::nullopt;
    if (!number || !json["currency"].is_text() || (!type.of.empty() && json.text("currency") != type.of))
        wrong_shape(name);
    return {GuardMoney{*number, json.text("currency")}};
}

GuardValue from_text(GuardKind kind, const std::string& text, const std::string& name)
{
    if (kind == GuardKind::Text || kind == GuardKind::Enum)
        return {text};
    if (kind == GuardKind::Decimal) {
        if (const auto number = Decimal::parse(text))
            return {*number};
    } else if (kind == GuardKind::Date) {
        if (const auto date = Date::parse(text))
            return {*date};
    } else if (kind == GuardKind::Instant) {
        if (const auto instant = Instant::parse(text))
            return {*instant};
    } else if (kind == GuardKind::Duration) {
        if (const auto duration = calendar::parse_duration(text))
            return {*duration};
    }
    wrong_shape(name);
}

GuardValue single(const GuardType& type, const Json& json, const std::string& name)
{
    if (type.kind == GuardKind::Boolean && json.is_boolean())
        return {json.as_boolean()};
    if (type.kind == GuardKind::Integer && json.is_integer())
        return {json.as_integer()};
    if (type.kind == GuardKind::PrintedDate)
        return printed_date(json, name);
    if (type.kind == GuardKind::Money)
        return money(type, json, name);
    if (type.kind == GuardKind::Opaque)
        return {json};
    if (!json.is_text())
        wrong_shape(name);
    return from_text(type.kind, json.as_text(), name);
}

/// Half to even at the second place, as coins go.
Json stored(const GuardMoney& money)
{
    const std::int64_t units = money.amount.units();
    std::int64_t coins = units / 100;
    const std::int64_t rest = units % 100;
    if (rest > 50 || (rest == 50 && coins % 2 != 0))
        ++coins;
    else if (rest < -50 || (rest == -50 && coins % 2 != 0))
        --coins;
    return Json::object({{"amount", Json(Decimal::from_units(coins * 100).text())}, {"currency", Json(money.currency)}});
}

struct ToJson
{
    Json operator()(bool value) const { return value; }
    Json operator()(std::int64_t value) const { return value; }
    Json operator()(Decimal value) const { return value.text(); }
    Json operator()(const std::string& value) const { return value; }
    Json operator()(Date value) const { return value.iso(); }
    Json operator()(Instant value) const { return value.rfc3339(); }
    Json operator()(const model::PrintedDate& value) const { return value.to_json(); }
    Json operator()(const calendar::Duration& value) const { return value.text(); }
    Json operator()(const GuardMoney& value) const { return stored(value); }
    Json operator()(const Json& value) const { return value; }
    Json operator()(const GuardValue::List& value) const
    {
        Json list = Json::array();
        for (const GuardValue& item : value)
            list.push(to_stored(item));
        return list;
    }
};

} // namespace

GuardValue from_stored(const GuardType& type, const Json& json, const std::string& name)
{
    if (!type.list)
        return single(type, json, name);
    if (!json.is_array())
        wrong_shape(name);
    GuardValue::List values;
    values.reserve(json.size());
    for (const Json& item : json.items())
        values.push_back(single(type, item, name));
    return {std::move(values)};
}

Json to_stored(const GuardValue& value)
{
    return std::visit(ToJson{}, value.value);
}

} // namespace ogp::workflow
