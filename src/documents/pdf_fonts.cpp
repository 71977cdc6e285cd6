#include "documents/pdf_fonts.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <system_error>

namespace ogp::documents {
namespace {

constexpr std::array<const char*, 4> names = {"NotoSansGeorgian-Regular.ttf", "NotoSansGeorgian-Bold.ttf", "NotoSans-Regular.ttf", "NotoSans-Bold.ttf"};
constexpr std::array<const char*, 6> usual_folders = {"/usr/share/fonts/truetype/noto",    "/usr/share/fonts/noto",           "/usr/share/fonts/google-noto",
                                                      "/usr/share/fonts/google-noto-sans", "/usr/local/share/fonts/truetype/noto", "/usr/local/share/fonts"};
constexpr std::size_t digest_digits = 16;

[[noreturn]] void bad_font()
{
    throw Error(Fault::Invalid, {"შრიფტის ფაილი დაზიანებულია", "the font file is damaged"},
                {"დააყენეთ პაკეტი fonts-noto-core ხელახლა", "install the package fonts-noto-core again"});
}

/// Big-endian numbers at offsets of a font, checked.
class Bytes
{
public:
    explicit Bytes(std::string_view bytes) : m_bytes(bytes) {}

    std::uint32_t u16(std::size_t at) const { return byte(at) << 8U | byte(at + 1); }
    std::uint32_t u32(std::size_t at) const { return u16(at) << 16U | u16(at + 2); }
    Bytes from(std::size_t at) const
    {
        if (at > m_bytes.size())
            bad_font();
        return Bytes{m_bytes.substr(at)};
    }
    std::size_t size() const { return m_bytes.size(); }

private:
    std::uint32_t byte(std::size_t at) const
    {
        if (at >= m_bytes.size())
            bad_font();
        return static_cast<unsigned char>(m_bytes[at]);
    }

    std::string_view m_bytes;
};

/// The subtable for all of Unicode, else for its first plane.
std::optional<Bytes> unicode_subtable(const Bytes& cmap)
{
    std::optional<Bytes> found;
    for (std::uint32_t i = 0; i < cmap.u16(2); ++i) {
        const std::size_t record = 4 + std::size_t{8} * i;
        const std::uint32_t platform = cmap.u16(record);
        const std::uint32_t encoding = cmap.u16(record + 2);
        if (platform == 3 && (encoding == 10 || (encoding == 1 && !found)))
            found = cmap.from(cmap.u32(record + 4));
    }
    return found;
}

Bytes cmap_of(const Bytes& font)
{
    constexpr std::uint32_t tag = 0x636D6170; // "cmap"
    for (std::uint32_t i = 0; i < font.u16(4); ++i) {
        const std::size_t record = 12 + std::size_t{16} * i;
        if (font.u32(record) == tag)
            return font.from(font.u32(record + 8));
    }
    bad_font();
}

/// Format 12: groups of characters.
template <class Add> void read_groups(const Bytes& table, const Add& add)
{
    const std::uint32_t count = table.u32(12);
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::size_t group = 16 + std::size_t{12} * i;
        add(table.u32(group), table.u32(group + 4));
    }
}

/// Format 4: segments of the first plane, whose glyphs are told by a difference or a list.
template <class Add> void read_segments(const Bytes& table, const Add& add)
{
    const std::size_t doubled = table.u16(6); // twice the number of segments
    for (std::size_t i = 0; i < doubled; i += 2) {
        const std::uint32_t last = table.u16(14 + i);
        const std::uint32_t first = table.u16(16 + doubled + i);
        const std::uint32_t delta = table.u16(16 + 2 * doubled + i);
        const std::size_t offset_at = 16 + 3 * doubled + i;
        const std::uint32_t offset = table.u16(offset_at);
        for (std::uint32_t c = first; c <= last && c != 0xFFFF; ++c) {
            const std::uint32_t listed = offset == 0 ? c : table.u16(offset_at + offset + std::size_t{2} * (c - first));
            const bool absent = offset == 0 ? ((c + delta) & 0xFFFFU) == 0 : listed == 0;
            if (!absent)
                add(c, c);
        }
    }
}

bool has_all(const std::filesystem::path& folder)
{
    return std::all_of(names.begin(), names.end(), [&](const char* name) {
        std::error_code failed;
        return std::filesystem::is_regular_file(folder / name, failed);
    });
}

} // namespace

GlyphSet::GlyphSet(std::string_view font)
{
    const std::optional<Bytes> table = unicode_subtable(cmap_of(Bytes{font}));
    const auto add_range = [this](char32_t first, char32_t last) { add(first, last); };
    if (table && table->u16(0) == 12)
        read_groups(*table, add_range);
    else if (table && table->u16(0) == 4)
        read_segments(*table, add_range);
    else
        bad_font();
}

void GlyphSet::add(char32_t first, char32_t last)
{
    if (!m_ranges.empty() && first == m_ranges.back().second + 1)
        m_ranges.back().second = last;
    else
        m_ranges.emplace_back(first, last);
}

bool GlyphSet::contains(char32_t character) const
{
    const auto after = std::upper_bound(m_ranges.begin(), m_ranges.end(), character,
                                        [](char32_t c, const std::pair<char32_t, char32_t>& range) { return c < range.first; });
    return after != m_ranges.begin() && character <= std::prev(after)->second;
}

bool PdfFonts::contains(char32_t character) const
{
    for (std::size_t family = 0; family + 1 < families.size(); family += 2)
        if (families[family].contains(character) && families[family + 1].contains(character))
            return true;
    return false;
}

PdfFonts find_pdf_fonts(std::span<const std::filesystem::path> folders)
{
    std::vector<std::filesystem::path> places(folders.begin(), folders.end());
    places.insert(places.end(), usual_folders.begin(), usual_folders.end());
    const auto place = std::find_if(places.begin(), places.end(), has_all);
    if (place == places.end())
        throw Error(Fault::Io, {"შრიფტები Noto Sans და Noto Sans Georgian ვერ მოიძებნა", "the fonts Noto Sans and Noto Sans Georgian were not found"},
                    {"დააყენეთ პაკეტი fonts-noto-core, ან OGP_FONTS-ში მიუთითეთ მათი საქაღალდე",
                     "install the package fonts-noto-core, or name their folder in OGP_FONTS"});
    PdfFonts fonts;
    std::string all;
    for (const char* name : names) {
        const std::string bytes = read_file(*place / name);
        fonts.files.push_back(*place / name);
        fonts.families.emplace_back(bytes);
        all += bytes;
    }
    fonts.digest = sha256(all).hex().substr(0, digest_digits);
    return fonts;
}

} // namespace ogp::documents
