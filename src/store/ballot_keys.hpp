#pragma once

#include "base/hash.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace ogp::store {

/// The keys of one ballot box, in a file of their own (`ROUND.key`, mode 0600) that is destroyed at closing: 32 bytes each for
/// the tokens of the roll, the tokens of ballots and what ballots say. Tokens of the two tables are made with different keys, so that
/// without this file nobody can tell which ballot belongs to which voter.
class BallotKeys
{
public:
    /// New keys in a file that must not exist, durable when this returns. Throws Error{Io}.
    static void create(const std::filesystem::path& file);
    /// Throws Error{Integrity} where the file is missing or damaged.
    explicit BallotKeys(const std::filesystem::path& file);
    ~BallotKeys(); ///< wipes them from memory
    BallotKeys(const BallotKeys&) = delete;
    BallotKeys& operator=(const BallotKeys&) = delete;

    /// HMAC-SHA-256 of what the voter is known by.
    Hash roll_token(std::string_view voter) const;
    /// HMAC-SHA-256 of the token of the roll, under another key.
    Hash ballot_token(const Hash& roll_token) const;

    /// XChaCha20-Poly1305: nonce (24) || box(length (4) || text || padding to 64 bytes). `bound` must be the same to open it.
    std::string seal(std::string_view text, std::string_view bound) const;
    /// Nothing where the ciphertext, the key or what it is bound to is another.
    std::optional<std::string> unseal(std::string_view ciphertext, std::string_view bound) const;

    /// Overwrites the file, makes that durable and takes the file away; does nothing where there is none. Throws Error{Io}.
    static void destroy(const std::filesystem::path& file);

private:
    std::string_view part(std::size_t index) const;

    std::string m_bytes;
};

} // namespace ogp::store
