#pragma once

#include "base/json.hpp"
#include "budget/approved/fiscal_lines.hpp"

#include <string>

namespace ogp::budget {

/// What a datapackage.json of the Fiscal Data Package (0.3.0-alpha5, openspending/fiscal-data-package, spec/index.md) tells of its
/// first resource. Both shapes of `mapping` are read: arrays of {name, ...}, and objects by name; `model` in place of `mapping` too.
struct FiscalPackage
{
    std::string name;
    std::string title;
    std::string currency; ///< of the measures; they must agree
    std::string path;     ///< of the CSV, below the folder of the descriptor
    FiscalColumns columns;
};

/// Measures of revenue are left out. Error{Invalid}, naming the member: no CSV resource, a path that leads out of the folder, another
/// dialect than comma and quote, a measure without a phase or with an unknown one, two of one phase, several currencies, a factor that
/// is no whole number from 1, no measure of expenditure. Dimensions are known by dimensionType or name: datetime, year, date; cofog,
/// functional, function; theme; programme, program; district, location; project; name, description. Others are not read.
FiscalPackage read_fiscal_package(const Json& descriptor, const std::string& file);

/// The descriptor of lines in the program's own columns, in `path`. Only phases and columns that the lines have.
Json write_fiscal_package(const FiscalLines& lines, const std::string& path);

} // namespace ogp::budget
