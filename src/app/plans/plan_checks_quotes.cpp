#include "app/plans/plan_checks.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <map>

namespace ogp::app::plan_checks {
namespace {

using Visit = std::function<void(const PlanEntry&, const std::string& field, const Quotation&)>;

void each_quotation_of(const PlanView& plan, const char* language, const Visit& visit)
{
    for (const PlanEntry& entry : plan.entries())
        for (const auto& [field, value] : entry.values.members())
            each_localized(value, [&, &name = field](const Json& text) {
                each_quotation(text.text(language), [&](const Quotation& quotation) { visit(entry, name, quotation); });
            });
}

std::string in_small_letters(std::string_view text)
{
    std::string small(text);
    std::transform(small.begin(), small.end(), small.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return small;
}

/// How a name is written, and where it was first met so.
struct Spelling
{
    std::string text;
    std::string printed;
    const PlanEntry* entry;
    std::string field;
};

} // namespace

void mixed_quotation_marks(const PlanView& plan, CheckReport& report)
{
    std::map<std::string, int> pairs;
    each_quotation_of(plan, "ka", [&](const PlanEntry&, const std::string&, const Quotation& quotation) {
        ++pairs[quotation.begin + "…" + quotation.end];
    });
    if (pairs.size() < 2 || plan.plans().empty())
        return;
    std::vector<std::string> kinds;
    for (const auto& [pair, number] : pairs)
        kinds.push_back(fmt::format("{} ({})", pair, number));
    report.add(*plan.plans().front(), "",
               say("ბრჭყალები რამდენიმენაირია: {}", "quotation marks of several kinds: {}", join(kinds, ", ")));
}

void name_case_differs(const PlanView& plan, CheckReport& report)
{
    std::map<std::string, std::vector<Spelling>> names;
    each_quotation_of(plan, "ka", [&](const PlanEntry& entry, const std::string& field, const Quotation& quotation) {
        const std::string text(trim(quotation.text));
        std::vector<Spelling>& spellings = names[in_small_letters(text)];
        if (std::none_of(spellings.begin(), spellings.end(), [&](const Spelling& known) { return known.text == text; }))
            spellings.push_back({text, quotation.begin + text + quotation.end, &entry, field});
    });
    for (const auto& [name, spellings] : names) {
        if (spellings.size() < 2)
            continue;
        std::vector<std::string> printed;
        for (const Spelling& spelling : spellings)
            printed.push_back(spelling.printed);
        // The first one is how the document introduces the name.
        report.add(*spellings[1].entry, spellings[1].field,
                   say("ერთი სახელი რამდენიმენაირადაა დაწერილი: {}", "one name is written in several ways: {}", join(printed, ", ")));
    }
}

} // namespace ogp::app::plan_checks
