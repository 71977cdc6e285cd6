#pragma once

#include "base/error.hpp"

#include <optional>
#include <utility>

namespace ogp {

/// The fault of the error that an act ends with; nothing where it ends well, so that no success passes for a fault.
template <class Act>
std::optional<Fault> fault_of(Act&& act)
{
    try {
        std::forward<Act>(act)();
    } catch (const Error& error) {
        return error.fault();
    }
    return std::nullopt;
}

} // namespace ogp
