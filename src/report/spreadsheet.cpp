#include "report/spreadsheet.hpp"

#include "base/error.hpp"

namespace ogp::report {
namespace {

constinit SpreadsheetWriter current_writer = nullptr;

} // namespace

void set_spreadsheet_writer(SpreadsheetWriter writer)
{
    current_writer = writer;
}

std::string to_xlsx(const Document& document, Language language)
{
    if (current_writer == nullptr)
        throw Error{Fault::Internal, say("ეს პროგრამა xlsx ფაილებს ვერ წერს", "this program cannot write xlsx files")};
    return current_writer(document, language);
}

} // namespace ogp::report
