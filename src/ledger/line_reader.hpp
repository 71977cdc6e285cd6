#pragma once

#include "base/error.hpp"
#include "base/hash.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::ledger {

/// Reads the formats of this room that are lines of text, from the front: proofs of all kinds. Whatever is not as it must be is
/// an Error that names the line.
class LineReader
{
public:
    /// `damaged`: how such an error begins: "the proof is damaged".
    LineReader(std::string_view text, Fault fault, Localized damaged);

    bool at_end() const { return m_text.empty(); }
    bool next_starts_with(std::string_view start) const { return m_text.starts_with(start); }
    std::string_view rest() const { return m_text; }

    std::string_view line();
    void expect(std::string_view wanted);
    /// What follows `name` and a space.
    std::string_view value(std::string_view name);
    /// The same in base64.
    std::string bytes(std::string_view name);
    /// The same as a number, written with no sign and no zeros in front.
    std::uint64_t number(std::string_view name);
    /// Hashes, a line of base64 each, up to a line that is empty or begins with that word; at most 64.
    std::vector<Hash> path(std::string_view after);
    /// The bytes of each line that begins with that word, as long as there are such; at most 200.
    std::vector<std::string> list(std::string_view name);
    /// A note with one signature: five lines.
    std::string note();

    Error damaged(const Localized& reason) const;

private:
    std::string_view m_text;
    Fault m_fault;
    Localized m_damaged;
    std::size_t m_line = 0;
};

/// The lines that LineReader::path reads.
void append_path(std::string& out, const std::vector<Hash>& path);

} // namespace ogp::ledger
