#pragma once

#include "base/id.hpp"
#include "store/ballot_box.hpp"
#include "store/ballot_keys.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace ogp::store {

/// What the files of the ballot box share.
struct BallotBox::State
{
    State(const std::filesystem::path& folder, const CaseUid& uid, Access access);

    /// Read from their file when first asked for.
    const BallotKeys& keys() const;
    std::int64_t number(std::string_view name) const;
    void set(std::string_view name, std::string_view value);

    CaseUid round;
    std::filesystem::path key_file;
    mutable Database database;
    mutable std::optional<BallotKeys> loaded_keys;
};

/// What a sealed ballot says.
struct OpenedBallot
{
    std::string id;
    std::string nonce;
    std::string content;
};
std::string ballot_body(std::string_view id, std::string_view nonce, std::string_view content);
/// Error{Integrity} where it does not open.
OpenedBallot open_ballot(const BallotKeys& keys, std::string_view body, std::string_view bound, const std::filesystem::path& file);

} // namespace ogp::store
