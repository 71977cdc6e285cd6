#pragma once

#include "base/random.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

namespace ogp::testing {

/// SplitMix64 (Steele, Lea, Flood 2014).
inline std::uint64_t next_random(std::uint64_t& state)
{
    state += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
}

inline std::uint64_t random_state = 0; // NOLINT: the source of random bytes is a plain function

inline void fill_fixed(std::span<std::byte> bytes)
{
    for (std::byte& byte : bytes)
        byte = static_cast<std::byte>(next_random(random_state) & 0xFFU);
}

/// With OGP_TEST_SEED the random bytes of the program follow from it, so that ids and keys are the same in every run.
inline void fix_random_bytes()
{
    if (const char* seed = std::getenv("OGP_TEST_SEED")) {
        random_state = std::strtoull(seed, nullptr, 10);
        set_random_source(fill_fixed);
    }
}

} // namespace ogp::testing
