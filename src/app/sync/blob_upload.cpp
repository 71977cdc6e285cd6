#include "app/sync/blob_upload.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "store/blob_writer.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <system_error>

namespace ogp::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t copied_at_once = 1U << 20U;

fs::path incoming(const fs::path& data)
{
    return data / "incoming";
}

std::uint64_t size_of(const fs::path& file)
{
    std::error_code failed;
    const auto size = fs::file_size(file, failed);
    return failed ? 0 : size;
}

Error failed_at(const fs::path& file)
{
    return Error(Fault::Io, say("{}: ვერ ჩაიწერა", "{}: cannot be written", file.string()), {"არის დისკზე ადგილი?", "is there room on the disk?"});
}

void append(const fs::path& file, std::string_view bytes)
{
    std::ofstream out(file, std::ios::binary | std::ios::app);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.flush();
    if (!out)
        throw failed_at(file);
}

void make_blob(const fs::path& data, const fs::path& part, const Hash& hash)
{
    const store::Blobs blobs(data / "blobs");
    store::BlobWriter writer(blobs);
    InputFile file(part);
    std::string piece(copied_at_once, '\0');
    for (std::size_t count = file.read(piece.data(), piece.size()); count > 0; count = file.read(piece.data(), piece.size()))
        writer.add(std::string_view(piece).substr(0, count));
    const bool is_right = writer.finish_as(hash);
    fs::remove(part);
    if (!is_right)
        throw Error(Fault::Invalid, say("მოსულს სხვა ჰეში აქვს და არა {}", "what came has another hash than {}", hash.hex()),
                    {"გამოაგზავნეთ თავიდან", "send it from the beginning"});
}

} // namespace

std::uint64_t take_piece(const fs::path& data, const BlobPiece& piece)
{
    if (store::Blobs(data / "blobs").has(piece.hash))
        return piece.size;
    make_folders(incoming(data));
    const fs::path part = incoming(data) / piece.hash.hex();
    // A piece from the beginning is another attempt.
    if (piece.offset == 0) {
        std::error_code ignored;
        fs::remove(part, ignored);
    }
    const std::uint64_t here = size_of(part);
    if (piece.offset != here || piece.bytes.size() > piece.size - here)
        throw Error(Fault::Conflict, say("ნაწილი აქ არ ჯდება: {}", "this piece does not follow what is here: {}", piece.offset),
                    say("გააგრძელეთ ბაიტიდან {}", "go on from byte {}", here));
    append(part, piece.bytes);
    const std::uint64_t now = here + piece.bytes.size();
    if (now == piece.size)
        make_blob(data, part, piece.hash);
    return now;
}

std::optional<std::uint64_t> blob_size(const fs::path& data, const Hash& hash)
{
    std::error_code failed;
    const auto size = fs::file_size(store::Blobs(data / "blobs").path(hash), failed);
    return failed ? std::nullopt : std::optional<std::uint64_t>(size);
}

std::string read_blob(const fs::path& data, const Hash& hash, std::uint64_t offset, std::size_t length)
{
    const fs::path path = store::Blobs(data / "blobs").path(hash);
    std::ifstream file(path, std::ios::binary);
    file.seekg(static_cast<std::streamoff>(offset));
    const std::uint64_t size = size_of(path);
    std::string bytes(static_cast<std::size_t>(std::min<std::uint64_t>(length, size - std::min(size, offset))), '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file)
        throw Error(Fault::Io, say("{}: ვერ იკითხება", "{}: cannot be read", path.string()));
    return bytes;
}

std::size_t remove_stale_pieces(const fs::path& data)
{
    std::size_t removed = 0;
    std::error_code failed;
    const auto yesterday = fs::file_time_type::clock::now() - std::chrono::hours(24);
    for (const fs::directory_entry& entry : fs::directory_iterator(incoming(data), failed))
        if (entry.last_write_time(failed) < yesterday && !failed && fs::remove(entry.path(), failed))
            ++removed;
    return removed;
}

} // namespace ogp::app
