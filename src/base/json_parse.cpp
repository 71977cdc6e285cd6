#include "base/json.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <array>

namespace ogp {
namespace {

constexpr std::int64_t largest_integer = std::int64_t{1} << 53;

/// How far a string can be taken over as it is: 0 plain, 1 not ASCII, 2 ends the run (quote, backslash, control).
constexpr std::array<std::uint8_t, 256> make_classes()
{
    std::array<std::uint8_t, 256> classes{};
    for (std::size_t c = 0; c < 256; ++c)
        classes[c] = c < 0x20 || c == '"' || c == '\\' ? 2 : c >= 0x80 ? 1 : 0;
    return classes;
}

constexpr std::array<std::uint8_t, 256> classes = make_classes();

/// An event has about so many members; an object inside of one has few.
constexpr std::size_t outer_members = 16;
constexpr std::size_t inner_members = 4;

} // namespace

/// Reads values in their places, because moving a variant costs as much as reading a short string.
class JsonParser
{
public:
    JsonParser(std::string_view text, const JsonLimits& limits)
        : m_text(text), m_at(text.data()), m_end(text.data() + text.size()), m_depth(limits.depth),
          m_depth_left(limits.depth)
    {}

    Json parse()
    {
        skip_blanks();
        Json value;
        read(value);
        skip_blanks();
        if (m_at != m_end)
            fail({"მნიშვნელობის შემდეგ კიდევ რაღაც წერია", "something follows the value"});
        return value;
    }

private:
    [[noreturn]] void fail(const Localized& what) const { fail_at(m_at, what); }

    [[noreturn]] void fail_at(const char* at, const Localized& what) const
    {
        const std::string_view before = m_text.substr(0, static_cast<std::size_t>(at - m_text.data()));
        const auto line = 1 + std::count(before.begin(), before.end(), '\n');
        const std::size_t line_start = before.rfind('\n') + 1; // npos + 1 is 0
        const std::size_t column = before.size() - line_start + 1;
        throw Error(Fault::Invalid, {fmt::format("JSON, სტრიქონი {}, სვეტი {}: {}", line, column, what.ka),
                                     fmt::format("JSON, line {}, column {}: {}", line, column, what.en)});
    }

    void skip_blanks()
    {
        while (m_at != m_end && (*m_at == ' ' || *m_at == '\n' || *m_at == '\t' || *m_at == '\r'))
            ++m_at;
    }

    char peek() const
    {
        if (m_at == m_end)
            fail({"ტექსტი შუაში წყდება", "the text ends in the middle"});
        return *m_at;
    }

    /// The value at the cursor; `target` is null before.
    void read(Json& target)
    {
        switch (peek()) {
        case '{': read_object(target.m_value.emplace<Json::Object>()); return;
        case '[': read_array(target.m_value.emplace<Json::Array>()); return;
        case '"': read_text(target.m_value.emplace<std::string>()); return;
        case 't': take_word("true"); target.m_value = true; return;
        case 'f': take_word("false"); target.m_value = false; return;
        case 'n': take_word("null"); return;
        default: target.m_value = read_integer();
        }
    }

    void take_word(std::string_view word)
    {
        if (!std::string_view(m_at, m_end).starts_with(word))
            fail({"უცნობი სიტყვა", "unknown word"});
        m_at += word.size();
    }

    void enter()
    {
        if (m_depth_left == 0)
            fail({"ჩალაგება ძალიან ღრმაა", "nested too deeply"});
        --m_depth_left;
        ++m_at;
    }

    /// After an item: true where another one follows, false where `close` ended the list.
    bool take_separator(char close)
    {
        skip_blanks();
        const char c = peek();
        if (c != ',' && c != close)
            fail({"აქ მძიმე ან დამხურავი ფრჩხილი უნდა იყოს", "expected a comma or a closing bracket"});
        ++m_at;
        skip_blanks();
        return c == ',';
    }

    void read_array(Json::Array& items)
    {
        enter();
        skip_blanks();
        if (peek() == ']') {
            ++m_at;
        } else {
            do {
                read(items.emplace_back());
            } while (take_separator(']'));
        }
        ++m_depth_left;
    }

    void read_object(Json::Object& members)
    {
        const char* start = m_at;
        enter();
        bool sorted = true;
        skip_blanks();
        if (peek() == '}') {
            ++m_at;
        } else {
            members.reserve(m_depth_left + 1 == m_depth ? outer_members : inner_members);
            do {
                read_member(members.emplace_back());
                sorted = sorted && (members.size() == 1 || members[members.size() - 2].first < members.back().first);
            } while (take_separator('}'));
        }
        if (!sorted)
            sort_members(members, start);
        ++m_depth_left;
    }

    void read_member(Json::Member& member)
    {
        if (peek() != '"')
            fail({"აქ გასაღები უნდა იყოს ბრჭყალებში", "expected a key in quotes"});
        read_text(member.first);
        skip_blanks();
        if (peek() != ':')
            fail({"გასაღების შემდეგ ორწერტილი უნდა იყოს", "expected a colon after the key"});
        ++m_at;
        skip_blanks();
        read(member.second);
    }

    void sort_members(Json::Object& members, const char* start) const
    {
        std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        const auto same = [](const auto& a, const auto& b) { return a.first == b.first; };
        const auto twice = std::adjacent_find(members.begin(), members.end(), same);
        if (twice != members.end())
            fail_at(start, say("გასაღები მეორდება: {}", "duplicate key: {}", printable(twice->first)));
    }

    std::int64_t read_integer()
    {
        const char* start = m_at;
        const bool negative = *m_at == '-';
        if (negative)
            ++m_at;
        const char* digits = m_at;
        std::int64_t value = 0;
        for (; m_at != m_end && *m_at >= '0' && *m_at <= '9'; ++m_at) {
            value = value * 10 + (*m_at - '0');
            if (value > largest_integer)
                fail_at(start, {"რიცხვი 2^53-ზე დიდია", "the number is beyond 2^53"});
        }
        if (m_at == digits)
            fail_at(start, {"აქ მნიშვნელობა უნდა იყოს", "expected a value"});
        if (*digits == '0' && (m_at - digits > 1 || negative))
            fail_at(start, {"რიცხვი ზედმეტი ნულით ან მინუსით იწყება", "the number has a superfluous zero or minus"});
        if (m_at != m_end && (*m_at == '.' || *m_at == 'e' || *m_at == 'E')) {
            fail_at(start, {"წილადი ან ექსპონენტა დაუშვებელია: ჩაწერეთ ტექსტად, ბრჭყალებში",
                            "fractions and exponents are not allowed: write it as a text, in quotes"});
        }
        return negative ? -value : value;
    }

    void read_text(std::string& text)
    {
        const char* start = ++m_at;
        bool ascii = true;
        skip_plain(ascii);
        text.assign(start, static_cast<std::size_t>(m_at - start));
        if (m_at == m_end || *m_at != '"')
            read_escaped(text, ascii);
        if (!ascii)
            check_utf8(start);
        ++m_at;
    }

    /// To the next quote, backslash or control character.
    void skip_plain(bool& ascii)
    {
        // A byte at a time: most texts of an event are shorter than what a wider look would save.
        while (m_at != m_end) {
            const std::uint8_t kind = classes[static_cast<unsigned char>(*m_at)];
            if (kind == 2)
                return;
            ascii = ascii && kind == 0;
            ++m_at;
        }
    }

    /// The rest of a text from its first backslash on.
    void read_escaped(std::string& text, bool& ascii)
    {
        while (peek() != '"') {
            if (*m_at != '\\')
                fail({"ტექსტში მართვის სიმბოლოა", "a control character in a text"});
            ++m_at;
            read_escape(text);
            const char* run = m_at;
            skip_plain(ascii);
            text.append(run, m_at);
        }
    }

    void read_escape(std::string& text)
    {
        const char c = peek();
        ++m_at;
        switch (c) {
        case '"':
        case '\\':
        case '/': text += c; return;
        case 'b': text += '\b'; return;
        case 'f': text += '\f'; return;
        case 'n': text += '\n'; return;
        case 'r': text += '\r'; return;
        case 't': text += '\t'; return;
        case 'u': append_utf8(text, read_unicode_escape()); return;
        default: fail_at(m_at - 2, {"უცნობი ნიშანი \\-ის შემდეგ", "unknown escape after \\"});
        }
    }

    char32_t read_unicode_escape()
    {
        const char* start = m_at - 2;
        const char32_t first = read_four_digits();
        if (first < 0xD800 || first > 0xDFFF)
            return first;
        if (first < 0xDC00 && m_end - m_at >= 2 && m_at[0] == '\\' && m_at[1] == 'u') {
            m_at += 2;
            const char32_t second = read_four_digits();
            if (second >= 0xDC00 && second <= 0xDFFF)
                return 0x10000 + ((first - 0xD800) << 10U) + (second - 0xDC00);
        }
        fail_at(start, {"ცალი სუროგატი (\\ud800..\\udfff)", "a lone surrogate (\\ud800..\\udfff)"});
    }

    char32_t read_four_digits()
    {
        char32_t value = 0;
        for (int i = 0; i < 4; ++i) {
            const char c = peek();
            const std::size_t digit = std::string_view("0123456789abcdef0123456789ABCDEF").find(c);
            if (digit == std::string_view::npos)
                fail({"\\u-ს შემდეგ ოთხი თექვსმეტობითი ციფრი უნდა იყოს", "expected four hex digits after \\u"});
            value = value * 16 + static_cast<char32_t>(digit % 16);
            ++m_at;
        }
        return value;
    }

    void check_utf8(const char* start) const
    {
        if (const auto bad = find_bad_utf8(std::string_view(start, m_at)))
            fail_at(start + *bad, {"ტექსტი არ არის სწორი UTF-8", "the text is not valid UTF-8"});
    }

    std::string_view m_text;
    const char* m_at;
    const char* m_end;
    int m_depth;
    int m_depth_left;
};

Json parse_json(std::string_view text, const JsonLimits& limits)
{
    if (text.size() > limits.bytes) {
        throw Error(Fault::Invalid, say("JSON ძალიან დიდია: {} ბაიტი, ნებადართულია {}",
                                        "JSON too large: {} bytes, at most {} allowed", text.size(), limits.bytes));
    }
    return JsonParser(text, limits).parse();
}

} // namespace ogp
