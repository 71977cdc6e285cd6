#pragma once

#include "store/store.hpp"
#include "workflow/definition.hpp"

#include <string>
#include <string_view>

/// Under whose key a personal value lies: 16 bytes that tell nobody who it is.
namespace ogp::app {

/// The person: equal for equal values of type person, so that erasing one reaches all their cases.
std::string person_subject(const store::Store& store, const Json& person);

/// The same for a replica that has no key of that person from its authority: two replicas that make one at the same time make it
/// under two names. Whoever erases the person knows all replicas, and so finds them.
std::string replica_subject(std::string_view subject, const ReplicaId& replica);

/// The subject that takes the place of one: of a person who was erased and comes again, or where two keys came under one name.
std::string next_subject(std::string_view subject);

} // namespace ogp::app
