#include "base/media_type.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace ogp {
namespace {

constexpr std::string_view zip_signature{"PK\x03\x04", 4};
/// Where the first entry of an archive has its name, and of an OpenDocument file, behind it, its content.
constexpr std::size_t first_name = 30;
constexpr std::string_view open_document = "mimetypeapplication/vnd.oasis.opendocument.";

constexpr std::array<std::pair<std::string_view, std::string_view>, 3> office_names{{
    {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
}};
constexpr std::array<std::string_view, 3> open_documents{"text", "spreadsheet", "presentation"};

bool ends_with_word(std::string_view name, std::string_view ending)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return name.size() >= ending.size() &&
           std::equal(ending.begin(), ending.end(), name.end() - static_cast<std::ptrdiff_t>(ending.size()),
                      [&](char a, char b) { return a == lower(b); });
}

std::string archive_type(std::string_view beginning, std::string_view name)
{
    const std::string_view entry = beginning.substr(std::min(first_name, beginning.size()));
    for (const std::string_view kind : open_documents)
        if (entry.starts_with(open_document) && entry.substr(open_document.size()).starts_with(kind))
            return std::string(open_document.substr(std::string_view("mimetype").size())) + std::string(kind);
    const bool office = entry.starts_with("[Content_Types].xml") || entry.starts_with("_rels/");
    for (const auto& [ending, type] : office_names)
        if (office && ends_with_word(name, ending))
            return std::string(type);
    return "application/zip";
}

/// A character that the end of the beginning has cut in two is no fault of the text.
bool is_text(std::string_view beginning)
{
    constexpr std::size_t longest_character = 4;
    const auto bad = find_bad_utf8(beginning);
    const bool cut = bad && beginning.size() >= media_type_bytes && beginning.size() - *bad < longest_character;
    const std::string_view whole = cut ? beginning.substr(0, *bad) : beginning;
    const auto binary = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte == 0x7F || (byte < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f');
    };
    return (!bad || cut) && std::none_of(whole.begin(), whole.end(), binary);
}

} // namespace

std::string media_type(std::string_view beginning, std::string_view file_name)
{
    if (beginning.starts_with("%PDF-"))
        return "application/pdf";
    if (beginning.starts_with(std::string_view("\x89PNG\r\n\x1a\n", 8)))
        return "image/png";
    if (beginning.starts_with("\xFF\xD8\xFF"))
        return "image/jpeg";
    if (beginning.starts_with(zip_signature))
        return archive_type(beginning, file_name);
    if (beginning.empty() || !is_text(beginning))
        return "application/octet-stream";
    return ends_with_word(file_name, ".csv") ? "text/csv" : "text/plain";
}

} // namespace ogp
