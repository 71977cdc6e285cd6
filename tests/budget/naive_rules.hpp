#pragma once

#include "budget/rational.hpp"
#include "budget/tally.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

/// The rules as the papers print them: a fraction for every voter, every project looked at in every round, lexicographic ties.
/// Slow, and shares nothing with the room but the fractions.
namespace ogp::budget::naive {

struct Election
{
    Units budget = 0;
    std::vector<std::string> ids;
    std::vector<Units> cost;
    std::vector<std::vector<Units>> gain; ///< [voter][project]
};

inline Election election_of(const Round& round, Satisfaction satisfaction)
{
    Election e;
    e.budget = round.budget;
    for (const Project& project : round.projects) {
        e.ids.push_back(project.id);
        e.cost.push_back(project.cost);
    }
    for (const std::uint32_t b : round.voter_ballot) {
        std::vector<Units>& gain = e.gain.emplace_back(e.ids.size(), 0);
        const Ballot& ballot = round.ballots[b];
        for (std::uint32_t i = 0; i < ballot.size; ++i) {
            const Choice& choice = round.choices[ballot.first + i];
            switch (satisfaction) {
            case Satisfaction::Cost: gain[choice.project] = e.cost[choice.project]; break;
            case Satisfaction::Card: gain[choice.project] = 1; break;
            case Satisfaction::Points: gain[choice.project] = choice.points; break;
            case Satisfaction::Borda: gain[choice.project] = ballot.size - i - 1; break;
            }
        }
    }
    return e;
}

using Projects = std::vector<std::size_t>;

inline bool has(const Projects& projects, std::size_t p)
{
    return std::find(projects.begin(), projects.end(), p) != projects.end();
}

inline Units total_of(const Election& e, const Projects& projects)
{
    Units total = 0;
    for (const std::size_t p : projects)
        total += e.cost[p];
    return total;
}

/// The smallest rho with sum of min(balance, rho * gain) = cost, or nothing.
inline std::optional<Rational> rho_of(const Election& e, const std::vector<Rational>& balance, std::size_t p)
{
    std::vector<std::size_t> supporters;
    Rational money;
    Rational gains;
    for (std::size_t v = 0; v < e.gain.size(); ++v)
        if (e.gain[v][p] > 0) {
            supporters.push_back(v);
            money += balance[v];
            gains += Rational{e.gain[v][p]};
        }
    if (supporters.empty() || money < Rational{e.cost[p]})
        return std::nullopt;
    const auto ratio = [&](std::size_t v) { return balance[v] / Rational{e.gain[v][p]}; };
    std::sort(supporters.begin(), supporters.end(), [&](std::size_t a, std::size_t b) { return ratio(a) < ratio(b); });
    Rational missing{e.cost[p]};
    for (const std::size_t v : supporters) {
        const Rational rho = missing / gains;
        if (rho <= ratio(v))
            return rho;
        missing -= balance[v];
        gains -= Rational{e.gain[v][p]};
    }
    return std::nullopt;
}

inline Projects equal_shares(const Election& e, const Rational& share)
{
    std::vector<Rational> balance(e.gain.size(), share);
    Projects selected;
    for (;;) {
        std::optional<Rational> best;
        std::size_t winner = 0;
        for (std::size_t p = 0; p < e.ids.size(); ++p) {
            if (has(selected, p) || e.cost[p] > e.budget)
                continue;
            const std::optional<Rational> rho = rho_of(e, balance, p);
            if (rho && (!best || *rho < *best || (*rho == *best && e.ids[p] < e.ids[winner]))) {
                best = rho;
                winner = p;
            }
        }
        if (!best)
            return selected;
        selected.push_back(winner);
        for (std::size_t v = 0; v < balance.size(); ++v)
            balance[v] -= std::min(balance[v], *best * Rational{e.gain[v][winner]});
    }
}

inline bool exhaustive(const Election& e, const Projects& selected)
{
    for (std::size_t p = 0; p < e.ids.size(); ++p) {
        const bool supported = std::any_of(e.gain.begin(), e.gain.end(), [&](const auto& gain) { return gain[p] > 0; });
        if (supported && !has(selected, p) && total_of(e, selected) + e.cost[p] <= e.budget)
            return false;
    }
    return true;
}

inline Projects add1(const Election& e)
{
    const Rational start{e.budget, static_cast<std::int64_t>(e.gain.size())};
    Projects before = equal_shares(e, start);
    for (std::int64_t step = 1; !exhaustive(e, before); ++step) {
        Projects next = equal_shares(e, start + Rational{step});
        if (total_of(e, next) > e.budget)
            return before;
        before = next;
    }
    return before;
}

inline Projects greedy(const Election& e, Projects selected)
{
    std::vector<std::size_t> order;
    for (std::size_t p = 0; p < e.ids.size(); ++p)
        if (!has(selected, p))
            order.push_back(p);
    const auto density = [&](std::size_t p) {
        Rational sum;
        for (const auto& gain : e.gain)
            sum += Rational{gain[p]};
        return sum / Rational{e.cost[p]};
    };
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const Rational x = density(a);
        const Rational y = density(b);
        return x == y ? e.ids[a] < e.ids[b] : x > y;
    });
    for (const std::size_t p : order)
        if (total_of(e, selected) + e.cost[p] <= e.budget)
            selected.push_back(p);
    return selected;
}

inline Projects phragmen(const Election& e)
{
    std::vector<Rational> load(e.gain.size());
    Projects selected;
    for (;;) {
        std::optional<Rational> best;
        Projects tied;
        for (std::size_t p = 0; p < e.ids.size(); ++p) {
            if (has(selected, p) || e.cost[p] > e.budget)
                continue;
            Rational sum{e.cost[p]};
            std::int64_t supporters = 0;
            for (std::size_t v = 0; v < load.size(); ++v)
                if (e.gain[v][p] > 0) {
                    sum += load[v];
                    ++supporters;
                }
            if (supporters == 0)
                continue;
            sum /= Rational{supporters};
            if (!best || sum < *best) {
                best = sum;
                tied.clear();
            }
            if (sum == *best)
                tied.push_back(p);
        }
        if (!best)
            return selected;
        for (const std::size_t p : tied)
            if (total_of(e, selected) + e.cost[p] > e.budget)
                return selected;
        const std::size_t winner = *std::min_element(tied.begin(), tied.end(), [&](std::size_t a, std::size_t b) { return e.ids[a] < e.ids[b]; });
        selected.push_back(winner);
        for (std::size_t v = 0; v < load.size(); ++v)
            if (e.gain[v][winner] > 0)
                load[v] = *best;
    }
}

} // namespace ogp::budget::naive
