#include "workflow/guard_value.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace ogp::workflow {
namespace {

constexpr std::size_t shown_width = 60;
constexpr std::size_t shown_elements = 8;

std::string show(const GuardValue::List& list)
{
    std::string text = "[";
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (i != 0)
            text += ", ";
        if (i == shown_elements)
            return text + "…]";
        text += list[i].text();
    }
    return text + "]";
}

constexpr Label kind_label(GuardKind kind)
{
    switch (kind) {
    case GuardKind::Boolean: return {"true/false", "true/false"};
    case GuardKind::Integer: return {"მთელი რიცხვი", "a whole number"};
    case GuardKind::Decimal: return {"ათწილადი", "a decimal"};
    case GuardKind::Text: return {"ტექსტი", "a text"};
    case GuardKind::Date: return {"თარიღი", "a date"};
    case GuardKind::Instant: return {"დრო", "a point in time"};
    case GuardKind::PrintedDate: return {"დოკუმენტის თარიღი", "a printed date"};
    case GuardKind::Duration: return {"ვადა", "a duration"};
    case GuardKind::Money: return {"თანხა", "an amount of money"};
    case GuardKind::Enum: return {"ჩამონათვალის წევრი", "a member of a list of choices"};
    case GuardKind::State: return {"მდგომარეობა", "a state"};
    case GuardKind::Opaque: return {"ჩანაწერი", "a record"};
    case GuardKind::Children: return {"ქვესაქმეები", "children"};
    case GuardKind::Any:
    case GuardKind::Wrong: break;
    }
    return {"უცნობი", "unknown"};
}

struct Show
{
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(std::int64_t value) const { return std::to_string(value); }
    std::string operator()(Decimal value) const { return value.text(); }
    std::string operator()(const std::string& value) const { return "'" + printable(shorten(value, shown_width)) + "'"; }
    std::string operator()(Date value) const { return value.iso(); }
    std::string operator()(Instant value) const { return value.rfc3339(); }
    std::string operator()(const model::PrintedDate& value) const { return value.known() ? value.value() : "?"; }
    std::string operator()(const calendar::Duration& value) const { return value.text(); }
    std::string operator()(const GuardMoney& value) const { return value.text(); }
    std::string operator()(const Json& value) const { return printable(shorten(to_json(value), shown_width)); }
    std::string operator()(const GuardValue::List& value) const { return show(value); }
};

struct Same
{
    template <class A, class B>
    bool operator()(const A&, const B&) const { return false; }
    template <class A>
    bool operator()(const A& a, const A& b) const { return a == b; }
    bool operator()(const model::PrintedDate&, const model::PrintedDate&) const { return false; }
    bool operator()(const GuardValue::List& a, const GuardValue::List& b) const
    {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                          [](const GuardValue& left, const GuardValue& right) { return left.equals(right); });
    }
};

} // namespace

Localized describe(const GuardType& type)
{
    Localized label = kind_label(type.kind);
    if (type.kind == GuardKind::Money && !type.of.empty())
        label = {fmt::format("{} ({})", label.ka, type.of), fmt::format("{} ({})", label.en, type.of)};
    if (!type.list)
        return label;
    return {fmt::format("სია ({})", label.ka), fmt::format("a list ({})", label.en)};
}

std::string GuardValue::text() const
{
    return std::visit(Show{}, value);
}

bool GuardValue::equals(const GuardValue& other) const
{
    return std::visit(Same{}, value, other.value);
}

} // namespace ogp::workflow
