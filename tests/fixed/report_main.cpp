#include "cli/run.hpp"
#include "fixed/fixed_random.hpp"
#include "report_xlsx/xlsx_writer.hpp"

// Its sibling that writes documents.
int main(int argc, char** argv)
{
    ogp::testing::fix_random_bytes();
    ogp::report_xlsx::register_writer();
    return ogp::cli::main(argc, argv, ogp::cli::Program::Documents);
}
