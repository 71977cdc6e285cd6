#include "base/error.hpp"
#include "base/text.hpp"
#include "ledger/merkle.hpp"
#include "store/ballot_box_state.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace ogp::store {
namespace {

/// The ballots of one voter, in order of arrival.
struct Arrived
{
    std::int64_t channel = 0;
    OpenedBallot ballot;
};

/// Index of the one that counts among those that are valid, or nothing.
std::optional<std::size_t> counting(const std::vector<Arrived>& ballots, Duplicates policy)
{
    std::vector<std::size_t> valid;
    for (std::size_t i = 0; i < ballots.size(); ++i)
        if (!ballots[i].ballot.content.empty())
            valid.push_back(i);
    if (valid.empty() || (valid.size() > 1 && policy == Duplicates::AllInvalid))
        return std::nullopt;
    if (policy == Duplicates::Last)
        return valid.back();
    if (policy == Duplicates::PaperWins)
        for (const std::size_t i : valid)
            if (ballots[i].channel == static_cast<std::int64_t>(Channel::Paper))
                return i;
    return valid.front();
}

Excluded reason_of(const std::vector<Arrived>& ballots, std::size_t index, std::optional<std::size_t> counts, Duplicates policy)
{
    if (ballots[index].ballot.content.empty())
        return Excluded::InvalidPaper;
    if (!counts)
        return Excluded::SeveralBallots;
    const auto paper = static_cast<std::int64_t>(Channel::Paper);
    if (policy == Duplicates::PaperWins && ballots[*counts].channel == paper && ballots[index].channel != paper)
        return Excluded::PaperCounts;
    return policy == Duplicates::Last ? Excluded::EarlierThanLast : Excluded::LaterThanFirst;
}

Hash root_of(std::vector<Hash>& hashes)
{
    std::sort(hashes.begin(), hashes.end());
    return ledger::tree_root(hashes);
}

Hash hash_at(const Query& query, int column, const Database& database)
{
    const std::optional<Hash> hash = Hash::from_bytes(query.bytes(column));
    if (!hash)
        throw damaged(database.file(), Localized("ჰეში", "a hash"));
    return *hash;
}

/// The traits of voters by the tokens of their ballots, in memory.
class TraitsOfBallots
{
public:
    TraitsOfBallots(Database& database, const BallotKeys& keys)
    {
        std::map<VoterTraits, std::uint32_t> known;
        Query roll(database, "SELECT token, district, sex, age FROM roll");
        while (roll.step()) {
            const VoterTraits traits{roll.text(1), roll.text(2), roll.text(3)};
            const auto [at, fresh] = known.try_emplace(traits, static_cast<std::uint32_t>(m_traits.size()));
            if (fresh)
                m_traits.push_back(traits);
            m_tokens.emplace_back(keys.ballot_token(hash_at(roll, 0, database)), at->second);
        }
        std::sort(m_tokens.begin(), m_tokens.end());
    }

    const VoterTraits& find(const Hash& token) const
    {
        const auto at = std::lower_bound(m_tokens.begin(), m_tokens.end(), std::pair(token, std::uint32_t{0}));
        return at == m_tokens.end() || at->first != token ? m_none : m_traits[at->second];
    }

private:
    std::vector<std::pair<Hash, std::uint32_t>> m_tokens; ///< sorted; places in m_traits
    std::vector<VoterTraits> m_traits;
    VoterTraits m_none;
};

} // namespace

BoxCount BallotBox::close(Duplicates policy, const ClosingCount* count_now)
{
    if (state() == BoxState::Filling)
        throw Error(Fault::Forbidden, {"კენჭისყრა ჯერ არ გახსნილა", "balloting has not been opened yet"});
    const BoxCount result = state() == BoxState::Open ? strip(policy, count_now) : count();
    if (state() != BoxState::Clean)
        clean();
    return result;
}

/// In one transaction: afterwards either everything is as it was, or nothing of tokens and arrival is in any table.
BoxCount BallotBox::strip(Duplicates policy, const ClosingCount* count_now)
{
    Database& database = m_state->database;
    begin();
    try {
        count_voters();
        if (count_now != nullptr) {
            const TraitsOfBallots traits(database, m_state->keys());
            settle(policy, [&](const Hash& token, std::string_view content) { count_now->add(traits.find(token), content); });
            m_state->set(closing_fact, count_now->result());
        } else {
            settle(policy, [](const Hash&, std::string_view) {});
        }
        database.execute("DROP TABLE sealed; DROP TABLE roll; DROP TABLE paper");
        m_state->set("state", "2");
        const BoxCount result = count();
        m_state->set("ballots_root", result.ballots_root.hex());
        m_state->set("contents_root", result.contents_root.hex());
        commit();
        return result;
    } catch (...) {
        rollback();
        throw;
    }
}

/// Opens the ballots of each voter and decides which one counts.
void BallotBox::settle(Duplicates policy, const std::function<void(const Hash& token, std::string_view content)>& counted)
{
    Database& database = m_state->database;
    Hash token;
    std::vector<Arrived> ballots;
    const auto decide = [&] {
        const std::optional<std::size_t> counts = counting(ballots, policy);
        for (std::size_t i = 0; i < ballots.size(); ++i) {
            const OpenedBallot& ballot = ballots[i].ballot;
            if (counts == i) {
                Query(database, "INSERT INTO ballot(id, nonce, content) VALUES(?1, ?2, ?3)", BlobView{ballot.id}, BlobView{ballot.nonce},
                      std::string_view(ballot.content))
                    .run();
                counted(token, ballot.content);
            } else {
                Query(database, "INSERT INTO excluded(leaf, reason) VALUES(?1, ?2)",
                      ballot_leaf(m_state->round, ballot.id, ballot.nonce, ballot.content), code(reason_of(ballots, i, counts, policy)))
                    .run();
            }
        }
        ballots.clear();
    };
    Query query(database, "SELECT token, channel, body FROM sealed ORDER BY token, seq");
    while (query.step()) {
        if (ballots.empty() || query.bytes(0) != token.view()) {
            decide();
            token = hash_at(query, 0, database);
        }
        ballots.push_back({query.integer(1), open_ballot(m_state->keys(), query.bytes(2), token.view(), database.file())});
    }
    decide();
}

/// Who voted, by traits: tokens of the roll meet those of ballots here, in memory, once.
void BallotBox::count_voters()
{
    Database& database = m_state->database;
    std::map<VoterTraits, std::pair<std::int64_t, std::int64_t>> counts;
    {
        Query roll(database, "SELECT token, district, sex, age FROM roll");
        while (roll.step()) {
            const Hash token = m_state->keys().ballot_token(hash_at(roll, 0, database));
            auto& [eligible, voted] = counts[{roll.text(1), roll.text(2), roll.text(3)}];
            ++eligible;
            voted += number_of(database, "SELECT 1 FROM sealed WHERE token = ?1 LIMIT 1", token).value_or(0);
        }
    }
    for (const auto& [traits, count] : counts)
        Query(database, "INSERT INTO turnout(district, sex, age, eligible, voted) VALUES(?1, ?2, ?3, ?4, ?5)", std::string_view(traits.district),
              std::string_view(traits.sex), std::string_view(traits.age), count.first, count.second)
            .run();
}

/// What was there must not be in any page, in the WAL or in the key file. The keys go first: without them tokens mean nothing.
void BallotBox::clean()
{
    Database& database = m_state->database;
    m_state->loaded_keys.reset();
    BallotKeys::destroy(m_state->key_file);
    database.execute("VACUUM");
    m_state->set("state", "3");
    Query query(database, "PRAGMA wal_checkpoint(TRUNCATE)");
    if (!query.step() || query.integer(0) != 0) {
        m_state->set("state", "2");
        throw Error(Fault::Io, say("{}: სხვა პროცესი კითხულობს; ძველი გვერდები ჯერ არ წაშლილა", "{}: another process reads it; old pages are still there",
                                   printable(database.file().string())),
                    {"გაიმეორეთ ogp budget close, როცა სხვა ბრძანება დამთავრდება", "run ogp budget close again when the other command has ended"});
    }
}

void BallotBox::require_counted() const
{
    if (state() == BoxState::Filling || state() == BoxState::Open)
        throw Error(Fault::Forbidden, {"შუალედური შედეგი არ არსებობს: ხმები კენჭისყრის დახურვამდე არ იკითხება",
                                       "there are no interim results: ballots are not read before balloting is closed"},
                    {"ogp budget close ხურავს კენჭისყრას", "ogp budget close closes balloting"});
}

BoxCount BallotBox::count() const
{
    require_counted();
    BoxCount result;
    std::vector<Hash> contents;
    {
        Query query(m_state->database, "SELECT content FROM ballot");
        while (query.step())
            contents.push_back(ledger::leaf_hash(query.bytes(0)));
    }
    std::vector<Hash> all = leaves();
    result.counted = static_cast<std::int64_t>(contents.size());
    result.excluded = static_cast<std::int64_t>(all.size() - contents.size());
    result.ballots_root = root_of(all);
    result.contents_root = root_of(contents);
    const std::string kept = fact("ballots_root");
    if (!kept.empty() && (kept != result.ballots_root.hex() || fact("contents_root") != result.contents_root.hex()))
        throw Error(Fault::Integrity, say("{}: ბიულეტენები შეცვლილია: მათი ჰეში აღარ არის ის, რაც დახურვისას იყო",
                                          "{}: the ballots were changed: their root is not what it was at closing",
                                          printable(m_state->database.file().string())));
    return result;
}

void BallotBox::each_ballot(const std::function<void(std::string_view content)>& visit) const
{
    require_counted();
    // In order of content: what is made of it tells nothing about arrival, and is the same each time.
    Query query(m_state->database, "SELECT content FROM ballot ORDER BY content");
    while (query.step())
        visit(query.bytes(0));
}

std::vector<std::pair<Hash, std::string>> BallotBox::excluded() const
{
    require_counted();
    std::vector<std::pair<Hash, std::string>> list;
    Query query(m_state->database, "SELECT leaf, reason FROM excluded ORDER BY leaf");
    while (query.step())
        list.emplace_back(hash_at(query, 0, m_state->database), query.text(1));
    return list;
}

std::vector<Hash> BallotBox::leaves() const
{
    require_counted();
    std::vector<Hash> list;
    {
        Query query(m_state->database, "SELECT id, nonce, content FROM ballot");
        while (query.step())
            list.push_back(ballot_leaf(m_state->round, query.bytes(0), query.bytes(1), query.bytes(2)));
    }
    for (const auto& [leaf, reason] : excluded())
        list.push_back(leaf);
    std::sort(list.begin(), list.end());
    return list;
}

std::vector<TurnoutRow> BallotBox::turnout() const
{
    require_counted();
    std::vector<TurnoutRow> list;
    Query query(m_state->database, "SELECT district, sex, age, eligible, voted FROM turnout ORDER BY district, sex, age");
    while (query.step())
        list.push_back({{query.text(0), query.text(1), query.text(2)}, query.integer(3), query.integer(4)});
    return list;
}

} // namespace ogp::store
