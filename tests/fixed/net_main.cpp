#include "cli/run.hpp"
#include "fixed/fixed_random.hpp"
#include "sync_curl/curl_transport.hpp"

// Its sibling that speaks to an authority.
int main(int argc, char** argv)
{
    ogp::testing::fix_random_bytes();
    ogp::sync_curl::register_transport();
    return ogp::cli::main(argc, argv, ogp::cli::Program::Network);
}
