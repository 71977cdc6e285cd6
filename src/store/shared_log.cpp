#include "store/shared_log.hpp"

namespace ogp::store {
namespace {

SharedLogFactory g_factory = nullptr;

} // namespace

std::uint64_t SharedStretch::size() const
{
    std::uint64_t size = first;
    for (const SharedBatch& batch : batches)
        size += batch.events.size();
    return size;
}

void set_shared_log_factory(SharedLogFactory factory)
{
    g_factory = factory;
}

bool has_shared_logs()
{
    return g_factory != nullptr;
}

std::unique_ptr<SharedLog> open_shared_log(const std::string& url, const RepositoryId& repository)
{
    if (g_factory == nullptr)
        throw Error(Fault::Usage, {"ეს პროგრამა PostgreSQL-ს არ იცნობს", "this program does not know PostgreSQL"},
                    {"გაუშვით ogp-server", "run ogp-server"});
    return g_factory(url, repository);
}

} // namespace ogp::store
