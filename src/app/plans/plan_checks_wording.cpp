#include "app/plans/plan_checks.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <iterator>

namespace ogp::app::plan_checks {
namespace {

/// Visits each field of each entry with the texts in it.
template <class Visit>
void each_field(const PlanView& plan, Visit visit)
{
    for (const PlanEntry& entry : plan.entries())
        for (const auto& [field, value] : entry.values.members())
            visit(entry, field, value);
}

/// Where "1." or "2)" ends that a text begins with as an entry of a list; 0 where it does not.
std::size_t list_number_size(std::string_view text)
{
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const bool marked = digits > 0 && digits <= 2 && digits + 1 < text.size() && (text[digits] == '.' || text[digits] == ')') &&
                        text[digits + 1] == ' ';
    return marked ? digits + 1 : 0;
}

std::set<std::string> numbers_in(std::string_view text)
{
    std::set<std::string> numbers;
    std::string number;
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            number += c;
        } else if (!number.empty()) {
            numbers.insert(std::move(number));
            number.clear();
        }
    }
    if (!number.empty())
        numbers.insert(std::move(number));
    return numbers;
}

std::set<std::string> without(const std::set<std::string>& all, const std::set<std::string>& some)
{
    std::set<std::string> rest;
    std::set_difference(all.begin(), all.end(), some.begin(), some.end(), std::inserter(rest, rest.end()));
    return rest;
}

bool in_language(const Json& text, const char* language)
{
    // A mapping {printed, en} gives what was printed and its translation.
    return !text.text(language).empty() || (std::string_view(language) == "ka" && text.find("printed") != nullptr);
}

std::vector<std::string_view> words_of_text(std::string_view text)
{
    std::vector<std::string_view> words;
    std::size_t at = 0;
    while ((at = text.find_first_not_of(" \t\n", at)) != std::string_view::npos) {
        const std::size_t end = std::min(text.find_first_of(" \t\n", at), text.size());
        words.push_back(text.substr(at, end - at));
        at = end;
    }
    return words;
}

/// The first phrase of three to twelve words that stands twice in a row, or "".
std::string repeated_in(std::string_view text)
{
    constexpr std::size_t shortest = 3;
    constexpr std::size_t longest = 12;
    const auto words = words_of_text(text);
    for (std::size_t i = 0; i < words.size(); ++i)
        for (std::size_t length = shortest; length <= longest && i + 2 * length <= words.size(); ++length) {
            const auto first = words.begin() + static_cast<std::ptrdiff_t>(i);
            const auto second = first + static_cast<std::ptrdiff_t>(length);
            if (std::equal(first, second, second))
                return join(std::vector<std::string>(first, second), " ");
        }
    return {};
}

/// A mark of HTML or Markdown, or the message of a broken form, or "".
std::string markup_in(std::string_view text)
{
    for (const std::string_view mark :
         {std::string_view("<p>"), std::string_view("</p>"), std::string_view("<p "), std::string_view("<br"), std::string_view("<ul"),
          std::string_view("</ul>"), std::string_view("<li"), std::string_view("</li>"), std::string_view("<span"),
          std::string_view("</span>"), std::string_view("<div"), std::string_view("</div>"), std::string_view("<td"),
          std::string_view("&nbsp;"), std::string_view("**"), std::string_view("Error!!!")})
        if (text.find(mark) != std::string_view::npos)
            return std::string(mark);
    return {};
}

bool ends_a_sentence(std::string_view text)
{
    text = trim(text);
    for (const std::string_view mark : {std::string_view("."), std::string_view("!"), std::string_view("?"), std::string_view(";"),
                                        std::string_view(":"), std::string_view("…"), std::string_view(".“"), std::string_view(".\""),
                                        std::string_view(".)"), std::string_view(".”")})
        if (text.ends_with(mark))
            return true;
    return false;
}

} // namespace

void digits_differ(const PlanView& plan, CheckReport& report)
{
    constexpr std::size_t shown = 40;
    each_field(plan, [&](const PlanEntry& entry, const std::string& field, const Json& value) {
        std::set<std::string> only_ka;
        std::set<std::string> only_en;
        std::string beginning;
        each_localized(value, [&](const Json& text) {
            std::string_view ka_text = text.text("ka");
            std::string_view en_text = text.text("en");
            if (ka_text.empty() || en_text.empty())
                return;
            // Georgian lists are often printed without the numbers that a translation gives their entries.
            const std::size_t ka_number = list_number_size(ka_text);
            const std::size_t en_number = list_number_size(en_text);
            if ((ka_number == 0) != (en_number == 0)) {
                ka_text.remove_prefix(ka_number);
                en_text.remove_prefix(en_number);
            }
            const auto ka = numbers_in(ka_text);
            const auto en = numbers_in(en_text);
            if (ka != en && beginning.empty())
                beginning = shorten(ka_text, shown);
            only_ka.merge(without(ka, en));
            only_en.merge(without(en, ka));
        });
        if (only_ka.empty() && only_en.empty())
            return;
        const auto or_none = [](const std::set<std::string>& numbers) { return numbers.empty() ? std::string("–") : listed(numbers); };
        report.add(entry, field,
                   say("მხოლოდ ქართულად: {}; მხოლოდ ინგლისურად: {}; პირველად აქ: „{}“",
                       "only in Georgian: {}; only in English: {}; first in \"{}\"", or_none(only_ka), or_none(only_en), beginning));
    });
}

void untranslated(const PlanView& plan, CheckReport& report)
{
    std::size_t texts[2] = {0, 0};
    each_field(plan, [&](const PlanEntry&, const std::string&, const Json& value) {
        each_localized(value, [&](const Json& text) {
            texts[0] += in_language(text, "ka") ? 1U : 0U;
            texts[1] += in_language(text, "en") ? 1U : 0U;
        });
    });
    const Localized no_georgian{"ქართულად არ არის", "there is no Georgian text"};
    const Localized no_english{"ინგლისურად არ არის", "there is no English text"};
    // A plan that is wholly in one language is said once.
    if (texts[0] == 0 || texts[1] == 0) {
        if (!plan.plans().empty() && texts[0] + texts[1] > 0)
            report.add(*plan.plans().front(), "", texts[0] == 0 ? Localized("გეგმა მხოლოდ ინგლისურადაა", "the plan is in English only")
                                                                : Localized("გეგმა მხოლოდ ქართულადაა", "the plan is in Georgian only"));
        return;
    }
    each_field(plan, [&](const PlanEntry& entry, const std::string& field, const Json& value) {
        bool ka = true;
        bool en = true;
        each_localized(value, [&](const Json& text) {
            ka = ka && in_language(text, "ka");
            en = en && in_language(text, "en");
        });
        if (!ka)
            report.add(entry, field, no_georgian);
        if (!en)
            report.add(entry, field, no_english);
    });
}

void end_marks_differ(const PlanView& plan, CheckReport& report)
{
    for (const PlanEntry* commitment : plan.commitments())
        for (const char* field : {"context", "content", "positive_effect", "status_quo", "main_goal", "progress"}) {
            const Json& paragraphs = commitment->values[field];
            if (!paragraphs.is_array() || paragraphs.items().empty())
                continue;
            const Json& last = paragraphs.items().back();
            if (last.text("ka").empty() || last.text("en").empty())
                continue;
            const bool ka = ends_a_sentence(last.text("ka"));
            if (ka == ends_a_sentence(last.text("en")))
                continue;
            report.add(*commitment, field,
                       ka ? Localized("ბოლო აბზაცს ინგლისურად წერტილი აკლია", "the last paragraph lacks its full stop in English")
                          : Localized("ბოლო აბზაცს ქართულად წერტილი აკლია", "the last paragraph lacks its full stop in Georgian"));
        }
}

void repeated_phrases(const PlanView& plan, CheckReport& report)
{
    each_field(plan, [&](const PlanEntry& entry, const std::string& field, const Json& value) {
        std::set<std::string> found;
        each_localized(value, [&](const Json& text) {
            found.insert(repeated_in(text.text("ka")));
            found.insert(repeated_in(text.text("en")));
        });
        found.erase("");
        if (!found.empty())
            report.add(entry, field, say("ორჯერ ზედიზედ: „{}“", "printed twice in a row: \"{}\"", listed(found)));
    });
}

void markup_left(const PlanView& plan, CheckReport& report)
{
    each_field(plan, [&](const PlanEntry& entry, const std::string& field, const Json& value) {
        std::set<std::string> found;
        each_localized(value, [&](const Json& text) {
            found.insert(markup_in(text.text("ka")));
            found.insert(markup_in(text.text("en")));
        });
        found.erase("");
        if (!found.empty())
            report.add(entry, field, say("ტექსტში დარჩენილია {}", "{} is left in the text", listed(found)));
    });
}

} // namespace ogp::app::plan_checks
