#pragma once

#include "app/repository/repository.hpp"
#include "report/odt_reader.hpp"
#include "report/table.hpp"

#include <string>
#include <vector>

/// Edited text comes back: a document holds the texts of the record that people may edit under marks (report::Paragraph), each
/// with a digest of the text as the document showed it. What was changed in the document is found by that digest, what was
/// changed in the record since by the same one.
namespace ogp::documents {

/// A text that differs between a document and what it was made from.
struct TextEdit
{
    store::CaseRow row;
    std::string field;
    Language language = Language::En;
    std::string was;  ///< the record's text now
    std::string now;  ///< the document's
    /// The record's text is no longer the one that the document showed: somebody else has changed it since.
    bool is_stale = false;
};

/// What people changed in the document. A text that the document shows in the other language, because it was never translated,
/// and that was changed is its translation. Error{Invalid} for marks of cases or fields that the repository does not have, and
/// for a field that is sealed or holds no text: such a mark was never written by us.
std::vector<TextEdit> edits_of(const app::Repository& repository, const std::vector<report::EditedText>& texts);

/// The edits as a table: case, field, language, was, now, stale.
report::Table edits_table(const std::vector<TextEdit>& edits);

/// Error{Conflict} naming each where any edit is stale: neither text may be lost silently.
void require_fresh(const std::vector<TextEdit>& edits);

/// The values that a case gets: field -> {ka, en}, with the other language kept, or the text.
Json values_of(const app::Repository& repository, const store::CaseRow& row, const std::vector<TextEdit>& edits);

} // namespace ogp::documents
