#pragma once

#include "app/repository/repository.hpp"
#include "store/search_index.hpp"

#include <string>
#include <vector>

namespace ogp::app {

/// A piece of text that a search looks at.
struct SearchText
{
    std::string field; ///< id of the field; "comment", "reason", "file" for what stands in events
    std::string text;
};

/// Number and titles of a case.
std::vector<SearchText> title_texts(const store::CaseRow& row);

/// All else: texts of fields in the order of the case type, then comments, reasons and names of files, oldest first. What is
/// personal or secret is left out, whatever it is.
std::vector<SearchText> other_texts(const Repository& repository, const store::CaseRow& row);

} // namespace ogp::app
