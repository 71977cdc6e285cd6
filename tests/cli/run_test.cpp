#include "cli/run.hpp"

#include "base/version.hpp"
#include "cli/command.hpp"
#include "cli/run_here.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::cli;
using namespace ogp::cli::testing;

TEST_CASE("every fault has its exit status")
{
    CHECK(exit_status(Fault::Io) == 1);
    CHECK(exit_status(Fault::Internal) == 1);
    CHECK(exit_status(Fault::Usage) == 2);
    CHECK(exit_status(Fault::NotFound) == 3);
    CHECK(exit_status(Fault::Forbidden) == 4);
    CHECK(exit_status(Fault::Conflict) == 5);
    CHECK(exit_status(Fault::Invalid) == 6);
    CHECK(exit_status(Fault::Gate) == 7);
    CHECK(exit_status(Fault::Integrity) == 8);
    CHECK(exit_status(Fault::Remote) == 9);
}

TEST_CASE("the version, wherever it is asked for")
{
    CHECK(run_here({"--version"}).out == "ogp " + std::string{version()} + "\n");
    CHECK(run_here({"plan", "status", "--version"}).status == 0);
}

TEST_CASE("help goes to stdout, mistakes to stderr with 2")
{
    const Printed overview = run_here({});
    CHECK(overview.status == 0);
    CHECK(overview.err.empty());
    CHECK(overview.out.find("plan import") != std::string::npos);
    CHECK(run_here({"help"}).out == overview.out);
    CHECK(run_here({"--help"}).out == overview.out);

    const Printed wrong = run_here({"--strange"});
    CHECK(wrong.status == 2);
    CHECK(wrong.out.empty());
    CHECK(wrong.err.starts_with("ogp: unknown option --strange\n"));
}

TEST_CASE("mistakes are told in the language of the run")
{
    CHECK(run_here({"plan", "status", "--as-off", "x"}, {{"OGP_LANG", "ka"}}).err.find("უცნობი პარამეტრი --as-off") != std::string::npos);
    CHECK(run_here({"--lang", "ka", "plan", "status", "--as-off"}).err.find("უცნობი") != std::string::npos);
    CHECK(run_here({"plan", "status", "--as-off"}).err.find("unknown option --as-off") != std::string::npos);
    CHECK(run_here({"status", "--lang", "de"}).status == 2);
}

TEST_CASE("without a repository a command says so")
{
    const Printed printed = run_here({"-C", "/", "status"});
    CHECK(printed.status == 3);
    CHECK(printed.err.find("ogp init") != std::string::npos);
    CHECK(run_here({"-C", "/", "milestone", "list"}).status == 3);
    CHECK(run_here({"-C", "/", "nonsense", "list"}).status == 2);
}

TEST_CASE("help on every command, in both languages, without a repository")
{
    for (const Command* command : commands()) {
        for (const char* language : {"ka", "en"}) {
            INFO(command->path << ' ' << language);
            std::vector<std::string> words{"-C", "/", "--lang", language, "help"};
            words.emplace_back(noun_of(*command));
            if (!verb_of(*command).empty())
                words.emplace_back(verb_of(*command));
            const Printed printed = run_here(words);
            CHECK(printed.status == 0);
            CHECK(printed.out.starts_with("ogp " + std::string{command->path}));
            words.erase(words.begin() + 4);
            words.emplace_back("--help");
            CHECK(run_here(words).out == printed.out);
        }
    }
}

TEST_CASE("words from outside are never written raw")
{
    const Printed printed = run_here({"pl\x1b[31man"});
    CHECK(printed.status == 2);
    CHECK(printed.err.find('\x1b') == std::string::npos);
}

TEST_CASE("two formats at once are refused")
{
    CHECK(run_here({"report", "list", "--json", "--csv"}).status == 2);
}

TEST_CASE("fields: named, listed, unknown")
{
    CHECK(run_here({"report", "list", "--json=?"}).out == "id\nfrom\nparameters\nsummary\n");
    CHECK(run_here({"report", "list", "--csv=id"}).out.starts_with("id\nannual\n"));
    const Printed wrong = run_here({"report", "list", "--json=sumary"});
    CHECK(wrong.status == 2);
    CHECK(wrong.err.find("did you mean summary?") != std::string::npos);
}

TEST_CASE("JSON is the same on a terminal and in a pipe, in both languages")
{
    const std::string piped = run_here({"report", "list", "--json"}).out;
    CHECK(run_here({"report", "list", "--json"}, {}, To::Terminal).out == piped);
    CHECK(run_here({"report", "list", "--json", "--lang", "ka"}, {}, To::Terminal).out == piped);
    CHECK(run_here({"report", "list"}, {}, To::Terminal).out != run_here({"report", "list"}).out);
}
