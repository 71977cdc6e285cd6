#pragma once

#include "base/json.hpp"

#include <string_view>

namespace ogp::documents {

/// What a file says it was made from: Document::provenance with format and, where the file is in one language, language. Read from
/// where each format carries it: HTML, Markdown, JSON, XLSX, ODT, PDF and the provenance.json of CSV. The bytes are from outside:
/// Error{Invalid} where they are none of these, carry nothing or are damaged.
Json read_provenance(std::string_view bytes);

} // namespace ogp::documents
