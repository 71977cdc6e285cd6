#pragma once

#include "app/cases/change.hpp"
#include "app/trial_city.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace ogp::app {

/// Acts that a seed chooses, as people make them: most are allowed, many are not.
class RandomActs
{
public:
    explicit RandomActs(std::mt19937& random) : m_random(random) {}

    std::size_t below(std::size_t bound) { return m_random() % bound; }
    bool chance(unsigned percent) { return below(100) < percent; }

    /// One act in some role; false where it is not allowed there.
    bool act(Repository& repository)
    {
        try {
            Change change(repository);
            const std::vector<store::CaseRow> rows = repository.store().list({.limit = 40});
            std::vector<store::CaseRow> cases;
            for (const store::CaseRow& row : rows)
                if (row.subject.type == "foi" || row.subject.type == "petition")
                    cases.push_back(row);
            if (cases.empty() || (cases.size() < 5 && chance(30)))
                open(change);
            else
                change_one(repository, change, cases[below(cases.size())]);
            change.commit();
            return true;
        } catch (const Error& error) {
            if (error.fault() == Fault::Integrity || error.fault() == Fault::Internal)
                throw;
            return false;
        }
    }

private:
    std::string word()
    {
        static const std::vector<std::string> words = {"lamp", "road", "plan", "tree", "bridge", "ქუჩა", "სკვერი", "line one\nline two"};
        return words[below(words.size() - 1)];
    }

    Json person() { return Json::object({{"name", word() + " " + std::to_string(below(50))}}); }

    void open(Change& change)
    {
        if (chance(60))
            change.open("foi", Json::object({{"subject", word()}, {"body", word()}, {"applicant", person()}}));
        else
            change.open("petition", Json::object({{"title", word()}, {"demand", word()}, {"theme", "urban"}, {"author", person()}}));
    }

    Json value(const workflow::CaseType& type, const workflow::Field& field)
    {
        using workflow::FieldType;
        switch (field.type) {
        case FieldType::String:
        case FieldType::Text: return word();
        case FieldType::Integer: return static_cast<std::int64_t>(below(5));
        case FieldType::Boolean: return chance(50);
        case FieldType::Date: return chance(50) ? "2019-05-20" : "2019-09-01";
        case FieldType::Localized: return Json::object({{"en", word()}, {"ka", word()}});
        case FieldType::Person: return person();
        case FieldType::Email: return "ana@example.org";
        case FieldType::Enum: {
            const auto& members = type.enumeration(field.of)->members;
            return members[below(members.size())].id;
        }
        default: return nullptr;
        }
    }

    Json values(const workflow::CaseType& type, std::vector<std::string> names)
    {
        Json set = Json::object();
        for (const std::string& name : names) {
            const workflow::Field* field = type.field(name);
            if (field == nullptr || field->many || !field->computed.empty())
                continue;
            Json given = value(type, *field);
            if (!given.is_null())
                set.set(name, std::move(given));
        }
        return set;
    }

    void change_one(const Repository& repository, Change& change, const store::CaseRow& row)
    {
        const workflow::CaseType& type = repository.type(row.subject.workflow);
        const CaseUid& uid = row.subject.uid;
        const std::size_t kind = below(10);
        if (kind < 3) {
            // Mostly the same few fields, so that people get into each other's way.
            const std::vector<std::string> usual = type.id == "foi" ? std::vector<std::string>{"subject", "pages"} : std::vector<std::string>{"title", "theme"};
            std::vector<std::string> names{usual[below(usual.size())]};
            if (chance(30))
                names.push_back(type.fields[below(type.fields.size())].id);
            change.set(uid, values(type, names));
        } else if (kind < 4) {
            change.add(uid, Json::object({{"tags", Json::Array{word()}}}));
        } else if (kind < 6) {
            change.comment(uid, word());
        } else {
            std::vector<const workflow::Transition*> possible;
            for (const workflow::Transition& transition : type.transitions)
                if (std::find(transition.from.begin(), transition.from.end(), row.subject.state) != transition.from.end())
                    possible.push_back(&transition);
            if (possible.empty())
                return;
            const workflow::Transition& chosen = *possible[chance(60) ? 0 : below(possible.size())];
            change.move(uid, chosen.id, values(type, chosen.require), "because of " + word());
        }
    }

    std::mt19937& m_random;
};

} // namespace ogp::app
