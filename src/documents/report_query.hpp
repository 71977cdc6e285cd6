#pragma once

#include "app/repository/repository.hpp"
#include "base/error.hpp"
#include "documents/report_source.hpp"
#include "documents/report_template.hpp"
#include "report/chart.hpp"
#include "report/document.hpp"
#include "store/sql_query.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::documents {

/// The queries of a template over a repository: first checked, then asked, each when its block is made.
class ReportQueries
{
public:
    /// All are kept by reference.
    ReportQueries(const app::Repository& repository, const ReportTemplate& report);

    /// What only the repository can tell: case types, statements that are not understood, columns and parameters that they do not
    /// have, names of tags that nothing gives. Error{NotFound} where a case type of `types` is not there.
    Findings check();

    /// Whether the repository has the case types that the section needs.
    bool has_types(const TemplateSection& section) const;

    /// Values of the parameters for the statements, which from then on see the record as it stood on the report's day.
    void bind(const ReportSource& source);
    /// The columns of the facts, in one object.
    Json facts();
    /// Nothing where the query gives no row.
    std::optional<report::Table> table(const ReportSource& source, const TemplateTable& table);
    std::optional<report::Card> card(const ReportSource& source, const TemplateCard& card);
    /// Over a table that was made; nothing where that gave no row.
    std::optional<report::Chart> chart(const ReportSource& source, const TemplateChart& chart) const;
    /// A fact or the total of a table that was made; 0 where that gave no row. Error{Invalid} where it is no whole number.
    std::int64_t operand(const ReportSource& source, const std::string& name, const TemplatePlace& place) const;

private:
    /// What is known of the names in the texts, and what was found.
    struct Check
    {
        std::vector<std::string> parameters;
        std::vector<std::string> values;
        std::set<std::string> compares; ///< texts of checks, which know `left` and `right` too
        Findings findings;
    };

    bool has_type(const std::string& type) const;
    std::vector<std::string> statements() const;
    void check_sections(const std::vector<TemplateSection>& sections, Check& check);
    void check_query(const TemplateQuery& query, Check& check);
    std::optional<store::SqlShape> describe(const TemplateQuery& query, Check& check);
    void check_column(const TemplateColumn& column, const std::vector<std::string>& columns, Check& check);
    void check_tags(Check& check) const;
    void check_name(const TemplatePlace& place, const std::string& name, const std::vector<std::string>& known, const char* code, const Label& what,
                    Check& check) const;

    store::SqlAnswer ask(const TemplateQuery& query);
    report::Column column_of(const ReportSource& source, const TemplateColumn& column) const;
    std::vector<std::vector<report::Cell>> rows_of(const ReportSource& source, const TemplateQuery& query, const store::SqlAnswer& answer) const;
    report::Cell cell_of(const ReportSource& source, const TemplateColumn& column, const store::SqlValue& value) const;
    report::Cell words_of(const TemplateColumn& column, const std::string& text) const;
    void add_percents(const TemplateQuery& query, std::vector<report::Cell>& row) const;

    const app::Repository& m_repository;
    const ReportTemplate& m_report;
    store::SqlSession m_session;
    store::SqlParameters m_parameters;
    std::map<std::string, report::Table> m_tables; ///< made so far, by id
};

} // namespace ogp::documents
