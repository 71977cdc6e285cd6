#pragma once

#include "budget/pb_file.hpp"
#include "budget/tally.hpp"

#include <rapidcheck.h>

#include <numeric>
#include <string>
#include <utility>
#include <vector>

/// Small rounds for tests.
namespace ogp::budget {

/// Project ids are "1", "2", ...: so ids and their order as texts differ from ten on.
inline Round sample_round(Units budget, const std::vector<Units>& costs, const std::vector<std::vector<std::uint32_t>>& ballots,
                          VoteType type = VoteType::Approval)
{
    Round round;
    round.vote_type = type;
    round.budget = budget;
    for (std::size_t p = 0; p < costs.size(); ++p)
        round.projects.push_back({std::to_string(p + 1), costs[p], "", {}, ""});
    for (const std::vector<std::uint32_t>& ballot : ballots) {
        round.ballots.push_back({static_cast<std::uint32_t>(round.choices.size()), static_cast<std::uint32_t>(ballot.size())});
        for (const std::uint32_t project : ballot)
            round.choices.push_back({project, 0});
        round.voter_ballot.push_back(static_cast<std::uint32_t>(round.voter_ballot.size()));
    }
    return round;
}

/// A random round of a few projects and voters, with small costs so that ties and exact fits are frequent.
inline Round arbitrary_round(VoteType type)
{
    const auto projects = *rc::gen::inRange(1, 12);
    const auto voters = *rc::gen::inRange(1, 14);
    std::vector<Units> costs;
    for (int p = 0; p < projects; ++p)
        costs.push_back(*rc::gen::inRange(1, 30));
    std::vector<std::vector<std::uint32_t>> ballots;
    for (int v = 0; v < voters; ++v) {
        std::vector<std::uint32_t> order(static_cast<std::size_t>(projects));
        std::iota(order.begin(), order.end(), 0U);
        for (std::size_t i = order.size(); i > 1; --i)
            std::swap(order[i - 1], order[static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(i)))]);
        order.resize(static_cast<std::size_t>(*rc::gen::inRange(1, projects + 1)));
        ballots.push_back(order);
    }
    Round round = sample_round(*rc::gen::inRange(1, 120), costs, ballots, type);
    for (Choice& choice : round.choices)
        choice.points = *rc::gen::inRange(0, 6);
    return round;
}

inline std::vector<std::string> ids_of(const Round& round, const std::vector<Selection>& selected)
{
    std::vector<std::string> ids;
    for (const Selection& selection : selected)
        ids.push_back(round.projects[selection.project].id);
    return ids;
}

inline Rules rules_for(Rule rule, Satisfaction satisfaction, Completion completion = Completion::None)
{
    Rules rules;
    rules.rule = rule;
    rules.satisfaction = satisfaction;
    rules.completion = completion;
    rules.ties = parse_ties("lexico", "");
    return rules;
}

} // namespace ogp::budget
