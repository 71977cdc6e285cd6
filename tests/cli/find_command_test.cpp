#include "cli/find_command.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::cli;

namespace {

PathWords path(const std::vector<std::string>& call)
{
    return find_path(call);
}

} // namespace

TEST_CASE("global options may stand before, between and after the words of the path")
{
    CHECK(path({"-C", "city", "--json", "plan", "--lang", "ka", "status", "--as-of", "x"}).words ==
          std::vector<std::string>{"plan", "status"});
    CHECK(path({"--now=2019-04-15T10:00:00Z", "plan", "status"}).words == std::vector<std::string>{"plan", "status"});
    CHECK(path({"-Ccity", "status"}).words == std::vector<std::string>{"status"});
    CHECK(path({"--strange", "plan", "status"}).words.empty());
    CHECK(path({"show", "--", "I.1"}).words == std::vector<std::string>{"show"});
}

TEST_CASE("a global option is found wherever it stands")
{
    CHECK(find_global(std::vector<std::string>{"plan", "status", "--lang", "ka"}, "lang") == "ka");
    CHECK(find_global(std::vector<std::string>{"--lang=en", "status"}, "lang") == "en");
    CHECK(find_global(std::vector<std::string>{"-C", "--help", "status"}, "help").empty());
    CHECK(find_global(std::vector<std::string>{"status", "-h"}, "help") == "true");
    CHECK(find_global(std::vector<std::string>{"comment", "--", "--help"}, "help").empty());
}

TEST_CASE("a command of its own wins over a case verb")
{
    CHECK(find_command(path({"plan", "show"}))->command->path == std::string{"plan show"});
    CHECK(find_command(path({"plan", "list"}))->command->path == std::string{"case list"});
    CHECK(find_command(path({"plan", "list"}))->noun_type == "plan");
    CHECK(find_command(path({"org-unit", "show"}))->noun_type == "org_unit");
    CHECK(find_command(path({"case", "list"}))->noun_type.empty());
    CHECK(find_command(path({"show", "list"}))->path_words == 1);
    CHECK_FALSE(find_command(path({"plan"})).has_value());
    CHECK_FALSE(find_command(path({"milestone", "lst"})).has_value());
    CHECK_FALSE(find_command(path({"../x", "list"})).has_value());
}

TEST_CASE("what is unknown is answered with the nearest")
{
    const std::vector<std::string> types{"milestone", "org_unit", "plan"};
    CHECK(unknown_command(path({"milestne", "list"}), types).hint().en == "did you mean milestone?");
    CHECK(unknown_command(path({"org-unt", "list"}), types).hint().en == "did you mean org-unit?");
    CHECK(unknown_command(path({"milestone", "lst"}), types).hint().en == "did you mean list?");
    CHECK(unknown_command(path({"plan", "statsu"}), types).hint().en == "did you mean status?");
    CHECK(unknown_command(path({"stat"}), types).fault() == Fault::Usage);
    const Error verbless = unknown_command(path({"plan"}), types);
    CHECK(verbless.hint().en.find("import, export, check, status") != std::string::npos);
}

TEST_CASE("a case type of the program that is not in use here is no misspelling")
{
    const std::vector<std::string> types{"milestone", "plan"};
    for (const std::vector<std::string>& words : {std::vector<std::string>{"issue"}, {"issue", "new"}, {"issue", "nwe"}}) {
        const Error error = unknown_command(path(words), types);
        CHECK(error.fault() == Fault::Usage);
        CHECK(error.message().en == "the case type issue is not in use here");
        CHECK(error.hint().en == "take it into use: ogp workflow add issue");
    }
    CHECK(unknown_command(path({"org-unit", "list"}), types).hint().en == "take it into use: ogp workflow add org_unit");
    // A noun of the table has verbs of its own.
    CHECK(unknown_command(path({"session", "list"}), types).message().en == "the case type session is not in use here");
    CHECK(unknown_command(path({"session", "minuts"}), types).hint().en == "did you mean minutes?");
    CHECK(unknown_command(path({"session"}), types).hint().en.find("minutes") != std::string::npos);
    CHECK(unknown_command(path({"issue", "nwe"}), std::vector<std::string>{"issue"}).hint().en == "did you mean new?");
}

TEST_CASE("an option has a nearest one, a letter has none")
{
    const std::vector<std::string> options = {"--state", "-C", "--ogp-completion"};
    CHECK(nearest_option("--stat", options).en == "did you mean --state?");
    CHECK(nearest_option("--ogp", options).en == "did you mean --ogp-completion?");
    CHECK(nearest_option("-x", options).empty());
    CHECK(nearest_option("-x", options, {"ა", "a"}).en == "a");
}

TEST_CASE("every path of the table is one or two words, unique and found by itself")
{
    for (const Command* command : commands()) {
        INFO(command->path);
        const std::string verb{verb_of(*command)};
        PathWords words{.words = {std::string{noun_of(*command)}}, .at = {}};
        if (!verb.empty())
            words.words.push_back(verb);
        REQUIRE(find_command(words).has_value());
        CHECK(find_command(words)->command == command);
    }
}

TEST_CASE("every text of the table exists in both languages")
{
    const auto is_bilingual = [](const Label& label) { return (*label.ka != 0) == (*label.en != 0); };
    for (const Command* command : commands()) {
        INFO(command->path);
        CHECK(*command->summary.ka != 0);
        CHECK(*command->summary.en != 0);
        CHECK(is_bilingual(command->doc));
        for (const Arg* arg : all_args(*command)) {
            INFO(arg->name);
            CHECK(*arg->help.ka != 0);
            CHECK(*arg->help.en != 0);
        }
        for (const Example& example : command->examples) {
            CHECK(is_bilingual(example.what));
            // A variable may stand before it.
            const std::string_view line = example.line;
            CHECK((line.starts_with("ogp ") || (line.starts_with("OGP_") && line.find(" ogp ") != std::string_view::npos)));
        }
    }
}
