#pragma once

#include "app/repository/repository.hpp"
#include "base/error.hpp"
#include "documents/report_parameters.hpp"
#include "documents/report_source.hpp"
#include "documents/report_template.hpp"

#include <optional>
#include <string_view>

namespace ogp::documents {

/// What keeps a template from being a report here: everything that reading it and checking it against the repository finds; `types`
/// that the repository does not have are a note.
Findings check_template(const app::Repository& repository, std::string_view id);

/// What a report on a plan would lack, each with its place in the record ("I.4 result"). `until`: milestones that were to end by that
/// day count.
///
///   result_missing        a milestone that ended has no result
///   evidence_missing      ... no evidence
///   indicator_missing     an indicator with a target has no measured value
///   narrative_missing     a commitment with milestones that ended says nothing of its progress
///   untranslated          a text in one language only
///   digits_differ         other numbers in the two languages
Findings check_record(const app::PlanRecord& plan, Date until);

/// Sections of a made document in which nothing but a notice stands: `section_empty`, a note.
Findings check_document(const report::Document& document);

} // namespace ogp::documents
