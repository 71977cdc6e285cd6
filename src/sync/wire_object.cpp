#include "sync/wire_object.hpp"

#include "base/text.hpp"
#include "ledger/key_wrap.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace ogp::sync {
namespace {

constexpr int most_depth = 6;

Json parse(const WireLines& lines, std::string_view text)
{
    try {
        return parse_json(text, {.bytes = max_page_bytes, .depth = most_depth});
    } catch (const Error& error) {
        throw lines.invalid(error.message());
    }
}

} // namespace

std::size_t max_unpacked(std::size_t compressed, std::size_t most)
{
    constexpr std::size_t free = 1U << 20U;
    if (compressed >= most / max_packing_ratio)
        return most;
    return std::min(most, std::max(free, compressed * max_packing_ratio));
}

bool WireLines::next()
{
    if (m_rest.empty())
        return false;
    ++m_number;
    const auto end = m_rest.find('\n');
    if (end == std::string_view::npos)
        throw invalid({"სტრიქონი გაწყვეტილია", "the line is cut off"});
    m_line = m_rest.substr(0, end);
    m_rest.remove_prefix(end + 1);
    return true;
}

Error WireLines::invalid(const Localized& reason) const
{
    if (m_number == 0) {
        return {Fault::Invalid, say("სინქრონიზაციის შეტყობინება უვარგისია: {0}", "the sync message is not valid: {1}", reason.ka, reason.en)};
    }
    return {Fault::Invalid,
            {fmt::format("სინქრონიზაციის შეტყობინების {} სტრიქონი უვარგისია: {}", m_number, reason.ka),
             fmt::format("line {} of the sync message is not valid: {}", m_number, reason.en)}};
}

WireValue::WireValue(const WireLines& lines) : WireValue(lines, lines.line()) {}

WireValue::WireValue(const WireLines& lines, std::string_view text) : m_lines(lines), m_json(parse(lines, text)) {}

void WireValue::expect_keys(std::initializer_list<std::string_view> keys, std::initializer_list<std::string_view> optional) const
{
    if (!m_json.is_object())
        throw m_lines.invalid({"აქ ობიექტი უნდა იყოს", "an object must stand here"});
    for (const std::string_view key : keys) {
        if (!m_json.find(key))
            throw m_lines.invalid(say("აკლია „{}“", "\"{}\" is missing", key));
    }
    for (const auto& [key, value] : m_json.members()) {
        const auto is = [&](std::string_view known) { return known == key; };
        if (std::ranges::none_of(keys, is) && std::ranges::none_of(optional, is))
            throw m_lines.invalid(say("უცნობი „{}“", "unknown \"{}\"", printable(shorten(key, 40))));
    }
}

const Json::Array& WireValue::array(const Json& json, std::string_view where, std::size_t least, std::size_t most) const
{
    if (!json.is_array() || json.size() < least || json.size() > most)
        throw wrong(where);
    return json.items();
}

std::int64_t WireValue::integer(const Json& json, std::string_view where, std::int64_t least, std::int64_t most) const
{
    if (!json.is_integer() || json.as_integer() < least || json.as_integer() > most)
        throw wrong(where);
    return json.as_integer();
}

const std::string& WireValue::text(const Json& json, std::string_view where, std::size_t most) const
{
    if (!json.is_text() || json.as_text().size() > most || has_control_characters(json.as_text()))
        throw wrong(where);
    return json.as_text();
}

std::string WireValue::bytes(const Json& json, std::string_view where, std::size_t least, std::size_t most) const
{
    auto decoded = json.is_text() ? from_base64(json.as_text()) : std::nullopt;
    if (!decoded || decoded->size() < least || decoded->size() > most)
        throw wrong(where);
    return std::move(*decoded);
}

ledger::Verdict WireValue::verdict(const Json& json, std::string_view where) const
{
    constexpr auto last = static_cast<std::int64_t>(ledger::Verdict::Quarantined);
    return static_cast<ledger::Verdict>(integer(json, where, static_cast<std::int64_t>(ledger::Verdict::Applied), last));
}

ledger::Signature WireValue::signature(const Json& json, std::string_view where) const
{
    ledger::Signature signature{};
    const std::string decoded = bytes(json, where, signature.size(), signature.size());
    std::memcpy(signature.data(), decoded.data(), signature.size());
    return signature;
}

Localized WireValue::sentence(const Json& json, std::string_view where) const
{
    constexpr std::size_t most = 4'096;
    const Json::Array& sides = array(json, where, 2, 2);
    return {text(sides[0], where, most), text(sides[1], where, most)};
}

Error WireValue::wrong(std::string_view where) const
{
    return m_lines.invalid(say("„{}“ დაუშვებელია", "\"{}\" is not as it must be", where));
}

std::optional<Fault> fault_from(std::string_view word)
{
    constexpr std::array faults = {Fault::Usage, Fault::NotFound,  Fault::Forbidden, Fault::Conflict, Fault::Invalid,
                                   Fault::Gate,  Fault::Integrity, Fault::Remote,    Fault::Io,       Fault::Internal};
    const auto* found = std::ranges::find(faults, word, [](Fault fault) { return code(fault); });
    return found == faults.end() ? std::nullopt : std::optional(*found);
}

Json base64(std::string_view bytes)
{
    return to_base64(bytes);
}

Json base64(const ledger::Signature& signature)
{
    return to_base64({reinterpret_cast<const char*>(signature.data()), signature.size()});
}

void write_line(std::string& out, const Json& value)
{
    write_json(out, value);
    out += '\n';
}

void write_key(std::string& out, const KeyRecord& key)
{
    write_line(out, Json::object({{"key", Json::Array{to_hex(key.subject), base64(key.box)}}}));
}

void write_sealed(std::string& out, std::span<const SealedRecord> sealed)
{
    if (sealed.empty())
        return;
    Json::Array records;
    for (const SealedRecord& record : sealed)
        records.push_back(Json::Array{record.field, to_hex(record.subject), base64(record.ciphertext)});
    write_line(out, Json::object({{"sealed", std::move(records)}}));
}

KeyRecord read_key(const WireValue& value)
{
    value.expect_keys({"key"});
    const Json::Array& parts = value.array(value.at("key"), "key", 2, 2);
    return {.subject = std::string(value.hex<CaseUid>(parts[0], "key").view()),
            .box = value.bytes(parts[1], "key", ledger::wrapped_key_size, ledger::wrapped_key_size)};
}

std::vector<SealedRecord> read_sealed(const WireValue& value)
{
    constexpr std::size_t longest_field = 64;
    value.expect_keys({"sealed"});
    std::vector<SealedRecord> sealed;
    for (const Json& item : value.array(value.at("sealed"), "sealed", 1, max_sealed_fields)) {
        const Json::Array& parts = value.array(item, "sealed", 3, 3);
        sealed.push_back({.field = value.text(parts[0], "sealed", longest_field),
                          .subject = std::string(value.hex<CaseUid>(parts[1], "sealed").view()),
                          .ciphertext = value.bytes(parts[2], "sealed", 0, max_ciphertext)});
    }
    return sealed;
}

} // namespace ogp::sync
