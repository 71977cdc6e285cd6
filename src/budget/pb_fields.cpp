#include "budget/pb_fields.hpp"

#include "base/text.hpp"
#include "budget/amount.hpp"

#include <algorithm>
#include <array>

namespace ogp::budget {
namespace {

using enum FieldKind;
constexpr FieldNeed must = FieldNeed::Obligatory;

constexpr PbField meta[] = {
    {"description", Text, must}, {"country", Text, must}, {"unit", Text, must}, {"district"}, {"subunit"}, {"instance", Text, must},
    {"num_projects", Whole, must}, {"num_votes", Whole, must}, {"budget", Number, must}, {"vote_type", Text, must}, {"rule", Text, must},
    {"date_begin", Date, must}, {"date_end", Date, must}, {"min_length", Whole}, {"max_length", Whole}, {"min_sum_cost", Number},
    {"max_sum_cost", Number}, {"min_points", Whole}, {"max_points", Whole}, {"min_sum_points", Whole}, {"max_sum_points", Whole},
    {"default_score", Number}, {"scoring_fn"}, {"min_project_cost", Number}, {"max_project_cost", Number},
    {"min_project_score_threshold", Whole}, {"neighborhoods"}, {"subdistricts"}, {"categories"}, {"edition"}, {"language", Code},
    {"currency", Code}, {"fully_funded", Flag}, {"experimental", Flag}, {"comment", Comment}, {"acknowledgments"}, {"leftover_budget"},
    {"budget_per_category"}, {"budget_per_neighborhood"}, {"min_length_per_category"}, {"max_length_per_category"},
    {"min_sum_cost_per_category"}, {"max_sum_cost_per_category"},
};

constexpr PbField projects[] = {
    {"project_id", Text, must}, {"cost", Number, must}, {"votes", Whole}, {"score", Number}, {"name"}, {"category"}, {"beneficiaries"},
    {"selected", Selected}, {"neighborhood"}, {"subunit"}, {"district"}, {"description"}, {"proposer"}, {"public_id"},
    {"latitude", Number}, {"longitude", Number},
};

constexpr PbField votes[] = {
    {"voter_id", Text, must}, {"vote", Text, must}, {"points"}, {"age", Age}, {"sex", Sex}, {"voting_method", Method}, {"district"},
    {"neighborhood"}, {"education"}, {"topic_preference_transport", Whole}, {"topic_preference_culture", Whole},
    {"topic_preference_nature", Whole}, {"district_preference"}, {"time_taken_seconds", Whole}, {"format_easiness"},
    {"format_expressiveness"}, {"format_rank"},
};

bool is_number(std::string_view text)
{
    const AmountFault fault = parse_amount(text).fault;
    // Coordinates have more places than money.
    return fault == AmountFault::None || fault == AmountFault::Negative || fault == AmountFault::Places || fault == AmountFault::Overflow;
}

bool is_whole(std::string_view text)
{
    return to_integer(text).has_value();
}

bool is_age(std::string_view text)
{
    const std::size_t dash = text.find('-', 1);
    if (dash == std::string_view::npos)
        return is_whole(text);
    const auto from = to_integer(text.substr(0, dash));
    const auto to = to_integer(text.substr(dash + 1));
    return from && to && *from <= *to;
}

bool is_code(std::string_view text)
{
    return (text.size() == 2 || text.size() == 3) &&
           std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

} // namespace

std::span<const PbField> meta_fields()
{
    return meta;
}

std::span<const PbField> project_fields()
{
    return projects;
}

std::span<const PbField> vote_fields()
{
    return votes;
}

int day_of(std::string_view text)
{
    const auto number = [&](std::size_t at, std::size_t size) {
        int value = 0;
        for (const char c : text.substr(at, size)) {
            if (c < '0' || c > '9')
                return -1;
            value = value * 10 + (c - '0');
        }
        return value;
    };
    if (text.size() == 4)
        return number(0, 4) > 0 ? number(0, 4) * 10000 + 101 : 0;
    if (text.size() != 10 || text[2] != '.' || text[5] != '.')
        return 0;
    const int day = number(0, 2);
    const int month = number(3, 2);
    const int year = number(6, 4);
    constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1 || month < 1 || month > 12 || day < 1)
        return 0;
    const int last = days[static_cast<std::size_t>(month - 1)] + (month == 2 && is_leap(year) ? 1 : 0);
    return day > last ? 0 : year * 10000 + month * 100 + day;
}

bool suits(const PbField& field, std::string_view text)
{
    switch (field.kind) {
    case Text: return true;
    case Whole: return is_whole(text);
    case Number: return is_number(text);
    case Date: return day_of(text) != 0;
    case Flag: return text == "1";
    case Selected: return text.size() == 1 && text[0] >= '0' && text[0] <= '3';
    case Comment: return text.starts_with("#1: ");
    case Code: return is_code(text);
    case Sex: return text == "M" || text == "F" || text == "O";
    case Age: return is_age(text);
    case Method: return text == "internet" || text == "paper";
    }
    return true;
}

} // namespace ogp::budget
