#include "server/rate_limit.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <vector>

namespace ogp::server {

RateLimit::RateLimit(Rate rate, Now now, std::size_t most_keys)
    : m_one(std::chrono::duration_cast<Clock::duration>(rate.time) / std::max(1U, rate.count)), m_whole(m_one * std::max(1U, rate.count)),
      m_now(std::move(now)), m_most_keys(std::max<std::size_t>(1, most_keys))
{}

// The generic cell rate algorithm: what a token bucket does, with one time per key.
std::optional<std::chrono::milliseconds> RateLimit::take(std::string_view key)
{
    const Clock::time_point now = m_now();
    const std::lock_guard lock{m_mutex};
    if (m_full_at.size() >= m_most_keys && !m_full_at.contains(std::string{key}))
        forget(now);
    Clock::time_point& full_at = m_full_at.try_emplace(std::string{key}, now).first->second;
    const Clock::time_point then = std::max(full_at, now) + m_one;
    if (then - now > m_whole)
        return std::chrono::ceil<std::chrono::milliseconds>(then - now - m_whole);
    full_at = then;
    return {};
}

void RateLimit::forget(Clock::time_point now)
{
    std::erase_if(m_full_at, [&](const auto& entry) { return entry.second <= now; });
    if (m_full_at.size() < m_most_keys)
        return;
    // All are in use: a tenth goes, those nearest to full, so that this is not done for each new key.
    std::vector<Clock::time_point> times;
    for (const auto& entry : m_full_at)
        times.push_back(entry.second);
    const auto cut = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 10);
    std::nth_element(times.begin(), cut, times.end());
    std::erase_if(m_full_at, [limit = *cut](const auto& entry) { return entry.second <= limit; });
}

std::size_t RateLimit::keys() const
{
    const std::lock_guard lock{m_mutex};
    return m_full_at.size();
}

std::string address_group(std::string_view address)
{
    const std::string text{address};
    std::array<char, INET6_ADDRSTRLEN> out{};
    in_addr four{};
    if (::inet_pton(AF_INET, text.c_str(), &four) == 1) {
        four.s_addr &= htonl(0xFFFFFF00U);
        return std::string{::inet_ntop(AF_INET, &four, out.data(), out.size())} + "/24";
    }
    in6_addr six{};
    if (::inet_pton(AF_INET6, text.c_str(), &six) == 1) {
        std::fill(std::begin(six.s6_addr) + 8, std::end(six.s6_addr), std::uint8_t{0});
        return std::string{::inet_ntop(AF_INET6, &six, out.data(), out.size())} + "/64";
    }
    return text;
}

} // namespace ogp::server
