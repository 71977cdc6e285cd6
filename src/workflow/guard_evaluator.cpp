#include "workflow/guard_evaluator.hpp"

#include "base/text.hpp"
#include "calendar/scale.hpp"
#include "workflow/decide.hpp"
#include "workflow/guard_arithmetic.hpp"
#include "workflow/guard_stored.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {
namespace {

using Kind = GuardNode::Kind;

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
        case Kind::Negate: return at(node, [&] { return negated(value(node.parts.front())); });
        case Kind::And: return {chain(node, false)};
        case Kind::Or: return {chain(node, true)};
        case Kind::Binary: return binary(node);
        case Kind::Conditional: return value(node.parts[truth(node.parts[0]) ? 1 : 2]);
        case Kind::Index: return element(node);
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

    GuardValue element(const GuardNode& node) const
    {
        GuardValue held = value(node.parts[0]);
        auto& values = std::get<GuardValue::List>(held.value);
        const std::int64_t index = std::get<std::int64_t>(value(node.parts[1]).value);
        if (index < 0 || index >= std::ssize(values))
            throw NoValue{say("{}: ელემენტი ნომრით {} არ არის, სულ არის {}", "{}: there is no element {}, there are {}", text_of(node),
                              index, values.size())};
        return std::move(values[static_cast<std::size_t>(index)]);
    }

    GuardValue name(const GuardNode& node) const
    {
        const std::string& root = node.path.front();
        if (root == "now")
            return {m_context.now};
        if (root == "today")
            return {m_context.today};
        if (root == "votes")
            return votes(node.path[1], node.path[2]);
        if (root == "sla")
            return clock(node.path[1], node.path[2]);
        const std::string& member = node.path.back();
        if (root == "user")
            return user(member);
        if (root == "input")
            return field(node, m_context.input == nullptr ? Json() : (*m_context.input)[member]);
        const model::Case& subject = m_context.subject;
        if (member == "state")
            return {subject.state};
        if (member == "id")
            return {subject.uid.hex()};
        if (member == "version")
            return {subject.version};
        if (member == "entered_at")
            return {subject.entered};
        if (member == "created_at")
            return {subject.opened};
        return field(node, subject.fields[member]);
    }

    GuardValue user(const std::string& member) const
    {
        if (member == "unit" && m_context.unit.empty())
            throw NoValue{Localized("user.unit შევსებული არ არის", "user.unit is not set")};
        return {std::string(member == "id" ? m_context.actor : member == "role" ? m_context.role : m_context.unit)};
    }

    GuardValue votes(const std::string& group, const std::string& wanted) const
    {
        const auto found = m_context.subject.votes.find(group);
        if (found == m_context.subject.votes.end())
            return {std::int64_t{0}};
        return {std::int64_t{std::count_if(found->second.begin(), found->second.end(), [&](const auto& vote) {
            return wanted == "cast" || wanted == model::code(vote.second);
        })}};
    }

    GuardValue clock(const std::string& id, const std::string& member) const
    {
        static const ClockFacts none{std::string(clock_statuses.front())};
        const ClockFacts* facts = &none;
        if (m_context.clocks != nullptr)
            if (const auto found = m_context.clocks->find(id); found != m_context.clocks->end())
                facts = &found->second;
        if (member == "status")
            return {facts->status};
        return {member == "used" ? facts->used : member == "left" ? facts->left : facts->pauses};
    }

    GuardValue field(const GuardNode& node, const Json& json) const
    {
        const std::string written = join(node.path, ".");
        if (!is_given(json))
            throw NoValue{say("{} შევსებული არ არის", "{} is not set", written)};
        return from_stored(node.type, json, written);
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
        return at(node, [&]() -> GuardValue {
            if (node.op < GuardOp::Add)
                return {ordered(node.op, a, b)};
            return arithmetic(node.op, a, b);
        });
    }

    /// Says where it was that there was no result.
    template <class Work>
    GuardValue at(const GuardNode& node, Work work) const
    {
        try {
            return work();
        } catch (const NoValue& problem) {
            throw NoValue{{fmt::format("{}: {}", text_of(node), problem.reason.ka),
                           fmt::format("{}: {}", text_of(node), problem.reason.en)}};
        }
    }

    bool has(const GuardNode& field) const
    {
        const std::string& name = field.path.back();
        if (field.path.front() == "input")
            return m_context.input != nullptr && is_given((*m_context.input)[name]);
        const model::Case& subject = m_context.subject;
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
        if (function == "lower")
            return {to_lower(std::get<std::string>(first.value))};
        if (function == "date")
            return {Date::parse(std::get<std::string>(first.value)).value()};
        if (function == "duration")
            return {calendar::parse_duration(std::get<std::string>(first.value)).value()};
        if (function == "first" || function == "last")
            return bound(node, std::get<model::PrintedDate>(first.value));
        const GuardValue second = value(node.parts[1]);
        if (function == "elapsed")
            return at(node, [&] { return elapsed(first, second, written_unit(node.parts[2])); });
        if (function == "add")
            return at(node, [&] { return added(first, duration(node, second)); });
        if (function == "money")
            return at(node, [&] { return money(first, std::get<std::string>(second.value)); });
        if (function == "round")
            return at(node, [&] { return rounded(std::get<Decimal>(first.value), std::get<std::int64_t>(second.value)); });
        if (function == "days")
            return {std::int64_t{std::get<Date>(second.value) - std::get<Date>(first.value)}};
        const std::string& text = std::get<std::string>(first.value);
        const std::string& part = std::get<std::string>(second.value);
        return {function == "startsWith" ? text.starts_with(part) : text.find(part) != std::string::npos};
    }

    static calendar::Unit written_unit(const GuardNode& node)
    {
        return calendar::unit_from(std::get<std::string>(node.literal.value)).value();
    }

    static calendar::Duration duration(const GuardNode& call, const GuardValue& amount)
    {
        if (const auto* whole = std::get_if<calendar::Duration>(&amount.value))
            return *whole;
        return {std::get<std::int64_t>(amount.value), written_unit(call.parts[2])};
    }

    /// A whole number counts the smallest coins.
    static GuardValue money(const GuardValue& amount, const std::string& currency)
    {
        if (const auto* decimal = std::get_if<Decimal>(&amount.value))
            return {GuardMoney{*decimal, currency}};
        const GuardValue coins = arithmetic(GuardOp::Multiply, amount, {std::int64_t{100}});
        return {GuardMoney{Decimal::from_units(std::get<std::int64_t>(coins.value)), currency}};
    }

    const calendar::Calendar& calendar() const
    {
        const std::string& id = m_context.type.calendar;
        const calendar::Calendar* found = m_context.calendars == nullptr || id.empty() ? nullptr : m_context.calendars->find(id);
        if (found == nullptr && id.empty())
            throw NoValue{{"საქმის ტიპს კალენდარი არ აქვს", "the case type has no calendar"}};
        if (found == nullptr)
            throw NoValue{say("კალენდარი „{}“ არ არის", "there is no calendar \"{}\"", id)};
        return *found;
    }

    /// What the calendar refuses (a day outside of its validity) has no value.
    template <class Work>
    static GuardValue counted(Work work)
    {
        try {
            return work();
        } catch (const Error& error) {
            if (error.fault() != Fault::Invalid)
                throw;
            throw NoValue{error.message()};
        }
    }

    GuardValue elapsed(const GuardValue& from, const GuardValue& until, calendar::Unit unit) const
    {
        const calendar::Calendar& days = calendar();
        return counted([&]() -> GuardValue {
            return {calendar::elapsed(days, unit, std::get<Instant>(from.value), std::get<Instant>(until.value)) /
                    calendar::ticks_in(unit)};
        });
    }

    /// A term that begins there; a date is taken from its beginning.
    GuardValue added(const GuardValue& time, calendar::Duration term) const
    {
        const calendar::Calendar& days = calendar();
        if (term.amount < 0 || term.amount > calendar::most_units)
            throw NoValue{Localized("ვადა დასაშვებს სცდება", "the duration is out of range")};
        return counted([&]() -> GuardValue {
            if (const auto* instant = std::get_if<Instant>(&time.value))
                return {calendar::due(days, term, {}, *instant).at};
            return {calendar::due(days, term, {}, days.start_of(std::get<Date>(time.value))).on};
        });
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
            total = arithmetic(GuardOp::Add, total, {number});
        return total;
    }

    std::string_view m_source;
    const GuardContext& m_context;
};

} // namespace

ExpressionValue evaluate_expression(const GuardNode& root, std::string_view source, const GuardContext& context)
{
    try {
        return {Evaluator(source, context).value(root), {}};
    } catch (const NoValue& problem) {
        return {std::nullopt, problem.reason};
    }
}

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
