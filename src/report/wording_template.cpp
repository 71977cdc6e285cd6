#include "report/wording_template.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace ogp::report {
namespace {

bool is_name(std::string_view name)
{
    const std::vector<std::string_view> parts = split(name, '.');
    return name == "." || std::all_of(parts.begin(), parts.end(), [](std::string_view part) { return is_identifier(part); });
}

class Scan
{
public:
    Scan(std::string_view text, const std::function<Place(std::size_t)>& place_of, Findings& findings)
        : m_rest(text), m_place_of(place_of), m_findings(findings)
    {}

    WordingTemplate run()
    {
        while (true) {
            const std::size_t start = m_rest.find("{{");
            const std::string_view plain = m_rest.substr(0, start);
            if (plain.find("}}") != std::string_view::npos)
                stray_end();
            m_result.text += plain;
            if (start == std::string_view::npos)
                break;
            m_rest.remove_prefix(start + 2);
            const std::size_t end = m_rest.find("}}");
            if (end == std::string_view::npos) {
                add("broken_tag", m_count,
                    {"თეგი არ არის დახურული: დაამატეთ }}", "the tag is not closed: add }}"});
                break;
            }
            const std::string_view inside = m_rest.substr(0, end);
            m_rest.remove_prefix(end + 2);
            tag(inside);
            // A "{{" inside of a broken tag is one more that was counted in the file.
            for (std::size_t at = inside.find("{{"); at != std::string_view::npos; at = inside.find("{{", at + 2))
                ++m_count;
            ++m_count;
        }
        for (const Open& open : m_open) {
            add("unclosed_section", open.place,
                say("მონაკვეთი „{0}“ არ არის დახურული: დაამატეთ {{{{/{0}}}}}",
                    "the section \"{0}\" is not closed: add {{{{/{0}}}}}", m_result.tags[open.tag].name));
        }
        return std::move(m_result);
    }

private:
    struct Open
    {
        std::size_t tag;
        std::size_t place;
    };

    void add(const char* code, std::size_t place, Localized message)
    {
        m_findings.push_back({Severity::Error, code, m_place_of(place), {}, std::move(message)});
    }

    void stray_end()
    {
        // The nearest known place is the tag before it, or the text.
        add("broken_tag", m_count == 0 ? std::string_view::npos : m_count - 1,
            {"}} გახსნილი თეგის გარეშე: დაამატეთ {{ ან წაშალეთ ის", "}} without an open tag: add {{ or remove it"});
    }

    void tag(std::string_view inside)
    {
        const std::string_view content = trim(inside);
        const char first = content.empty() ? '\0' : content.front();
        if (first == '!')
            return;
        if (first == '#' || first == '^')
            open_section(first, trim(content.substr(1)), inside);
        else if (first == '/')
            close_section(trim(content.substr(1)));
        else if (content.empty() || std::string_view("{&>=<$").find(first) != std::string_view::npos)
            refuse(inside);
        else
            variable(content, inside);
    }

    void refuse(std::string_view inside)
    {
        add("broken_tag", m_count,
            say("თეგი {{{{{}}}}} არ არის დაშვებული: დაწერეთ {{{{სახელი}}}}, {{{{#სახელი}}}} ან {{{{^სახელი}}}}",
                "the tag {{{{{}}}}} is not allowed: write {{{{name}}}}, {{{{#name}}}} or {{{{^name}}}}", printable(inside)));
    }

    bool check_name(std::string_view name)
    {
        if (is_name(name))
            return true;
        add("bad_name", m_count,
            say("„{}“ არ არის სახელი: დაშვებულია მცირე ლათინური ასოები, ციფრები და _",
                "\"{}\" is not a name: small Latin letters, digits and _ are allowed", printable(name)));
        return false;
    }

    std::size_t keep(WordingTag tag, std::string_view inside)
    {
        tag.written = "{{" + printable(inside) + "}}";
        tag.place = m_place_of(m_count);
        m_result.tags.push_back(std::move(tag));
        return m_result.tags.size() - 1;
    }

    void open_section(char kind, std::string_view name, std::string_view inside)
    {
        check_name(name);
        WordingTag tag;
        tag.kind = kind == '#' ? WordingTag::Kind::Section : WordingTag::Kind::Inverted;
        tag.name = name;
        const std::size_t index = keep(std::move(tag), inside);
        m_open.push_back({index, m_count});
        m_result.text += std::string("{{") + kind + std::to_string(index) + "}}";
    }

    void close_section(std::string_view name)
    {
        if (m_open.empty() || m_result.tags[m_open.back().tag].name != name) {
            add("unopened_section", m_count,
                m_open.empty()
                    ? say("მონაკვეთი „{}“ არ არის გახსნილი", "the section \"{}\" is not open", printable(name))
                    : say("იხურება მონაკვეთი „{}“, თუმცა გახსნილია „{}“", "the section \"{}\" is closed where \"{}\" is open",
                          printable(name), m_result.tags[m_open.back().tag].name));
            return;
        }
        m_result.text += "{{/" + std::to_string(m_open.back().tag) + "}}";
        m_open.pop_back();
    }

    void variable(std::string_view content, std::string_view inside)
    {
        const std::size_t bar = content.find('|');
        WordingTag tag;
        tag.name = trim(content.substr(0, bar));
        if (!check_name(tag.name) || (bar != std::string_view::npos && !filter(tag, trim(content.substr(bar + 1)))))
            return;
        const std::size_t index = keep(std::move(tag), inside);
        m_result.text += "{{&" + std::to_string(index) + "}}";
    }

    bool filter(WordingTag& tag, std::string_view written)
    {
        using Filter = WordingTag::Filter;
        static constexpr std::pair<std::string_view, Filter> plain[] = {
            {"date", Filter::Date},     {"date:of", Filter::DateOf}, {"datetime", Filter::Datetime},
            {"number", Filter::Number}, {"money", Filter::Money},    {"percent", Filter::Percent}};
        for (const auto& [word, kind] : plain)
            if (word == written)
                tag.filter = kind;
        if (tag.filter != Filter::None)
            return true;
        const std::vector<std::string_view> parts = split(written, ':');
        if (parts.size() == 3 && parts[0] == "plural" && !parts[1].empty() && !parts[2].empty()) {
            tag.filter = Filter::Plural;
            tag.one = parts[1];
            tag.many = parts[2];
        } else {
            add("unknown_filter", m_count,
                say("უცნობი ფილტრი „{}“: დაშვებულია date, date:of, datetime, number, money, percent და plural:ერთი:ბევრი",
                    "unknown filter \"{}\": date, date:of, datetime, number, money, percent and plural:one:many are known", printable(written)));
            return false;
        }
        return true;
    }

    std::string_view m_rest;
    const std::function<Place(std::size_t)>& m_place_of;
    Findings& m_findings;
    WordingTemplate m_result;
    std::vector<Open> m_open;
    std::size_t m_count = 0; ///< how many "{{" stand before the one at hand
};

} // namespace

WordingTemplate scan_wording(std::string_view text, const std::function<Place(std::size_t)>& place_of, Findings& findings)
{
    return Scan(text, place_of, findings).run();
}

} // namespace ogp::report
