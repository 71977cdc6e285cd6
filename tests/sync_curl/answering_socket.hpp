#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <string>
#include <thread>

namespace ogp::sync_curl {

/// A server of a few lines: reads the head of each request and sends the same text back, whatever it was asked.
class AnsweringSocket
{
public:
    enum class After { Close, Hold };

    explicit AnsweringSocket(std::string answer, After after = After::Close)
        : m_answer(std::move(answer)), m_after(after), m_listening(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in name{};
        name.sin_family = AF_INET;
        name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof name;
        ::bind(m_listening, reinterpret_cast<sockaddr*>(&name), sizeof name);
        ::listen(m_listening, 8);
        ::getsockname(m_listening, reinterpret_cast<sockaddr*>(&name), &size);
        m_port = ntohs(name.sin_port);
        m_thread = std::thread{[this] { run(); }};
    }
    ~AnsweringSocket()
    {
        m_ending = true;
        m_thread.join();
        ::close(m_listening);
    }
    AnsweringSocket(const AnsweringSocket&) = delete;
    AnsweringSocket& operator=(const AnsweringSocket&) = delete;

    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }
    /// After the exchange: what was asked.
    const std::string& asked() const { return m_asked; }

private:
    bool wait(int descriptor) const
    {
        while (!m_ending) {
            pollfd poll{.fd = descriptor, .events = POLLIN, .revents = 0};
            if (::poll(&poll, 1, 20) > 0)
                return true;
        }
        return false;
    }

    void run()
    {
        while (wait(m_listening)) {
            const int connection = ::accept4(m_listening, nullptr, nullptr, SOCK_CLOEXEC);
            std::array<char, 4096> buffer{};
            std::string asked;
            while (asked.find("\r\n\r\n") == std::string::npos && wait(connection)) {
                const ssize_t count = ::recv(connection, buffer.data(), buffer.size(), 0);
                if (count <= 0)
                    break;
                asked.append(buffer.data(), static_cast<std::size_t>(count));
            }
            m_asked = asked;
            static_cast<void>(::send(connection, m_answer.data(), m_answer.size(), MSG_NOSIGNAL));
            while (m_after == After::Hold && !m_ending)
                std::this_thread::sleep_for(std::chrono::milliseconds{10});
            ::close(connection);
        }
    }

    std::string m_answer;
    After m_after;
    int m_listening;
    int m_port = 0;
    std::string m_asked;
    std::atomic<bool> m_ending{false};
    std::thread m_thread;
};

} // namespace ogp::sync_curl
