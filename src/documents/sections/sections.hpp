#pragma once

#include "documents/report_source.hpp"
#include "report/document.hpp"

/// The sections that C++ makes: what each of them says stands beside its name in the table of section_maker.cpp.
namespace ogp::documents {

using Section = report::Section;

// The frame of a document
void make_control(const ReportSource& source, Section& section);
void make_summary(const ReportSource& source, Section& section);
void make_changes(const ReportSource& source, Section& section);
void make_introduction(const ReportSource& source, Section& section);
void make_method(const ReportSource& source, Section& section);
void make_lessons(const ReportSource& source, Section& section);

// The process
void make_development(const ReportSource& source, Section& section);
void make_working_group(const ReportSource& source, Section& section);
void make_sessions(const ReportSource& source, Section& section);
void make_minutes(const ReportSource& source, Section& section);
void make_consultations(const ReportSource& source, Section& section);
void make_recommendations(const ReportSource& source, Section& section);
void make_public_comment(const ReportSource& source, Section& section);

// Commitments
void make_relevance(const ReportSource& source, Section& section);
void make_overview(const ReportSource& source, Section& section);
void make_commitments(const ReportSource& source, Section& section);
void make_results(const ReportSource& source, Section& section);
void make_commitment(const ReportSource& source, Section& section);
void make_completion_form(const ReportSource& source, Section& section);
void make_integrity(const ReportSource& source, Section& section);
void make_delays(const ReportSource& source, Section& section);
void make_amendments(const ReportSource& source, Section& section);

void make_milestone_sheet(const ReportSource& source, Section& section);

// City services
void make_service_deadlines(const ReportSource& source, Section& section);
void make_service_groups(const ReportSource& source, Section& section);
void make_foi_requests(const ReportSource& source, Section& section);
void make_petitions(const ReportSource& source, Section& section);
void make_budget_rounds(const ReportSource& source, Section& section);
void make_map_layers(const ReportSource& source, Section& section);

// Annexes
void make_units(const ReportSource& source, Section& section);
void make_translation(const ReportSource& source, Section& section);
void make_sources(const ReportSource& source, Section& section);
void make_findings(const ReportSource& source, Section& section);
void make_checksums(const ReportSource& source, Section& section);
void make_checkpoint(const ReportSource& source, Section& section);

} // namespace ogp::documents
