#include "budget/tally.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "budget/equal_shares.hpp"
#include "budget/phragmen.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace ogp::budget {
namespace {

__extension__ using Wide = __int128;

constexpr std::array<std::pair<Rule, std::string_view>, 3> rule_codes{{
    {Rule::Greedy, "greedy"},
    {Rule::EqualShares, "mes"},
    {Rule::Phragmen, "phragmen"},
}};

constexpr std::array<std::pair<Completion, std::string_view>, 4> completion_codes{{
    {Completion::None, "none"},
    {Completion::Utilitarian, "u"},
    {Completion::Add1, "add1"},
    {Completion::Add1Utilitarian, "add1u"},
}};

template <class Codes, class Value>
std::string_view code_in(const Codes& codes, Value value)
{
    return std::find_if(codes.begin(), codes.end(), [&](const auto& pair) { return pair.first == value; })->second;
}

template <class Value, std::size_t Size>
std::optional<Value> value_in(const std::array<std::pair<Value, std::string_view>, Size>& codes, std::string_view code)
{
    const auto found = std::find_if(codes.begin(), codes.end(), [&](const auto& pair) { return pair.second == code; });
    return found == codes.end() ? std::nullopt : std::optional{found->first};
}

const DistrictShare& share_of(const Rules& rules, const std::string& district)
{
    const auto found = std::find_if(rules.district_shares.begin(), rules.district_shares.end(),
                                    [&](const DistrictShare& share) { return share.district == district; });
    if (found == rules.district_shares.end())
        throw Error(Fault::Invalid, say("უბანს „{}“ ამომრჩევლები ჰყავს, წილი კი არ აქვს",
                                        "district '{}' has voters, but no share", printable(district)),
                    say("მიუთითეთ --share {}=თანხა", "give it one: --share {}=AMOUNT", printable(district)));
    return *found;
}

void require_within_budget(const Round& round, const Rules& rules)
{
    Wide sum = 0;
    for (const DistrictShare& share : rules.district_shares)
        sum += share.money;
    if (sum > round.budget)
        throw Error(Fault::Invalid, say("უბნების წილები ბიუჯეტს აღემატება", "the shares of the districts come to more than the budget"));
}

std::vector<ShareOfMoney> starting_shares(const Round& round, const Rules& rules)
{
    if (rules.district_shares.empty())
        return {{round.budget, static_cast<std::int64_t>(round.voters()), 0}};
    require_within_budget(round, rules);
    if (round.voter_district.size() != round.voters())
        throw Error(Fault::Invalid, say("ფაილი არ ამბობს, რომელი უბნიდან არის ამომრჩეველი",
                                        "the file does not say which district a voter is from"),
                    say("VOTES-ში საჭიროა სვეტი district", "VOTES needs a column district"));
    std::vector<ShareOfMoney> shares;
    for (const std::string& district : round.districts)
        shares.push_back({share_of(rules, district).money, 0, 0});
    for (const std::uint32_t district : round.voter_district)
        ++shares[district].voters;
    return shares;
}

class Counting
{
public:
    Counting(const Round& round, const Rules& rules)
        : m_round(round), m_rules(rules),
          m_profile(profile_of(round, rules)),
          m_ranks(rank_projects(round, m_profile, rules.ties))
    {}

    Outcome count()
    {
        switch (m_rules.rule) {
        case Rule::Greedy: return count_greedy();
        case Rule::Phragmen: return count_phragmen();
        case Rule::EqualShares: break;
        }
        Outcome outcome = count_equal_shares();
        if (m_rules.comparison == Comparison::WithGreedy)
            compare_with_greedy(outcome);
        return outcome;
    }

private:
    Outcome count_greedy() const
    {
        GreedyRun run = run_greedy(m_round, m_profile, m_ranks, m_rules.greedy, {}, m_round.budget, Stage::Greedy);
        Outcome outcome;
        outcome.selected = std::move(run.selected);
        outcome.total = run.total;
        outcome.ties = std::move(run.ties);
        outcome.passed = std::move(run.passed);
        outcome.order = std::move(run.order);
        return outcome;
    }

    Outcome count_phragmen() const
    {
        PhragmenRun run = run_phragmen(m_round, m_profile, m_ranks);
        Outcome outcome;
        outcome.selected = std::move(run.selected);
        outcome.total = run.total;
        outcome.ties = std::move(run.ties);
        complete(outcome);
        return outcome;
    }

    Outcome count_equal_shares() const
    {
        EqualShares engine{m_round, m_profile, m_ranks};
        Outcome outcome;
        outcome.shares = starting_shares(m_round, m_rules);
        SharesRun run = engine.run(outcome.shares);
        outcome.runs = 1;
        if (m_rules.completion == Completion::Add1 || m_rules.completion == Completion::Add1Utilitarian)
            add_one(engine, run, outcome);
        outcome.exhaustive = engine.is_exhaustive(run);
        outcome.selected = std::move(run.selected);
        for (Selection& selection : outcome.selected)
            if (selection.stage == Stage::EqualShares)
                selection.price = run.prices->price(static_cast<std::size_t>(run.prices->purchase(selection.project)));
        outcome.total = run.total;
        outcome.ties = std::move(run.ties);
        complete(outcome);
        return outcome;
    }

    /// Steps that could be leapt over with the same outcome, one unit at a time being the rule.
    static Units steps_within(double room, Units unit)
    {
        constexpr double most = 0x1p+50;
        const double steps = std::floor(std::min(room / static_cast<double>(unit), most) * (1 - 0x1p-20));
        return steps > 0 ? static_cast<Units>(steps) : 0;
    }

    static std::vector<ShareOfMoney> raised(std::vector<ShareOfMoney> shares, Units unit, Units steps)
    {
        for (ShareOfMoney& share : shares) {
            Units more = 0;
            if (__builtin_mul_overflow(unit, steps, &more) || __builtin_add_overflow(share.extra, more, &share.extra))
                throw Error(Fault::Invalid, say("წილები ძალიან დიდია", "the shares become too large"));
        }
        return shares;
    }

    /// An outcome that breaks the budget can be followed by one that does not: so every step is counted, but for those that are
    /// proven to give the outcome of the step before them.
    void add_one(EqualShares& engine, SharesRun& run, Outcome& outcome) const
    {
        const Units unit = power_of_ten(m_round.places);
        while (!engine.is_exhaustive(run)) {
            const Units same = steps_within(run.room, unit);
            SharesRun next = engine.run(raised(outcome.shares, unit, same + 1));
            ++outcome.runs;
            outcome.shares = raised(outcome.shares, unit, next.over_budget ? same : same + 1);
            if (next.over_budget) {
                if (same != 0)
                    run = engine.run(outcome.shares); // the same projects at the prices of the last step
                return;
            }
            run = std::move(next);
        }
    }

    /// The utilitarian completion, where the rules ask for it.
    void complete(Outcome& outcome) const
    {
        if (m_rules.completion != Completion::Utilitarian && m_rules.completion != Completion::Add1Utilitarian)
            return;
        GreedyRun run = run_greedy(m_round, m_profile, m_ranks, m_rules.greedy, outcome.selected, m_round.budget - outcome.total, Stage::Utilitarian);
        outcome.total += run.total;
        std::move(run.selected.begin(), run.selected.end(), std::back_inserter(outcome.selected));
        std::move(run.ties.begin(), run.ties.end(), std::back_inserter(outcome.ties));
        outcome.passed = std::move(run.passed);
        outcome.order = std::move(run.order);
    }

    /// For each group of voters, what they gain from the projects selected.
    std::vector<Wide> gains(const std::vector<Selection>& selected) const
    {
        std::vector<Wide> gains(m_profile.groups.size(), 0);
        for (const Selection& selection : selected)
            for (const Supporter& s : m_profile.supporters_of(selection.project))
                gains[s.group] += Wide{s.score} * m_profile.weight[selection.project];
        return gains;
    }

    void compare_with_greedy(Outcome& outcome) const
    {
        Outcome greedy = count_greedy();
        const std::vector<Wide> ours = gains(outcome.selected);
        const std::vector<Wide> theirs = gains(greedy.selected);
        Preferences preferences;
        for (std::size_t g = 0; g < ours.size(); ++g) {
            if (ours[g] > theirs[g])
                preferences.equal_shares += m_profile.groups[g].voters;
            else if (theirs[g] > ours[g])
                preferences.greedy += m_profile.groups[g].voters;
        }
        if (preferences.greedy > preferences.equal_shares) {
            greedy.runs = outcome.runs;
            greedy.greedy_preferred = true;
            outcome = std::move(greedy);
        }
        outcome.preferences = preferences;
    }

    const Round& m_round;
    const Rules& m_rules;
    Profile m_profile;
    std::vector<std::uint32_t> m_ranks;
};

} // namespace

std::string_view code(Rule rule)
{
    return code_in(rule_codes, rule);
}

std::optional<Rule> rule_of(std::string_view code)
{
    return value_in(rule_codes, code);
}

std::string_view code(Completion completion)
{
    return code_in(completion_codes, completion);
}

std::optional<Completion> completion_of(std::string_view code)
{
    return value_in(completion_codes, code);
}

Profile profile_of(const Round& round, const Rules& rules)
{
    return make_profile(round, rules.satisfaction, rules.district_shares.empty() ? Endowment::Equal : Endowment::ByDistrict);
}

Outcome tally(const Round& round, const Rules& rules)
{
    if (round.voters() == 0)
        return {};
    return Counting{round, rules}.count();
}

} // namespace ogp::budget
