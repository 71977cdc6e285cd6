#pragma once

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace ogp::server {

/// A plain socket to a server, for what no well-behaved client would send.
class RawConnection
{
public:
    /// `url` as HttpServer::url() gives it.
    explicit RawConnection(const std::string& url)
    {
        if (url.starts_with("unix:")) {
            sockaddr_un name{};
            name.sun_family = AF_UNIX;
            std::memcpy(name.sun_path, url.data() + 5, url.size() - 5);
            open(AF_UNIX, &name, sizeof name);
        } else {
            sockaddr_in name{};
            name.sin_family = AF_INET;
            name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            name.sin_port = htons(static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1))));
            open(AF_INET, &name, sizeof name);
        }
    }
    ~RawConnection() { close(); }
    RawConnection(RawConnection&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}
    RawConnection& operator=(RawConnection&&) = delete;
    RawConnection(const RawConnection&) = delete;
    RawConnection& operator=(const RawConnection&) = delete;

    void close()
    {
        if (m_descriptor >= 0)
            ::close(std::exchange(m_descriptor, -1));
    }

    /// False where the other side has gone.
    bool send(std::string_view text) const
    {
        while (!text.empty()) {
            const ssize_t count = ::send(m_descriptor, text.data(), text.size(), MSG_NOSIGNAL);
            if (count < 0)
                return false;
            text.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }

    /// All that comes until the other side closes or the time is over.
    std::string receive(std::chrono::milliseconds time = std::chrono::milliseconds{3000})
    {
        std::string all;
        while (receive_some(all, time)) {
        }
        return all;
    }

    /// Until there is a whole answer with its body of Content-Length.
    std::string receive_answer(std::chrono::milliseconds time = std::chrono::milliseconds{3000})
    {
        std::string all;
        while (!is_whole(all) && receive_some(all, time)) {
        }
        return all;
    }

    bool is_closed() const { return m_closed; } ///< as far as receive() has seen

private:
    void open(int family, const void* name, socklen_t size)
    {
        m_descriptor = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (m_descriptor < 0 || ::connect(m_descriptor, static_cast<const sockaddr*>(name), size) != 0)
            throw std::runtime_error{"cannot connect"};
        const int on = 1;
        ::setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }

    bool receive_some(std::string& all, std::chrono::milliseconds time)
    {
        pollfd poll{.fd = m_descriptor, .events = POLLIN, .revents = 0};
        if (::poll(&poll, 1, static_cast<int>(time.count())) <= 0)
            return false;
        std::array<char, 65536> buffer{};
        const ssize_t count = ::recv(m_descriptor, buffer.data(), buffer.size(), 0);
        if (count <= 0) {
            m_closed = true;
            return false;
        }
        all.append(buffer.data(), static_cast<std::size_t>(count));
        return true;
    }

    static bool is_whole(const std::string& text)
    {
        const std::size_t end = text.find("\r\n\r\n");
        if (end == std::string::npos)
            return false;
        const std::size_t at = text.find("Content-Length: ");
        const std::size_t length = at < end ? std::stoul(text.substr(at + 16)) : 0;
        return text.size() >= end + 4 + length;
    }

    int m_descriptor = -1;
    bool m_closed = false;
};

} // namespace ogp::server
