#include "server/http_limits.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::server;
using Framing = BodyHead::Framing;

namespace {

/// The status of the refusal, 0 where there is none.
int refused(std::vector<NamedText> headers, BodyHead& body, const std::string& target = "/")
{
    Query query;
    query.headers = std::move(headers);
    const auto reply = check_head(target, HttpOptions{}, query, body);
    return reply ? reply->status : 0;
}

int refused(std::vector<NamedText> headers)
{
    BodyHead body;
    return refused(std::move(headers), body);
}

} // namespace

TEST_CASE("http limits: how a body is announced")
{
    BodyHead body;
    CHECK(refused({}, body) == 0);
    CHECK(body.framing == Framing::None);
    CHECK(refused({{"content-length", "0"}}, body) == 0);
    CHECK(body.framing == Framing::None);
    CHECK(refused({{"content-length", "12"}, {"content-encoding", "ZSTD"}}, body) == 0);
    CHECK(body.framing == Framing::Length);
    CHECK(body.length == 12);
    CHECK(body.encoding == Encoding::Zstd);
    body = {};
    CHECK(refused({{"transfer-encoding", "Chunked"}, {"content-encoding", "identity"}}, body) == 0);
    CHECK(body.framing == Framing::Chunked);
    CHECK(body.encoding == Encoding::Plain);
}

TEST_CASE("http limits: what is not clear is refused, and nothing is read after it")
{
    for (const std::vector<NamedText>& headers : {std::vector<NamedText>{{"content-length", "1"}, {"content-length", "1"}},
                                                  {{"content-length", "1"}, {"transfer-encoding", "chunked"}},
                                                  {{"transfer-encoding", "chunked"}, {"transfer-encoding", "chunked"}},
                                                  {{"content-length", "-1"}},
                                                  {{"content-length", "1,1"}},
                                                  {{"content-length", "0x10"}},
                                                  {{"content-length", ""}},
                                                  {{"content-length", "99999999999999999999"}}}) {
        BodyHead body;
        CHECK(refused(headers, body) == 400);
        CHECK(body.framing == Framing::Unclear);
    }
    BodyHead body;
    CHECK(refused({{"transfer-encoding", "identity"}}, body) == 501);
    CHECK(body.framing == Framing::Unclear);
}

TEST_CASE("http limits: sizes and encodings")
{
    BodyHead body;
    CHECK(refused({}, body, "/" + std::string(2048, 'a')) == 414);
    CHECK(refused({}, body, "/" + std::string(2047, 'a')) == 0);
    CHECK(refused({}, body, "/%") == 400);
    CHECK(refused({{"x", std::string(8188, 'a')}}) == 431);
    CHECK(refused({{"x", std::string(8187, 'a')}}) == 0);
    CHECK(refused(std::vector<NamedText>(64, {"x", "y"})) == 0);
    CHECK(refused(std::vector<NamedText>(65, {"x", "y"})) == 431);
    for (const char* encoding : {"gzip", "br", "zstd, zstd", ""})
        CHECK(refused({{"content-encoding", encoding}}) == 415);
    CHECK(refused({{"content-encoding", "zstd"}, {"content-encoding", "zstd"}}) == 415);
    const Admission none;
    const Admission some{.max_body = 10, .max_unpacked = 20};
    CHECK_FALSE(check_body({}, none));
    CHECK(check_body({.framing = Framing::Length, .length = 1}, none)->status == 413);
    CHECK_FALSE(check_body({.framing = Framing::Length, .length = 10}, some));
    CHECK(check_body({.framing = Framing::Length, .length = 11}, some)->status == 413);
    CHECK(check_body({.framing = Framing::Length, .length = 1, .encoding = Encoding::Zstd}, {.max_body = 10})->status == 415);
    CHECK_FALSE(check_body({.framing = Framing::Chunked, .encoding = Encoding::Zstd}, some));
}

TEST_CASE("http limits: the address that the front has seen")
{
    const auto address = [](const std::string& value) {
        Query query;
        query.headers = {{"x-forwarded-for", value}};
        return forwarded_address(query);
    };
    CHECK(address("192.0.2.1") == "192.0.2.1");
    CHECK(address("evil, 10.0.0.1 ,  2001:db8::1 ") == "2001:db8::1");
    for (const char* value : {"", "name", "192.0.2.1,", "192.0.2.1:80", "1.2.3"})
        CHECK(address(value).empty());
}
