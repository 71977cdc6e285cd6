#pragma once

#include "base/hash.hpp"
#include "base/id.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::store {

/// `.ogp/ballots/ROUND.db`, mode 0600: the voter roll and the ballots of one budget round. Ballots are never events: the log holds
/// roots and counts alone. Beside it lies `ROUND.key` (store/ballot_keys.hpp) until the box is closed.
///
/// While the box is open:
///   meta        state: 0 filling, 1 open, 2 counted, 3 counted and cleaned; what the caller keeps with put_fact()
///   roll        token: HMAC of what the voter is known by; district, sex, age as given
///   sealed      seq: order of arrival; token: HMAC of the roll's token under another key; channel; body: id (16), nonce (16) and what
///               the ballot says, encrypted, bound to the token
///   batch       paper ballots typed in twice; entries: which of 1, 2 are there; agreed: both say the same and lie in `sealed`
///   paper       rows of an entry: sheet, token, body encrypted, bound to batch, entry and sheet
///   station     papers issued, unused and spoiled, and a note on what does not add up
/// Once it is counted, and nothing of the above but meta, batch and station:
///   ballot      id (random, hence in an order that has nothing to do with that of arrival), nonce, content
///   excluded    leaf and reason of each ballot that does not count
///   turnout     voters on the roll and those who voted, by district, sex and age
///
/// Roll and ballots are never joined on disk: their tokens differ, and the keys that lead from one to the other are in the key file.
/// A ballot's leaf is RFC 6962's over "ogp-ballot-v1\0" || round (16) || id (16) || nonce (16) || content; the tree is made of
/// all leaves in order of their hashes, of those that do not count too.
///
/// Rejected: events of the log (a ballot must be forgotten), a time for each ballot (it leads back to the voter), stripping row by row
/// (the pages would keep what was there).

struct VoterTraits
{
    std::string district;
    std::string sex;
    std::string age; ///< a band: "25-34"

    auto operator<=>(const VoterTraits&) const = default;
};

enum class Channel { Internet = 1, Paper = 2 };
enum class BoxState { Filling = 0, Open = 1, Counted = 2, Clean = 3 };

/// Which of several ballots of one voter counts.
enum class Duplicates { First, Last, PaperWins, AllInvalid };
/// "first", "last", "paper_wins", "all_invalid".
std::string_view code(Duplicates policy);
std::optional<Duplicates> duplicates_of(std::string_view code);

/// Why a ballot does not count; the word is stable.
enum class Excluded { LaterThanFirst, EarlierThanLast, PaperCounts, SeveralBallots, InvalidPaper };
/// "later_than_first", "earlier_than_last", "paper_counts", "several_ballots", "invalid_paper".
std::string_view code(Excluded reason);

/// What a voter keeps: shows that the ballot was recorded as cast.
struct BallotReceipt
{
    std::string ballot; ///< 16 bytes
    std::string nonce;  ///< 16 bytes
    Hash leaf;
};
/// The leaf of a ballot that says `content`.
Hash ballot_leaf(const CaseUid& round, std::string_view ballot, std::string_view nonce, std::string_view content);

/// A paper ballot as it was typed in.
struct PaperRow
{
    std::string sheet;
    std::string voter;
    std::string content; ///< "" for an invalid one
    std::string place;   ///< "FILE:LINE" for messages; not kept
};

struct PaperBatch
{
    std::string station;
    std::string name;
    bool first = false;  ///< typed in once
    bool second = false; ///< and again
    bool agreed = false;
    std::int64_t valid = 0;
    std::int64_t invalid = 0;
};

struct Station
{
    std::string name;
    std::int64_t issued = 0;
    std::int64_t unused = 0;
    std::int64_t spoiled = 0;
    std::string note; ///< why the papers do not add up, where they do not
};

struct TurnoutRow
{
    VoterTraits traits;
    std::int64_t eligible = 0;
    std::int64_t voted = 0;
};

/// What closing a box gives to the log.
struct BoxCount
{
    std::int64_t counted = 0;
    std::int64_t excluded = 0;
    Hash ballots_root;  ///< over all leaves
    Hash contents_root; ///< over leaf_hash(content) of those counted, in order
};

/// What is worked out while ballots and the traits of their voters are both there: in memory alone, once. The box keeps nothing of it
/// but the text that comes out.
struct ClosingCount
{
    /// Each ballot that counts, in the order of tokens. Without a roll the traits are "".
    std::function<void(const VoterTraits& traits, std::string_view content)> add;
    /// Afterwards; its text becomes a fact of the box in the same transaction that strips the ballots.
    std::function<std::string()> result;
};
/// The fact that holds what a ClosingCount came to; "" where there was none.
constexpr std::string_view closing_fact = "closing_count";

class BallotBox
{
public:
    /// The folder of the boxes is made where there is none. Throws Error{Conflict} where the box is there, Io.
    static void create(const std::filesystem::path& data_folder, const CaseUid& round);
    static bool exists(const std::filesystem::path& data_folder, const CaseUid& round);
    /// Throws Error: NotFound, Io, Integrity.
    BallotBox(const std::filesystem::path& data_folder, const CaseUid& round, Access access);
    ~BallotBox();
    BallotBox(BallotBox&&) noexcept;

    BoxState state() const;
    const CaseUid& round() const;
    std::string fact(std::string_view name) const; ///< "" where there is none
    void put_fact(std::string_view name, std::string_view value);

    /// Everything between is kept together or not at all; very many rows take no more memory than few.
    void begin();
    void commit();
    void rollback();

    // The roll, while the box is being filled.
    /// False where the voter is on it already. Error{Forbidden} once the box is open.
    bool add_voter(std::string_view voter, const VoterTraits& traits);
    void clear_roll();
    std::int64_t roll_size() const;
    /// RFC 6962 over leaf_hash(token || district \0 sex \0 age) in order of tokens; the root of nothing for an empty roll.
    Hash roll_root() const;
    /// The districts of its voters, sorted; "" where a voter has none.
    std::vector<std::string> districts() const;
    /// How many voters of the roll have which traits, sorted; nobody has voted yet as far as this tells.
    std::vector<TurnoutRow> traits() const;
    /// The traits, or nothing where the voter is not on the roll.
    std::optional<VoterTraits> find_voter(std::string_view voter) const;

    /// Ballots are accepted from here on; the roll stays as it is.
    void open();
    /// Error{Forbidden} where the box is not open.
    void require_open() const;

    BallotReceipt put(std::string_view voter, Channel channel, std::string_view content);
    std::int64_t received() const; ///< ballots in the box; for turnout alone, nobody sees what they say

    // Paper (ballot_box_paper.cpp)
    /// Keeps an entry (1 or 2) of a batch. Where both are there and say the same, the ballots go into the box. Gives what differs, as
    /// findings; then nothing is kept. Error{Conflict} where the entry is there already and the batch agreed.
    Findings put_paper(std::string_view station, std::string_view batch, int entry, const std::vector<PaperRow>& rows);
    std::vector<PaperBatch> batches() const; ///< by station and name
    void put_station(const Station& station);
    std::vector<Station> stations() const; ///< by name

    // Closing (ballot_box_close.cpp)
    /// Decides about several ballots of one voter, strips the tokens, forgets roll and order of arrival, destroys the keys and writes
    /// the file anew, so that no page holds what was there. Called again after a crash it goes on where it stopped. Error{Io}
    /// where another process reads the box: what is counted stays counted, and the next call cleans.
    BoxCount close(Duplicates policy, const ClosingCount* count = nullptr);
    /// Of a counted box: every leaf made again from the ballots. Error{Forbidden} before, Integrity where roots differ.
    BoxCount count() const;
    void each_ballot(const std::function<void(std::string_view content)>& visit) const;
    std::vector<std::pair<Hash, std::string>> excluded() const; ///< leaf and reason, by leaf
    std::vector<Hash> leaves() const;                           ///< all, sorted
    std::vector<TurnoutRow> turnout() const;                    ///< sorted

private:
    struct State;
    void require_counted() const;
    void insert_sealed(const Hash& token, Channel channel, std::string_view body);
    void count_voters();
    BoxCount strip(Duplicates policy, const ClosingCount* count);
    void settle(Duplicates policy, const std::function<void(const Hash& token, std::string_view content)>& counted);
    void clean();

    std::unique_ptr<State> m_state;
};

} // namespace ogp::store
