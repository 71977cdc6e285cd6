#include "server/http_routes.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::server;

namespace {

Query asked(const std::string& method, const std::string& path)
{
    Query query;
    query.method = method;
    query.path = path;
    return query;
}

Handler saying(const std::string& word)
{
    return [word](const Query& query) { return Reply{.body = word + std::string{query.capture("hash")}}; };
}

} // namespace

TEST_CASE("routes: the one that fits, with what its names stand for")
{
    Routes routes;
    routes.add({.method = "GET", .pattern = "/v1/blob/{hash}", .handler = saying("get ")});
    routes.add({.method = "PUT", .pattern = "/v1/blob/{hash}", .handler = saying("put "), .max_body = 10, .max_unpacked = 20});
    routes.add({.method = "GET", .pattern = "/healthz", .handler = saying("ok"), .run = Route::Run::Quick});
    Query get = asked("GET", "/v1/blob/ff");
    const Admission admitted = routes.admit(get);
    CHECK_FALSE(admitted.reply);
    CHECK(admitted.max_body == 0);
    CHECK(get.route == "/v1/blob/{hash}");
    CHECK(admitted.handler(get).body == "get ff");
    Query put = asked("PUT", "/v1/blob/00");
    CHECK(routes.admit(put).max_body == 10);
    CHECK(routes.admit(put).max_unpacked == 20);
    CHECK(routes.admit(put).handler(put).body == "put 00");
    Query quick = asked("GET", "/healthz");
    CHECK(routes.admit(quick).reply->body == "ok");
}

TEST_CASE("routes: 404 and 405 with what is allowed")
{
    Routes routes;
    routes.add({.method = "PUT", .pattern = "/a/{b}", .handler = saying("")});
    routes.add({.method = "GET", .pattern = "/a/{b}", .handler = saying("")});
    for (const char* path : {"/", "/a", "/a/", "/a/b/c", "/A/b", "//b", "/a/b/"}) {
        Query query = asked("GET", path);
        CHECK(routes.admit(query).reply->status == 404);
        CHECK(query.route.empty());
    }
    Query query = asked("POST", "/a/b");
    const Admission admission = routes.admit(query);
    CHECK(admission.reply->status == 405);
    CHECK(admission.reply->headers == std::vector<NamedText>{{"Allow", "GET, HEAD, PUT"}});
    CHECK(query.route == "/a/{b}");
}

TEST_CASE("routes: the guard is asked for what has a route, before its handler")
{
    Routes routes;
    routes.add({.method = "GET", .pattern = "/a", .handler = saying("a"), .run = Route::Run::Quick});
    int asked_guard = 0;
    routes.set_guard([&](const Query& query) -> std::optional<Reply> {
        ++asked_guard;
        return query.header("authorization").empty() ? std::optional{Reply{.status = 401}} : std::nullopt;
    });
    Query nobody = asked("GET", "/a");
    CHECK(routes.admit(nobody).reply->status == 401);
    Query somebody = asked("GET", "/a");
    somebody.headers.emplace_back("authorization", "Bearer x");
    CHECK(routes.admit(somebody).reply->status == 200);
    Query nowhere = asked("GET", "/b");
    CHECK(routes.admit(nowhere).reply->status == 404);
    CHECK(asked_guard == 2);
}
