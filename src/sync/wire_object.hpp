#pragma once

#include "base/hash.hpp"
#include "base/id.hpp"
#include "base/json.hpp"
#include "ledger/leaf.hpp"
#include "ledger/signature.hpp"
#include "sync/wire.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::sync {

/// One line of the wire as a value, read strictly: whatever is not as it must be throws Error{Invalid} that names the line and the
/// place in it.
class WireValue
{
public:
    /// The line that is being read.
    explicit WireValue(const WireLines& lines);
    /// A text of one value: the body of a small message.
    WireValue(const WireLines& lines, std::string_view text);

    /// An object with exactly these keys; `optional` ones may be missing.
    void expect_keys(std::initializer_list<std::string_view> keys, std::initializer_list<std::string_view> optional = {}) const;
    bool has(std::string_view key) const { return m_json.find(key) != nullptr; }
    /// An array of `least` to `most` items.
    const Json::Array& array(const Json& json, std::string_view where, std::size_t least, std::size_t most) const;
    const Json& json() const { return m_json; }
    const Json& at(std::string_view key) const { return m_json[key]; }

    std::int64_t integer(const Json& json, std::string_view where, std::int64_t least, std::int64_t most) const;
    /// UTF-8 in NFC without control characters but line feeds, at most `most` bytes.
    const std::string& text(const Json& json, std::string_view where, std::size_t most) const;
    /// Canonical base64 of `least` to `most` bytes.
    std::string bytes(const Json& json, std::string_view where, std::size_t least, std::size_t most) const;
    template <class Value>
    Value hex(const Json& json, std::string_view where) const
    {
        const auto value = json.is_text() ? Value::from_hex(json.as_text()) : std::nullopt;
        if (!value)
            throw wrong(where);
        return *value;
    }
    ledger::Verdict verdict(const Json& json, std::string_view where) const;
    ledger::Signature signature(const Json& json, std::string_view where) const;
    Localized sentence(const Json& json, std::string_view where) const;

    Error wrong(std::string_view where) const;

private:
    const WireLines& m_lines;
    Json m_json;
};

inline constexpr std::int64_t most_integer = (std::int64_t{1} << 53) - 1;
inline constexpr std::size_t most_note = 8'192; ///< bytes of a checkpoint with its cosignatures
inline constexpr std::size_t most_name = 256;

std::optional<Fault> fault_from(std::string_view word);
Json base64(std::string_view bytes);
Json base64(const ledger::Signature& signature);
void write_line(std::string& out, const Json& value);
/// {"key":[subject, box]} and {"sealed":[...]}, with their line ends.
void write_key(std::string& out, const KeyRecord& key);
void write_sealed(std::string& out, std::span<const SealedRecord> sealed);
KeyRecord read_key(const WireValue& value);
std::vector<SealedRecord> read_sealed(const WireValue& value);

} // namespace ogp::sync
