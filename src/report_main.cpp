#include "cli/run.hpp"
#include "report_xlsx/xlsx_writer.hpp"

int main(int argc, char** argv)
{
    ogp::report_xlsx::register_writer();
    return ogp::cli::main(argc, argv, ogp::cli::Program::Documents);
}
