#include "budget/replay.hpp"

#include "base/error.hpp"

#include <utility>

namespace ogp::budget {
namespace {

class Payer
{
public:
    Payer(const Profile& profile, std::span<const ShareOfMoney> shares, std::optional<std::uint32_t> watched)
        : m_profile(profile), m_watched(profile.groups.size(), 0)
    {
        std::vector<Rational> starts;
        for (const ShareOfMoney& share : shares)
            starts.push_back(Rational{share.money, share.voters} + Rational{share.extra});
        for (const Group& group : profile.groups)
            m_balances.push_back(starts[group.endowment]);
        if (!watched)
            return;
        for (const Supporter& s : profile.supporters_of(*watched)) {
            m_watched[s.group] = 1;
            m_watched_money += m_balances[s.group] * Rational{profile.groups[s.group].voters};
        }
    }

    Payment pay(const Selection& selection)
    {
        Payment payment;
        payment.project = selection.project;
        payment.price = selection.price;
        payment.watched_before = m_watched_money;
        Rational paid;
        for (const Supporter& s : m_profile.supporters_of(selection.project))
            paid += pay_one(s, payment);
        m_watched_money -= payment.watched;
        if (paid != Rational{m_profile.cost[selection.project]})
            throw Error(Fault::Internal, say("გადახდილი თანხა ფასს არ უდრის: {}", "what was paid is not the cost: {}", paid.text()));
        return payment;
    }

    std::vector<Rational> take_balances() { return std::move(m_balances); }

private:
    /// What the group gives together.
    Rational pay_one(const Supporter& s, Payment& payment)
    {
        Rational& balance = m_balances[s.group];
        if (balance == Rational{0})
            return {};
        const Rational voters{m_profile.groups[s.group].voters};
        Rational due = payment.price * Rational{s.score};
        const bool all = balance <= due;
        if (all)
            due = balance;
        payment.payers += m_profile.groups[s.group].voters;
        payment.exhausted += all ? m_profile.groups[s.group].voters : 0;
        balance -= due;
        due *= voters;
        if (all)
            payment.by_exhausted += due;
        if (m_watched[s.group] != 0)
            payment.watched += due;
        return due;
    }

    const Profile& m_profile;
    std::vector<Rational> m_balances;
    std::vector<char> m_watched; ///< for each group, whether it supports the watched project
    Rational m_watched_money;
};

} // namespace

Replay replay(const Profile& profile, std::span<const ShareOfMoney> shares, std::span<const Selection> selected,
              std::optional<std::uint32_t> watched)
{
    Payer payer{profile, shares, watched};
    Replay result;
    for (const Selection& selection : selected)
        if (selection.stage == Stage::EqualShares)
            result.payments.push_back(payer.pay(selection));
    result.balances = payer.take_balances();
    return result;
}

Rational money_behind(const Profile& profile, const Replay& replay, std::uint32_t project)
{
    Rational money;
    for (const Supporter& s : profile.supporters_of(project))
        money += replay.balances[s.group] * Rational{profile.groups[s.group].voters};
    return money;
}

} // namespace ogp::budget
