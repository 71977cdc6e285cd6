#pragma once

#include "base/json.hpp"
#include "irm/columns.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogp::irm {

/// A row of the commitments CSV: the raw text of every cell, those of columns that the format does not know too.
class Row
{
public:
    /// Every known cell has that text.
    explicit Row(std::string_view text = {});

    /// "" for a column that the row does not have.
    const std::string& cell(std::string_view column) const;
    const std::string& cell(std::size_t known) const { return m_known[known]; }
    void set(std::string_view column, std::string text);

    /// What names the row among all others: its identifier, else plan and number, "AP_GEO04/8"; "" where it has neither.
    std::string key() const;
    int year() const; ///< of submission; 0 where that is no number

    /// {column: raw text} of every cell, for keeping it.
    Json to_json() const;
    /// Throws Error{Integrity} for what to_json() did not write.
    static Row from_json(const Json& json);

    std::uint32_t line = 0; ///< in the file it was read from

private:
    std::vector<std::string> m_known; ///< column_count of them
    std::vector<std::pair<std::string, std::string>> m_further;
};

} // namespace ogp::irm
