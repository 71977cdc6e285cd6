#pragma once

#include "base/yaml.hpp"
#include "workflow/loader.hpp"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogp::workflow {

/// The text of a definition together with the files that it uses, so that whoever has this one text can make the same case
/// type again: the definition as it is, then each file as comments,
///
///   #ogp-fragment common/work.yaml
///   #|ogp: 1
///   #|kind: fragment
///
/// A definition that uses none is its own text. What a repository keeps of a version is this.
std::string bundle_source(std::string_view text, std::span<const Fragment> fragments);

/// The files that were put into such a text, by path; their text is the one put in.
std::vector<std::pair<std::string, std::string>> bundled_fragments(std::string_view bundle);

} // namespace ogp::workflow
