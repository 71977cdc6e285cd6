#include "cli/process.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/environment.hpp"
#include "cli/find_command.hpp"
#include "cli/run.hpp"

#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <system_error>

namespace ogp::cli {
namespace {

constexpr std::size_t flush_bytes = 64U << 10U;

enum class Written { All, ReaderGone };

Written write_all(int descriptor, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t count = ::write(descriptor, text.data(), text.size());
        if (count >= 0) {
            text.remove_prefix(static_cast<std::size_t>(count));
            continue;
        }
        if (errno == EINTR)
            continue;
        if (errno == EPIPE)
            return Written::ReaderGone;
        const std::string reason = std::generic_category().message(errno);
        throw Error{Fault::Io, say("გამოსავალში ვერ ჩაიწერა: {}", "cannot write the output: {}", reason)};
    }
    return Written::All;
}

} // namespace

ProcessStreams::ProcessStreams(Pager pager) : m_out_is_terminal(::isatty(STDOUT_FILENO) == 1), m_err_is_terminal(::isatty(STDERR_FILENO) == 1)
{
    if (!m_out_is_terminal)
        return;
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
        m_width = size.ws_col > 0 ? size.ws_col : m_width;
        m_height = size.ws_row > 0 ? size.ws_row : m_height;
    }
    if (pager == Pager::Allowed)
        m_pager = choose_pager(process_environment);
}

Streams ProcessStreams::streams()
{
    return {
        .out = [](void* target, std::string_view text) { static_cast<ProcessStreams*>(target)->write_out(text); },
        .err = [](void* target, std::string_view text) { static_cast<ProcessStreams*>(target)->write_err(text); },
        .flush = [](void* target) { static_cast<ProcessStreams*>(target)->finish(); },
        .target = this,
        .out_is_terminal = m_out_is_terminal,
        .err_is_terminal = m_err_is_terminal,
        .width = m_width,
    };
}

void ProcessStreams::write_out(std::string_view text)
{
    m_buffer += text;
    if (m_pager.empty() && m_buffer.size() >= flush_bytes)
        flush();
}

void ProcessStreams::write_err(std::string_view text)
{
    // On one terminal words keep the order in which they were said.
    if (m_out_is_terminal && m_pager.empty())
        flush();
    // Nowhere is left to say that stderr cannot be written.
    try {
        write_all(STDERR_FILENO, text);
    } catch (const Error&) {
        return;
    }
}

void ProcessStreams::flush()
{
    const std::string text = std::move(m_buffer);
    m_buffer.clear();
    if (!m_reader_gone && write_all(STDOUT_FILENO, text) == Written::ReaderGone)
        m_reader_gone = true;
}

bool ProcessStreams::page() const
{
    const auto lines = static_cast<std::size_t>(std::count(m_buffer.begin(), m_buffer.end(), '\n'));
    if (m_pager.empty() || lines < m_height)
        return false;
    ::setenv("LESS", "FRX", 0); // NOLINT: one thread
    ::setenv("LESSCHARSET", "utf-8", 0); // NOLINT: one thread
    std::FILE* pipe = ::popen(m_pager.c_str(), "we");
    if (pipe == nullptr)
        return false;
    std::fwrite(m_buffer.data(), 1, m_buffer.size(), pipe);
    const int status = ::pclose(pipe);
    // 126 and 127: the shell found no such pager.
    return !(WIFEXITED(status) && WEXITSTATUS(status) >= 126);
}

void ProcessStreams::finish()
{
    if (m_buffer.empty())
        return;
    if (page())
        m_buffer.clear();
    flush();
}

int main(int argc, char** argv, Program program)
{
    std::signal(SIGPIPE, SIG_IGN);
    const std::vector<std::string> words{argv + std::min(argc, 1), argv + argc};
    const bool no_input = !find_global(words, "no-input").empty();
    ProcessStreams process{no_input ? ProcessStreams::Pager::Never : ProcessStreams::Pager::Allowed};
    return run(words, process.streams(), process_environment, program);
}

} // namespace ogp::cli
