#include "server/routes.hpp"

#include "base/text.hpp"
#include "sync/wire.hpp"

#include <charconv>
#include <utility>

namespace ogp::server {
namespace {

constexpr int most_tile_segments = 8;

Reply text_reply(std::string text, const char* type)
{
    Reply reply;
    reply.body = std::move(text);
    reply.type = type;
    return reply;
}

/// Changes with the log alone: who has it pays for no more than the question.
Reply checkpoint(Service& service, const Query&)
{
    app::CheckpointNote newest = service.authority.checkpoint();
    if (newest.note.empty())
        throw Error(Fault::NotFound, {"ჟურნალი ცარიელია", "the log is empty"});
    Reply reply = text_reply(std::move(newest.note), "text/plain; charset=utf-8");
    reply.etag = std::move(newest.tag);
    reply.caching = Caching::Revalidate;
    return reply;
}

Reply consistency(Service& service, const Query& query)
{
    const std::string_view from = query.parameter("from");
    std::uint64_t size = 0;
    const auto [end, failed] = std::from_chars(from.data(), from.data() + from.size(), size);
    if (from.empty() || failed != std::errc() || end != from.data() + from.size())
        throw Error(Fault::Invalid, {"from: მოვლენების რაოდენობა საჭიროა", "from: a number of events is needed"});
    return text_reply(service.authority.consistency(size), "text/plain; charset=utf-8");
}

Reply tile(Service& service, const Query& query)
{
    constexpr std::string_view root = "/tile/";
    auto bytes = service.authority.tile(std::string_view(query.path).substr(root.size()));
    if (!bytes)
        throw Error(Fault::NotFound, {"ასეთი ფილა არ არის", "there is no such tile"});
    Reply reply = text_reply(*std::move(bytes), "application/octet-stream");
    // A part of a tile never changes either: only the whole one comes in its place.
    reply.caching = Caching::Immutable;
    return reply;
}

Reply info(Service& service, const Query& query)
{
    if (bearer(query).empty())
        return text_reply(sync::write_info(service.authority.info(std::nullopt)), "application/json");
    return answer_for(service, query, std::nullopt, [&](const app::Session& session) {
        return text_reply(sync::write_info(service.authority.info(session)), "application/json");
    });
}

} // namespace

void add_public_routes(Routes& routes, Service& service)
{
    const auto route = [&](const std::string& pattern, auto work) {
        routes.add({"GET", pattern, [&service, work](const Query& query) { return answer([&] { return work(service, query); }); }});
    };
    route("/v1/info", info);
    route("/v1/checkpoint", checkpoint);
    route("/checkpoint", checkpoint);
    route("/v1/consistency", consistency);
    std::string pattern = "/tile/{level}";
    for (int segment = 0; segment < most_tile_segments; ++segment) {
        pattern += fmt::format("/{{{}}}", static_cast<char>('a' + segment));
        route(pattern, tile);
    }
}

} // namespace ogp::server
