#include "server/http_limits.hpp"

#include "base/text.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>

namespace ogp::server {
namespace {

std::size_t count_headers(const Query& query, std::string_view name)
{
    return static_cast<std::size_t>(
        std::count_if(query.headers.begin(), query.headers.end(), [&](const NamedText& header) { return header.first == name; }));
}

std::string lower(std::string_view text)
{
    std::string out{text};
    std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

Reply malformed(const Localized& what)
{
    return refusal(400, Fault::Invalid, {"მოთხოვნა არასწორია: " + what.ka, "the request is malformed: " + what.en});
}

std::optional<Reply> check_size(std::string_view target, const HttpOptions& options, const Query& query)
{
    if (target.size() > options.longest_target)
        return refusal(414, Fault::Invalid,
                       say("მისამართი {} ბაიტზე გრძელია", "the address is longer than {} bytes", options.longest_target));
    std::size_t bytes = 0;
    for (const auto& [name, value] : query.headers)
        bytes += name.size() + value.size() + 4;
    if (bytes > options.most_header_bytes || query.headers.size() > options.most_headers)
        return refusal(431, Fault::Invalid,
                       say("მოთხოვნის თავი {} ბაიტს ან {} სტრიქონს სცდება", "the head of the request has more than {} bytes or {} lines",
                           options.most_header_bytes, options.most_headers));
    return {};
}

/// What a front and this server could read differently would let one request hide in another.
std::optional<Reply> check_framing(const Query& query, BodyHead& body)
{
    body.framing = BodyHead::Framing::Unclear;
    const std::size_t lengths = count_headers(query, "content-length");
    const std::size_t codings = count_headers(query, "transfer-encoding");
    if (lengths + codings > 1)
        return malformed({"სიგრძე ორნაირად წერია", "its length is given in two ways"});
    if (codings == 1) {
        if (lower(query.header("transfer-encoding")) != "chunked")
            return refusal(501, Fault::Invalid, {"გადაცემის ეს კოდირება არ გამოიყენება", "this transfer coding is not supported"});
        body.framing = BodyHead::Framing::Chunked;
        return {};
    }
    if (lengths == 0) {
        body.framing = BodyHead::Framing::None;
        return {};
    }
    const std::string_view digits = query.header("content-length");
    const bool plain = !digits.empty() && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    const auto length = plain ? to_integer(digits) : std::nullopt;
    if (!length)
        return malformed({"სიგრძე რიცხვი არ არის", "its length is no number"});
    body.length = static_cast<std::uint64_t>(*length);
    body.framing = body.length > 0 ? BodyHead::Framing::Length : BodyHead::Framing::None;
    return {};
}

Reply wrong_encoding()
{
    Reply reply = refusal(415, Fault::Invalid, {"სხეულის ასეთი კოდირება არ მიიღება", "a body in this encoding is not taken"},
                          {"გაგზავნეთ შეუკუმშავად ან zstd-ით, სადაც მიიღება", "send it as it is, or as zstd where that is taken"});
    reply.headers.emplace_back("Accept-Encoding", "zstd");
    return reply;
}

} // namespace

std::optional<Reply> check_head(std::string_view target, const HttpOptions& options, Query& query, BodyHead& body)
{
    // First: whatever is said, the place where the next request begins must be known.
    if (auto reply = check_framing(query, body))
        return reply;
    if (auto reply = check_size(target, options, query))
        return reply;
    if (!parse_target(target, query))
        return malformed({"მისამართი ვერ იკითხება", "its address cannot be read"});
    const std::size_t encodings = count_headers(query, "content-encoding");
    if (encodings == 0)
        return {};
    const std::string encoding = lower(query.header("content-encoding"));
    if (encodings > 1 || (encoding != "zstd" && encoding != "identity"))
        return wrong_encoding();
    body.encoding = encoding == "zstd" ? Encoding::Zstd : Encoding::Plain;
    return {};
}

std::optional<Reply> check_body(const BodyHead& body, const Admission& admission)
{
    if (body.framing == BodyHead::Framing::None)
        return {};
    if (body.encoding == Encoding::Zstd && admission.max_unpacked == 0)
        return wrong_encoding();
    if (body.framing == BodyHead::Framing::Length && body.length > admission.max_body)
        return body_too_large(admission.max_body);
    return {};
}

Reply body_too_large(std::uint64_t limit)
{
    return refusal(413, Fault::Invalid, say("სხეული {} ბაიტს სცდება", "the body is longer than {} bytes", limit),
                   {"გაგზავნეთ ნაწილ-ნაწილ", "send it in smaller pieces"});
}

Reply unavailable(const Localized& reason)
{
    Reply reply = refusal(503, Fault::Remote, reason, {"სცადეთ ცოტა ხანში", "try again in a moment"});
    reply.headers.emplace_back("Retry-After", "1");
    return reply;
}

std::string forwarded_address(const Query& query)
{
    const std::string_view all = query.header("x-forwarded-for");
    const std::size_t comma = all.rfind(',');
    const std::string last{trim(comma == std::string_view::npos ? all : all.substr(comma + 1))};
    std::array<unsigned char, sizeof(in6_addr)> address{};
    const bool known = ::inet_pton(AF_INET, last.c_str(), address.data()) == 1 || ::inet_pton(AF_INET6, last.c_str(), address.data()) == 1;
    return known ? last : std::string{};
}

} // namespace ogp::server
