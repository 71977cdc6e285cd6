#pragma once

#include "base/time_zone.hpp"
#include "store/database.hpp"
#include "store/workflows.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace ogp::store {

/// A row of case_.
struct CaseRecord
{
    std::int64_t id = 0;
    model::Case subject;
    std::int64_t workflow = 0;
    model::StateCategory category = model::StateCategory::Open;
    std::string number;
    std::int64_t root = 0;
    std::int64_t parent = 0;
    std::int64_t last = -1;
    Localized title;
};

/// The columns in the order of read_record() and bind_record(), of a table named `c`.
inline constexpr std::string_view case_columns =
    "c.id, c.uid, c.type, c.workflow, c.state, c.category, c.number, c.root, c.parent, c.version, c.comments, c.opened, "
    "c.entered, c.updated, c.last, c.title_ka, c.title_en, c.fields, c.sealed, c.files, "
    "c.mover, c.acts";
inline constexpr int case_column_count = 22;

/// The row that a query of `case_columns` stands on. Throws Error{Integrity} where it cannot be read.
CaseRecord read_record(const Database& database, Workflows& workflows, const Query& query);

/// What the profile says of the fields: number, title and category. An official number stays as it is.
void derive(CaseRecord& record, const model::TypeProfile& profile);

/// The case that this one is a part of, as its fields say. Throws Error{Invalid} where that is no reference.
std::optional<CaseUid> parent_uid(const model::Case& subject, const model::TypeProfile& profile);

std::string join_sealed(const std::vector<std::string>& names);

/// Attachments as the row holds them: a JSON array of what model::to_json() writes, of a sealed one its hash alone; "" for none.
std::string files_text(const std::vector<model::Attachment>& attachments);

/// Votes and links as the row holds them: {"links": [[relation, uid]], "votes": {group: {voter: choice}}}; "" for none.
std::string acts_text(const model::Case& subject);

/// Writes the official number out, of a case whose type has such: record.number stays, whatever becomes of the fields.
/// `zones`: those loaded already.
class NumberWriter
{
public:
    /// The series that the case is counted by.
    std::string series(const model::TypeProfile& profile, const model::Event& open);
    std::string number(const model::TypeProfile& profile, const model::Event& open, std::uint64_t official, const CaseUid& uid);
    /// The number of a case until the authority has given the official one: "FOI-2026-~K7QX-3", with the first four digits of the
    /// replica's id (Crockford's base32) and the event's number; for ever an alias.
    std::string provisional(const model::TypeProfile& profile, const model::Event& open);

private:
    Date day(const model::TypeProfile& profile, const model::Event& open);
    std::map<std::string, TimeZone> m_zones;
};

/// All columns but root and parent as one string, for comparison: of a record, and of the row that a query of
/// `case_columns` stands on.
std::string image(const CaseRecord& record);
std::string image(const Query& query);

} // namespace ogp::store
