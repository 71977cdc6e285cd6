#pragma once

#include "base/language.hpp"
#include "documents/report_source.hpp"
#include "report/document.hpp"

#include <span>
#include <string_view>

namespace ogp::documents {

/// A part of a document that no query can say, under the name that a template gives to it:
///
///   sections:
///     - {id: overview, number: "6", title: overview, make: overview}
///
/// It is handed the section with id, number and title as the template has them and adds blocks and sections. Where the record
/// holds nothing for it, it says so in the words of the template.
struct SectionMaker
{
    const char* name;
    Label summary;
    void (*make)(const ReportSource& source, report::Section& section);
};

/// Every maker, sorted by name.
std::span<const SectionMaker> section_makers();
/// nullptr where there is none.
const SectionMaker* find_section_maker(std::string_view name);
/// Throws Error{Invalid} with the nearest.
const SectionMaker& section_maker(std::string_view name);

} // namespace ogp::documents
