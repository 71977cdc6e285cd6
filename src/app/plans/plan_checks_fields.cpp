#include "app/cases/values.hpp"
#include "app/plans/plan_checks.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <map>

namespace ogp::app::plan_checks {
namespace {

/// How a commitment's number is printed.
enum class Form { Arabic, Roman, Signed, Other };

struct PrintedNumber
{
    long long value = 0; ///< 0 where it is not one number
    Form form = Form::Other;
};

/// "3", "III", "N3", "№ 3"; other texts are no one number.
PrintedNumber printed_number(std::string_view text)
{
    Form form = Form::Arabic;
    for (const std::string_view sign : {std::string_view("N"), std::string_view("№"), std::string_view("#")})
        if (text.starts_with(sign)) {
            text.remove_prefix(sign.size());
            form = Form::Signed;
        }
    for (const std::string_view sign : {std::string_view("°"), std::string_view("o ")})
        if (form == Form::Signed && text.starts_with(sign))
            text.remove_prefix(sign.size());
    text = trim(text);
    if (const auto number = to_integer(text); number && *number > 0)
        return {*number, form};
    constexpr long long largest = 100;
    constexpr std::pair<int, std::string_view> steps[] = {{100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"},
                                                          {9, "IX"},  {5, "V"},   {4, "IV"}, {1, "I"}};
    for (long long value = 1; value <= largest; ++value) {
        std::string roman;
        long long rest = value;
        for (const auto& [worth, letters] : steps)
            for (; rest >= worth; rest -= worth)
                roman += letters;
        if (roman == text)
            return {value, form == Form::Signed ? Form::Signed : Form::Roman};
    }
    return {};
}

/// Whether enough other commitments state something that one does not: two at least, and more than half of them.
bool others_have(std::size_t having, const PlanView& plan)
{
    return having >= 2 && having * 2 > plan.commitments().size() - 1;
}

bool states(const PlanView& plan, const PlanEntry& commitment, std::string_view field)
{
    if (field == "indicators")
        return !plan.indicators_of(commitment).empty();
    if (field == "implementers")
        return !commitment.values.text("lead").empty() || commitment.values["implementers"].size() > 0 ||
               commitment.values["external_implementers"].size() > 0 || commitment.values["implementers_printed"].size() > 0;
    return commitment.values.find(field) != nullptr && !commitment.values[field].is_null();
}

std::size_t number_stating(const PlanView& plan, std::string_view field)
{
    return static_cast<std::size_t>(
        std::count_if(plan.commitments().begin(), plan.commitments().end(),
                      [&](const PlanEntry* commitment) { return states(plan, *commitment, field); }));
}

constexpr std::pair<const char*, const char*> value_fields[] = {{"value_transparency", "transparency_access"},
                                                                {"value_accountability", "accountability"},
                                                                {"value_participation", "civic_participation"},
                                                                {"value_technology", "technology_innovation"}};

void compare_forms(const PlanView& plan, const char* field, CheckReport& report)
{
    std::map<Form, int> number;
    std::string usual_example;
    const auto form_of = [&](const PlanEntry& commitment) { return printed_number(commitment.values.text(field)).form; };
    for (const PlanEntry* commitment : plan.commitments())
        if (!commitment->values.text(field).empty())
            ++number[form_of(*commitment)];
    const auto usual = std::max_element(number.begin(), number.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    if (usual == number.end() || usual->second < 2)
        return;
    for (const PlanEntry* commitment : plan.commitments())
        if (usual_example.empty() && !commitment->values.text(field).empty() && form_of(*commitment) == usual->first)
            usual_example = commitment->values.text(field);
    for (const PlanEntry* commitment : plan.commitments())
        if (const std::string& printed = commitment->values.text(field); !printed.empty() && form_of(*commitment) != usual->first)
            report.add(*commitment, field,
                       say("დანომრილია „{}“, უმეტესობა კი ასე: „{}“", "numbered \"{}\", most others like \"{}\"", printed,
                           usual_example));
}

} // namespace

void annex_numbers(const PlanView& plan, CheckReport& report)
{
    const bool others = others_have(number_stating(plan, "number_in_annex"), plan);
    for (const PlanEntry* commitment : plan.commitments()) {
        const std::string& printed = commitment->values.text("number_in_annex");
        const PrintedNumber annex = printed_number(printed);
        const PrintedNumber own = printed_number(commitment->number);
        if (printed.empty() && others)
            report.add(*commitment, "number_in_annex",
                       {"დანართში ნომერი არ არის, სხვა ვალდებულებებს კი აქვს", "no number in the annex, though others have one"});
        else if (annex.value != 0 && own.value != 0 && annex.value != own.value)
            report.add(*commitment, "number_in_annex",
                       say("დანართში ნომერია „{}“, ვალდებულება კი არის {}", "the number in the annex is \"{}\", but this is {}", printed,
                           commitment->number));
    }
}

void mixed_numbering(const PlanView& plan, CheckReport& report)
{
    compare_forms(plan, "number_in_section", report);
    compare_forms(plan, "number_in_annex", report);
}

void annex_titles(const PlanView& plan, CheckReport& report)
{
    for (const PlanEntry* commitment : plan.commitments()) {
        const Json* annex = commitment->values.find("title_in_annex");
        if (annex == nullptr || same_text(*annex, commitment->values["title"]))
            continue;
        report.add(*commitment, "title_in_annex",
                   say("დანართის სათაური განსხვავდება: „{}“", "the title in the annex differs: {}",
                       localized_of(*annex).in(Language::Ka)));
    }
}

void annex_titles_of_others(const PlanView& plan, CheckReport& report)
{
    std::map<std::string, const PlanEntry*> first; ///< of the titles before
    const auto key_of = [](const Json& title) { return comparable(localized_of(title).in(Language::Ka)); };
    for (const PlanEntry* commitment : plan.commitments())
        if (const Json* title = commitment->values.find("title"))
            first.emplace(key_of(*title), commitment);
    for (const PlanEntry* commitment : plan.commitments()) {
        const Json* annex = commitment->values.find("title_in_annex");
        if (annex == nullptr)
            continue;
        const PlanEntry* owner = first.emplace(key_of(*annex), commitment).first->second;
        if (owner != commitment && !same_text(*annex, commitment->values["title"]))
            report.add(*commitment, "title_in_annex",
                       say("დანართში ვალდებულების {} სათაურია", "the title in the annex is that of commitment {}", owner->number));
    }
}

void values_not_printed(const PlanView& plan, CheckReport& report)
{
    const auto missing_in = [](const PlanEntry& commitment) {
        std::set<std::string> missing;
        for (const auto& [field, key] : value_fields)
            if (commitment.values.find(field) == nullptr || commitment.values[field].is_null())
                missing.insert(key);
        return missing;
    };
    const bool any = std::any_of(plan.commitments().begin(), plan.commitments().end(), [&](const PlanEntry* commitment) {
        return missing_in(*commitment).size() < std::size(value_fields);
    });
    for (const PlanEntry* commitment : plan.commitments())
        if (const auto missing = missing_in(*commitment); any && !missing.empty())
            report.add(*commitment, "ogp_values",
                       missing.size() == std::size(value_fields)
                           ? Localized("OGP ღირებულებები წყაროში დაბეჭდილი არ არის: უცნობია და არა უარყოფითი",
                                       "the OGP values are not printed in the source: unknown, not false")
                           : say("წყაროში დაბეჭდილი არ არის: {}; უცნობია და არა უარყოფითი",
                                 "not printed in the source: {}; unknown, not false", listed(missing)));
}

void empty_fields(const PlanView& plan, CheckReport& report)
{
    for (const char* field : {"deadline", "context", "content", "positive_effect", "implementers", "status_quo",
                              "main_goal", "risks", "indicators"}) {
        if (!others_have(number_stating(plan, field), plan))
            continue;
        for (const PlanEntry* commitment : plan.commitments())
            if (!states(plan, *commitment, field))
                report.add(*commitment, field,
                           {"ველი ცარიელია, სხვა ვალდებულებების უმეტესობას კი აქვს", "the field is empty, though most other commitments have it"});
    }
}

void missing_parts(const PlanView& plan, CheckReport& report)
{
    if (plan.commitments().empty())
        for (const PlanEntry* one : plan.plans())
            report.add(*one, "", {"გეგმას ვალდებულება არ აქვს", "the plan has no commitments"});
    for (const PlanEntry* commitment : plan.commitments())
        if (plan.milestones_of(*commitment).empty())
            report.add(*commitment, "", {"ვალდებულებას ეტაპი არ აქვს", "the commitment has no milestones"});
}

} // namespace ogp::app::plan_checks
