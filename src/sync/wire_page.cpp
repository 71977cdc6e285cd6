#include "sync/wire.hpp"

#include "base/text.hpp"
#include "ledger/event_bytes.hpp"
#include "sync/wire_object.hpp"

#include <array>

namespace ogp::sync {
namespace {

PageHead read_head(const WireValue& value)
{
    value.expect_keys({"after", "repo", "size", "v"});
    value.integer(value.at("v"), "v", protocol_version, protocol_version);
    const PageHead head{.repository = value.hex<RepositoryId>(value.at("repo"), "repo"),
                        .after = static_cast<std::uint64_t>(value.integer(value.at("after"), "after", 0, most_integer)),
                        .size = static_cast<std::uint64_t>(value.integer(value.at("size"), "size", 0, most_integer))};
    if (head.size < head.after)
        throw value.wrong("size");
    return head;
}

/// What stands beside an event that is not simply applied.
void read_verdict(const WireValue& value, PageEvent& event)
{
    value.expect_keys({"verdict", "rule"}, {"late"});
    event.verdict = value.verdict(value.at("verdict"), "verdict");
    event.rule = static_cast<std::uint16_t>(value.integer(value.at("rule"), "rule", 0, UINT16_MAX));
    if (value.has("late")) {
        value.integer(value.at("late"), "late", 1, 1);
        event.late = true;
    }
}

bool is_plain(const PageEvent& event)
{
    return event.verdict == ledger::Verdict::Applied && event.rule == 0 && !event.late;
}

Error bad_query(std::string_view part)
{
    return {Fault::Invalid, say("მისამართში „{}“ დაუშვებელია", "the address has \"{}\", which is not allowed", printable(shorten(part, 60)))};
}

std::int64_t query_number(std::string_view part, std::string_view digits, std::int64_t least)
{
    const auto number = to_integer(digits);
    if (!number || *number < least || *number > most_integer)
        throw bad_query(part);
    return *number;
}

LogQuery::Own query_own(std::string_view part, std::string_view value)
{
    const auto colon = value.find(':');
    const auto dash = value.find('-');
    const auto replica = ReplicaId::from_hex(value.substr(0, colon));
    if (!replica || colon == std::string_view::npos || dash == std::string_view::npos || dash < colon)
        throw bad_query(part);
    const LogQuery::Own own{.replica = *replica,
                            .first = query_number(part, value.substr(colon + 1, dash - colon - 1), 1),
                            .last = query_number(part, value.substr(dash + 1), 1)};
    if (own.last < own.first)
        throw bad_query(part);
    return own;
}

} // namespace

std::string LogQuery::target() const
{
    std::string text = fmt::format("/v1/log?after={}&limit={}", after, limit);
    if (own)
        text += fmt::format("&own={}:{}-{}", own->replica.hex(), own->first, own->last);
    return text;
}

LogQuery LogQuery::parse(std::string_view query)
{
    LogQuery result;
    if (query.empty())
        return result;
    std::array<bool, 3> seen{};
    for (const std::string_view part : split(query, '&')) {
        const auto equals = part.find('=');
        const std::string_view key = part.substr(0, equals);
        const std::string_view value = equals == std::string_view::npos ? std::string_view{} : part.substr(equals + 1);
        const std::size_t which = key == "after" ? 0 : key == "limit" ? 1 : key == "own" ? 2 : seen.size();
        if (which == seen.size() || std::exchange(seen.at(which), true))
            throw bad_query(part);
        if (which == 0)
            result.after = static_cast<std::uint64_t>(query_number(part, value, 0));
        else if (which == 1)
            result.limit = static_cast<std::size_t>(query_number(part, value, 1));
        else
            result.own = query_own(part, value);
    }
    return result;
}

PageWriter::PageWriter(const PageHead& head)
{
    write_line(m_text, Json::object({{"v", protocol_version},
                                     {"repo", head.repository.hex()},
                                     {"after", static_cast<std::int64_t>(head.after)},
                                     {"size", static_cast<std::int64_t>(head.size)}}));
}

void PageWriter::key(const KeyRecord& key)
{
    end_own();
    write_key(m_text, key);
}

void PageWriter::batch(std::size_t count, Instant received, std::string_view signer, const ledger::PublicKey& key,
                       const ledger::Signature& signature)
{
    end_own();
    write_line(m_text, Json::object({{"batch", static_cast<std::int64_t>(count)},
                                     {"received", received.milliseconds()},
                                     {"signer", signer},
                                     {"key", key.hex()},
                                     {"signature", base64(signature)}}));
}

void PageWriter::event(const PageEvent& event)
{
    if (event.own != 0 && (m_own_count == 0 || m_own_first + m_own_count == event.own)) {
        m_own_first = m_own_count == 0 ? event.own : m_own_first;
        ++m_own_count;
    } else {
        end_own();
        if (event.own != 0) {
            m_own_first = event.own;
            m_own_count = 1;
        } else {
            m_text += event.bytes;
            m_text += '\n';
        }
    }
    if (!is_plain(event)) {
        end_own();
        Json record = Json::object({{"verdict", static_cast<std::int64_t>(event.verdict)}, {"rule", std::int64_t{event.rule}}});
        if (event.late)
            record.set("late", 1);
        write_line(m_text, record);
    }
    if (!event.sealed.empty()) {
        end_own();
        write_sealed(m_text, event.sealed);
    }
}

void PageWriter::checkpoint(std::string_view note)
{
    end_own();
    write_line(m_text, Json::object({{"checkpoint", note}}));
}

void PageWriter::end_own()
{
    if (m_own_count != 0)
        write_line(m_text, Json::object({{"own", Json::Array{m_own_first, m_own_count}}}));
    m_own_count = 0;
}

PageReader::PageReader(std::string_view text) : m_lines(text)
{
    if (text.size() > max_page_bytes)
        throw Error(Fault::Invalid, say("გვერდი {} ბაიტზე მეტია", "a page may have at most {} bytes", max_page_bytes));
    if (!m_lines.next())
        throw m_lines.invalid({"ცარიელია", "it is empty"});
    m_head = read_head(WireValue(m_lines));
}

std::optional<PageBatch> PageReader::next()
{
    PageBatch batch;
    while (m_line_waits || m_lines.next()) {
        m_line_waits = false;
        const WireValue value(m_lines);
        if (value.has("key") && !value.has("batch")) {
            batch.keys.push_back(read_key(value));
            continue;
        }
        if (value.has("checkpoint")) {
            value.expect_keys({"checkpoint"});
            m_checkpoint = value.text(value.at("checkpoint"), "checkpoint", most_note);
            if (!batch.keys.empty() || m_lines.next())
                throw m_lines.invalid({"გვერდის ბოლოში ზედმეტი სტრიქონია", "there is a line too many at the end of the page"});
            return std::nullopt;
        }
        value.expect_keys({"batch", "key", "received", "signature", "signer"});
        batch.received = Instant::from_milliseconds(value.integer(value.at("received"), "received", 0, most_integer));
        batch.signer = value.text(value.at("signer"), "signer", most_name);
        batch.key = value.hex<ledger::PublicKey>(value.at("key"), "key");
        batch.signature = value.signature(value.at("signature"), "signature");
        read_events(batch, static_cast<std::size_t>(value.integer(value.at("batch"), "batch", 1, max_batch_events)));
        return batch;
    }
    throw m_lines.invalid({"გვერდს ბოლო სტრიქონი აკლია", "the page has no last line"});
}

void PageReader::read_events(PageBatch& batch, std::size_t count)
{
    bool judged = true;
    bool sealed = true;
    while (m_lines.next()) {
        if (m_lines.is_event() && batch.events.size() < count) {
            if (m_lines.line().size() > ledger::max_event_bytes)
                throw m_lines.invalid({"მოვლენა მეტისმეტად გრძელია", "the event is too long"});
            batch.events.push_back({.bytes = m_lines.line()});
            judged = sealed = false;
        } else if (m_lines.line().starts_with(R"({"own":)") && batch.events.size() < count) {
            read_own(batch, count);
            judged = sealed = false;
        } else if (m_lines.line().starts_with(R"({"late":)") || m_lines.line().starts_with(R"({"rule":)")) {
            if (judged || sealed)
                throw m_lines.invalid({"წინ მოვლენა უნდა იდგას", "an event must stand before it"});
            read_verdict(WireValue(m_lines), batch.events.back());
            judged = true;
        } else if (m_lines.line().starts_with(R"({"sealed":)")) {
            if (sealed)
                throw m_lines.invalid({"წინ მოვლენა უნდა იდგას", "an event must stand before it"});
            batch.events.back().sealed = read_sealed(WireValue(m_lines));
            sealed = true;
        } else {
            m_line_waits = true;
            break;
        }
    }
    if (batch.events.size() != count)
        throw m_lines.invalid(say("შეკვრაში {} მოვლენაა {}-ის ნაცვლად", "the batch has {} events, not {}", batch.events.size(), count));
}

void PageReader::read_own(PageBatch& batch, std::size_t count)
{
    const WireValue value(m_lines);
    value.expect_keys({"own"});
    const Json::Array& run = value.array(value.at("own"), "own", 2, 2);
    const std::int64_t first = value.integer(run[0], "own", 1, most_integer);
    const std::int64_t most = static_cast<std::int64_t>(count - batch.events.size());
    const std::int64_t length = value.integer(run[1], "own", 1, most);
    for (std::int64_t i = 0; i != length; ++i)
        batch.events.push_back({.own = first + i});
}

} // namespace ogp::sync
