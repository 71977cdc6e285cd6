#include "cli/environment.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

Language locale_language(const Environment& environment)
{
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const std::string value = environment(name);
        if (!value.empty())
            return value.starts_with("ka") ? Language::Ka : Language::En;
    }
    return Language::En;
}

} // namespace

std::string process_environment(const char* name)
{
    const char* value = std::getenv(name); // NOLINT: nothing here writes the environment while threads run
    return value == nullptr ? std::string{} : std::string{value};
}

Language choose_language(std::string_view option, const Environment& environment)
{
    const std::string variable = environment("OGP_LANG");
    const std::string_view wanted = option.empty() ? std::string_view{variable} : option;
    if (wanted == "ka")
        return Language::Ka;
    if (wanted == "en")
        return Language::En;
    if (wanted.empty())
        return locale_language(environment);
    const char* source = option.empty() ? "OGP_LANG" : "--lang";
    throw Error{Fault::Usage,
                say("{}: ენა „{}“ უცნობია", "{}: unknown language '{}'", source, printable(wanted)),
                say("აირჩიეთ ka ან en", "choose ka or en")};
}

Clock choose_clock(std::string_view option, const Environment& environment)
{
    const std::string variable = environment("OGP_NOW");
    const std::string_view wanted = option.empty() ? std::string_view{variable} : option;
    if (wanted.empty())
        return Clock::system();
    const std::optional<Instant> now = Instant::parse(wanted);
    if (!now) {
        const char* source = option.empty() ? "OGP_NOW" : "--now";
        throw Error{Fault::Usage,
                    say("{}: „{}“ დრო არ არის", "{}: '{}' is not a time", source, printable(wanted)),
                    say("დაწერეთ სასაათო სარტყლით, მაგალითად 2019-04-15T10:00:00+04:00",
                        "write it with its offset, for example 2019-04-15T10:00:00+04:00")};
    }
    return {.now = *now, .source = ClockSource::Set};
}

std::filesystem::path choose_folder(std::string_view option, const Environment& environment)
{
    if (!option.empty())
        return std::filesystem::path{option};
    const std::string variable = environment("OGP_DIR");
    return std::filesystem::path{variable.empty() ? std::string{"."} : variable};
}

bool choose_color(bool is_terminal, const Environment& environment)
{
    if (!environment("NO_COLOR").empty())
        return false;
    const std::string force = environment("CLICOLOR_FORCE");
    if (!force.empty() && force != "0")
        return true;
    return is_terminal && environment("TERM") != "dumb";
}

std::string choose_pager(const Environment& environment)
{
    std::string pager = environment("OGP_PAGER");
    if (pager.empty())
        pager = environment("PAGER");
    return pager == "cat" ? std::string{} : pager;
}

} // namespace ogp::cli
