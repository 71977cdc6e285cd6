#include "report/wording.hpp"

#include "base/text.hpp"
#include "report/amounts.hpp"
#include "report/dates.hpp"
#include "report/wording_reader.hpp"

#include <kainjow/mustache.hpp>

#include <algorithm>
#include <deque>
#include <set>
#include <utility>

namespace ogp::report {
namespace {

namespace mustache = kainjow::mustache;

bool is_localized(const Json& value)
{
    return value.is_object() && value.size() != 0 &&
           std::all_of(value.members().begin(), value.members().end(), [](const Json::Member& member) {
               return (member.first == "ka" || member.first == "en") && member.second.is_text();
           });
}

bool is_absent(const Json& value)
{
    return value.is_null() || value == Json(false) || value == Json(0) || value == Json("") ||
           ((value.is_array() || value.is_object()) && value.size() == 0) ||
           (is_localized(value) && value.text("ka").empty() && value.text("en").empty());
}

std::string plain_text(const Json& value, Language language)
{
    if (value.is_integer())
        return std::to_string(value.as_integer());
    if (is_localized(value))
        return Localized(value.text("ka"), value.text("en")).in(language);
    return value.as_text();
}

/// Answers the tags of a template from a stack of JSON values. Mustache itself gives an empty text for a name that is not
/// there: here that is an error.
class Values final : public mustache::basic_context<std::string>
{
public:
    Values(std::string_view text, const WordingTemplate& source, const Json& root, Language language)
        : m_text(text), m_source(source), m_language(language)
    {
        m_frames.push_back(&root);
    }

    void push(const mustache::data* data) override { m_frames.push_back(m_items[number(data->string_value())]); }
    void pop() override { m_frames.pop_back(); }
    const mustache::data* get_partial(const std::string&) const override { return nullptr; }

    const mustache::data* get(const std::string& index) const override
    {
        const WordingTag& tag = m_source.tags[number(index)];
        const Json& value = find(tag);
        if (tag.kind == WordingTag::Kind::Variable)
            return &m_answers.emplace_back(variable(tag, value));
        // Nothing: a section is skipped, an inverted one is written.
        return is_absent(value) ? nullptr : &m_answers.emplace_back(frames(value));
    }

private:
    static std::size_t number(const std::string& index) { return static_cast<std::size_t>(std::stoull(index)); }

    [[noreturn]] void fail(const WordingTag& tag, const Localized& reason, const Localized& hint = {}) const
    {
        throw Error(Fault::Invalid,
                    Localized(fmt::format("{}: ტექსტი „{}“, თეგი {}: {}", tag.place.text(), m_text, tag.written, reason.ka),
                              fmt::format("{}: text \"{}\", tag {}: {}", tag.place.text(), m_text, tag.written, reason.en)),
                    hint);
    }

    const Json& find(const WordingTag& tag) const
    {
        if (tag.name == ".")
            return *m_frames.back();
        const std::vector<std::string_view> path = split(tag.name, '.');
        for (auto frame = m_frames.rbegin(); frame != m_frames.rend(); ++frame) {
            const Json* value = *frame;
            for (std::size_t i = 0; i < path.size() && value != nullptr; ++i)
                value = value->find(path[i]);
            if (value != nullptr)
                return *value;
        }
        unknown(tag);
    }

    [[noreturn]] void unknown(const WordingTag& tag) const
    {
        std::vector<std::string> names;
        for (auto frame = m_frames.rbegin(); frame != m_frames.rend(); ++frame) {
            if ((*frame)->is_object() && !is_localized(**frame)) {
                for (const Json::Member& member : (*frame)->members())
                    names.push_back(member.first);
            }
        }
        const std::string all = join(names, ", ");
        fail(tag, {"ანგარიში ასეთ სახელს არ იძლევა", "the report gives no such name"},
             names.empty() ? Localized() : say("აქ ცნობილი სახელებია: {}", "the names known here are: {}", all));
    }

    std::string variable(const WordingTag& tag, const Json& value) const
    {
        if (tag.filter == WordingTag::Filter::Money && value.is_object())
            return money(tag, value);
        const bool writable = value.is_text() || value.is_integer() || is_localized(value);
        if (!writable) {
            fail(tag, {"მნიშვნელობა არ არის ტექსტი ან რიცხვი", "the value is neither a text nor a number"},
                 {"გამოიყენეთ მონაკვეთი {{#სახელი}}...{{/სახელი}}", "use a section {{#name}}...{{/name}}"});
        }
        const std::string text = plain_text(value, m_language);
        switch (tag.filter) {
        case WordingTag::Filter::None:
            return text;
        case WordingTag::Filter::Date:
        case WordingTag::Filter::DateOf:
            if (const auto date = find_long_date(text, tag.filter == WordingTag::Filter::Date ? DateCase::Nominative
                                                                                              : DateCase::Genitive))
                return date->in(m_language);
            fail(tag, say("„{}“ არ არის თარიღი", "\"{}\" is not a date", printable(text)));
        case WordingTag::Filter::Number:
            if (const auto grouped = grouped_number(text))
                return grouped->in(m_language);
            fail(tag, say("„{}“ არ არის რიცხვი", "\"{}\" is not a number", printable(text)));
        case WordingTag::Filter::Plural:
            if (const auto count = to_integer(text))
                return *count == 1 ? tag.one : tag.many;
            fail(tag, say("„{}“ არ არის მთელი რიცხვი", "\"{}\" is not an integer", printable(text)));
        case WordingTag::Filter::Datetime:
            if (const auto time = find_long_time(text))
                return time->in(m_language);
            fail(tag, say("„{}“ არ არის დრო", "\"{}\" is not a time", printable(text)));
        case WordingTag::Filter::Percent:
            if (const auto tenths = to_integer(text))
                return percent_words(*tenths).in(m_language);
            fail(tag, say("„{}“ არ არის პროცენტის მეათედების რიცხვი", "\"{}\" is not a number of tenths of a percent", printable(text)));
        case WordingTag::Filter::Money:
            if (const auto units = to_integer(text))
                return money_words(*units, "GEL").in(m_language);
            fail(tag, say("„{}“ არ არის თეთრების რიცხვი", "\"{}\" is not a number of minor units", printable(text)));
        }
        return text;
    }

    /// A sum as fields hold it: {amount, currency}.
    std::string money(const WordingTag& tag, const Json& value) const
    {
        if (const auto units = minor_units(value.text("amount")))
            return money_words(*units, value.text("currency")).in(m_language);
        fail(tag, say("„{}“ არ არის თანხა", "\"{}\" is not a sum of money", printable(to_json(value))));
    }

    /// The values that a section is written for, as indexes into m_items.
    mustache::data frames(const Json& value) const
    {
        mustache::data list(mustache::data::type::list);
        const auto add = [this, &list](const Json& item) {
            list.push_back(mustache::data(std::to_string(m_items.size())));
            m_items.push_back(&item);
        };
        if (value.is_array())
            std::for_each(value.items().begin(), value.items().end(), add);
        else
            add(value);
        return list;
    }

    std::string_view m_text;
    const WordingTemplate& m_source;
    Language m_language;
    std::vector<const Json*> m_frames;
    mutable std::vector<const Json*> m_items;    // get() of the library is const
    mutable std::deque<mustache::data> m_answers; // a deque: the library keeps pointers
};

std::string render(std::string_view name, const WordingTemplate& source, const Json& values, Language language)
{
    if (source.tags.empty())
        return source.text;
    Values context(name, source, values, language);
    return mustache::mustache(source.text).render(context);
}

} // namespace

Wording::Wording(const YamlDocument& document)
{
    Findings findings;
    WordingReader reader(document, findings);
    const YamlNode& root = document.root();
    reader.expect("ogp", "1");
    reader.expect("kind", "wording");
    reader.refuse_unknown(root, {"ogp", "kind", "id", "texts"});
    const std::string id = reader.read_id();
    const YamlNode* texts = root.find("texts");
    if (texts == nullptr || !texts->is_mapping())
        reader.add(texts == nullptr ? root : *texts, "missing_text", {"აკლია „texts“", "\"texts\" is missing"});
    else
        reader.read_texts(*texts);
    refuse_findings(std::move(findings));
    *this = reader.take(id);
}

void Wording::add_missing(const Wording& other)
{
    m_texts.insert(other.m_texts.begin(), other.m_texts.end());
}

bool Wording::has(std::string_view name) const
{
    return m_texts.find(name) != m_texts.end();
}

std::vector<WordingTag> Wording::tags(std::string_view name) const
{
    std::vector<WordingTag> tags;
    if (const auto found = m_texts.find(name); found != m_texts.end())
        for (const WordingTemplate* side : {&found->second.ka, &found->second.en})
            tags.insert(tags.end(), side->tags.begin(), side->tags.end());
    return tags;
}

std::vector<std::string> Wording::names(std::string_view name) const
{
    std::set<std::string> names;
    for (const WordingTag& tag : tags(name))
        names.insert(tag.name);
    return {names.begin(), names.end()};
}

Localized Wording::text(std::string_view name, const Json& values) const
{
    const auto found = m_texts.find(name);
    if (found == m_texts.end()) {
        throw Error(Fault::Invalid, say("{0}: აკლია ტექსტი „{1}“", "{0}: the text \"{1}\" is missing", m_file, name),
                    say("დაამატეთ „{0}“ განყოფილებაში texts", "add \"{0}\" under texts", name));
    }
    return {render(name, found->second.ka, values, Language::Ka), render(name, found->second.en, values, Language::En)};
}

} // namespace ogp::report
