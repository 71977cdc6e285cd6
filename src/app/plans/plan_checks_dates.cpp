#include "app/cases/values.hpp"
#include "app/plans/plan_checks.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <map>

namespace ogp::app::plan_checks {
namespace {

/// The groups of digits of a text that is nothing but digits and `separator`, blanks left out; else none.
std::vector<std::string> digit_groups(std::string_view text, char separator)
{
    std::string dense;
    for (const char c : text)
        if (c != ' ')
            dense += c;
    std::vector<std::string> groups;
    for (const std::string_view group : split(dense, separator)) {
        if (group.empty() || group.size() > 4 || group.find_first_not_of("0123456789") != std::string_view::npos)
            return {};
        groups.emplace_back(group);
    }
    return groups;
}

/// "DD.MM.YYYY", "MM.YYYY", ...; "" for words.
std::string form_of(std::string_view printed)
{
    const auto groups = digit_groups(printed, '.');
    std::string form;
    for (const std::string& group : groups)
        form += group.size() <= 2 ? '2' : '4';
    if (form == "224")
        return "DD.MM.YYYY";
    if (form == "222")
        return "DD.MM.YY";
    if (form == "24")
        return "MM.YYYY";
    return form == "4" ? "YYYY" : "";
}

/// What was printed, in Georgian where there are both.
std::string printed_text(const model::PrintedDate& date)
{
    return localized_of(date.printed()).in(Language::Ka);
}

/// Days of the month of "31.04.2019" or "2019-04-31", whether or not that day exists; 0 where it is not known.
int days_meant(const std::string& printed)
{
    auto groups = digit_groups(printed, '.');
    if (groups.size() != 3) {
        groups = digit_groups(printed, '-');
        std::reverse(groups.begin(), groups.end());
    }
    if (groups.size() != 3 || groups[2].size() != 4)
        return 0;
    const auto month = static_cast<int>(*to_integer(groups[1]));
    return month >= 1 && month <= 12 ? days_in_month(static_cast<int>(*to_integer(groups[2])), month) : 0;
}

template <class Visit>
void each_date(const PlanView& plan, Visit visit)
{
    for (const PlanEntry& entry : plan.entries())
        for (const auto& [field, value] : entry.values.members())
            if (const auto date = printed_date(value))
                visit(entry, field, *date);
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/// Dates such as 31.07.18 within a text.
void two_digit_dates(std::string_view text, std::set<std::string>& found)
{
    constexpr std::size_t length = 8;
    for (std::size_t i = 0; i + length <= text.size(); ++i) {
        const std::string_view piece = text.substr(i, length);
        const bool shape = is_digit(piece[0]) && is_digit(piece[1]) && piece[2] == '.' && is_digit(piece[3]) && is_digit(piece[4]) &&
                           piece[5] == '.' && is_digit(piece[6]) && is_digit(piece[7]);
        const bool alone = (i == 0 || (!is_digit(text[i - 1]) && text[i - 1] != '.')) &&
                           (i + length == text.size() || !is_digit(text[i + length])) &&
                           !(i + length + 1 < text.size() && text[i + length] == '.' && is_digit(text[i + length + 1]));
        if (shape && alone && *to_integer(piece.substr(0, 2)) <= 31 && *to_integer(piece.substr(3, 2)) <= 12)
            found.emplace(piece);
    }
}

/// Every text within a value, at any depth.
void each_text(const Json& value, const std::function<void(const std::string&)>& visit)
{
    if (value.is_text())
        visit(value.as_text());
    else if (value.is_array())
        for (const Json& item : value.items())
            each_text(item, visit);
    else if (value.is_object())
        for (const auto& [key, member] : value.members())
            each_text(member, visit);
}

/// "2019- 2020" within a text: years with a blank on one side of the dash.
void one_sided_ranges(std::string_view text, std::set<std::string>& found)
{
    for (std::size_t i = 4; i + 5 < text.size(); ++i) {
        const auto year_at = [&](std::size_t at) {
            return at + 4 <= text.size() && std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at),
                                                        text.begin() + static_cast<std::ptrdiff_t>(at + 4), is_digit);
        };
        std::string_view dash;
        for (const std::string_view one : {std::string_view("-"), std::string_view("–"), std::string_view("—")}) {
            const std::size_t before = text[i] == ' ' ? 1 : 0;
            if (text.substr(i + before).starts_with(one))
                dash = one;
        }
        if (dash.empty() || !year_at(i - 4))
            continue;
        const bool before = text[i] == ' ';
        const std::size_t after = i + (before ? 1 : 0) + dash.size();
        const bool blank = after < text.size() && text[after] == ' ';
        const std::size_t second = after + (blank ? 1 : 0);
        if (before != blank && year_at(second))
            found.emplace(text.substr(i - 4, second + 8 - i));
    }
}

/// The most usual of some words: the first of those that are equally usual.
std::string most_usual(const std::vector<std::string>& words)
{
    std::map<std::string, std::ptrdiff_t> number;
    for (const std::string& word : words)
        ++number[word];
    const auto most = std::max_element(words.begin(), words.end(),
                                       [&](const std::string& a, const std::string& b) { return number[a] < number[b]; });
    return most != words.end() ? *most : std::string();
}

/// The forms that the windows of a commitment's milestones are printed in.
std::vector<std::string> window_forms(const PlanView& plan, const PlanEntry& commitment)
{
    std::vector<std::string> forms;
    for (const PlanEntry* milestone : plan.milestones_of(commitment))
        for (const char* field : {"start", "end"})
            if (const auto date = printed_date(milestone->values[field]); date && !date->printed().is_null())
                if (std::string form = form_of(printed_text(*date)); !form.empty())
                    forms.push_back(std::move(form));
    return forms;
}

} // namespace

void impossible_dates(const PlanView& plan, CheckReport& report)
{
    each_date(plan, [&](const PlanEntry& entry, const std::string& field, const model::PrintedDate& date) {
        if (!date.impossible())
            return;
        const std::string printed = printed_text(date);
        const int days = days_meant(printed);
        report.add(entry, field,
                   days > 0 ? say("{}: ასეთი დღე არ არსებობს, თვეში {} დღეა; იკითხება როგორც {}",
                                  "{}: there is no such day, the month has {} days; read as {}", printed, days, date.value())
                            : say("{}: ასეთი დღე არ არსებობს; იკითხება როგორც {}", "{}: there is no such day; read as {}", printed,
                                  date.value()));
    });
}

void unknown_dates(const PlanView& plan, CheckReport& report)
{
    each_date(plan, [&](const PlanEntry& entry, const std::string& field, const model::PrintedDate& date) {
        if (!date.known())
            report.add(entry, field,
                       say("„{}“: თარიღი ვერ იკითხება; რჩება უცნობად", "\"{}\": the date cannot be read; it stays unknown",
                           printed_text(date)));
    });
}

void blanks_in_dates(const PlanView& plan, CheckReport& report)
{
    each_date(plan, [&](const PlanEntry& entry, const std::string& field, const model::PrintedDate& date) {
        const std::string printed = printed_text(date);
        if (printed.find(' ') != std::string::npos && !form_of(printed).empty())
            report.add(entry, field, say("„{}“: თარიღში ცარიელი ადგილია", "\"{}\": there is a blank inside the date", printed));
    });
}

void mixed_date_forms(const PlanView& plan, CheckReport& report)
{
    std::vector<std::string> all;
    for (const PlanEntry* commitment : plan.commitments())
        for (std::string& form : window_forms(plan, *commitment))
            all.push_back(std::move(form));
    const std::string usual = most_usual(all);
    for (const PlanEntry* commitment : plan.commitments()) {
        std::set<std::string> other;
        for (std::string& form : window_forms(plan, *commitment))
            if (form != usual)
                other.insert(std::move(form));
        if (!other.empty())
            report.add(*commitment, "",
                       say("ეტაპების თარიღები დაბეჭდილია როგორც {}, გეგმაში უმეტესად კი {}",
                           "dates of milestones are printed as {}, most of the plan's as {}", listed(other), usual));
    }
}

void two_digit_years(const PlanView& plan, CheckReport& report)
{
    for (const PlanEntry& entry : plan.entries())
        for (const auto& [field, value] : entry.values.members()) {
            std::set<std::string> found;
            each_text(value, [&](const std::string& text) { two_digit_dates(text, found); });
            if (!found.empty())
                report.add(entry, field, say("წელი ორი ციფრით: {}", "a year of two digits: {}", listed(found)));
        }
}

void blanks_in_ranges(const PlanView& plan, CheckReport& report)
{
    for (const PlanEntry& entry : plan.entries())
        for (const auto& [field, value] : entry.values.members()) {
            std::set<std::string> found;
            each_text(value, [&](const std::string& text) { one_sided_ranges(text, found); });
            if (!found.empty())
                report.add(entry, field,
                           say("„{}“: ცარიელი ადგილი ტირის მხოლოდ ერთ მხარესაა", "\"{}\": a blank on one side of the dash only",
                               listed(found)));
        }
}

void labels_in_dates(const PlanView& plan, CheckReport& report)
{
    const auto label_of = [](const PlanEntry& commitment) {
        const auto date = printed_date(commitment.values["deadline"]);
        const std::string printed = date ? printed_text(*date) : std::string();
        return std::string(trim(printed.substr(0, printed.find_first_of("0123456789"))));
    };
    std::vector<std::string> labels;
    for (const PlanEntry* commitment : plan.commitments())
        if (std::string label = label_of(*commitment); !label.empty())
            labels.push_back(std::move(label));
    const std::string usual = most_usual(labels);
    if (std::count(labels.begin(), labels.end(), usual) < 2)
        return;
    for (const PlanEntry* commitment : plan.commitments())
        if (const std::string label = label_of(*commitment); !label.empty() && label != usual)
            report.add(*commitment, "deadline",
                       say("დაბეჭდილია „{}“, უმეტესად კი „{}“", "printed is \"{}\", mostly it is \"{}\"", label, usual));
}

} // namespace ogp::app::plan_checks
