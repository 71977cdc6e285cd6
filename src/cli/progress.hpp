#pragma once

#include "cli/context.hpp"

#include <cstdint>
#include <functional>

namespace ogp::cli {

/// A bar on stderr for work that takes longer than half a second; only on a terminal and without --quiet. Gone when the work is.
class Progress
{
public:
    Progress(const Context& context, Localized label);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void step(std::uint64_t done, std::uint64_t total);
    std::function<void(std::uint64_t done, std::uint64_t total)> callback();

private:
    const Context& m_context;
    Localized m_label;
    std::int64_t m_began;
    std::int64_t m_drawn = 0;
    bool m_shown = false;
};

} // namespace ogp::cli
