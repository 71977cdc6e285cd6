// Pages of an authority, changed on their way or by the authority: a clone takes nothing of them that is not what was signed.
#include "app/cases/change.hpp"
#include "app/trial_city.hpp"
#include "base/error.hpp"
#include "sync/compression.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <random>
#include <string>

using namespace ogp;
using namespace ogp::app;

namespace {

/// Changes the lines of a page and packs them again, so that no checksum of the way notices.
class SpoiltPages : public sync::Transport
{
public:
    using Spoil = std::function<void(std::string& page)>;
    SpoiltPages(std::unique_ptr<sync::Transport> inner, Spoil spoil) : m_inner(std::move(inner)), m_spoil(std::move(spoil)) {}

    sync::Response send(const sync::Request& request) override
    {
        sync::Response response = m_inner->send(request);
        if (!request.target.starts_with("/v1/log") || response.status != 200)
            return response;
        std::string page = sync::decompress(response.body, sync::max_page_bytes);
        m_spoil(page);
        response.body = sync::compress(page);
        return response;
    }

private:
    std::unique_ptr<sync::Transport> m_inner;
    Spoil m_spoil;
};

/// How the pull ended, nothing where the page was taken.
std::optional<Fault> pull(TrialClone& clone, const SpoiltPages::Spoil& spoil)
{
    try {
        clone.run([](ReplicaSync& replica) { replica.pull(); }, std::make_unique<SpoiltPages>(clone.transport(), spoil));
        return {};
    } catch (const Error& error) {
        UNSCOPED_INFO(error.message().en);
        return error.fault();
    }
}

bool is_refusal(Fault fault)
{
    return fault == Fault::Integrity || fault == Fault::Invalid || fault == Fault::Remote || fault == Fault::NotFound;
}

std::size_t events_of(const TrialClone& clone)
{
    return clone.open({}).store().head().size;
}

void check_equal(TrialCity& city, TrialClone& clone)
{
    Repository there = city.open({});
    Repository here = clone.open({});
    CHECK(here.store().head().root == there.store().head().root);
    CHECK(here.store().projection_root() == there.store().projection_root());
    CHECK(findings_of(here) == std::vector<std::string>());
}

} // namespace

TEST_CASE("hostile pages: a page with any bit changed is refused whole, or says the same")
{
    TrialCity city;
    const CaseUid uid = city.request("lamps");
    city.act([&](Change& change) { return change.comment(uid, "called"); });
    auto clone = std::make_unique<TrialClone>(city);
    std::mt19937 random(7);
    constexpr int tries = 150;
    int refused = 0;
    for (int i = 0; i < tries; ++i) {
        INFO("try " << i);
        const auto fault = pull(*clone, [&](std::string& page) { page[random() % page.size()] ^= static_cast<char>(1U << (random() % 8)); });
        if (fault) {
            ++refused;
            CHECK(is_refusal(*fault));
            CHECK(events_of(*clone) == 0);
            continue;
        }
        check_equal(city, *clone);
        clone = std::make_unique<TrialClone>(city);
    }
    CHECK(refused > tries / 2);
    clone->pull(); // the control: the page as it was sent
    check_equal(city, *clone);
}

TEST_CASE("hostile pages: an event that names a case type that nobody has is the writer's fault, not ours")
{
    TrialCity city;
    TrialClone clone(city);
    city.request("lamps");
    const auto fault = pull(clone, [](std::string& page) {
        const std::size_t at = page.rfind("\"workflow\":\"") + 12;
        page[at] = page[at] == '0' ? '1' : '0';
    });
    CHECK(fault == Fault::Integrity);
    CHECK(events_of(clone) == 0);
    CHECK_FALSE(pull(clone, [](std::string&) {})); // the control
    check_equal(city, clone);
}

TEST_CASE("hostile pages: half a page, another page, and one twice are refused")
{
    TrialCity city;
    TrialClone clone(city);
    city.request("lamps");
    CHECK(pull(clone, [](std::string& page) { page.resize(page.size() / 2); }).has_value());
    CHECK(pull(clone, [](std::string& page) { page += page; }).has_value());
    CHECK(pull(clone, [](std::string& page) { page.replace(page.find("\"after\":0"), 9, "\"after\":1"); }).has_value());
    CHECK(pull(clone, [](std::string& page) { page.clear(); }).has_value());
    CHECK(events_of(clone) == 0);
    CHECK_FALSE(pull(clone, [](std::string&) {}));
    check_equal(city, clone);
}
