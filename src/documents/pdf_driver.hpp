#pragma once

#include <string_view>

namespace ogp::documents {

/// JavaScript for `node -e`: compiles Typst's markup from standard input with the npm package @myriaddreamin/typst-ts-node-compiler
/// and writes PDF to standard output. Its arguments: path of the package, PDF standard, seconds since 1970 of the document's day,
/// font files. What is wrong goes to standard error, with exit status 1.
extern const std::string_view typst_node_driver;

} // namespace ogp::documents
