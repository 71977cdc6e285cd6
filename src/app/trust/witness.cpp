#include "app/trust/witness.hpp"

#include "app/sync/told_keys.hpp"
#include "app/trust/trusted_key.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "ledger/consistency.hpp"
#include "ledger/cosignature.hpp"
#include "sync/wire.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <optional>

namespace ogp::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_state = 16U << 20U;
constexpr std::size_t most_answer = 256U << 10U;

/// Two that run at once could each sign another continuation of what was seen: one waits for the other.
class StateLock
{
public:
    explicit StateLock(const fs::path& state)
    {
        const std::string name = state.string() + ".lock";
        m_descriptor = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (m_descriptor < 0 || ::flock(m_descriptor, LOCK_EX) != 0)
            throw Error(Fault::Io, say("{}: ფაილი ვერ დაიკეტა", "{}: the file cannot be locked", name));
    }
    ~StateLock() { ::close(m_descriptor); }
    StateLock(const StateLock&) = delete;
    StateLock& operator=(const StateLock&) = delete;

private:
    int m_descriptor = -1;
};

/// What was seen of one log.
struct Seen
{
    ledger::VerifierKey key;
    std::string note;
};

Json load_state(const fs::path& file)
{
    std::error_code failed;
    if (!fs::exists(file, failed))
        return Json::object();
    try {
        Json state = parse_json(read_file(file, most_state));
        if (state.is_object())
            return state;
    } catch (const Error& error) {
        if (error.fault() != Fault::Invalid)
            throw;
    }
    // To begin anew would be to forget what was signed.
    throw Error(Fault::Integrity, say("{}: მდგომარეობის ფაილი დაზიანებულია", "{}: the state file is damaged", file.string()),
                {"აღადგინეთ ის ასლიდან; წაშლა ნიშნავს, რომ რაც ნახეთ, დაივიწყეთ", "restore it from a copy; to remove it is to forget what was seen"});
}

std::optional<Seen> seen_of(const Json& state, std::string_view origin)
{
    const Json* record = state.find(origin);
    if (record == nullptr)
        return std::nullopt;
    const auto key = ledger::parse_verifier_key(record->text("key"));
    if (!key)
        throw Error(Fault::Integrity, say("მდგომარეობის ფაილში გასაღები არ იკითხება: {}", "the state file has no key of {}", printable(origin)));
    return Seen{*key, record->text("note")};
}

std::string ask(sync::Transport& transport, const std::string& method, const std::string& target, const std::string& body = {})
{
    sync::Response response = transport.send({.method = method, .target = target, .body = body, .max_response = most_answer});
    sync::unpack(response, most_answer);
    if (response.status < 200 || response.status > 299)
        throw sync::parse_fault(response.status, response.body);
    return std::move(response.body);
}

/// Whether that key alone speaks for the log under its name, as far as the note shows.
bool is_signed_by(const ledger::Note& note, const ledger::VerifierKey& key)
{
    const std::uint32_t id = ledger::key_id(key.name, key.key);
    return std::all_of(note.signatures.begin(), note.signatures.end(), [&](const ledger::NoteSignature& signature) {
        return signature.name != key.name || signature.key_id == id;
    }) && ledger::verify_note(note, key.name, key.key);
}

/// The keys that the log is held against: the known one, and those that it has given way to; where none is known, what the authority
/// tells.
ledger::LogKeys keys_of_log(sync::Transport& transport, const WitnessOptions& options, const std::optional<Seen>& seen, const ledger::Note& newest)
{
    const auto named = options.log_key.empty() ? std::nullopt : std::optional(trusted_key(options.log_key, "--key"));
    const auto known = seen ? std::optional(seen->key) : named;
    std::optional<ledger::LogKeys> keys;
    if (known && is_signed_by(newest, *known) && named.value_or(*known) == *known) {
        keys.emplace(*known);
    } else {
        const sync::Info info = sync::parse_info(ask(transport, "GET", "/v1/info"));
        if (ledger::origin(info.repository) != ledger::Checkpoint::parse(newest.text).origin)
            throw Error(Fault::Integrity, {"მთავარი საცავი სხვა სახელს ამბობს, ვიდრე საკონტროლო წერტილი", "the authority names another repository than its checkpoint"});
        keys.emplace(told_keys(info, known.value_or(told_key(info))));
    }
    if (seen && named && !keys->contains(*named))
        throw Error(Fault::Integrity, say("--key სხვაა, ვიდრე ის, რომლითაც ამ ჟურნალს აქამდე ამოწმებდით: {}",
                                          "--key is another one than this log was held against so far: {}",
                                          ledger::verifier_key(seen->key.name, seen->key.key)));
    return *keys;
}

/// Keeps what does not fit and says so.
[[noreturn]] void accuse(const WitnessOptions& options, const Seen& seen, std::string_view newer, const ledger::Checkpoint& older, const Error& why)
{
    fs::path evidence = options.state;
    evidence += fmt::format(".evidence-{}", older.size);
    write_file(evidence, fmt::format("{}\n--\n{}", seen.note, newer), FileMode::Private);
    throw Error(Fault::Integrity, why.message(),
                say("ხელი არ მოეწერა; ორივე ხელმოწერილი ტექსტი შენახულია: {}", "it was not signed; both signed notes are kept in {}", evidence.string()));
}

/// The newest checkpoint, once it is known to continue what was seen.
struct Fetched
{
    ledger::Checkpoint checkpoint;
    std::string note;
};

Fetched fetch_next(sync::Transport& transport, const WitnessOptions& options, const Seen& seen, const Fetched& newest, const ledger::VerifierKey& key)
{
    const ledger::Checkpoint older = ledger::signed_checkpoint(seen.note, seen.key);
    if (newest.checkpoint.size <= older.size) {
        try {
            ledger::check_continues(older, newest.checkpoint, {});
            return newest;
        } catch (const Error& error) {
            accuse(options, seen, newest.note, older, error);
        }
    }
    const std::string text = ask(transport, "GET", fmt::format("/v1/consistency?from={}", older.size));
    const auto proof = ledger::ConsistencyProof::parse(text);
    // The log may have grown in between: the proof brings its own checkpoint.
    const Fetched next{ledger::signed_checkpoint(proof.note, key), proof.note};
    try {
        ledger::check_continues(older, next.checkpoint, proof.path);
    } catch (const Error& error) {
        accuse(options, seen, text, older, error);
    }
    return next;
}

bool has_signed(const std::string& note, const WitnessOptions& options)
{
    try {
        return ledger::cosigned_at(ledger::parse_note(note), {options.name, options.key.public_key()}).has_value();
    } catch (const Error&) {
        return false; // somebody has put a wrong line under our name: a right one takes its place
    }
}

} // namespace

WitnessReport witness_once(sync::Transport& transport, const WitnessOptions& options)
{
    const StateLock lock(options.state);
    Json state = load_state(options.state);
    const std::string note = ask(transport, "GET", "/v1/checkpoint");
    if (note.empty())
        throw Error(Fault::NotFound, {"ჟურნალი ცარიელია", "the log is empty"});
    const ledger::Note parsed = ledger::parse_note(note);
    const std::string origin = ledger::Checkpoint::parse(parsed.text).origin;
    const std::optional<Seen> seen = seen_of(state, origin);
    const ledger::VerifierKey key = keys_of_log(transport, options, seen, parsed).present();
    const Fetched newest{ledger::signed_checkpoint(note, key), note};
    const Fetched next = seen ? fetch_next(transport, options, *seen, newest, key) : newest;
    const std::uint64_t from = seen ? ledger::signed_checkpoint(seen->note, seen->key).size : 0;
    const std::string verifier = ledger::verifier_key(key.name, key.key);
    const bool is_new = !seen || next.checkpoint.size != from;
    if (is_new) {
        state.set(origin, Json::object({{"key", verifier}, {"note", next.note}}));
        write_file(options.state, to_json(state) + "\n", FileMode::Private);
    }
    const bool sign = is_new || !has_signed(next.note, options);
    if (sign) {
        const std::string text = next.checkpoint.text();
        ask(transport, "POST", "/v1/cosignature",
            text + '\n' + ledger::cosignature_line(text, options.name, options.key, options.now.milliseconds() / 1000));
    }
    return {Json::object({{"origin", origin},
                          {"from_size", static_cast<std::int64_t>(from)},
                          {"size", static_cast<std::int64_t>(next.checkpoint.size)},
                          {"key", verifier},
                          {"first", !seen.has_value()},
                          {"signed", sign}}),
            sign ? say("{0}: ხელი მოეწერა, {1} მოვლენა", "{0}: signed, {1} events", printable(origin), next.checkpoint.size)
                 : say("{0}: ახალი არაფერია, {1} მოვლენა", "{0}: nothing new, {1} events", printable(origin), next.checkpoint.size)};
}

} // namespace ogp::app
