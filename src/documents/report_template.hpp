#pragma once

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/yaml.hpp"
#include "report/chart.hpp"
#include "report/table.hpp"
#include "report/wording.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// A report as a file (kind: report): its parameters, its sentences, its sections in their order. An administrator reorders, drops
/// and adds sections without touching the program.
///
///   ogp: 1
///   kind: report
///   id: foi
///   title: {ka: ..., en: ...}       a text: the name of one under `texts`, or {ka, en} in its place
///   subtitle: ...                   likewise; may be missing
///   summary: {ka, en}               one line for `ogp report list`
///   file: "foi-{{period}}"          name of the files, without their ending
///   types: [foi]                    case types without which there is no such report
///   use: annual                     another report, whose texts makers find where this one has none of that name
///   parameters:
///     - {name: period, kind: period, need: required, label: {ka, en}}
///     - {name: session, kind: case, type: session, need: required, label: ...}
///       kinds: period, plan, case (type), text, number, date, choice (choices: [a, b]); `preset`: value where none is given
///   texts: {name: {ka, en}}         report/wording.hpp
///   facts:                          each column of the one row is a value that any text may name
///     - {query: "SELECT count(*) AS received FROM foi WHERE local_day(received_at) BETWEEN :period_from AND :period_to"}
///   sections:
///     - {id: overview, number: "6", title: overview, make: overview, with: {by: month}}    documents/section_maker.hpp
///     - {id: issues, title: issues, types: [issue], without: no_issues, blocks: [...]}     where the repository has no such type, only
///                                                                                          the notice `without` stands there
///     - id: outcomes
///       number: "2"
///       title: outcomes
///       blocks:
///         - {text: intro}           a paragraph
///         - {notice: warning}       words that must not be overlooked
///         - {list: [first, second]}
///         - card: {id, query, rows: [columns as below], empty}              the one row, a line for each column
///         - table:
///             id: foi_outcomes
///             caption: outcomes
///             query: SELECT resolution, count(*) AS received FROM foi GROUP BY 1 ORDER BY 1
///             columns:
///               - {key: resolution, holds: member, type: foi, field: resolution, none: undecided}
///               - {key: received, label: received, holds: number, total: sum}
///               - {key: share, label: share, holds: percent, part: received_in_time, whole: received}
///             total_label: total
///             empty: outcomes_none  stands in its place where the query gives no row
///         - chart: {id, kind: stacked_bars, of: foi_outcomes, category: resolution, series: [received], title, description, target: 90.0}
///         - check: {left: received, right: foi_outcomes.received, differs: text, agrees: text}
///       sections: [...]
///
/// `holds`: text (default), number, date, instant, money (decimal, or minor units), percent (tenths), and what becomes words: member
/// (of type and field), state (of type), type, month (YYYY-MM). {key: title, ka: title_ka, en: title_en} is one cell of two columns.
/// A percent of part and whole is exact and cut off as app/plans/percent.hpp does; its total is that of their totals. `check`
/// compares two facts or totals ("table.column") and says so loudly where they differ.
///
/// Parameters of queries are bound, never pasted: each parameter by its name, of a plan and a case also its id (:plan_id, :session_id),
/// further :as_of, :period_from, :period_to (days). One that was not given is NULL. Texts know the values of ReportSource::values(),
/// the columns of the facts, and of a case `session` also session_number and session_title.
namespace ogp::documents {

/// Where something stands in a template.
struct TemplatePlace
{
    std::uint32_t line = 0;
    std::uint32_t column = 0;
};

enum class ParameterKind { Period, Plan, Case, Text, Number, Date, Choice };
/// "period", "plan", ...: the word in YAML.
std::string_view code(ParameterKind kind);

struct Parameter
{
    std::string name;
    ParameterKind kind = ParameterKind::Text;
    bool is_required = false;
    std::string type;                 ///< Case: the case type, "" for any
    std::vector<std::string> choices; ///< Choice
    std::string preset;
    Localized label;
    TemplatePlace place;
};

/// What a column of a query holds, and how it is shown.
enum class Shown { Text, Number, Date, Instant, Money, Percent, Member, State, Type, Month };

struct TemplateColumn
{
    std::string key;
    std::string label;      ///< name of a text, "" for the label of the field
    Shown shown = Shown::Text;
    std::string type;       ///< Member, State: of this case type
    std::string field;      ///< Member
    std::string ka;         ///< columns of the query, where they are two
    std::string en;
    std::string part;       ///< Percent: keys of the columns that it is made from
    std::string whole;
    std::string none;       ///< text for NULL, "" for an empty cell
    bool is_summed = false;
    TemplatePlace place;
};

struct TemplateQuery
{
    YamlNode node;                     ///< the statement with its place
    std::vector<TemplateColumn> columns;
};

struct TemplateTable
{
    std::string id;
    std::string caption;
    TemplateQuery query;
    std::string total_label; ///< "" for "Total"
    std::string empty;
};
struct TemplateCard
{
    std::string id;
    TemplateQuery query;
    std::string empty;
};
struct TemplateChart
{
    std::string id;
    report::Chart::Kind kind = report::Chart::Kind::StackedBars;
    std::string of;          ///< id of a table before it
    std::string category;    ///< keys of its columns
    std::vector<std::string> series;
    std::string title;
    std::string description;
    std::string unit;
    std::optional<std::int64_t> target; ///< in units of the series
    TemplatePlace place;
};
struct TemplateCheck
{
    std::string left;  ///< a fact, or "table.column"
    std::string right;
    std::string differs;
    std::string agrees; ///< "" where nothing is to be said
    TemplatePlace place;
};
struct TemplateText
{
    std::string name;
};
struct TemplateNotice
{
    std::string name;
};
struct TemplateList
{
    std::vector<std::string> names;
};
using TemplateBlock = std::variant<TemplateText, TemplateNotice, TemplateList, TemplateTable, TemplateCard, TemplateChart, TemplateCheck>;

struct TemplateSection
{
    std::string id;
    std::string number;
    std::string title;
    std::string make; ///< name of a SectionMaker, or ""
    Json options = Json::object();
    std::vector<std::string> types; ///< case types without which it says `without`
    std::string without;
    std::vector<TemplateBlock> blocks;
    std::vector<TemplateSection> sections;
    TemplatePlace place;
};

class ReportTemplate
{
public:
    /// Throws InvalidInput with every finding that can be had without a repository: keys, texts, tags, filters, parameters, makers,
    /// columns of charts, checks and totals.
    explicit ReportTemplate(YamlDocument document);

    const std::string& id() const { return m_wording->id(); }
    const YamlDocument& document() const { return *m_document; }
    const report::Wording& wording() const { return *m_wording; }
    const Localized& summary() const { return m_summary; }
    const std::vector<std::string>& types() const { return m_types; }
    /// The report that texts are taken over from, "" for none.
    const std::string& use() const { return m_use; }
    void take_texts(const ReportTemplate& from) { m_wording->add_missing(from.wording()); }
    const std::vector<Parameter>& parameters() const { return m_parameters; }
    const Parameter* parameter(std::string_view name) const;
    const std::vector<TemplateQuery>& facts() const { return m_facts; }
    const std::vector<TemplateSection>& sections() const { return m_sections; }
    /// Texts that stand in the frame itself; "" where the template has none.
    const std::string& title() const { return m_title; }
    const std::string& subtitle() const { return m_subtitle; }
    const std::string& file() const { return m_file; }

    /// The texts that the frame and the blocks name: what makers need is known to them alone.
    std::vector<std::string> named_texts() const;
    Place place(const TemplatePlace& place) const { return m_document->place(place.line, place.column); }
    /// Where the byte of a statement stands.
    Place place_in(const YamlNode& statement, std::size_t offset) const;

private:
    friend class ReportTemplateReader;

    std::shared_ptr<const YamlDocument> m_document;
    std::optional<report::Wording> m_wording;
    Localized m_summary;
    std::string m_title;
    std::string m_subtitle;
    std::string m_file;
    std::string m_use;
    std::vector<std::string> m_types;
    std::vector<Parameter> m_parameters;
    std::vector<TemplateQuery> m_facts;
    std::vector<TemplateSection> m_sections;
    std::vector<std::string> m_named_texts;
};

} // namespace ogp::documents
