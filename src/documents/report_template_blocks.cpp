#include "base/text.hpp"
#include "documents/report_template_reader.hpp"
#include "report/amounts.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace ogp::documents {
namespace {

constexpr std::array<std::pair<std::string_view, Shown>, 10> shown_words = {{{"text", Shown::Text},
                                                                             {"number", Shown::Number},
                                                                             {"date", Shown::Date},
                                                                             {"instant", Shown::Instant},
                                                                             {"money", Shown::Money},
                                                                             {"percent", Shown::Percent},
                                                                             {"member", Shown::Member},
                                                                             {"state", Shown::State},
                                                                             {"type", Shown::Type},
                                                                             {"month", Shown::Month}}};

constexpr std::array<std::pair<std::string_view, report::Chart::Kind>, 3> chart_words = {
    {{"stacked_bars", report::Chart::Kind::StackedBars}, {"paired_bars", report::Chart::Kind::PairedBars}, {"line", report::Chart::Kind::Line}}};

template <class Value, std::size_t Size>
std::vector<std::string> words_of(const std::array<std::pair<std::string_view, Value>, Size>& table)
{
    std::vector<std::string> words;
    for (const auto& [word, value] : table)
        words.emplace_back(word);
    return words;
}

template <class Value, std::size_t Size>
Value value_of(const std::array<std::pair<std::string_view, Value>, Size>& table, std::string_view wanted)
{
    for (const auto& [word, value] : table)
        if (word == wanted)
            return value;
    return table.front().second;
}

std::vector<std::string> keys_of(const std::vector<TemplateColumn>& columns)
{
    std::vector<std::string> keys;
    for (const TemplateColumn& column : columns)
        keys.push_back(column.key);
    return keys;
}

/// "90.0" of a percent is 900, "250.50" of money 25050; whole numbers are what they are.
std::optional<std::int64_t> target_of(const std::string& written, Shown shown)
{
    const auto hundredths = report::minor_units(written);
    if (!hundredths)
        return std::nullopt;
    const std::int64_t step = shown == Shown::Money ? 1 : shown == Shown::Percent ? 10 : 100;
    return *hundredths % step == 0 ? std::optional(*hundredths / step) : std::nullopt;
}

} // namespace

void ReportTemplateReader::read_block(const YamlNode& node, std::vector<TemplateBlock>& blocks)
{
    if (!is_mapping(node, {"text", "notice", "list", "table", "card", "chart", "check"}))
        return;
    if (node.members.size() != 1) {
        m_findings.refuse(node, "not_one_block", {"ბლოკს ერთი გასაღები აქვს", "a block has one key"});
        return;
    }
    const std::string& key = node.members.front().key;
    const YamlNode& value = node.members.front().value;
    if (key == "text") {
        blocks.emplace_back(TemplateText{text_of(value)});
    } else if (key == "notice") {
        blocks.emplace_back(TemplateNotice{text_of(value)});
    } else if (key == "list") {
        TemplateList list;
        for (const YamlNode& item : value.items)
            list.names.push_back(text_of(item));
        blocks.emplace_back(std::move(list));
    } else if (key == "table") {
        blocks.emplace_back(read_table(value));
    } else if (key == "card") {
        blocks.emplace_back(read_card(value));
    } else if (key == "chart") {
        blocks.emplace_back(read_chart(value));
    } else if (key == "check") {
        blocks.emplace_back(read_check(value));
    }
}

TemplateTable ReportTemplateReader::read_table(const YamlNode& node)
{
    TemplateTable table;
    if (!is_mapping(node, {"id", "caption", "query", "columns", "total_label", "empty"}))
        return table;
    table.id = identifier(node, "id");
    add_id(node, m_ids, table.id);
    table.caption = text(node, "caption", Need::Required);
    table.query = read_query(node, "columns");
    table.total_label = text(node, "total_label", Need::Optional);
    table.empty = text(node, "empty", Need::Required);
    m_tables.emplace(table.id, table.query.columns);
    return table;
}

TemplateCard ReportTemplateReader::read_card(const YamlNode& node)
{
    TemplateCard card;
    if (!is_mapping(node, {"id", "query", "rows", "empty"}))
        return card;
    card.id = identifier(node, "id");
    add_id(node, m_ids, card.id);
    card.query = read_query(node, "rows");
    card.empty = text(node, "empty", Need::Required);
    return card;
}

TemplateQuery ReportTemplateReader::read_query(const YamlNode& node, const char* columns_key)
{
    TemplateQuery query;
    word(node, "query", Need::Required);
    if (const YamlNode* statement = node.find("query"))
        query.node = *statement;
    if (columns_key == nullptr)
        return query;
    const YamlNode* list = node.find(columns_key);
    if (list == nullptr || !list->is_sequence() || list->items.empty()) {
        m_findings.refuse(list == nullptr ? node : *list, "missing_columns", say("აკლია „{}“", "\"{}\" is missing", columns_key));
        return query;
    }
    std::set<std::string> keys;
    for (const YamlNode& item : list->items)
        if (is_mapping(item, {"key", "label", "holds", "type", "field", "ka", "en", "part", "whole", "none", "total"})) {
            query.columns.push_back(read_column(item));
            add_id(item, keys, query.columns.back().key);
        }
    for (std::size_t i = 0; i < query.columns.size() && i < list->items.size(); ++i)
        check_column(list->items[i], query.columns[i], query.columns);
    return query;
}

TemplateColumn ReportTemplateReader::read_column(const YamlNode& node)
{
    TemplateColumn column;
    column.place = place_of(node);
    column.key = identifier(node, "key");
    column.label = text(node, "label", Need::Optional);
    column.shown = value_of(shown_words, choice(node, "holds", words_of(shown_words), "text"));
    column.type = word(node, "type", Need::Optional);
    column.field = word(node, "field", Need::Optional);
    column.ka = word(node, "ka", Need::Optional);
    column.en = word(node, "en", Need::Optional);
    column.part = word(node, "part", Need::Optional);
    column.whole = word(node, "whole", Need::Optional);
    column.none = text(node, "none", Need::Optional);
    column.is_summed = choice(node, "total", {"sum"}, "") == "sum";
    return column;
}

void ReportTemplateReader::check_column(const YamlNode& node, const TemplateColumn& column, const std::vector<TemplateColumn>& all)
{
    const auto refuse = [&](Localized message) { m_findings.refuse(node, "bad_column", std::move(message)); };
    if ((column.shown == Shown::Member) != !column.field.empty() || (column.shown == Shown::Member && column.type.empty()))
        refuse({"„field“ სახესთან „member“ წერია, „type“-თან ერთად", "\"field\" belongs to \"holds: member\", together with \"type\""});
    if (column.shown == Shown::State && column.type.empty())
        refuse({"სახეს „state“ სჭირდება „type“", "\"holds: state\" needs \"type\""});
    if (column.label.empty() && column.shown != Shown::Member)
        refuse({"სვეტს სჭირდება „label“", "the column needs a \"label\""});
    if (column.ka.empty() != column.en.empty())
        refuse({"„ka“ და „en“ ერთად წერია", "\"ka\" and \"en\" go together"});
    const bool counts = column.shown == Shown::Number || column.shown == Shown::Money;
    if (column.is_summed && !counts)
        refuse({"ჯამი მხოლოდ რიცხვებსა და თანხებს აქვს", "only numbers and money have a sum"});
    if (column.part.empty() != column.whole.empty() || (!column.part.empty() && column.shown != Shown::Percent))
        refuse({"„part“ და „whole“ ერთად წერია, სახესთან „percent“", "\"part\" and \"whole\" go together, with \"holds: percent\""});
    for (const std::string* name : {&column.part, &column.whole}) {
        const auto is_number = [&](const TemplateColumn& other) { return other.key == *name && other.shown == Shown::Number; };
        if (!name->empty() && !std::any_of(all.begin(), all.end(), is_number))
            refuse(say("„{}“ ამ ცხრილის რიცხვების სვეტი არ არის", "\"{}\" is not a column of numbers of this table", printable(*name)));
    }
}

TemplateChart ReportTemplateReader::read_chart(const YamlNode& node)
{
    TemplateChart chart;
    if (!is_mapping(node, {"id", "kind", "of", "category", "series", "title", "description", "unit", "target"}))
        return chart;
    chart.place = place_of(node);
    chart.id = identifier(node, "id");
    add_id(node, m_ids, chart.id);
    chart.kind = value_of(chart_words, choice(node, "kind", words_of(chart_words), nullptr));
    chart.of = word(node, "of", Need::Required);
    chart.category = word(node, "category", Need::Required);
    chart.series = words(node, "series");
    chart.title = text(node, "title", Need::Required);
    chart.description = text(node, "description", Need::Required);
    chart.unit = text(node, "unit", Need::Optional);
    std::vector<std::string> tables;
    for (const auto& [id, columns] : m_tables)
        tables.push_back(id);
    const YamlNode* of = node.find("of");
    if (of == nullptr || !m_findings.known(*of, chart.of, tables, "unknown_table", {"ცხრილი", "table"}))
        return chart;
    const std::vector<TemplateColumn>& columns = m_tables[chart.of];
    if (const YamlNode* category = node.find("category"))
        m_findings.known(*category, chart.category, keys_of(columns), "unknown_column", {"სვეტი", "column"});
    std::set<Shown> held;
    for (const std::string& key : chart.series)
        if (m_findings.known_in(node, "series", key, keys_of(columns), "unknown_column", {"სვეტი", "column"}))
            for (const TemplateColumn& column : columns)
                if (column.key == key)
                    held.insert(column.shown);
    const bool counts = held.size() == 1 && (held.contains(Shown::Number) || held.contains(Shown::Money) || held.contains(Shown::Percent));
    if (!counts) {
        m_findings.refuse(node, "bad_series", {"„series“ ერთი სახის სვეტებია: რიცხვები, თანხები ან პროცენტები",
                                               "\"series\" are columns of one kind: numbers, money or percent"});
        return chart;
    }
    if (const std::string target = word(node, "target", Need::Optional); !target.empty()) {
        chart.target = target_of(target, *held.begin());
        if (!chart.target)
            m_findings.refuse(*node.find("target"), "bad_number", say("„{}“ ასეთ რიცხვად არ იკითხება", "\"{}\" is no such number", printable(target)));
    }
    return chart;
}

TemplateCheck ReportTemplateReader::read_check(const YamlNode& node)
{
    TemplateCheck check;
    if (!is_mapping(node, {"left", "right", "differs", "agrees"}))
        return check;
    check.place = place_of(node);
    check.left = word(node, "left", Need::Required);
    check.right = word(node, "right", Need::Required);
    check.differs = text(node, "differs", Need::Required);
    check.agrees = text(node, "agrees", Need::Optional);
    for (const char* key : {"left", "right"})
        if (const YamlNode* operand = node.find(key))
            check_operand(*operand, operand->scalar);
    return check;
}

void ReportTemplateReader::check_operand(const YamlNode& node, const std::string& operand)
{
    const std::size_t dot = operand.find('.');
    if (dot == std::string::npos)
        return; // a fact: its query says which there are
    std::vector<std::string> tables;
    for (const auto& [id, columns] : m_tables)
        tables.push_back(id);
    const std::string table = operand.substr(0, dot);
    if (!m_findings.known(node, table, tables, "unknown_table", {"ცხრილი", "table"}))
        return;
    std::vector<std::string> summed;
    for (const TemplateColumn& column : m_tables[table])
        if (column.is_summed)
            summed.push_back(column.key);
    m_findings.known(node, operand.substr(dot + 1), summed, "unknown_column", {"სვეტი ჯამით", "column with a sum"});
}

} // namespace ogp::documents
