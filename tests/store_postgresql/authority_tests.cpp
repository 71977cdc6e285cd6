// Makes the program that it is linked into run its tests with every authority's log in PostgreSQL.
#include "app/trial_log.hpp"
#include "store_postgresql/postgresql_log.hpp"
#include "store_postgresql/throwaway_server.hpp"

#define CATCH_CONFIG_EXTERNAL_INTERFACES // the listener
#include <catch2/catch.hpp>

#include <cstdio>
#include <cstdlib>
#include <memory>

namespace {

constexpr int skipped = 77;

class WithServer : public Catch::TestEventListenerBase
{
public:
    using TestEventListenerBase::TestEventListenerBase;

    void testRunStarting(const Catch::TestRunInfo&) override
    {
        if (!ogp::test::postgresql_programs()) {
            std::puts("SKIPPED: PostgreSQL is not installed");
            std::exit(skipped);
        }
        m_server = std::make_unique<ogp::test::ThrowawayServer>();
        ogp::store::set_shared_log_factory(&ogp::store_postgresql::open_postgresql_log);
        ogp::app::trial_log_url() = m_server->url();
    }

    void testRunEnded(const Catch::TestRunStats&) override { m_server.reset(); }

private:
    std::unique_ptr<ogp::test::ThrowawayServer> m_server;
};

} // namespace

CATCH_REGISTER_LISTENER(WithServer)
