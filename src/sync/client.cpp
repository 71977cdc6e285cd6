#include "sync/client.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "sync/compression.hpp"

#include <algorithm>
#include <thread>
#include <utility>

namespace ogp::sync {
namespace {

constexpr int not_modified = 304;
constexpr int partial_content = 206;
constexpr int range_not_satisfiable = 416;

/// Room for the frame around what does not get smaller.
constexpr std::size_t packed(std::size_t unpacked)
{
    return unpacked + unpacked / 128 + 1024;
}

std::string blob_target(const Hash& hash)
{
    return "/v1/blob/" + hash.hex();
}

/// The bytes of a file from `offset` on, at most a piece.
std::string read_piece(const std::filesystem::path& path, std::uint64_t offset)
{
    InputFile file(path);
    std::string piece(Client::blob_piece, '\0');
    for (std::uint64_t skipped = 0; skipped < offset;) {
        const std::size_t count = file.read(piece.data(), static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), offset - skipped)));
        if (count == 0)
            return {};
        skipped += count;
    }
    std::size_t filled = 0;
    while (filled < piece.size()) {
        const std::size_t count = file.read(piece.data() + filled, piece.size() - filled);
        if (count == 0)
            break;
        filled += count;
    }
    piece.resize(filled);
    return piece;
}

/// When the authority, which did nothing of what it was asked, wants to be asked again; at least a second.
std::optional<std::chrono::seconds> asked_to_wait(const Response& response)
{
    constexpr int too_many_requests = 429;
    constexpr int unavailable = 503;
    if (response.status != too_many_requests && response.status != unavailable)
        return std::nullopt;
    // A date, which it may also be, would be one of another clock.
    const std::optional<long long> seconds = to_integer(response.header("retry-after"));
    if (!seconds || *seconds < 0 || *seconds > Client::patience.count())
        return std::nullopt;
    return std::chrono::seconds{std::max(*seconds, 1LL)};
}

} // namespace

void Client::sleep(std::chrono::seconds time)
{
    std::this_thread::sleep_for(time);
}

Response Client::send(Request request)
{
    request.progress = m_progress;
    for (std::chrono::seconds left = patience;;) {
        ++m_requests;
        Response response = m_transport->send(request);
        m_sent += response.bytes_sent;
        m_received += response.bytes_received;
        const auto wait = asked_to_wait(response);
        if (!wait || *wait > left)
            return response;
        m_wait(*wait);
        left -= *wait;
    }
}

Response Client::ask(Request request)
{
    Response response = send(std::move(request));
    constexpr int first_error = 400;
    if (response.status >= first_error) {
        unpack(response, max_unpacked(response.body.size(), 1U << 20U));
        throw parse_fault(response.status, response.body);
    }
    return response;
}

Info Client::info()
{
    return parse_info(ask({.target = "/v1/info"}).body);
}

Info Client::register_replica(const Registration& registration)
{
    return parse_info(ask({.method = "POST",
                           .target = "/v1/replica",
                           .headers = {{"Content-Type", "application/json"}},
                           .body = write_registration(registration)})
                          .body);
}

std::optional<std::string> Client::checkpoint(const std::string& tag)
{
    Request request{.target = "/v1/checkpoint"};
    if (!tag.empty())
        request.headers.push_back({"If-None-Match", tag});
    Response response = ask(std::move(request));
    if (response.status == not_modified)
        return std::nullopt;
    return std::move(response.body);
}

PushAnswer Client::push(const PushWriter& push)
{
    Response response = ask({.method = "POST",
                             .target = "/v1/push",
                             .headers = {{"Content-Type", "application/x-ndjson"}, {"Content-Encoding", "zstd"}, {"Accept-Encoding", "zstd"}},
                             .body = compress(push.text()),
                             .max_response = packed(max_push_bytes)});
    unpack(response, max_unpacked(response.body.size(), max_push_bytes));
    return parse_push_answer(response.body);
}

std::optional<std::string> Client::page(const LogQuery& query)
{
    Response response =
        ask({.target = query.target(), .headers = {{"Accept-Encoding", "zstd"}}, .max_response = packed(max_page_bytes)});
    if (response.status == not_modified)
        return std::nullopt;
    unpack(response, max_page_bytes);
    return std::move(response.body);
}

void Client::acknowledge(const ErasureAnswer& answer)
{
    ask({.method = "POST",
         .target = "/v1/erased",
         .headers = {{"Content-Type", "application/json"}},
         .body = write_erasure_answer(answer)});
}

std::string Client::workflow(const Hash& hash)
{
    constexpr std::size_t most = 4U << 20U;
    Response response =
        ask({.target = "/v1/workflow/" + hash.hex(), .headers = {{"Accept-Encoding", "zstd"}}, .max_response = most});
    unpack(response, most);
    return std::move(response.body);
}

std::string Client::blob(const Hash& hash, std::uint64_t offset)
{
    Response response = send({.target = blob_target(hash),
                              .headers = {{"Range", fmt::format("bytes={}-{}", offset, offset + blob_piece - 1)}},
                              .max_response = packed(blob_piece)});
    if (response.status == range_not_satisfiable)
        return {};
    if (response.status == partial_content)
        return std::move(response.body);
    constexpr int ok = 200;
    if (response.status != ok)
        throw parse_fault(response.status, response.body);
    // All of it, whatever was asked for: it fits into a piece.
    return offset < response.body.size() ? response.body.substr(offset) : std::string();
}

bool Client::has_blob(const Hash& hash)
{
    constexpr int not_found = 404;
    const Response response = send({.method = "HEAD", .target = blob_target(hash)});
    if (response.status == not_found)
        return false;
    constexpr int first_error = 400;
    if (response.status >= first_error)
        throw parse_fault(response.status, response.body);
    return true;
}

void Client::put_blob(const Hash& hash, const std::filesystem::path& file)
{
    const std::uint64_t size = InputFile(file).size();
    std::uint64_t offset = 0;
    do {
        const std::string piece = read_piece(file, offset);
        const std::uint64_t end = offset + piece.size();
        Request request{.method = "PUT", .target = blob_target(hash), .headers = {{"Content-Type", "application/octet-stream"}}};
        if (size != 0)
            request.headers.push_back({"Content-Range", fmt::format("bytes {}-{}/{}", offset, end - 1, size)});
        request.body = piece;
        ask(std::move(request));
        offset = end;
        if (piece.empty())
            break;
    } while (offset < size);
}

} // namespace ogp::sync
