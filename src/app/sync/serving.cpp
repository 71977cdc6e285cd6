#include "app/sync/serving.hpp"

namespace ogp::app {
namespace {

Serve s_serve = nullptr;

} // namespace

void set_serve(Serve serve)
{
    s_serve = serve;
}

void serve(const ServeOptions& options)
{
    if (s_serve == nullptr)
        throw Error(Fault::Internal, {"ამ პროგრამას სერვერობა არ შეუძლია", "this program cannot serve"}, {"გაუშვით: ogp serve", "run: ogp serve"});
    s_serve(options);
}

} // namespace ogp::app
