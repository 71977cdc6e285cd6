#include "sync_curl/remote_address.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <optional>

namespace ogp::sync_curl {
namespace {

constexpr std::size_t longest_url = 2048;
constexpr std::size_t longest_socket_path = 107; // sockaddr_un

[[noreturn]] void refuse(std::string_view url, const Localized& reason)
{
    const std::string shown = printable(url.substr(0, longest_url));
    throw Error{Fault::Usage,
                {fmt::format("მთავარი საცავის მისამართი {} არ გამოდგება: {}", shown, reason.ka),
                 fmt::format("the address {} of the authority cannot be used: {}", shown, reason.en)},
                {"მისამართი ასეთია: https://ქალაქი.მაგალითი, http://127.0.0.1:PORT ან unix:/ფაილი",
                 "an address is https://city.example, http://127.0.0.1:PORT or unix:/path"}};
}

/// The part between "://" and the path.
std::string_view host_of(std::string_view rest)
{
    const std::string_view authority = rest.substr(0, rest.find('/'));
    if (authority.starts_with('[')) {
        const std::size_t end = authority.find(']');
        return end == std::string_view::npos ? authority : authority.substr(0, end + 1);
    }
    return authority.substr(0, authority.find(':'));
}

/// "127.x.y.z" with numbers only: a name that begins so ("127.0.0.1.evil.example") is none.
bool is_loopback(std::string_view host)
{
    if (host == "localhost" || host == "[::1]")
        return true;
    if (!host.starts_with("127."))
        return false;
    const auto parts = split(host, '.');
    return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
               const auto number = part.size() <= 3 ? to_integer(part) : std::nullopt;
               return number && *number >= 0 && *number <= 255 && (part.size() == 1 || part.front() != '0');
           });
}

RemoteAddress parse_socket(std::string_view url, std::string_view path)
{
    if (!path.starts_with('/') || path.size() > longest_socket_path)
        refuse(url, {"unix: შემდეგ სრული, არაუმეტეს 107-ბაიტიანი გზა უნდა იდგეს", "unix: is followed by an absolute path of at most 107 bytes"});
    return {.kind = RemoteAddress::Kind::Socket, .base = "http://localhost", .socket = std::string{path}, .shown = printable(url)};
}

/// Reasons to refuse that hold for every scheme.
void check_text(std::string_view url)
{
    const bool odd = std::any_of(url.begin(), url.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F || c == '\\'; });
    if (url.empty() || url.size() > longest_url || odd)
        refuse(url, {"ცარიელია, ძალიან გრძელია ან შეიცავს დაუშვებელ ნიშნებს", "it is empty, too long, or has characters that no address has"});
}

} // namespace

RemoteAddress parse_remote_address(std::string_view url)
{
    check_text(url);
    if (url.starts_with("unix:"))
        return parse_socket(url, url.substr(5));
    const bool tls = url.starts_with("https://");
    if (!tls && !url.starts_with("http://"))
        refuse(url, {"სქემა უცნობია", "its scheme is unknown"});
    std::string_view rest = url.substr(tls ? 8 : 7);
    while (rest.ends_with('/'))
        rest.remove_suffix(1);
    const std::string_view host = host_of(rest);
    if (host.empty())
        refuse(url, {"მანქანის სახელი აკლია", "it names no host"});
    // Not repeated in the message: what stands before the @ is a secret.
    if (rest.find('@') != std::string_view::npos)
        refuse(tls ? "https://***" : "http://***", {"შიგ სახელი ან პაროლი წერია; გასაღები OGP_TOKEN-ით გადაეცემა",
                                                    "it holds a name or a password; the token is given by OGP_TOKEN"});
    if (rest.find_first_of("?#") != std::string_view::npos)
        refuse(url, {"შიგ ? ან # წერია", "it holds ? or #"});
    if (!tls && !is_loopback(host))
        refuse(url, {"დაუშიფრავი http მხოლოდ ამავე მანქანამდე დაიშვება", "plain http is for this machine only"});
    return {.kind = tls ? RemoteAddress::Kind::Tls : RemoteAddress::Kind::Loopback,
            .base = (tls ? "https://" : "http://") + std::string{rest},
            .socket = {},
            .shown = printable(url)};
}

} // namespace ogp::sync_curl
