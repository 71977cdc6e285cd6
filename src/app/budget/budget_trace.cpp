#include "app/budget/budget_tally.hpp"
#include "budget/replay.hpp"

#include <algorithm>

namespace ogp::app {
namespace {

class Trace
{
public:
    explicit Trace(const BudgetCount& count)
        : m_count(count), m_round(count.round), m_profile(budget::profile_of(count.round, count.rules)),
          m_unit(budget::power_of_ten(count.round.places))
    {}

    std::string write()
    {
        Json start = line("start");
        start.set("rule", budget::code(m_count.rules.rule));
        start.set("satisfaction", budget::code(m_count.rules.satisfaction));
        start.set("completion", budget::code(m_count.rules.completion));
        start.set("budget", budget::amount_text(m_round.budget, m_round.places));
        start.set("voters", static_cast<std::int64_t>(m_round.voters()));
        put(start);
        write_selections();
        for (const budget::PassedOver& passed : m_count.outcome.passed) {
            Json json = project_line("passed", passed.project);
            json.set("why", code(passed.why));
            json.set("remaining", budget::amount_text(passed.remaining, m_round.places));
            put(json);
        }
        write_ties();
        Json end = line("end");
        end.set("total_cost", budget::amount_text(m_count.outcome.total, m_round.places));
        put(end);
        return std::move(m_text);
    }

private:
    static Json line(const char* what) { return Json::object({{"event", what}}); }

    Json project_line(const char* what, std::uint32_t project) const
    {
        Json json = line(what);
        json.set("project", m_round.projects[project].id);
        json.set("cost", budget::amount_text(m_round.projects[project].cost, m_round.places));
        json.set("votes", m_profile.votes[project]);
        return json;
    }

    void put(const Json& json) { m_text += to_json(json) + "\n"; }

    /// Exact, in currency units, and rounded.
    void set_money(Json& json, const std::string& key, const budget::Rational& units) const
    {
        const budget::Rational money = units / budget::Rational{m_unit};
        json.set(key, money.decimal(m_round.places + 4));
        json.set(key + "_exact", money.text());
    }

    void write_selections()
    {
        const budget::Replay paid = budget::replay(m_profile, m_count.outcome.shares, m_count.outcome.selected);
        auto payment = paid.payments.begin();
        std::int64_t place = 0;
        for (const budget::Selection& selection : m_count.outcome.selected) {
            const bool purchase = selection.stage == budget::Stage::EqualShares;
            Json json = project_line(purchase ? "purchase" : "selected", selection.project);
            json.set("place", ++place);
            json.set("stage", code(selection.stage));
            if (purchase) {
                set_money(json, "price", payment->price);
                json.set("payers", payment->payers);
                json.set("exhausted", payment->exhausted);
                set_money(json, "by_exhausted", payment->by_exhausted);
                ++payment;
            } else if (selection.stage == budget::Stage::Phragmen) {
                set_money(json, "load", selection.price);
            }
            put(json);
        }
        if (!m_count.outcome.shares.empty())
            write_unaffordable(paid);
    }

    void write_unaffordable(const budget::Replay& paid)
    {
        for (std::uint32_t project = 0; project < m_round.projects.size(); ++project) {
            const bool bought = std::any_of(paid.payments.begin(), paid.payments.end(),
                                            [&](const budget::Payment& p) { return p.project == project; });
            if (bought || m_profile.total[project] == 0 || m_profile.cost[project] == 0)
                continue;
            const budget::Rational money = budget::money_behind(m_profile, paid, project);
            Json json = project_line("unaffordable", project);
            set_money(json, "money", money);
            set_money(json, "missing", budget::Rational{m_profile.cost[project]} - money);
            put(json);
        }
    }

    void write_ties()
    {
        for (const budget::Tie& tie : m_count.outcome.ties) {
            Json json = line("tie");
            json.set("taken", m_round.projects[tie.taken].id);
            Json others = Json::array();
            for (const std::uint32_t project : tie.others)
                others.push(m_round.projects[project].id);
            json.set("others", others);
            put(json);
        }
    }

    const BudgetCount& m_count;
    const budget::Round& m_round;
    budget::Profile m_profile;
    budget::Units m_unit;
    std::string m_text;
};

} // namespace

std::string trace_text(const BudgetCount& count)
{
    return Trace{count}.write();
}

} // namespace ogp::app
