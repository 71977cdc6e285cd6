#include "base/hash_stream.hpp"

#include <catch2/catch.hpp>

#include <string>

TEST_CASE("pieces hash as the whole does")
{
    const std::string whole(100'000, 'x');
    for (const std::size_t piece : {1'000UL, 65'536UL, 100'000UL}) {
        ogp::HashStream stream;
        for (std::size_t at = 0; at < whole.size(); at += piece)
            stream.add(std::string_view(whole).substr(at, piece));
        CHECK(stream.finish() == ogp::sha256(whole));
    }
    CHECK(ogp::HashStream().finish() == ogp::sha256(""));
}
