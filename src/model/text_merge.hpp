#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ogp::model {

/// Three-way merge of texts by lines, after diff3 (Khanna, Kunal, Pierce: A Formal Investigation of Diff3, 2007): what only one side
/// changed is taken from it, what both changed alike is taken once. Nothing where their changes overlap or touch without being
/// the same, and where the texts have more than most_merged_lines lines.
///
/// Lines end with a line feed, which belongs to them; a last line without one is a line too.
std::optional<std::string> merge_text(std::string_view base, std::string_view ours, std::string_view theirs);

/// The work grows with the product of the lines of two texts.
inline constexpr std::size_t most_merged_lines = 2'000;

} // namespace ogp::model
