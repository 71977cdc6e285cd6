#pragma once

#include "base/time.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogp::cli {

/// The words of one call, checked against the command's table: asking for a name that the table does not have is a bug of ours
/// and throws Error{Internal}.
class Args
{
public:
    bool flag(std::string_view name) const { return has(name); }
    /// Whether it was given, or has a preset.
    bool has(std::string_view name) const;
    /// The value (the last one where it was given more than once), its preset, or "".
    const std::string& text(std::string_view name) const;
    const std::vector<std::string>& all(std::string_view name) const;
    /// The parser has refused what is no number or no date.
    std::optional<std::int64_t> number(std::string_view name) const;
    std::optional<Date> date(std::string_view name) const;

    void put(const std::string& name, std::vector<std::string> values) { m_values[name] = std::move(values); }

private:
    std::map<std::string, std::vector<std::string>, std::less<>> m_values;
};

} // namespace ogp::cli
