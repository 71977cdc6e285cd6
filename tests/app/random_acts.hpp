#pragma once

#include "app/cases/change.hpp"
#include "app/random_values.hpp"
#include "app/sync/resolve.hpp"
#include "app/trial_city.hpp"

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ogp::app {

/// Acts that a seed chooses, as people make them: most are allowed, many are not. They follow from the case types alone, whichever the
/// repository has: who may act, which transitions lead out of a state, which fields they ask for.
class RandomActs
{
public:
    explicit RandomActs(std::mt19937& random) : m_random(random), m_values(random) {}

    std::size_t below(std::size_t bound) { return m_random() % bound; }
    bool chance(unsigned percent) { return below(100) < percent; }
    template <class List>
    const auto& one_of(const List& list)
    {
        return list[below(std::size(list))];
    }

    /// Cases of these types are opened first; others where these need them. None: all that the repository has.
    void prefer(std::vector<std::string> types) { m_preferred = std::move(types); }

    /// One act; false where it is not allowed.
    bool act(Repository& repository)
    {
        try {
            Change change(repository);
            const std::vector<store::CaseRow> rows = repository.store().list({.limit = 60});
            if (rows.empty() || (rows.size() < most_cases && chance(30)))
                open(repository, change, one_of(m_preferred.empty() ? repository.type_ids() : m_preferred), 0);
            else
                change_one(repository, change, one_of(rows));
            change.commit();
            return true;
        } catch (const Error& error) {
            if (error.fault() == Fault::Integrity || error.fault() == Fault::Internal)
                throw;
            return false;
        }
    }

    /// What was done, by the word of the act and the case type: to see that all are met.
    const std::set<std::string>& done() const { return m_done; }

private:
    static constexpr std::size_t most_cases = 7; ///< few, so that people get into each other's way
    static constexpr int deepest = 4;             ///< cases that must be there before another one

    /// Mostly acts in a role that may, as far as the actor has one.
    void take_role(const Repository& repository, Change& change, const std::vector<std::string>& allowed)
    {
        const std::vector<std::string> own = repository.acting().roles;
        std::vector<std::string> fit;
        for (const std::string& role : allowed)
            if (std::find(own.begin(), own.end(), role) != own.end() || std::find(own.begin(), own.end(), workflow::admin_role) != own.end())
                fit.push_back(role);
        if (!fit.empty() && chance(95))
            change.act_as(one_of(fit));
    }

    Json values(const Repository& repository, const workflow::CaseType& type, const std::vector<std::string>& names)
    {
        Json set = Json::object();
        for (const std::string& name : names) {
            const workflow::Field* field = type.field(name);
            if (field == nullptr || !field->computed.empty())
                continue;
            Json given = m_values.of(repository, type, *field);
            if (!given.is_null())
                set.set(name, std::move(given));
        }
        return set;
    }

    void open(const Repository& repository, Change& change, const std::string& id, int depth)
    {
        const workflow::CaseType& type = repository.active_type(id);
        std::vector<std::string> names;
        for (const workflow::Field& field : type.fields) {
            if (field.required || chance(15))
                names.push_back(field.id);
            const bool is_missing = field.required && field.type == workflow::FieldType::Ref && repository.store().list({.type = field.to, .limit = 1}).empty();
            if (is_missing && depth < deepest)
                open(repository, change, field.to, depth + 1);
        }
        take_role(repository, change, type.permissions.open);
        change.open(id, values(repository, type, names));
        m_done.insert("open " + id);
    }

    void change_one(const Repository& repository, Change& change, const store::CaseRow& row)
    {
        const workflow::CaseType& type = repository.type(row.subject.workflow);
        switch (below(12)) {
        case 0:
        case 1:
        case 2: return set(repository, change, row, type);
        case 3: return add(repository, change, row, type);
        case 4: return comment(repository, change, row, type);
        case 5: return attach(repository, change, row, type);
        case 6: return relate(repository, change, row, type);
        case 7: return settle(repository, change, row, type);
        case 8: return type.votes.empty() ? move(repository, change, row, type) : vote(repository, change, row, type);
        default: return move(repository, change, row, type);
        }
    }

    void note(const char* act, const workflow::CaseType& type) { m_done.insert(std::string(act) + " " + type.id); }

    void set(const Repository& repository, Change& change, const store::CaseRow& row, const workflow::CaseType& type)
    {
        // Mostly one of the first few, so that people get into each other's way.
        const std::size_t first = chance(70) ? std::min<std::size_t>(type.fields.size(), 4) : type.fields.size();
        std::vector<std::string> names;
        for (std::size_t i = 0; i <= below(2); ++i)
            names.push_back(type.fields[below(first)].id);
        take_role(repository, change, type.permissions.set);
        change.set(row.subject.uid, values(repository, type, names));
        note("set", type);
    }

    /// Elements of sets, put in and taken out.
    void add(const Repository& repository, Change& change, const store::CaseRow& row, const workflow::CaseType& type)
    {
        std::vector<std::string> many;
        for (const workflow::Field& field : type.fields)
            if (field.many)
                many.push_back(field.id);
        if (many.empty())
            return set(repository, change, row, type);
        const std::string& name = one_of(many);
        workflow::Intent intent;
        intent.op = model::Op::Set;
        if (Json elements = values(repository, type, {name}); elements.size() != 0)
            intent.add = std::move(elements);
        if (const Json& held = row.subject.fields[name]; held.is_array() && held.size() != 0 && chance(50))
            intent.del = Json::object({{name, Json::Array{held.items()[below(held.size())]}}});
        take_role(repository, change, type.permissions.set);
        change.act(row.subject.uid, intent);
        note("add", type);
    }

    void comment(const Repository& repository, Change& change, const store::CaseRow& row, const workflow::CaseType& type)
    {
        take_role(repository, change, type.permissions.comment);
        change.comment(row.subject.uid, m_values.word());
        note("comment", type);
    }

    void attach(const Repository& repository, Change& change, const store::CaseRow& row, const workflow::CaseType& type)
    {
        take_role(repository, change, type.permissions.attach.empty() ? type.permissions.comment : type.permissions.attach);
        change.attach(row.subject.uid, IncomingFile(std::string(OGP_SOURCE_DIR) + "/tests/golden/data/lamp.png", m_values.word() + ".png"));
        note("attach", type);
    }

    void relate(const Repository& repository, Change& change, const store::CaseRow& row, const workflow::CaseType& type)
    {
        const std::vector<store::CaseRow> others = repository.store().list({.limit = 60});
        take_role(repository, change, type.permissions.set);
        change.link(row.subject.uid, {.relation = "duplicate_of", .to = one_of(others).subject.uid, .remove = chance(30)});
        note("link", type);
    }

    /// Somebody settles what was not applied.
    void settle(const Repository& repository, Change& change, const store::CaseRow& row, const workflow::CaseType& type)
    {
        if (repository.store().conflicts_of(row.subject.uid).empty())
            return set(repository, change, row, type);
        constexpr model::Settlement choices[] = {model::Settlement::Keep, model::Settlement::Replace, model::Settlement::Both, model::Settlement::Adopt};
        std::vector<std::string> open;
        for (const store::ConflictRow& conflict : repository.store().conflicts_of(row.subject.uid))
            if (!conflict.resolved_by)
                open.push_back(repository.store().event(conflict.sequence)->id.hex());
        if (open.empty())
            return set(repository, change, row, type);
        take_role(repository, change, type.permissions.set);
        resolve(repository, change, row, {.choice = one_of(choices), .event = one_of(open), .why = "because of " + m_values.word()});
        note("resolve", type);
    }

    void vote(const Repository& repository, Change& change, const store::CaseRow& row, const workflow::CaseType& type)
    {
        const workflow::VoteGroup& group = one_of(type.votes.groups);
        take_role(repository, change, group.roles);
        change.vote(row.subject.uid, {.group = group.id, .voter = {}, .choice = std::string(one_of(workflow::vote_choices))});
        note("vote", type);
    }

    void move(const Repository& repository, Change& change, const store::CaseRow& row, const workflow::CaseType& type)
    {
        std::vector<const workflow::Transition*> possible;
        for (const workflow::Transition& transition : type.transitions)
            if (std::find(transition.from.begin(), transition.from.end(), row.subject.state) != transition.from.end())
                possible.push_back(&transition);
        if (possible.empty())
            return set(repository, change, row, type);
        const workflow::Transition& chosen = *possible[chance(60) ? 0 : below(possible.size())];
        take_role(repository, change, chosen.roles);
        change.move(row.subject.uid, chosen.id, values(repository, type, chosen.require), "because of " + m_values.word());
        note("move", type);
    }

    std::mt19937& m_random;
    RandomValues m_values;
    std::vector<std::string> m_preferred;
    std::set<std::string> m_done;
};

} // namespace ogp::app
