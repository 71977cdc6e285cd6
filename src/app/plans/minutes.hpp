#pragma once

#include "app/repository/repository.hpp"
#include "base/json.hpp"
#include "base/yaml.hpp"
#include "report/document.hpp"

#include <string>

namespace ogp::app {

/// Minutes of a session as they were printed (`kind: minutes`), in the shape of the fields of the case type `session`.
struct MinutesFile
{
    std::string number;
    Json values = Json::object();
};

/// Throws InvalidInput with every finding (file:line:column): unknown keys with the nearest, missing ones, values of another kind.
MinutesFile read_minutes(const YamlDocument& document);

/// Opens the session in the state `published`, in the role importer. Error{Conflict} where there is a session of that number,
/// NotFound where the repository has no case type `session`.
store::CaseRow import_minutes(Repository& repository, const MinutesFile& minutes);

/// The minutes of a session as a document: particulars, attendance, agenda, course, what was agreed, signatures. What is not on
/// record is left out.
report::Document minutes_document(const Repository& repository, const store::CaseRow& session);

} // namespace ogp::app
