#include "base/text.hpp"
#include "ledger/seal.hpp"
#include "store/log.hpp"
#include "store/verifier_tables.hpp"

#include <sodium.h>

#include <cstring>
#include <tuple>

namespace ogp::store {
namespace {

std::string sealed_name(std::int64_t sequence, std::string_view field)
{
    return printable(fmt::format("sealed value {}/{}", sequence, field));
}

} // namespace

SealedCheck::SealedCheck(Database& database, const Identity& identity, std::filesystem::path folder, Report& report)
    : m_database(database),
      m_identity(identity),
      m_folder(std::move(folder)),
      m_report(report),
      m_rows(database, "SELECT seq, field, subject, ciphertext FROM sealed ORDER BY seq, field"),
      m_more(m_rows.step())
{
    Query erased(database, "SELECT subject FROM erased WHERE done = 1");
    while (erased.step())
        m_erased.insert(erased.text(0));
}

std::string SealedCheck::row_name() const
{
    return sealed_name(m_rows.integer(0), m_rows.bytes(1));
}

void SealedCheck::add(const LogRow& row)
{
    const auto skip_before = [&](std::string_view field) {
        for (; m_more && std::tuple(m_rows.integer(0), m_rows.bytes(1)) < std::tuple(row.sequence, field);
             m_more = m_rows.step())
            m_report.add("sealed_damaged", row_name(),
                         {"პირადი მონაცემი არც ერთ მოვლენას არ ეკუთვნის", "the personal value belongs to no event"});
    };
    for (const auto& [field, commitment] : row.event.sealed) {
        skip_before(field);
        ++m_report.result().sealed;
        if (m_more && m_rows.integer(0) == row.sequence && m_rows.bytes(1) == field) {
            check_value(row, field, commitment);
            m_more = m_rows.step();
        } else if (m_identity.is_authority() || is_pending_row(row.sequence)) {
            m_report.add("sealed_missing", sealed_name(row.sequence, field),
                         {"პირადი მონაცემი აკლია", "the personal value is missing"});
        }
    }
}

void SealedCheck::add_unreadable(std::int64_t sequence)
{
    while (m_more && m_rows.integer(0) <= sequence)
        m_more = m_rows.step();
}

void SealedCheck::open_keys()
{
    if (m_keys_tried)
        return;
    m_keys_tried = true;
    try {
        m_keys = std::make_unique<SubjectKeys>(m_folder, Access::Read);
    } catch (const Error& error) {
        m_report.add("keys_damaged", "keys", error.message());
    }
}

void SealedCheck::check_value(const LogRow& row, const std::string& field, const Hash& commitment)
{
    open_keys();
    if (!m_keys)
        return;
    const std::string_view subject = m_rows.bytes(2);
    if (m_erased.contains(std::string(subject))) {
        if (!m_rows.bytes(3).empty())
            m_report.add("sealed_damaged", sealed_name(row.sequence, field),
                         {"წაშლილი პირადი მონაცემი ისევ აქ არის", "the personal value was erased, but is still here"});
        return;
    }
    try {
        const auto key = m_keys->find(subject);
        if (!key && (m_keys->is_erased(subject) || !m_identity.is_authority()))
            return;
        if (!key)
            return m_report.add("sealed_damaged", sealed_name(row.sequence, field),
                                {"პირადი მონაცემის გასაღები აკლია", "the key of the personal value is missing"});
        if (!ledger::unseal(m_rows.bytes(3), *key, ledger::seal_binding(row.event.nonce, field), commitment))
            m_report.add("sealed_damaged", sealed_name(row.sequence, field),
                         {"პირადი მონაცემი თავისი გასაღებით არ იხსნება ან შეცვლილია",
                          "the personal value does not open under its key, or was changed"});
    } catch (const Error& error) {
        m_report.add("keys_damaged", "keys", error.message());
    }
}

void SealedCheck::finish()
{
    for (; m_more; m_more = m_rows.step())
        m_report.add("sealed_damaged", row_name(),
                     {"პირადი მონაცემი არც ერთ მოვლენას არ ეკუთვნის", "the personal value belongs to no event"});
    check_erased();
}

/// Nobody who was erased may have a key.
void SealedCheck::check_erased()
{
    if (m_erased.empty())
        return;
    open_keys();
    for (const std::string& subject : m_erased) {
        try {
            if (m_keys && m_keys->find(subject))
                m_report.add("erasure_unfinished", "erasure " + to_hex(subject),
                             {"წაშლილი პირის გასაღები ისევ არსებობს: ogp fsck --rebuild გაანადგურებს",
                              "the key of somebody who was erased is still there: ogp fsck --rebuild destroys it"});
        } catch (const Error& error) {
            m_report.add("keys_damaged", "keys", error.message());
        }
    }
}

namespace {

/// SipHash of one row of event_id: a sum of these tells two sets of rows apart.
std::uint64_t row_hash(std::int64_t prefix, std::int64_t sequence)
{
    static constexpr unsigned char key[crypto_shorthash_KEYBYTES] = {};
    unsigned char row[16];
    std::memcpy(row, &prefix, 8);
    std::memcpy(row + 8, &sequence, 8);
    unsigned char hash[crypto_shorthash_BYTES];
    crypto_shorthash(hash, row, sizeof row, key);
    std::uint64_t value = 0;
    std::memcpy(&value, hash, sizeof value);
    return value;
}

/// So many ids that begin alike there will never be.
constexpr std::uint64_t most_pushed = 16;

std::string index_name(std::int64_t sequence)
{
    return fmt::format("event index {}", sequence);
}

} // namespace

void IndexCheck::add(const Hash& id, std::int64_t sequence)
{
    m_sum += row_hash(id_prefix(id), sequence);
}

void IndexCheck::finish()
{
    std::uint64_t sum = 0;
    {
        Query rows(m_database, "SELECT prefix, seq FROM event_id");
        while (rows.step())
            sum += row_hash(rows.integer(0), rows.integer(1));
    }
    if (sum == m_sum)
        return;
    // Two ids that begin alike make the sums differ as well; then nothing is found.
    name_missing();
    name_superfluous();
}

void IndexCheck::name_missing()
{
    const Log log(m_database);
    Query events(m_database, "SELECT seq, leaf FROM event ORDER BY seq");
    while (events.step()) {
        try {
            const ledger::Leaf leaf = ledger::Leaf::parse(events.bytes(1));
            const auto found = log.find(leaf.event_id);
            if (!found || found->sequence != static_cast<std::uint64_t>(events.integer(0)))
                m_report.add("index_damaged", index_name(events.integer(0)),
                             {"მოვლენა თავისი ნომრით არ იძებნება", "the event is not found by its id"});
        } catch (const Error&) {
            // A broken leaf or event has been named by the check of the log.
            continue;
        }
    }
}

void IndexCheck::name_superfluous()
{
    Query rows(m_database, "SELECT e.prefix, e.seq, v.leaf FROM event_id e LEFT JOIN event v ON v.seq = e.seq");
    while (rows.step()) {
        const auto belongs = [&] {
            if (rows.bytes(2).empty())
                return false;
            try {
                // Where it stands right or was pushed on by one that begins alike, its own search finds it again.
                const std::int64_t prefix = id_prefix(ledger::Leaf::parse(rows.bytes(2)).event_id);
                return static_cast<std::uint64_t>(rows.integer(0)) - static_cast<std::uint64_t>(prefix) < most_pushed;
            } catch (const Error&) {
                return true; // The leaf has been named by the check of the log.
            }
        };
        if (!belongs())
            m_report.add("index_damaged", index_name(rows.integer(1)),
                         {"ძიების სტრიქონი არც ერთ მოვლენას არ ეკუთვნის", "the row belongs to no event"});
    }
}

} // namespace ogp::store
