#include "cli/progress.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace ogp::cli {
namespace {

constexpr std::int64_t quiet_milliseconds = 500;
constexpr std::int64_t between_milliseconds = 100;
constexpr std::size_t bar_columns = 24;

/// Only for pacing the bar: no output depends on it.
std::int64_t milliseconds()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

} // namespace

Progress::Progress(const Context& context, Localized label)
    : m_context(context), m_label(std::move(label)), m_began(milliseconds())
{}

Progress::~Progress()
{
    if (m_shown)
        m_context.streams().err(m_context.streams().target, "\r\x1b[K");
}

void Progress::step(std::uint64_t done, std::uint64_t total)
{
    if (!m_context.streams().err_is_terminal || m_context.options().quiet || total == 0)
        return;
    const std::int64_t now = milliseconds();
    if (now - m_began < quiet_milliseconds || now - m_drawn < between_milliseconds)
        return;
    m_drawn = now;
    m_shown = true;
    const std::size_t filled = static_cast<std::size_t>(std::min(done, total) * bar_columns / total);
    const std::string bar = std::string(filled, '#') + std::string(bar_columns - filled, '.');
    m_context.streams().err(m_context.streams().target,
                            fmt::format("\r\x1b[K{} [{}] {}/{}", m_label.in(m_context.language()), bar, done, total));
}

std::function<void(std::uint64_t, std::uint64_t)> Progress::callback()
{
    return [this](std::uint64_t done, std::uint64_t total) { step(done, total); };
}

} // namespace ogp::cli
