#include "app/trust/backup_manifest.hpp"

#include "base/file.hpp"
#include "base/hash_stream.hpp"
#include "base/text.hpp"
#include "ledger/note.hpp"

#include <algorithm>

namespace ogp::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_bytes = 1U << 30U;

Hash hash_of(const fs::path& path, std::uint64_t& size)
{
    InputFile file(path);
    HashStream hash;
    std::string buffer(1U << 16U, '\0');
    size = 0;
    while (const std::size_t count = file.read(buffer.data(), buffer.size())) {
        hash.add(std::string_view(buffer).substr(0, count));
        size += count;
    }
    return hash.finish();
}

Error damaged(const fs::path& file)
{
    return {Fault::Integrity, say("{}: სია დაზიანებულია", "{}: the manifest is damaged", file.string())};
}

/// A path that stays in its folder.
bool is_inner(const std::string& path)
{
    const fs::path plain(path);
    return !path.empty() && plain.is_relative() && std::none_of(plain.begin(), plain.end(), [](const fs::path& part) { return part == ".." || part == "."; });
}

BackedUpFile read_file_row(const Json& row, const fs::path& file)
{
    const auto hash = Hash::from_hex(row.text("sha256"));
    const Json* size = row.find("size");
    if (!hash || size == nullptr || !size->is_integer() || size->as_integer() < 0 || !is_inner(row.text("path")))
        throw damaged(file);
    return {row.text("path"), static_cast<std::uint64_t>(size->as_integer()), *hash};
}

Finding wrong(const char* code, const std::string& path, Localized message)
{
    return {Severity::Error, code, {}, path, std::move(message)};
}

} // namespace

void BackupManifest::save(const fs::path& folder) const
{
    Json rows = Json::array();
    for (const BackedUpFile& file : files)
        rows.push(Json::object({{"path", file.path}, {"size", static_cast<std::int64_t>(file.size)}, {"sha256", file.hash.hex()}}));
    const Json manifest = Json::object({{"ogp_backup", std::int64_t{1}},
                                        {"made", made.rfc3339()},
                                        {"origin", checkpoint.origin},
                                        {"size", static_cast<std::int64_t>(checkpoint.size)},
                                        {"root", checkpoint.root.hex()},
                                        {"checkpoint", note},
                                        {"files", rows}});
    write_file(folder / file_name, to_json(manifest) + "\n");
}

BackupManifest BackupManifest::load(const fs::path& folder)
{
    const fs::path file = folder / file_name;
    std::error_code failed;
    if (!fs::exists(file, failed))
        throw Error(Fault::NotFound, say("{}: მთელი სარეზერვო ასლი აქ არ არის", "{}: there is no whole backup here", folder.string()),
                    {"ასლს აკეთებს: ogp backup DIR", "ogp backup DIR makes one"});
    const std::string text = read_file(file, most_bytes);
    try {
        const Json json = parse_json(text, {.bytes = most_bytes});
        BackupManifest manifest;
        const auto made = Instant::parse(json.text("made"));
        const auto root = Hash::from_hex(json.text("root"));
        const Json* size = json.find("size");
        const Json* files = json.find("files");
        if (!made || !root || size == nullptr || !size->is_integer() || size->as_integer() < 0 || files == nullptr || !files->is_array())
            throw damaged(file);
        manifest.made = *made;
        manifest.checkpoint = {json.text("origin"), static_cast<std::uint64_t>(size->as_integer()), *root};
        manifest.note = json.text("checkpoint");
        for (const Json& row : files->items())
            manifest.files.push_back(read_file_row(row, file));
        return manifest;
    } catch (const Error& error) {
        if (error.fault() == Fault::Invalid)
            throw damaged(file);
        throw;
    }
}

std::vector<BackedUpFile> list_files(const fs::path& folder, const std::vector<fs::path>& files)
{
    std::vector<BackedUpFile> rows;
    for (const fs::path& path : files) {
        if (path == BackupManifest::file_name)
            continue;
        BackedUpFile row{path.generic_string(), 0, {}};
        row.hash = hash_of(folder / path, row.size);
        rows.push_back(std::move(row));
    }
    return rows;
}

Findings compare_files(const fs::path& folder, const BackupManifest& manifest)
{
    Findings findings;
    for (const BackedUpFile& file : manifest.files) {
        std::error_code failed;
        if (!fs::is_regular_file(folder / file.path, failed)) {
            findings.push_back(wrong("file_missing", file.path, {"ფაილი აკლია", "the file is missing"}));
            continue;
        }
        std::uint64_t size = 0;
        if (hash_of(folder / file.path, size) != file.hash)
            findings.push_back(wrong("file_changed", file.path, {"ფაილი შეიცვალა", "the file was changed"}));
    }
    return findings;
}

BackupSheet describe_backup(const BackupManifest& manifest, const fs::path& folder, const fs::path& keys, std::optional<std::size_t> blobs_copied)
{
    std::uint64_t bytes = 0;
    std::size_t blobs = 0;
    for (const BackedUpFile& file : manifest.files) {
        bytes += file.size;
        blobs += file.path.starts_with(".ogp/blobs/") ? 1U : 0U;
    }
    const auto number = [](std::uint64_t count) { return Json(static_cast<std::int64_t>(count)); };
    BackupSheet sheet;
    sheet.json = Json::object({{"folder", folder.string()},
                               {"made", manifest.made.rfc3339()},
                               {"origin", manifest.checkpoint.origin},
                               {"size", number(manifest.checkpoint.size)},
                               {"root", manifest.checkpoint.root.hex()},
                               {"files", number(manifest.files.size())},
                               {"bytes", number(bytes)},
                               {"blobs", number(blobs)},
                               {"blobs_copied", blobs_copied ? number(*blobs_copied) : Json()},
                               {"keys", keys.empty() ? Json() : Json(keys.string())}});
    using report::Cell;
    sheet.card = {"backup",
                  {{{"ასლი", "Backup"}, Cell::of(folder.string())},
                   {{"მოვლენები ჟურნალში", "Events in the log"}, Cell::of(static_cast<std::int64_t>(manifest.checkpoint.size))},
                   {{"ფესვი", "Root"}, Cell::of(manifest.checkpoint.root.hex())},
                   {{"ფაილები", "Files"}, Cell::of(static_cast<std::int64_t>(manifest.files.size()))},
                   {{"ბაიტები", "Bytes"}, Cell::of(static_cast<std::int64_t>(bytes))}}};
    if (!keys.empty())
        sheet.card.rows.push_back({{"გასაღებები", "Keys"}, Cell::of(keys.string())});
    return sheet;
}

} // namespace ogp::app
