#include "sync/wire.hpp"

#include "base/text.hpp"
#include "ledger/event_bytes.hpp"
#include "sync/wire_object.hpp"

namespace ogp::sync {
namespace {

constexpr std::size_t id_digits = 16;

PushHead read_head(const WireValue& value)
{
    value.expect_keys({"have", "repo", "replica", "v"});
    value.integer(value.at("v"), "v", protocol_version, protocol_version);
    return {.repository = value.hex<RepositoryId>(value.at("repo"), "repo"),
            .replica = value.hex<ReplicaId>(value.at("replica"), "replica"),
            .have = static_cast<std::uint64_t>(value.integer(value.at("have"), "have", 0, most_integer))};
}

/// Reads a push line by line.
class PushReader
{
public:
    explicit PushReader(std::string_view text) : m_lines(text) {}

    PushBody read()
    {
        if (!m_lines.next())
            throw m_lines.invalid({"ცარიელია", "it is empty"});
        m_body.head = read_head(WireValue(m_lines));
        while (m_lines.next()) {
            if (m_lines.is_event())
                read_event();
            else
                read_record();
        }
        expect_whole();
        return std::move(m_body);
    }

private:
    void read_event()
    {
        if (m_missing == 0)
            throw m_lines.invalid({"მოვლენა არც ერთ შეკვრაში არ არის", "the event is in no batch"});
        if (m_lines.line().size() > ledger::max_event_bytes)
            throw m_lines.invalid({"მოვლენა მეტისმეტად გრძელია", "the event is too long"});
        if (++m_events > max_push_events)
            throw m_lines.invalid(say("{}-ზე მეტი მოვლენაა", "there are more than {} events", max_push_events));
        m_body.batches.back().events.push_back({.bytes = m_lines.line()});
        --m_missing;
        m_sealable = true;
    }

    void read_record()
    {
        const WireValue value(m_lines);
        if (value.has("sealed")) {
            if (!m_sealable)
                throw m_lines.invalid({"წინ მოვლენა უნდა იდგას", "an event must stand before it"});
            m_body.batches.back().events.back().sealed = read_sealed(value);
        } else if (value.has("key")) {
            expect_whole();
            m_body.keys.push_back(read_key(value));
        } else {
            expect_whole();
            read_batch(value);
        }
        m_sealable = false;
    }

    void read_batch(const WireValue& value)
    {
        value.expect_keys({"batch", "signature"});
        m_missing = value.integer(value.at("batch"), "batch", 1, max_push_events);
        m_body.batches.push_back({.signature = value.signature(value.at("signature"), "signature"), .line = m_lines.number()});
    }

    void expect_whole() const
    {
        if (m_missing != 0)
            throw m_lines.invalid(say("შეკვრას კიდევ {} მოვლენა აკლია", "{} more events of the batch are missing", m_missing));
    }

    WireLines m_lines;
    PushBody m_body;
    std::int64_t m_missing = 0;
    std::size_t m_events = 0;
    bool m_sealable = false;
};

Fault fault_of(const WireValue& value, const std::string& word)
{
    const auto fault = fault_from(word);
    if (!fault)
        throw value.wrong("fault");
    return *fault;
}

EventAnswer read_answer(const WireValue& value)
{
    const Json::Array& parts = value.array(value.json(), "answer", 4, 5);
    EventAnswer answer{.id = value.text(parts[0], "id", id_digits),
                       .verdict = value.verdict(parts[1], "verdict"),
                       .sequence = static_cast<std::uint64_t>(value.integer(parts[2], "sequence", 0, most_integer)),
                       .rule = static_cast<std::uint16_t>(value.integer(parts[3], "rule", 0, UINT16_MAX))};
    if (answer.id.size() != id_digits || !from_hex(answer.id))
        throw value.wrong("id");
    if (parts.size() == 5)
        answer.number = value.text(parts[4], "number", most_name);
    return answer;
}

RefusedBatch read_refused(const WireValue& value)
{
    value.expect_keys({"fault", "message", "refused"});
    return {.index = static_cast<std::size_t>(value.integer(value.at("refused"), "refused", 0, max_push_events)),
            .fault = fault_of(value, value.text(value.at("fault"), "fault", most_name)),
            .message = value.sentence(value.at("message"), "message")};
}

} // namespace

PushBody parse_push(std::string_view text)
{
    if (text.size() > max_push_bytes) {
        throw Error(Fault::Invalid, say("გაგზავნილი {} ბაიტზე მეტია", "a push may have at most {} bytes", max_push_bytes));
    }
    return PushReader(text).read();
}

PushWriter::PushWriter(const PushHead& head)
{
    write_line(m_text, Json::object({{"v", protocol_version},
                                     {"repo", head.repository.hex()},
                                     {"replica", head.replica.hex()},
                                     {"have", static_cast<std::int64_t>(head.have)}}));
}

void PushWriter::key(const KeyRecord& key)
{
    write_key(m_text, key);
}

void PushWriter::batch(std::size_t count, const ledger::Signature& signature)
{
    write_line(m_text,
               Json::object({{"batch", static_cast<std::int64_t>(count)}, {"signature", base64(signature)}}));
}

void PushWriter::event(std::string_view bytes, std::span<const SealedRecord> sealed)
{
    m_text += bytes;
    m_text += '\n';
    write_sealed(m_text, sealed);
    ++m_events;
}

std::string write_push_answer(const PushAnswer& answer)
{
    std::string text;
    for (const EventAnswer& event : answer.events) {
        Json::Array parts{event.id, static_cast<std::int64_t>(event.verdict), static_cast<std::int64_t>(event.sequence),
                          std::int64_t{event.rule}};
        if (!event.number.empty())
            parts.emplace_back(event.number);
        write_line(text, parts);
    }
    for (const RefusedBatch& batch : answer.refused) {
        write_line(text, Json::object({{"refused", static_cast<std::int64_t>(batch.index)},
                                       {"fault", code(batch.fault)},
                                       {"message", Json::Array{batch.message.ka, batch.message.en}}}));
    }
    write_line(text, Json::object({{"checkpoint", answer.checkpoint}}));
    return text;
}

PushAnswer parse_push_answer(std::string_view text)
{
    PushAnswer answer;
    WireLines lines(text);
    while (lines.next()) {
        const WireValue value(lines);
        if (value.json().is_array()) {
            answer.events.push_back(read_answer(value));
        } else if (value.has("refused")) {
            answer.refused.push_back(read_refused(value));
        } else {
            value.expect_keys({"checkpoint"});
            answer.checkpoint = value.text(value.at("checkpoint"), "checkpoint", most_note);
            if (lines.next())
                throw lines.invalid({"ბოლო სტრიქონის შემდეგ კიდევ რაღაც დგას", "something follows the last line"});
            return answer;
        }
        if (answer.events.size() > max_push_events || answer.refused.size() > max_push_events)
            throw lines.invalid({"პასუხი მეტისმეტად გრძელია", "the answer is too long"});
    }
    throw lines.invalid({"პასუხს ბოლო სტრიქონი აკლია", "the answer has no last line"});
}

} // namespace ogp::sync
