#include "documents/sections/sections.hpp"

#include "app/cases/values.hpp"
#include "app/plans/plan_record.hpp"

#include <map>

namespace ogp::documents {

using app::CommitmentRecord;
using report::Cell;
using report::Holds;
using report::Table;

namespace {

struct LanguageCounts
{
    std::int64_t both = 0;
    std::int64_t only_ka = 0;
    std::int64_t only_en = 0;

    std::int64_t all() const { return both + only_ka + only_en; }
};

/// Counts the texts of a plan by language, type by type in the order in which they come.
class Translations
{
public:
    explicit Translations(const ReportSource& source)
        : m_source(source), m_missing{"untranslated", source.text("table_untranslated"),
                                      {source.column("number", "number"), source.column("field", "field"),
                                       source.column("missing", "missing"), source.column("text", "words")},
                                      {}}
    {
    }

    void add(const store::CaseRow& row)
    {
        const workflow::CaseType& type = m_source.type(row);
        auto known = m_place.find(type.id);
        if (known == m_place.end()) {
            known = m_place.emplace(type.id, m_counts.size()).first;
            m_counts.push_back({type.plural, {}});
        }
        LanguageCounts& counts = m_counts[known->second].second;
        for (const workflow::Field& field : type.fields) {
            const Json& value = row.subject.fields[field.id];
            if (field.type != workflow::FieldType::Localized || value.is_null())
                continue;
            if (field.many)
                for (const Json& item : value.items())
                    add(row, field, item, counts);
            else
                add(row, field, value, counts);
        }
    }

    void write(Section& section)
    {
        section.blocks.emplace_back(report::Paragraph{m_source.text("translation_intro")});
        Table table{"translation", m_source.text("table_translation"),
                    {m_source.column("subject", "subject"), m_source.column("texts", "texts", Holds::Number),
                     m_source.column("in_both", "in_both", Holds::Number), m_source.column("only_ka", "only_ka", Holds::Number),
                     m_source.column("only_en", "only_en", Holds::Number)}, {}};
        LanguageCounts sums;
        for (const auto& [label, counts] : m_counts) {
            table.rows.push_back({Cell::localized(label), Cell::of(counts.all()), Cell::of(counts.both), Cell::of(counts.only_ka), Cell::of(counts.only_en)});
            sums.both += counts.both;
            sums.only_ka += counts.only_ka;
            sums.only_en += counts.only_en;
        }
        table.total = {{Json("total"), m_source.text("total")}, Cell::of(sums.all()), Cell::of(sums.both), Cell::of(sums.only_ka), Cell::of(sums.only_en)};
        section.blocks.emplace_back(std::move(table));
        if (!m_missing.rows.empty())
            section.blocks.emplace_back(std::move(m_missing));
    }

private:
    void add(const store::CaseRow& row, const workflow::Field& field, const Json& value, LanguageCounts& counts)
    {
        const bool ka = !value.text("ka").empty();
        const bool en = !value.text("en").empty();
        ++(ka && en ? counts.both : ka ? counts.only_ka : counts.only_en);
        if (ka != en)
            m_missing.rows.push_back({Cell::of(row.number), Cell::localized(field.label),
                                      {Json(ka ? "en" : "ka"), m_source.text(ka ? "missing_en" : "missing_ka")},
                                      {value, app::localized_of(value)}});
    }

    const ReportSource& m_source;
    std::map<std::string, std::size_t> m_place;
    std::vector<std::pair<Localized, LanguageCounts>> m_counts;
    Table m_missing;
};

} // namespace

void make_translation(const ReportSource& source, Section& section)
{
    const app::PlanRecord& record = source.plan();
    Translations translations(source);
    translations.add(record.plan);
    for (const store::CaseRow& unit : record.units)
        translations.add(unit);
    for (const CommitmentRecord& commitment : record.commitments) {
        translations.add(commitment.row);
        for (const auto* parts : {&commitment.milestones, &commitment.indicators})
            for (const store::CaseRow& row : *parts)
                translations.add(row);
    }
    translations.write(section);
}

} // namespace ogp::documents
