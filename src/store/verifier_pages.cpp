#include "store/verifier_pages.hpp"

#include "base/text.hpp"
#include "store/checksum_vfs.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <optional>
#include <set>
#include <system_error>
#include <thread>

namespace ogp::store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t pages_at_once = 256;
/// Somebody may copy the WAL into the file just now, and a page be seen half written.
constexpr int attempts = 5;
constexpr auto pause = std::chrono::milliseconds(20);

/// A file open for reading at any place.
class Reader
{
public:
    explicit Reader(const fs::path& file) : m_descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC)), m_name(file) {}
    ~Reader()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    bool is_open() const { return m_descriptor >= 0; }
    /// As many bytes as there are, at most `size`.
    std::string read(std::uint64_t offset, std::size_t size) const
    {
        std::string bytes(size, '\0');
        std::size_t done = 0;
        while (done < size) {
            const ssize_t got =
                ::pread(m_descriptor, bytes.data() + done, size - done, static_cast<off_t>(offset + done));
            if (got < 0 && errno == EINTR)
                continue;
            if (got < 0)
                fail();
            if (got == 0)
                break;
            done += static_cast<std::size_t>(got);
        }
        bytes.resize(done);
        return bytes;
    }
    [[noreturn]] void fail() const
    {
        throw Error(Fault::Io, say("{0}: ვერ იკითხება: {1}", "{0}: cannot be read: {1}", printable(m_name.string()),
                                   std::generic_category().message(errno)));
    }

private:
    int m_descriptor;
    fs::path m_name;
};

bool is_right(std::string_view page)
{
    return page.size() == page_size && page_sum(page) == stored_page_sum(page);
}

/// The pages that the WAL holds: a header of 32 bytes, then frames of 24 bytes and a page. A frame counts while its salts are
/// those of the header (https://sqlite.org/fileformat2.html#walformat).
std::set<std::uint64_t> pages_in_wal(const fs::path& file)
{
    constexpr std::size_t header_size = 32;
    constexpr std::size_t frame_header_size = 24;
    std::set<std::uint64_t> pages;
    fs::path name = file;
    name += "-wal";
    const Reader wal(name);
    const std::string header = wal.is_open() ? wal.read(0, header_size) : std::string();
    if (header.size() < header_size)
        return pages;
    const std::string salts = header.substr(16, 8);
    for (std::uint64_t at = header_size;; at += frame_header_size + page_size) {
        const std::string frame = wal.read(at, frame_header_size);
        if (frame.size() < frame_header_size || frame.compare(8, 8, salts) != 0)
            return pages;
        std::uint64_t page = 0;
        for (std::size_t i = 0; i < 4; ++i)
            page = page << 8U | static_cast<unsigned char>(frame[i]);
        pages.insert(page);
    }
}

/// Compares pages; knows which of those that are wrong are of no account.
class PageCheck
{
public:
    explicit PageCheck(const fs::path& file) : m_file(file), m_reader(file)
    {
        if (!m_reader.is_open())
            m_reader.fail();
    }

    std::string read(std::uint64_t first_page) const
    {
        return m_reader.read(first_page * page_size, pages_at_once * page_size);
    }

    bool passes(std::uint64_t page, std::string_view content)
    {
        if (is_right(content))
            return true;
        if (!m_in_wal)
            m_in_wal = pages_in_wal(m_file);
        return m_in_wal->contains(page) || becomes_right(page);
    }

private:
    bool becomes_right(std::uint64_t page)
    {
        for (int i = 0; m_patient && i < attempts; ++i) {
            std::this_thread::sleep_for(pause);
            if (is_right(m_reader.read((page - 1) * page_size, page_size)))
                return true;
        }
        // Where one stays wrong there is damage, and the next ones need not be waited for.
        m_patient = false;
        return false;
    }

    fs::path m_file;
    Reader m_reader;
    std::optional<std::set<std::uint64_t>> m_in_wal;
    bool m_patient = true;
};

} // namespace

void check_pages(const fs::path& file, Report& report)
{
    PageCheck check(file);
    const std::string name = file.filename().string();
    for (std::uint64_t first = 0;; first += pages_at_once) {
        const std::string bytes = check.read(first);
        if (first == 0 && bytes.size() >= page_size && stored_page_sum(std::string_view(bytes).substr(0, page_size)) == 0)
            return report.add("pages_unsummed", name,
                              {"გვერდებს საკონტროლო ჯამები არ აქვს: საცავი ძველმა პროგრამამ შექმნა",
                               "its pages bear no checksums: an early version of the program made it"});
        for (std::size_t at = 0; at < bytes.size(); at += page_size) {
            const std::uint64_t page = first + at / page_size + 1;
            ++report.result().pages;
            if (!check.passes(page, std::string_view(bytes).substr(at, page_size)))
                report.add("page_damaged", fmt::format("{} page {}", name, page),
                           {"გვერდის საკონტროლო ჯამი არ ემთხვევა", "the checksum of the page does not fit"});
        }
        if (bytes.size() < pages_at_once * page_size)
            return;
    }
}

} // namespace ogp::store
