#include "server/access_log.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace ogp;
using namespace ogp::server;

namespace {

struct Kept
{
    std::vector<std::string> lines;
    AccessLog log{[this](std::string_view line) { lines.emplace_back(line); }, [] { return *Instant::parse("2026-03-01T10:00:00Z"); }};
};

} // namespace

TEST_CASE("access log: one JSON object a line, with the route and not the path")
{
    Kept kept;
    kept.log.write(Served{.id = "5f-1", .method = "POST", .route = "/v1/blob/{hash}", .actor = "aa", .status = 200, .bytes_in = 5, .bytes_out = 7,
                          .duration = std::chrono::microseconds{85}});
    kept.log.write(Served{.id = "5f-2", .method = "BREW\x1b[31m", .route = "", .status = 404, .end = Served::End::Cut});
    REQUIRE(kept.lines.size() == 2);
    CHECK(kept.lines[0] == R"({"actor":"aa","bytes_in":5,"bytes_out":7,"end":"whole","id":"5f-1","method":"POST","microseconds":85,)"
                           R"("route":"/v1/blob/{hash}","status":200,"time":"2026-03-01T10:00:00Z"})");
    CHECK(kept.lines[1].find("\"method\":\"other\"") != std::string::npos);
    CHECK(kept.lines[1].find("\"end\":\"cut\"") != std::string::npos);
}

TEST_CASE("access log: what went wrong inside is told to the keeper, without what was asked")
{
    Kept kept;
    Query query{.id = "5f-3", .method = "GET", .path = "/v1/case/name-of-a-person", .route = "/v1/case/{id}", .peer = "192.0.2.1", .body = "secret"};
    kept.log.write(query, Error{Fault::Io, {"დისკი სავსეა", "the disk is full\nreally"}});
    REQUIRE(kept.lines.size() == 1);
    CHECK(kept.lines[0] == R"({"fault":"io","id":"5f-3","message":"the disk is full\nreally","route":"/v1/case/{id}","time":"2026-03-01T10:00:00Z"})");
}

TEST_CASE("access log: exchanges are counted by route")
{
    Metrics metrics;
    count_served(metrics, {.method = "GET", .route = "/healthz", .status = 200, .bytes_out = 3, .duration = std::chrono::milliseconds{2}});
    count_served(metrics, {.method = "GET", .route = "", .status = 404});
    const std::string text = metrics.text();
    CHECK(text.find("ogp_http_requests_total{method=\"GET\",route=\"/healthz\",status=\"200\"} 1\n") != std::string::npos);
    CHECK(text.find("ogp_http_requests_total{method=\"GET\",route=\"none\",status=\"404\"} 1\n") != std::string::npos);
    CHECK(text.find("ogp_http_body_bytes_out_total{route=\"/healthz\"} 3\n") != std::string::npos);
    CHECK(text.find("ogp_http_request_seconds_bucket{route=\"/healthz\",le=\"0.005\"} 1\n") != std::string::npos);
}
