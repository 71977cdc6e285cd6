#include "workflow/text_pattern.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <string>

namespace ogp::workflow {
namespace {

constexpr std::size_t max_bytes = 200;
constexpr std::size_t max_steps = 400;
constexpr char32_t last_character = 0x10FFFF;

} // namespace

class PatternParser
{
public:
    explicit PatternParser(std::string_view source) : m_source(source) {}

    std::optional<TextPattern> parse(Localized& problem)
    {
        if (m_source.empty() || m_source.size() > max_bytes || !is_utf8(m_source)) {
            problem = say("ნიმუში ცარიელია ან {} ბაიტზე გრძელი", "the pattern is empty or longer than {} bytes", max_bytes);
            return std::nullopt;
        }
        TextPattern pattern;
        pattern.m_branches.emplace_back();
        while (m_at < m_source.size() && !m_problem) {
            if (m_source[m_at] == '|') {
                ++m_at;
                pattern.m_branches.emplace_back();
            } else {
                step(pattern.m_branches.back());
            }
        }
        if (m_problem) {
            problem = *m_problem;
            return std::nullopt;
        }
        return pattern;
    }

private:
    void fail(Localized problem)
    {
        if (!m_problem)
            m_problem = std::move(problem);
    }

    bool take(char wanted)
    {
        if (m_at >= m_source.size() || m_source[m_at] != wanted)
            return false;
        ++m_at;
        return true;
    }

    char32_t character()
    {
        const Utf8Character found = utf8_at(m_source, m_at);
        m_at += std::max<std::size_t>(found.size, 1);
        return static_cast<char32_t>(found.value);
    }

    void step(TextPattern::Branch& branch)
    {
        TextPattern::Step step;
        if (take('.')) {
            step.ranges.emplace_back(0, last_character);
        } else if (take('[')) {
            read_class(step);
        } else if (take('\\')) {
            escaped(step);
        } else if (std::string_view("?*+{}()]^$").find(m_source[m_at]) != std::string_view::npos) {
            fail(say("„{}“ ნიმუშში აქ ვერ იქნება; თვითონ ნიშანი იწერება \\-ით", "\"{}\" cannot stand there in a pattern; the sign itself is written with \\ before it",
                     m_source[m_at]));
            return;
        } else {
            const char32_t found = character();
            step.ranges.emplace_back(found, found);
        }
        repeat(branch, std::move(step));
    }

    void escaped(TextPattern::Step& step)
    {
        const char next = m_at < m_source.size() ? m_source[m_at] : '\0';
        ++m_at;
        const auto code = static_cast<char32_t>(static_cast<unsigned char>(next));
        if (next == 'd')
            step.ranges.emplace_back(U'0', U'9');
        else if (next > ' ' && next < 0x7F && std::string_view("\\.|?*+{}()[]^$-/").find(next) != std::string_view::npos)
            step.ranges.emplace_back(code, code);
        else
            fail(Localized("ნიმუშში \\-ის შემდეგ უცნობი ნიშანია; არსებობს \\d და ნიშნები, როგორიც არის \\.",
                           "what follows \\ in the pattern is not known; there are \\d and signs like \\."));
    }

    void read_class(TextPattern::Step& step)
    {
        step.negated = take('^');
        while (m_at < m_source.size() && m_source[m_at] != ']') {
            take('\\');
            if (m_at >= m_source.size())
                break;
            const char32_t from = character();
            char32_t until = from;
            if (m_at + 1 < m_source.size() && m_source[m_at] == '-' && m_source[m_at + 1] != ']') {
                ++m_at;
                take('\\');
                until = m_at < m_source.size() ? character() : from;
            }
            if (until < from)
                fail(Localized("ნიმუშის დიაპაზონი შებრუნებულია", "a range of the pattern is reversed"));
            step.ranges.emplace_back(from, until);
        }
        if (!take(']') || step.ranges.empty())
            fail(Localized("ნიმუშში [ … ] ცარიელია ან არ იხურება", "[ … ] in the pattern is empty or not closed"));
    }

    std::size_t number()
    {
        const std::size_t from = m_at;
        while (m_at < m_source.size() && m_source[m_at] >= '0' && m_source[m_at] <= '9')
            ++m_at;
        const auto value = to_integer(m_source.substr(from, m_at - from));
        if (!value || *value > static_cast<long long>(max_steps)) {
            fail(say("ნიმუშის {{ … }}-ში რიცხვი უნდა იყოს, არაუმეტეს {}", "{{ … }} of the pattern needs a number of at most {}",
                     max_steps));
            return 0;
        }
        return static_cast<std::size_t>(*value);
    }

    void repeat(TextPattern::Branch& branch, TextPattern::Step step)
    {
        std::size_t least = 1;
        std::size_t most = 1;
        if (take('?')) {
            least = 0;
        } else if (take('*')) {
            step.skippable = step.repeats = true;
        } else if (take('+')) {
            step.repeats = true;
        } else if (take('{')) {
            least = number();
            most = take(',') ? number() : least;
            if (!take('}') || most < least || most == 0)
                fail(Localized("ნიმუშში იწერება {3} ან {2,5}", "a pattern is written with {3} or {2,5}"));
        }
        m_steps += most;
        if (m_steps > max_steps)
            fail(say("ნიმუში {}-ზე მეტ ნიშანს აღწერს", "the pattern describes more than {} characters", max_steps));
        for (std::size_t i = 0; i < most && !m_problem; ++i) {
            step.skippable = step.skippable || i >= least;
            branch.push_back(step);
        }
    }

    std::string_view m_source;
    std::size_t m_at = 0;
    std::size_t m_steps = 0;
    std::optional<Localized> m_problem;
};

std::optional<TextPattern> TextPattern::parse(std::string_view source, Localized& problem)
{
    return PatternParser(source).parse(problem);
}

bool TextPattern::Step::takes(char32_t character) const
{
    const bool inside = std::any_of(ranges.begin(), ranges.end(), [&](const auto& range) {
        return range.first <= character && character <= range.second;
    });
    return inside != negated;
}

bool TextPattern::matches(std::string_view text) const
{
    return std::any_of(m_branches.begin(), m_branches.end(), [&](const Branch& branch) { return matches(branch, text); });
}

/// All positions in the branch that the text read so far can have led to, moved on by one character at a time.
bool TextPattern::matches(const Branch& branch, std::string_view text)
{
    std::vector<bool> here(branch.size() + 1);
    here[0] = true;
    const auto skip = [&branch](std::vector<bool>& positions) {
        for (std::size_t i = 0; i < branch.size(); ++i) {
            if (positions[i] && branch[i].skippable)
                positions[i + 1] = true;
        }
    };
    skip(here);
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Character character = utf8_at(text, at);
        at += std::max<std::size_t>(character.size, 1);
        std::vector<bool> next(branch.size() + 1);
        for (std::size_t i = 0; i < branch.size(); ++i) {
            if (!here[i] || !branch[i].takes(static_cast<char32_t>(character.value)))
                continue;
            next[i + 1] = true;
            if (branch[i].repeats)
                next[i] = true;
        }
        skip(next);
        here = std::move(next);
    }
    return here[branch.size()];
}

} // namespace ogp::workflow
