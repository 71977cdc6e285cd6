#include "base/random.hpp"

#include "base/error.hpp"

#include <sodium.h>

#include <atomic>

namespace ogp {
namespace {

std::atomic<RandomSource> other_source{nullptr};

void start_sodium()
{
    static const int started = sodium_init();
    if (started < 0)
        throw Error(Fault::Internal,
                    {"შემთხვევითი რიცხვების წყარო არ ამუშავდა", "the source of random numbers did not start"});
}

} // namespace

void fill_random(std::span<std::byte> bytes)
{
    if (const RandomSource source = other_source.load(std::memory_order_acquire)) {
        source(bytes);
        return;
    }
    start_sodium();
    randombytes_buf(bytes.data(), bytes.size());
}

std::string random_bytes(std::size_t count)
{
    std::string bytes(count, '\0');
    fill_random(std::as_writable_bytes(std::span<char>(bytes)));
    return bytes;
}

std::uint64_t random_integer()
{
    std::uint64_t integer = 0;
    fill_random(std::as_writable_bytes(std::span<std::uint64_t>(&integer, 1)));
    return integer;
}

void set_random_source(RandomSource source)
{
    other_source.store(source, std::memory_order_release);
}

} // namespace ogp
