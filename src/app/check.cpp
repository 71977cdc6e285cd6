#include "app/check.hpp"

namespace ogp::app {

store::Verification check_repository(Repository& repository,
                                     const std::function<void(std::uint64_t done, std::uint64_t total)>& progress)
{
    return store::Verifier(repository.store()).run(progress);
}

} // namespace ogp::app
