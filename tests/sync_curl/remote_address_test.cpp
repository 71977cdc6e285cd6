#include "sync_curl/remote_address.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::sync_curl;
using Kind = RemoteAddress::Kind;

TEST_CASE("remote address: what can be used")
{
    CHECK(parse_remote_address("https://city.example").base == "https://city.example");
    CHECK(parse_remote_address("https://city.example:8443/ogp/").base == "https://city.example:8443/ogp");
    CHECK(parse_remote_address("https://city.example").kind == Kind::Tls);
    for (const char* url : {"http://127.0.0.1:8017", "http://127.8.9.255", "http://localhost:80/", "http://[::1]:9"})
        CHECK(parse_remote_address(url).kind == Kind::Loopback);
    const RemoteAddress socket = parse_remote_address("unix:/run/ogp/ogp.sock");
    CHECK(socket.kind == Kind::Socket);
    CHECK(socket.socket == "/run/ogp/ogp.sock");
    CHECK(socket.base == "http://localhost");
}

TEST_CASE("remote address: what is refused, with a reason in both languages")
{
    for (const char* url :
         {"", "city.example", "ftp://city.example", "file:///etc/passwd", "http://", "https://", "https:///path", "http://city.example",
          "http://127.0.0.1.evil.example", "http://127.0.0.256", "http://127.1", "http://127.0.0.01", "http://127.0.0.1@evil.example",
          "http://localhost.evil.example", "http://[::2]", "http://0.0.0.0", "https://name:password@city.example", "https://city.example/?a=b",
          "https://city.example/#part", "https://city.example/a b", "https://city.example/\n", "https://city.example\\@evil", "unix:relative.sock",
          "unix:", "HTTP://127.0.0.1"}) {
        INFO(url);
        try {
            parse_remote_address(url);
            FAIL("it was taken");
        } catch (const Error& error) {
            CHECK(error.fault() == Fault::Usage);
            CHECK_FALSE(error.message().ka.empty());
            CHECK(error.message().en.find("password@") == std::string::npos);
        }
    }
    CHECK_THROWS_AS(parse_remote_address("unix:/" + std::string(107, 'a')), Error);
    CHECK_THROWS_AS(parse_remote_address("https://" + std::string(3000, 'a')), Error);
}
