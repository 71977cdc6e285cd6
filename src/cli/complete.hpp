#pragma once

#include "cli/context.hpp"

#include <span>
#include <string>
#include <vector>

namespace ogp::cli {

/// One thing that could stand at the cursor.
struct Candidate
{
    std::string value;
    std::string help; ///< in the language of the run; may be ""
};

/// What completion has to offer. `files`: the shell's own file names besides.
struct Candidates
{
    enum class Files { None, Any, Folders };
    std::vector<Candidate> list;
    Files files = Files::None;
};

/// For a call whose last word is the one being written (maybe ""); `words` without "ogp". Values come from the repository,
/// where there is one.
Candidates complete_words(Context& context, std::span<const std::string> words);

} // namespace ogp::cli
