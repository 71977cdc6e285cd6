#pragma once

#include "app/sync/shared_log.hpp"

#include <string>

namespace ogp::app {

/// Where the authorities of the tests keep their log as well; "" for nowhere else than in their folder. Set by the program that
/// runs the same tests against a shared log (tests/store_postgresql/authority_tests.cpp).
inline std::string& trial_log_url()
{
    static std::string url;
    return url;
}

inline void share_trial_log(Repository& repository)
{
    if (!trial_log_url().empty())
        move_to_shared(repository, trial_log_url());
}

} // namespace ogp::app
