#include "server/http_routes.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace ogp::server {
namespace {

/// Whether the path is one of the pattern; `captures` gets what the names stand for.
bool matches(std::string_view pattern, std::string_view path, std::vector<NamedText>& captures)
{
    const auto wanted = split(pattern, '/');
    const auto given = split(path, '/');
    if (wanted.size() != given.size())
        return false;
    captures.clear();
    for (std::size_t at = 0; at < wanted.size(); ++at) {
        const bool named = wanted[at].starts_with('{') && wanted[at].ends_with('}');
        if (named ? given[at].empty() : wanted[at] != given[at])
            return false;
        if (named)
            captures.emplace_back(wanted[at].substr(1, wanted[at].size() - 2), given[at]);
    }
    return true;
}

Reply not_found()
{
    return refusal(404, Fault::NotFound, {"ასეთი მისამართი აქ არ არის", "there is nothing at this address"});
}

Reply not_allowed(std::vector<std::string> allowed)
{
    if (std::find(allowed.begin(), allowed.end(), "GET") != allowed.end())
        allowed.emplace_back("HEAD");
    std::sort(allowed.begin(), allowed.end());
    const std::string list = join(allowed, ", ");
    Reply reply = refusal(405, Fault::Usage, {"ამ მისამართზე ასეთი მოთხოვნა არ მიიღება", "this address takes no such request"},
                          say("მიიღება: {}", "it takes {}", list));
    reply.headers.emplace_back("Allow", list);
    return reply;
}

} // namespace

void Routes::add(Route route)
{
    m_routes.push_back(std::move(route));
}

const Route* Routes::find(Query& query, std::vector<std::string>& allowed) const
{
    for (const Route& route : m_routes) {
        std::vector<NamedText> captures;
        if (!matches(route.pattern, query.path, captures))
            continue;
        // Known even where it is refused: the log counts refusals by route.
        query.route = route.pattern;
        if (route.method != query.method) {
            allowed.push_back(route.method);
            continue;
        }
        query.captures = std::move(captures);
        return &route;
    }
    return nullptr;
}

Admission Routes::admit(Query& query) const
{
    std::vector<std::string> allowed;
    const Route* route = find(query, allowed);
    if (route == nullptr)
        return {.reply = allowed.empty() ? not_found() : not_allowed(std::move(allowed))};
    if (m_guard)
        if (auto reply = m_guard(query))
            return {.reply = std::move(reply)};
    if (route->run == Route::Run::Quick)
        return {.reply = route->handler(query)};
    return {.max_body = route->max_body, .max_unpacked = route->max_unpacked, .handler = route->handler};
}

} // namespace ogp::server
