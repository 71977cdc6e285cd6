#pragma once

#include "app/plans/plans.hpp"
#include "app/repository/repository.hpp"
#include "irm/commitments_file.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace ogp::app {

struct OgpCsvImport
{
    std::size_t rows = 0;
    std::vector<std::string> plans; ///< their numbers, in the order of the file
    std::size_t opened = 0;         ///< plans and commitments
    std::size_t changed = 0;
    std::size_t unchanged = 0;
    std::size_t events = 0;
    Findings findings;              ///< of the file, and of what was left as it is here
};

/// Brings the commitments of the file into the repository, all or nothing: each plan and commitment as a case with the values that
/// fields hold, every row whole as a file in the field irm_row, columns and order in ogp_csv_order of each plan.
///
/// A plan is found by its number or by the field ogp_plan_id, a commitment by irm_id or number. One that is here from another source
/// takes what the IRM says of it and nothing else. Where a value was changed here since the last import it stays, with the finding
/// `changed_here_too` if the file changed too. Throws InvalidInput with every place, for a file that irm::read_commitments() does not
/// read and for values that cannot be recorded.
OgpCsvImport import_ogp_csv(Repository& repository, const std::string& text, const std::string& name, DryRun dry_run = DryRun::No);

/// The commitments of these plans (none: of all) as rows of the file: those that came from one in its order and with every cell as it
/// was, but for fields changed since; the others behind them, NA where nothing is known.
irm::CommitmentsFile gather_ogp_csv(const Repository& repository, const std::vector<std::string>& plans = {});

} // namespace ogp::app
