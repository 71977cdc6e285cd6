#include "base/file.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <system_error>
#include <utility>

namespace ogp {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t written_at_once = 256U << 10U;

/// Closes at the end of the scope.
class Descriptor
{
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int get() const { return m_fd; }
    /// Closes now and says whether that worked: some file systems report a failed write only here.
    bool close() { return ::close(std::exchange(m_fd, -1)) == 0; }

private:
    int m_fd;
};

Localized reason(int error)
{
    switch (error) {
    case ENOSPC:
    case EDQUOT: return {"დისკზე ადგილი აღარ არის", "no space is left on the disk"};
    case EROFS: return {"ფაილური სისტემა მხოლოდ წასაკითხია", "the file system is read-only"};
    case EACCES:
    case EPERM: return {"უფლება არ არის", "permission denied"};
    case EISDIR: return {"ეს საქაღალდეა", "it is a folder"};
    case ENOTDIR: return {"გზაზე საქაღალდის ადგილას ფაილია", "a part of the path is a file, not a folder"};
    case ENOENT: return {"ასეთი ფაილი ან საქაღალდე არ არსებობს", "no such file or folder"};
    case ENAMETOOLONG: return {"სახელი ძალიან გრძელია", "the name is too long"};
    case ELOOP: return {"სიმბოლური ბმულები წრეს ქმნის", "symbolic links form a loop"};
    case EMFILE:
    case ENFILE: return {"ძალიან ბევრი ფაილია გახსნილი", "too many files are open"};
    case EFBIG: return {"ფაილი ძალიან დიდია", "the file is too large"};
    case EIO: return {"დისკის შეცდომა", "the disk reported an error"};
    default: return both(std::generic_category().message(error));
    }
}

Localized remedy(int error)
{
    switch (error) {
    case ENOSPC:
    case EDQUOT: return {"გაათავისუფლეთ ადგილი და სცადეთ თავიდან", "free some space and try again"};
    case EROFS: return {"აირჩიეთ ჩასაწერი საქაღალდე", "choose a folder that can be written to"};
    case EACCES:
    case EPERM:
        return {"შეამოწმეთ ფაილისა და საქაღალდის მფლობელი და უფლებები",
                "check the owner and mode of the file and its folder"};
    case EMFILE:
    case ENFILE: return {"გაზარდეთ ზღვარი: ulimit -n", "raise the limit: ulimit -n"};
    case EIO: return {"შეამოწმეთ დისკი და სარეზერვო ასლები", "check the disk and your backups"};
    default: return {};
    }
}

[[noreturn]] void fail_to_read(const std::string& name, int error)
{
    const Localized why = reason(error);
    const Fault fault = error == ENOENT || error == ENOTDIR ? Fault::NotFound : Fault::Io;
    throw Error(fault,
                {fmt::format("{}: ვერ იკითხება: {}", name, why.ka), fmt::format("{}: cannot be read: {}", name, why.en)},
                remedy(error));
}

[[noreturn]] void fail_to_write(const fs::path& path, int error)
{
    const Localized why = reason(error);
    const std::string name = printable(path.string());
    throw Error(Fault::Io,
                {fmt::format("{}: ვერ ჩაიწერა: {}", name, why.ka), fmt::format("{}: cannot be written: {}", name, why.en)},
                remedy(error));
}

std::string read_all(int fd, const std::string& name, std::size_t limit, std::size_t expected)
{
    std::string content;
    // One byte more than expected, so that the end of the file is seen without another round.
    std::size_t room = std::min(expected, limit) + 1;
    std::size_t used = 0;
    while (true) {
        content.resize(used + room);
        const ssize_t count = ::read(fd, content.data() + used, room);
        if (count < 0) {
            if (errno == EINTR)
                continue;
            fail_to_read(name, errno);
        }
        used += static_cast<std::size_t>(count);
        if (used > limit) {
            throw Error(Fault::Invalid, say("{}: ფაილი {} ბაიტზე გრძელია", "{}: longer than {} bytes", name, limit));
        }
        if (count == 0)
            break;
        room = std::min(std::max<std::size_t>(used, 4096), limit - used + 1);
        if (used < expected + 1)
            room = std::min(room, expected + 1 - used);
    }
    content.resize(used);
    return content;
}

void write_all(int fd, std::string_view content, const fs::path& path)
{
    while (!content.empty()) {
        const ssize_t count = ::write(fd, content.data(), content.size());
        if (count < 0) {
            if (errno == EINTR)
                continue;
            fail_to_write(path, errno);
        }
        content.remove_prefix(static_cast<std::size_t>(count));
    }
}

/// A new file in `folder` with a name that nobody else uses. The process id keeps programs apart, the number threads;
/// what a killed process left behind is skipped.
std::pair<fs::path, int> create_beside(const fs::path& folder, const fs::path& target)
{
    static std::atomic<unsigned> number{0};
    for (int attempt = 0; attempt < 1000; ++attempt) {
        fs::path path = folder / fmt::format(".ogp-{}-{}.tmp", ::getpid(), number.fetch_add(1));
        const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (fd >= 0)
            return {std::move(path), fd};
        if (errno != EEXIST && errno != EINTR)
            fail_to_write(target, errno);
    }
    fail_to_write(target, EEXIST);
}

fs::path folder_of(const fs::path& path)
{
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

void sync_folder(const fs::path& folder, const fs::path& target)
{
    const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    // Some network file systems cannot sync a folder and say EINVAL: there is nothing more to do then.
    if (directory.get() < 0 || (::fsync(directory.get()) != 0 && errno != EINVAL))
        fail_to_write(target, errno);
}

} // namespace

std::string read_file(const fs::path& path, std::size_t limit)
{
    const std::string name = printable(path.string());
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0)
        fail_to_read(name, errno);
    struct stat status = {};
    if (::fstat(file.get(), &status) != 0)
        fail_to_read(name, errno);
    if (S_ISDIR(status.st_mode))
        fail_to_read(name, EISDIR);
    return read_all(file.get(), name, limit, S_ISREG(status.st_mode) ? static_cast<std::size_t>(status.st_size) : 4096);
}

std::string read_standard_input(std::size_t limit)
{
    return read_all(STDIN_FILENO, "-", limit, 4096);
}

void write_file(const fs::path& path, std::string_view content, FileMode mode)
{
    const fs::path folder = folder_of(path);
    const auto [temporary, fd] = create_beside(folder, path);
    Descriptor file(fd);
    try {
        if (::fchmod(file.get(), static_cast<mode_t>(mode)) != 0)
            fail_to_write(path, errno);
        write_all(file.get(), content, path);
        if (::fsync(file.get()) != 0 || !file.close() || ::rename(temporary.c_str(), path.c_str()) != 0)
            fail_to_write(path, errno);
    } catch (...) {
        ::unlink(temporary.c_str());
        throw;
    }
    sync_folder(folder, path);
}

InputFile::InputFile(const fs::path& path)
    : m_name(path == "-" ? std::string("-") : printable(path.string())),
      m_descriptor(path == "-" ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC))
{
    struct stat status = {};
    if (m_descriptor < 0 || ::fstat(m_descriptor, &status) != 0 || S_ISDIR(status.st_mode)) {
        const int error = m_descriptor >= 0 && S_ISDIR(status.st_mode) ? EISDIR : errno;
        if (m_descriptor >= 0)
            ::close(m_descriptor);
        fail_to_read(m_name, error);
    }
    m_size = S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size) : 0;
}

InputFile::~InputFile()
{
    ::close(m_descriptor);
}

std::size_t InputFile::read(char* buffer, std::size_t size)
{
    while (true) {
        const ssize_t count = ::read(m_descriptor, buffer, size);
        if (count >= 0)
            return static_cast<std::size_t>(count);
        if (errno != EINTR)
            fail_to_read(m_name, errno);
    }
}

OutputFile::OutputFile(const fs::path& path, FileMode mode) : m_path(path), m_mode(mode)
{
    auto [temporary, descriptor] = create_beside(folder_of(path), path);
    m_temporary = std::move(temporary);
    m_descriptor = descriptor;
}

OutputFile::~OutputFile()
{
    if (m_descriptor < 0)
        return;
    ::close(m_descriptor);
    ::unlink(m_temporary.c_str());
}

void OutputFile::append(std::string_view content)
{
    m_buffer += content;
    if (m_buffer.size() >= written_at_once)
        write_out();
}

void OutputFile::write_out()
{
    write_all(m_descriptor, m_buffer, m_path);
    m_buffer.clear();
}

void OutputFile::commit()
{
    write_out();
    if (::fchmod(m_descriptor, static_cast<mode_t>(m_mode)) != 0 || ::fsync(m_descriptor) != 0 ||
        ::rename(m_temporary.c_str(), m_path.c_str()) != 0)
        fail_to_write(m_path, errno);
    if (::close(std::exchange(m_descriptor, -1)) != 0)
        fail_to_write(m_path, errno);
    sync_folder(folder_of(m_path), m_path);
}

void OutputFile::commit_as(const fs::path& path)
{
    m_path = path;
    commit();
}

void make_folders(const fs::path& path)
{
    std::error_code error;
    fs::create_directories(path, error);
    if (!error && !fs::is_directory(path, error) && !error)
        error = std::make_error_code(std::errc::not_a_directory);
    if (error)
        fail_to_write(path, error.value());
}

} // namespace ogp
