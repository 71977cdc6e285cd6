#include "ledger/event_limits.hpp"

#include "base/text.hpp"
#include "ledger/event_bytes.hpp"
#include "ledger/event_keys.hpp"

#include <algorithm>

namespace ogp::ledger {
namespace {

constexpr std::int64_t max_integer = 9'007'199'254'740'991; // 2^53 - 1
constexpr Instant first_instant = Instant::from_milliseconds(-62'135'596'800'000);
constexpr Instant last_instant = Instant::from_milliseconds(253'402'300'799'999);

bool is_key(std::string_view word)
{
    const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto part = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-'; };
    return !word.empty() && word.size() <= max_event_text && letter(word.front()) &&
           std::all_of(word.begin(), word.end(), part);
}

} // namespace

void check_text(std::string_view where, std::string_view text)
{
    if (text.size() > max_event_text) {
        throw invalid_event(say("ველში „{}“ ტექსტი {} ბაიტზე გრძელია", "the text in \"{}\" is longer than {} bytes",
                                where, max_event_text),
                            {"გრძელი ტექსტი ფაილად დაურთეთ", "attach a long text as a file"});
    }
    const auto plain = [](char c) { return (c >= 0x20 && c < 0x7f) || c == '\n' || c == '\t'; };
    if (std::all_of(text.begin(), text.end(), plain)) {
        return;
    }
    if (!is_utf8(text)) {
        throw invalid_event(say("ველში „{}“ ტექსტი UTF-8 არ არის", "the text in \"{}\" is not UTF-8", where));
    }
    if (has_control_characters(text)) {
        throw invalid_event(say("ველში „{}“ მართვის სიმბოლოა", "there is a control character in \"{}\"", where));
    }
    if (!is_nfc(text)) {
        throw invalid_event(
            say("ველში „{}“ ტექსტი NFC სახით არ არის", "the text in \"{}\" is not in the normal form NFC", where));
    }
}

void check_key(std::string_view word)
{
    if (!is_key(word)) {
        throw invalid_event(say("„{}“ ველის სახელად არ გამოდგება", "\"{}\" cannot be the name of a field",
                                shorten(printable(word), 100)),
                            {"სახელი: პატარა ლათინური ასოები, ციფრები და _ . -", "names have small letters, digits and _ . -"});
    }
}

void check_integer(std::string_view where, std::int64_t value)
{
    if (value > max_integer || value < -max_integer) {
        throw invalid_event(say("ველში „{}“ რიცხვი ძალიან დიდია", "the number in \"{}\" is too large", where));
    }
}

void check_value(std::string_view where, const Json& value, int depth)
{
    if (value.is_text()) {
        check_text(where, value.as_text());
    } else if (value.is_integer()) {
        check_integer(where, value.as_integer());
    } else if (value.is_array() || value.is_object()) {
        if (depth > max_event_depth) {
            throw invalid_event(
                say("ველში „{}“ {}-ზე მეტი დონეა", "\"{}\" is nested deeper than {} levels", where, max_event_depth));
        }
        if (value.is_array()) {
            for (const Json& element : value.items()) {
                check_value(where, element, depth + 1);
            }
            return;
        }
        for (const auto& [key, member] : value.members()) {
            check_key(key);
            check_value(key, member, depth + 1);
        }
    }
}

void check_instant(std::string_view where, Instant instant)
{
    if (instant < first_instant || instant > last_instant) {
        throw invalid_event(say("ველში „{}“ დრო საზღვრებს სცდება", "the time in \"{}\" is out of range", where));
    }
}

} // namespace ogp::ledger
