#include "workflow/checked_value.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {
namespace {

/// What an event can carry (ledger/event_bytes.hpp); a longer text is a file.
constexpr std::size_t max_text_bytes = 8'192;

std::size_t characters(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

} // namespace

CheckedValue bad(Localized problem)
{
    return {Json(), std::move(problem)};
}

CheckedValue good(Json value)
{
    return {std::move(value), std::nullopt};
}

CheckedValue wrong_shape(const char* ka, const char* en)
{
    return bad({fmt::format("მოსალოდნელია {}", ka), fmt::format("expected {}", en)});
}

CheckedValue within_bounds(const Field& field, Decimal number)
{
    if (field.min && number < Decimal::from_integer(*field.min).value_or(number))
        return bad(say("{} ნაკლებია უმცირესზე, {}", "{} is less than the least, {}", number.text(), *field.min));
    if (field.max && number > Decimal::from_integer(*field.max).value_or(number))
        return bad(say("{} მეტია უდიდესზე, {}", "{} is more than the most, {}", number.text(), *field.max));
    return good(Json());
}

std::string shown(std::string_view word)
{
    return printable(shorten(word, 40));
}

CheckedValue normal_text(const std::string& raw)
{
    if (raw.size() > max_text_bytes)
        return bad(say("ტექსტი {0} ბაიტზე გრძელია", "the text is longer than {0} bytes", max_text_bytes));
    if (!is_utf8(raw))
        return bad(Localized("ტექსტი არ არის სწორი UTF-8", "the text is not valid UTF-8"));
    std::string text;
    for (std::string_view rest = raw; !rest.empty();) {
        const std::size_t turn = rest.find("\r\n");
        text += rest.substr(0, turn);
        rest.remove_prefix(std::min(turn, rest.size() - 1) + 1);
    }
    if (has_control_characters(text))
        return bad(say("ტექსტში უხილავი მმართველი სიმბოლოა: {}", "the text has a control character: {}",
                       printable(shorten(text, 60))));
    text = to_nfc(trim(text));
    // Composition may lengthen a text by a few bytes.
    if (text.size() > max_text_bytes)
        return bad(say("ტექსტი {0} ბაიტზე გრძელია", "the text is longer than {0} bytes", max_text_bytes));
    return good(Json(std::move(text)));
}

CheckedValue within_length(const Field& field, CheckedValue checked)
{
    const auto length = static_cast<std::int64_t>(characters(checked.value.as_text()));
    if (field.min && length < *field.min)
        return bad(say("ტექსტში სულ მცირე {} სიმბოლო უნდა იყოს, არის {}", "the text needs at least {} characters, it has {}",
                       *field.min, length));
    if (field.max && length > *field.max)
        return bad(say("ტექსტში არაუმეტეს {} სიმბოლო უნდა იყოს, არის {}", "the text may have at most {} characters, it has {}",
                       *field.max, length));
    return checked;
}

} // namespace ogp::workflow
