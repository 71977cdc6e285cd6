#include "app/cases/case_query.hpp"

#include "app/cases/case_condition.hpp"
#include "app/cases/case_order.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace ogp::app {
namespace {

/// `type` is nullptr where the cases of all types are meant.
void check_state(const Repository& repository, const workflow::CaseType* type, const std::string& state)
{
    if (state.empty())
        return;
    std::vector<std::string> known;
    const auto add = [&](const workflow::CaseType& one) {
        for (const workflow::State& defined : one.states)
            if (std::find(known.begin(), known.end(), defined.id) == known.end())
                known.push_back(defined.id);
    };
    if (type != nullptr)
        add(*type);
    else
        for (const std::string& id : repository.type_ids())
            add(repository.active_type(id));
    if (std::find(known.begin(), known.end(), state) != known.end())
        return;
    const auto near = nearest(state, known);
    throw Error(Fault::Usage,
                type != nullptr ? say("ტიპს {} მდგომარეობა „{}“ არ აქვს", "{} has no state \"{}\"", type->id, printable(state))
                                : say("მდგომარეობა „{}“ არცერთ ტიპს არ აქვს", "no case type has a state \"{}\"", printable(state)),
                near ? say("იქნებ {}?", "did you mean {}?", *near) : say("არის: {}", "there are: {}", join(known, ", ")));
}

/// The first `limit` places of those that come by, and one more, which says that there is a next page.
class FirstPlaces
{
    auto by_order() const
    {
        return [this](const CaseOrder::Place& a, const CaseOrder::Place& b) { return m_order.before(a, b); };
    }

public:
    FirstPlaces(const CaseOrder& order, std::optional<CaseOrder::Place> after, std::optional<std::int64_t> limit)
        : m_order(order), m_after(std::move(after)), m_most(limit ? static_cast<std::size_t>(*limit) + 1 : SIZE_MAX)
    {}

    bool wants(const CaseOrder::Place& place) const
    {
        return (!m_after || m_order.before(*m_after, place)) &&
               (m_places.size() < m_most || m_order.before(place, m_places.front()));
    }

    void add(CaseOrder::Place place)
    {
        m_places.push_back(std::move(place));
        std::push_heap(m_places.begin(), m_places.end(), by_order());
        if (m_places.size() <= m_most)
            return;
        std::pop_heap(m_places.begin(), m_places.end(), by_order());
        m_places.pop_back();
    }

    std::vector<CaseOrder::Place> take()
    {
        std::sort_heap(m_places.begin(), m_places.end(), by_order());
        return std::move(m_places);
    }

private:
    const CaseOrder& m_order;
    std::optional<CaseOrder::Place> m_after;
    std::size_t m_most;
    std::vector<CaseOrder::Place> m_places; ///< a heap, the last place in front
};

class Finder
{
public:
    Finder(const Repository& repository, const CaseFilter& filter)
        : m_repository(repository), m_filter(filter), m_query{.type = filter.type, .state = filter.state},
          m_type(filter.type.empty() ? nullptr : &repository.active_type(filter.type)),
          m_condition(repository, m_type, filter.where)
    {
        check_state(repository, m_type, filter.state);
        if (!filter.plan.empty())
            m_query.root = repository.plan(filter.plan).subject.uid;
        if (!filter.after.empty())
            m_after = repository.resolve(filter.after, filter.type);
    }

    CasePage find()
    {
        if (!m_filter.sort.empty())
            return sorted(CaseOrder(m_repository, m_type, m_filter.sort));
        const bool parts = m_type != nullptr && !m_type->parent_field.empty();
        if (parts && !m_repository.store().more_than(m_query, most_in_number_order))
            return sorted(CaseOrder::by_number(m_repository));
        return in_order_of_opening();
    }

private:
    CasePage in_order_of_opening()
    {
        CasePage page;
        if (m_after)
            m_query.after = m_after->row;
        m_repository.store().each_case(m_query, [&](store::CaseRow&& row) {
            if (!m_condition.holds(row))
                return true;
            page.rows.push_back(std::move(row));
            return !m_filter.limit || std::cmp_less_equal(page.rows.size(), *m_filter.limit);
        });
        return cut(std::move(page));
    }

    CasePage sorted(CaseOrder order)
    {
        const store::Store& store = m_repository.store();
        std::optional<CaseOrder::Place> after;
        if (m_after)
            after = order.place_of(*m_after);
        FirstPlaces first(order, std::move(after), m_filter.limit);
        if (order.needs_fields()) {
            store.each_case(m_query, [&](store::CaseRow&& row) {
                CaseOrder::Place place = order.place_of(row);
                if (first.wants(place) && m_condition.holds(row))
                    first.add(std::move(place));
                return true;
            });
        } else {
            store.each_key(m_query, [&](store::CaseKey&& key) {
                CaseOrder::Place place = order.place_of(key);
                if (first.wants(place) && (m_condition.always() || m_condition.holds(*store.find_row(key.row))))
                    first.add(std::move(place));
                return true;
            });
        }
        CasePage page;
        for (const CaseOrder::Place& place : first.take())
            page.rows.push_back(*store.find_row(place.row));
        return cut(std::move(page));
    }

    /// Takes the row away that was found beyond the page, and names the last one that is left.
    CasePage cut(CasePage page) const
    {
        if (!m_filter.limit || std::cmp_less_equal(page.rows.size(), *m_filter.limit))
            return page;
        page.rows.resize(static_cast<std::size_t>(*m_filter.limit));
        if (!page.rows.empty())
            page.next = name_of(page.rows.back());
        return page;
    }

    /// The full number where that names this case alone, else its uid.
    std::string name_of(const store::CaseRow& row) const
    {
        std::vector<store::CaseRow> called = m_repository.store().resolve(row.path);
        std::erase_if(called, [&](const store::CaseRow& one) { return !m_filter.type.empty() && one.subject.type != m_filter.type; });
        return called.size() == 1 && called.front().row == row.row ? row.path : row.subject.uid.hex();
    }

    const Repository& m_repository;
    const CaseFilter& m_filter;
    store::CaseQuery m_query;
    const workflow::CaseType* m_type;
    CaseCondition m_condition;
    std::optional<store::CaseRow> m_after;
};

} // namespace

CasePage find_cases(const Repository& repository, const CaseFilter& filter)
{
    return Finder(repository, filter).find();
}

} // namespace ogp::app
