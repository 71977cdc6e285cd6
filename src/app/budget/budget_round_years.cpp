#include "app/budget/budget_round_years.hpp"

#include "app/budget/budget_round_survey.hpp"
#include "base/text.hpp"
#include "model/attachment.hpp"
#include "store/blobs.hpp"

namespace ogp::app {
namespace {

std::int64_t year_of(const store::CaseRow& round)
{
    const Json& year = round.subject.fields["year"];
    return year.is_integer() ? year.as_integer() : 0;
}

} // namespace

Findings add_round_before(const Repository& repository, const store::CaseRow& round, Json& priorities)
{
    std::optional<store::CaseRow> before;
    for (const store::CaseRow& row : repository.store().list({.type = "budget_round"})) {
        const bool earlier = year_of(row) < year_of(round) && row.subject.fields["priorities"].is_object();
        if (earlier && (!before || year_of(row) > year_of(*before)))
            before = row;
    }
    const auto file = before ? model::attachment_from(before->subject.fields["priorities"]) : std::nullopt;
    if (!file)
        return {};
    const Json earlier = parse_json(store::Blobs(repository.data_folder() / "blobs").get(file->hash));
    return add_earlier(priorities, earlier, before->number, mappings_of(frozen_rules(repository, round)));
}

} // namespace ogp::app
