#include "cli/parser.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::cli;

namespace {

constexpr Arg test_args[] = {
    {.name = "id", .value = "ID", .help = {"ა", "a"}, .place = Arg::Positional, .need = Arg::Required},
    {.name = "words", .value = "WORD", .help = {"ა", "a"}, .place = Arg::Positional, .times = Arg::Many},
    {.name = "set", .value = "FIELD=VALUE", .help = {"ა", "a"}, .kind = Arg::Assignment, .times = Arg::Many},
    {.name = "comment", .value = "TEXT", .help = {"ა", "a"}},
    {.name = "limit", .value = "N", .help = {"ა", "a"}, .kind = Arg::Number, .preset = "50"},
    {.name = "on", .value = "DATE", .help = {"ა", "a"}, .kind = Arg::Date},
    {.name = "format", .value = "F", .help = {"ა", "a"}, .times = Arg::Many, .choices = "html|md|json"},
    {.name = "fail-on", .value = "WHAT", .help = {"ა", "a"}, .choices = "overdue"},
};

constexpr Command test_command{
    .path = "case test", .summary = {"ა", "a"}, .args = test_args, .output = Output::Table, .run = nullptr};

Args parsed(const std::vector<std::string>& words)
{
    return parse(test_command, words, "milestone test");
}

std::string refused(const std::vector<std::string>& words)
{
    try {
        parsed(words);
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Usage);
        return error.message().en + " | " + error.hint().en;
    }
    return "accepted";
}

using Words = std::vector<std::string>;

} // namespace

TEST_CASE("options, words by place and global options in any order")
{
    const Args args = parsed({"--limit", "5", "I.1", "--lang=ka", "--json", "two", "-q", "three", "--dry-run"});
    CHECK(args.text("id") == "I.1");
    CHECK(args.all("words") == Words{"two", "three"});
    CHECK(args.number("limit") == 5);
    CHECK(args.text("lang") == "ka");
    CHECK(args.flag("quiet"));
    CHECK(args.flag("dry-run"));
    CHECK(args.has("json"));
    CHECK(args.text("json").empty());
}

TEST_CASE("presets stand where nothing is given")
{
    CHECK(parsed({"I.1"}).number("limit") == 50);
    CHECK_FALSE(parsed({"I.1"}).has("comment"));
}

TEST_CASE("the fields of --json come with the sign only")
{
    CHECK(parsed({"--json=number,title", "I.1"}).text("json") == "number,title");
    CHECK(parsed({"--json", "I.1"}).text("id") == "I.1");
    CHECK(parsed({"--json=?", "I.1"}).text("json") == "?");
}

TEST_CASE("values are taken as they are, whatever they look like")
{
    CHECK(parsed({"I.1", "[a,b]", "++", ""}).all("words") == Words{"[a,b]", "++", ""});
    CHECK(parsed({"I.1", "--set", "x=[1,2]", "--set", "y=--z"}).all("set") == Words{"x=[1,2]", "y=--z"});
    CHECK(parsed({"I.1", "--comment=", "word"}).has("comment"));
    CHECK(parsed({"I.1", "--comment=", "word"}).all("words") == Words{"word"});
    CHECK(parsed({"I.1", "--comment", "[kept]"}).text("comment") == "[kept]");
    CHECK(parsed({"I.1", "--comment", "-x"}).text("comment") == "-x");
    CHECK(parsed({"I.1", "-5", "-"}).all("words") == Words{"-5", "-"});
    CHECK(parsed({"I.1", "--", "--json", "--", "-q"}).all("words") == Words{"--json", "--", "-q"});
    CHECK(parsed({"I.1", "{}", "%%", "/x", "a=b"}).all("words") == Words{"{}", "%%", "/x", "a=b"});
}

TEST_CASE("mistakes are named, with the nearest right thing and the usage")
{
    CHECK(refused({}).starts_with("milestone test: ID is missing"));
    CHECK(refused({"I.1", "--limt", "3"}).find("did you mean --limit?") != std::string::npos);
    CHECK(refused({"I.1", "--limit", "many"}).find("'many' is not a whole number") != std::string::npos);
    CHECK(refused({"I.1", "--limit", "-3"}).find("'-3' is not a whole number") != std::string::npos);
    CHECK(refused({"I.1", "--limit", "99999999999999999999"}).find("is not a whole number") != std::string::npos);
    CHECK(refused({"I.1", "--on", "31.04.2019"}).find("write it as 2019-04-15") != std::string::npos);
    CHECK(refused({"I.1", "--on", "2019-04-31"}).find("is not a date") != std::string::npos);
    CHECK(refused({"I.1", "--set", "title"}).find("field=value is expected") != std::string::npos);
    CHECK(refused({"I.1", "--format", "html,mdd"}).find("did you mean md?") != std::string::npos);
    CHECK(refused({"I.1", "--fail-on", "overdu"}).find("did you mean overdue?") != std::string::npos);
    CHECK(refused({"I.1", "--fail-on", "overdue,overdue"}).find("unknown value") != std::string::npos);
    CHECK(refused({"I.1", "--comment"}).find("--comment: its value is missing") != std::string::npos);
    CHECK(refused({"I.1", "--comment", "a", "--comment", "b"}).find("only once") != std::string::npos);
    CHECK(refused({"I.1", "--quiet=yes"}).find("takes no value") != std::string::npos);
    CHECK(refused({"I.1", "-x"}).find("unknown option -x") != std::string::npos);
    CHECK(refused({}).find("usage: ogp milestone test ID [WORD...] [OPTIONS]") != std::string::npos);
}

TEST_CASE("several formats, with commas or one by one")
{
    CHECK(parsed({"I.1", "--format", "html,md", "--format", "json"}).all("format") == Words{"html,md", "json"});
}

TEST_CASE("with --help nothing is required")
{
    CHECK(parsed({"--help"}).flag("help"));
    CHECK(parsed({"-h"}).flag("help"));
}

TEST_CASE("a word too many is refused where the last place takes only one")
{
    constexpr Arg one[] = {{.name = "id", .value = "ID", .help = {"ა", "a"}, .place = Arg::Positional}};
    const Command command{.path = "show", .summary = {"ა", "a"}, .args = one, .reads_only = true, .run = nullptr};
    CHECK_THROWS_AS(parse(command, Words{"a", "b"}, "show"), Error);
    CHECK_THROWS_AS(parse(command, Words{"a", "--json"}, "show"), Error);
    CHECK_THROWS_AS(parse(command, Words{"a", "--dry-run"}, "show"), Error);
}
