#include "workflow/guard_evaluator.hpp"

#include "base/text.hpp"
#include "workflow/decide.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {
namespace {

using Kind = GuardNode::Kind;

/// Why an expression has no value. Thrown and caught in this file alone.
struct NoValue
{
    Localized reason;
};

template <class Value>
GuardValue checked(const std::optional<Value>& value)
{
    if (!value)
        throw NoValue{Localized("შედეგი დასაშვებ რიცხვებს სცდება", "the result is out of range")};
    return {*value};
}

GuardValue integers(GuardOp op, std::int64_t a, std::int64_t b)
{
    std::int64_t result = 0;
    bool overflow = false;
    switch (op) {
    case GuardOp::Add: overflow = __builtin_add_overflow(a, b, &result); break;
    case GuardOp::Subtract: overflow = __builtin_sub_overflow(a, b, &result); break;
    case GuardOp::Multiply: overflow = __builtin_mul_overflow(a, b, &result); break;
    default:
        if (b == 0)
            throw NoValue{Localized("ნულზე გაყოფა", "division by zero")};
        // The smallest integer has no positive twin.
        if (b == -1)
            overflow = op == GuardOp::Divide && __builtin_sub_overflow(std::int64_t{0}, a, &result);
        else
            result = op == GuardOp::Divide ? a / b : a % b;
    }
    return checked(overflow ? std::nullopt : std::optional(result));
}

GuardValue decimals(GuardOp op, Decimal a, Decimal b)
{
    switch (op) {
    case GuardOp::Add: return checked(a.plus(b));
    case GuardOp::Subtract: return checked(a.minus(b));
    case GuardOp::Multiply: return checked(a.times(b));
    default:
        if (b.units() == 0)
            throw NoValue{Localized("ნულზე გაყოფა", "division by zero")};
        return checked(a.over(b));
    }
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

bool ordered(GuardOp op, const GuardValue& a, const GuardValue& b)
{
    if (const auto* number = std::get_if<std::int64_t>(&a.value))
        return compare(op, *number <=> std::get<std::int64_t>(b.value));
    if (const auto* decimal = std::get_if<Decimal>(&a.value))
        return compare(op, *decimal <=> std::get<Decimal>(b.value));
    if (const auto* date = std::get_if<Date>(&a.value))
        return compare(op, *date <=> std::get<Date>(b.value));
    return compare(op, std::get<Instant>(a.value) <=> std::get<Instant>(b.value));
}

std::int64_t characters(std::string_view text)
{
    return std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
}

class Evaluator
{
public:
    Evaluator(std::string_view source, const GuardContext& context) : m_source(source), m_context(context) {}

    GuardValue value(const GuardNode& node) const
    {
        switch (node.kind) {
        case Kind::Literal: return node.literal;
        case Kind::List: return list(node);
        case Kind::Name: return name(node);
        case Kind::Call: return call(node);
        case Kind::Not: return {!truth(node.parts.front())};
        case Kind::Negate: return negated(value(node.parts.front()));
        case Kind::And: return {chain(node, false)};
        case Kind::Or: return {chain(node, true)};
        case Kind::Binary: return binary(node);
        case Kind::Conditional: return value(node.parts[truth(node.parts[0]) ? 1 : 2]);
        }
        return {false};
    }

    bool truth(const GuardNode& node) const { return std::get<bool>(value(node).value); }

    /// The smallest conjunct that is false or has no value, and why.
    GuardOutcome explain(const GuardNode& node) const
    {
        if (node.kind == Kind::And) {
            for (const GuardNode& part : node.parts) {
                if (!holds(part))
                    return explain(part);
            }
        }
        if (node.kind == Kind::Conditional && has_value(node.parts[0]))
            return explain(node.parts[truth(node.parts[0]) ? 1 : 2]);
        return {false, std::string(text_of(node)), reason(node)};
    }

private:
    std::string_view text_of(const GuardNode& node) const { return m_source.substr(node.begin, node.end - node.begin); }

    /// Left to right, no further than the first part that decides.
    bool chain(const GuardNode& node, bool deciding) const
    {
        for (const GuardNode& part : node.parts) {
            if (truth(part) == deciding)
                return deciding;
        }
        return !deciding;
    }

    bool holds(const GuardNode& node) const
    {
        try {
            return truth(node);
        } catch (const NoValue&) {
            return false;
        }
    }

    bool has_value(const GuardNode& node) const
    {
        try {
            value(node);
            return true;
        } catch (const NoValue&) {
            return false;
        }
    }

    Localized reason(const GuardNode& node) const
    {
        try {
            value(node);
        } catch (const NoValue& problem) {
            return problem.reason;
        }
        if (node.kind == Kind::Binary)
            return comparison_reason(node);
        const bool negated = node.kind == Kind::Not;
        const GuardNode& inner = negated ? node.parts.front() : node;
        if (inner.kind == Kind::Call && inner.path.front() == "has") {
            const std::string_view field = text_of(inner.parts.front());
            return negated ? say("{} შევსებულია", "{} is set", field) : say("{} შევსებული არ არის", "{} is not set", field);
        }
        const Localized seen = values_seen(node);
        const std::string_view text = text_of(node);
        return {fmt::format("არ სრულდება {}{}", text, seen.ka), fmt::format("{} does not hold{}", text, seen.en)};
    }

    Localized comparison_reason(const GuardNode& node) const
    {
        const bool left = node.parts[0].kind != Kind::Literal;
        const bool right = node.parts[1].kind != Kind::Literal && node.parts[1].kind != Kind::List;
        const std::string_view text = text_of(node);
        if (left && right)
            return say("{0}, სადაც მარცხენა მხარეა {1}, მარჯვენა - {2}", "{0} where the left side is {1}, the right side {2}", text,
                       value(node.parts[0]).text(), value(node.parts[1]).text());
        if (!left && !right)
            return say("არ სრულდება {}", "{} does not hold", text);
        return left ? say("{0}, სადაც მარცხენა მხარეა {1}", "{0} where the left side is {1}", text, value(node.parts[0]).text())
                    : say("{0}, სადაც მარჯვენა მხარეა {1}", "{0} where the right side is {1}", text, value(node.parts[1]).text());
    }

    /// " where case.a is 1, case.b is 'x'": the names in `node`, in the order of the source.
    Localized values_seen(const GuardNode& node) const
    {
        std::vector<std::string> seen;
        collect(node, seen);
        if (seen.empty())
            return {};
        return {", სადაც " + join(seen, ", "), " where " + join(seen, ", ")};
    }

    void collect(const GuardNode& node, std::vector<std::string>& seen) const
    {
        const bool call = node.kind == Kind::Call && (node.path.front() == "has" || node.path.front() == "count");
        if (call || (node.kind == Kind::Name && node.type.kind != GuardKind::Children && has_value(node))) {
            std::string line = fmt::format("{} = {}", text_of(node), value(node).text());
            if (std::find(seen.begin(), seen.end(), line) == seen.end())
                seen.push_back(std::move(line));
            return;
        }
        for (const GuardNode& part : node.parts)
            collect(part, seen);
    }

    GuardValue list(const GuardNode& node) const
    {
        GuardValue::List values;
        values.reserve(node.parts.size());
        for (const GuardNode& part : node.parts)
            values.push_back(value(part));
        return {std::move(values)};
    }

    GuardValue name(const GuardNode& node) const
    {
        const std::string& root = node.path.front();
        if (root == "now")
            return {m_context.now};
        if (root == "today")
            return {m_context.today};
        const std::string& member = node.path.back();
        if (root == "user")
            return {std::string(member == "id" ? m_context.actor : m_context.role)};
        if (member == "state")
            return {m_context.subject.state};
        if (member == "id")
            return {m_context.subject.uid.hex()};
        if (member == "version")
            return {m_context.subject.version};
        return field(node, member);
    }

    GuardValue field(const GuardNode& node, const std::string& member) const
    {
        const Json& json = m_context.subject.fields[member];
        if (!is_given(json))
            throw NoValue{say("case.{} შევსებული არ არის", "case.{} is not set", member)};
        if (!node.type.list)
            return stored(node.type.kind, json, member);
        if (!json.is_array())
            wrong_shape(member);
        GuardValue::List values;
        values.reserve(json.size());
        for (const Json& item : json.items())
            values.push_back(stored(node.type.kind, item, member));
        return {std::move(values)};
    }

    [[noreturn]] static void wrong_shape(const std::string& member)
    {
        throw NoValue{say("case.{}-ის შენახული მნიშვნელობა სხვა სახისაა", "the stored value of case.{} has another shape", member)};
    }

    static GuardValue stored(GuardKind kind, const Json& json, const std::string& member)
    {
        if (kind == GuardKind::Boolean && json.is_boolean())
            return {json.as_boolean()};
        if (kind == GuardKind::Integer && json.is_integer())
            return {json.as_integer()};
        if (kind == GuardKind::PrintedDate)
            return printed_date(json, member);
        // What is opaque is only ever counted by size().
        if (kind == GuardKind::Opaque)
            return {false};
        if (!json.is_text())
            wrong_shape(member);
        return stored_text(kind, json.as_text(), member);
    }

    static GuardValue printed_date(const Json& json, const std::string& member)
    {
        try {
            return {model::PrintedDate::from_json(json)};
        } catch (const Error& error) {
            if (error.fault() != Fault::Invalid)
                throw;
            wrong_shape(member);
        }
    }

    static GuardValue stored_text(GuardKind kind, const std::string& text, const std::string& member)
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
        }
        wrong_shape(member);
    }

    static GuardValue negated(const GuardValue& value)
    {
        if (const auto* number = std::get_if<std::int64_t>(&value.value))
            return integers(GuardOp::Subtract, 0, *number);
        return decimals(GuardOp::Subtract, Decimal(), std::get<Decimal>(value.value));
    }

    GuardValue binary(const GuardNode& node) const
    {
        const GuardValue a = value(node.parts[0]);
        const GuardValue b = value(node.parts[1]);
        if (node.op == GuardOp::Equal || node.op == GuardOp::NotEqual)
            return {a.equals(b) == (node.op == GuardOp::Equal)};
        if (node.op == GuardOp::In) {
            const auto& elements = std::get<GuardValue::List>(b.value);
            return {std::any_of(elements.begin(), elements.end(), [&](const GuardValue& element) { return element.equals(a); })};
        }
        if (node.op < GuardOp::Add)
            return {ordered(node.op, a, b)};
        if (const auto* number = std::get_if<std::int64_t>(&a.value))
            return integers(node.op, *number, std::get<std::int64_t>(b.value));
        return decimals(node.op, std::get<Decimal>(a.value), std::get<Decimal>(b.value));
    }

    bool has(const GuardNode& field) const
    {
        const model::Case& subject = m_context.subject;
        const std::string& name = field.path.back();
        return is_given(subject.fields[name]) || std::binary_search(subject.sealed.begin(), subject.sealed.end(), name);
    }

    GuardValue call(const GuardNode& node) const
    {
        const std::string& function = node.path.front();
        if (function == "has")
            return {has(node.parts[0])};
        if (function == "count")
            return count(node);
        const GuardValue first = value(node.parts[0]);
        if (function == "size") {
            if (const auto* text = std::get_if<std::string>(&first.value))
                return {characters(*text)};
            return {static_cast<std::int64_t>(std::get<GuardValue::List>(first.value).size())};
        }
        if (function == "date")
            return checked(Date::parse(std::get<std::string>(first.value)));
        if (function == "first" || function == "last")
            return bound(node, std::get<model::PrintedDate>(first.value));
        const GuardValue second = value(node.parts[1]);
        if (function == "days")
            return {std::int64_t{std::get<Date>(second.value) - std::get<Date>(first.value)}};
        const std::string& text = std::get<std::string>(first.value);
        const std::string& part = std::get<std::string>(second.value);
        return {function == "startsWith" ? text.starts_with(part) : text.find(part) != std::string::npos};
    }

    GuardValue bound(const GuardNode& node, const model::PrintedDate& date) const
    {
        if (!date.known())
            throw NoValue{say("{}: თარიღი უცნობია", "{}: no date is known", text_of(node.parts[0]))};
        return {node.path.front() == "first" ? date.first() : date.last()};
    }

    GuardValue count(const GuardNode& node) const
    {
        const auto found = m_context.children.find(node.parts[0].path.back());
        if (found == m_context.children.end())
            return {std::int64_t{0}};
        if (node.parts.size() == 2) {
            const auto category = state_category_from(std::get<std::string>(node.parts[1].literal.value));
            const auto counted = found->second.find(category.value_or(model::StateCategory::Open));
            return {counted == found->second.end() ? std::int64_t{0} : counted->second};
        }
        GuardValue total{std::int64_t{0}};
        for (const auto& [category, number] : found->second)
            total = integers(GuardOp::Add, std::get<std::int64_t>(total.value), number);
        return total;
    }

    std::string_view m_source;
    const GuardContext& m_context;
};

} // namespace

GuardOutcome evaluate_guard(const GuardNode& root, std::string_view source, const GuardContext& context)
{
    const Evaluator evaluator(source, context);
    try {
        if (evaluator.truth(root))
            return {true, {}, {}};
    } catch (const NoValue&) {
        // explain() finds the place and the reason.
    }
    return evaluator.explain(root);
}

} // namespace ogp::workflow
