#include "budget/priorities/survey.hpp"

#include "base/text.hpp"
#include "base/yaml_findings.hpp"

#include <limits>

namespace ogp::budget {
namespace {

const Label key_word{"გასაღები", "key"};

class SurveyReader
{
public:
    explicit SurveyReader(const YamlDocument& document) : m_findings(document) {}

    Survey read()
    {
        const YamlNode& root = m_findings.document().root();
        if (keys(root, {"ogp", "kind", "year", "ballots", "scale", "points", "count", "traits", "themes"})) {
            read_format(root);
            read_marks(root);
            read_traits(root.find("traits"));
            if (const YamlNode* themes = root.find("themes"))
                read_themes(*themes, std::nullopt);
            if (m_survey.themes.empty() && m_findings.findings().empty())
                m_findings.refuse(root, "no_themes", {"თემა არც ერთია", "there is no theme"});
        }
        m_findings.finish();
        return std::move(m_survey);
    }

private:
    /// Whether the node is a mapping; its keys are checked.
    bool keys(const YamlNode& node, const std::vector<std::string>& names)
    {
        if (!node.is_mapping()) {
            m_findings.refuse(node, "wrong_shape", {"აქ უნდა იყოს {გასაღები: მნიშვნელობა}", "expected {key: value} here"});
            return false;
        }
        for (const YamlNode::Member& member : node.members)
            m_findings.known(member.line, member.column, member.key, names, "unknown_key", key_word);
        return true;
    }

    std::int64_t number(const YamlNode& node, std::int64_t least, std::int64_t most)
    {
        const auto value = node.is_scalar() ? to_integer(node.scalar) : std::nullopt;
        if (value && *value >= least && *value <= most)
            return *value;
        m_findings.refuse(node, "bad_number",
                          say("საჭიროა მთელი რიცხვი {0}-დან {1}-მდე", "a whole number from {0} to {1} is needed", least, most));
        return least;
    }

    std::string word(const YamlNode& node)
    {
        if (node.is_scalar() && is_theme_id(node.scalar))
            return node.scalar;
        m_findings.refuse(node, "bad_id", {"საჭიროა სიტყვა ცარიელი ადგილის გარეშე, არაუმეტეს 64 ბაიტისა", "a word without blanks is needed, of at most 64 bytes"});
        return {};
    }

    void read_format(const YamlNode& root)
    {
        const YamlNode* version = root.find("ogp");
        if (version == nullptr || version->scalar != "1")
            m_findings.refuse(version == nullptr ? root : *version, "language_version", {"მოსალოდნელია ogp: 1", "expected ogp: 1"});
        const YamlNode* kind = root.find("kind");
        if (kind == nullptr || kind->scalar != "survey")
            m_findings.refuse(kind == nullptr ? root : *kind, "wrong_kind", {"მოსალოდნელია kind: survey", "expected kind: survey"});
        if (const YamlNode* year = root.find("year"))
            m_survey.year = static_cast<std::int32_t>(number(*year, 1990, 2200));
        if (const YamlNode* count = root.find("count"))
            m_survey.ballots = number(*count, 0, std::numeric_limits<std::int64_t>::max());
    }

    void read_marks(const YamlNode& root)
    {
        const YamlNode* ballots = root.find("ballots");
        const YamlNode* scale = root.find("scale");
        const YamlNode* points = root.find("points");
        if (ballots != nullptr && !m_findings.known(*ballots, ballots->scalar, {"rating", "allocation"}, "unknown_ballots", {"ბიულეტენის სახე", "kind of ballots"}))
            return;
        if (ballots != nullptr && ballots->scalar == "allocation") {
            if (points == nullptr)
                m_findings.refuse(*ballots, "missing_key", {"აკლია points: რამდენ ქულას ანაწილებს ამომრჩეველი", "points is missing: how many a voter shares out"});
            if (scale != nullptr)
                m_findings.refuse(*scale, "unknown_key", {"scale შეფასებისაა, განაწილებას აქვს points", "scale is of ratings, an allocation has points"});
            m_survey.kind = OpinionKind::Allocation;
            m_survey.least = 0;
            m_survey.most = points == nullptr ? 1 : static_cast<std::int32_t>(number(*points, 1, greatest_mark));
            return;
        }
        if (points != nullptr)
            m_findings.refuse(*points, "unknown_key", {"points განაწილებისაა, შეფასებას აქვს scale", "points is of allocations, a rating has a scale"});
        if (scale == nullptr || !keys(*scale, {"least", "most"}))
            return;
        const std::size_t wrong = m_findings.findings().size();
        if (const YamlNode* least = scale->find("least"))
            m_survey.least = static_cast<std::int32_t>(number(*least, -greatest_mark, greatest_mark));
        if (const YamlNode* most = scale->find("most"))
            m_survey.most = static_cast<std::int32_t>(number(*most, -greatest_mark, greatest_mark));
        if (m_findings.findings().size() == wrong && m_survey.least >= m_survey.most)
            m_findings.refuse(*scale, "empty_scale", {"least უნდა იყოს most-ზე ნაკლები", "least must be below most"});
    }

    void read_traits(const YamlNode* list)
    {
        if (list == nullptr || !sequence(*list))
            return;
        if (list->items.size() > most_traits)
            m_findings.refuse(*list, "too_many_traits", say("ნიშანი {}-ზე მეტია", "more than {} traits", most_traits));
        for (const YamlNode& node : list->items) {
            if (!keys(node, {"id", "values"}))
                continue;
            const YamlNode* id = node.find("id");
            Trait trait{word(id == nullptr ? node : *id), {}};
            for (const Trait& other : m_survey.traits)
                if (other.name == trait.name)
                    m_findings.refuse(node, "duplicate_trait", say("ნიშანი ორჯერაა: {}", "the trait {} is there twice", printable(trait.name)));
            if (const YamlNode* values = node.find("values"); values != nullptr && sequence(*values))
                for (const YamlNode& value : values->items)
                    add_value(value, trait);
            m_survey.traits.push_back(std::move(trait));
        }
    }

    void add_value(const YamlNode& node, Trait& trait)
    {
        if (!node.is_scalar() || node.scalar.empty() || node.scalar.size() > 200)
            return m_findings.refuse(node, "bad_value", {"საჭიროა მოკლე ტექსტი", "a short text is needed"});
        for (const std::string& other : trait.values)
            if (other == node.scalar)
                m_findings.refuse(node, "duplicate_value", say("მნიშვნელობა ორჯერაა: {}", "the value {} is there twice", printable(other)));
        trait.values.push_back(node.scalar);
    }

    bool sequence(const YamlNode& node)
    {
        if (!node.is_sequence())
            m_findings.refuse(node, "wrong_shape", {"აქ საჭიროა სია: [ … ]", "a list is needed here: [ … ]"});
        return node.is_sequence();
    }

    void read_themes(const YamlNode& list, std::optional<std::uint32_t> parent)
    {
        if (!sequence(list))
            return;
        for (const YamlNode& node : list.items) {
            if (!keys(node, {"id", "label", "cofog", "parts"}))
                continue;
            const YamlNode* id = node.find("id");
            SurveyTheme theme{word(id == nullptr ? node : *id), parent, {}, {}};
            if (m_survey.theme(theme.id))
                m_findings.refuse(id == nullptr ? node : *id, "duplicate_theme", say("თემა ორჯერაა: „{}“", "the theme '{}' is there twice", theme.id));
            if (const YamlNode* label = node.find("label"); label != nullptr && keys(*label, {"ka", "en"}))
                for (const YamlNode::Member& side : label->members)
                    (side.key == "ka" ? theme.label.ka : theme.label.en) = side.value.scalar;
            if (const YamlNode* codes = node.find("cofog"); codes != nullptr && sequence(*codes))
                for (const YamlNode& code : codes->items)
                    add_code(code, theme);
            const auto index = static_cast<std::uint32_t>(m_survey.themes.size());
            m_survey.themes.push_back(std::move(theme));
            if (const YamlNode* parts = node.find("parts"))
                read_themes(*parts, index);
        }
    }

    void add_code(const YamlNode& node, SurveyTheme& theme)
    {
        if (node.is_scalar() && is_cofog(node.scalar))
            theme.cofog.push_back(node.scalar);
        else
            m_findings.refuse(node, "bad_cofog", say("ეს COFOG-ის კოდი არ არის: „{}“", "this is no code of COFOG: '{}'", printable(shorten(node.scalar, 60))));
    }

    YamlFindings m_findings;
    Survey m_survey;
};

} // namespace

Survey read_survey(const YamlDocument& document)
{
    return SurveyReader{document}.read();
}

} // namespace ogp::budget
