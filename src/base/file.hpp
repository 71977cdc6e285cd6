#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace ogp {

/// The whole file. Throws Error: NotFound, Io (with the system's reason), Invalid where it is longer than `limit` bytes.
std::string read_file(const std::filesystem::path& path, std::size_t limit = 64U << 20U);

/// Standard input to its end, with the same limit.
std::string read_standard_input(std::size_t limit = 64U << 20U);

enum class FileMode { Plain = 0644, Private = 0600 };

/// Writes beside the target, syncs, renames over it and syncs the folder: after a crash there is the old file or the new
/// one, never a part. The mode is exact, whatever the umask. Throws Error{Io}; on a full disk the hint says so.
void write_file(const std::filesystem::path& path, std::string_view content, FileMode mode = FileMode::Plain);

/// A file that is read piece by piece; "-" is standard input. Throws as read_file().
class InputFile
{
public:
    explicit InputFile(const std::filesystem::path& path);
    ~InputFile();
    InputFile(const InputFile&) = delete;
    InputFile& operator=(const InputFile&) = delete;

    /// Fills as much of the buffer as there is to read now and gives the number of bytes, 0 at the end.
    std::size_t read(char* buffer, std::size_t size);
    std::uint64_t size() const { return m_size; } ///< 0 where it is not known: a pipe

private:
    std::string m_name;
    int m_descriptor = -1;
    std::uint64_t m_size = 0;
};

/// A file that is written piece by piece and takes the place of the old one at commit(), as with write_file(). Destroyed without
/// commit, nothing has happened. Throws Error{Io}.
class OutputFile
{
public:
    explicit OutputFile(const std::filesystem::path& path, FileMode mode = FileMode::Plain);
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    void append(std::string_view content);
    void commit();
    /// The same under another name on the same disk: for contents whose name is known only at their end.
    void commit_as(const std::filesystem::path& path);

private:
    void write_out();

    std::filesystem::path m_path;
    std::filesystem::path m_temporary;
    FileMode m_mode;
    int m_descriptor = -1;
    std::string m_buffer;
};

/// Makes the folder and its parents; Error{Io} where that fails.
void make_folders(const std::filesystem::path& path);

} // namespace ogp
