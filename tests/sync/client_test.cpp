#include "sync/client.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>

#include <deque>

using namespace ogp;
using namespace ogp::sync;

namespace {

/// Gives the answers it was made with, one after the other, the last one for ever.
class Scripted : public Transport
{
public:
    explicit Scripted(std::deque<Response> answers) : m_answers(std::move(answers)) {}

    Response send(const Request&) override
    {
        Response answer = m_answers.front();
        if (m_answers.size() > 1)
            m_answers.pop_front();
        return answer;
    }

private:
    std::deque<Response> m_answers;
};

Response later(int status, std::string after)
{
    return {.status = status, .headers = {{"retry-after", std::move(after)}}, .bytes_sent = 10, .bytes_received = 20};
}

const Response here{.status = 200, .bytes_sent = 10, .bytes_received = 20};

struct Asked
{
    std::vector<std::chrono::seconds> waits;
    bool has_answer = false;
    std::uint64_t requests = 0;
    std::uint64_t bytes_sent = 0;
};

Asked ask(std::deque<Response> answers)
{
    Asked asked;
    Client client(std::make_unique<Scripted>(std::move(answers)), [&](std::chrono::seconds time) { asked.waits.push_back(time); });
    try {
        asked.has_answer = client.has_blob(Hash{});
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Remote);
    }
    asked.requests = client.requests();
    asked.bytes_sent = client.bytes_sent();
    return asked;
}

} // namespace

TEST_CASE("client: who is asked to come again later does, and counts what it cost")
{
    using std::chrono::seconds;
    const Asked asked = ask({later(429, "2"), later(503, "0"), later(429, "7"), here});
    CHECK(asked.has_answer);
    CHECK(asked.waits == std::vector{seconds{2}, seconds{1}, seconds{7}});
    CHECK(asked.requests == 4);
    CHECK(asked.bytes_sent == 40);
}

TEST_CASE("client: its patience has an end")
{
    using std::chrono::seconds;
    const Asked asked = ask({later(429, "50")});
    CHECK_FALSE(asked.has_answer);
    CHECK(asked.waits == std::vector{seconds{50}, seconds{50}});
    CHECK(ask({later(429, "121"), here}).waits.empty());
}

TEST_CASE("client: what says nothing of later, or nothing that can be read, is told at once")
{
    for (const char* after : {"", "soon", "-1", "1.5", "99999999999999999999", "Sun, 22 Nov 2026 09:00:00 GMT"}) {
        CAPTURE(after);
        const Asked asked = ask({later(429, after), here});
        CHECK_FALSE(asked.has_answer);
        CHECK(asked.waits.empty());
    }
    CHECK(ask({Response{.status = 503}, here}).waits.empty());
    CHECK(ask({later(500, "1"), here}).waits.empty());
}
