#include "workflow/guard_checker.hpp"

#include "base/text.hpp"
#include "workflow/guard_functions.hpp"
#include "workflow/guard_names.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ogp::workflow {
namespace {

using Kind = GuardNode::Kind;

class Checker
{
public:
    Checker(std::string_view source, const CaseType& type, Guard::ChildNames children, Findings& findings)
        : m_type(type), m_reporter(source, findings), m_names(type, children, m_reporter)
    {
    }

    GuardType check(GuardNode& node, const SetFields& known)
    {
        node.type = type_of(node, known);
        return node.type;
    }

    void want(const GuardNode& node, GuardKind kind) { m_reporter.want(node, kind); }

private:
    GuardType type_of(GuardNode& node, const SetFields& known)
    {
        switch (node.kind) {
        case Kind::Literal: return node.type;
        case Kind::List: return list(node, known);
        case Kind::Name: return m_names.check(node, known);
        case Kind::Call: return call(node, known);
        case Kind::Not: return negation(node, known);
        case Kind::Negate: return minus(node, known);
        case Kind::And: return chain(node, known, true);
        case Kind::Or: return chain(node, known, false);
        case Kind::Binary: return binary(node, known);
        case Kind::Conditional: return conditional(node, known);
        case Kind::Index: return index(node, known);
        }
        return {};
    }

    GuardType refuse(const char* code, const GuardNode& node, Localized message)
    {
        return m_reporter.refuse(code, node, std::move(message));
    }
    GuardType mismatch(const GuardNode& node, const Localized& wanted) { return m_reporter.mismatch(node, wanted); }

    GuardType list(GuardNode& node, const SetFields& known)
    {
        GuardType type{GuardKind::Any, false, {}};
        for (GuardNode& part : node.parts) {
            const GuardType here = check(part, known);
            if (here.is_wrong())
                return {};
            if (here.list || here.kind == GuardKind::Opaque || here.kind == GuardKind::Children)
                return mismatch(part, {"მარტივი მნიშვნელობა", "a single value"});
            if (type.kind == GuardKind::Any)
                type = here;
            else if (!(type == here))
                return mismatch(part, describe(type));
        }
        type.list = true;
        return type;
    }

    GuardType index(GuardNode& node, const SetFields& known)
    {
        GuardType type = check(node.parts[0], known);
        check(node.parts[1], known);
        want(node.parts[1], GuardKind::Integer);
        if (type.is_wrong())
            return type;
        if (!type.list || type.kind == GuardKind::Any)
            return mismatch(node.parts[0], {"სია", "a list"});
        type.list = false;
        return type;
    }

    GuardType negation(GuardNode& node, const SetFields& known)
    {
        check(node.parts.front(), known);
        want(node.parts.front(), GuardKind::Boolean);
        return {GuardKind::Boolean, false, {}};
    }

    GuardType minus(GuardNode& node, const SetFields& known)
    {
        const GuardType type = check(node.parts.front(), known);
        if (type.is_wrong() || type.is(GuardKind::Integer) || type.is(GuardKind::Decimal) || type.is(GuardKind::Money))
            return type;
        return mismatch(node.parts.front(), {"რიცხვი", "a number"});
    }

    /// && and ||: each part is read knowing what those before it have said.
    GuardType chain(GuardNode& node, SetFields known, bool goes_on_when)
    {
        for (GuardNode& part : node.parts) {
            check(part, known);
            want(part, GuardKind::Boolean);
            known.merge(set_when(part, goes_on_when));
        }
        return {GuardKind::Boolean, false, {}};
    }

    GuardType conditional(GuardNode& node, const SetFields& known)
    {
        check(node.parts[0], known);
        want(node.parts[0], GuardKind::Boolean);
        SetFields yes = set_when(node.parts[0], true);
        SetFields no = set_when(node.parts[0], false);
        yes.insert(known.begin(), known.end());
        no.insert(known.begin(), known.end());
        const GuardType type = check(node.parts[1], yes);
        const GuardType other = check(node.parts[2], no);
        if (type.is_wrong() || other.is_wrong())
            return {};
        return type == other ? type : mismatch(node.parts[2], describe(type));
    }

    GuardType binary(GuardNode& node, const SetFields& known)
    {
        GuardNode& left = node.parts[0];
        GuardNode& right = node.parts[1];
        const GuardType a = check(left, known);
        const GuardType b = check(right, known);
        const bool relation = node.op < GuardOp::Add;
        if (a.is_wrong() || b.is_wrong())
            return relation ? GuardType{GuardKind::Boolean, false, {}} : GuardType{};
        if (node.op == GuardOp::In)
            return membership(left, right);
        if (node.op == GuardOp::Equal || node.op == GuardOp::NotEqual)
            return equality(left, right);
        return relation ? order(left, right) : arithmetic(node.op, left, right);
    }

    GuardType membership(GuardNode& left, GuardNode& right)
    {
        if (!right.type.list)
            return mismatch(right, {"სია", "a list"});
        const bool listed = right.kind == Kind::List;
        if (listed && choices_fit(left, right))
            return {GuardKind::Boolean, false, {}};
        GuardType element = right.type;
        element.list = false;
        if (element.kind == GuardKind::Enum && left.kind == Kind::Literal && left.type.is(GuardKind::Text)) {
            check_choice(element, choices_of(right).value_or(std::vector<std::string>{}), left);
            return {GuardKind::Boolean, false, {}};
        }
        return comparable(left, element, right);
    }

    /// What a text must be one of to be compared with that; nothing where any text may.
    std::optional<std::vector<std::string>> choices_of(const GuardNode& node) const
    {
        std::vector<std::string> members;
        if (node.type.is(GuardKind::State)) {
            for (const State& state : m_type.states)
                members.push_back(state.id);
        } else if (node.type.kind == GuardKind::Enum) {
            if (const Enumeration* enumeration = m_type.enumeration(node.type.of))
                for (const EnumMember& member : enumeration->members)
                    members.push_back(member.id);
        } else if (node.kind == Kind::Name && node.path.front() == "sla" && node.type.is(GuardKind::Text)) {
            members.assign(clock_statuses.begin(), clock_statuses.end());
        } else {
            return std::nullopt;
        }
        return members;
    }

    /// Every text of the list must be one that the left side can be.
    bool choices_fit(const GuardNode& left, const GuardNode& list)
    {
        const auto choices = left.type.list ? std::nullopt : choices_of(left);
        if (!choices || list.type.kind != GuardKind::Text)
            return false;
        for (const GuardNode& part : list.parts)
            check_choice(left.type, *choices, part);
        return true;
    }

    GuardType equality(const GuardNode& left, const GuardNode& right)
    {
        for (const auto& [choice, word] : {std::pair(&left, &right), std::pair(&right, &left)}) {
            const auto choices = choice->type.list ? std::nullopt : choices_of(*choice);
            if (choices && word->type.is(GuardKind::Text)) {
                check_choice(choice->type, *choices, *word);
                return {GuardKind::Boolean, false, {}};
            }
        }
        return comparable(left, left.type, right, right.type);
    }

    /// A text that is compared with a choice must be written out, and be one of its members.
    void check_choice(const GuardType& type, const std::vector<std::string>& members, const GuardNode& word)
    {
        if (word.kind != Kind::Literal)
            mismatch(word, describe(type));
        else
            m_reporter.choice(word, members);
    }

    static bool has_equality(const GuardType& type)
    {
        return !type.list && type.kind != GuardKind::Opaque && type.kind != GuardKind::Children &&
               type.kind != GuardKind::PrintedDate;
    }

    GuardType comparable(const GuardNode& left, const GuardType& element, const GuardNode& right)
    {
        return comparable(left, left.type, right, element);
    }

    GuardType comparable(const GuardNode& left, const GuardType& a, const GuardNode& right, const GuardType& b)
    {
        if (a.kind == GuardKind::PrintedDate || b.kind == GuardKind::PrintedDate)
            return refuse("guard_type", a.kind == GuardKind::PrintedDate ? left : right,
                          Localized("დოკუმენტის თარიღს შედარებისთვის სჭირდება first(…) ან last(…)",
                                    "a printed date is compared by first(…) or last(…)"));
        if (!has_equality(a))
            return mismatch(left, {"შესადარებელი მნიშვნელობა", "a value that can be compared"});
        if (b.kind == GuardKind::Any || (a.kind == b.kind && a.of == b.of && has_equality(b)))
            return {GuardKind::Boolean, false, {}};
        return mismatch(right, describe(a));
    }

    GuardType order(const GuardNode& left, const GuardNode& right)
    {
        const GuardKind kind = left.type.kind;
        if (kind == GuardKind::PrintedDate || right.type.kind == GuardKind::PrintedDate)
            return comparable(left, left.type, right, right.type);
        const bool ordered = !left.type.list && (kind == GuardKind::Integer || kind == GuardKind::Decimal ||
                                                 kind == GuardKind::Date || kind == GuardKind::Instant ||
                                                 kind == GuardKind::Money || kind == GuardKind::Duration);
        if (!ordered)
            return mismatch(left, {"რიცხვი, თარიღი ან დრო", "a number, a date or a point in time"});
        if (!(left.type == right.type))
            return mismatch(right, describe(left.type));
        return {GuardKind::Boolean, false, {}};
    }

    static bool is_number(const GuardType& type) { return type.is(GuardKind::Integer) || type.is(GuardKind::Decimal); }

    /// Numbers with numbers of their kind; money with money of its currency, or times and by a number; texts are joined by +.
    GuardType arithmetic(GuardOp op, const GuardNode& left, const GuardNode& right)
    {
        const bool scales = op == GuardOp::Multiply || op == GuardOp::Divide;
        const bool adds = op == GuardOp::Add || op == GuardOp::Subtract;
        if (left.type.is(GuardKind::Money) && scales)
            return is_number(right.type) ? left.type : mismatch(right, {"რიცხვი", "a number"});
        if (right.type.is(GuardKind::Money) && op == GuardOp::Multiply)
            return is_number(left.type) ? right.type : mismatch(left, {"რიცხვი", "a number"});
        const bool joins = left.type.is(GuardKind::Text) && op == GuardOp::Add;
        if (!is_number(left.type) && !joins && !(left.type.is(GuardKind::Money) && adds))
            return mismatch(left, {"რიცხვი", "a number"});
        if (op == GuardOp::Remainder && !left.type.is(GuardKind::Integer))
            return mismatch(left, describe({GuardKind::Integer, false, {}}));
        return left.type == right.type ? left.type : mismatch(right, describe(left.type));
    }

    GuardType call(GuardNode& node, const SetFields& known)
    {
        const std::string& name = node.path.front();
        const GuardFunction* function = find_function(name);
        if (function == nullptr)
            return m_reporter.unknown_name(node, name, function_names());
        if (node.parts.size() < function->least || node.parts.size() > function->most)
            return refuse("guard_type", node, say("{}: საჭიროა {} არგუმენტი, არის {}", "{} takes {} arguments, found {}", name,
                                                  function->most, node.parts.size()));
        if (name == "has") {
            GuardNode& field = node.parts.front();
            field.type = m_names.check_presence(field);
            return {GuardKind::Boolean, false, {}};
        }
        for (GuardNode& part : node.parts) {
            if (check(part, known).is_wrong())
                return {};
        }
        return check_call(node, m_reporter);
    }

    const CaseType& m_type;
    GuardReporter m_reporter;
    GuardNames m_names;
};

/// What is set for sure wherever the expression stands.
SetFields always_set(const CaseType& type, const Transition* transition)
{
    SetFields known;
    for (const Field& field : type.fields) {
        if (field.required || !field.preset.is_null() || !field.computed.empty())
            known.insert(field.id);
    }
    if (transition != nullptr)
        known.insert(transition->require.begin(), transition->require.end());
    return known;
}

} // namespace

void check_guard(GuardNode& root, std::string_view source, const CaseType& type, const Transition* transition,
                 Guard::ChildNames children, Findings& findings)
{
    Checker checker(source, type, children, findings);
    checker.check(root, always_set(type, transition));
    checker.want(root, GuardKind::Boolean);
}

GuardType check_expression(GuardNode& root, std::string_view source, const CaseType& type, const Transition* transition,
                           SetFields known, Guard::ChildNames children, Findings& findings)
{
    known.merge(always_set(type, transition));
    return Checker(source, type, children, findings).check(root, known);
}

} // namespace ogp::workflow
