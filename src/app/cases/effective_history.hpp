#pragma once

#include "app/repository/repository.hpp"

#include <vector>

namespace ogp::app {

/// The events that made a case what it is, oldest first, each as it took effect: what was refused is left out, of an event that met
/// others only what was applied of it is there, and a transition that had been made already is a change of fields. So model::apply()
/// on one after another gives the case. `events`: all of them from the opening on.
std::vector<store::StoredEvent> effective(const Repository& repository, std::vector<store::StoredEvent> events);
std::vector<store::StoredEvent> effective_history(const Repository& repository, const CaseUid& uid);

/// One event as clocks see it.
model::Event as_clocks_see(const model::Event& event, ledger::Verdict verdict, std::uint16_t rule);

} // namespace ogp::app
