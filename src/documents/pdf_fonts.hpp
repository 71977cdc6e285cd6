#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogp::documents {

/// The characters that a TrueType or OpenType font has glyphs for: its Unicode cmap in format 4 or 12 (OpenType 1.9, cmap).
class GlyphSet
{
public:
    GlyphSet() = default;
    /// From the bytes of a font file. Throws Error{Invalid} where they are none or its tables reach beyond it.
    explicit GlyphSet(std::string_view font);

    bool contains(char32_t character) const;
    bool empty() const { return m_ranges.empty(); }

private:
    void add(char32_t first, char32_t last);

    std::vector<std::pair<char32_t, char32_t>> m_ranges; ///< sorted, both inclusive
};

/// The fonts that PDF is set in: Noto Sans and Noto Sans Georgian, regular and bold, by path, and no other.
struct PdfFonts
{
    std::vector<std::filesystem::path> files;
    std::string digest;        ///< first 16 hexadecimal digits of SHA-256 over the files
    std::vector<GlyphSet> families; ///< characters that a family has in both weights are in both of its sets: regular, bold, regular, bold

    bool contains(char32_t character) const;
};

/// Looks in `folders`, then where Linux distributions put them. Throws Error{Io} that names the package where one is missing.
PdfFonts find_pdf_fonts(std::span<const std::filesystem::path> folders);

} // namespace ogp::documents
