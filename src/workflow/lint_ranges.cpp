#include "workflow/lint_ranges.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace ogp::workflow {
namespace {

using Kind = GuardNode::Kind;

/// Above so many ways in which an expression may come out nothing is told.
constexpr std::size_t most_ways = 256;

/// Numbers from `low` to `high`, the ends among them unless open; nothing is no end.
struct Range
{
    std::optional<Decimal> low{};
    std::optional<Decimal> high{};
    bool low_open = false;
    bool high_open = false;

    void raise(Decimal value, bool open)
    {
        if (!low || value > *low || (value == *low && open)) {
            low = value;
            low_open = open;
        }
    }
    void lower(Decimal value, bool open)
    {
        if (!high || value < *high || (value == *high && open)) {
            high = value;
            high_open = open;
        }
    }
    bool is_empty() const { return low && high && (*low > *high || (*low == *high && (low_open || high_open))); }
    bool has(Decimal value) const
    {
        return (!low || value > *low || (value == *low && !low_open)) && (!high || value < *high || (value == *high && !high_open));
    }
    bool is_only(Decimal value) const { return low == value && high == value; }
};

/// What one thing may be: each of these leaves something of it.
struct Domain
{
    Range range{};
    std::set<Decimal> not_numbers{};
    std::optional<std::set<std::string>> words{}; ///< nothing: any
    std::set<std::string> not_words{};
    bool may_be_true = true;
    bool may_be_false = true;

    bool is_empty() const
    {
        const bool no_number = range.is_empty() || (range.low && range.low == range.high && not_numbers.contains(*range.low));
        const bool no_word = words && std::all_of(words->begin(), words->end(), [&](const auto& word) { return not_words.contains(word); });
        return no_number || no_word || (!may_be_true && !may_be_false);
    }
    bool may_be_zero() const { return range.has({}) && !not_numbers.contains({}); }
};

/// One way in which an expression comes out: what each thing in it is then, by key_of().
using Way = std::map<std::string, Domain>;
using Ways = std::vector<Way>;

std::optional<Decimal> number_of(const GuardNode& node)
{
    if (node.kind == Kind::Negate) {
        const auto value = number_of(node.parts.front());
        return value ? Decimal().minus(*value) : std::nullopt;
    }
    if (node.kind != Kind::Literal)
        return std::nullopt;
    if (const auto* integer = std::get_if<std::int64_t>(&node.literal.value))
        return Decimal::from_integer(*integer);
    const auto* decimal = std::get_if<Decimal>(&node.literal.value);
    return decimal != nullptr ? std::optional(*decimal) : std::nullopt;
}

template <class Value>
const Value* literal(const GuardNode& node)
{
    return node.kind == Kind::Literal ? std::get_if<Value>(&node.literal.value) : nullptr;
}

GuardOp negated(GuardOp op)
{
    switch (op) {
    case GuardOp::Equal: return GuardOp::NotEqual;
    case GuardOp::NotEqual: return GuardOp::Equal;
    case GuardOp::Less: return GuardOp::GreaterEqual;
    case GuardOp::LessEqual: return GuardOp::Greater;
    case GuardOp::Greater: return GuardOp::LessEqual;
    case GuardOp::GreaterEqual: return GuardOp::Less;
    default: return op;
    }
}

/// Of `a op b` for `b op a`.
GuardOp turned(GuardOp op)
{
    switch (op) {
    case GuardOp::Less: return GuardOp::Greater;
    case GuardOp::LessEqual: return GuardOp::GreaterEqual;
    case GuardOp::Greater: return GuardOp::Less;
    case GuardOp::GreaterEqual: return GuardOp::LessEqual;
    default: return op;
    }
}

class Analysis
{
public:
    explicit Analysis(const CaseType& type) : m_type(type) {}

    /// Nothing where there are too many.
    std::optional<Ways> ways(const GuardNode& node, bool result) const
    {
        switch (node.kind) {
        case Kind::Literal: {
            const bool* value = literal<bool>(node);
            return value != nullptr && *value != result ? Ways{} : Ways{{}};
        }
        case Kind::Not: return ways(node.parts.front(), !result);
        case Kind::And: return result ? all(node, true) : any(node, false);
        case Kind::Or: return result ? any(node, true) : all(node, false);
        case Kind::Conditional: return conditional(node, result);
        case Kind::Binary: return comparison(node, result);
        default: return truth(node, result);
        }
    }

    std::optional<Ways> ways(const std::vector<KnownPart>& parts) const
    {
        std::optional<Ways> found = Ways{{}};
        for (const KnownPart& part : parts)
            found = both(std::move(found), ways(*part.node, part.result));
        return found;
    }

    Range range_of(const GuardNode& node, const Way& way) const
    {
        if (const auto number = number_of(node))
            return {number, number};
        const auto known = way.find(key_of(node));
        Range range = known != way.end() ? known->second.range : natural(node).range;
        if (node.kind == Kind::Binary && node.op == GuardOp::Add)
            return sum(range_of(node.parts[0], way), range_of(node.parts[1], way));
        return range;
    }

    /// What a thing may be before anything is known of the case.
    Domain natural(const GuardNode& node) const
    {
        Domain domain;
        const bool counts = node.kind == Kind::Call && (node.path.front() == "size" || node.path.front() == "count");
        if (counts || (node.kind == Kind::Name && node.path.front() == "votes"))
            domain.range.raise({}, false);
        if (node.kind == Kind::Name && node.path == std::vector<std::string>{"case", "state"}) {
            domain.words.emplace();
            for (const State& state : m_type.states)
                domain.words->insert(state.id);
        }
        const Field* field = node.is_under("case") ? m_type.field(node.path.back()) : nullptr;
        if (field != nullptr && !field->many)
            narrow(domain, *field);
        return domain;
    }

private:
    static std::optional<Ways> both(std::optional<Ways> a, const std::optional<Ways>& b)
    {
        if (!a || !b || a->size() * b->size() > most_ways)
            return std::nullopt;
        Ways joined;
        for (const Way& left : *a)
            for (const Way& right : *b)
                if (auto way = both(left, right))
                    joined.push_back(std::move(*way));
        return joined;
    }

    /// Nothing where they exclude each other.
    static std::optional<Way> both(Way a, const Way& b)
    {
        for (const auto& [key, domain] : b) {
            const auto [place, is_new] = a.emplace(key, domain);
            if (!is_new)
                meet(place->second, domain);
            if (place->second.is_empty())
                return std::nullopt;
        }
        return a;
    }

    static void meet(Domain& a, const Domain& b)
    {
        if (b.range.low)
            a.range.raise(*b.range.low, b.range.low_open);
        if (b.range.high)
            a.range.lower(*b.range.high, b.range.high_open);
        a.not_numbers.insert(b.not_numbers.begin(), b.not_numbers.end());
        if (!a.words)
            a.words = b.words;
        else if (b.words)
            std::erase_if(*a.words, [&](const std::string& word) { return !b.words->contains(word); });
        a.not_words.insert(b.not_words.begin(), b.not_words.end());
        a.may_be_true = a.may_be_true && b.may_be_true;
        a.may_be_false = a.may_be_false && b.may_be_false;
    }

    static Range sum(const Range& a, const Range& b)
    {
        Range range;
        if (a.low && b.low)
            range.low = a.low->plus(*b.low);
        if (a.high && b.high)
            range.high = a.high->plus(*b.high);
        range.low_open = a.low_open || b.low_open;
        range.high_open = a.high_open || b.high_open;
        return range;
    }

    void narrow(Domain& domain, const Field& field) const
    {
        if (field.type == FieldType::Integer || field.type == FieldType::Decimal) {
            const auto low = field.min ? Decimal::from_integer(*field.min) : std::nullopt;
            const auto high = field.max ? Decimal::from_integer(*field.max) : std::nullopt;
            if (low)
                domain.range.raise(*low, false);
            if (high)
                domain.range.lower(*high, false);
        }
        if (const Enumeration* members = field.type == FieldType::Enum ? m_type.enumeration(field.of) : nullptr) {
            domain.words.emplace();
            for (const EnumMember& member : members->members)
                domain.words->insert(member.id);
        }
    }

    std::optional<Ways> all(const GuardNode& node, bool result) const
    {
        std::optional<Ways> found = Ways{{}};
        for (const GuardNode& part : node.parts)
            found = both(std::move(found), ways(part, result));
        return found;
    }

    std::optional<Ways> any(const GuardNode& node, bool result) const
    {
        std::optional<Ways> found = Ways{};
        for (const GuardNode& part : node.parts)
            found = either(std::move(found), ways(part, result));
        return found;
    }

    static std::optional<Ways> either(std::optional<Ways> a, const std::optional<Ways>& b)
    {
        if (!a || !b || a->size() + b->size() > most_ways)
            return std::nullopt;
        a->insert(a->end(), b->begin(), b->end());
        return a;
    }

    std::optional<Ways> conditional(const GuardNode& node, bool result) const
    {
        return either(both(ways(node.parts[0], true), ways(node.parts[1], result)),
                      both(ways(node.parts[0], false), ways(node.parts[2], result)));
    }

    /// Anything that is true or false: has(case.f), a boolean field.
    Ways truth(const GuardNode& node, bool result) const
    {
        Domain domain = natural(node);
        (result ? domain.may_be_false : domain.may_be_true) = false;
        return {{{key_of(node), std::move(domain)}}};
    }

    Ways comparison(const GuardNode& node, bool result) const
    {
        const GuardNode& left = node.parts[0];
        const GuardNode& right = node.parts[1];
        if (node.op == GuardOp::In)
            return membership(node, result);
        if (node.op < GuardOp::Equal || node.op > GuardOp::GreaterEqual)
            return truth(node, result);
        const GuardOp op = result ? node.op : negated(node.op);
        if (left.kind == Kind::Literal && right.kind != Kind::Literal)
            return against(node, right, turned(op), left);
        return against(node, left, op, right);
    }

    /// `thing op value`.
    Ways against(const GuardNode& whole, const GuardNode& thing, GuardOp op, const GuardNode& value) const
    {
        Domain domain = natural(thing);
        const bool is_equality = op == GuardOp::Equal || op == GuardOp::NotEqual;
        if (const auto number = number_of(value)) {
            if (const auto fixed = number_of(thing))
                domain.range = {fixed, fixed};
            limit(domain, op, *number);
        } else if (const auto* word = literal<std::string>(value); word != nullptr && is_equality) {
            if (const auto* fixed = literal<std::string>(thing))
                domain.words = {*fixed};
            choose(domain, op, *word);
        } else if (const bool* truth_value = literal<bool>(value); truth_value != nullptr && is_equality) {
            return ways(thing, *truth_value == (op == GuardOp::Equal)).value_or(Ways{{}});
        } else {
            // The same comparison may stand in the expression twice.
            const bool result = op == whole.op || op == turned(whole.op);
            return truth(whole, result);
        }
        return domain.is_empty() ? Ways{} : Ways{{{key_of(thing), std::move(domain)}}};
    }

    static void limit(Domain& domain, GuardOp op, Decimal number)
    {
        switch (op) {
        case GuardOp::Equal:
            domain.range.raise(number, false);
            domain.range.lower(number, false);
            break;
        case GuardOp::NotEqual: domain.not_numbers.insert(number); break;
        case GuardOp::Less: domain.range.lower(number, true); break;
        case GuardOp::LessEqual: domain.range.lower(number, false); break;
        case GuardOp::Greater: domain.range.raise(number, true); break;
        default: domain.range.raise(number, false); break;
        }
    }

    static void choose(Domain& domain, GuardOp op, const std::string& word)
    {
        if (op == GuardOp::NotEqual)
            domain.not_words.insert(word);
        else if (!domain.words || domain.words->contains(word))
            domain.words = {word};
        else
            domain.words.emplace(); // none
    }

    /// thing in ['a', 'b'].
    Ways membership(const GuardNode& node, bool result) const
    {
        const GuardNode& list = node.parts[1];
        const bool are_words = list.kind == Kind::List && std::all_of(list.parts.begin(), list.parts.end(), [](const GuardNode& part) {
            return literal<std::string>(part) != nullptr;
        });
        if (!are_words)
            return truth(node, result);
        std::set<std::string> words;
        for (const GuardNode& part : list.parts)
            words.insert(*literal<std::string>(part));
        Domain domain = natural(node.parts[0]);
        Domain chosen;
        if (result)
            chosen.words = std::move(words);
        else
            chosen.not_words = std::move(words);
        meet(domain, chosen);
        return domain.is_empty() ? Ways{} : Ways{{{key_of(node.parts[0]), std::move(domain)}}};
    }

    const CaseType& m_type;
};

} // namespace

std::string key_of(const GuardNode& node)
{
    std::string key;
    for (const std::string& name : node.path)
        key += (key.empty() ? "" : ".") + name;
    if (node.kind == Kind::Name)
        return key;
    if (node.kind == Kind::Literal)
        return node.literal.text();
    key += std::to_string(static_cast<int>(node.kind)) + ":" + std::to_string(static_cast<int>(node.op)) + "(";
    for (const GuardNode& part : node.parts)
        key += key_of(part) + ",";
    return key + ")";
}

bool can_be(const CaseType& type, const std::vector<KnownPart>& parts)
{
    const auto ways = Analysis(type).ways(parts);
    return !ways || !ways->empty();
}

Zero zero_of(const CaseType& type, const GuardNode& divisor, const std::vector<KnownPart>& known)
{
    const Analysis analysis(type);
    const auto ways = analysis.ways(known);
    if (!ways) {
        const Range range = analysis.range_of(divisor, {});
        return range.has({}) ? Zero::Possible : Zero::Never;
    }
    const std::string key = key_of(divisor);
    bool always = !ways->empty();
    bool possible = false;
    for (const Way& way : *ways) {
        const Range range = analysis.range_of(divisor, way);
        const auto domain = way.find(key);
        const bool may_be = range.has({}) && (domain == way.end() || domain->second.may_be_zero());
        possible = possible || may_be;
        always = always && range.is_only({});
    }
    return always ? Zero::Always : possible ? Zero::Possible : Zero::Never;
}

} // namespace ogp::workflow
