#include "app/plans/plan_checks.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace ogp::app::plan_checks {
namespace {

constexpr std::array<std::string_view, 12> quotation_marks{"\"", "'", "„", "“", "”", "«", "»", "‘", "’", "‚", "`", "″"};

/// The quotation mark that the text begins with, or "".
std::string_view mark_at(std::string_view text)
{
    for (const std::string_view mark : quotation_marks)
        if (text.starts_with(mark))
            return mark;
    return {};
}

/// Bytes of the character that the text begins with.
std::size_t character_size(std::string_view text)
{
    std::size_t size = 1;
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U)
        ++size;
    return size;
}

bool is_date_value(const Json& value)
{
    const Json* precision = value.find("precision");
    const Json* day = value.find("value");
    if (precision == nullptr || day == nullptr || !precision->is_text())
        return false;
    for (const auto& [key, member] : value.members())
        if (key != "printed" && key != "value" && key != "precision" && key != "impossible")
            return false;
    if (day->is_null())
        return !value["printed"].is_null();
    const auto parsed = day->is_text() ? model::PrintedDate::parse(day->as_text()) : std::nullopt;
    return parsed && model::code(parsed->precision()) == precision->as_text();
}

} // namespace

std::optional<model::PrintedDate> printed_date(const Json& value)
{
    return is_date_value(value) ? std::optional(model::PrintedDate::from_json(value)) : std::nullopt;
}

void each_localized(const Json& value, const std::function<void(const Json&)>& visit)
{
    if (value.is_array()) {
        for (const Json& item : value.items())
            each_localized(item, visit);
        return;
    }
    if (!value.is_object() || value.find("precision") != nullptr)
        return;
    if (value["ka"].is_text() || value["en"].is_text())
        visit(value);
    for (const auto& [key, member] : value.members())
        each_localized(member, visit);
}

std::string comparable(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        const std::string_view mark = mark_at(text);
        const std::size_t size = !mark.empty() ? mark.size() : character_size(text);
        const std::string_view character = text.substr(0, size);
        text.remove_prefix(size);
        if (!mark.empty() || character == "(" || character == ")")
            continue;
        if (character == "–" || character == "—")
            out += '-';
        else if (character == "\u00a0" || character == " " || character == "\t" || character == "\n")
            out += out.empty() || out.back() == ' ' ? "" : " ";
        else if (size == 1 && character[0] >= 'A' && character[0] <= 'Z')
            out += static_cast<char>(character[0] - 'A' + 'a');
        else
            out += character;
    }
    while (!out.empty() && std::string_view(" .;:,").find(out.back()) != std::string_view::npos)
        out.pop_back();
    return out;
}

bool same_text(const Json& left, const Json& right)
{
    for (const char* language : {"ka", "en"})
        if (!left.text(language).empty() && !right.text(language).empty())
            return comparable(left.text(language)) == comparable(right.text(language));
    return true;
}

void each_quotation(std::string_view text, const std::function<void(const Quotation&)>& visit)
{
    std::optional<Quotation> open;
    while (!text.empty()) {
        const std::string_view mark = mark_at(text);
        const bool quote = !mark.empty() && mark != "'" && mark != "’" && mark != "‘" && mark != "`" && mark != "″";
        const std::size_t size = quote ? mark.size() : character_size(text);
        if (quote && open) {
            open->end = std::string(mark);
            visit(*open);
            open.reset();
        } else if (quote) {
            open = Quotation{std::string(mark), {}, {}};
        } else if (open) {
            open->text.append(text.substr(0, size));
        }
        text.remove_prefix(size);
    }
}

std::set<std::string> quoted_parts(std::string_view text)
{
    std::set<std::string> parts;
    each_quotation(text, [&](const Quotation& quotation) { parts.insert(quotation.text); });
    return parts;
}

std::string listed(const std::set<std::string>& words)
{
    return join(std::vector<std::string>(words.begin(), words.end()), ", ");
}

} // namespace ogp::app::plan_checks
