#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace ogp {

/// Fills with unpredictable bytes (libsodium's randombytes).
void fill_random(std::span<std::byte> bytes);
std::string random_bytes(std::size_t count);
std::uint64_t random_integer();

/// Where the bytes come from instead, for builds made for tests (tests/fixed/main.cpp); no shipped program calls it.
using RandomSource = void (*)(std::span<std::byte>);
void set_random_source(RandomSource source);

} // namespace ogp
