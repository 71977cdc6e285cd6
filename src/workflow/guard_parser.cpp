#include "workflow/guard_lexer.hpp"
#include "workflow/guard_tree.hpp"

#include "base/decimal.hpp"
#include "base/text.hpp"

#include <array>
#include <utility>

namespace ogp::workflow {
namespace {

using Kind = GuardNode::Kind;
using Token = GuardToken::Kind;

/// Thrown and caught in this file alone: the first syntax error ends the parsing, since what follows cannot be trusted.
struct SyntaxError
{
    const char* code;
    std::size_t offset;
    Localized message;
};

struct Infix
{
    std::string_view symbol;
    int power;
    Kind kind;
    GuardOp op;
};

constexpr int relation_power = 3;
constexpr int highest_power = 6;

constexpr std::array<Infix, 14> infixes = {{
    {"||", 1, Kind::Or, GuardOp::None},
    {"&&", 2, Kind::And, GuardOp::None},
    {"==", relation_power, Kind::Binary, GuardOp::Equal},
    {"!=", relation_power, Kind::Binary, GuardOp::NotEqual},
    {"<=", relation_power, Kind::Binary, GuardOp::LessEqual},
    {">=", relation_power, Kind::Binary, GuardOp::GreaterEqual},
    {"<", relation_power, Kind::Binary, GuardOp::Less},
    {">", relation_power, Kind::Binary, GuardOp::Greater},
    {"in", relation_power, Kind::Binary, GuardOp::In},
    {"+", 4, Kind::Binary, GuardOp::Add},
    {"-", 4, Kind::Binary, GuardOp::Subtract},
    {"*", 5, Kind::Binary, GuardOp::Multiply},
    {"/", 5, Kind::Binary, GuardOp::Divide},
    {"%", 5, Kind::Binary, GuardOp::Remainder},
}};

/// Precedence climbing: an operator takes what is left of it together as strongly as its power says.
class Parser
{
public:
    Parser(std::vector<GuardToken> tokens) : m_tokens(std::move(tokens)) {}

    GuardNode run()
    {
        GuardNode root = expression();
        if (peek().kind != Token::End)
            fail(say("მოულოდნელია „{}“", "unexpected \"{}\"", shown(peek())));
        return root;
    }

private:
    struct Level
    {
        explicit Level(Parser& parser) : m_parser(parser)
        {
            if (++m_parser.m_depth > max_guard_depth)
                throw SyntaxError{"guard_limit", m_parser.peek().begin,
                                  say("პირობა {} დონეზე ღრმაა", "the guard is nested deeper than {} levels", max_guard_depth)};
        }
        ~Level() { --m_parser.m_depth; }
        Level(const Level&) = delete;
        Level& operator=(const Level&) = delete;

    private:
        Parser& m_parser;
    };

    const GuardToken& peek() const { return m_tokens[m_at]; }
    GuardToken take() { return m_tokens[peek().kind == Token::End ? m_at : m_at++]; }
    bool is(std::string_view symbol) const { return peek().kind == Token::Symbol && peek().text == symbol; }

    static std::string shown(const GuardToken& token) { return printable(shorten(token.text, 40)); }

    [[noreturn]] void fail(Localized message) const { throw SyntaxError{"guard_syntax", peek().begin, std::move(message)}; }

    GuardToken expect(std::string_view symbol)
    {
        if (!is(symbol)) {
            if (peek().kind == Token::End)
                fail(say("ბოლოში აკლია „{}“", "\"{}\" is missing at the end", symbol));
            fail(say("აქ უნდა იყოს „{0}“ და არა „{1}“", "expected \"{0}\" here, not \"{1}\"", symbol, shown(peek())));
        }
        return take();
    }

    GuardNode make(Kind kind, std::size_t begin)
    {
        if (++m_nodes > max_guard_nodes)
            throw SyntaxError{"guard_limit", begin,
                              say("პირობაში {}-ზე მეტი ნაწილია", "the guard has more than {} parts", max_guard_nodes)};
        GuardNode node;
        node.kind = kind;
        node.begin = begin;
        return node;
    }

    const Infix* infix() const
    {
        if (peek().kind != Token::Symbol && !(peek().kind == Token::Name && peek().text == "in"))
            return nullptr;
        for (const Infix& candidate : infixes) {
            if (candidate.symbol == peek().text)
                return &candidate;
        }
        return nullptr;
    }

    GuardNode expression()
    {
        const Level level(*this);
        GuardNode question = operation(1);
        if (!is("?"))
            return question;
        take();
        GuardNode node = make(Kind::Conditional, question.begin);
        node.parts.push_back(std::move(question));
        node.parts.push_back(expression());
        expect(":");
        node.parts.push_back(expression());
        node.end = node.parts.back().end;
        return node;
    }

    GuardNode operation(int least_power)
    {
        GuardNode left = least_power == highest_power ? prefix() : operation(least_power + 1);
        for (const Infix* found = infix(); found != nullptr && found->power == least_power; found = infix()) {
            take();
            left = found->kind == Kind::Binary ? binary(std::move(left), *found) : chain(std::move(left), *found);
            if (least_power == relation_power && infix() != nullptr && infix()->power == relation_power)
                fail(Localized("შედარებები ერთმანეთს ვერ მოჰყვება; შეაერთეთ &&-ით",
                               "comparisons cannot follow one another; join them with &&"));
        }
        return left;
    }

    GuardNode binary(GuardNode left, const Infix& found)
    {
        GuardNode node = make(Kind::Binary, left.begin);
        node.op = found.op;
        node.parts.push_back(std::move(left));
        node.parts.push_back(operation(found.power + 1));
        node.end = node.parts.back().end;
        return node;
    }

    /// a && b && c as one node: explaining a failure goes through the parts.
    GuardNode chain(GuardNode left, const Infix& found)
    {
        GuardNode node = make(found.kind, left.begin);
        node.parts.push_back(std::move(left));
        node.parts.push_back(operation(found.power + 1));
        while (is(found.symbol)) {
            take();
            node.parts.push_back(operation(found.power + 1));
        }
        node.end = node.parts.back().end;
        return node;
    }

    GuardNode prefix()
    {
        if (!is("!") && !is("-"))
            return postfix();
        const Level level(*this);
        const GuardToken sign = take();
        GuardNode node = make(sign.text == "!" ? Kind::Not : Kind::Negate, sign.begin);
        node.parts.push_back(prefix());
        node.end = node.parts.back().end;
        return node;
    }

    GuardNode postfix()
    {
        GuardNode node = primary();
        while (is(".") || is("(") || is("[")) {
            if (is("[")) {
                node = index(std::move(node));
                continue;
            }
            if (node.kind != Kind::Name)
                fail(say("„{}“ აქ არ შეიძლება", "\"{}\" is not possible here", shown(peek())));
            if (is("(")) {
                if (node.path.size() != 1)
                    fail(Localized("ფუნქცია იწერება f(x)", "a function is written f(x)"));
                call(node);
                continue;
            }
            take();
            if (peek().kind != Token::Name)
                fail(Localized("წერტილის შემდეგ სახელი უნდა იყოს", "a name must follow the dot"));
            node.end = peek().end;
            node.path.push_back(take().text);
        }
        return node;
    }

    GuardNode index(GuardNode list)
    {
        GuardNode node = make(Kind::Index, list.begin);
        take();
        node.parts.push_back(std::move(list));
        node.parts.push_back(expression());
        node.end = expect("]").end;
        return node;
    }

    void call(GuardNode& node)
    {
        take();
        node.kind = Kind::Call;
        if (!is(")"))
            node.parts = elements();
        node.end = expect(")").end;
    }

    std::vector<GuardNode> elements()
    {
        std::vector<GuardNode> nodes;
        nodes.push_back(expression());
        while (is(",")) {
            take();
            nodes.push_back(expression());
        }
        return nodes;
    }

    GuardNode primary()
    {
        if (is("("))
            return group();
        if (is("["))
            return list();
        const GuardToken token = peek();
        if (token.kind == Token::End)
            fail(Localized("პირობა დაუმთავრებელია", "the guard ends too early"));
        if (token.kind == Token::Symbol)
            fail(say("მოულოდნელია „{}“", "unexpected \"{}\"", shown(token)));
        take();
        GuardNode node = make(Kind::Literal, token.begin);
        node.end = token.end;
        if (token.kind == Token::Name)
            name(node, token);
        else
            literal(node, token);
        return node;
    }

    GuardNode group()
    {
        const GuardToken open = take();
        GuardNode node = expression();
        node.begin = open.begin;
        node.end = expect(")").end;
        return node;
    }

    GuardNode list()
    {
        GuardNode node = make(Kind::List, take().begin);
        if (!is("]"))
            node.parts = elements();
        node.end = expect("]").end;
        if (node.parts.size() > max_guard_list)
            throw SyntaxError{"guard_limit", node.begin,
                              say("სიაში {}-ზე მეტი ელემენტია", "the list has more than {} elements", max_guard_list)};
        return node;
    }

    void name(GuardNode& node, const GuardToken& token) const
    {
        if (token.text == "true" || token.text == "false") {
            node.literal.value = token.text == "true";
            node.type.kind = GuardKind::Boolean;
            return;
        }
        if (token.text == "null")
            throw SyntaxError{"guard_syntax", token.begin, Localized("null არ არსებობს; გამოიყენეთ has(…)", "there is no null; ask with has(…)")};
        if (token.text == "in")
            throw SyntaxError{"guard_syntax", token.begin, Localized("მოულოდნელია „in“", "unexpected \"in\"")};
        node.kind = Kind::Name;
        node.path.push_back(token.text);
    }

    static void literal(GuardNode& node, const GuardToken& token)
    {
        if (token.kind == Token::Text) {
            node.literal.value = token.text;
            node.type.kind = GuardKind::Text;
        } else if (token.kind == Token::Integer) {
            const auto number = to_integer(token.text);
            if (!number)
                throw SyntaxError{"guard_limit", token.begin, Localized("რიცხვი ზედმეტად დიდია", "the number is too large")};
            node.literal.value = std::int64_t{*number};
            node.type.kind = GuardKind::Integer;
        } else {
            const auto number = Decimal::parse(token.text);
            if (!number)
                throw SyntaxError{"guard_limit", token.begin,
                                  Localized("რიცხვი ზედმეტად დიდია ან ოთხზე მეტი ათწილადი ნიშანი აქვს",
                                            "the number is too large or has more than four decimal places")};
            node.literal.value = *number;
            node.type.kind = GuardKind::Decimal;
        }
    }

    std::vector<GuardToken> m_tokens;
    std::size_t m_at = 0;
    std::size_t m_nodes = 0;
    int m_depth = 0;
};

} // namespace

void add_guard_finding(Findings& findings, std::string_view source, const char* code, std::size_t offset, Localized message)
{
    Finding finding;
    finding.code = code;
    finding.place.column = static_cast<std::uint32_t>(offset + 1);
    finding.place.excerpt = std::string(source);
    finding.message = std::move(message);
    findings.push_back(std::move(finding));
}

std::optional<GuardNode> parse_guard(std::string_view source, Findings& findings)
{
    if (source.size() > max_guard_bytes) {
        add_guard_finding(findings, {}, "guard_limit", 0,
                          say("პირობა {} ბაიტზე გრძელია", "the guard is longer than {} bytes", max_guard_bytes));
        return std::nullopt;
    }
    if (!is_utf8(source)) {
        add_guard_finding(findings, {}, "guard_syntax", 0,
                          Localized("პირობა არ არის სწორი UTF-8", "the guard is not valid UTF-8"));
        return std::nullopt;
    }
    auto tokens = cut_guard(source, findings);
    if (!tokens)
        return std::nullopt;
    try {
        return Parser(std::move(*tokens)).run();
    } catch (const SyntaxError& error) {
        add_guard_finding(findings, source, error.code, error.offset, error.message);
        return std::nullopt;
    }
}

} // namespace ogp::workflow
