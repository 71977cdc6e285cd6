#pragma once

#include "app/trial_city.hpp"
#include "app/trust/consistency.hpp"
#include "app/trust/key_rotation.hpp"
#include "app/trust/keys.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "fault_of.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace ogp::app {

inline KeyRotation rotate(const TrialCity& city)
{
    Repository repository = city.open("admin");
    return rotate_log_key(repository);
}

inline std::string note_of(const TrialPlace& place)
{
    return place.open({}).store().head().checkpoint;
}

} // namespace ogp::app
