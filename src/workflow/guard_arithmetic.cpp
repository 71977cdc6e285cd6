#include "workflow/guard_arithmetic.hpp"

#include <compare>
#include <limits>
#include <optional>
#include <utility>

namespace ogp::workflow {
namespace {

template <class Value>
Value checked(const std::optional<Value>& value)
{
    if (!value)
        throw NoValue{Localized("შედეგი დასაშვებ რიცხვებს სცდება", "the result is out of range")};
    return *value;
}

[[noreturn]] void refuse_zero()
{
    throw NoValue{Localized("ნულზე გაყოფა", "division by zero")};
}

std::int64_t integers(GuardOp op, std::int64_t a, std::int64_t b)
{
    std::int64_t result = 0;
    bool overflow = false;
    switch (op) {
    case GuardOp::Add: overflow = __builtin_add_overflow(a, b, &result); break;
    case GuardOp::Subtract: overflow = __builtin_sub_overflow(a, b, &result); break;
    case GuardOp::Multiply: overflow = __builtin_mul_overflow(a, b, &result); break;
    default:
        if (b == 0)
            refuse_zero();
        // The smallest integer has no positive twin.
        if (b == -1)
            overflow = op == GuardOp::Divide && __builtin_sub_overflow(std::int64_t{0}, a, &result);
        else
            result = op == GuardOp::Divide ? a / b : a % b;
    }
    return checked(overflow ? std::nullopt : std::optional(result));
}

Decimal decimals(GuardOp op, Decimal a, Decimal b)
{
    switch (op) {
    case GuardOp::Add: return checked(a.plus(b));
    case GuardOp::Subtract: return checked(a.minus(b));
    case GuardOp::Multiply: return checked(a.times(b));
    default:
        if (b.units() == 0)
            refuse_zero();
        return checked(a.over(b));
    }
}

Decimal as_decimal(const GuardValue& value)
{
    if (const auto* money = std::get_if<GuardMoney>(&value.value))
        return money->amount;
    if (const auto* number = std::get_if<std::int64_t>(&value.value))
        return checked(Decimal::from_integer(*number));
    return std::get<Decimal>(value.value);
}

bool compare(GuardOp op, std::strong_ordering order)
{
    switch (op) {
    case GuardOp::Less: return order < 0;
    case GuardOp::LessEqual: return order <= 0;
    case GuardOp::Greater: return order > 0;
    default: return order >= 0;
    }
}

} // namespace

GuardValue arithmetic(GuardOp op, const GuardValue& a, const GuardValue& b)
{
    const auto* left = std::get_if<GuardMoney>(&a.value);
    const auto* right = std::get_if<GuardMoney>(&b.value);
    if (left != nullptr || right != nullptr)
        return {GuardMoney{decimals(op, as_decimal(a), as_decimal(b)), left != nullptr ? left->currency : right->currency}};
    if (const auto* text = std::get_if<std::string>(&a.value))
        return {*text + std::get<std::string>(b.value)};
    if (const auto* number = std::get_if<std::int64_t>(&a.value))
        return {integers(op, *number, std::get<std::int64_t>(b.value))};
    return {decimals(op, std::get<Decimal>(a.value), std::get<Decimal>(b.value))};
}

GuardValue negated(const GuardValue& value)
{
    if (const auto* number = std::get_if<std::int64_t>(&value.value))
        return {integers(GuardOp::Subtract, 0, *number)};
    if (const auto* money = std::get_if<GuardMoney>(&value.value))
        return {GuardMoney{decimals(GuardOp::Subtract, Decimal(), money->amount), money->currency}};
    return {decimals(GuardOp::Subtract, Decimal(), std::get<Decimal>(value.value))};
}

GuardValue rounded(Decimal value, std::int64_t places)
{
    std::int64_t step = 1;
    for (std::int64_t i = places; i < 4; ++i)
        step *= 10;
    const std::int64_t rest = value.units() % step;
    std::int64_t units = value.units() - rest;
    if (2 * rest >= step)
        units = integers(GuardOp::Add, units, step);
    else if (2 * rest <= -step)
        units = integers(GuardOp::Subtract, units, step);
    return {Decimal::from_units(step == 1 ? value.units() : units)};
}

bool ordered(GuardOp op, const GuardValue& a, const GuardValue& b)
{
    if (const auto* number = std::get_if<std::int64_t>(&a.value))
        return compare(op, *number <=> std::get<std::int64_t>(b.value));
    if (const auto* decimal = std::get_if<Decimal>(&a.value))
        return compare(op, *decimal <=> std::get<Decimal>(b.value));
    if (const auto* date = std::get_if<Date>(&a.value))
        return compare(op, *date <=> std::get<Date>(b.value));
    if (const auto* money = std::get_if<GuardMoney>(&a.value))
        return compare(op, money->amount <=> std::get<GuardMoney>(b.value).amount);
    if (const auto* duration = std::get_if<calendar::Duration>(&a.value)) {
        const auto& other = std::get<calendar::Duration>(b.value);
        if (duration->unit != other.unit)
            throw NoValue{say("{} და {} სხვადასხვა ერთეულშია", "{} and {} are in different units", duration->text(), other.text())};
        return compare(op, duration->amount <=> other.amount);
    }
    return compare(op, std::get<Instant>(a.value) <=> std::get<Instant>(b.value));
}

} // namespace ogp::workflow
