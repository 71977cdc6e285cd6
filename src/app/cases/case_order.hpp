#pragma once

#include "app/repository/repository.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::app {

/// By what a list is sorted, and a case's place in it.
class CaseOrder
{
public:
    /// A value as it is compared: numbers, days and moments as integers, words as sort keys.
    struct Value
    {
        enum class Kind { Number, Text, Missing } kind = Kind::Missing;
        std::int64_t number = 0;
        std::string text;
    };
    struct Place
    {
        std::vector<Value> values;
        std::int64_t row = 0;
    };

    /// `words`: as CaseFilter::sort. `type`: active version, nullptr for all types.
    CaseOrder(const Repository& repository, const workflow::CaseType* type, std::string_view words);
    /// Parts by their numbers within the topmost case, these in order of opening.
    static CaseOrder by_number(const Repository& repository);

    /// Whether place_of(CaseKey) is enough.
    bool needs_fields() const;
    Place place_of(const store::CaseKey& key);
    Place place_of(const store::CaseRow& row);
    bool before(const Place& left, const Place& right) const;

private:
    enum class Source { Root, Number, Title, Type, State, Version, Opened, Updated, Field };
    struct Term
    {
        Source source = Source::Number;
        const workflow::Field* field = nullptr;
        bool descending = false;
    };

    explicit CaseOrder(const Repository& repository) : m_repository(repository) {}
    Term term_of(std::string_view word) const;
    const workflow::Field* sortable(const std::string& name) const;
    Value value_of(const Term& term, const store::CaseKey& key) const;
    Value value_of(const workflow::Field& field, const Json& json);
    Value path_of(const std::string& uid);

    const Repository& m_repository;
    const workflow::CaseType* m_type = nullptr;
    std::vector<Term> m_terms;
    std::map<std::string, std::string> m_paths; ///< of cases that were referred to, a bounded number of them
};

} // namespace ogp::app
