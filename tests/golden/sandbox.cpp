#include "sandbox.hpp"

#include "base/file.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <stdexcept>
#include <vector>

namespace ogp::golden {
namespace {

/// Whether a path may go on with that character: then a folder's name that ends or begins there is another one's part.
bool continues_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

/// A folder by its name in a script. Only whole paths are meant: in a tree at /ogp, ".ogp/ogp.db" stays what it is.
std::string replaced(std::string text, const std::string& folder, const std::string& name)
{
    for (std::size_t at = text.find(folder); at != std::string::npos;) {
        const std::size_t end = at + folder.size();
        const bool whole = (at == 0 || !continues_name(text[at - 1])) && (end == text.size() || text[end] == '/' || !continues_name(text[end]));
        if (whole)
            text.replace(at, folder.size(), name);
        at = text.find(folder, whole ? at + name.size() : end);
    }
    return text;
}

/// In the child: never returns.
[[noreturn]] void become_shell(const std::filesystem::path& folder, const std::filesystem::path& out, const std::filesystem::path& err,
                               std::string command, std::vector<std::string> environment)
{
    constexpr int cannot_start = 127;
    const int in_file = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    const int out_file = ::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const int err_file = ::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (in_file < 0 || out_file < 0 || err_file < 0 || ::chdir(folder.c_str()) != 0)
        ::_exit(cannot_start);
    ::dup2(in_file, STDIN_FILENO);
    ::dup2(out_file, STDOUT_FILENO);
    ::dup2(err_file, STDERR_FILENO);
    std::vector<char*> variables;
    for (std::string& variable : environment)
        variables.push_back(variable.data());
    variables.push_back(nullptr);
    std::array<char, 3> shell{"sh"};
    std::array<char, 3> option{"-c"};
    std::array<char*, 4> argv{shell.data(), option.data(), command.data(), nullptr};
    ::execve("/bin/sh", argv.data(), variables.data());
    ::_exit(cannot_start);
}

} // namespace

Sandbox::Sandbox(const std::filesystem::path& program, std::filesystem::path source)
    : m_source(std::move(source)), m_path(program.parent_path().string() + ":/usr/local/bin:/usr/bin:/bin")
{
    std::string pattern = (std::filesystem::temp_directory_path() / "ogp-golden-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr)
        throw std::runtime_error("cannot make a folder " + pattern);
    m_folder = std::filesystem::canonical(pattern);
    std::filesystem::create_directory(m_folder / "home");
}

Sandbox::~Sandbox()
{
    std::error_code failed;
    // A script may have taken the write permission away.
    for (const auto& entry : std::filesystem::recursive_directory_iterator(m_folder, failed))
        if (entry.is_directory(failed))
            std::filesystem::permissions(entry.path(), std::filesystem::perms::owner_all, std::filesystem::perm_options::add, failed);
    std::filesystem::remove_all(m_folder, failed);
}

Outcome Sandbox::run(const std::string& command)
{
    ++m_commands;
    const std::filesystem::path out = m_folder / "stdout";
    const std::filesystem::path err = m_folder / "stderr";
    const std::filesystem::path home = m_folder / "home";
    const std::vector<std::string> environment{
        "HOME=" + home.string(),          "PATH=" + m_path,
        "TZ=UTC",                         "LANG=C.UTF-8",
        "OGP_NOW=2019-04-15T10:00:00+04:00", "OGP_TEST_SEED=" + std::to_string(m_commands),
        "OGP_SOURCE=" + m_source.string(),
        // What a program that lives for a moment leaks is looked for by the tests of the rooms: here it would take a third of the time.
        "ASAN_OPTIONS=detect_leaks=0",
    };
    const pid_t child = ::fork();
    if (child < 0)
        throw std::runtime_error("cannot start a process");
    if (child == 0)
        become_shell(home, out, err, command, environment);
    int status = 0;
    if (::waitpid(child, &status, 0) != child)
        throw std::runtime_error("lost the process");
    constexpr int signal_base = 128;
    return {.exit = WIFEXITED(status) ? WEXITSTATUS(status) : signal_base + WTERMSIG(status),
            .out = normalized(read_file(out)),
            .err = normalized(read_file(err))};
}

std::string Sandbox::normalized(std::string text) const
{
    return replaced(replaced(std::move(text), (m_folder / "home").string(), "$HOME"), m_source.string(), "$OGP_SOURCE");
}

} // namespace ogp::golden
