#include "base/process.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <utility>

namespace ogp {
namespace {

using Time = std::chrono::steady_clock;

constexpr std::size_t errors_limit = 64U << 10U;
constexpr int first_other_descriptor = 3;
constexpr int signalled = 128; ///< as shells count

/// An open descriptor, closed when it goes.
class Descriptor
{
public:
    Descriptor() = default;
    explicit Descriptor(int number) : m_number(number) {}
    Descriptor(Descriptor&& other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept
    {
        std::swap(m_number, other.m_number);
        return *this;
    }
    ~Descriptor() { close(); }

    int number() const { return m_number; }
    bool is_open() const { return m_number >= 0; }
    void close()
    {
        if (m_number >= 0)
            ::close(m_number);
        m_number = -1;
    }

private:
    int m_number = -1;
};

[[noreturn]] void fail(const std::filesystem::path& program, int number)
{
    const std::string name = program.string();
    const std::string reason = std::generic_category().message(number);
    throw Error{Fault::Io, say("{} ვერ გაეშვა: {}", "cannot run {}: {}", name, reason)};
}

struct Ends
{
    Descriptor ours;
    Descriptor theirs;
};

/// A pair of sockets: writing to one whose reader has gone is an error that can be asked not to raise a signal.
Ends connected(const std::filesystem::path& program)
{
    std::array<int, 2> pair{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0)
        fail(program, errno);
    Ends ends{Descriptor{pair[0]}, Descriptor{pair[1]}};
    ::fcntl(pair[0], F_SETFL, O_NONBLOCK);
    return ends;
}

Ends piped(const std::filesystem::path& program)
{
    std::array<int, 2> pair{};
    if (::pipe2(pair.data(), O_CLOEXEC) != 0)
        fail(program, errno);
    Ends ends{Descriptor{pair[0]}, Descriptor{pair[1]}};
    ::fcntl(pair[0], F_SETFL, O_NONBLOCK);
    return ends;
}

/// The two objects that posix_spawn() is told everything by.
class SpawnPlan
{
public:
    SpawnPlan()
    {
        ::posix_spawn_file_actions_init(&m_actions);
        ::posix_spawnattr_init(&m_attributes);
        sigset_t all;
        sigset_t none;
        ::sigfillset(&all);
        ::sigemptyset(&none);
        ::posix_spawnattr_setsigdefault(&m_attributes, &all);
        ::posix_spawnattr_setsigmask(&m_attributes, &none);
        ::posix_spawnattr_setpgroup(&m_attributes, 0);
        ::posix_spawnattr_setflags(&m_attributes, static_cast<short>(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK));
    }
    ~SpawnPlan()
    {
        ::posix_spawnattr_destroy(&m_attributes);
        ::posix_spawn_file_actions_destroy(&m_actions);
    }
    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;

    void connect(const Descriptor& theirs, int number) { ::posix_spawn_file_actions_adddup2(&m_actions, theirs.number(), number); }
    void run_in(const std::filesystem::path& folder) { ::posix_spawn_file_actions_addchdir_np(&m_actions, folder.c_str()); }
    void close_others() { ::posix_spawn_file_actions_addclosefrom_np(&m_actions, first_other_descriptor); }

    pid_t start(const ProcessRequest& request)
    {
        std::string name = request.program.string();
        std::vector<std::string> arguments = request.arguments;
        std::vector<std::string> environment = request.environment;
        std::vector<char*> argv{name.data()};
        std::vector<char*> variables;
        for (std::string& argument : arguments)
            argv.push_back(argument.data());
        for (std::string& variable : environment)
            variables.push_back(variable.data());
        argv.push_back(nullptr);
        variables.push_back(nullptr);
        pid_t child = -1;
        if (const int failed = ::posix_spawn(&child, name.c_str(), &m_actions, &m_attributes, argv.data(), variables.data()); failed != 0)
            fail(request.program, failed);
        return child;
    }

private:
    posix_spawn_file_actions_t m_actions{};
    posix_spawnattr_t m_attributes{};
};

class Running
{
public:
    explicit Running(const ProcessRequest& request) : m_request(request), m_end(Time::now() + request.time_limit)
    {
        Ends input = connected(request.program);
        Ends output = piped(request.program);
        Ends errors = piped(request.program);
        SpawnPlan plan;
        plan.connect(input.theirs, STDIN_FILENO);
        plan.connect(output.theirs, STDOUT_FILENO);
        plan.connect(errors.theirs, STDERR_FILENO);
        plan.run_in(request.folder);
        plan.close_others();
        m_child = plan.start(request);
        m_input = std::move(input.ours);
        m_output = std::move(output.ours);
        m_errors = std::move(errors.ours);
    }
    ~Running()
    {
        if (m_child > 0)
            end();
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    ProcessResult finish()
    {
        while (m_output.is_open() || m_errors.is_open())
            exchange();
        wait();
        m_result.status = end();
        return std::move(m_result);
    }

private:
    /// Milliseconds that are left; Error where none are.
    int left() const
    {
        const auto rest = std::chrono::duration_cast<std::chrono::milliseconds>(m_end - Time::now()).count();
        if (rest <= 0) {
            const std::string name = m_request.program.string();
            const auto limit = m_request.time_limit.count();
            throw Error{Fault::Io, say("{} {} მილიწამში ვერ დასრულდა და შეჩერდა", "{} did not end within {} ms and was stopped", name, limit)};
        }
        return static_cast<int>(std::min<std::int64_t>(rest, 1'000'000));
    }

    void exchange()
    {
        std::array<pollfd, 3> states{{{m_input.number(), POLLOUT, 0}, {m_output.number(), POLLIN, 0}, {m_errors.number(), POLLIN, 0}}};
        if (::poll(states.data(), states.size(), left()) < 0 && errno != EINTR)
            fail(m_request.program, errno);
        if (states[0].revents != 0)
            feed();
        if (states[1].revents != 0)
            read(m_output, m_result.output);
        if (states[2].revents != 0)
            read(m_errors, m_result.errors);
        if (m_result.errors.size() > errors_limit)
            m_result.errors.erase(0, m_result.errors.size() - errors_limit);
        if (m_result.output.size() > m_request.output_limit) {
            const std::string name = m_request.program.string();
            throw Error{Fault::Io, say("{}: გამოსავალი {} ბაიტს აღემატება", "{} writes more than {} bytes", name, m_request.output_limit)};
        }
    }

    void feed()
    {
        const std::string_view rest = m_request.input.substr(m_fed);
        const ssize_t count = rest.empty() ? 0 : ::send(m_input.number(), rest.data(), rest.size(), MSG_NOSIGNAL);
        if (count > 0)
            m_fed += static_cast<std::size_t>(count);
        // A program that does not read to the end is not at fault for that alone.
        const bool gone = count < 0 && errno != EAGAIN && errno != EINTR;
        if (gone || m_fed == m_request.input.size())
            m_input.close();
    }

    static void read(Descriptor& from, std::string& to)
    {
        std::array<char, 64U << 10U> buffer{};
        const ssize_t count = ::read(from.number(), buffer.data(), buffer.size());
        if (count > 0)
            to.append(buffer.data(), static_cast<std::size_t>(count));
        else if (count == 0 || (errno != EAGAIN && errno != EINTR))
            from.close();
    }

    /// Until it has ended, without taking away its entry: its group cannot be another's before that.
    void wait() const
    {
        for (;;) {
            siginfo_t state{};
            if (::waitid(P_PID, static_cast<id_t>(m_child), &state, WEXITED | WNOWAIT | WNOHANG) != 0 || state.si_pid != 0)
                return;
            ::poll(nullptr, 0, std::min(left(), 2)); // it has closed its output: it is about to end
        }
    }

    int end()
    {
        ::kill(-m_child, SIGKILL);
        int status = 0;
        while (::waitpid(m_child, &status, 0) < 0 && errno == EINTR) {}
        m_child = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : signalled + WTERMSIG(status);
    }

    const ProcessRequest& m_request;
    Time::time_point m_end;
    pid_t m_child = -1;
    Descriptor m_input;
    Descriptor m_output;
    Descriptor m_errors;
    std::size_t m_fed = 0;
    ProcessResult m_result;
};

} // namespace

ProcessResult run_process(const ProcessRequest& request)
{
    return Running(request).finish();
}

std::optional<std::filesystem::path> find_program(std::string_view name, std::string_view path)
{
    for (const std::string_view folder : split(path, ':')) {
        if (folder.empty() || folder.front() != '/')
            continue;
        const std::filesystem::path program = std::filesystem::path{folder} / name;
        std::error_code failed;
        if (std::filesystem::is_regular_file(program, failed) && ::access(program.c_str(), X_OK) == 0)
            return program;
    }
    return {};
}

std::string last_lines(std::string_view text, std::size_t lines)
{
    const std::string_view content = trim(text);
    std::size_t from = content.size();
    for (std::size_t line = 0; line < lines && from != 0 && from != std::string_view::npos; ++line)
        from = content.rfind('\n', from - 1);
    return printable(from == std::string_view::npos || from == 0 ? content : content.substr(from + 1));
}

} // namespace ogp
