#include "store/blob_writer.hpp"

namespace ogp::store {
namespace {

/// The folder that the unfinished file lies in. The file has a name of its own there.
std::filesystem::path made(const std::filesystem::path& folder)
{
    make_folders(folder);
    return folder;
}

} // namespace

BlobWriter::BlobWriter(const Blobs& blobs) : m_blobs(blobs), m_file(made(blobs.folder()) / "unfinished") {}

void BlobWriter::add(std::string_view piece)
{
    m_hash.add(piece);
    m_file.append(piece);
}

Hash BlobWriter::finish()
{
    const Hash hash = m_hash.finish();
    commit(hash);
    return hash;
}

bool BlobWriter::finish_as(const Hash& expected)
{
    if (m_hash.finish() != expected)
        return false;
    commit(expected);
    return true;
}

void BlobWriter::commit(const Hash& hash)
{
    const std::filesystem::path target = m_blobs.path(hash);
    make_folders(target.parent_path());
    m_file.commit_as(target);
}

} // namespace ogp::store
