#include "ledger/note.hpp"

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace ogp::ledger {
namespace {

constexpr std::string_view dash = "\xe2\x80\x94 "; // an em dash and a space
constexpr std::size_t id_size = 4;
constexpr std::size_t max_note_bytes = 1U << 20U;
constexpr std::size_t max_signatures = 100; // as Go's golang.org/x/mod/sumdb/note

std::string_view view(const PublicKey& key)
{
    return {reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size()};
}

Error invalid(const Localized& reason)
{
    return {Fault::Invalid, {"ხელმოწერილი ტექსტი უვარგისია: " + reason.ka, "this is no signed note: " + reason.en}};
}

bool has_space(std::string_view name)
{
    // White_Space of Unicode above ASCII, in UTF-8.
    constexpr std::array<std::string_view, 20> wide{
        "\xc2\x85",     "\xc2\xa0",     "\xe1\x9a\x80", "\xe2\x80\x80", "\xe2\x80\x81", "\xe2\x80\x82", "\xe2\x80\x83",
        "\xe2\x80\x84", "\xe2\x80\x85", "\xe2\x80\x86", "\xe2\x80\x87", "\xe2\x80\x88", "\xe2\x80\x89", "\xe2\x80\x8a",
        "\xe2\x80\xa8", "\xe2\x80\xa9", "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80", " "};
    return std::any_of(wide.begin(), wide.end(),
                       [&](std::string_view space) { return name.find(space) != std::string_view::npos; });
}

bool is_name(std::string_view name)
{
    return !name.empty() && name.find('+') == std::string_view::npos && !has_space(name);
}

/// Why these bytes cannot be a note or the text of one.
std::optional<Localized> find_bad_character(std::string_view text)
{
    if (!is_utf8(text)) {
        return Localized("ტექსტი UTF-8 არ არის", "the text is not UTF-8");
    }
    const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; };
    if (std::any_of(text.begin(), text.end(), control)) {
        return Localized("ტექსტში მართვის სიმბოლოა", "there is a control character in the text");
    }
    return std::nullopt;
}

std::string id_bytes(std::uint32_t id)
{
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) {
        bytes.push_back(static_cast<char>(static_cast<unsigned char>(id >> shift)));
    }
    return bytes;
}

std::uint32_t id_from(std::string_view bytes)
{
    std::uint32_t id = 0;
    for (const char c : bytes.substr(0, id_size)) {
        id = id << 8U | static_cast<unsigned char>(c);
    }
    return id;
}

/// Throws Error{Invalid} where nobody can sign under that name.
void check_name(std::string_view name)
{
    if (!is_name(name) || find_bad_character(name) || name.find('\n') != std::string_view::npos) {
        throw invalid(say("ხელმომწერის სახელი არ შეიძლება იყოს „{}“", "a signer cannot be named \"{}\"", printable(name)));
    }
}

/// Length of the text in front of the signatures with its last line feed, or nothing.
std::optional<std::size_t> text_length(std::string_view signed_note)
{
    const auto gap = signed_note.rfind("\n\n");
    if (gap == std::string_view::npos || !signed_note.substr(gap + 2).starts_with(dash)) {
        return std::nullopt;
    }
    return gap + 1;
}

} // namespace

NoteSignature parse_signature_line(std::string_view line)
{
    const Localized shape("ხელმოწერის სტრიქონს სხვა სახე აქვს", "a signature line has another form");
    if (!line.starts_with(dash) || line.find('\n') != std::string_view::npos || find_bad_character(line)) {
        throw invalid(shape);
    }
    line.remove_prefix(dash.size());
    const auto space = line.find(' ');
    if (space == std::string_view::npos || !is_name(line.substr(0, space))) {
        throw invalid(shape);
    }
    const auto decoded = from_base64(line.substr(space + 1));
    if (!decoded || decoded->size() <= id_size) {
        throw invalid(shape);
    }
    return {.name = std::string(line.substr(0, space)), .key_id = id_from(*decoded), .bytes = decoded->substr(id_size)};
}

std::string signature_line(const NoteSignature& signature)
{
    check_name(signature.name);
    std::string line(dash);
    line += signature.name;
    line += ' ';
    line += to_base64(id_bytes(signature.key_id) + signature.bytes);
    line += '\n';
    return line;
}

std::uint32_t key_id(std::string_view name, const PublicKey& key, KeyKind kind)
{
    const char kind_byte = static_cast<char>(kind);
    return id_from(sha256({name, "\n", std::string_view(&kind_byte, 1), view(key)}).view());
}

std::string verifier_key(std::string_view name, const PublicKey& key, KeyKind kind)
{
    std::string typed(1, static_cast<char>(kind));
    typed += view(key);
    return std::string(name) + '+' + to_hex(id_bytes(key_id(name, key, kind))) + '+' + to_base64(typed);
}

std::optional<VerifierKey> parse_verifier_key(std::string_view text, KeyKind kind)
{
    const auto id = text.find('+');
    const auto typed = id == std::string_view::npos ? id : text.find('+', id + 1);
    if (typed == std::string_view::npos || !is_name(text.substr(0, id)) || find_bad_character(text)) {
        return std::nullopt;
    }
    const auto bytes = from_base64(text.substr(typed + 1));
    if (!bytes || bytes->size() != 1 + sizeof(PublicKey::bytes) || bytes->front() != static_cast<char>(kind)) {
        return std::nullopt;
    }
    const auto key = PublicKey::from_hex(to_hex(std::string_view(*bytes).substr(1)));
    const std::string name(text.substr(0, id));
    return key && verifier_key(name, *key, kind) == text ? std::optional(VerifierKey{name, *key}) : std::nullopt;
}

std::string sign_note(std::string_view text, std::string_view name, const SecretKey& key)
{
    check_name(name);
    if (!text.ends_with('\n')) {
        throw invalid({"ტექსტი სტრიქონის ბოლოთი უნდა მთავრდებოდეს", "the text must end in a line feed"});
    }
    if (const auto reason = find_bad_character(text)) {
        throw invalid(*reason);
    }
    const auto length = text_length(text);
    std::string note(text);
    if (length) {
        parse_note(text);
    } else {
        note += '\n';
    }
    const Signature signature = key.sign(text.substr(0, length.value_or(text.size())));
    return note + signature_line({.name = std::string(name),
                                  .key_id = key_id(name, key.public_key()),
                                  .bytes = std::string(reinterpret_cast<const char*>(signature.data()), signature.size())});
}

Note parse_note(std::string_view signed_note)
{
    if (signed_note.size() > max_note_bytes) {
        throw invalid(say("{} ბაიტზე გრძელია", "it is longer than {} bytes", max_note_bytes));
    }
    if (const auto reason = find_bad_character(signed_note)) {
        throw invalid(*reason);
    }
    const auto length = text_length(signed_note);
    if (!length || !signed_note.ends_with('\n')) {
        throw invalid({"ხელმოწერა არ ჩანს", "there is no signature"});
    }
    Note note{.text = std::string(signed_note.substr(0, *length)), .signatures = {}};
    std::string_view lines = signed_note.substr(*length + 1);
    while (!lines.empty()) {
        if (note.signatures.size() == max_signatures) {
            throw invalid(say("{} ხელმოწერაზე მეტია", "there are more than {} signatures", max_signatures));
        }
        const auto end = lines.find('\n');
        note.signatures.push_back(parse_signature_line(lines.substr(0, end)));
        lines.remove_prefix(end + 1);
    }
    return note;
}

bool verify_note(const Note& note, std::string_view name, const PublicKey& key)
{
    const std::uint32_t id = key_id(name, key);
    return std::any_of(note.signatures.begin(), note.signatures.end(), [&](const NoteSignature& signature) {
        Signature bytes{};
        if (signature.name != name || signature.key_id != id || signature.bytes.size() != bytes.size()) {
            return false;
        }
        std::copy(signature.bytes.begin(), signature.bytes.end(), bytes.begin());
        return verify(key, note.text, bytes);
    });
}

} // namespace ogp::ledger
