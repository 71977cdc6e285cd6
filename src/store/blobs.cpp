#include "store/blobs.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash_stream.hpp"
#include "base/text.hpp"

#include <system_error>

namespace ogp::store {
namespace {

constexpr std::size_t read_at_once = 64U << 10U;

Error changed(const std::filesystem::path& path)
{
    return Error(Fault::Integrity,
                 say("{}: ფაილის შინაარსი შეცვლილია", "{}: the content of the file was changed", printable(path.string())),
                 {"აღადგინეთ სარეზერვო ასლიდან", "restore it from a backup"});
}

} // namespace

std::filesystem::path Blobs::path(const Hash& hash) const
{
    const std::string hex = hash.hex();
    return m_folder / hex.substr(0, 2) / hex.substr(2);
}

bool Blobs::has(const Hash& hash) const
{
    std::error_code failed;
    return std::filesystem::is_regular_file(path(hash), failed);
}

Hash Blobs::put(std::string_view content) const
{
    const Hash hash = sha256(content);
    if (!has(hash)) {
        const std::filesystem::path file = path(hash);
        make_folders(file.parent_path());
        write_file(file, content);
    }
    return hash;
}

std::string Blobs::get(const Hash& hash) const
{
    std::string content = read_file(path(hash));
    if (sha256(content) != hash)
        throw changed(path(hash));
    return content;
}

void Blobs::read(const Hash& hash, const std::function<void(std::string_view)>& visit) const
{
    InputFile file(path(hash));
    HashStream found;
    std::string buffer(read_at_once, '\0');
    while (const std::size_t count = file.read(buffer.data(), buffer.size())) {
        const std::string_view piece = std::string_view(buffer).substr(0, count);
        found.add(piece);
        visit(piece);
    }
    if (found.finish() != hash)
        throw changed(path(hash));
}

} // namespace ogp::store
