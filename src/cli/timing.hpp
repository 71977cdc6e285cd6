#pragma once

#include "base/language.hpp"

#include <chrono>
#include <string>

namespace ogp::cli {

/// What a run costs, for --timing. Never part of a command's output: the same input gives the same bytes.
class Timing
{
public:
    /// "ogp: CPU 2.9 ms, wall 4.1 ms, memory 11.2 MB": CPU (user and system) and the greatest memory of the whole process with
    /// its start, wall time since this object was made.
    std::string text(Language language) const;

private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

} // namespace ogp::cli
