#include "cli/environment.hpp"

#include "base/error.hpp"
#include "fault_of.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace ogp;
using namespace ogp::cli;

namespace {

Environment with(std::map<std::string, std::string> variables)
{
    return [variables = std::move(variables)](const char* name) {
        const auto found = variables.find(name);
        return found == variables.end() ? std::string{} : found->second;
    };
}

} // namespace

TEST_CASE("the language is the option, else OGP_LANG, else the locale, else English")
{
    CHECK(choose_language("ka", with({{"OGP_LANG", "en"}})) == Language::Ka);
    CHECK(choose_language("", with({{"OGP_LANG", "ka"}, {"LANG", "en_US.UTF-8"}})) == Language::Ka);
    CHECK(choose_language("", with({{"LANG", "ka_GE.UTF-8"}})) == Language::Ka);
    CHECK(choose_language("", with({{"LC_MESSAGES", "ka_GE"}, {"LANG", "en_US.UTF-8"}})) == Language::Ka);
    CHECK(choose_language("", with({{"LC_ALL", "C"}, {"LC_MESSAGES", "ka_GE"}, {"LANG", "ka_GE"}})) == Language::En);
    CHECK(choose_language("", with({})) == Language::En);
}

TEST_CASE("another language is refused")
{
    CHECK(fault_of([] { choose_language("de", with({})); }) == Fault::Usage);
    CHECK(fault_of([] { choose_language("", with({{"OGP_LANG", "KA"}})); }) == Fault::Usage);
}

TEST_CASE("the clock is --now, else OGP_NOW, else the system's")
{
    const Clock option = choose_clock("2019-04-15T10:00:00+04:00", with({{"OGP_NOW", "0"}}));
    CHECK(option.now.milliseconds() == 1555308000000);
    CHECK(option.source == ClockSource::Set);
    CHECK(choose_clock("", with({{"OGP_NOW", "1555308000"}})).now == option.now);
    CHECK(choose_clock("", with({})).source == ClockSource::System);
    CHECK(fault_of([] { choose_clock("2019-04-15T10:00:00", with({})); }) == Fault::Usage);
    CHECK(fault_of([] { choose_clock("", with({{"OGP_NOW", "yesterday"}})); }) == Fault::Usage);
}

TEST_CASE("the folder is -C, else OGP_DIR, else the current one")
{
    CHECK(choose_folder("a", with({{"OGP_DIR", "b"}})) == "a");
    CHECK(choose_folder("", with({{"OGP_DIR", "b"}})) == "b");
    CHECK(choose_folder("", with({})) == ".");
}

TEST_CASE("colours: NO_COLOR wins, then CLICOLOR_FORCE, then the terminal")
{
    CHECK(choose_color(true, with({{"TERM", "xterm"}})));
    CHECK_FALSE(choose_color(false, with({})));
    CHECK_FALSE(choose_color(true, with({{"TERM", "dumb"}})));
    CHECK_FALSE(choose_color(true, with({{"NO_COLOR", "1"}, {"CLICOLOR_FORCE", "1"}})));
    CHECK(choose_color(false, with({{"CLICOLOR_FORCE", "1"}})));
    CHECK_FALSE(choose_color(false, with({{"CLICOLOR_FORCE", "0"}})));
}

TEST_CASE("the pager is OGP_PAGER, else PAGER, cat is none")
{
    CHECK(choose_pager(with({{"OGP_PAGER", "less"}, {"PAGER", "more"}})) == "less");
    CHECK(choose_pager(with({{"PAGER", "more"}})) == "more");
    CHECK(choose_pager(with({{"PAGER", "cat"}})).empty());
    CHECK(choose_pager(with({})).empty());
}
