#include "cli/run.hpp"
#include "server/serve.hpp"
#include "store_postgresql/postgresql_log.hpp"

int main(int argc, char** argv)
{
    ogp::store::set_shared_log_factory(&ogp::store_postgresql::open_postgresql_log);
    ogp::server::register_serve();
    return ogp::cli::main(argc, argv, ogp::cli::Program::Server);
}
