#include "app/cases/values.hpp"
#include "app/plans/minutes.hpp"
#include "base/version.hpp"

#include <utility>

namespace ogp::app {
namespace {

using report::Cell;

const Json::Array& items_of(const Json& value)
{
    static const Json::Array none;
    return value.is_array() ? value.items() : none;
}

/// A text with another one in brackets, or after a comma, where there is one.
Localized with(const Localized& text, const Localized& more, std::string_view before, std::string_view after)
{
    const auto side = [&](const std::string& first, const std::string& second) {
        return second.empty() ? first : first + std::string(before) + second + std::string(after);
    };
    return {side(text.ka, more.ka), side(text.en, more.en)};
}

/// "Nino Khatiskatsi, Deputy Mayor (head of the working group)".
Localized person_of(const Json& person)
{
    return with(with(localized_of(person["name"]), localized_of(person["office"]), ", ", ""), localized_of(person["role"]), " (", ")");
}

Localized side_of(const std::string& side)
{
    if (side == "city" || side == "government")
        return {"მერია", "City Hall"};
    if (side == "civil-society" || side == "civil_society")
        return {"სამოქალაქო საზოგადოება", "Civil society"};
    if (side == "international")
        return {"საერთაშორისო ორგანიზაცია", "International organisation"};
    return side == "guest" ? Localized("სტუმარი", "Guest") : both(side);
}

/// What somebody will do, in whichever language it is written.
Localized action_of(const Json& action)
{
    const std::string text = action.text("who") + ": " + action.text("what");
    const bool is_georgian = text.find("\xe1\x83") != std::string::npos; // U+10C0 to U+10FF in UTF-8
    return is_georgian ? Localized(text, "") : Localized("", text);
}

class MinutesWriter
{
public:
    explicit MinutesWriter(const store::CaseRow& session) : m_fields(session.subject.fields), m_printed(m_fields["minutes_printed"]) {}

    std::vector<report::Section> sections()
    {
        add("particulars", {"მონაცემები", "Particulars"}, particulars());
        add("attendance", {"ესწრებოდნენ", "Attendance"}, attendance());
        add("agenda", {"დღის წესრიგი", "Agenda"}, agenda());
        add("course", {"სხდომის მსვლელობა", "Course of the session"}, course());
        add("agreed", {"შეთანხმდნენ", "Agreed"}, agreed());
        add("minutes", {"ოქმი", "Minutes"}, minutes());
        add("actions", {"შემდეგი ნაბიჯები", "What follows"}, actions());
        add("signatures", {"ხელმოწერები", "Signatures"}, signatures());
        return std::move(m_sections);
    }

private:
    void add(const char* id, Localized title, std::vector<report::Block> blocks)
    {
        if (!blocks.empty())
            m_sections.push_back({id, std::to_string(m_sections.size() + 1), std::move(title), std::move(blocks), {}});
    }

    static std::vector<report::Block> list_of(std::vector<Localized> items)
    {
        if (items.empty())
            return {};
        return {report::List{std::move(items)}};
    }

    std::vector<report::Block> particulars() const
    {
        report::Card card{"particulars", {}};
        const auto row = [&](Localized label, const Localized& value) {
            if (!value.empty())
                card.rows.emplace_back(std::move(label), Cell::localized(value));
        };
        const std::string& printed = m_fields["date"].text("value");
        row({"ნომერი", "Number"}, both(m_fields.text("number")));
        row({"ადგილი", "Place"}, localized_of(m_fields["place"]));
        row({"თარიღი", "Date"}, both(printed.empty() ? m_fields["date"].text("printed") : printed));
        row({"გაიხსნა", "Opened"}, both(m_fields.text("opened")));
        row({"დაიხურა", "Closed"}, both(m_fields.text("closed")));
        row({"თავმჯდომარე", "Chair"}, person_of(m_fields["chair"]));
        row({"მდივანი", "Secretary"}, person_of(m_fields["secretary"]));
        row({"მომხსენებელი", "Presenter"}, person_of(m_printed["presenter"]));
        row({"უფლებამოსილება", "Competence"}, localized_of(m_fields["competence"]));
        return {std::move(card)};
    }

    std::vector<report::Block> attendance() const
    {
        std::vector<Localized> items;
        for (const Json& member : items_of(m_fields["attendance"])) {
            const Localized who = with(localized_of(member.find("who") != nullptr ? member["who"] : member["name"]), localized_of(member["role"]), ", ", "");
            items.push_back(with(who, side_of(member.text("side")), " – ", ""));
        }
        return list_of(std::move(items));
    }

    std::vector<report::Block> agenda() const
    {
        std::vector<Localized> items;
        for (const Json& entry : items_of(m_fields["agenda"])) {
            const Localized text = localized_of(entry.find("item") != nullptr ? entry["item"] : entry["text"]);
            const std::string number = entry["number"].is_integer() ? std::to_string(entry["number"].as_integer()) : entry.text("number");
            items.push_back(with(numbered(number, text), both(entry.text("commitment")), " [", "]"));
        }
        return list_of(std::move(items));
    }

    std::vector<report::Block> course() const
    {
        std::vector<Localized> items;
        for (const Json& entry : items_of(m_fields["course"]))
            items.push_back(numbered(entry.text("item"), localized_of(entry["text"])));
        return list_of(std::move(items));
    }

    std::vector<report::Block> agreed() const
    {
        std::vector<Localized> items;
        for (const Json& text : items_of(m_fields["agreed"]))
            items.push_back(numbered(std::to_string(items.size() + 1), localized_of(text)));
        return list_of(std::move(items));
    }

    std::vector<report::Block> minutes() const
    {
        const Localized text = localized_of(m_fields["minutes"]);
        if (text.empty())
            return {};
        return {report::Paragraph{text}};
    }

    std::vector<report::Block> actions() const
    {
        std::vector<Localized> items;
        for (const Json& action : items_of(m_printed["action_items"]))
            items.push_back(action_of(action));
        return list_of(std::move(items));
    }

    std::vector<report::Block> signatures() const
    {
        std::vector<Localized> items;
        for (const Json& person : items_of(m_printed["signatures"]))
            items.push_back(person_of(person));
        if (const std::string& name = m_fields.text("signed_government"); !name.empty())
            items.push_back(with(both(name), {"თანათავმჯდომარე მერიიდან", "co-chair of City Hall"}, ", ", ""));
        if (const std::string& name = m_fields.text("signed_civil_society"); !name.empty())
            items.push_back(with(both(name), {"თანათავმჯდომარე სამოქალაქო საზოგადოებიდან", "co-chair of civil society"}, ", ", ""));
        return list_of(std::move(items));
    }

    /// "1. text", each side where it has one.
    static Localized numbered(const std::string& number, const Localized& text)
    {
        if (number.empty())
            return text;
        return {text.ka.empty() ? "" : number + ". " + text.ka, text.en.empty() ? "" : number + ". " + text.en};
    }

    const Json& m_fields;
    const Json& m_printed;
    std::vector<report::Section> m_sections;
};

} // namespace

report::Document minutes_document(const Repository& repository, const store::CaseRow& session)
{
    const Json& fields = session.subject.fields;
    report::Document document;
    document.id = "session-" + session.number + "-minutes";
    document.title = session.title;
    document.subtitle = localized_of(fields["body"]);
    document.date = fields["date"].text("value");
    if (document.date.empty())
        document.date = repository.today().iso();
    document.generator = fmt::format("ogp {}", version());
    document.data = Json::object({{"number", Json(session.number)}, {"session", Json(session.subject.uid.hex())}, {"state", Json(session.subject.state)}});
    document.sections = MinutesWriter(session).sections();
    return document;
}

} // namespace ogp::app
