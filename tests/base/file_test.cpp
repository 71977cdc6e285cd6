#include "base/error.hpp"
#include "base/file.hpp"

#include <catch2/catch.hpp>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

using namespace ogp;
namespace fs = std::filesystem;

namespace {

/// An empty folder that goes away again.
struct Folder
{
    fs::path path;

    Folder()
    {
        std::string name = (fs::temp_directory_path() / "ogp-file-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path = name;
    }
    ~Folder()
    {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    auto count() const { return std::distance(fs::directory_iterator(path), fs::directory_iterator()); }
};

template <class Action>
Error error_of(Action action)
{
    try {
        action();
    } catch (const Error& error) {
        CHECK_FALSE(error.message().ka.empty());
        return error;
    }
    return Error(Fault::Internal, {"შეცდომა არ იყო", "there was no error"});
}

unsigned mode_of(const fs::path& path)
{
    struct stat status = {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    return status.st_mode & 07777U;
}

} // namespace

TEST_CASE("what is written is read back, of any size")
{
    const Folder folder;
    for (const std::size_t size : {0U, 1U, 4095U, 4096U, 4097U, 1'000'003U}) {
        std::string content(size, 'x');
        if (size > 1)
            content[size / 2] = '\0';
        write_file(folder.path / "f", content);
        CHECK(read_file(folder.path / "f") == content);
    }
    CHECK(folder.count() == 1);
}

TEST_CASE("the mode is exact whatever the umask, and of the newest write")
{
    const Folder folder;
    const mode_t before = ::umask(0077);
    write_file(folder.path / "plain", "a");
    ::umask(0);
    write_file(folder.path / "private", "a", FileMode::Private);
    ::umask(before);
    CHECK(mode_of(folder.path / "plain") == 0644);
    CHECK(mode_of(folder.path / "private") == 0600);
    write_file(folder.path / "plain", "b", FileMode::Private);
    CHECK(mode_of(folder.path / "plain") == 0600);
}

TEST_CASE("a longer file than allowed is refused")
{
    const Folder folder;
    write_file(folder.path / "f", "12345");
    CHECK(read_file(folder.path / "f", 5) == "12345");
    const Error error = error_of([&] { read_file(folder.path / "f", 4); });
    CHECK(error.fault() == Fault::Invalid);
    CHECK(error_of([] { read_file("/dev/zero", 1000); }).fault() == Fault::Invalid);
}

TEST_CASE("files whose size the system does not tell are read to their end")
{
    CHECK(read_file("/proc/self/status").find("VmRSS") != std::string::npos);
    CHECK(read_file("/dev/null").empty());
}

TEST_CASE("what cannot be read is told apart")
{
    const Folder folder;
    CHECK(error_of([&] { read_file(folder.path / "missing"); }).fault() == Fault::NotFound);
    CHECK(error_of([&] { read_file(folder.path); }).fault() == Fault::Io);
    write_file(folder.path / "f", "");
    CHECK(error_of([&] { read_file(folder.path / "f" / "g"); }).fault() == Fault::NotFound);
    const Error error = error_of([&] { read_file(folder.path / "a\x1b[31m"); });
    CHECK(error.message().en.find('\x1b') == std::string::npos);
}

TEST_CASE("a failed write leaves the old file and nothing beside it")
{
    const Folder folder;
    write_file(folder.path / "f", "old");
    // A limit on the size of files stands in for a full disk.
    rlimit before = {};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small = {1000, before.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
    const Error error = error_of([&] { write_file(folder.path / "f", std::string(5000, 'n')); });
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
    std::signal(SIGXFSZ, handler);
    CHECK(error.fault() == Fault::Io);
    CHECK(read_file(folder.path / "f") == "old");
    CHECK(folder.count() == 1);
}

TEST_CASE("a folder that takes no files is named with the reason")
{
    const Error error = error_of([] { write_file("/proc/ogp-test", "x"); });
    CHECK(error.fault() == Fault::Io);
    CHECK(error.message().en.find("/proc/ogp-test: cannot be written: ") == 0);
}

TEST_CASE("a target that is a folder is refused and nothing is left")
{
    const Folder folder;
    make_folders(folder.path / "d" / "e");
    CHECK(error_of([&] { write_file(folder.path / "d", "x"); }).fault() == Fault::Io);
    CHECK(folder.count() == 1);
    CHECK(error_of([&] { write_file(folder.path / "no" / "f", "x"); }).fault() == Fault::Io);
}

TEST_CASE("a symbolic link is replaced, its target untouched")
{
    const Folder folder;
    write_file(folder.path / "target", "old");
    fs::create_symlink("target", folder.path / "link");
    write_file(folder.path / "link", "new");
    CHECK(read_file(folder.path / "target") == "old");
    CHECK(read_file(folder.path / "link") == "new");
    CHECK_FALSE(fs::is_symlink(folder.path / "link"));
}

TEST_CASE("folders are made with their parents")
{
    const Folder folder;
    make_folders(folder.path / "a" / "b" / "c");
    make_folders(folder.path / "a" / "b" / "c");
    CHECK(fs::is_directory(folder.path / "a" / "b" / "c"));
    write_file(folder.path / "f", "");
    CHECK(error_of([&] { make_folders(folder.path / "f"); }).fault() == Fault::Io);
    CHECK(error_of([&] { make_folders(folder.path / "f" / "g"); }).fault() == Fault::Io);
}

TEST_CASE("a file of the current folder needs no path")
{
    const Folder folder;
    const fs::path before = fs::current_path();
    fs::current_path(folder.path);
    write_file("here", "x");
    CHECK(read_file("here") == "x");
    fs::current_path(before);
}
