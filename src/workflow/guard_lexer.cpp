#include "workflow/guard_lexer.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "workflow/guard_tree.hpp"

#include <array>
#include <utility>

namespace ogp::workflow {
namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

constexpr std::array<std::string_view, 22> symbols = {"&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "+", "-",
                                                      "*",  "/",  "%",  "?",  ":",  "(", ")", "[", "]", ",", "."};

class Lexer
{
public:
    Lexer(std::string_view source, Findings& findings) : m_source(source), m_findings(findings) {}

    std::optional<std::vector<GuardToken>> run()
    {
        while (skip_blanks(), m_at < m_source.size()) {
            if (!next())
                return std::nullopt;
        }
        m_tokens.push_back({GuardToken::Kind::End, "", m_source.size(), m_source.size()});
        return std::move(m_tokens);
    }

private:
    void skip_blanks()
    {
        while (m_at < m_source.size() && std::string_view(" \t\n").find(m_source[m_at]) != std::string_view::npos)
            ++m_at;
    }

    bool next()
    {
        const char c = m_source[m_at];
        if (is_letter(c))
            return word();
        if (is_digit(c))
            return number();
        if (c == '\'' || c == '"')
            return text(c);
        return symbol();
    }

    bool add(GuardToken::Kind kind, std::string text, std::size_t begin)
    {
        m_tokens.push_back({kind, std::move(text), begin, m_at});
        return true;
    }

    bool refuse(std::size_t offset, Localized message)
    {
        add_guard_finding(m_findings, m_source, "guard_syntax", offset, std::move(message));
        return false;
    }

    bool word()
    {
        const std::size_t begin = m_at;
        while (m_at < m_source.size() && (is_letter(m_source[m_at]) || is_digit(m_source[m_at])))
            ++m_at;
        return add(GuardToken::Kind::Name, std::string(m_source.substr(begin, m_at - begin)), begin);
    }

    void digits()
    {
        while (m_at < m_source.size() && is_digit(m_source[m_at]))
            ++m_at;
    }

    bool number()
    {
        const std::size_t begin = m_at;
        GuardToken::Kind kind = GuardToken::Kind::Integer;
        digits();
        if (m_at + 1 < m_source.size() && m_source[m_at] == '.' && is_digit(m_source[m_at + 1])) {
            kind = GuardToken::Kind::Decimal;
            ++m_at;
            digits();
        }
        if (m_at < m_source.size() && (is_letter(m_source[m_at]) || m_source[m_at] == '.'))
            return refuse(m_at, Localized("რიცხვს ზედმეტი სიმბოლო მოსდევს", "something follows the number"));
        return add(kind, std::string(m_source.substr(begin, m_at - begin)), begin);
    }

    bool text(char quote)
    {
        const std::size_t begin = m_at++;
        std::string value;
        while (m_at < m_source.size() && m_source[m_at] != quote) {
            if (m_source[m_at] == '\\') {
                ++m_at;
                if (m_at == m_source.size() || std::string_view("\\'\"").find(m_source[m_at]) == std::string_view::npos)
                    return refuse(m_at, Localized("\\-ის შემდეგ დასაშვებია მხოლოდ \\ ' \"", "only \\ ' \" may follow a \\"));
            }
            value += m_source[m_at++];
        }
        if (m_at == m_source.size())
            return refuse(begin, Localized("ტექსტი არ არის დახურული", "the text is not closed"));
        ++m_at;
        return add(GuardToken::Kind::Text, std::move(value), begin);
    }

    bool symbol()
    {
        const std::string_view rest = m_source.substr(m_at);
        for (const std::string_view symbol : symbols) {
            if (rest.starts_with(symbol)) {
                const std::size_t begin = m_at;
                m_at += symbol.size();
                return add(GuardToken::Kind::Symbol, std::string(symbol), begin);
            }
        }
        if (rest.front() == '=')
            return refuse(m_at, Localized("ტოლობა იწერება ==", "equality is written =="));
        if (rest.front() == '&' || rest.front() == '|')
            return refuse(m_at, Localized("იწერება && და ||", "write && and ||"));
        const std::size_t size = std::max<std::size_t>(1, utf8_at(m_source, m_at).size);
        const std::string shown = printable(rest.substr(0, size));
        return refuse(m_at, say("მოულოდნელი სიმბოლო „{}“", "unexpected character \"{}\"", shown));
    }

    std::string_view m_source;
    Findings& m_findings;
    std::size_t m_at = 0;
    std::vector<GuardToken> m_tokens;
};

} // namespace

std::optional<std::vector<GuardToken>> cut_guard(std::string_view source, Findings& findings)
{
    return Lexer(source, findings).run();
}

} // namespace ogp::workflow
