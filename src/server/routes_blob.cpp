#include "server/routes.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace ogp::server {
namespace {

using app::Scope;

constexpr std::size_t largest_piece = 5U << 20U;
constexpr std::size_t largest_answer = 64U << 20U; ///< more at once is given by Range alone

std::optional<std::uint64_t> number_in(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    return text.empty() || failed != std::errc() || end != text.data() + text.size() ? std::nullopt : std::optional(value);
}

/// First and last byte of "bytes=A-B" or "bytes=A-". Others are answered as if there were no range, as HTTP allows.
std::optional<std::pair<std::uint64_t, std::uint64_t>> range_of(const Query& query, std::uint64_t size)
{
    std::string_view text = query.header("range");
    if (!text.starts_with("bytes="))
        return std::nullopt;
    text.remove_prefix(6);
    const std::size_t dash = text.find('-');
    const auto first = number_in(text.substr(0, dash));
    const auto last = dash == std::string_view::npos ? std::nullopt : number_in(text.substr(dash + 1));
    if (!first || dash == std::string_view::npos || (!last && dash + 1 != text.size()) || (last && *last < *first))
        return std::nullopt;
    return std::pair(*first, std::min(last.value_or(size), size == 0 ? 0 : size - 1));
}

/// "bytes A-B/SIZE"; nothing where it is none.
std::optional<app::BlobPiece> piece_of(const Query& query, const Hash& hash)
{
    app::BlobPiece piece{hash};
    piece.bytes = query.body;
    std::string_view text = query.header("content-range");
    if (text.empty()) {
        piece.size = query.body.size();
        return piece;
    }
    const std::size_t dash = text.find('-');
    const std::size_t slash = text.find('/');
    if (!text.starts_with("bytes ") || dash == std::string_view::npos || slash == std::string_view::npos || dash > slash)
        return std::nullopt;
    const auto first = number_in(text.substr(6, dash - 6));
    const auto last = number_in(text.substr(dash + 1, slash - dash - 1));
    const auto size = number_in(text.substr(slash + 1));
    if (!first || !last || !size || *last < *first || *last >= *size || *last - *first + 1 != query.body.size())
        return std::nullopt;
    piece.offset = *first;
    piece.size = *size;
    return piece;
}

Hash hash_in(const Query& query)
{
    const auto hash = Hash::from_hex(query.capture("hash"));
    if (!hash)
        throw Error(Fault::NotFound, {"ასეთი ფაილი აქ არ არის", "there is no such file here"});
    return *hash;
}

Reply get(Service& service, const Query& query)
{
    const Hash hash = hash_in(query);
    const auto size = app::blob_size(service.authority.data_folder(), hash);
    if (!size)
        throw Error(Fault::NotFound, {"ასეთი ფაილი აქ არ არის", "there is no such file here"});
    Reply reply;
    reply.type = "application/octet-stream";
    reply.caching = Caching::Immutable;
    reply.headers.emplace_back("Accept-Ranges", "bytes");
    reply.headers.emplace_back("X-Content-Type-Options", "nosniff");
    const auto range = range_of(query, *size);
    if (range && range->first >= *size) {
        reply.status = 416;
        reply.headers.emplace_back("Content-Range", fmt::format("bytes */{}", *size));
        return reply;
    }
    const std::uint64_t first = range ? range->first : 0;
    const std::uint64_t length = range ? range->second - first + 1 : *size;
    if (length > largest_answer)
        throw Error(Fault::Invalid, say("ფაილი დიდია: {} ბაიტი", "the file is large: {} bytes", *size),
                    {"აიღეთ ნაწილებად: Range", "take it in pieces: Range"});
    reply.body = app::read_blob(service.authority.data_folder(), hash, first, static_cast<std::size_t>(length));
    if (range) {
        reply.status = 206;
        reply.headers.emplace_back("Content-Range", fmt::format("bytes {}-{}/{}", first, range->second, *size));
    }
    return reply;
}

Reply put(Service& service, const Query& query, const app::Session& session)
{
    const auto piece = piece_of(query, hash_in(query));
    if (!piece)
        throw Error(Fault::Invalid, {"Content-Range უვარგისია", "the Content-Range is not valid"});
    if (piece->size > service.largest_blob)
        throw Error(Fault::Invalid, say("ფაილი დიდია: {} ბაიტი, ზღვარი {}", "the file is too large: {} bytes, the limit is {}", piece->size, service.largest_blob));
    const std::uint64_t here = service.authority.take_piece(session, *piece);
    Reply reply;
    reply.status = here == piece->size ? 201 : 202;
    reply.body = "{}";
    return reply;
}

} // namespace

void add_blob_routes(Routes& routes, Service& service)
{
    routes.add({"GET", "/v1/blob/{hash}",
                [&service](const Query& query) {
                    return answer_for(service, query, Scope::Pull, [&](const app::Session&) { return get(service, query); });
                }});
    routes.add({"PUT", "/v1/blob/{hash}",
                [&service](const Query& query) {
                    return answer_for(service, query, Scope::Push, [&](const app::Session& session) { return put(service, query, session); });
                },
                largest_piece});
}

} // namespace ogp::server
