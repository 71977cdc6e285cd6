#include "store/verifier_notes.hpp"

#include "base/text.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/note.hpp"
#include "store/projection.hpp"

#include <algorithm>

namespace ogp::store {
namespace {

std::string batch_name(std::int64_t first)
{
    return fmt::format("batch {}", first);
}

std::string checkpoint_name(std::int64_t size)
{
    return fmt::format("checkpoint {}", size);
}

template <class Parse>
auto parsed(Parse&& parse) -> std::optional<decltype(parse())>
{
    try {
        return parse();
    } catch (const Error&) {
        return std::nullopt;
    }
}

} // namespace

NoteCheck::NoteCheck(Database& database, const Identity& identity, TreeCheck& tree, Report& report,
                     const std::optional<VerifiedMark>& mark)
    : m_database(database),
      m_identity(identity),
      m_tree(tree),
      m_report(report),
      m_batches(database, "SELECT first, count, note FROM batch ORDER BY first"),
      m_more_batches(m_batches.step()),
      m_checkpoints(database, "SELECT size, note FROM checkpoint ORDER BY size"),
      m_more_checkpoints(m_checkpoints.step()),
      m_joined(database, "SELECT first FROM joined_batch ORDER BY first"),
      m_more_joined(m_joined.step()),
      m_log_keys({ledger::signer_name(identity.repository, identity.log_keeper()), identity.authority_key}),
      m_mark(mark),
      m_notes(sha256({"ogp-verified-v1\n", identity.repository.view(), identity.log_keeper().view(), identity.authority_key.hex()}))
{}

void NoteCheck::bind(std::string_view note)
{
    m_notes = sha256({m_notes.view(), sha256(note).view()});
}

/// Whether no check has found good what was signed when the log had that size.
bool NoteCheck::is_new(std::int64_t size) const
{
    return !m_mark || static_cast<std::uint64_t>(size) > m_mark->size;
}

void NoteCheck::begin_batch(std::int64_t sequence)
{
    for (; m_more_batches && m_batches.integer(0) < sequence; m_more_batches = m_batches.step())
        m_report.add("batch_damaged", batch_name(m_batches.integer(0)),
                     {"შეკვრა სხვა შეკვრაში იწყება", "the batch begins inside another one"});
    m_batch = {};
    m_batch.first = sequence;
    m_in_batch = true;
    if (!m_more_batches || m_batches.integer(0) != sequence) {
        m_report.add("batch_missing", batch_name(sequence), {"მოვლენათა შეკვრა აკლია", "the batch is missing"});
        m_batch.end = m_more_batches ? m_batches.integer(0) : -1;
        return;
    }
    m_batch.note = m_batches.text(2);
    m_batch.id = sha256(m_batch.note);
    m_batch.readable = true;
    const std::int64_t count = m_batches.integer(1);
    const auto statement = parsed([&] { return ledger::BatchStatement::parse(ledger::parse_note(m_batch.note).text); });
    if (!statement || static_cast<std::uint64_t>(count) != statement->count)
        m_report.add("batch_damaged", batch_name(sequence),
                     {"შეკვრის ჩანაწერი დაზიანებულია", "the statement of the batch is damaged"});
    m_batch.end =
        sequence + (statement ? static_cast<std::int64_t>(std::min<std::uint64_t>(statement->count, 1U << 30U)) : count);
    m_more_batches = m_batches.step();
    if (m_batch.end <= sequence)
        m_batch.end = m_more_batches ? m_batches.integer(0) : -1;
}

void NoteCheck::add(const LogRow& row, bool leaf_in_tree)
{
    if (!m_in_batch)
        begin_batch(row.sequence);
    m_batch.ids.append(ledger::leaf_hash(row.id.view()));
    const bool is_refused = row.leaf.verdict == ledger::Verdict::Rejected || row.leaf.verdict == ledger::Verdict::Quarantined;
    m_batch.authors.insert({row.event.actor, row.event.replica, is_refused});
    if (m_batch.readable && row.leaf.batch_id != m_batch.id) {
        if (leaf_in_tree)
            m_report.add("batch_damaged", batch_name(m_batch.first),
                         {"შეკვრის ხელმოწერილი ჩანაწერი შეცვლილია", "the signed statement of the batch was changed"});
        else
            m_report.add("leaf_damaged", fmt::format("leaf {}", row.sequence),
                         {"ჩანაწერი სხვა შეკვრას ასახელებს", "the leaf names another batch"});
    }
    note_key(row);
    if (row.sequence + 1 == m_batch.end)
        end_batch();
}

void NoteCheck::note_key(const LogRow& row)
{
    const bool revokes = row.event.op == model::Op::Revoke;
    if ((row.event.op != model::Op::Grant && !revokes) || !is_folded(row.leaf.verdict))
        return;
    const auto content = parsed([&] { return grant_content(row.event); });
    if (!content)
        return;
    if (!content->handover.empty())
        hand_over(row, content->handover);
    const auto key = ledger::PublicKey::from_hex(to_hex(content->key));
    if (key || (revokes && content->role.empty()))
        m_key_changes.push_back({content->actor, key, revokes});
}

void NoteCheck::hand_over(const LogRow& row, const std::string& note)
{
    try {
        ledger::Handover handover = ledger::Handover::parse(note);
        if (static_cast<std::int64_t>(handover.from) != row.sequence || row.event.replica != m_identity.log_keeper())
            throw Error(Fault::Invalid, {"ჟურნალის გასაღების შეცვლა სხვა ადგილისაა", "the change of the log's key is of another place"});
        m_log_keys.add(std::move(handover));
        m_handed_over = m_batch.end;
    } catch (const Error& error) {
        m_report.add("signature_damaged", fmt::format("event {}", row.sequence), error.message());
    }
}

void NoteCheck::change_keys()
{
    for (const KeyChange& change : m_key_changes) {
        std::vector<ledger::PublicKey>& keys = m_keys[change.actor];
        if (!change.revokes) {
            keys.push_back(*change.key);
            m_all_keys.insert(*change.key);
        } else if (change.key) {
            std::erase(keys, *change.key);
        } else {
            keys.clear();
        }
    }
    m_key_changes.clear();
}

/// Whether no checkpoint has to follow this batch.
bool NoteCheck::take_joined()
{
    for (; m_more_joined && m_joined.integer(0) < m_batch.first; m_more_joined = m_joined.step())
        m_report.add("batch_damaged", batch_name(m_joined.integer(0)),
                     {"ასეთი შეკვრა სხვას ვერ მიჰყვება", "no batch of that place can be joined to the next one"});
    if (!m_more_joined || m_joined.integer(0) != m_batch.first)
        return false;
    m_more_joined = m_joined.step();
    return true;
}

void NoteCheck::add_unreadable(std::int64_t sequence)
{
    if (!m_in_batch)
        begin_batch(sequence);
    m_batch.complete = false;
    m_unreadable = true;
    if (sequence + 1 == m_batch.end)
        end_batch();
}

void NoteCheck::end_batch()
{
    m_in_batch = false;
    // The keys that the founding batch grants are those it is signed with; there was nobody before it.
    if (m_batch.first == 0)
        change_keys();
    if (m_batch.readable) {
        ++m_report.result().batches;
        bind(m_batch.note);
        if (m_batch.complete) {
            check_statement();
            check_signatures();
        }
    }
    change_keys();
    const auto size = static_cast<std::int64_t>(m_tree.size());
    m_is_joined = take_joined();
    if (!m_is_joined)
        check_checkpoint(size);
    else if (m_more_checkpoints && m_checkpoints.integer(0) == size)
        m_report.add("batch_damaged", batch_name(m_batch.first),
                     {"შეკვრა სხვას მიჰყვება, თუმცა საკონტროლო წერტილით მთავრდება", "the batch is joined to the next one, but a checkpoint ends it"});
    if (m_mark && m_mark->size == m_tree.size())
        m_mark_fits = m_mark->notes == m_notes;
}

void NoteCheck::check_statement()
{
    const ledger::BatchStatement expected{ledger::origin(m_identity.repository) + "/batch", m_batch.ids.size(),
                                          m_batch.ids.root()};
    const auto statement = parsed([&] { return ledger::BatchStatement::parse(ledger::parse_note(m_batch.note).text); });
    if (!statement || !(*statement == expected))
        m_report.add("batch_damaged", batch_name(m_batch.first),
                     {"შეკვრის ჩანაწერი მის მოვლენებს არ ემთხვევა", "the statement of the batch is not that of its events"});
}

bool NoteCheck::has_signed(const Author& author) const
{
    const auto note = parsed([&] { return ledger::parse_note(m_batch.note); });
    if (!note)
        return false;
    const std::string name = ledger::signer_name(m_identity.repository, author.replica);
    const auto signs = [&](const ledger::PublicKey& key) { return ledger::verify_note(*note, name, key); };
    if (author.is_refused)
        return std::any_of(m_all_keys.begin(), m_all_keys.end(), signs);
    const auto keys = m_keys.find(author.actor);
    return keys != m_keys.end() && std::any_of(keys->second.begin(), keys->second.end(), signs);
}

void NoteCheck::check_signatures()
{
    const bool is_to_verify = is_new(static_cast<std::int64_t>(m_tree.size()));
    for (const Author& author : m_batch.authors) {
        const bool good = !is_to_verify || has_signed(author);
        if (good) {
            ++m_report.result().signatures;
            m_report.result().signatures_verified += is_to_verify ? 1U : 0U;
        }
        // The grant of its key may be among the events that cannot be read.
        else if (!m_unreadable || m_keys.contains(author.actor))
            m_report.add("signature_damaged", batch_name(m_batch.first),
                         say("შეკვრას აკლია მომხმარებლის {} ხელმოწერა",
                             "the batch carries no good signature of its actor {}", printable(author.actor)));
    }
}

void NoteCheck::check_checkpoint(std::int64_t size)
{
    for (; m_more_checkpoints && m_checkpoints.integer(0) < size; m_more_checkpoints = m_checkpoints.step())
        m_report.add("checkpoint_damaged", checkpoint_name(m_checkpoints.integer(0)),
                     {"საკონტროლო წერტილი შეკვრის ბოლოში არ დგას", "the checkpoint does not stand at the end of a batch"});
    if (!m_more_checkpoints || m_checkpoints.integer(0) != size) {
        m_report.add("checkpoint_missing", checkpoint_name(size),
                     {"საკონტროლო წერტილი აკლია", "the checkpoint is missing"});
        return;
    }
    const std::string note = m_checkpoints.text(1);
    m_more_checkpoints = m_checkpoints.step();
    bind(note);
    read_checkpoint(note, size);
}

/// By the key in force at that size; the first one after a change by the one before as well.
bool NoteCheck::is_signed(const ledger::Note& note, std::int64_t size) const
{
    const ledger::VerifierKey& key = m_log_keys.at(static_cast<std::uint64_t>(size));
    if (!ledger::verify_note(note, key.name, key.key))
        return false;
    const ledger::VerifierKey& older = size == m_handed_over ? m_log_keys.handovers().back().older : key;
    return ledger::verify_note(note, older.name, older.key);
}

void NoteCheck::read_checkpoint(const std::string& note_text, std::int64_t size)
{
    const auto note = parsed([&] { return ledger::parse_note(note_text); });
    const auto checkpoint = note ? parsed([&] { return ledger::Checkpoint::parse(note->text); }) : std::nullopt;
    // Everything hangs on the newest one: no mark speaks for it.
    const bool is_to_verify = is_new(size) || !m_more_checkpoints;
    if (!checkpoint || checkpoint->origin != ledger::origin(m_identity.repository) ||
        checkpoint->size != static_cast<std::uint64_t>(size) ||
        (is_to_verify && !is_signed(*note, size))) {
        m_report.add("checkpoint_damaged", checkpoint_name(size),
                     {"საკონტროლო წერტილი ან მისი ხელმოწერა დაზიანებულია", "the checkpoint or its signature is damaged"});
        return;
    }
    ++m_report.result().signatures;
    m_report.result().signatures_verified += is_to_verify ? 1U : 0U;
    m_signed_root = checkpoint->root;
    if (!m_tree.is_root(checkpoint->root))
        m_report.add("root_differs", checkpoint_name(size),
                     {"ხელმოწერილი ფესვი მანამდე ჩაწერილ მოვლენებს არ ემთხვევა",
                      "the signed root is not that of the events before it"});
}

void NoteCheck::finish(std::int64_t size)
{
    if (m_identity.is_authority() && !m_unreadable && m_log_keys.present().key != m_identity.key)
        m_report.add("signature_damaged", "meta", {"საცავის გასაღები ჟურნალის ბოლო გასაღები არ არის", "the key of the repository is not the last one that the log gives"});
    if (m_in_batch) {
        m_report.add("batch_damaged", batch_name(m_batch.first), {"შეკვრის ბოლო აკლია", "the end of the batch is missing"});
        end_batch();
    }
    if (m_is_joined)
        m_report.add("checkpoint_missing", checkpoint_name(size), {"საკონტროლო წერტილი აკლია", "the checkpoint is missing"});
    for (; m_more_joined; m_more_joined = m_joined.step())
        m_report.add("batch_damaged", batch_name(m_joined.integer(0)),
                     {"ასეთი შეკვრა სხვას ვერ მიჰყვება", "no batch of that place can be joined to the next one"});
    for (; m_more_batches; m_more_batches = m_batches.step())
        m_report.add("batch_damaged", batch_name(m_batches.integer(0)),
                     {"შეკვრას მოვლენები აკლია", "the events of the batch are missing"});
    for (; m_more_checkpoints; m_more_checkpoints = m_checkpoints.step())
        m_report.add("checkpoint_damaged", checkpoint_name(m_checkpoints.integer(0)),
                     say("ჟურნალში მხოლოდ {} მოვლენაა", "the log has {} events only", size));
}

} // namespace ogp::store
