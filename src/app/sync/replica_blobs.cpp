#include "app/sync/replica_blobs.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "store/blob_writer.hpp"

#include <fstream>
#include <system_error>

namespace ogp::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_list = 64U << 20U;

fs::path list_of(const fs::path& data)
{
    return data / "wanted-blobs";
}

/// A content that comes piece by piece, in a file that outlives a cut.
class Incoming
{
public:
    Incoming(const fs::path& data, const Hash& hash) : m_path(data / "incoming" / hash.hex())
    {
        make_folders(m_path.parent_path());
        std::error_code failed;
        const auto size = fs::file_size(m_path, failed);
        m_size = failed ? 0 : size;
    }

    std::uint64_t size() const { return m_size; }

    void add(std::string_view piece)
    {
        std::ofstream file(m_path, std::ios::binary | std::ios::app);
        file.write(piece.data(), static_cast<std::streamsize>(piece.size()));
        file.flush();
        if (!file)
            throw Error(Fault::Io, say("{}: ვერ ჩაიწერა", "{}: cannot be written", m_path.string()),
                        {"შეამოწმეთ, დისკზე ადგილი თუა", "see whether there is room on the disk"});
        m_size += piece.size();
    }

    /// Whether it was the content of that hash; gone in any case.
    bool finish(const store::Blobs& blobs, const Hash& hash)
    {
        bool is_right = false;
        {
            store::BlobWriter writer(blobs);
            if (m_size != 0) {
                InputFile file(m_path);
                std::string buffer(1U << 16U, '\0');
                while (const std::size_t count = file.read(buffer.data(), buffer.size()))
                    writer.add(std::string_view(buffer).substr(0, count));
            }
            is_right = writer.finish_as(hash);
        }
        drop();
        return is_right;
    }

    void drop()
    {
        std::error_code ignored;
        fs::remove(m_path, ignored);
        m_size = 0;
    }

private:
    fs::path m_path;
    std::uint64_t m_size = 0;
};

Error wrong_content(const Hash& hash)
{
    return {Fault::Integrity,
            say("მთავარმა საცავმა ფაილის {} ნაცვლად სხვა რამ გამოგზავნა", "the authority sent something else in the place of the file {}", hash.hex()),
            {"შეატყობინეთ მას, ვინც მთავარ საცავს უვლის", "tell whoever keeps the authority"}};
}

} // namespace

std::set<Hash> wanted_blobs(const fs::path& data)
{
    std::set<Hash> wanted;
    std::error_code failed;
    if (!fs::exists(list_of(data), failed))
        return wanted;
    const std::string list = read_file(list_of(data), longest_list);
    for (const std::string_view line : split(list, '\n'))
        if (const auto hash = Hash::from_hex(line))
            wanted.insert(*hash);
    return wanted;
}

ReplicaBlobs::ReplicaBlobs(const Repository& repository, sync::Client& client)
    : m_client(client), m_data(repository.data_folder()), m_blobs(m_data / "blobs"), m_wanted(wanted_blobs(m_data))
{
}

std::vector<Hash> ReplicaBlobs::named_by(const model::Event& event)
{
    std::vector<Hash> hashes = event.blobs;
    for (const model::Attachment& attachment : event.attachments)
        hashes.push_back(attachment.hash);
    return hashes;
}

void ReplicaBlobs::require(const Hash& hash)
{
    if (m_blobs.has(hash))
        return;
    // What lay there from an earlier attempt may be wrong: then it is got whole, once.
    for (bool again = true; again;) {
        Incoming incoming(m_data, hash);
        again = incoming.size() != 0;
        for (;;) {
            const std::string piece = m_client.blob(hash, incoming.size());
            incoming.add(piece);
            if (piece.size() < sync::Client::blob_piece)
                break;
        }
        if (incoming.finish(m_blobs, hash))
            return;
    }
    throw wrong_content(hash);
}

void ReplicaBlobs::want(const std::vector<Hash>& hashes)
{
    const std::size_t before = m_wanted.size();
    for (const Hash& hash : hashes)
        if (!m_blobs.has(hash))
            m_wanted.insert(hash);
    if (m_wanted.size() != before)
        write_wanted();
}

std::size_t ReplicaBlobs::get_wanted(const std::function<void(std::uint64_t, std::uint64_t)>& progress)
{
    constexpr std::size_t noted_every = 64;
    const std::uint64_t total = m_wanted.size();
    std::size_t come = 0;
    for (std::uint64_t done = 0; !m_wanted.empty(); ++done) {
        if (progress)
            progress(done, total);
        try {
            require(*m_wanted.begin());
            ++come;
        } catch (const Error& error) {
            if (error.fault() != Fault::NotFound)
                throw;
        }
        m_wanted.erase(m_wanted.begin());
        if (m_wanted.empty() || done % noted_every == noted_every - 1)
            write_wanted();
    }
    return come;
}

void ReplicaBlobs::hand_in(const std::vector<Hash>& hashes)
{
    for (const Hash& hash : hashes) {
        if (!m_handed_in.insert(hash).second || !m_blobs.has(hash) || m_client.has_blob(hash))
            continue;
        m_client.put_blob(hash, m_blobs.path(hash));
    }
}

void ReplicaBlobs::write_wanted() const
{
    if (m_wanted.empty()) {
        std::error_code ignored;
        fs::remove(list_of(m_data), ignored);
        return;
    }
    std::string list;
    for (const Hash& hash : m_wanted)
        list += hash.hex() + '\n';
    write_file(list_of(m_data), list);
}

} // namespace ogp::app
