#pragma once

#include "base/error.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// What the lines of the wire have in common (sync/wire.hpp).
namespace ogp::sync {

inline constexpr std::int64_t protocol_version = 1;

inline constexpr std::size_t max_push_bytes = 8U << 20U;  ///< of lines in one push
inline constexpr std::size_t max_push_events = 10'000;
inline constexpr std::size_t page_bytes = 16U << 20U;     ///< where a page ends, as soon as a checkpoint ends
inline constexpr std::size_t max_page_bytes = 64U << 20U; ///< what a page may come to by one long batch
inline constexpr std::size_t max_batch_events = 200'000;  ///< in a batch of a page
inline constexpr std::size_t max_packing_ratio = 64;      ///< lines to compressed bytes; small bodies are free (max_unpacked)
inline constexpr std::size_t max_sealed_fields = 256;     ///< of one event
inline constexpr std::size_t max_ciphertext = 32U << 10U; ///< of one sealed value

/// How large a compressed body may grow: at most `most`, and max_packing_ratio times its size (at least 1 MiB).
std::size_t max_unpacked(std::size_t compressed, std::size_t most);

/// A sealed value of an event (store::SealedField).
struct SealedRecord
{
    std::string field;
    std::string subject;    ///< 16 bytes
    std::string ciphertext; ///< ledger/seal.hpp; "" of somebody who was erased, in a page
    bool operator==(const SealedRecord&) const = default;
};

/// A subject key on its way (ledger/key_wrap.hpp).
struct KeyRecord
{
    std::string subject; ///< 16 bytes
    std::string box;     ///< ledger::wrapped_key_size bytes
    bool operator==(const KeyRecord&) const = default;
};

/// Reads the lines of a text by their form; the base of the readers here.
class WireLines
{
public:
    explicit WireLines(std::string_view text) : m_rest(text) {}
    /// The next line without its end. False at the end of the text; throws Error{Invalid} where the last line has no end.
    bool next();
    std::string_view line() const { return m_line; }
    bool is_event() const { return m_line.starts_with(R"({"actor":)"); }
    std::uint32_t number() const { return m_number; }
    Error invalid(const Localized& reason) const;

private:
    std::string_view m_rest;
    std::string_view m_line;
    std::uint32_t m_number = 0;
};

} // namespace ogp::sync
