#include "server/routes.hpp"

#include "base/text.hpp"
#include "sync/compression.hpp"
#include "sync/wire.hpp"

#include <utility>

namespace ogp::server {
namespace {

using app::Scope;

constexpr std::size_t smallest_packed = 512; ///< bytes: below that a frame saves nothing
constexpr std::size_t largest_small_body = 64U << 10U;

/// The lines, packed where the client takes that.
Reply lines(const Query& query, std::string text)
{
    Reply reply;
    reply.type = "application/x-ndjson";
    if (text.size() >= smallest_packed && query.takes_zstd()) {
        reply.body = sync::compress(text);
        reply.encoding = Encoding::Zstd;
    } else {
        reply.body = std::move(text);
    }
    return reply;
}

/// The query as it was written, for the one who reads it strictly.
std::string written(const Query& query)
{
    std::string text;
    for (const auto& [name, value] : query.parameters)
        text += (text.empty() ? "" : "&") + name + "=" + value;
    return text;
}

Reply page(Service& service, const Query& query, const app::Session& session)
{
    auto text = service.authority.page(session, sync::LogQuery::parse(written(query)));
    if (text)
        return lines(query, *std::move(text));
    Reply nothing;
    nothing.status = 304;
    return nothing;
}

Reply registered(Service& service, const Query& query, const app::Session& session)
{
    service.authority.register_replica(session, sync::parse_registration(query.body));
    Reply reply;
    reply.body = sync::write_info(service.authority.info(session));
    return reply;
}

Reply workflow(Service& service, const Query& query, const app::Session& session)
{
    const auto hash = Hash::from_hex(query.capture("hash"));
    auto text = hash ? service.authority.workflow(session, *hash) : std::nullopt;
    if (!text)
        throw Error(Fault::NotFound, {"პროცესის ასეთი ვერსია აქ არ არის", "there is no such version of a workflow here"});
    Reply reply = lines(query, *std::move(text));
    reply.type = "application/json";
    reply.caching = Caching::Immutable;
    return reply;
}

Reply nothing_to_say()
{
    Reply reply;
    reply.status = 204;
    return reply;
}

} // namespace

void add_log_routes(Routes& routes, Service& service)
{
    const auto route = [&](const char* method, const char* pattern, Scope scope, std::size_t max_body, std::size_t max_unpacked, auto work) {
        routes.add({method, pattern,
                    [&service, scope, work](const Query& query) {
                        return answer_for(service, query, scope, [&](const app::Session& session) { return work(service, query, session); });
                    },
                    max_body, max_unpacked});
    };
    route("GET", "/v1/log", Scope::Pull, 0, 0, page);
    route("GET", "/v1/workflow/{hash}", Scope::Pull, 0, 0, workflow);
    route("POST", "/v1/replica", Scope::Push, largest_small_body, 0, registered);
    route("POST", "/v1/push", Scope::Push, sync::max_push_bytes, sync::max_push_bytes,
          [](Service& its, const Query& query, const app::Session& session) {
              return lines(query, sync::write_push_answer(its.authority.push(session, query.body)));
          });
    route("POST", "/v1/erased", Scope::Pull, largest_small_body, 0, [](Service& its, const Query& query, const app::Session& session) {
        its.authority.acknowledge(session, sync::parse_erasure_answer(query.body));
        return nothing_to_say();
    });
    route("POST", "/v1/cosignature", Scope::Witness, largest_small_body, 0, [](Service& its, const Query& query, const app::Session& session) {
        its.authority.cosign(session, query.body);
        return nothing_to_say();
    });
}

} // namespace ogp::server
