#pragma once

#include "workflow/shipped.hpp"
#include "workflow/simulation.hpp"

#include <map>
#include <string>
#include <vector>

namespace ogp::workflow::test {

/// Errands with steps, and motions: tests/data/workflows.
inline const std::vector<CaseType>& city()
{
    static const std::vector<CaseType> types = [] {
        std::vector<CaseType> loaded;
        for (const char* id : {"errand", "step", "motion"})
            loaded.push_back(load("tests/data/workflows/" + std::string(id) + ".yaml"));
        if (has_errors(link(loaded)))
            throw Error(Fault::Internal, both("the case types for tests are wrong"));
        return loaded;
    }();
    return types;
}

/// The calendar in which every hour counts.
class AlwaysOpen : public Calendars
{
public:
    const calendar::Calendar* find(std::string_view id) const override { return id == "always" ? &m_always : nullptr; }

private:
    calendar::Calendar m_always{calendar::always("Asia/Tbilisi")};
};

inline Actor person(const std::string& id, const std::string& role)
{
    return {id, {role}, role};
}

inline Intent opening(std::string_view set)
{
    Intent intent;
    intent.op = model::Op::Open;
    intent.set = parse_json(set);
    return intent;
}

inline Intent moving(const std::string& transition, std::string_view set = "{}")
{
    Intent intent;
    intent.op = model::Op::Move;
    intent.transition = transition;
    intent.set = parse_json(set);
    return intent;
}

inline Intent voting(const std::string& choice, const std::string& voter = {}, const std::string& group = {})
{
    Intent intent;
    intent.op = model::Op::Vote;
    intent.ballot = Ballot{group, voter, choice};
    return intent;
}

} // namespace ogp::workflow::test
