#include "server/routes.hpp"

namespace ogp::server {
namespace {

Reply text_reply(std::string text, const char* type)
{
    Reply reply;
    reply.body = std::move(text);
    reply.type = type;
    return reply;
}

/// Brings the figures of the authority into the metrics of the process.
void gather(Service& service)
{
    const app::AuthorityFigures figures = service.authority.figures();
    Metrics& metrics = service.metrics;
    const auto set = [&](std::string_view name, std::string_view help, std::uint64_t value, const Labels& labels = {}) {
        metrics.gauge(name, help, labels).set(static_cast<std::int64_t>(value));
    };
    for (const auto& [verdict, count] : figures.events)
        set("ogp_events_judged", "Events judged since the start, by verdict", count, {{"verdict", verdict}});
    set("ogp_events_known", "Events that had come before", figures.known);
    set("ogp_batches_taken", "Batches handed in since the start", figures.batches);
    set("ogp_batches_refused", "Batches that were malformed or not authenticated", figures.refused);
    set("ogp_commits", "Transactions that batches were committed in", figures.commits);
    set("ogp_commit_microseconds", "Time spent judging and committing", figures.commit_microseconds);
    set("ogp_consequences_failed", "Consequences of acts that could not be carried out", figures.failed_consequences);
    set("ogp_pushes_waiting", "Pushes that wait for the transaction before them", figures.waiting);
    set("ogp_log_size", "Events in the log", figures.log_size);
    if (service.connections)
        set("ogp_http_connections", "Connections that are open", service.connections());
}

} // namespace

void add_keeper_routes(Routes& routes, Service& service)
{
    Route health{"GET", "/healthz", [](const Query&) { return text_reply("ok\n", "text/plain; charset=utf-8"); }};
    health.run = Route::Run::Quick;
    routes.add(std::move(health));
    routes.add({"GET", "/metrics", [&service](const Query& query) {
                    return answer_for(service, query, app::Scope::Metrics, [&](const app::Session&) {
                        gather(service);
                        return text_reply(service.metrics.text(), Metrics::media_type);
                    });
                }});
}

} // namespace ogp::server
