#include "cli/run.hpp"
#include "fixed/fixed_random.hpp"

// The program as the golden tests run it. It is never installed.
int main(int argc, char** argv)
{
    ogp::testing::fix_random_bytes();
    return ogp::cli::main(argc, argv);
}
