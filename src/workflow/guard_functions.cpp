#include "workflow/guard_functions.hpp"

#include "workflow/definition.hpp"

#include <algorithm>
#include <array>

namespace ogp::workflow {
namespace {

constexpr std::array<GuardFunction, 15> functions = {{
    {"has", 1, 1},      {"size", 1, 1},    {"count", 1, 2}, {"startsWith", 2, 2}, {"contains", 2, 2}, {"lower", 1, 1},
    {"date", 1, 1},     {"duration", 1, 1}, {"first", 1, 1}, {"last", 1, 1},       {"days", 2, 2},     {"elapsed", 3, 3},
    {"add", 2, 3},      {"money", 2, 2},   {"round", 2, 2},
}};

constexpr GuardType of(GuardKind kind)
{
    return {kind, false, {}};
}

bool is_written_text(const GuardNode& node)
{
    return node.kind == GuardNode::Kind::Literal && node.type.is(GuardKind::Text);
}

GuardType size(const GuardNode& node, GuardReporter& reporter)
{
    const GuardNode& first = node.parts.front();
    if (!first.type.list && first.type.kind != GuardKind::Text)
        return reporter.mismatch(first, {"ტექსტი ან სია", "a text or a list"});
    return of(GuardKind::Integer);
}

GuardType count(const GuardNode& node, GuardReporter& reporter)
{
    reporter.want(node.parts.front(), GuardKind::Children);
    if (node.parts.size() == 2) {
        const GuardNode& category = node.parts[1];
        std::vector<std::string> categories;
        for (const model::StateCategory value : state_categories)
            categories.emplace_back(model::code(value));
        if (!is_written_text(category))
            return reporter.mismatch(category,
                                     {"'open', 'waiting', 'done' ან 'cancelled'", "'open', 'waiting', 'done' or 'cancelled'"});
        reporter.choice(category, categories);
    }
    return of(GuardKind::Integer);
}

GuardType texts(const GuardNode& node, GuardReporter& reporter)
{
    for (const GuardNode& part : node.parts)
        reporter.want(part, GuardKind::Text);
    return of(node.path.front() == "lower" ? GuardKind::Text : GuardKind::Boolean);
}

GuardType date(const GuardNode& node, GuardReporter& reporter)
{
    const GuardNode& argument = node.parts.front();
    if (!is_written_text(argument) || !Date::parse(std::get<std::string>(argument.literal.value)))
        return reporter.refuse("guard_type", argument, Localized("მოსალოდნელია არსებული დღე: date('2019-04-30')",
                                                                 "expected an existing day: date('2019-04-30')"));
    return of(GuardKind::Date);
}

GuardType duration(const GuardNode& node, GuardReporter& reporter)
{
    const GuardNode& argument = node.parts.front();
    if (!is_written_text(argument) || !calendar::parse_duration(std::get<std::string>(argument.literal.value)))
        return reporter.refuse("guard_type", argument, Localized("მოსალოდნელია ვადა: duration('10 working_days')",
                                                                 "expected a duration: duration('10 working_days')"));
    return of(GuardKind::Duration);
}

void unit(const GuardNode& node, GuardReporter& reporter)
{
    std::vector<std::string> words;
    for (const calendar::Unit value : calendar::units())
        words.emplace_back(calendar::code(value));
    reporter.choice(node, words);
}

GuardType elapsed(const GuardNode& node, GuardReporter& reporter)
{
    reporter.want(node.parts[0], GuardKind::Instant);
    reporter.want(node.parts[1], GuardKind::Instant);
    unit(node.parts[2], reporter);
    return of(GuardKind::Integer);
}

GuardType add(const GuardNode& node, GuardReporter& reporter)
{
    const GuardNode& time = node.parts.front();
    if (!time.type.is(GuardKind::Date) && !time.type.is(GuardKind::Instant))
        return reporter.mismatch(time, {"თარიღი ან დრო", "a date or a point in time"});
    if (node.parts.size() == 2) {
        reporter.want(node.parts[1], GuardKind::Duration);
    } else {
        reporter.want(node.parts[1], GuardKind::Integer);
        unit(node.parts[2], reporter);
    }
    return time.type;
}

GuardType money(const GuardNode& node, GuardReporter& reporter)
{
    const GuardNode& amount = node.parts[0];
    if (!amount.type.is(GuardKind::Integer) && !amount.type.is(GuardKind::Decimal))
        return reporter.mismatch(amount, {"რიცხვი", "a number"});
    const GuardNode& currency = node.parts[1];
    const bool is_code = is_written_text(currency) && std::get<std::string>(currency.literal.value).size() == 3 &&
                         std::ranges::all_of(std::get<std::string>(currency.literal.value),
                                             [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!is_code)
        return reporter.refuse("guard_type", currency, Localized("მოსალოდნელია ვალუტა: 'GEL'", "expected a currency: 'GEL'"));
    return {GuardKind::Money, false, std::get<std::string>(currency.literal.value)};
}

GuardType rounded(const GuardNode& node, GuardReporter& reporter)
{
    reporter.want(node.parts[0], GuardKind::Decimal);
    const GuardNode& places = node.parts[1];
    const auto* number = places.kind == GuardNode::Kind::Literal ? std::get_if<std::int64_t>(&places.literal.value) : nullptr;
    if (number == nullptr || *number < 0 || *number > 4)
        return reporter.refuse("guard_type", places, Localized("მოსალოდნელია ათწილადი ნიშნების რაოდენობა, 0-დან 4-მდე",
                                                               "expected the number of decimal places, 0 to 4"));
    return of(GuardKind::Decimal);
}

} // namespace

const GuardFunction* find_function(std::string_view name)
{
    const auto* const found =
        std::ranges::find_if(functions, [&](const GuardFunction& candidate) { return candidate.name == name; });
    return found == functions.end() ? nullptr : found;
}

std::vector<std::string> function_names()
{
    std::vector<std::string> names;
    for (const GuardFunction& function : functions)
        names.emplace_back(function.name);
    return names;
}

GuardType check_call(const GuardNode& node, GuardReporter& reporter)
{
    const std::string& name = node.path.front();
    if (name == "size")
        return size(node, reporter);
    if (name == "count")
        return count(node, reporter);
    if (name == "startsWith" || name == "contains" || name == "lower")
        return texts(node, reporter);
    if (name == "date")
        return date(node, reporter);
    if (name == "duration")
        return duration(node, reporter);
    if (name == "elapsed")
        return elapsed(node, reporter);
    if (name == "add")
        return add(node, reporter);
    if (name == "money")
        return money(node, reporter);
    if (name == "round")
        return rounded(node, reporter);
    if (name == "days") {
        reporter.want(node.parts[0], GuardKind::Date);
        reporter.want(node.parts[1], GuardKind::Date);
        return of(GuardKind::Integer);
    }
    reporter.want(node.parts.front(), GuardKind::PrintedDate); // first, last
    return of(GuardKind::Date);
}

} // namespace ogp::workflow
