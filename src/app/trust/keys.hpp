#pragma once

#include "app/repository/repository.hpp"
#include "base/json.hpp"
#include "base/language.hpp"
#include "ledger/signature.hpp"
#include "report/document.hpp"

#include <filesystem>
#include <optional>
#include <string>

/// Files with secret keys (ledger/key_file.hpp): of a replica, of a witness.
namespace ogp::app {

/// The first line of the file, without its end. Error{Invalid} where it is empty.
std::string read_passphrase(const std::filesystem::path& file);

/// The key in a file. One that others can read is no secret any more and is refused, as ssh does. `passphrase_file`: where its
/// passphrase is, "" for the file that the variable OGP_PASSPHRASE_FILE names. Error: Forbidden, Invalid, NotFound.
ledger::SecretKey read_key(const std::filesystem::path& file, const std::filesystem::path& passphrase_file = {});

/// Makes a key, and its folder (mode 0700) where there is none. `file` without a name at its end ("keys/") is a folder that gets a
/// file named after the key. Error{Conflict} where there is such a file already. Returns the file.
std::filesystem::path make_key(const std::filesystem::path& file, const std::filesystem::path& passphrase_file);

/// Puts a passphrase on a key, or another one in the place of its own; `old_passphrase_file` as in read_key.
void protect_key(const std::filesystem::path& file, const std::filesystem::path& passphrase_file,
                 const std::filesystem::path& old_passphrase_file = {});

/// Where this replica's key has its place, and where the one lies that is to take it (key_rotation.hpp).
std::filesystem::path replica_key_place(const Repository& repository);
std::filesystem::path next_key_place(const Repository& repository);
/// The file with this replica's key: in its place, or where a change that was cut before its last step has left it.
std::filesystem::path replica_key_file(const Repository& repository);

/// What can be told of a key without its passphrase.
struct KeySheet
{
    Json json;         ///< file, public, protected, verifier_key: null where there is none
    report::Card card;
};
/// `witness`: the name that a witness signs under; its verifier key is of another kind (ledger/note.hpp). "": no verifier key.
KeySheet describe_key(const std::filesystem::path& file, const std::string& witness = {});
/// The repository's own, under the name that it signs batches with.
KeySheet describe_key(const Repository& repository);

} // namespace ogp::app
