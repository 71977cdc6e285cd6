#include "base/error.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "store/ballot_box_state.hpp"

#include <map>
#include <utility>

namespace ogp::store {
namespace {

constexpr int both_entries = 3;
constexpr std::size_t id_size = 16;
constexpr std::string_view no_id{"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", id_size}; ///< until it goes into the box

/// What a row of an entry is bound to: it opens at no other place.
std::string binding(std::string_view station, std::string_view batch, int entry, std::string_view sheet)
{
    std::string bound = "paper";
    for (const std::string_view part : {station, batch, entry == 1 ? std::string_view("1") : std::string_view("2"), sheet}) {
        bound.push_back('\0');
        bound += part;
    }
    return bound;
}

struct TypedRow
{
    std::string token;
    std::string content;
};
using Typed = std::map<std::string, TypedRow>; ///< by sheet

/// Which entries of the batch are there. Error{Conflict} where they agreed already.
int entries_of(Database& database, std::string_view station, std::string_view batch)
{
    Query query(database, "SELECT entries, agreed FROM batch WHERE station = ?1 AND name = ?2", station, batch);
    if (!query.step())
        return 0;
    if (query.integer(1) != 0)
        throw Error(Fault::Conflict, say("პარტია {0}/{1} უკვე შეჯერებულია", "the batch {0}/{1} has been agreed already",
                                         printable(std::string(station)), printable(std::string(batch))));
    return static_cast<int>(query.integer(0));
}

Typed typed_before(Database& database, const BallotKeys& keys, std::string_view station, std::string_view batch, int entry)
{
    Typed typed;
    Query query(database, "SELECT sheet, token, body FROM paper WHERE station = ?1 AND batch = ?2 AND entry = ?3", station, batch,
                static_cast<std::int64_t>(entry));
    while (query.step()) {
        const std::string sheet = query.text(0);
        typed[sheet] = {query.text(1), open_ballot(keys, query.bytes(2), binding(station, batch, entry, sheet), database.file()).content};
    }
    return typed;
}

void add(Findings& findings, const PaperRow* row, std::string_view sheet, Localized message)
{
    Finding finding;
    finding.code = "entries_differ";
    finding.where = std::string(sheet);
    if (row != nullptr)
        finding.place.file = row->place;
    finding.message = std::move(message);
    findings.push_back(std::move(finding));
}

Findings differences(const Typed& mine, const std::vector<PaperRow>& rows, const Typed& other)
{
    Findings findings;
    for (const PaperRow& row : rows) {
        const auto before = other.find(row.sheet);
        const TypedRow& now = mine.at(row.sheet);
        if (before == other.end())
            add(findings, &row, row.sheet, say("ფურცელი {} მეორე აკრეფაში არ არის", "sheet {} is not in the other entry", printable(row.sheet)));
        else if (before->second.token != now.token)
            add(findings, &row, row.sheet, say("ფურცელი {}: ამომრჩეველი სხვაა", "sheet {}: the voter is another one", printable(row.sheet)));
        else if (before->second.content != now.content)
            add(findings, &row, row.sheet, say("ფურცელი {}: ხმა სხვაა", "sheet {}: the vote is another one", printable(row.sheet)));
    }
    for (const auto& [sheet, before] : other)
        if (!mine.contains(sheet))
            add(findings, nullptr, sheet, say("ფურცელი {} მხოლოდ მეორე აკრეფაშია", "sheet {} is in the other entry alone", printable(sheet)));
    return findings;
}

} // namespace

Findings BallotBox::put_paper(std::string_view station, std::string_view batch, int entry, const std::vector<PaperRow>& rows)
{
    Database& database = m_state->database;
    const BallotKeys& keys = m_state->keys();
    const bool compare = (entries_of(database, station, batch) & (3 - entry)) != 0;
    Typed typed;
    std::int64_t valid = 0;
    for (const PaperRow& row : rows) {
        typed[row.sheet] = {std::string(keys.ballot_token(keys.roll_token(row.voter)).view()), row.content};
        valid += row.content.empty() ? 0 : 1;
    }
    if (compare)
        if (Findings found = differences(typed, rows, typed_before(database, keys, station, batch, 3 - entry)); !found.empty())
            return found;
    Query(database, "DELETE FROM paper WHERE station = ?1 AND batch = ?2", station, batch).run();
    for (const auto& [sheet, row] : typed) {
        // Where both say the same, these are ballots as others are from here on.
        if (compare)
            insert_sealed(*Hash::from_bytes(row.token), Channel::Paper, keys.seal(ballot_body(random_bytes(id_size), random_bytes(id_size), row.content), row.token));
        else
            Query(database, "INSERT INTO paper(station, batch, entry, sheet, token, body) VALUES(?1, ?2, ?3, ?4, ?5, ?6)", station, batch,
                  static_cast<std::int64_t>(entry), std::string_view(sheet), BlobView{row.token},
                  BlobView{keys.seal(ballot_body(no_id, no_id, row.content), binding(station, batch, entry, sheet))})
                .run();
    }
    Query(database,
          "INSERT INTO batch(station, name, entries, agreed, valid, invalid) VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(station, name) "
          "DO UPDATE SET entries = excluded.entries, agreed = excluded.agreed, valid = excluded.valid, invalid = excluded.invalid",
          station, batch, static_cast<std::int64_t>(compare ? both_entries : entry), std::int64_t{compare}, valid, static_cast<std::int64_t>(rows.size()) - valid)
        .run();
    return {};
}

std::vector<PaperBatch> BallotBox::batches() const
{
    std::vector<PaperBatch> list;
    Query query(m_state->database, "SELECT station, name, entries, agreed, valid, invalid FROM batch ORDER BY station, name");
    while (query.step())
        list.push_back({query.text(0), query.text(1), (query.integer(2) & 1) != 0, (query.integer(2) & 2) != 0, query.integer(3) != 0,
                        query.integer(4), query.integer(5)});
    return list;
}

void BallotBox::put_station(const Station& station)
{
    require_open();
    Query(m_state->database,
          "INSERT INTO station(name, issued, unused, spoiled, note) VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(name) DO UPDATE SET "
          "issued = excluded.issued, unused = excluded.unused, spoiled = excluded.spoiled, note = excluded.note",
          std::string_view(station.name), station.issued, station.unused, station.spoiled, std::string_view(station.note))
        .run();
}

std::vector<Station> BallotBox::stations() const
{
    std::vector<Station> list;
    Query query(m_state->database, "SELECT name, issued, unused, spoiled, note FROM station ORDER BY name");
    while (query.step())
        list.push_back({query.text(0), query.integer(1), query.integer(2), query.integer(3), query.text(4)});
    return list;
}

} // namespace ogp::store
