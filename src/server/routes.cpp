#include "server/routes.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "sync/wire.hpp"

namespace ogp::server {
namespace {

constexpr std::string_view scheme = "Bearer ";
constexpr std::size_t key_digits = 16;

Reply wire_reply(int status, const Error& error)
{
    Reply reply;
    reply.status = status;
    reply.body = sync::write_fault(error);
    return reply;
}

Reply unauthorized()
{
    Reply reply = wire_reply(401, Error(Fault::Forbidden, {"საჭიროა გასაღებსიტყვა, რომელიც აქ მოქმედებს", "a token that is valid here is needed"},
                                        {"OGP_TOKEN; ახალი: ogp token new, მთავარ საცავში", "OGP_TOKEN; a new one: ogp token new, on the authority"}));
    reply.headers.emplace_back("WWW-Authenticate", "Bearer");
    return reply;
}

} // namespace

std::string_view bearer(const Query& query)
{
    const std::string_view value = query.header("authorization");
    return value.starts_with(scheme) ? value.substr(scheme.size()) : std::string_view();
}

Reply answer(const std::function<Reply()>& work)
{
    try {
        return work();
    } catch (const Error& error) {
        if (error.fault() == Fault::Io || error.fault() == Fault::Internal)
            throw;
        return wire_reply(http_status(error.fault()), error);
    }
}

Reply answer_for(Service& service, const Query& query, std::optional<app::Scope> scope, const std::function<Reply(const app::Session&)>& work)
{
    return answer([&] {
        const auto session = service.authority.authenticate(bearer(query));
        if (!session) {
            if (const auto wait = service.of_failures.take(address_group(query.peer)))
                return too_many(*wait);
            return unauthorized();
        }
        if (scope)
            app::Authority::require(*session, *scope);
        Reply reply = work(*session);
        reply.actor = session->actor;
        return reply;
    });
}

void limit(Routes& routes, Service& service)
{
    routes.set_guard([&service](const Query& query) -> std::optional<Reply> {
        if (const auto wait = service.of_address.take(address_group(query.peer)))
            return too_many(*wait);
        const std::string_view token = bearer(query);
        if (token.empty())
            return std::nullopt;
        // By its hash, so that no token lies about in memory.
        if (const auto wait = service.of_token.take(sha256(token).hex().substr(0, key_digits)))
            return too_many(*wait);
        return std::nullopt;
    });
}

} // namespace ogp::server
