#include "base/text.hpp"

#include <array>
#include <cstdint>

namespace ogp {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view base64_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t no_digit = 0xFF;

constexpr std::array<std::uint8_t, 256> values_of(std::string_view digits)
{
    std::array<std::uint8_t, 256> values{};
    values.fill(no_digit);
    for (std::size_t i = 0; i < digits.size(); ++i)
        values[static_cast<unsigned char>(digits[i])] = static_cast<std::uint8_t>(i);
    return values;
}

constexpr std::array<std::uint8_t, 256> hex_values = values_of(hex_digits);
constexpr std::array<std::uint8_t, 256> base64_values = values_of(base64_digits);

std::uint32_t octet(char c)
{
    return static_cast<unsigned char>(c);
}

} // namespace

std::string to_hex(std::string_view bytes)
{
    std::string hex(bytes.size() * 2, '\0');
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        hex[2 * i] = hex_digits[octet(bytes[i]) >> 4U];
        hex[2 * i + 1] = hex_digits[octet(bytes[i]) & 15U];
    }
    return hex;
}

std::string to_hex(std::span<const std::byte> bytes)
{
    return to_hex(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

std::optional<std::string> from_hex(std::string_view hex)
{
    if (hex.size() % 2 != 0)
        return std::nullopt;
    std::string bytes(hex.size() / 2, '\0');
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const std::uint32_t high = hex_values[octet(hex[2 * i])];
        const std::uint32_t low = hex_values[octet(hex[2 * i + 1])];
        if (high == no_digit || low == no_digit)
            return std::nullopt;
        bytes[i] = static_cast<char>((high << 4U) | low);
    }
    return bytes;
}

std::string to_base64(std::string_view bytes)
{
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - at);
        std::uint32_t group = octet(bytes[at]) << 16U;
        group |= count > 1 ? octet(bytes[at + 1]) << 8U : 0U;
        group |= count > 2 ? octet(bytes[at + 2]) : 0U;
        text += base64_digits[group >> 18U];
        text += base64_digits[(group >> 12U) & 63U];
        text += count > 1 ? base64_digits[(group >> 6U) & 63U] : '=';
        text += count > 2 ? base64_digits[group & 63U] : '=';
    }
    return text;
}

std::optional<std::string> from_base64(std::string_view text)
{
    if (text.size() % 4 != 0)
        return std::nullopt;
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3);
    for (std::size_t at = 0; at < text.size(); at += 4) {
        const bool last = at + 4 == text.size();
        const std::size_t digits = last ? 4 - padding : 4;
        std::uint32_t group = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            const std::uint32_t value = i < digits ? base64_values[octet(text[at + i])] : 0U;
            if (value == no_digit)
                return std::nullopt;
            group = (group << 6U) | value;
        }
        const std::size_t count = digits - 1;
        // The bits that padding makes superfluous must be zero, or two texts would stand for the same bytes.
        if ((group & ((1U << (8U * (3U - count))) - 1U)) != 0)
            return std::nullopt;
        for (std::size_t i = 0; i < count; ++i)
            bytes += static_cast<char>((group >> (16U - 8U * i)) & 0xFFU);
    }
    return bytes;
}

} // namespace ogp
