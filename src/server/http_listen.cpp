#include "server/http_listen.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <system_error>
#include <utility>

namespace ogp::server {
namespace {

constexpr int backlog = 511;

/// Closed again where something goes wrong on the way.
class Socket
{
public:
    explicit Socket(int family) : m_descriptor(::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {}
    ~Socket()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    int get() const { return m_descriptor; }
    int release() { return std::exchange(m_descriptor, -1); }

private:
    int m_descriptor;
};

[[noreturn]] void refuse(std::string_view address, const Localized& reason)
{
    const std::string shown = printable(address);
    throw Error{Fault::Usage,
                {fmt::format("სერვერი მისამართზე {} ვერ იმუშავებს: {}", shown, reason.ka),
                 fmt::format("the server cannot listen on {}: {}", shown, reason.en)},
                {"მისამართი ასეთია: 127.0.0.1:8017, [::1]:8017 ან unix:/ფაილი", "an address is 127.0.0.1:8017, [::1]:8017 or unix:/path"}};
}

[[noreturn]] void throw_system(std::string_view address, int number)
{
    const std::string shown = printable(address);
    const std::string reason = std::generic_category().message(number);
    throw Error{Fault::Io, say("მისამართზე {} მოსმენა ვერ ხერხდება: {}", "cannot listen on {}: {}", shown, reason),
                number == EADDRINUSE ? Localized{"აირჩიეთ სხვა პორტი ან გააჩერეთ ის პროგრამა", "choose another port or stop the program that has it"}
                                     : Localized{}};
}

const sockaddr* generic(const void* address)
{
    return static_cast<const sockaddr*>(address);
}

/// Whether somebody answers there: then the file is not ours to remove.
bool is_answered(const sockaddr_un& name)
{
    const Socket probe{AF_UNIX};
    return probe.get() >= 0 && (::connect(probe.get(), generic(&name), sizeof name) == 0 || errno == EAGAIN);
}

void remove_left_over(const sockaddr_un& name)
{
    struct stat status{};
    if (::lstat(name.sun_path, &status) == 0 && S_ISSOCK(status.st_mode) && !is_answered(name))
        ::unlink(name.sun_path);
}

Listening listen_on_file(std::string_view address, std::string_view path)
{
    sockaddr_un name{};
    name.sun_family = AF_UNIX;
    if (!path.starts_with('/') || path.size() >= sizeof name.sun_path || path.find('\0') != std::string_view::npos)
        refuse(address, {"unix: შემდეგ სრული, არაუმეტეს 107-ბაიტიანი გზა უნდა იდგეს", "unix: is followed by an absolute path of at most 107 bytes"});
    std::memcpy(name.sun_path, path.data(), path.size());
    remove_left_over(name);
    Socket socket{AF_UNIX};
    if (socket.get() < 0 || ::bind(socket.get(), generic(&name), sizeof name) != 0)
        throw_system(address, errno);
    if (::chmod(name.sun_path, 0660) != 0 || ::listen(socket.get(), backlog) != 0) {
        const int number = errno;
        ::unlink(name.sun_path);
        throw_system(address, number);
    }
    return {.descriptor = socket.release(), .url = "unix:" + std::string{path}, .file = std::string{path}};
}

template <class Name>
Listening listen_on_port(std::string_view address, Name& name, in_port_t Name::*port, std::string_view host)
{
    Socket socket{reinterpret_cast<const sockaddr*>(&name)->sa_family};
    const int on = 1;
    if (socket.get() < 0 || ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
        ::bind(socket.get(), generic(&name), sizeof name) != 0 || ::listen(socket.get(), backlog) != 0)
        throw_system(address, errno);
    socklen_t size = sizeof name;
    if (::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&name), &size) != 0)
        throw_system(address, errno);
    return {.descriptor = socket.release(), .url = "http://" + std::string{host} + ":" + std::to_string(ntohs(name.*port)), .file = {}};
}

/// Whether others than this machine can reach the address.
bool is_loopback(const in_addr& address)
{
    return (ntohl(address.s_addr) >> 24U) == 127;
}

} // namespace

Listening listen_on(std::string_view address)
{
    if (address.starts_with("unix:"))
        return listen_on_file(address, address.substr(5));
    const std::size_t colon = address.rfind(':');
    const auto port = colon == std::string_view::npos ? std::nullopt : to_integer(address.substr(colon + 1));
    if (!port || *port < 0 || *port > 65535)
        refuse(address, {"პორტი აკლია ან მცდარია", "the port is missing or wrong"});
    const std::string_view host = address.substr(0, colon);
    const Localized open_to_all{"სხვა მანქანებიდანაც მისაწვდომია; TLS და გარე სამყარო nginx-ის საქმეა",
                                "other machines can reach it; TLS and the world are the work of a front such as nginx"};
    if (host.starts_with('[') && host.ends_with(']')) {
        sockaddr_in6 name{};
        name.sin6_family = AF_INET6;
        name.sin6_port = htons(static_cast<std::uint16_t>(*port));
        if (::inet_pton(AF_INET6, std::string{host.substr(1, host.size() - 2)}.c_str(), &name.sin6_addr) != 1)
            refuse(address, {"ეს IP მისამართი არ არის", "it is no IP address"});
        if (!IN6_IS_ADDR_LOOPBACK(&name.sin6_addr))
            refuse(address, open_to_all);
        return listen_on_port(address, name, &sockaddr_in6::sin6_port, host);
    }
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_port = htons(static_cast<std::uint16_t>(*port));
    if (::inet_pton(AF_INET, std::string{host}.c_str(), &name.sin_addr) != 1)
        refuse(address, {"ეს IP მისამართი არ არის", "it is no IP address"});
    if (!is_loopback(name.sin_addr))
        refuse(address, open_to_all);
    return listen_on_port(address, name, &sockaddr_in::sin_port, host);
}

unsigned affordable_connections(unsigned wanted)
{
    constexpr rlim_t own_files = 256;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return wanted;
    const rlim_t needed = wanted + own_files;
    if (limit.rlim_cur < needed) {
        limit.rlim_cur = std::min(needed, limit.rlim_max);
        static_cast<void>(::setrlimit(RLIMIT_NOFILE, &limit));
        static_cast<void>(::getrlimit(RLIMIT_NOFILE, &limit));
    }
    if (limit.rlim_cur >= needed)
        return wanted;
    return static_cast<unsigned>(std::max<rlim_t>(16, limit.rlim_cur - std::min(limit.rlim_cur, own_files)));
}

std::string address_text(const sockaddr* address)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    const void* bytes = nullptr;
    if (address != nullptr && address->sa_family == AF_INET)
        bytes = &reinterpret_cast<const sockaddr_in*>(address)->sin_addr;
    else if (address != nullptr && address->sa_family == AF_INET6)
        bytes = &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr;
    if (bytes == nullptr || ::inet_ntop(address->sa_family, bytes, text.data(), text.size()) == nullptr)
        return {};
    return text.data();
}

} // namespace ogp::server
