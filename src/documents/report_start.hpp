#pragma once

#include <string>
#include <string_view>

namespace ogp::documents {

/// A template to begin with, for `ogp report new`: it works in every repository and says in its comments, in Georgian and English, what
/// can be written where. `id`: an identifier.
std::string starting_report(std::string_view id);

} // namespace ogp::documents
