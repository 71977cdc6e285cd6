#include "workflow/guard_checker.hpp"

#include "base/text.hpp"
#include "workflow/guard_presence.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace ogp::workflow {
namespace {

using Kind = GuardNode::Kind;

struct Function
{
    std::string_view name;
    std::size_t arguments;
};

constexpr std::array<Function, 9> functions = {{
    {"has", 1}, {"size", 1}, {"count", 2}, {"startsWith", 2}, {"contains", 2}, {"date", 1}, {"first", 1}, {"last", 1}, {"days", 2},
}};

GuardKind kind_of(FieldType type)
{
    switch (type) {
    case FieldType::String:
    case FieldType::Text:
    case FieldType::Ref:
    case FieldType::Email:
    case FieldType::Phone:
    case FieldType::Url: return GuardKind::Text;
    case FieldType::Integer: return GuardKind::Integer;
    case FieldType::Decimal: return GuardKind::Decimal;
    case FieldType::Boolean: return GuardKind::Boolean;
    case FieldType::Date: return GuardKind::Date;
    case FieldType::PrintedDate: return GuardKind::PrintedDate;
    case FieldType::Datetime: return GuardKind::Instant;
    case FieldType::Enum: return GuardKind::Enum;
    case FieldType::Localized:
    case FieldType::Person:
    case FieldType::Record: return GuardKind::Opaque;
    }
    return GuardKind::Opaque;
}

class Checker
{
public:
    Checker(std::string_view source, const CaseType& type, Guard::ChildNames children, Findings& findings)
        : m_source(source), m_type(type), m_children(children), m_findings(findings)
    {
    }

    GuardType check(GuardNode& node, const SetFields& known)
    {
        node.type = type_of(node, known);
        return node.type;
    }

    void want(const GuardNode& node, GuardKind kind)
    {
        if (!node.type.is_wrong() && !node.type.is(kind))
            mismatch(node, describe({kind, false, {}}));
    }

private:
    GuardType type_of(GuardNode& node, const SetFields& known)
    {
        switch (node.kind) {
        case Kind::Literal: return node.type;
        case Kind::List: return list(node, known);
        case Kind::Name: return name(node, known);
        case Kind::Call: return call(node, known);
        case Kind::Not: return negation(node, known);
        case Kind::Negate: return minus(node, known);
        case Kind::And: return chain(node, known, true);
        case Kind::Or: return chain(node, known, false);
        case Kind::Binary: return binary(node, known);
        case Kind::Conditional: return conditional(node, known);
        }
        return {};
    }

    GuardType refuse(const char* code, const GuardNode& node, Localized message)
    {
        add_guard_finding(m_findings, m_source, code, node.begin, std::move(message));
        return {};
    }

    GuardType mismatch(const GuardNode& node, const Localized& wanted)
    {
        const Localized found = describe(node.type);
        return refuse("guard_type", node,
                      {fmt::format("მოსალოდნელია {}, არის {}", wanted.ka, found.ka),
                       fmt::format("expected {}, found {}", wanted.en, found.en)});
    }

    GuardType unknown_name(const GuardNode& node, const std::string& word, const std::vector<std::string>& candidates)
    {
        const auto near = nearest(word, candidates);
        if (near)
            return refuse("guard_name", node,
                          say("უცნობი სახელი „{}“; ხომ არ გულისხმობდით „{}“-ს?", "unknown name \"{}\"; did you mean \"{}\"?",
                              word, *near));
        return refuse("guard_name", node, say("უცნობი სახელი „{}“; დასაშვებია: {}", "unknown name \"{}\"; possible are: {}",
                                              word, join(candidates, ", ")));
    }

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

    GuardType name(const GuardNode& node, const SetFields& known)
    {
        const std::string& root = node.path.front();
        if (node.path.size() == 1) {
            if (root == "now")
                return {GuardKind::Instant, false, {}};
            if (root == "today")
                return {GuardKind::Date, false, {}};
            if (root == "case" || root == "user" || root == "children")
                return refuse("guard_name", node, say("„{0}“-ს აკლია სახელი: {0}.…", "\"{0}\" needs a name: {0}.…", root));
            return unknown_name(node, root, {"case", "user", "now", "today", "children", "true", "false"});
        }
        if (node.path.size() > 2)
            return refuse("guard_name", node, Localized("ორზე მეტი ნაწილის სახელი არ არსებობს",
                                                        "there are no names of more than two parts"));
        const std::string& member = node.path.back();
        if (root == "case")
            return case_name(node, member, known);
        if (root == "user")
            return member == "id" || member == "role" ? GuardType{GuardKind::Text, false, {}}
                                                      : unknown_name(node, member, {"id", "role"});
        if (root == "children")
            return children(node, member);
        return unknown_name(node, root, {"case", "user", "children"});
    }

    GuardType case_name(const GuardNode& node, const std::string& member, const SetFields& known)
    {
        if (member == "state")
            return {GuardKind::State, false, {}};
        if (member == "id")
            return {GuardKind::Text, false, {}};
        if (member == "version")
            return {GuardKind::Integer, false, {}};
        const Field* field = find_field(node, member);
        if (field == nullptr)
            return {};
        if (is_sealed(field->privacy))
            return refuse("guard_sealed", node,
                          say("„{0}“ პირადი მონაცემია: დასაშვებია მხოლოდ has(case.{0})",
                              "\"{0}\" is personal: only has(case.{0}) may be asked", member));
        if (!known.contains(member))
            return refuse("guard_missing", node,
                          say("„{0}“ შეიძლება არ იყოს შევსებული: წინ დაუმატეთ has(case.{0}) &&",
                              "\"{0}\" may be unset: put has(case.{0}) && before it", member));
        // An enumeration that does not exist has been reported where the field is defined.
        if (field->type == FieldType::Enum && m_type.enumeration(field->of) == nullptr)
            return {};
        return {kind_of(field->type), field->many, field->of};
    }

    const Field* find_field(const GuardNode& node, const std::string& member)
    {
        const Field* field = m_type.field(member);
        if (field == nullptr) {
            std::vector<std::string> names{"state", "id", "version"};
            for (const Field& candidate : m_type.fields)
                names.push_back(candidate.id);
            unknown_name(node, member, names);
        }
        return field;
    }

    GuardType children(const GuardNode& node, const std::string& member)
    {
        const auto& names = m_type.children;
        if (m_children == Guard::ChildNames::Known && std::find(names.begin(), names.end(), member) == names.end())
            return unknown_name(node, member, names);
        return {GuardKind::Children, false, {}};
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
        if (type.is_wrong() || type.is(GuardKind::Integer) || type.is(GuardKind::Decimal))
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
            check_choice(element, left);
            return {GuardKind::Boolean, false, {}};
        }
        return comparable(left, element, right);
    }

    /// An enumeration or state against a list of texts: every text must be a member.
    bool choices_fit(const GuardNode& left, const GuardNode& list)
    {
        const bool choice = left.type.is(GuardKind::Enum) || left.type.is(GuardKind::State);
        if (!choice || list.type.kind != GuardKind::Text)
            return false;
        for (const GuardNode& part : list.parts)
            check_choice(left.type, part);
        return true;
    }

    GuardType equality(const GuardNode& left, const GuardNode& right)
    {
        for (const auto& [choice, word] : {std::pair(&left, &right), std::pair(&right, &left)}) {
            const bool is_choice = choice->type.is(GuardKind::Enum) || choice->type.is(GuardKind::State);
            if (is_choice && word->type.is(GuardKind::Text)) {
                check_choice(choice->type, *word);
                return {GuardKind::Boolean, false, {}};
            }
        }
        return comparable(left, left.type, right, right.type);
    }

    /// A text that is compared with an enumeration or a state must be written out, and be one of its members.
    void check_choice(const GuardType& type, const GuardNode& word)
    {
        std::vector<std::string> members;
        if (type.kind == GuardKind::State) {
            for (const State& state : m_type.states)
                members.push_back(state.id);
        } else if (const Enumeration* enumeration = m_type.enumeration(type.of)) {
            for (const EnumMember& member : enumeration->members)
                members.push_back(member.id);
        }
        if (word.kind != Kind::Literal) {
            mismatch(word, describe(type));
            return;
        }
        const std::string& text = std::get<std::string>(word.literal.value);
        if (std::find(members.begin(), members.end(), text) != members.end())
            return;
        const auto near = nearest(text, members);
        refuse("guard_enum", word,
               near ? say("„{}“ არ არის სიაში; ხომ არ გულისხმობდით „{}“-ს?", "\"{}\" is not in the list; did you mean \"{}\"?",
                          text, *near)
                    : say("„{}“ არ არის სიაში; დასაშვებია: {}", "\"{}\" is not in the list; possible are: {}", text,
                          join(members, ", ")));
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
                                                 kind == GuardKind::Date || kind == GuardKind::Instant);
        if (!ordered)
            return mismatch(left, {"რიცხვი, თარიღი ან დრო", "a number, a date or a point in time"});
        if (!(left.type == right.type))
            return mismatch(right, describe(left.type));
        return {GuardKind::Boolean, false, {}};
    }

    GuardType arithmetic(GuardOp op, const GuardNode& left, const GuardNode& right)
    {
        if (!left.type.is(GuardKind::Integer) && !left.type.is(GuardKind::Decimal))
            return mismatch(left, {"რიცხვი", "a number"});
        if (op == GuardOp::Remainder && !left.type.is(GuardKind::Integer))
            return mismatch(left, describe({GuardKind::Integer, false, {}}));
        return left.type == right.type ? left.type : mismatch(right, describe(left.type));
    }

    GuardType call(GuardNode& node, const SetFields& known)
    {
        const std::string& name = node.path.front();
        const auto* const function =
            std::find_if(functions.begin(), functions.end(), [&](const Function& candidate) { return candidate.name == name; });
        if (function == functions.end()) {
            std::vector<std::string> names;
            for (const Function& candidate : functions)
                names.emplace_back(candidate.name);
            return unknown_name(node, name, names);
        }
        const bool short_count = name == "count" && node.parts.size() == 1;
        if (node.parts.size() != function->arguments && !short_count)
            return refuse("guard_type", node, say("{}: საჭიროა {} არგუმენტი, არის {}", "{} takes {} arguments, found {}", name,
                                                  function->arguments, node.parts.size()));
        if (name == "has")
            return has(node);
        for (GuardNode& part : node.parts) {
            if (check(part, known).is_wrong())
                return {};
        }
        return result_of(node, name);
    }

    GuardType has(GuardNode& node)
    {
        GuardNode& argument = node.parts.front();
        if (!argument.is_under("case"))
            return refuse("guard_type", argument, Localized("has-ს ველი სჭირდება: has(case.…)", "has takes a field: has(case.…)"));
        const Field* field = find_field(argument, argument.path.back());
        if (field != nullptr)
            argument.type = {kind_of(field->type), field->many, field->of};
        return {GuardKind::Boolean, false, {}};
    }

    GuardType result_of(const GuardNode& node, const std::string& name)
    {
        const GuardNode& first = node.parts.front();
        if (name == "size") {
            if (!first.type.list && first.type.kind != GuardKind::Text)
                return mismatch(first, {"ტექსტი ან სია", "a text or a list"});
            return {GuardKind::Integer, false, {}};
        }
        if (name == "count")
            return count(node);
        if (name == "startsWith" || name == "contains") {
            want(first, GuardKind::Text);
            want(node.parts[1], GuardKind::Text);
            return {GuardKind::Boolean, false, {}};
        }
        if (name == "date")
            return date(first);
        if (name == "days") {
            want(first, GuardKind::Date);
            want(node.parts[1], GuardKind::Date);
            return {GuardKind::Integer, false, {}};
        }
        want(first, GuardKind::PrintedDate);
        return {GuardKind::Date, false, {}};
    }

    GuardType count(const GuardNode& node)
    {
        want(node.parts.front(), GuardKind::Children);
        if (node.parts.size() == 2) {
            const GuardNode& category = node.parts[1];
            std::vector<std::string> categories;
            for (const model::StateCategory value : state_categories)
                categories.emplace_back(model::code(value));
            if (category.kind != Kind::Literal || !category.type.is(GuardKind::Text))
                return mismatch(category, {"'open', 'waiting', 'done' ან 'cancelled'", "'open', 'waiting', 'done' or 'cancelled'"});
            const std::string& word = std::get<std::string>(category.literal.value);
            if (!state_category_from(word))
                refuse("guard_enum", category,
                       say("უცნობი კატეგორია „{}“; დასაშვებია: {}", "unknown category \"{}\"; possible are: {}", word,
                           join(categories, ", ")));
        }
        return {GuardKind::Integer, false, {}};
    }

    GuardType date(const GuardNode& argument)
    {
        if (argument.kind != Kind::Literal || !argument.type.is(GuardKind::Text) ||
            !Date::parse(std::get<std::string>(argument.literal.value)))
            return refuse("guard_type", argument, Localized("მოსალოდნელია არსებული დღე: date('2019-04-30')",
                                                            "expected an existing day: date('2019-04-30')"));
        return {GuardKind::Date, false, {}};
    }

    std::string_view m_source;
    const CaseType& m_type;
    Guard::ChildNames m_children;
    Findings& m_findings;
};

} // namespace

void check_guard(GuardNode& root, std::string_view source, const CaseType& type, const Transition* transition,
                 Guard::ChildNames children, Findings& findings)
{
    SetFields known;
    for (const Field& field : type.fields) {
        if (field.required || !field.preset.is_null())
            known.insert(field.id);
    }
    if (transition != nullptr)
        known.insert(transition->require.begin(), transition->require.end());
    Checker checker(source, type, children, findings);
    checker.check(root, known);
    checker.want(root, GuardKind::Boolean);
}

} // namespace ogp::workflow
