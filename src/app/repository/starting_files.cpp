#include "app/repository/starting_files.hpp"

#include "base/file.hpp"
#include "base/text.hpp"

#include <sys/stat.h>

#include <system_error>

namespace ogp::app {

void write_unless_there(const std::filesystem::path& file, std::string_view content)
{
    std::error_code failed;
    if (std::filesystem::exists(file, failed))
        return;
    make_folders(file.parent_path());
    write_file(file, content);
}

ledger::SecretKey begin_data_folder(const std::filesystem::path& folder)
{
    std::error_code failed;
    std::filesystem::remove_all(folder, failed);
    make_folders(folder / "keys");
    make_folders(folder / "blobs");
    ::chmod((folder / "keys").c_str(), 0700);
    ledger::SecretKey key = ledger::SecretKey::generate();
    write_file(folder / "keys" / "replica.key", "ogp-ed25519-seed " + to_hex(key.seed()) + "\n", FileMode::Private);
    return key;
}

} // namespace ogp::app
