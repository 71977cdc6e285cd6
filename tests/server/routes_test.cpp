#include "server/routes.hpp"

#include "app/authority_trial.hpp"
#include "server/http_server.hpp"
#include "sync/client.hpp"
#include "sync/compression.hpp"
#include "sync_curl/curl_transport.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using namespace ogp;
using namespace ogp::server;
using app::TrialAuthority;
using app::TrialReplica;

namespace {

constexpr std::chrono::milliseconds minute{60'000};

/// An authority with the whole of its routes, on a port of its own.
class ServedCity
{
public:
    explicit ServedCity(unsigned requests = 100'000)
        : of_token({requests, minute}), of_address({100'000, minute}), of_failures({20, minute}),
          service{*city.authority, metrics, of_token, of_address, of_failures}, m_server(options(), [this](Query& query) { return routes.admit(query); })
    {
    }

    static HttpOptions options()
    {
        HttpOptions http;
        http.listen = "127.0.0.1:0";
        http.workers = 8;
        return http;
    }

    std::unique_ptr<sync::Transport> transport(const std::string& token = {}) const
    {
        return sync_curl::make_transport({.url = m_server.url(), .token = token});
    }
    std::string token(const std::string& actor, const std::string& scopes)
    {
        app::Repository repository = city.open();
        return app::new_token(repository, {actor, app::scopes_from(scopes)}, app::DryRun::No).text;
    }
    sync::Response ask(const std::string& method, const std::string& target, const std::string& token, std::string body = {},
                       std::vector<sync::Header> headers = {}) const
    {
        sync::Request request;
        request.method = method;
        request.target = target;
        request.headers = std::move(headers);
        request.body = std::move(body);
        return transport(token)->send(request);
    }

    TrialAuthority city;
    Metrics metrics;
    RateLimit of_token;
    RateLimit of_address;
    RateLimit of_failures;
    Service service;
    Routes routes = [this] {
        Routes all;
        limit(all, service);
        add_public_routes(all, service);
        add_log_routes(all, service);
        add_blob_routes(all, service);
        add_keeper_routes(all, service);
        return all;
    }();

private:
    HttpServer m_server;
};

} // namespace

TEST_CASE("routes: a replica registers, pushes, pulls, and asks for nothing new in 400 bytes")
{
    ServedCity served;
    TrialReplica giorgi(served.city, "giorgi", "clerk");
    sync::Client client(served.transport(served.token("giorgi", "push,pull")));
    CHECK(client.info().actor == "giorgi");
    const ledger::SecretKey key = ledger::SecretKey::generate();
    sync::Registration registration{giorgi.replica, key.public_key(), {}};
    registration.signature = key.sign(registration.text(client.info().repository));
    CHECK(client.register_replica(registration).tag_secret.size() == 32);

    giorgi.open("errand", Json::object({{"subject", "one"}}));
    const sync::Response pushed = served.ask("POST", "/v1/push", served.token("giorgi", "push"), sync::compress(giorgi.lines()), {{"Content-Encoding", "zstd"}});
    REQUIRE(pushed.status == 200);
    const sync::PushAnswer answer = sync::parse_push_answer(pushed.body);
    REQUIRE(answer.events.size() == 1);
    CHECK(answer.events[0].number == "E-2019-00001");
    const auto page = client.page({0});
    REQUIRE(page);
    CHECK(page->find(giorgi.waiting.front()) != std::string::npos);
    CHECK_FALSE(client.page({client.info().size}));

    const auto checkpoint = client.checkpoint({});
    REQUIRE(checkpoint);
    CHECK(*checkpoint == answer.checkpoint);
    const store::Head head = served.city.open().store().head();
    const std::string tag = sync::checkpoint_tag({{}, head.size, head.root});
    const std::uint64_t before = client.bytes_sent() + client.bytes_received();
    CHECK_FALSE(client.checkpoint(tag));
    CHECK(client.bytes_sent() + client.bytes_received() - before <= 400);
}

TEST_CASE("routes: each asks for its scope, and for a token at all")
{
    ServedCity served;
    struct Row
    {
        std::string method;
        std::string target;
        std::string scope; ///< "" for nobody's, "any" for any token
    };
    const std::string blob = "/v1/blob/" + sha256("nothing").hex();
    const std::vector<Row> rows{{"GET", "/v1/log?after=0", "pull"},       {"POST", "/v1/push", "push"},         {"POST", "/v1/replica", "push"},
                                {"GET", blob, "pull"},                    {"PUT", blob, "push"},                {"POST", "/v1/erased", "pull"},
                                {"POST", "/v1/cosignature", "witness"},   {"GET", "/metrics", "metrics"},       {"GET", "/v1/workflow/" + sha256("x").hex(), "pull"},
                                {"GET", "/v1/info", ""},                  {"GET", "/v1/checkpoint", ""},        {"GET", "/checkpoint", ""},
                                {"GET", "/healthz", ""},                  {"GET", "/v1/consistency?from=1", ""}, {"GET", "/tile/0/000.p/1", ""},
                                {"GET", "/tile/entries/000.p/1", ""}};
    std::map<std::string, std::string> tokens{{"", ""}, {"forged", app::new_token_text()}};
    for (const app::Scope scope : app::all_scopes)
        tokens.emplace(code(scope), served.token("giorgi", std::string(code(scope))));
    for (const Row& row : rows)
        for (const auto& [scope, token] : tokens) {
            INFO(row.method << " " << row.target << " with " << scope);
            const int status = served.ask(row.method, row.target, token).status;
            const bool is_token = !scope.empty() && scope != "forged";
            if (row.scope.empty())
                CHECK(status == (row.target == "/v1/info" && scope == "forged" ? 401 : 200));
            else if (!is_token)
                CHECK((status == 401 || status == 429));
            else if (scope == row.scope || scope == "admin")
                CHECK((status != 401 && status != 403));
            else
                CHECK(status == 403);
        }
}

TEST_CASE("routes: a token that was revoked is good for nothing from the next request on")
{
    ServedCity served;
    app::Repository repository = served.city.open();
    const app::NewToken token = app::new_token(repository, {"giorgi", {app::Scope::Pull}}, app::DryRun::No);
    CHECK(served.ask("GET", "/v1/log?after=0", token.text).status == 200);
    app::revoke_token(repository, token.id, app::DryRun::No);
    CHECK(served.ask("GET", "/v1/log?after=0", token.text).status == 401);
}

TEST_CASE("routes: files come and go in pieces")
{
    ServedCity served;
    const std::string content = random_bytes(100'000);
    const Hash hash = sha256(content);
    const std::string token = served.token("giorgi", "push,pull");
    const std::string target = "/v1/blob/" + hash.hex();
    const auto put = [&](std::size_t first, std::size_t count) {
        return served.ask("PUT", target, token, content.substr(first, count),
                          {{"Content-Range", fmt::format("bytes {}-{}/{}", first, first + count - 1, content.size())}});
    };
    CHECK(served.ask("HEAD", target, token).status == 404);
    CHECK(put(0, 60'000).status == 202);
    CHECK(put(70'000, 30'000).status == 409);
    CHECK(put(60'000, 40'000).status == 201);
    CHECK(served.ask("HEAD", target, token).status == 200);
    sync::Client client(served.transport(token));
    CHECK(client.blob(hash, 0) == content);
    CHECK(client.blob(hash, 99'990) == content.substr(99'990));
    CHECK(client.blob(hash, 100'000).empty());
    CHECK(served.ask("GET", target, token, {}, {{"Range", "bytes=10-19"}}).body == content.substr(10, 10));
    CHECK(served.ask("PUT", target, token, "x", {{"Content-Range", "bytes 5-2/9"}}).status == 422);
    CHECK(served.ask("GET", "/v1/blob/../../keys.db", token).status >= 400);
    CHECK(served.ask("GET", "/v1/blob/zz", token).status == 404);
}

TEST_CASE("routes: what is too large, packed too tightly or no push at all is refused")
{
    ServedCity served;
    const std::string token = served.token("giorgi", "push");
    const std::string bomb = sync::compress(std::string(200U << 20U, '\n'));
    REQUIRE(bomb.size() < 100'000);
    CHECK(served.ask("POST", "/v1/push", token, bomb, {{"Content-Encoding", "zstd"}}).status == 413);
    CHECK(served.ask("POST", "/v1/push", token, random_bytes(1000), {{"Content-Encoding", "zstd"}}).status == 422);
    CHECK(served.ask("POST", "/v1/push", token, "{}\n", {{"Content-Encoding", "gzip"}}).status == 415);
    CHECK(served.ask("POST", "/v1/push", token, "{}\n").status == 422);
    CHECK(served.ask("POST", "/v1/push", token, "").status == 422);
    CHECK(served.ask("GET", "/v1/log?after=-1", served.token("giorgi", "pull")).status == 422);
    CHECK(served.ask("GET", "/v1/log?after=0&after=0", served.token("giorgi", "pull")).status == 422);
    CHECK(served.ask("GET", "/v1/log?after=999999", served.token("giorgi", "pull")).status == 409);
}

TEST_CASE("routes: one token that asks too often waits, others do not")
{
    ServedCity served(10);
    const std::string busy = served.token("giorgi", "pull");
    int refused = 0;
    for (int i = 0; i < 20; ++i)
        refused += served.ask("GET", "/v1/log?after=0", busy).status == 429 ? 1 : 0;
    CHECK(refused == 10);
    CHECK(served.ask("GET", "/v1/log?after=0", served.token("manana", "pull")).status == 200);
}

TEST_CASE("routes: figures of the authority, without anything personal")
{
    ServedCity served;
    TrialReplica giorgi(served.city, "giorgi", "clerk");
    giorgi.open("errand", Json::object({{"subject", "unheard-of words"}}));
    giorgi.push();
    const std::string text = served.ask("GET", "/metrics", served.token("giorgi", "metrics")).body;
    CHECK(text.find("ogp_events_judged{verdict=\"applied\"} 1") != std::string::npos);
    CHECK(text.find("ogp_log_size") != std::string::npos);
    CHECK(text.find("unheard-of") == std::string::npos);
    CHECK(text.find("giorgi") == std::string::npos);
}
