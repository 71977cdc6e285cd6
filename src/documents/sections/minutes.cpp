#include "app/plans/minutes.hpp"
#include "documents/sections/sections.hpp"

#include <utility>

namespace ogp::documents {

/// The minutes of the session that the parameter `session` names: what is on record, a section for each part.
void make_minutes(const ReportSource& source, Section& section)
{
    report::Document minutes = app::minutes_document(source.repository(), source.case_of("session", "session"));
    if (minutes.sections.empty())
        section.blocks.emplace_back(report::Notice{source.text("minutes_none")});
    section.sections = std::move(minutes.sections);
}

} // namespace ogp::documents
