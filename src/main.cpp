#include "cli/run.hpp"

int main(int argc, char** argv)
{
    return ogp::cli::main(argc, argv);
}
