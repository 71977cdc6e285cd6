#include "cli/run.hpp"
#include "sync_curl/curl_transport.hpp"

int main(int argc, char** argv)
{
    ogp::sync_curl::register_transport();
    return ogp::cli::main(argc, argv, ogp::cli::Program::Network);
}
