#include "server/http_message.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace ogp;
using namespace ogp::server;

namespace {

Query parsed(std::string_view target)
{
    Query query;
    REQUIRE(parse_target(target, query));
    return query;
}

bool is_refused(std::string_view target)
{
    Query query;
    return !parse_target(target, query);
}

} // namespace

TEST_CASE("http message: a target is taken apart")
{
    const Query query = parsed("/a/%E1%83%90?x=1&y=a+b%26&x=2&empty&=z");
    CHECK(query.path == "/a/ა");
    CHECK(query.raw_query == "x=1&y=a+b%26&x=2&empty&=z");
    CHECK(query.parameter("x") == "1");
    CHECK(query.parameter("y") == "a b&");
    CHECK(query.parameter("empty").empty());
    CHECK(query.parameters.size() == 5);
    CHECK(parsed("/a+b").path == "/a+b");
    CHECK(parsed("/...").path == "/...");
}

TEST_CASE("http message: targets that could be taken in two ways, or could not be shown, are refused")
{
    for (const char* target : {"", "a", "*", "http://other/", "/%", "/%4", "/%zz", "/%00", "/%0a", "/%09", "/%1b", "/%ff", "/%c0%ae", "/.", "/..", "/a/../b",
                               "/%2e%2e/b", "/a/%2E", "/?a=%0d", "/?%=b", "/%e2%80%ae"})
        CHECK(is_refused(target));
    rc::check("whatever comes, what is kept is clean", [](const std::string& target) {
        Query query;
        if (parse_target(target, query)) {
            RC_ASSERT(query.path.starts_with("/"));
            RC_ASSERT(query.path.find('\n') == std::string::npos);
            RC_ASSERT(query.path.find('\0') == std::string::npos);
        }
    });
}

TEST_CASE("http message: what the client has already")
{
    Query query;
    CHECK_FALSE(query.has_version("a"));
    query.headers = {{"if-none-match", "\"x\" , W/\"a\""}};
    CHECK(query.has_version("a"));
    CHECK(query.has_version("x"));
    CHECK_FALSE(query.has_version("b"));
    CHECK_FALSE(query.has_version(""));
    query.headers = {{"if-none-match", "*"}};
    CHECK(query.has_version("anything"));
    query.headers = {{"if-none-match", "\""}};
    CHECK_FALSE(query.has_version(""));
    query.headers = {{"accept-encoding", "gzip, zstd"}};
    CHECK(query.takes_zstd());
    query.headers = {{"accept-encoding", "gzip"}};
    CHECK_FALSE(query.takes_zstd());
}

TEST_CASE("http message: every fault has its status")
{
    CHECK(http_status(Fault::Usage) == 400);
    CHECK(http_status(Fault::Forbidden) == 403);
    CHECK(http_status(Fault::NotFound) == 404);
    CHECK(http_status(Fault::Conflict) == 409);
    CHECK(http_status(Fault::Gate) == 412);
    CHECK(http_status(Fault::Invalid) == 422);
    CHECK(http_status(Fault::Integrity) == 500);
    CHECK(http_status(Fault::Internal) == 500);
    CHECK(http_status(Fault::Remote) == 502);
    CHECK(http_status(Fault::Io) == 503);
}

TEST_CASE("http message: errors as JSON, what is inside stays inside")
{
    const Reply told = error_reply(Error{Fault::NotFound, {"არ არის", "none"}, {"სხვა", "another"}}, "7");
    CHECK(told.status == 404);
    CHECK(told.body == R"({"fault":"not_found","hint":{"en":"another","ka":"სხვა"},"message":{"en":"none","ka":"არ არის"}})");
    const Reply inside = error_reply(Error{Fault::Io, {"/var/lib", "/var/lib"}, {"/etc", "/etc"}}, "5f-7");
    CHECK(inside.body.find("/var") == std::string::npos);
    CHECK(inside.body.find("/etc") == std::string::npos);
    CHECK(inside.body.find("5f-7") != std::string::npos);
    Finding finding;
    finding.code = "unknown_field";
    finding.message = {"უცნობი", "unknown"};
    const Reply list = error_reply(InvalidInput{{"ცუდი", "bad"}, {finding}}, "7");
    CHECK(list.body.find("\"unknown_field\"") != std::string::npos);
}

TEST_CASE("http message: too many requests are told when to come back")
{
    CHECK(too_many(std::chrono::milliseconds{1}).headers == std::vector<NamedText>{{"Retry-After", "1"}});
    CHECK(too_many(std::chrono::milliseconds{1001}).headers == std::vector<NamedText>{{"Retry-After", "2"}});
    CHECK(too_many(std::chrono::milliseconds{5}).status == 429);
}

TEST_CASE("http message: the head of an answer")
{
    Query query;
    query.method = "GET";
    query.headers = {{"if-none-match", "\"v1\""}};
    Reply reply{.body = "text", .type = "text/plain", .encoding = Encoding::Zstd, .headers = {{"X-A", "b"}}, .etag = "v1", .caching = Caching::Revalidate};
    CHECK(header_lines(reply) == std::vector<NamedText>{{"Content-Type", "text/plain"},
                                                        {"Content-Encoding", "zstd"},
                                                        {"ETag", "\"v1\""},
                                                        {"Cache-Control", "no-cache"},
                                                        {"X-A", "b"}});
    Reply posted = reply;
    Query post = query;
    post.method = "POST";
    spare_known_answer(post, posted);
    CHECK(posted.status == 200);
    spare_known_answer(query, reply);
    CHECK(reply.status == 304);
    CHECK(header_lines(reply) == std::vector<NamedText>{{"ETag", "\"v1\""}, {"X-A", "b"}});
}
