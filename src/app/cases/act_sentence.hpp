#pragma once

#include "app/repository/repository.hpp"
#include "base/language.hpp"
#include "model/event_detail.hpp"
#include "report/table.hpp"
#include "workflow/definition.hpp"

#include <string_view>

namespace ogp::app {

/// What an event with a detail says, for the log; `type` is its case's type, nullptr on the repository.
Localized sentence_of_detail(const model::Event& event, const workflow::CaseType* type);
/// What a Grant or Revoke says.
Localized sentence_of_right(const model::Event& event);

/// "მომხრე", "for".
Localized label_of(model::Choice choice);
/// The group as its case type calls it.
Localized label_of_group(const workflow::CaseType& type, std::string_view group);

/// Votes by group: for people a line each with the counts, as JSON {group: {for, against, abstain, voters: {voter: choice}}}; a
/// group in which nobody has voted stands there too. None where the case type has no votes.
report::Cell votes_cell(const workflow::CaseType& type, const model::Case& subject);
/// Links: for people "relation: path" in a line each, as JSON [{relation, case, path}].
report::Cell links_cell(const Repository& repository, const model::Case& subject);

} // namespace ogp::app
