#include "server/http_server.hpp"

#include "base/text.hpp"
#include "server/raw_connection.hpp"
#include "server/trial_server.hpp"
#include "sync/compression.hpp"
#include "sync_curl/curl_transport.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <sys/stat.h>

#include <cstdlib>
#include <future>

using namespace ogp;
using namespace ogp::server;
using namespace std::chrono_literals;

namespace {

sync::Response ask(const std::string& url, const sync::Request& request, const std::string& token = "")
{
    return sync_curl::make_transport({.url = url, .token = token})->send(request);
}

int status_of(const std::string& answer)
{
    return answer.starts_with("HTTP/1.1 ") ? std::stoi(answer.substr(9, 3)) : 0;
}

/// The status that a request of these very bytes is answered with; 0 where the connection is cut without a word.
int raw_status(const std::string& url, const std::string& bytes)
{
    RawConnection connection{url};
    connection.send(bytes);
    return status_of(connection.receive_answer());
}

std::string chunked(std::string_view body)
{
    return fmt::format("{:x}\r\n{}\r\n", body.size(), body);
}

} // namespace

TEST_CASE("http server: a question, a body and an answer go round")
{
    TrialServer trial;
    CHECK(trial.url().starts_with("http://127.0.0.1:"));
    const auto transport = sync_curl::make_transport({.url = trial.url()});
    CHECK(transport->send({.target = "/healthz"}).body == "ok\n");
    CHECK(transport->send({.target = "/echo/%E1%83%90%20b?a=1+2%26"}).body == "ა b|1 2&");
    std::string bytes;
    for (int byte = 0; byte < 50'000; ++byte)
        bytes += static_cast<char>(byte * 31);
    CHECK(transport->send({.method = "POST", .target = "/body", .body = bytes}).body == bytes);
    CHECK(transport->send({.method = "POST", .target = "/body"}).body.empty());
    const sync::Response packed = transport->send({.method = "POST", .target = "/body", .headers = {{"Content-Encoding", "zstd"}}, .body = sync::compress(bytes)});
    CHECK(packed.body == bytes);
    const sync::Response large = transport->send({.target = "/large", .max_response = 16U << 20U});
    CHECK(large.body.size() == 16U << 20U);
    CHECK(large.bytes_received > 16U << 20U);
    CHECK(trial.server().connections() == 1); // the same one for all
}

TEST_CASE("http server: HEAD, unknown addresses and methods")
{
    TrialServer trial;
    const sync::Response head = ask(trial.url(), {.method = "HEAD", .target = "/echo/word"});
    CHECK(head.status == 200);
    CHECK(head.body.empty());
    CHECK(head.header("content-length") == "5");
    const sync::Response none = ask(trial.url(), {.target = "/nothing"});
    CHECK(none.status == 404);
    CHECK(parse_json(none.body).text("fault") == "not_found");
    const sync::Response method = ask(trial.url(), {.method = "DELETE", .target = "/body"});
    CHECK(method.status == 405);
    CHECK(method.header("allow") == "POST");
    CHECK(ask(trial.url(), {.method = "POST", .target = "/tile", .body = "x"}).header("allow") == "GET, HEAD");
    CHECK(ask(trial.url(), {.target = "/echo/"}).status == 404);
    CHECK(ask(trial.url(), {.method = "POST", .target = "/body", .body = "x"}, "wrong").status == 401);
    const auto served = trial.served(6);
    REQUIRE(served.size() == 6);
    CHECK(served[0].method == "HEAD");
    CHECK(served[0].route == "/echo/{word}");
    CHECK(served[0].bytes_out == 0);
    CHECK(served[1].route.empty());
    CHECK(served[2].route == "/body");
    CHECK(served[0].id != served[1].id);
}

TEST_CASE("http server: errors are told in both languages, without what is inside")
{
    std::mutex mutex;
    std::string reported;
    TrialServer trial{{.report = [&](const Query& query, const Error& error) {
        const std::lock_guard lock{mutex};
        reported = query.id + " " + error.message().en;
    }}};
    const sync::Response wrong = ask(trial.url(), {.target = "/wrong"});
    CHECK(wrong.status == 409);
    CHECK(wrong.body == R"({"fault":"conflict","hint":{"en":"look","ka":"ნახეთ"},"message":{"en":"already","ka":"უკვე"}})");
    const sync::Response broken = ask(trial.url(), {.target = "/broken"});
    CHECK(broken.status == 500);
    CHECK(broken.body.find("secret") == std::string::npos);
    const std::lock_guard lock{mutex};
    CHECK(reported.find("/secret/path") != std::string::npos);
    CHECK(broken.body.find(reported.substr(0, reported.find(' '))) != std::string::npos);
}

TEST_CASE("http server: what a client has is not sent again, in at most 400 bytes both ways")
{
    TrialServer trial;
    const std::string token = "ogp_pat_" + std::string(64, 'f') + "_0123abcd";
    const auto transport = sync_curl::make_transport({.url = trial.url(), .token = token});
    const sync::Response first = transport->send({.target = "/checkpoint"});
    CHECK(first.status == 200);
    CHECK(first.header("etag") == "\"100000-0123456789abcdef\"");
    CHECK(first.header("cache-control") == "no-cache");
    const sync::Response again = transport->send({.target = "/v1/../checkpoint"});
    CHECK(again.status == 400);
    const sync::Response same = transport->send({.target = "/checkpoint", .headers = {{"If-None-Match", std::string{first.header("etag")}}}});
    CHECK(same.status == 304);
    CHECK(same.body.empty());
    INFO(same.bytes_sent << " + " << same.bytes_received);
    CHECK(same.bytes_sent + same.bytes_received <= 400);
    CHECK(transport->send({.target = "/checkpoint", .headers = {{"If-None-Match", "\"other\", W/\"100000-0123456789abcdef\""}}}).status == 304);
    CHECK(transport->send({.target = "/checkpoint", .headers = {{"If-None-Match", "\"other\""}}}).status == 200);
    CHECK(transport->send({.target = "/tile"}).header("cache-control") == "public, max-age=31536000, immutable");
    CHECK(transport->send({.target = "/healthz"}).header("cache-control") == "no-store");
}

TEST_CASE("http server: bodies beyond what a route takes are refused, however they are announced")
{
    TrialServer trial;
    const std::string url = trial.url();
    CHECK(ask(url, {.method = "POST", .target = "/plain", .body = std::string(1000, 'a')}).status == 200);
    CHECK(ask(url, {.method = "POST", .target = "/plain", .body = std::string(1001, 'a')}).status == 413);
    CHECK(raw_status(url, "POST /plain HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n") == 413);
    CHECK(raw_status(url, "GET /tile HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello") == 413);
    const std::string head = "POST /plain HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    CHECK(raw_status(url, head + chunked("hello") + chunked(" there") + "0\r\n\r\n") == 200);
    CHECK(raw_status(url, head + chunked(std::string(2000, 'a')) + "0\r\n\r\n") == 413);
    // Without an end: cut, after the refusal was said.
    RawConnection endless{url};
    endless.send(head);
    std::size_t sent = 0;
    while (sent < (64U << 20U) && endless.send(chunked(std::string(32'768, 'b'))))
        sent += 32'768;
    CHECK(sent < (32U << 20U));
}

TEST_CASE("http server: encodings other than zstd are refused before the body, bombs after it")
{
    TrialServer trial;
    const std::string url = trial.url();
    const auto packed = [&](const std::string& target, const std::string& encoding, const std::string& body) {
        return ask(url, {.method = "POST", .target = target, .headers = {{"Content-Encoding", encoding}}, .body = body}).status;
    };
    CHECK(packed("/body", "gzip", "\x1F\x8B") == 415);
    CHECK(packed("/body", "deflate", "x") == 415);
    CHECK(packed("/body", "zstd, gzip", "x") == 415);
    CHECK(packed("/plain", "zstd", sync::compress("x")) == 415);
    CHECK(raw_status(url, "POST /body HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked("x") + "0\r\n\r\n") == 415);
    CHECK(raw_status(url, "POST /body HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nContent-Length: 90000000\r\n\r\n") == 415);
    CHECK(packed("/body", "zstd", sync::compress(std::string(200'000, 'a'))) == 200);
    CHECK(packed("/body", "zstd", sync::compress(std::string(200'001, 'a'))) == 413);
    CHECK(packed("/body", "zstd", sync::compress(std::string(256U << 20U, '\0'))) == 413);
    CHECK(packed("/body", "zstd", "no zstd at all") == 422);
}

TEST_CASE("http server: heads that are too long or can be read in two ways are refused")
{
    TrialServer trial;
    const std::string url = trial.url();
    const auto with = [&](const std::string& lines) { return raw_status(url, "GET /healthz HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n"); };
    CHECK(with("") == 200);
    CHECK(with("X-Long: " + std::string(9000, 'a') + "\r\n") == 431);
    CHECK(with("X-Long: " + std::string(100'000, 'a') + "\r\n") == 431);
    std::string many;
    for (int line = 0; line < 70; ++line)
        many += "X-" + std::to_string(line) + ": y\r\n";
    CHECK(with(many) == 431);
    CHECK(raw_status(url, "GET /" + std::string(3000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n") == 414);
    CHECK(raw_status(url, "GET /" + std::string(100'000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n") == 414);
    const std::string post = "POST /body HTTP/1.1\r\nHost: a\r\n";
    CHECK(raw_status(url, post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == 400);
    CHECK(raw_status(url, post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello") == 400);
    CHECK(raw_status(url, post + "Content-Length: +5\r\n\r\nhello") == 400);
    CHECK(raw_status(url, post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n") == 501);
    CHECK(raw_status(url, "GET /healthz HTTP/1.1\r\n\r\n") == 400);
    for (const char* target : {"/echo/%", "/echo/%zz", "/echo/%00", "/echo/%ff", "/echo/a%0d%0ab", "/echo/%2e%2e", "/echo/x?a=%"})
        CHECK(raw_status(url, std::string{"GET "} + target + " HTTP/1.1\r\nHost: a\r\n\r\n") == 400);
}

TEST_CASE("http server: a header flood without an end is cut")
{
    TrialServer trial;
    RawConnection flood{trial.url()};
    flood.send("GET /healthz HTTP/1.1\r\nHost: a\r\n");
    std::size_t sent = 0;
    while (sent < (16U << 20U) && flood.send("X-Flood: " + std::string(1000, 'a') + "\r\n"))
        sent += 1000;
    CHECK(sent < (8U << 20U));
    CHECK(ask(trial.url(), {.target = "/healthz"}).status == 200);
}

TEST_CASE("http server: random bytes do it no harm")
{
    TrialServer trial{{.idle = 400ms}};
    rc::check([&](const std::vector<std::string>& pieces) {
        static const std::vector<std::string> known{"GET ", "POST /body", " HTTP/1.1", "\r\n", "Host: a", "Content-Length: ", "7", "Transfer-Encoding: chunked",
                                                    "\r\n\r\n", "0\r\n", std::string(1, '\0')};
        RawConnection connection{trial.url()};
        const int count = *rc::gen::inRange(0, 20);
        for (int piece = 0; piece < count; ++piece)
            connection.send(*rc::gen::elementOf(known));
        for (const std::string& piece : pieces)
            connection.send(piece);
    });
    CHECK(ask(trial.url(), {.target = "/healthz"}).body == "ok\n");
}

TEST_CASE("http server: slow handlers do not keep others from being answered")
{
    TrialServer trial{{.workers = 2, .waiting = 3}};
    std::vector<std::future<int>> held;
    for (std::size_t number = 1; number <= 5; ++number) {
        held.push_back(std::async(std::launch::async, [&] { return ask(trial.url(), {.target = "/held"}).status; }));
        // One after the other, so that the two workers have taken theirs before the queue is full.
        for (int time = 0; time < 200 && trial.server().in_work() < number; ++time)
            std::this_thread::sleep_for(10ms);
        std::this_thread::sleep_for(number <= 2 ? 50ms : 0ms);
    }
    REQUIRE(trial.server().in_work() == 5);
    const auto begun = std::chrono::steady_clock::now();
    CHECK(ask(trial.url(), {.target = "/healthz"}).status == 200);
    const sync::Response busy = ask(trial.url(), {.target = "/held"});
    CHECK(busy.status == 503);
    CHECK(busy.header("retry-after") == "1");
    CHECK(std::chrono::steady_clock::now() - begun < 1s);
    trial.let_go();
    for (auto& one : held)
        CHECK(one.get() == 200);
}

TEST_CASE("http server: idle and slow connections are cut, and others served meanwhile")
{
    TrialServer trial{{.idle = 600ms, .slowest = 100'000}};
    RawConnection idle{trial.url()};
    RawConnection slow_head{trial.url()};
    RawConnection slow_body{trial.url()};
    slow_body.send("POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 90000\r\n\r\n");
    slow_head.send("GET /healthz HTTP/1.1\r\n");
    const auto begun = std::chrono::steady_clock::now();
    bool head_open = true;
    bool body_open = true;
    while ((head_open || body_open) && std::chrono::steady_clock::now() - begun < 5s) {
        head_open = head_open && slow_head.send("X: y\r\n");
        body_open = body_open && slow_body.send("z");
        std::this_thread::sleep_for(50ms);
        CHECK(ask(trial.url(), {.target = "/healthz"}).status == 200);
    }
    CHECK_FALSE(head_open);
    CHECK_FALSE(body_open);
    idle.receive(2s);
    CHECK(idle.is_closed());
    // One that is in time keeps its connection.
    RawConnection good{trial.url()};
    for (int time = 0; time < 4; ++time) {
        std::this_thread::sleep_for(300ms);
        good.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
        CHECK(status_of(good.receive_answer()) == 200);
    }
}

TEST_CASE("http server: a client whose kept connection was cut asks again by itself")
{
    TrialServer trial{{.idle = 200ms}};
    const auto transport = sync_curl::make_transport({.url = trial.url()});
    for (int time = 0; time < 2; ++time) {
        CHECK(transport->send({.method = "POST", .target = "/body", .body = "again"}).body == "again");
        for (int wait = 0; wait < 300 && trial.server().connections() > 0; ++wait)
            std::this_thread::sleep_for(10ms);
        CHECK(trial.server().connections() == 0);
    }
    CHECK(transport->send({.target = "/healthz"}).body == "ok\n");
}

TEST_CASE("http server: hundreds of idle and slow connections are held while others are served")
{
    // With OGP_SOAK=1 1,000 of each kind.
    const int count = std::getenv("OGP_SOAK") != nullptr ? 1000 : 300;
    TrialServer trial;
    std::vector<RawConnection> connections;
    for (int number = 0; number < count; ++number) {
        connections.emplace_back(trial.url());
        connections.emplace_back(trial.url());
        connections.back().send(number % 2 == 0 ? "GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: " : "POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\nx");
    }
    for (int time = 0; time < 300 && trial.server().connections() < connections.size(); ++time)
        std::this_thread::sleep_for(10ms);
    CHECK(trial.server().connections() == connections.size());
    auto longest = 0ns;
    for (int number = 0; number < 50; ++number) {
        const auto begun = std::chrono::steady_clock::now();
        CHECK(ask(trial.url(), {.target = "/echo/word"}).body == "word|");
        longest = std::max<std::chrono::nanoseconds>(longest, std::chrono::steady_clock::now() - begun);
    }
    INFO("longest " << longest.count() / 1000 << " microseconds");
    CHECK(longest < 1s);
    // Each of them is still answered when it goes on.
    RawConnection& last = connections.back();
    last.send(std::string(899, 'y'));
    CHECK(status_of(last.receive_answer()) == 200);
}

TEST_CASE("http server: it stops after what was asked is answered")
{
    TrialServer trial;
    const std::string url = trial.url();
    auto held = std::async(std::launch::async, [&] { return ask(url, {.target = "/held"}); });
    for (int time = 0; time < 200 && trial.server().in_work() < 1; ++time)
        std::this_thread::sleep_for(10ms);
    RawConnection kept{url};
    kept.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(status_of(kept.receive_answer()) == 200);
    auto stopped = std::async(std::launch::async, [&] { return trial.server().stop(10s); });
    CHECK(stopped.wait_for(200ms) == std::future_status::timeout);
    CHECK_THROWS_AS(ask(url, {.target = "/healthz"}), Error); // takes nobody new
    kept.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
    const std::string late = kept.receive_answer();
    CHECK(status_of(late) == 503);
    trial.let_go();
    CHECK(held.get().body == "at last");
    CHECK(stopped.get() == HttpServer::Stopped::Clean);
    CHECK(trial.server().stop(1s) == HttpServer::Stopped::Clean);
}

TEST_CASE("http server: what does not end in time is answered with 503 when it stops")
{
    TrialServer trial;
    auto held = std::async(std::launch::async, [url = trial.url()] { return ask(url, {.target = "/held"}).status; });
    for (int time = 0; time < 200 && trial.server().in_work() < 1; ++time)
        std::this_thread::sleep_for(10ms);
    CHECK(trial.server().stop(100ms) == HttpServer::Stopped::Abandoned);
    CHECK(held.get() == 503);
}

TEST_CASE("http server: readers that do not read cannot take all its memory")
{
    TrialServer trial{{.answer_memory = 40U << 20U}};
    std::vector<RawConnection> readers;
    for (int number = 0; number < 2; ++number) {
        readers.emplace_back(trial.url());
        readers.back().send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    for (int time = 0; time < 200 && trial.server().in_work() > 0; ++time)
        std::this_thread::sleep_for(10ms);
    std::this_thread::sleep_for(50ms);
    CHECK(ask(trial.url(), {.target = "/large", .max_response = 32U << 20U}).status == 503);
    CHECK(ask(trial.url(), {.target = "/echo/word"}).status == 200);
    readers.clear();
    trial.served(4);
    CHECK(ask(trial.url(), {.target = "/large", .max_response = 32U << 20U}).status == 200);
}

TEST_CASE("http server: over a Unix socket")
{
    std::string folder = "/tmp/ogp-http-XXXXXX";
    REQUIRE(::mkdtemp(folder.data()) != nullptr);
    const std::string file = folder + "/ogp.sock";
    {
        TrialServer trial{{.listen = "unix:" + file}};
        CHECK(trial.url() == "unix:" + file);
        struct stat status{};
        REQUIRE(::stat(file.c_str(), &status) == 0);
        CHECK((status.st_mode & 0777U) == 0660);
        CHECK(ask(trial.url(), {.target = "/echo/word"}).body == "word|");
        CHECK_THROWS_AS(TrialServer({.listen = "unix:" + file}), Error); // in use
        CHECK(ask(trial.url(), {.target = "/healthz"}).status == 200);
    }
    CHECK(::access(file.c_str(), F_OK) != 0);
    ::rmdir(folder.c_str());
}

TEST_CASE("http server: the address of a client comes from the front only where it is trusted")
{
    for (const auto front : {HttpOptions::Front::None, HttpOptions::Front::Trusted}) {
        std::mutex mutex;
        std::string peer;
        HttpServer server{{.listen = "127.0.0.1:0", .front = front}, [&](Query& query) {
                              const std::lock_guard lock{mutex};
                              peer = query.peer;
                              return Admission{.reply = Reply{}};
                          }};
        ask(server.url(), {.target = "/", .headers = {{"X-Forwarded-For", "203.0.113.9, 198.51.100.7"}}});
        const std::lock_guard lock{mutex};
        CHECK(peer == (front == HttpOptions::Front::Trusted ? "198.51.100.7" : "127.0.0.1"));
    }
}

TEST_CASE("http server: one address gets no more connections than it may")
{
    TrialServer trial{{.connections_of_address = 4}};
    std::vector<RawConnection> connections;
    for (int number = 0; number < 12; ++number)
        connections.emplace_back(trial.url());
    int answered = 0;
    for (RawConnection& connection : connections) {
        connection.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
        answered += status_of(connection.receive_answer(300ms)) == 200 ? 1 : 0;
    }
    CHECK(answered >= 1);
    CHECK(answered <= 8); // 4 for each of the two threads
}
