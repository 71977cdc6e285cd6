#include "base/language.hpp"

namespace ogp {

std::string_view code(Language language)
{
    return language == Language::Ka ? "ka" : "en";
}

const std::string& Localized::in(Language language) const
{
    const std::string& wanted = language == Language::Ka ? ka : en;
    const std::string& other = language == Language::Ka ? en : ka;
    return wanted.empty() ? other : wanted;
}

Localized both(std::string text)
{
    return {text, std::move(text)};
}

} // namespace ogp
