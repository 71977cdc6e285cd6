#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace ogp::server {

/// So many in so long a time on the average, and as many at once: "60 a minute".
struct Rate
{
    unsigned count = 60;
    std::chrono::milliseconds time{60'000};
};

/// Token buckets by key: a token's id, an actor, an address. Used by several threads at once.
class RateLimit
{
public:
    using Clock = std::chrono::steady_clock;
    using Now = std::function<Clock::time_point()>;

    /// `most_keys`: where more are in use, those nearest to full are forgotten, as if they were full.
    explicit RateLimit(Rate rate, Now now = Clock::now, std::size_t most_keys = 10'000);

    /// Takes one for this key: nothing where there was one, else how long to wait for the next.
    std::optional<std::chrono::milliseconds> take(std::string_view key);
    std::size_t keys() const;

private:
    void forget(Clock::time_point now);

    /// Kept as the time at which the bucket is full again: no count to be refilled by anybody.
    Clock::duration m_one;
    Clock::duration m_whole;
    Now m_now;
    std::size_t m_most_keys;
    mutable std::mutex m_mutex;
    std::unordered_map<std::string, Clock::time_point> m_full_at;
};

/// The network that an address is counted by: 192.0.2.0/24, 2001:db8:0:1::/64; the text itself where it is no address.
std::string address_group(std::string_view address);

} // namespace ogp::server
