#include "sync_curl/curl_transport.hpp"

#include "base/error.hpp"
#include "sync_curl/answering_socket.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <functional>

using namespace ogp;
using namespace ogp::sync_curl;
using namespace std::chrono_literals;

namespace {

const std::string secret = "ogp_pat_0123456789abcdef";

/// The error that the exchange ends with; it never tells the token.
Error failure(const std::string& url, const sync::Request& request)
{
    const auto transport = make_transport({.url = url, .token = secret, .connect = 2s});
    try {
        transport->send(request);
    } catch (const Error& error) {
        for (const std::string& text : {error.message().ka, error.message().en, error.hint().ka, error.hint().en}) {
            CHECK_FALSE(text.empty());
            CHECK(text.find(secret) == std::string::npos);
        }
        return error;
    }
    return {Fault::Internal, {"", "it did not fail"}};
}

std::string answer_of(const std::string& body, const std::string& lines = "")
{
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + lines + "\r\n" + body;
}

std::string closed_port()
{
    const AnsweringSocket socket{""};
    return socket.url();
}

} // namespace

TEST_CASE("curl: an answer comes back with its status, headers in lower case and the bytes on the wire")
{
    const std::string answer = answer_of("hello", "X-Thing:  Some Value \r\n");
    const AnsweringSocket socket{answer};
    const auto transport = make_transport({.url = socket.url(), .token = secret});
    const sync::Response response = transport->send({.target = "/v1/info?a=b"});
    CHECK(response.status == 200);
    CHECK(response.body == "hello");
    CHECK(response.header("x-thing") == "Some Value");
    CHECK(response.header("absent").empty());
    CHECK(response.bytes_received == answer.size());
    CHECK(response.bytes_sent == socket.asked().size());
    // Nothing is said that is not needed.
    CHECK(socket.asked() == "GET /v1/info?a=b HTTP/1.1\r\nHost: " + socket.url().substr(7) + "\r\nAuthorization: Bearer " + secret + "\r\n\r\n");
}

TEST_CASE("curl: a closed port is an authority that cannot be reached")
{
    const std::string url = closed_port();
    const Error error = failure(url, {.target = "/"});
    CHECK(error.fault() == Fault::Remote);
    CHECK(error.message().en.find(url) != std::string::npos);
    CHECK(error.message().ka.find(url) != std::string::npos);
    CHECK(error.message().en.find(" ms") == std::string::npos); // the same words each time
    CHECK(failure("unix:/nowhere/at/all.sock", {.target = "/"}).fault() == Fault::Remote);
}

TEST_CASE("curl: cut, stalled and endless answers are given up")
{
    SECTION("cut in the middle")
    {
        const AnsweringSocket socket{"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly so much"};
        CHECK(failure(socket.url(), {.target = "/"}).fault() == Fault::Remote);
    }
    SECTION("cut within its head, anywhere")
    {
        const std::string answer = answer_of("hello");
        for (std::size_t size = 0; size < answer.size(); ++size) {
            INFO(size);
            const AnsweringSocket socket{answer.substr(0, size)};
            CHECK(failure(socket.url(), {.target = "/"}).fault() == Fault::Remote);
        }
    }
    SECTION("no HTTP at all")
    {
        const AnsweringSocket socket{"SSH-2.0-OpenSSH_9.2\r\n"};
        CHECK(failure(socket.url(), {.target = "/"}).fault() == Fault::Remote);
    }
    SECTION("stalled")
    {
        const AnsweringSocket socket{"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nand then nothing", AnsweringSocket::After::Hold};
        const auto begun = std::chrono::steady_clock::now();
        CHECK(failure(socket.url(), {.target = "/", .timeout = 20s, .stall = 1s}).fault() == Fault::Remote);
        CHECK(std::chrono::steady_clock::now() - begun < 10s);
    }
    SECTION("too long in all")
    {
        const AnsweringSocket socket{"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nand then nothing", AnsweringSocket::After::Hold};
        CHECK(failure(socket.url(), {.target = "/", .timeout = 200ms}).fault() == Fault::Remote);
    }
}

TEST_CASE("curl: an answer longer than allowed is refused while it comes in")
{
    const AnsweringSocket socket{answer_of(std::string(5000, 'a'))};
    const Error error = failure(socket.url(), {.target = "/", .max_response = 4999});
    CHECK(error.fault() == Fault::Remote);
    CHECK(error.message().en.find("4999") != std::string::npos);
    const auto transport = make_transport({.url = socket.url()});
    CHECK(transport->send({.target = "/", .max_response = 5000}).body.size() == 5000);

    const AnsweringSocket endless{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n" + std::string(4096, 'b') + "\r\n",
                                  AnsweringSocket::After::Hold};
    CHECK(failure(endless.url(), {.target = "/", .max_response = 100, .stall = 1s}).message().en.find("100") != std::string::npos);
    std::string flood = "HTTP/1.1 200 OK\r\n";
    for (int line = 0; line < 4000; ++line)
        flood += "X-Line-" + std::to_string(line) + ": something that takes room\r\n";
    const AnsweringSocket heads{flood + "\r\n"};
    CHECK(failure(heads.url(), {.target = "/"}).fault() == Fault::Remote);
}

TEST_CASE("curl: a redirect is told, not followed")
{
    const AnsweringSocket target{answer_of("stolen")};
    const AnsweringSocket socket{"HTTP/1.1 302 Found\r\nLocation: " + target.url() + "/\x1b[31m\r\nContent-Length: 0\r\n\r\n"};
    const Error error = failure(socket.url(), {.target = "/"});
    CHECK(error.fault() == Fault::Remote);
    CHECK(error.message().en.find(target.url()) != std::string::npos);
    CHECK(error.message().en.find('\x1b') == std::string::npos);
    CHECK(target.asked().empty());
}

TEST_CASE("curl: progress is told, and what it throws ends the exchange")
{
    const AnsweringSocket socket{answer_of(std::string(100'000, 'a'))};
    const auto transport = make_transport({.url = socket.url()});
    std::uint64_t seen = 0;
    transport->send({.target = "/", .progress = [&](std::uint64_t, std::uint64_t received) { seen = received; }});
    CHECK(seen > 100'000);
    const sync::Request stopped{.target = "/", .progress = [](std::uint64_t, std::uint64_t) { throw Error{Fault::Gate, {"", "stop"}}; }};
    CHECK_THROWS_WITH(transport->send(stopped), "stop");
    CHECK(transport->send({.target = "/"}).status == 200);
}

TEST_CASE("curl: a proxy of the environment is not used to reach this machine")
{
    ::setenv("http_proxy", "http://127.0.0.1:1", 1);
    ::setenv("all_proxy", "http://127.0.0.1:1", 1);
    const AnsweringSocket socket{answer_of("direct")};
    CHECK(make_transport({.url = socket.url()})->send({.target = "/"}).body == "direct");
    ::unsetenv("http_proxy");
    ::unsetenv("all_proxy");
}

TEST_CASE("curl: nothing can be smuggled into the head of a request")
{
    const auto transport = make_transport({.url = closed_port()});
    CHECK_THROWS_AS(transport->send({.target = "/a b"}), Error);
    CHECK_THROWS_AS(transport->send({.target = "no/slash"}), Error);
    CHECK_THROWS_AS(transport->send({.target = "/\r\nX: y"}), Error);
    CHECK_THROWS_AS(transport->send({.target = "/", .headers = {{"X", "a\r\nY: b"}}}), Error);
    CHECK_THROWS_AS(make_transport({.url = closed_port(), .token = "a\r\nX: y"}), Error);
}

TEST_CASE("curl: it is what open_transport() gives once it is registered")
{
    sync::set_transport_factory(nullptr);
    CHECK_THROWS_AS(sync::open_transport({.url = "http://127.0.0.1:1"}), Error);
    register_transport();
    CHECK(sync::open_transport({.url = "http://127.0.0.1:1"}) != nullptr);
}
