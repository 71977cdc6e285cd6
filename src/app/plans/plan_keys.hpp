#pragma once

#include "app/plans/plan_values.hpp"

/// The keys of a plan file, mapping by mapping: what `ogp plan import` accepts and man/ogp-plan.5 documents.
namespace ogp::app::plan_format {

using enum PlanShape;

inline constexpr PlanKey plan_keys[] = {
    {"ogp", Special, nullptr},
    {"kind", Special, nullptr},
    {"id", Special, nullptr},
    {"title", Localized, "title"},
    {"jurisdiction", Localized, "jurisdiction"},
    {"period", Special, nullptr},
    {"sequence", Special, nullptr},
    {"predecessor", Record, "predecessor", "id carried_over_commitments done_commitment done_platform ka en address"},
    {"civil_society_authored_commitments", TextList, "civil_society_commitments"},
    {"site", Text, "site"},
    {"resolution", Record, "resolution",
     "kind issuer number number_printed date title legal_basis decides controlling_officials appeal signed_by ka en printed value "
     "precision within months days counted_from court court_address office name"},
    {"preamble", Paragraphs, "preamble"},
    {"introduction", Paragraphs, "introduction"},
    {"co_creation", Record, "co_creation",
     "text ka en working_group members_total composition side count who decision_rule name rule refused_membership_requests "
     "sessions public_consultations working_meetings printed value consultation_minutes_cited working_group_minutes_cited "
     "advance_notice"},
    {"submitted", Date, "submitted"},
    {"end", Date, "end"},
    {"lead_institutions", RecordList, "lead_institutions", "recovered kind confidence ka en"},
    {"sections", RecordList, "sections",
     "number title ka en recovered confidence intro template_questions q evidence achievements tools awards medium_term_goals "
     "contribution"},
    {"commitments", Special, nullptr},
    {"org_units", Special, nullptr},
    {"counts", Special, nullptr},
};

inline constexpr PlanKey commitment_keys[] = {
    {"id", Special, nullptr},
    {"number_in_section", Text, "number_in_section"},
    {"number_in_annex", Text, "number_in_annex"},
    {"title", Localized, "title"},
    {"title_in_annex", Localized, "title_in_annex"},
    {"novelty", Special, nullptr},
    {"carried_over_from", Text, "carried_over_from"},
    {"authored_by", Text, "authored_by"},
    {"start", Date, "start"},
    {"end", Date, "end"},
    {"deadline", Date, "deadline"},
    {"description", Special, nullptr},
    {"outcome", Localized, "outcome"},
    {"implementers", Special, nullptr},
    {"lead_agency", Localized, "lead_agency"},
    {"partner", Localized, "partner"},
    {"status_quo", Paragraphs, "status_quo"},
    {"main_goal", Paragraphs, "main_goal"},
    {"progress", Paragraphs, "progress"},
    {"ogp_challenge", Localized, "ogp_challenge"},
    {"ogp_values", Special, nullptr},
    {"themes", Paragraphs, "themes"},
    {"sdg", RecordList, "sdg", "goal name ka en"},
    {"reporting_period", Record, "reporting_period", "printed ka en year kind"},
    {"status", Special, nullptr},
    {"assessment", Special, nullptr},
    {"updated", Date, "updated_printed"},
    {"evidence_events", RecordList, "evidence_events", "what date participants ka en"},
    {"risks", Localized, "risks"},
    {"milestones", Special, nullptr},
    {"indicators", Special, nullptr},
};

inline constexpr PlanKey description_keys[] = {
    {"context", Paragraphs, "context"},
    {"content", Paragraphs, "content"},
    {"positive_effect", Paragraphs, "positive_effect"},
};

inline constexpr PlanKey value_keys[] = {
    {"transparency_access", Boolean, "value_transparency"},
    {"accountability", Boolean, "value_accountability"},
    {"civic_participation", Boolean, "value_participation"},
    {"technology_innovation", Boolean, "value_technology"},
};

inline constexpr PlanKey milestone_keys[] = {
    {"id", Special, nullptr},
    {"title", Localized, "title"},
    {"start", Date, "start"},
    {"end", Date, "end"},
    {"completed", Date, "completed"},
    {"novelty", Special, nullptr},
    {"indicator", Localized, "indicator"},
    {"partner", Localized, "partner"},
    {"lead_agency", Localized, "lead_agency"},
    {"lead", Text, "lead"},
    {"result", Localized, "result"},
    {"status", Special, nullptr},
    {"assessment", Special, nullptr},
    {"plans_budget_year", Integer, "plans_budget_year"},
};

inline constexpr PlanKey unit_keys[] = {
    {"id", Special, nullptr},
    {"number", Integer, "position"},
    {"name", Localized, "name"},
    {"function", Localized, "function"},
    {"head", Text, "head"},
    {"legal_form", Localized, "legal_form"},
    {"contact", Text, "contact"},
    {"registry_number", Text, "registry_number"},
    {"aliases", TextList, "aliases"},
};

inline constexpr PlanKey period_keys[] = {
    {"printed", Text, "period_printed"},
    {"from", Integer, "period_from"},
    {"to", Integer, "period_to"},
};

inline constexpr PlanKey sequence_keys[] = {
    {"number", Integer, "sequence_number"},
};

inline constexpr PlanKey implementer_keys[] = {
    {"printed", Special, nullptr},
    {"en", Special, nullptr},
    {"lead", Text, "lead"},
    {"units", TextList, "implementers"},
    {"external", RecordList, "external_implementers", "ka en in_responsible_units maybe"},
};

inline constexpr PlanKey novelty_keys[] = {
    {"printed", Text, "novelty_printed"},
    {"value", Text, "novelty"},
};

} // namespace ogp::app::plan_format
