#pragma once

#include "app/cases/change.hpp"
#include "model/event_detail.hpp"

#include <optional>
#include <string>

namespace ogp::app {

struct ResolveRequest
{
    model::Settlement choice = model::Settlement::Keep;
    std::string event{}; ///< first digits of the id of the event that lost, "" where only one of the case waits to be settled
    std::string why;
};

/// A person settles what the authority did not apply (conflicts.hpp): what stands, stays; or what the event wanted takes its place; or
/// both count, where that has a meaning: texts one after the other, a transition that was made already. Adopt carries out an event that
/// was quarantined or rejected, in the role admin. Appended to the change; what the case type does not allow throws Error{Forbidden}.
///
/// Error: NotFound where nothing of the case waits to be settled, Usage where several do and none is named, or where the choice has no
/// meaning for such an event.
store::CaseRow resolve(const Repository& repository, Change& change, const store::CaseRow& row, const ResolveRequest& request);

} // namespace ogp::app
