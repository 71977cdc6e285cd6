#include "base/random.hpp"
#include "cli/run.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

// The program as the golden tests run it: its random bytes follow from OGP_TEST_SEED, so that ids and keys are the same in
// every run. It is never installed.

namespace {

std::uint64_t state = 0; // NOLINT: the source of random bytes is a plain function

/// SplitMix64 (Steele, Lea, Flood 2014).
std::uint64_t next()
{
    state += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
}

void fill(std::span<std::byte> bytes)
{
    for (std::byte& byte : bytes)
        byte = static_cast<std::byte>(next() & 0xFFU);
}

} // namespace

int main(int argc, char** argv)
{
    if (const char* seed = std::getenv("OGP_TEST_SEED")) {
        state = std::strtoull(seed, nullptr, 10);
        ogp::set_random_source(fill);
    }
    return ogp::cli::main(argc, argv);
}
