#include "app/plans/plan_check.hpp"

#include "app/plans/plan_checks.hpp"

#include <algorithm>

namespace ogp::app {
namespace {

using namespace plan_checks;

constexpr PlanCheck checks[] = {
    {"impossible_date", Severity::Warning, impossible_dates,
     {"დაბეჭდილი დღე არ არსებობს; როგორ იკითხება", "a printed day that does not exist, with its reading"}, CheckTime::Reading},
    {"date_unknown", Severity::Warning, unknown_dates, {"თარიღი ვერ იკითხება", "a date that cannot be read"}, CheckTime::Reading},
    {"blank_in_date", Severity::Warning, blanks_in_dates, {"თარიღში ცარიელი ადგილია", "a blank inside a date"}},
    {"mixed_date_forms", Severity::Warning, mixed_date_forms,
     {"ვალდებულების თარიღები სხვანაირად არის დაბეჭდილი, ვიდრე უმეტესობა",
      "dates of a commitment printed in another form than most of the plan's"}},
    {"two_digit_year", Severity::Note, two_digit_years, {"წელი ორი ციფრით", "a year of two digits"}},
    {"blank_in_range", Severity::Note, blanks_in_ranges,
     {"ცარიელი ადგილი წლებს შორის ტირის ერთ მხარეს", "a blank on one side of the dash in a range of years"}},
    {"label_in_date", Severity::Note, labels_in_dates,
     {"ვადის წინ სხვა სიტყვებია, ვიდრე სხვა ვალდებულებებში",
      "words before a deadline that differ from those of most commitments"}},

    {"milestone_without_date", Severity::Warning, milestones_without_dates,
     {"ეტაპს აკლია დაწყება ან დასრულება", "a milestone without a start or an end"}},
    {"milestone_before_commitment", Severity::Warning, milestones_before_commitment,
     {"ეტაპი იწყება ვალდებულებამდე", "a milestone that starts before its commitment"}},
    {"milestone_after_commitment", Severity::Warning, milestones_after_commitment,
     {"ეტაპი მთავრდება ვალდებულების შემდეგ", "a milestone that ends after its commitment"}},
    {"after_deadline", Severity::Warning, ends_after_deadline,
     {"ეტაპი ან ვალდებულება მთავრდება ვალდებულების ვადის შემდეგ",
      "a milestone or commitment that ends after the commitment's own deadline"}},
    {"outside_plan", Severity::Warning, milestones_outside_plan,
     {"ეტაპი გეგმის წლებში არ თავსდება", "a milestone outside the years of the plan"}},
    {"ends_in_budget_year", Severity::Warning, ends_in_budget_year,
     {"ეტაპი მთავრდება მას შემდეგ, რაც საბიუჯეტო წელი, რომელსაც გეგმავს, უკვე დაიწყო",
      "a milestone that ends after the budget year it plans has begun"}},
    {"late_but_full", Severity::Warning, late_but_full,
     {"დაგვიანებით დასრულდა, თუმცა შეფასებულია სრულად", "completion after the planned end, assessed as full"}},
    {"updated_after_period", Severity::Note, updates_after_period,
     {"განახლებულია საანგარიშო წლის შემდეგ", "an update after the year that is reported on"}},
    {"rows_not_in_order", Severity::Note, rows_not_in_order,
     {"ეტაპი წინა ეტაპზე ადრე იწყება", "a milestone that starts before the one above it"}},
    {"shared_boundary_day", Severity::Note, shared_boundary_days,
     {"ეტაპი იმ დღეს იწყება, როცა წინა მთავრდება", "a milestone that starts on the day the one above it ends"}},
    {"ends_on_30th", Severity::Note, ends_on_the_30th,
     {"ვალდებულების ყველა ეტაპი 30 რიცხვში მთავრდება, 31-დღიან თვეებშიც",
      "milestones of a commitment that all end on the 30th, in months of 31 days too"}},
    {"same_title_other_dates", Severity::Warning, same_title_other_dates,
     {"ერთი და იმავე სათაურის ეტაპი რამდენიმე ვალდებულებაში, სხვადასხვა თარიღით",
      "the same milestone title in several commitments with different dates"}},

    {"duplicate_registry_number", Severity::Warning, duplicate_registry_numbers,
     {"ერთი საიდენტიფიკაციო კოდი ორ ერთეულს აქვს", "one registry number for two units"}},
    {"implementer_not_in_units", Severity::Warning, implementers_not_in_units,
     {"შემსრულებელი ერთეულების სიაში არ არის", "an implementer that is not in the register of units"}},
    {"unit_name_differs", Severity::Warning, misspelt_unit_names,
     {"შემსრულებლის სახელი თითქმის ისეა დაწერილი, როგორც სიაში", "an implementer's name that is almost that of a unit"}},
    {"unit_not_named", Severity::Warning, units_not_named,
     {"სიაში მყოფ ერთეულს არცერთი ვალდებულება არ ასახელებს", "a registered unit that nothing names"}},

    {"annex_number_differs", Severity::Warning, annex_numbers,
     {"დანართის ნომერი ადგილს არ შეესაბამება ან აკლია", "a number in the annex that contradicts its place or is missing"}},
    {"mixed_numbering", Severity::Note, mixed_numbering,
     {"ვალდებულება სხვანაირად არის დანომრილი", "a commitment numbered in another way than most"}},
    {"annex_title_differs", Severity::Warning, annex_titles,
     {"დანართის სათაური განსხვავდება", "a title in the annex that differs from the section's"}},
    {"annex_title_of_another", Severity::Warning, annex_titles_of_others,
     {"დანართში სხვა ვალდებულების სათაურია", "a title in the annex that is another commitment's"}},

    {"values_not_printed", Severity::Warning, values_not_printed,
     {"OGP ღირებულებები დაბეჭდილი არ არის, სხვა ვალდებულებებში კი არის",
      "OGP values that were not printed, though other commitments have them"}},
    {"field_empty", Severity::Warning, empty_fields,
     {"ველი ცარიელია, სხვა ვალდებულებების უმეტესობას კი აქვს", "a field that is empty, though most other commitments have it"}},
    {"part_missing", Severity::Warning, missing_parts,
     {"გეგმას ვალდებულება არ აქვს ან ვალდებულებას ეტაპი", "a plan without commitments or a commitment without milestones"}},

    {"digits_differ", Severity::Warning, digits_differ,
     {"რიცხვები ქართულად და ინგლისურად განსხვავდება", "numbers that differ between Georgian and English"}},
    {"untranslated", Severity::Warning, untranslated, {"ტექსტი ერთ ენაზეა", "a text in one language only"}},
    {"end_mark_differs", Severity::Note, end_marks_differ,
     {"ბოლო აბზაცი ერთ ენაზე წერტილით მთავრდება, მეორეზე – არა",
      "a last paragraph that ends in a full stop in one language only"}},
    {"repeated_phrase", Severity::Warning, repeated_phrases,
     {"სამი ან მეტი სიტყვა ორჯერ ზედიზედ", "three or more words printed twice in a row"}},
    {"markup_left", Severity::Warning, markup_left,
     {"ტექსტში დარჩენილია ვებგვერდის ნიშნები", "marks of a web page left in a text"}},
    {"mixed_quotation_marks", Severity::Note, mixed_quotation_marks,
     {"ქართულ ტექსტებში ბრჭყალები რამდენიმენაირია", "quotation marks of several kinds in the Georgian texts"}},
    {"name_case_differs", Severity::Note, name_case_differs,
     {"ბრჭყალებში ერთი და იგივე სახელი ხან დიდი ასოებითაა, ხან პატარით",
      "one name in quotation marks, now in capital letters and now in small ones"}},
};

/// What people call the field: the key of the plan file.
std::string_view key_of(std::string_view field)
{
    constexpr std::pair<std::string_view, std::string_view> keys[] = {
        {"implementers_printed", "implementers"}, {"external_implementers", "implementers"}, {"updated_printed", "updated"},
        {"status_printed", "status"},             {"assessment_printed", "assessment"},      {"position", "number"},
    };
    for (const auto& [name, key] : keys)
        if (name == field)
            return key;
    return field;
}

/// A finding with what orders it.
struct Ranked
{
    std::size_t entry;
    std::size_t check;
    Finding finding;
};

class Collector : public CheckReport
{
public:
    explicit Collector(std::span<const PlanEntry> entries) : m_entries(entries), m_plan(entries) {}

    void run(const PlanCheck& check)
    {
        m_check = &check;
        check.run(m_plan, *this);
    }

    void add(const PlanEntry& entry, std::string_view field, Localized message) override
    {
        std::string where = entry.number;
        if (!field.empty())
            where.append(" ").append(key_of(field));
        const auto place = entry.places.find(field);
        m_found.push_back({static_cast<std::size_t>(&entry - m_entries.data()), static_cast<std::size_t>(m_check - checks),
                           {m_check->severity, m_check->code, place != entry.places.end() ? place->second : entry.place,
                            std::move(where), std::move(message)}});
    }

    Findings take()
    {
        std::stable_sort(m_found.begin(), m_found.end(), [](const Ranked& left, const Ranked& right) {
            return std::pair(left.entry, left.check) < std::pair(right.entry, right.check);
        });
        Findings findings;
        for (Ranked& ranked : m_found)
            findings.push_back(std::move(ranked.finding));
        return findings;
    }

private:
    std::span<const PlanEntry> m_entries;
    PlanView m_plan;
    const PlanCheck* m_check = nullptr;
    std::vector<Ranked> m_found;
};

const PlanView::Parts nothing;

} // namespace

PlanView::PlanView(std::span<const PlanEntry> entries) : m_entries(entries)
{
    for (const PlanEntry& entry : entries) {
        m_types[entry.type].push_back(&entry);
        m_parts[entry.type][entry.parent].push_back(&entry);
    }
}

const PlanView::Parts& PlanView::of_type(std::string_view type) const
{
    const auto found = m_types.find(type);
    return found != m_types.end() ? found->second : nothing;
}

const PlanView::Parts& PlanView::parts(std::string_view type, const PlanEntry& parent) const
{
    const auto found = m_parts.find(type);
    if (found == m_parts.end())
        return nothing;
    const auto of_parent = found->second.find(parent.number);
    return of_parent != found->second.end() ? of_parent->second : nothing;
}

std::span<const PlanCheck> all_plan_checks()
{
    return checks;
}

Findings check_plan(std::span<const PlanEntry> entries, CheckTime time)
{
    Collector collector(entries);
    for (const PlanCheck& check : checks)
        if (time == CheckTime::Asking || check.time == time)
            collector.run(check);
    return collector.take();
}

} // namespace ogp::app
