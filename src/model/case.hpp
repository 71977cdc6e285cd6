#pragma once

#include "model/event.hpp"
#include "model/event_detail.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ogp::model {

/// A relation of a case to another one: duplicate_of, follows ...
struct CaseLink
{
    std::string relation;
    CaseUid to;

    auto operator<=>(const CaseLink&) const = default;
};

/// Votes by group and voter: the last one of each.
using CaseVotes = std::map<std::string, std::map<std::string, Choice>>;

/// A case as the fold of its events.
struct Case
{
    CaseUid uid;
    std::string type;
    Hash workflow;                 ///< version that it is pinned to
    std::string state;
    Json fields = Json::object();  ///< public and internal values
    std::vector<std::string> sealed; ///< names of fields that hold a sealed value, sorted
    std::vector<Attachment> attachments; ///< in the order in which they came
    std::int64_t version = 0;      ///< number of events folded
    std::int64_t comments = 0;
    Instant opened;                ///< when the Open counts from
    Instant entered;               ///< when the present state was entered
    Instant updated;               ///< time of the last event
    std::string mover;             ///< who opened it or made the last transition; acts of the system are nobody's
    CaseVotes votes;
    std::vector<CaseLink> links;   ///< sorted

    bool operator==(const Case&) const = default;
};

/// Folds one event. `event_id` is needed for an Open, which gives the case its uid. The event must have been decided:
/// a fold never judges, so that a rebuild gives what was.
///
/// Fields change in this order: `set` (null takes a value or a sealed name away), `add` (elements not yet there), `del`
/// (equal elements), `sealed` (the plain value goes, the name stays). Attach
/// adds its files, sealed ones by their hash. A Tick changes fields like a Set; a Migrate takes the new version and state as well,
/// and the time of entering the state stays; a Resolve changes fields, and the state where it names another. Acts on the repository change nothing.
void apply(Case& subject, const Event& event, const Hash& event_id);

} // namespace ogp::model
