#pragma once

#include "server/raw_connection.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace ogp::server {

/// What a network does to the bytes that go through it.
struct NetworkFault
{
    enum class End { Fin, Reset };       ///< how a connection is cut, towards both sides
    enum class After { Heals, StaysDown }; ///< whether later connections go through
    enum class Requests { Once, Twice };

    std::optional<std::size_t> cut_up{};   ///< after so many bytes towards the server, of all connections together
    std::optional<std::size_t> cut_down{}; ///< after so many towards the client
    End end = End::Fin;
    After after = After::StaysDown;
    std::size_t piece = 0;                 ///< so many bytes at a time, 0: as they come
    std::chrono::microseconds pause{0};    ///< before each piece
    Requests requests = Requests::Once;    ///< Twice: as a middlebox does that tries again; the first answer is thrown away
    std::string held{};                    ///< a request that begins so waits until let_go(), "" for none
};

/// A TCP proxy on loopback, in threads of its own, between a client and the server at `url`.
class FaultyProxy
{
public:
    explicit FaultyProxy(std::string url) : m_server(std::move(url)), m_listening(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in name{};
        name.sin_family = AF_INET;
        name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof name;
        ::bind(m_listening, reinterpret_cast<sockaddr*>(&name), sizeof name);
        ::listen(m_listening, 64);
        ::getsockname(m_listening, reinterpret_cast<sockaddr*>(&name), &size);
        m_port = ntohs(name.sin_port);
        m_accepting = std::thread{[this] { accept_all(); }};
    }
    ~FaultyProxy()
    {
        m_ending = true;
        let_go();
        m_accepting.join();
        for (std::thread& one : m_connections)
            one.join();
        ::close(m_listening);
    }
    FaultyProxy(const FaultyProxy&) = delete;
    FaultyProxy& operator=(const FaultyProxy&) = delete;

    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }

    /// From now on; bytes are counted anew. Connections that are open are no more.
    void use(NetworkFault fault)
    {
        const std::lock_guard lock{m_mutex};
        m_fault = std::move(fault);
        m_up = m_down = 0;
        m_is_cut = m_is_held = m_let_go = false;
        ++m_generation;
    }
    void heal() { use({}); }

    bool was_cut() const
    {
        const std::lock_guard lock{m_mutex};
        return m_is_cut;
    }
    /// False where it took too long.
    bool wait_until_held()
    {
        std::unique_lock lock{m_mutex};
        return m_changed.wait_for(lock, std::chrono::seconds{5}, [this] { return m_is_held; });
    }
    void let_go()
    {
        const std::lock_guard lock{m_mutex};
        m_let_go = true;
        m_changed.notify_all();
    }

private:
    enum class Way { Up, Down };
    static constexpr int moment = 20; ///< milliseconds

    void accept_all()
    {
        while (!m_ending) {
            pollfd poll{.fd = m_listening, .events = POLLIN, .revents = 0};
            if (::poll(&poll, 1, moment) <= 0)
                continue;
            const int client = ::accept4(m_listening, nullptr, nullptr, SOCK_CLOEXEC);
            const int on = 1;
            ::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            m_connections.emplace_back([this, client] { carry(client); });
        }
    }

    NetworkFault fault() const
    {
        const std::lock_guard lock{m_mutex};
        return m_fault;
    }

    void carry(int client)
    {
        std::uint64_t generation = 0;
        {
            const std::lock_guard lock{m_mutex};
            generation = m_generation;
            if (m_is_cut && m_fault.after == NetworkFault::After::StaysDown) {
                end(client, m_fault.end);
                return;
            }
        }
        const int server = open_server();
        std::string request;
        while (!m_ending && server >= 0) {
            std::array<pollfd, 2> poll{{{.fd = client, .events = POLLIN, .revents = 0}, {.fd = server, .events = POLLIN, .revents = 0}}};
            if (::poll(poll.data(), poll.size(), moment) < 0)
                break;
            {
                const std::lock_guard lock{m_mutex};
                if (generation != m_generation)
                    break;
            }
            if ((poll[0].revents != 0 && !carry_up(client, server, request)) || (poll[1].revents != 0 && !carry_down(client, server)))
                break;
        }
        const NetworkFault::End how = was_cut() ? fault().end : NetworkFault::End::Fin;
        end(client, how);
        if (server >= 0)
            end(server, how);
    }

    int open_server() const
    {
        const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in name{};
        name.sin_family = AF_INET;
        name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        name.sin_port = htons(static_cast<std::uint16_t>(std::stoi(m_server.substr(m_server.rfind(':') + 1))));
        if (::connect(server, reinterpret_cast<const sockaddr*>(&name), sizeof name) != 0) {
            ::close(server);
            return -1;
        }
        const int on = 1;
        ::setsockopt(server, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        return server;
    }

    static void end(int descriptor, NetworkFault::End how)
    {
        const linger at_once{.l_onoff = 1, .l_linger = 0}; // close() sends RST
        if (how == NetworkFault::End::Reset)
            ::setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        ::close(descriptor);
    }

    bool carry_up(int client, int server, std::string& request)
    {
        const std::string bytes = receive(client);
        if (bytes.empty())
            return false;
        const NetworkFault now = fault();
        if (now.requests == NetworkFault::Requests::Once && now.held.empty())
            return pass(server, bytes, Way::Up);
        request += bytes;
        const std::size_t size = whole(request);
        if (size == 0)
            return true;
        if (!now.held.empty() && request.starts_with(now.held))
            hold();
        if (now.requests == NetworkFault::Requests::Twice) {
            RawConnection first(m_server);
            first.send(std::string_view(request).substr(0, size));
            first.receive_answer(std::chrono::milliseconds{5000});
        }
        const bool passed = pass(server, request.substr(0, size), Way::Up);
        request.erase(0, size);
        return passed;
    }

    bool carry_down(int client, int server)
    {
        const std::string bytes = receive(server);
        return !bytes.empty() && pass(client, bytes, Way::Down);
    }

    static std::string receive(int from)
    {
        std::array<char, 65536> buffer{};
        const ssize_t count = ::recv(from, buffer.data(), buffer.size(), 0);
        return {buffer.data(), count > 0 ? static_cast<std::size_t>(count) : 0};
    }

    /// The size of the request that stands there whole, 0 where none does.
    static std::size_t whole(std::string_view text)
    {
        const std::size_t head = text.find("\r\n\r\n");
        if (head == text.npos)
            return 0;
        constexpr std::string_view field = "Content-Length: ";
        const std::size_t at = text.find(field);
        const std::size_t size = head + 4 + (at < head ? std::stoul(std::string(text.substr(at + field.size(), 12))) : 0);
        return text.size() >= size ? size : 0;
    }

    void hold()
    {
        std::unique_lock lock{m_mutex};
        if (std::exchange(m_is_held, true))
            return; // only the first one
        m_changed.notify_all();
        m_changed.wait(lock, [this] { return m_let_go || m_ending; });
    }

    /// False where the connection is to end: it was cut, or the other side has gone.
    bool pass(int to, std::string_view bytes, Way way)
    {
        const NetworkFault now = fault();
        while (!bytes.empty()) {
            std::string_view piece = bytes.substr(0, now.piece == 0 ? bytes.size() : now.piece);
            bool is_last = false;
            {
                const std::lock_guard lock{m_mutex};
                std::size_t& passed = way == Way::Up ? m_up : m_down;
                const auto& cut = way == Way::Up ? now.cut_up : now.cut_down;
                if (cut && passed + piece.size() >= *cut && !m_is_cut) {
                    piece = piece.substr(0, *cut - passed);
                    is_last = m_is_cut = true;
                }
                passed += piece.size();
            }
            if (now.pause.count() != 0)
                std::this_thread::sleep_for(now.pause);
            bytes.remove_prefix(piece.size());
            while (!piece.empty()) {
                const ssize_t count = ::send(to, piece.data(), piece.size(), MSG_NOSIGNAL);
                if (count < 0)
                    return false;
                piece.remove_prefix(static_cast<std::size_t>(count));
            }
            if (is_last)
                return false;
        }
        return true;
    }

    std::string m_server;
    int m_listening;
    int m_port = 0;
    std::atomic<bool> m_ending{false};
    std::thread m_accepting;
    std::list<std::thread> m_connections;

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    NetworkFault m_fault;
    std::size_t m_up = 0;
    std::size_t m_down = 0;
    std::uint64_t m_generation = 0;
    bool m_is_cut = false;
    bool m_is_held = false;
    bool m_let_go = false;
};

} // namespace ogp::server
