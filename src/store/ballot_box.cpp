#include "store/ballot_box.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "ledger/merkle.hpp"
#include "store/ballot_box_state.hpp"
#include "store/schema.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace ogp::store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t id_size = 16;
constexpr std::string_view leaf_domain{"ogp-ballot-v1\0", 14};
constexpr std::int64_t box_application_id = 0x6f677062; ///< "ogpb"
constexpr std::int64_t box_version = 1;
constexpr std::size_t page_cache = 64 * 1024; ///< KiB; a million ballots come in no order

constexpr const char* tables = R"(
CREATE TABLE meta(name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE roll(token BLOB PRIMARY KEY, district TEXT NOT NULL, sex TEXT NOT NULL, age TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE sealed(seq INTEGER PRIMARY KEY, token BLOB NOT NULL, channel INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE INDEX sealed_token ON sealed(token, seq);
CREATE TABLE batch(station TEXT NOT NULL, name TEXT NOT NULL, entries INTEGER NOT NULL, agreed INTEGER NOT NULL,
                   valid INTEGER NOT NULL, invalid INTEGER NOT NULL, PRIMARY KEY(station, name)) STRICT, WITHOUT ROWID;
CREATE TABLE paper(station TEXT NOT NULL, batch TEXT NOT NULL, entry INTEGER NOT NULL, sheet TEXT NOT NULL, token BLOB NOT NULL,
                   body BLOB NOT NULL, PRIMARY KEY(station, batch, entry, sheet)) STRICT, WITHOUT ROWID;
CREATE TABLE station(name TEXT PRIMARY KEY, issued INTEGER NOT NULL, unused INTEGER NOT NULL, spoiled INTEGER NOT NULL,
                     note TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE ballot(id BLOB PRIMARY KEY, nonce BLOB NOT NULL, content TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE excluded(leaf BLOB PRIMARY KEY, reason TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE turnout(district TEXT NOT NULL, sex TEXT NOT NULL, age TEXT NOT NULL, eligible INTEGER NOT NULL, voted INTEGER NOT NULL,
                     PRIMARY KEY(district, sex, age)) STRICT, WITHOUT ROWID;
)";

fs::path box_file(const fs::path& data_folder, const CaseUid& round, const char* extension)
{
    return data_folder / "ballots" / (round.hex() + extension);
}

/// SQLite gives its WAL the mode of the database.
void make_private(const fs::path& file)
{
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    const int error = descriptor < 0 || ::fchmod(descriptor, 0600) != 0 ? errno : 0;
    if (descriptor >= 0)
        ::close(descriptor);
    if (error == EEXIST)
        throw Error(Fault::Conflict, say("{}: ურნა უკვე არის", "{}: there is a ballot box already", printable(file.string())));
    if (error != 0)
        throw Error(Fault::Io, say("{0}: ვერ ჩაიწერა: {1}", "{0}: cannot be written: {1}", printable(file.string()),
                                   std::generic_category().message(error)));
}

fs::path existing(const fs::path& file)
{
    std::error_code failed;
    if (!fs::exists(file, failed))
        throw Error(Fault::NotFound, {"ამ რაუნდს ურნა არ აქვს", "this round has no ballot box"},
                    {"ამომრჩეველთა სია: ogp budget roll import; გახსნა: ogp budget open",
                     "the voter roll: ogp budget roll import; opening: ogp budget open"});
    return file;
}

void check_box(Database& database)
{
    if (number_of(database, "PRAGMA application_id") != box_application_id)
        throw Error(Fault::Integrity, say("{}: ურნა არ არის", "{}: this is no ballot box", printable(database.file().string())));
    if (number_of(database, "PRAGMA user_version").value_or(0) > box_version)
        throw Error(Fault::Integrity, say("{}: ურნა უფრო ახალი ვერსიისაა", "{}: the ballot box is of a newer version", printable(database.file().string())));
}

Error not_while(const Localized& message)
{
    return {Fault::Forbidden, message};
}

} // namespace

std::string_view code(Duplicates policy)
{
    switch (policy) {
    case Duplicates::First: return "first";
    case Duplicates::Last: return "last";
    case Duplicates::PaperWins: return "paper_wins";
    case Duplicates::AllInvalid: return "all_invalid";
    }
    return "first";
}

std::optional<Duplicates> duplicates_of(std::string_view word)
{
    for (const Duplicates policy : {Duplicates::First, Duplicates::Last, Duplicates::PaperWins, Duplicates::AllInvalid})
        if (code(policy) == word)
            return policy;
    return std::nullopt;
}

std::string_view code(Excluded reason)
{
    switch (reason) {
    case Excluded::LaterThanFirst: return "later_than_first";
    case Excluded::EarlierThanLast: return "earlier_than_last";
    case Excluded::PaperCounts: return "paper_counts";
    case Excluded::SeveralBallots: return "several_ballots";
    case Excluded::InvalidPaper: return "invalid_paper";
    }
    return "invalid_paper";
}

Hash ballot_leaf(const CaseUid& round, std::string_view ballot, std::string_view nonce, std::string_view content)
{
    std::string leaf(leaf_domain);
    leaf.append(round.view()).append(ballot).append(nonce).append(content);
    return ledger::leaf_hash(leaf);
}

std::string ballot_body(std::string_view id, std::string_view nonce, std::string_view content)
{
    std::string body(id);
    return body.append(nonce).append(content);
}

OpenedBallot open_ballot(const BallotKeys& keys, std::string_view body, std::string_view bound, const fs::path& file)
{
    const std::optional<std::string> opened = keys.unseal(body, bound);
    if (!opened || opened->size() < 2 * id_size)
        throw damaged(file, Localized("დალუქული ბიულეტენი", "a sealed ballot"));
    return {opened->substr(0, id_size), opened->substr(id_size, id_size), opened->substr(2 * id_size)};
}

BallotBox::State::State(const fs::path& folder, const CaseUid& uid, Access access)
    : round(uid), key_file(box_file(folder, uid, ".key")), database(existing(box_file(folder, uid, ".db")), DatabaseOptions{access})
{
    check_box(database);
}

const BallotKeys& BallotBox::State::keys() const
{
    return loaded_keys ? *loaded_keys : loaded_keys.emplace(key_file);
}

std::int64_t BallotBox::State::number(std::string_view name) const
{
    Query query(database, "SELECT CAST(CAST(value AS TEXT) AS INTEGER) FROM meta WHERE name = ?1", name);
    return query.step() ? query.integer(0) : 0;
}

void BallotBox::State::set(std::string_view name, std::string_view value)
{
    Query(database, "INSERT INTO meta(name, value) VALUES(?1, ?2) ON CONFLICT(name) DO UPDATE SET value = excluded.value", name,
          BlobView{value})
        .run();
}

bool BallotBox::exists(const fs::path& data_folder, const CaseUid& round)
{
    std::error_code failed;
    return fs::exists(box_file(data_folder, round, ".db"), failed);
}

void BallotBox::create(const fs::path& data_folder, const CaseUid& round)
{
    make_folders(data_folder / "ballots");
    const fs::path file = box_file(data_folder, round, ".db");
    make_private(file);
    BallotKeys::create(box_file(data_folder, round, ".key"));
    const auto database = Database::create(file, nullptr, reserve_bytes);
    static_assert(box_application_id == 1869049954 && box_version == 1, "named in the statement below");
    database->execute("BEGIN IMMEDIATE; PRAGMA application_id=1869049954; PRAGMA user_version=1");
    database->execute(tables);
    database->execute("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
}

BallotBox::BallotBox(const fs::path& data_folder, const CaseUid& round, Access access)
    : m_state(std::make_unique<State>(data_folder, round, access))
{
}

BallotBox::~BallotBox() = default;
BallotBox::BallotBox(BallotBox&&) noexcept = default;

BoxState BallotBox::state() const
{
    return static_cast<BoxState>(m_state->number("state"));
}

const CaseUid& BallotBox::round() const
{
    return m_state->round;
}

std::string BallotBox::fact(std::string_view name) const
{
    Query query(m_state->database, "SELECT value FROM meta WHERE name = ?1", name);
    return query.step() ? query.text(0) : std::string();
}

void BallotBox::put_fact(std::string_view name, std::string_view value)
{
    m_state->set(name, value);
}

void BallotBox::begin()
{
    m_state->database.set_cache(page_cache);
    m_state->database.begin_writing();
}

void BallotBox::commit()
{
    m_state->database.execute("COMMIT");
}

void BallotBox::rollback()
{
    if (m_state->database.in_transaction())
        m_state->database.execute("ROLLBACK");
}

bool BallotBox::add_voter(std::string_view voter, const VoterTraits& traits)
{
    if (state() != BoxState::Filling)
        throw not_while({"კენჭისყრა გახსნილია: ამომრჩეველთა სია აღარ იცვლება", "balloting is open: the voter roll cannot be changed any more"});
    return Query(m_state->database, "INSERT INTO roll(token, district, sex, age) VALUES(?1, ?2, ?3, ?4)", m_state->keys().roll_token(voter),
                 std::string_view(traits.district), std::string_view(traits.sex), std::string_view(traits.age))
        .try_run();
}

void BallotBox::clear_roll()
{
    if (state() != BoxState::Filling)
        throw not_while({"კენჭისყრა გახსნილია: ამომრჩეველთა სია აღარ იცვლება", "balloting is open: the voter roll cannot be changed any more"});
    m_state->database.execute("DELETE FROM roll");
}

std::int64_t BallotBox::roll_size() const
{
    return number_of(m_state->database, "SELECT count(*) FROM roll").value_or(0);
}

Hash BallotBox::roll_root() const
{
    ledger::Frontier tree;
    Query query(m_state->database, "SELECT token, district, sex, age FROM roll ORDER BY token");
    while (query.step()) {
        std::string leaf = query.text(0);
        for (int column = 1; column <= 3; ++column) {
            if (column > 1)
                leaf.push_back('\0');
            leaf += query.bytes(column);
        }
        tree.append(ledger::leaf_hash(leaf));
    }
    return tree.size() == 0 ? ledger::empty_root() : tree.root();
}

std::vector<std::string> BallotBox::districts() const
{
    std::vector<std::string> list;
    Query query(m_state->database, "SELECT DISTINCT district FROM roll ORDER BY district");
    while (query.step())
        list.push_back(query.text(0));
    return list;
}

std::vector<TurnoutRow> BallotBox::traits() const
{
    std::vector<TurnoutRow> list;
    Query query(m_state->database, "SELECT district, sex, age, count(*) FROM roll GROUP BY district, sex, age ORDER BY district, sex, age");
    while (query.step())
        list.push_back({{query.text(0), query.text(1), query.text(2)}, query.integer(3), 0});
    return list;
}

std::optional<VoterTraits> BallotBox::find_voter(std::string_view voter) const
{
    Query query(m_state->database, "SELECT district, sex, age FROM roll WHERE token = ?1", m_state->keys().roll_token(voter));
    if (!query.step())
        return std::nullopt;
    return VoterTraits{query.text(0), query.text(1), query.text(2)};
}

void BallotBox::open()
{
    if (state() != BoxState::Filling)
        throw Error(Fault::Conflict, {"ურნა უკვე გახსნილია", "the ballot box was opened before"});
    m_state->set("state", "1");
}

void BallotBox::require_open() const
{
    if (state() == BoxState::Filling)
        throw not_while({"კენჭისყრა ჯერ არ გახსნილა", "balloting has not been opened yet"});
    if (state() != BoxState::Open)
        throw not_while({"კენჭისყრა დახურულია: ბიულეტენი აღარ მიიღება", "balloting is closed: no ballot is accepted any more"});
}

BallotReceipt BallotBox::put(std::string_view voter, Channel channel, std::string_view content)
{
    const Hash token = m_state->keys().ballot_token(m_state->keys().roll_token(voter));
    BallotReceipt receipt{random_bytes(id_size), random_bytes(id_size), {}};
    receipt.leaf = ballot_leaf(m_state->round, receipt.ballot, receipt.nonce, content);
    insert_sealed(token, channel, m_state->keys().seal(ballot_body(receipt.ballot, receipt.nonce, content), token.view()));
    return receipt;
}

void BallotBox::insert_sealed(const Hash& token, Channel channel, std::string_view body)
{
    Query(m_state->database, "INSERT INTO sealed(token, channel, body) VALUES(?1, ?2, ?3)", token, static_cast<std::int64_t>(channel),
          BlobView{body})
        .run();
}

std::int64_t BallotBox::received() const
{
    return number_of(m_state->database, "SELECT count(*) FROM sealed").value_or(0);
}

} // namespace ogp::store
