#include "model/attachment.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"

#include <algorithm>

namespace ogp::model {
namespace {

constexpr std::size_t longest_extension = 16;
constexpr std::size_t longest_media_type = 127;
constexpr std::int64_t largest_size = 9'007'199'254'740'991; // 2^53 - 1

bool is_invisible(char32_t character)
{
    return (character >= 0x200B && character <= 0x200D) || (character >= 0x2028 && character <= 0x2029) ||
           (character >= 0x2060 && character <= 0x2064) || character == 0xFEFF || character == 0x00AD;
}

bool has_meaning(char32_t character)
{
    constexpr std::u32string_view meaningful = U"<>:\"|?*";
    return meaningful.find(character) != std::u32string_view::npos;
}

/// Without what must not be seen or is no UTF-8.
std::string plain_characters(std::string_view name)
{
    std::string plain;
    for (std::size_t at = 0; at < name.size();) {
        const Utf8Character next = utf8_at(name, at);
        at += std::max<std::size_t>(next.size, 1);
        if (next.size == 0 || is_control_character(next.value) || is_invisible(next.value))
            continue;
        if (next.value == '\n' || next.value == '\t')
            plain += ' ';
        else
            append_utf8(plain, has_meaning(next.value) ? U'_' : next.value);
    }
    return plain;
}

std::string_view without_blanks_and_dots(std::string_view name)
{
    for (std::size_t before = 0; before != name.size();) {
        before = name.size();
        name = trim(name);
        while (name.starts_with('.'))
            name.remove_prefix(1);
        while (name.ends_with('.'))
            name.remove_suffix(1);
    }
    return name;
}

/// At most `size` bytes, cut between characters.
std::string_view cut(std::string_view text, std::size_t size)
{
    if (text.size() <= size)
        return text;
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U)
        --size;
    return text.substr(0, size);
}

std::string shortened(std::string_view name)
{
    if (name.size() <= longest_file_name)
        return std::string(name);
    const std::size_t dot = name.rfind('.');
    const std::string_view extension =
        dot == std::string_view::npos || name.size() - dot > longest_extension ? std::string_view() : name.substr(dot);
    const std::string_view stem = cut(name.substr(0, name.size() - extension.size()), longest_file_name - extension.size());
    return std::string(without_blanks_and_dots(stem)) + std::string(extension);
}

bool is_media_type(std::string_view type)
{
    const auto part = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+';
    };
    const std::size_t stroke = type.find('/');
    return stroke != std::string_view::npos && stroke > 0 && stroke + 1 < type.size() && type.size() <= longest_media_type &&
           std::all_of(type.begin(), type.begin() + static_cast<std::ptrdiff_t>(stroke), part) &&
           std::all_of(type.begin() + static_cast<std::ptrdiff_t>(stroke) + 1, type.end(), part);
}

} // namespace

Json to_json(const Attachment& attachment)
{
    return Json::object({{"name", attachment.name},
                         {"sha256", attachment.hash.hex()},
                         {"size", attachment.size},
                         {"type", attachment.media_type}});
}

std::optional<Attachment> attachment_from(const Json& json)
{
    if (!json.is_object() || json.size() != 4 || !json["name"].is_text() || !json["sha256"].is_text() ||
        !json["size"].is_integer() || !json["type"].is_text())
        return std::nullopt;
    const auto hash = Hash::from_hex(json["sha256"].as_text());
    Attachment attachment{json["name"].as_text(), hash.value_or(Hash{}), json["size"].as_integer(), json["type"].as_text()};
    const bool good = hash && is_file_name(attachment.name) && attachment.size >= 0 && attachment.size <= largest_size &&
                      is_media_type(attachment.media_type) && to_json(attachment) == json;
    return good ? std::optional(std::move(attachment)) : std::nullopt;
}

std::string clean_file_name(std::string_view name)
{
    const std::size_t stroke = name.find_last_of("/\\");
    if (stroke != std::string_view::npos)
        name.remove_prefix(stroke + 1);
    const std::string plain = to_nfc(plain_characters(name));
    std::string clean = shortened(without_blanks_and_dots(plain));
    return clean.empty() ? "file" : clean;
}

bool is_file_name(std::string_view name)
{
    return name == clean_file_name(name);
}

} // namespace ogp::model
