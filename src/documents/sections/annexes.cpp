#include "documents/sections/sections.hpp"

#include "app/plans/plan_record.hpp"
#include "documents/sections/section_cells.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/note.hpp"


namespace ogp::documents {

using report::Cell;
using report::Holds;
using report::Table;

/// What the document was made from: the case types with the hash of the version that is active, and how many cases there are.
void make_sources(const ReportSource& source, Section& section)
{
    section.blocks.emplace_back(report::Paragraph{source.text("sources_intro")});
    Table table{"sources", source.text("table_sources"),
                {source.column("type", "case_type"), source.column("version", "version", Holds::Number), source.column("definition", "definition"),
                 source.column("cases", "cases_counted", Holds::Number)},
                {}};
    for (const std::string& id : source.repository().type_ids()) {
        const std::int64_t cases = source.count(id);
        if (cases == 0)
            continue;
        const workflow::CaseType& type = source.repository().active_type(id);
        const std::string hash = source.repository().active_hash(id).hex();
        table.rows.push_back({{Json(id), type.plural}, number_cell(type.version), {Json(hash), both(hash.substr(0, 16) + "…")}, number_cell(cases)});
    }
    add_table(source, section, std::move(table), "sources_none");
}

void make_findings(const ReportSource& source, Section& section)
{
    Findings found = app::plan_findings(source.plan());
    std::erase_if(found, [](const Finding& finding) { return finding.severity == Severity::Note; });
    if (found.empty()) {
        section.blocks.emplace_back(report::Paragraph{source.text("findings_none")});
        return;
    }
    section.blocks.emplace_back(report::Paragraph{source.text("findings_intro")});
    Table table{"findings", source.text("table_findings"),
                {source.column("where", "finding_place"), source.column("code", "finding_code"), source.column("message", "finding_message")}, {}};
    for (const Finding& finding : found)
        table.rows.push_back({Cell::of(finding.where), Cell::of(finding.code), Cell::localized(finding.message)});
    section.blocks.emplace_back(std::move(table));
}

/// Files of the plan and its parts, those in sealed envelopes left out, by number and name.
void make_checksums(const ReportSource& source, Section& section)
{
    Table table{"checksums", source.text("table_checksums"),
                {source.column("number", "number"), source.column("name", "file_name"), source.column("sha256", "sha256"),
                 source.column("size", "file_size", Holds::Number)},
                {}};
    const auto add = [&](const store::CaseRow& row) {
        for (const model::Attachment& file : row.subject.attachments)
            if (!file.is_sealed())
                table.rows.push_back({Cell::of(row.number), Cell::of(file.name), Cell::of(file.hash.hex()), number_cell(file.size)});
    };
    add(source.plan().plan);
    for (const app::CommitmentRecord& commitment : source.plan().commitments) {
        add(commitment.row);
        for (const store::CaseRow& row : commitment.milestones)
            add(row);
    }
    add_table(source, section, std::move(table), "checksums_none");
}

void make_checkpoint(const ReportSource& source, Section& section)
{
    const store::Store& store = source.repository().store();
    const store::Head head = store.head();
    const ledger::VerifierKey key = store.log_keys().present();
    report::Card card{"checkpoint", {}};
    card.rows.emplace_back(source.text("checkpoint_events"), number_cell(static_cast<std::int64_t>(head.size)));
    card.rows.emplace_back(source.text("checkpoint_note"), Cell::of(head.checkpoint));
    card.rows.emplace_back(source.text("checkpoint_key"),
                           Cell::of(ledger::verifier_key(key.name, key.key)));
    section.blocks = {report::Paragraph{source.text("checkpoint_intro")}, std::move(card)};
}

} // namespace ogp::documents
