#include "report/wording.hpp"

#include "base/text.hpp"
#include "report/dates.hpp"

#include <kainjow/mustache.hpp>

#include <algorithm>
#include <deque>
#include <initializer_list>
#include <set>
#include <utility>

namespace ogp::report {
namespace {

namespace mustache = kainjow::mustache;

// ---- Loading -----------------------------------------------------------------------------------------------------

std::size_t offset_of(std::string_view text, std::uint32_t line, std::uint32_t column)
{
    std::size_t offset = 0;
    for (std::uint32_t n = 1; n < line && offset < text.size(); ++n)
        offset = std::min(text.find('\n', offset), text.size() - 1) + 1;
    return std::min(offset + column - 1, text.size());
}

/// Reads the mapping `texts` and gathers findings.
class Loader
{
public:
    explicit Loader(const YamlDocument& document) : m_document(document) {}

    void add(const YamlNode& node, const char* code, Localized message)
    {
        m_findings.push_back({Severity::Error, code, m_document.place(node), {}, std::move(message)});
    }

    void expect(const char* key, std::string_view value)
    {
        const YamlNode* node = m_document.root().find(key);
        if (node == nullptr || node->scalar != value) {
            add(node == nullptr ? m_document.root() : *node, "wrong_kind",
                say("აქ მოსალოდნელია „{0}: {1}“", "\"{0}: {1}\" is expected here", key, value));
        }
    }

    void refuse_unknown(const YamlNode& mapping, std::initializer_list<std::string_view> known)
    {
        for (const YamlNode::Member& member : mapping.members) {
            if (std::find(known.begin(), known.end(), member.key) == known.end()) {
                m_findings.push_back({Severity::Error, "unknown_key", m_document.place(member.line, member.column), {},
                                      say("უცნობი გასაღები „{}“", "unknown key \"{}\"", printable(member.key))});
            }
        }
    }

    WordingTemplate side(const YamlNode& text, std::string_view name, const char* language)
    {
        const YamlNode* node = text.find(language);
        if (node == nullptr || !node->is_scalar()) {
            add(node == nullptr ? text : *node, "missing_text",
                say("ტექსტს „{0}“ აკლია ენა „{1}“", "the text \"{0}\" lacks the language \"{1}\"", name, language));
            return {};
        }
        // Folding and quotes change columns, but never add or drop a "{{": the n-th of the text is the n-th of the file.
        const std::string_view file = m_document.text();
        const std::size_t begin = offset_of(file, node->line, node->column);
        const auto place_of = [&](std::size_t n) {
            if (n == std::string_view::npos)
                return m_document.place(*node);
            std::size_t at = file.find("{{", begin);
            for (; n != 0 && at != std::string_view::npos; --n)
                at = file.find("{{", at + 2);
            return at == std::string_view::npos ? m_document.place(*node) : place_at(at);
        };
        return scan_wording(node->scalar, place_of, m_findings);
    }

    Findings take_findings() { return std::move(m_findings); }

private:
    Place place_at(std::size_t offset) const
    {
        const std::string_view before = std::string_view(m_document.text()).substr(0, offset);
        const auto line = static_cast<std::uint32_t>(1 + std::count(before.begin(), before.end(), '\n'));
        const std::size_t start = before.rfind('\n') + 1; // npos + 1 is 0
        return m_document.place(line, static_cast<std::uint32_t>(offset - start + 1));
    }

    const YamlDocument& m_document;
    Findings m_findings;
};

// ---- Rendering ---------------------------------------------------------------------------------------------------

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
        }
        return text;
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

Wording::Wording(const YamlDocument& document) : m_file(document.file())
{
    Loader loader(document);
    const YamlNode& root = document.root();
    loader.expect("ogp", "1");
    loader.expect("kind", "wording");
    loader.refuse_unknown(root, {"ogp", "kind", "id", "texts"});
    if (const YamlNode* id = root.find("id"); id != nullptr && is_identifier(id->scalar))
        m_id = id->scalar;
    else
        loader.add(id == nullptr ? root : *id, "bad_name", {"აქ მოსალოდნელია „id: სახელი“", "\"id: name\" is expected here"});
    const YamlNode* texts = root.find("texts");
    if (texts == nullptr || !texts->is_mapping()) {
        loader.add(texts == nullptr ? root : *texts, "missing_text", {"აკლია „texts“", "\"texts\" is missing"});
    } else {
        for (const YamlNode::Member& member : texts->members) {
            loader.refuse_unknown(member.value, {"ka", "en"});
            m_texts[member.key] = {loader.side(member.value, member.key, "ka"), loader.side(member.value, member.key, "en")};
        }
    }
    Findings findings = loader.take_findings();
    if (has_errors(findings)) {
        const Finding& first = findings.front();
        const std::string place = first.place.text();
        throw InvalidInput(Localized(place + ": " + first.message.ka, place + ": " + first.message.en), std::move(findings));
    }
}

bool Wording::has(std::string_view name) const
{
    return m_texts.find(name) != m_texts.end();
}

std::vector<std::string> Wording::names(std::string_view name) const
{
    std::set<std::string> names;
    if (const auto found = m_texts.find(name); found != m_texts.end())
        for (const WordingTemplate* side : {&found->second.ka, &found->second.en})
            for (const WordingTag& tag : side->tags)
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
