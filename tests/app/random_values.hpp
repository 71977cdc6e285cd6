#pragma once

#include "app/bulk/incoming_file.hpp"
#include "app/repository/repository.hpp"
#include "base/json.hpp"
#include "workflow/definition.hpp"

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace ogp::app {

/// Values that a seed chooses, of the kinds that the fields of a case type ask for: few different ones, so that people who act at the
/// same time now say the same and now something else.
class RandomValues
{
public:
    explicit RandomValues(std::mt19937& random) : m_random(random) {}

    std::size_t below(std::size_t bound) { return m_random() % bound; }
    bool chance(unsigned percent) { return below(100) < percent; }

    template <class List>
    const auto& one_of(const List& list)
    {
        return list[below(std::size(list))];
    }

    std::string word()
    {
        static const std::vector<std::string> words = {"lamp", "road", "plan", "tree", "bridge", "ქუჩა", "სკვერი"};
        return one_of(words);
    }

    /// null where there is none to give: a file of another type than the test has, a case that does not exist yet.
    Json of(const Repository& repository, const workflow::CaseType& type, const workflow::Field& field)
    {
        if (!field.many)
            return one(repository, type, field);
        Json list = Json::array();
        for (std::size_t i = 0; i <= below(2); ++i)
            if (Json value = one(repository, type, field); !value.is_null())
                list.push(std::move(value));
        return list.size() == 0 ? Json() : list;
    }

private:
    Json one(const Repository& repository, const workflow::CaseType& type, const workflow::Field& field)
    {
        using workflow::FieldType;
        switch (field.type) {
        case FieldType::String: return word();
        case FieldType::Text: return lines();
        case FieldType::Integer: return field.min.value_or(0) + static_cast<std::int64_t>(below(4));
        case FieldType::Decimal: return std::to_string(field.min.value_or(0) + static_cast<std::int64_t>(below(4))) + ".5";
        case FieldType::Boolean: return chance(50);
        case FieldType::Date: return chance(50) ? "2019-05-20" : "2029-09-01";
        case FieldType::PrintedDate: return chance(50) ? "2019-05" : "2020";
        case FieldType::Datetime: return chance(50) ? "2019-05-20T10:00:00+04:00" : "2029-09-01T10:00:00+04:00";
        case FieldType::Localized: return Json::object({{"en", lines()}, {"ka", word()}});
        case FieldType::Enum: return one_of(type.enumeration(field.of)->members).id;
        case FieldType::Ref: return reference(repository, field.to);
        case FieldType::Person: return Json::object({{"name", word() + " " + std::to_string(below(20))}});
        case FieldType::Email: return "ana@example.org";
        case FieldType::Phone: return "+99532272222" + std::to_string(below(9));
        case FieldType::Url: return "https://example.org/" + std::to_string(below(3));
        case FieldType::Record: return Json::object({{"note", word()}, {"year", std::int64_t{2019}}});
        case FieldType::Money: return Json::object({{"amount", std::to_string(1 + below(900)) + ".50"}, {"currency", field.currency.empty() ? "GEL" : field.currency}});
        case FieldType::Geo: return Json::object({{"lat", "41.71" + std::to_string(below(9))}, {"lon", "44.82" + std::to_string(below(9))}});
        case FieldType::Attachment: return picture(repository, type, field);
        case FieldType::Duration: return chance(50) ? "10 working_days" : "30 calendar_days";
        }
        return nullptr;
    }

    /// Several lines, in which others may change another one than we do.
    std::string lines()
    {
        std::string text = word();
        for (std::size_t i = 0; i < below(4); ++i)
            text += "\n" + word();
        return text;
    }

    Json reference(const Repository& repository, const std::string& type)
    {
        const std::vector<store::CaseRow> rows = repository.store().list({.type = type, .limit = 20});
        return rows.empty() ? Json() : Json(one_of(rows).subject.uid.hex());
    }

    static Json picture(const Repository& repository, const workflow::CaseType& type, const workflow::Field& field)
    {
        const bool takes_any = field.accept.empty() || std::find(field.accept.begin(), field.accept.end(), "image/png") != field.accept.end();
        if (!takes_any)
            return nullptr;
        return model::to_json(keep_attachment(repository, std::string(OGP_SOURCE_DIR) + "/tests/golden/data/lamp.png", {}, rules_of(type, field.id)));
    }

    std::mt19937& m_random;
};

} // namespace ogp::app
