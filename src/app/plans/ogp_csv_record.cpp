#include "app/plans/ogp_csv_record.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "store/blobs.hpp"

#include <algorithm>

namespace ogp::app {
namespace {

KeptFile kept(std::string_view name, const Json& json)
{
    KeptFile file;
    file.content = to_json(json);
    file.attachment = {model::clean_file_name(std::string(name) + ".json"), sha256(file.content),
                       static_cast<std::int64_t>(file.content.size()), "application/json"};
    return file;
}

std::optional<Json> read(const Repository& repository, const Json& value)
{
    const auto attachment = model::attachment_from(value);
    if (!attachment)
        return std::nullopt;
    return parse_json(store::Blobs(repository.data_folder() / "blobs").get(attachment->hash));
}

std::vector<std::string> texts_of(const Json& list)
{
    std::vector<std::string> texts;
    if (list.is_array())
        for (const Json& text : list.items())
            if (text.is_text())
                texts.push_back(text.as_text());
    return texts;
}

} // namespace

KeptFile kept_row(const irm::Row& row)
{
    return kept(row.key(), row.to_json());
}

KeptFile kept_order(const std::vector<std::string>& columns, const std::vector<irm::Row>& rows)
{
    Json names = Json::array();
    for (const std::string& column : columns)
        names.push(column);
    Json keys = Json::array();
    for (const irm::Row& row : rows)
        keys.push(row.key());
    return kept("ogp-csv-order", Json::object({{"columns", std::move(names)}, {"rows", std::move(keys)}}));
}

std::optional<irm::Row> row_of(const Repository& repository, const store::CaseRow& commitment)
{
    const auto json = read(repository, commitment.subject.fields[irm_row_field]);
    return json ? std::optional(irm::Row::from_json(*json)) : std::nullopt;
}

std::optional<FileOrder> order_of(const Repository& repository, const store::CaseRow& plan)
{
    const Json& value = plan.subject.fields[ogp_csv_order_field];
    const auto json = read(repository, value);
    if (!json)
        return std::nullopt;
    return FileOrder{value.text("sha256"), texts_of((*json)["columns"]), texts_of((*json)["rows"])};
}

std::string number_for(const irm::Row& row)
{
    const std::string_view identifier = trim(row.cell(irm::column::identifier));
    return std::string(irm::is_coded(identifier) ? identifier : trim(row.cell(irm::column::number)));
}

bool came_from_file(const store::CaseRow& plan, const irm::Row& row)
{
    return plan.number == trim(row.cell(irm::column::plan));
}

} // namespace ogp::app
