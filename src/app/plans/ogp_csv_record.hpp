#pragma once

#include "app/repository/repository.hpp"
#include "base/json.hpp"
#include "irm/row.hpp"
#include "model/attachment.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// How the repository keeps a row of the OGP commitments CSV and the order of its file: as JSON files in fields of the cases.
namespace ogp::app {

inline constexpr std::string_view irm_row_field = "irm_row";
inline constexpr std::string_view ogp_csv_order_field = "ogp_csv_order";

/// A file that is to be the value of a field.
struct KeptFile
{
    model::Attachment attachment;
    std::string content;

    Json value() const { return model::to_json(attachment); }
};

/// {column: raw text}.
KeptFile kept_row(const irm::Row& row);
/// {"columns": [...], "rows": [keys]}.
KeptFile kept_order(const std::vector<std::string>& columns, const std::vector<irm::Row>& rows);

/// The row that a commitment came with or was last given; nothing where it came from elsewhere. Error{NotFound} where the file is not
/// here, Error{Integrity} where it was changed.
std::optional<irm::Row> row_of(const Repository& repository, const store::CaseRow& commitment);

struct FileOrder
{
    std::string hash;
    std::vector<std::string> columns;
    std::vector<std::string> keys;
};
/// The same of a plan.
std::optional<FileOrder> order_of(const Repository& repository, const store::CaseRow& plan);

/// The number of the case that is opened for a row: its identifier, else the commitment's number.
std::string number_for(const irm::Row& row);
/// Whether the plan was opened from a file, so that its fields and those of its commitments are the file's.
bool came_from_file(const store::CaseRow& plan, const irm::Row& row);

} // namespace ogp::app
