#include "app/trust/keys.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/key_file.hpp"
#include "ledger/note.hpp"

#include <sys/stat.h>

#include <cstdlib>

namespace ogp::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_bytes = 4096; // of a key file, and of a passphrase

void require_private(const fs::path& file)
{
    struct stat status = {};
    if (::stat(file.c_str(), &status) == 0 && (status.st_mode & 077) != 0)
        throw Error(Fault::Forbidden,
                    say("{}: გასაღები სხვებისთვისაც იკითხება", "{}: the key can be read by others", file.string()),
                    say("დაცვა: chmod 600 {}", "protect it: chmod 600 {}", file.string()));
}

/// Errors say which file it is about.
template <class Read>
auto of_file(const fs::path& file, Read&& read) -> decltype(read())
{
    try {
        return read();
    } catch (const Error& error) {
        throw Error(error.fault(), {file.string() + ": " + error.message().ka, file.string() + ": " + error.message().en}, error.hint());
    }
}

std::optional<std::string> passphrase_from(const fs::path& file)
{
    if (!file.empty())
        return read_passphrase(file);
    const char* named = std::getenv("OGP_PASSPHRASE_FILE"); // NOLINT: nothing here writes the environment while threads run
    return named == nullptr || *named == '\0' ? std::nullopt : std::optional(read_passphrase(named));
}

void make_private_folder(const fs::path& folder)
{
    std::error_code failed;
    if (folder.empty() || fs::is_directory(folder, failed))
        return;
    make_folders(folder);
    if (::chmod(folder.c_str(), 0700) != 0)
        throw Error(Fault::Io, say("{}: უფლებები ვერ შეიცვალა", "{}: its mode cannot be set", folder.string()));
}

std::string file_text(const ledger::SecretKey& key, const fs::path& passphrase_file)
{
    return passphrase_file.empty() ? ledger::key_file(key) : ledger::key_file(key, read_passphrase(passphrase_file));
}

KeySheet sheet_of(const fs::path& file, const std::string& name, ledger::KeyKind kind)
{
    require_private(file);
    const std::string text = read_file(file, most_bytes);
    const ledger::PublicKey key = of_file(file, [&] { return ledger::public_key_of(text); });
    const bool is_protected = ledger::is_protected(text);
    const std::string verifier = name.empty() ? std::string() : ledger::verifier_key(name, key, kind);
    KeySheet sheet;
    sheet.json = Json::object({{"file", file.string()},
                               {"public", key.hex()},
                               {"protected", is_protected},
                               {"verifier_key", verifier.empty() ? Json() : Json(verifier)}});
    sheet.card = {"key",
                  {{{"ფაილი", "File"}, report::Cell::of(file.string())},
                   {{"ღია გასაღები", "Public key"}, report::Cell::of(key.hex())},
                   {{"პაროლი", "Passphrase"},
                    {Json(is_protected), is_protected ? Localized("იცავს", "protects it") : Localized("არ აქვს", "none")}}}};
    if (!verifier.empty())
        sheet.card.rows.push_back({{"შესამოწმებელი გასაღები", "Verifier key"}, report::Cell::of(verifier)});
    return sheet;
}

} // namespace

std::string read_passphrase(const fs::path& file)
{
    const std::string text = read_file(file, most_bytes);
    std::string line = text.substr(0, text.find('\n'));
    if (line.ends_with('\r'))
        line.pop_back();
    if (line.empty())
        throw Error(Fault::Invalid, say("{}: პირველი სტრიქონი ცარიელია, იქ პაროლი უნდა იყოს", "{}: its first line is empty, where the passphrase should be",
                                        file.string()));
    return line;
}

ledger::SecretKey read_key(const fs::path& file, const fs::path& passphrase_file)
{
    require_private(file);
    const std::string text = read_file(file, most_bytes);
    return of_file(file, [&] {
        return ledger::open_key_file(text, ledger::is_protected(text) ? passphrase_from(passphrase_file) : std::nullopt);
    });
}

fs::path make_key(const fs::path& file, const fs::path& passphrase_file)
{
    const ledger::SecretKey key = ledger::SecretKey::generate();
    const fs::path target = file.has_filename() ? file : file / (key.public_key().hex().substr(0, 16) + ".key");
    std::error_code failed;
    if (fs::exists(fs::symlink_status(target, failed)))
        throw Error(Fault::Conflict, say("{} უკვე არის", "{} is there already", target.string()),
                    {"გასაღებს არაფერი ცვლის; მიუთითეთ სხვა ფაილი", "a key is never overwritten; name another file"});
    const std::string text = file_text(key, passphrase_file);
    make_private_folder(target.parent_path());
    write_file(target, text, FileMode::Private);
    return target;
}

void protect_key(const fs::path& file, const fs::path& passphrase_file, const fs::path& old_passphrase_file)
{
    const ledger::SecretKey key = read_key(file, old_passphrase_file);
    write_file(file, file_text(key, passphrase_file), FileMode::Private);
}

fs::path replica_key_place(const Repository& repository)
{
    return repository.data_folder() / "keys" / "replica.key";
}

fs::path next_key_place(const Repository& repository)
{
    fs::path file = replica_key_place(repository);
    file += ".new";
    return file;
}

fs::path replica_key_file(const Repository& repository)
{
    const fs::path next = next_key_place(repository);
    std::error_code failed;
    if (!fs::exists(next, failed))
        return replica_key_place(repository);
    const ledger::PublicKey waits = of_file(next, [&] { return ledger::public_key_of(read_file(next, most_bytes)); });
    return waits == repository.store().identity().key ? next : replica_key_place(repository);
}

KeySheet describe_key(const fs::path& file, const std::string& witness)
{
    return sheet_of(file, witness, ledger::KeyKind::Witness);
}

KeySheet describe_key(const Repository& repository)
{
    const store::Identity& identity = repository.store().identity();
    return sheet_of(replica_key_file(repository), ledger::signer_name(identity.repository, identity.replica), ledger::KeyKind::Ed25519);
}

} // namespace ogp::app
