#pragma once

#include "app/repository/repository.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace ogp::app {

/// What the keys in a file mean: rows of the file that were opened, else cases of the repository. Holds little of a file whose
/// keys are the full numbers of its cases: those are looked up in the store, where the rows lie already.
class References
{
public:
    explicit References(const Repository& repository) : m_repository(repository) {}

    struct Answer
    {
        enum Kind { Found, Missing, Ambiguous, OfBadRow, NoKey } kind = Found;
        Json value{};          ///< ids in the shape of the field
        std::string key{};     ///< that means nothing
        std::string type{};    ///< of what it should mean
        std::vector<std::string> candidates{};

        bool found() const { return kind == Found; }
        const char* code() const;
        /// `needed`: whether the case must stand above the row.
        Localized message(bool needed) const;
    };
    /// `keys`: one, or an array for a field that holds many.
    Answer resolve(const workflow::Field& field, const Json& keys);

    /// A row was opened as this case.
    void opened(const std::string& key, std::uint32_t line, const store::CaseRow& row);
    /// Rows with this key or number were not, so that a reference to them is no mistake of its own.
    void bad(const std::string& key);
    void bad_number(const Json& number);

    /// The line of the row that has taken the number of these values, if it is one of the file.
    std::optional<std::uint32_t> line_of(const workflow::CaseType& type, const Json& values) const;

private:
    Answer look_up(const std::string& type, std::string_view key);
    Answer ask_store(const std::string& type, std::string_view key) const;
    bool is_bad(std::string_view key) const;

    const Repository& m_repository;
    std::unordered_map<std::string, CaseUid> m_keys;  ///< of the file, behind their type, where they are no full numbers
    std::unordered_map<std::string, CaseUid> m_known; ///< a cache of what the store said
    std::unordered_set<std::string> m_bad;
    std::vector<std::uint32_t> m_lines;               ///< of the rows opened, in order
    std::int64_t m_first_row = 0;
};

} // namespace ogp::app
