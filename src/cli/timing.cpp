#include "cli/timing.hpp"

#include <sys/resource.h>

namespace ogp::cli {
namespace {

double milliseconds(const timeval& time)
{
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
}

} // namespace

std::string Timing::text(Language language) const
{
    rusage usage = {};
    ::getrusage(RUSAGE_SELF, &usage);
    const double cpu = milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
    const double wall = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - m_start).count();
    const double megabytes = static_cast<double>(usage.ru_maxrss) / 1024; // Linux counts in KiB
    return say("ogp: CPU {:.1f} მწმ, საერთო დრო {:.1f} მწმ, მეხსიერება {:.1f} MB\n", "ogp: CPU {:.1f} ms, wall {:.1f} ms, memory {:.1f} MB\n",
               cpu, wall, megabytes)
        .in(language);
}

} // namespace ogp::cli
