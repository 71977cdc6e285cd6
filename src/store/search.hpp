#pragma once

#include "store/search_index.hpp"

namespace ogp::store {

/// Full-text search. The index lies in `.ogp/cache/search.db`: it is brought up to date first, thrown away where it is damaged,
/// of another format, repository or history, and made in memory where nothing can be written. Processes wait for each other
/// while one brings it up to date. Errors are those of the repository; what happens to the cache is no error.
std::vector<std::int64_t> search(const Store& store, const std::vector<SearchTerm>& terms, std::string_view type, std::size_t limit,
                                 const DocumentSource& source, const SearchProgress& progress = {});

} // namespace ogp::store
