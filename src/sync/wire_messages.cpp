#include "sync/wire.hpp"

#include "base/text.hpp"
#include "ledger/log_keys.hpp"
#include "ledger/note.hpp"
#include "sync/wire_object.hpp"

#include <cstring>

namespace ogp::sync {
namespace {

constexpr std::size_t most_message = 256U << 10U; // an Info with all handovers
constexpr std::size_t most_handover = 1'024;
constexpr std::size_t secret_size = 32;

/// The one value of a small message.
class Message
{
public:
    explicit Message(std::string_view text) : m_lines(text), m_value(m_lines, checked(text)) {}
    const WireValue* operator->() const { return &m_value; }

private:
    static std::string_view checked(std::string_view text)
    {
        if (text.size() > most_message)
            throw Error(Fault::Invalid, say("შეტყობინება {} ბაიტზე მეტია", "the message has more than {} bytes", most_message));
        return text;
    }

    WireLines m_lines;
    WireValue m_value;
};

Json sentence(const Localized& text)
{
    return Json::object({{"ka", text.ka}, {"en", text.en}});
}

/// {"en":..,"ka":..}, or nothing where it is left out.
Localized sentence(const Message& message, std::string_view key)
{
    constexpr std::size_t most = 4'096;
    const Json& json = message->at(key);
    if (json.is_null())
        return {};
    const auto side = [&](std::string_view language) {
        return json[language].is_null() ? std::string() : message->text(json[language], key, most);
    };
    return {side("ka"), side("en")};
}

std::uint64_t size_of(const Message& message, std::string_view key)
{
    return static_cast<std::uint64_t>(message->integer(message->at(key), key, 0, most_integer));
}

/// What a bare status means, where nobody says more.
Fault fault_of_status(int status)
{
    switch (status) {
    case 401:
    case 403: return Fault::Forbidden;
    case 404:
    case 410: return Fault::NotFound;
    default: return Fault::Remote;
    }
}

} // namespace

std::string write_info(const Info& info)
{
    Json::Array scopes;
    for (const std::string& scope : info.scopes)
        scopes.emplace_back(scope);
    Json json = Json::object({{"v", protocol_version},
                              {"repo", info.repository.hex()},
                              {"authority", info.authority.hex()},
                              {"key", info.key.hex()},
                              {"size", static_cast<std::int64_t>(info.size)},
                              {"checkpoint", info.checkpoint},
                              {"time", info.time.milliseconds()},
                              {"actor", info.actor},
                              {"scopes", std::move(scopes)},
                              {"tag_secret", to_hex(info.tag_secret)},
                              {"timezone", info.time_zone}});
    if (!info.handovers.empty()) {
        Json::Array handovers;
        for (const std::string& note : info.handovers)
            handovers.emplace_back(note);
        json.set("handovers", std::move(handovers));
    }
    return to_json(json) + '\n';
}

Info parse_info(std::string_view text)
{
    constexpr std::size_t most_scopes = 32;
    const Message message(text);
    message->expect_keys({"actor", "authority", "checkpoint", "key", "repo", "scopes", "size", "tag_secret", "time", "timezone",
                          "v"},
                         {"handovers"});
    message->integer(message->at("v"), "v", protocol_version, protocol_version);
    Info info{.repository = message->hex<RepositoryId>(message->at("repo"), "repo"),
              .authority = message->hex<ReplicaId>(message->at("authority"), "authority"),
              .key = message->hex<ledger::PublicKey>(message->at("key"), "key"),
              .handovers = {},
              .size = size_of(message, "size"),
              .checkpoint = message->text(message->at("checkpoint"), "checkpoint", most_note),
              .time = Instant::from_milliseconds(message->integer(message->at("time"), "time", 0, most_integer)),
              .actor = message->text(message->at("actor"), "actor", most_name),
              .scopes = {},
              .tag_secret = {},
              .time_zone = message->text(message->at("timezone"), "timezone", most_name)};
    for (const Json& scope : message->array(message->at("scopes"), "scopes", 0, most_scopes))
        info.scopes.push_back(message->text(scope, "scopes", most_name));
    if (message->has("handovers"))
        for (const Json& note : message->array(message->at("handovers"), "handovers", 1, ledger::most_handovers))
            info.handovers.push_back(message->text(note, "handovers", most_handover));
    const auto secret = from_hex(message->text(message->at("tag_secret"), "tag_secret", 2 * secret_size));
    if (!secret || (!secret->empty() && secret->size() != secret_size))
        throw message->wrong("tag_secret");
    info.tag_secret = *secret;
    return info;
}

std::string Registration::text(const RepositoryId& repository) const
{
    return fmt::format("{}/replica\n{}\n{}\n", ledger::origin(repository), replica.hex(), key.hex());
}

std::string write_registration(const Registration& registration)
{
    return to_json(Json::object({{"replica", registration.replica.hex()},
                                 {"key", registration.key.hex()},
                                 {"signature", base64(registration.signature)}})) +
           '\n';
}

Registration parse_registration(std::string_view text)
{
    const Message message(text);
    message->expect_keys({"key", "replica", "signature"});
    return {.replica = message->hex<ReplicaId>(message->at("replica"), "replica"),
            .key = message->hex<ledger::PublicKey>(message->at("key"), "key"),
            .signature = message->signature(message->at("signature"), "signature")};
}

std::string write_erasure_answer(const ErasureAnswer& answer)
{
    return to_json(Json::object(
               {{"replica", answer.replica.hex()}, {"through", static_cast<std::int64_t>(answer.through)}})) +
           '\n';
}

ErasureAnswer parse_erasure_answer(std::string_view text)
{
    const Message message(text);
    message->expect_keys({"replica", "through"});
    return {.replica = message->hex<ReplicaId>(message->at("replica"), "replica"), .through = size_of(message, "through")};
}

std::string write_fault(const Error& error)
{
    return to_json(Json::object({{"fault", code(error.fault())},
                                 {"message", sentence(error.message())},
                                 {"hint", sentence(error.hint())}})) +
           '\n';
}

Error parse_fault(int status, std::string_view body)
{
    try {
        const Message message(body);
        const auto fault = fault_from(message->at("fault").is_text() ? message->at("fault").as_text() : std::string());
        // What goes wrong inside the authority, or is too much for it now, is no fault of this machine.
        const bool is_inside = fault == Fault::Io || fault == Fault::Internal || status == 429 || status == 503;
        if (fault)
            return {is_inside ? Fault::Remote : *fault, sentence(message, "message"), sentence(message, "hint")};
    } catch (const Error&) {
        // Not an answer of an authority: the status is all that is known.
    }
    return {fault_of_status(status), say("პასუხის კოდია {}", "the answer was status {}", status),
            {"ამ მისამართზე შესაძლოა სხვა სერვერია: იხილეთ ogp remote show",
             "another server may be at this address: see ogp remote show"}};
}

std::string checkpoint_tag(const ledger::Checkpoint& checkpoint)
{
    return fmt::format("\"{}-{}\"", checkpoint.size, checkpoint.root.hex().substr(0, 16));
}

std::string batch_note(const RepositoryId& repository, std::span<const Hash> event_ids, std::string_view signer,
                       const ledger::PublicKey& key, const ledger::Signature& signature)
{
    const std::string text = ledger::BatchStatement::over(repository, event_ids).text();
    return text + '\n' +
           ledger::signature_line({.name = std::string(signer),
                                   .key_id = ledger::key_id(signer, key),
                                   .bytes = std::string(reinterpret_cast<const char*>(signature.data()), signature.size())});
}

ledger::Signature note_signature(std::string_view note)
{
    const ledger::Note parsed = ledger::parse_note(note);
    ledger::Signature signature{};
    if (parsed.signatures.size() != 1 || parsed.signatures[0].bytes.size() != signature.size()) {
        throw Error(Fault::Integrity, {"შეკვრის ჩანაწერს ერთი ხელმოწერა უნდა ჰქონდეს", "the note of a batch must have one signature"});
    }
    std::memcpy(signature.data(), parsed.signatures[0].bytes.data(), signature.size());
    return signature;
}

} // namespace ogp::sync
