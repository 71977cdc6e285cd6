#include "app/budget/budget_explain.hpp"

#include "base/text.hpp"
#include "budget/explain.hpp"

namespace ogp::app {
namespace {

using budget::Rational;

class Wording
{
public:
    Wording(const BudgetCount& count, const budget::Explanation& why)
        : m_round(count.round), m_why(why), m_project(count.round.projects[why.project]),
          m_unit(budget::power_of_ten(count.round.places))
    {}

    std::vector<Localized> write()
    {
        tell(say("პროექტი {0}: ხმები {1}, ფასი {2}.",
                 "Project {0}: {1} votes, cost {2}.", id(m_why.project), m_why.supporters, money_text(m_round, m_project.cost)));
        if (m_why.won)
            tell_winner();
        else
            tell_loser();
        return std::move(m_sentences);
    }

    /// In currency units, rounded to the places of the file and two more.
    std::string decimal(const Rational& units) const { return (units / Rational{m_unit}).decimal(m_round.places + 2); }

private:
    void tell(Localized sentence) { m_sentences.push_back(std::move(sentence)); }
    std::string id(std::uint32_t project) const { return printable(m_round.projects[project].id); }
    std::string money(const Rational& units) const { return money_text(m_round, decimal(units)); }

    void tell_winner()
    {
        const Localized stage = stage_text(m_why.stage);
        tell(say("დაფინანსდა: არჩევის რიგში №{0} ({1}).",
                 "It is funded: number {0} in the order of selection ({2}).", m_why.place, stage.ka, stage.en));
        if (m_why.stage == budget::Stage::EqualShares)
            tell_purchase();
        if (m_why.stage == budget::Stage::Phragmen)
            tell(say("მისი მხარდამჭერების ტვირთი ამის შემდეგ: {}.", "Each of its supporters carries {} then.", money(m_why.load)));
        if (m_why.rank != 0)
            tell(say("რიგში №{} იყო.", "It was number {} in the order in which greedy looks.", m_why.rank));
    }

    void tell_purchase()
    {
        tell(say("ყოველ ამომრჩეველს ჰქონდა {0}. მხარდამჭერებს ერთად დარჩენილი ჰქონდათ {1}.",
                 "Every voter began with {0}. Its supporters still had {1} together.",
                 money(m_why.share), money(m_why.money)));
        tell(say("გადაიხადა {0} მხარდამჭერმა, უმეტესად {1}; {2} მათგანს ფული გაუთავდა. ეფექტური ხმები: {3}.",
                 "{0} supporters paid, at most {1} each; {2} of them ran out of money. Effective votes: {3}.", m_why.payers,
                 money(Rational{m_project.cost} / m_why.effective_votes), m_why.exhausted, m_why.effective_votes.decimal(2)));
        tell_before();
    }

    void tell_before()
    {
        if (m_why.before.empty())
            return;
        std::string list;
        for (const budget::PaidBefore& before : m_why.before)
            list += (list.empty() ? "" : ", ") + id(before.project) + " (" + decimal(before.money) + ")";
        tell(say("მათ სხვა პროექტებისთვის გადახდილი ჰქონდათ: {}.", "They had paid for other projects: {}.", list));
    }

    void tell_loser()
    {
        tell({"არ დაფინანსდა.", "It is not funded."});
        if (m_why.by_equal_shares) {
            tell(say("ყოველ ამომრჩეველს ჰქონდა {0}. ბოლოს მხარდამჭერებს ერთად დარჩათ {1}; აკლდა {2}.",
                     "Every voter began with {0}. At the end its supporters had {1} together; {2} was missing.", money(m_why.share), money(m_why.money),
                     money(m_why.missing)));
            tell_before();
        }
        if (m_why.passed)
            tell_passed();
        if (m_project.cost > m_round.budget)
            tell({"პროექტი მთელ ბიუჯეტზე ძვირია.", "The project costs more than the whole budget."});
        if (m_why.enough_cost)
            tell(say("{}-ად დაფინანსდებოდა.", "At a cost of {} it would have been funded.", money_text(m_round, *m_why.enough_cost)));
        if (m_why.enough_votes)
            tell(say("დაფინანსდებოდა, მარტო მისთვის კიდევ {0} ამომრჩეველს რომ მიეცა ხმა.", "It would have been funded with {0} more {1} for it alone.",
                     *m_why.enough_votes, *m_why.enough_votes == 1 ? "voter" : "voters"));
    }

    void tell_passed()
    {
        const std::string left = money_text(m_round, m_why.remaining);
        switch (*m_why.passed) {
        case budget::Passed::TooDear:
            tell(say("რიგში №{0} იყო; როცა მისი ჯერი დადგა, დარჩენილი იყო {1}.",
                     "It was number {0} in the order; when its turn came, {1} remained.", m_why.rank, left));
            return;
        case budget::Passed::Stopped:
            tell(say("რიგში №{} იყო; დათვლა მანამდე შეწყდა, რადგან წინა პროექტი აღარ დაეტია.",
                     "It was number {} in the order; the count had stopped at an earlier project that did not fit.", m_why.rank));
            return;
        case budget::Passed::BelowThreshold: tell({"ხმები ზღვარს ვერ აღწევს.", "Its votes do not reach the threshold."}); return;
        case budget::Passed::Excluded: tell({"მისმა ალტერნატივამ გაიმარჯვა.", "A project that excludes it had won."}); return;
        case budget::Passed::CategoryFull: tell({"მისი კატეგორიის თანხა ამოიწურა.", "The money of its category had run out."}); return;
        }
    }

    const budget::Round& m_round;
    const budget::Explanation& m_why;
    const budget::Project& m_project;
    budget::Units m_unit;
    std::vector<Localized> m_sentences;
};

class Numbers
{
public:
    Numbers(const BudgetCount& count, const budget::Explanation& why)
        : m_count(count), m_round(count.round), m_why(why), m_unit(budget::power_of_ten(count.round.places))
    {}

    Json write()
    {
        const budget::Project& project = m_round.projects[m_why.project];
        m_json = Json::object({{"project", project.id},
                               {"name", project.name},
                               {"cost", budget::amount_text(project.cost, m_round.places)},
                               {"rule", budget::code(m_count.rules.rule)},
                               {"won", m_why.won},
                               {"voters", m_why.voters},
                               {"supporters", m_why.supporters}});
        if (m_why.won) {
            m_json.set("place", static_cast<std::int64_t>(m_why.place));
            m_json.set("stage", code(m_why.stage));
        }
        if (m_why.rank != 0)
            m_json.set("rank", static_cast<std::int64_t>(m_why.rank));
        if (m_why.passed) {
            m_json.set("passed", code(*m_why.passed));
            m_json.set("remaining", budget::amount_text(m_why.remaining, m_round.places));
        }
        if (m_why.by_equal_shares)
            add_equal_shares();
        if (m_why.won && m_why.stage == budget::Stage::Phragmen)
            set_money("load", m_why.load);
        if (m_why.enough_cost)
            m_json.set("enough_cost", budget::amount_text(*m_why.enough_cost, m_round.places));
        if (m_why.enough_votes)
            m_json.set("enough_votes", *m_why.enough_votes);
        return std::move(m_json);
    }

private:
    void set_money(const std::string& key, const Rational& units)
    {
        const Rational money = units / Rational{m_unit};
        m_json.set(key, money.decimal(m_round.places + 2));
        m_json.set(key + "_exact", money.text());
    }

    void add_equal_shares()
    {
        set_money("share", m_why.share);
        m_json.set("add1_steps", m_why.steps);
        set_money("money", m_why.money);
        if (m_why.won && m_why.stage == budget::Stage::EqualShares) {
            set_money("price", m_why.price);
            m_json.set("effective_votes", m_why.effective_votes.decimal(6));
            m_json.set("payers", m_why.payers);
            m_json.set("exhausted", m_why.exhausted);
        } else {
            set_money("missing", m_why.missing);
        }
        Json before = Json::array();
        for (const budget::PaidBefore& paid : m_why.before)
            before.push(Json::object({{"project", m_round.projects[paid.project].id},
                                      {"money", (paid.money / Rational{m_unit}).decimal(m_round.places + 2)}}));
        m_json.set("paid_before", before);
    }

    const BudgetCount& m_count;
    const budget::Round& m_round;
    const budget::Explanation& m_why;
    budget::Units m_unit;
    Json m_json;
};

} // namespace

ExplainSheet explain_project(const BudgetCount& count, const std::string& project)
{
    const budget::Explanation why = budget::explain(count.round, count.rules, count.outcome, find_project(count.round, project));
    ExplainSheet sheet;
    sheet.heading = both(printable(count.round.projects[why.project].name));
    sheet.sentences = Wording{count, why}.write();
    sheet.json = Numbers{count, why}.write();
    Json text = Json::array();
    for (const Localized& sentence : sheet.sentences)
        text.push(report::to_json(sentence));
    sheet.json.set("text", text);
    if (count.supposed)
        sheet.json.set("what_if", true);
    return sheet;
}

} // namespace ogp::app
