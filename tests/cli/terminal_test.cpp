#include "cli/trial_folder.hpp"

#include "base/text.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::cli::testing;

namespace {

const std::map<std::string, std::string> plain{{"NO_COLOR", "1"}};

} // namespace

TEST_CASE("on a terminal a list is a table of at most its width")
{
    const TrialFolder folder;
    const Printed printed = folder.call({"milestone", "list", "--lang", "ka"}, To::Terminal, plain);
    CHECK(printed.status == 0);
    CHECK(printed.out.find("\nI.1     ფორმის შემუ") != std::string::npos);
    CHECK(printed.out.find("\n──────  ──") != std::string::npos);
    for (const std::string_view line : split(printed.out, '\n'))
        CHECK(display_width(line) <= 80);
}

TEST_CASE("an empty list on a terminal says so, in a pipe it is empty")
{
    const TrialFolder folder;
    const Printed shown = folder.call({"org-unit", "list"}, To::Terminal);
    CHECK(shown.out.empty());
    CHECK(shown.err == "ogp: nothing found\n");
    const Printed piped = folder.call({"org-unit", "list"});
    CHECK(piped.out.empty());
    CHECK(piped.err.empty());
}

TEST_CASE("a case on a terminal: heading, values, parts, what can be done now")
{
    const TrialFolder folder;
    const std::string shown = folder.call({"show", "I"}, To::Terminal, plain).out;
    CHECK(shown.starts_with("rustavi-2019/I Open budget\n"));
    CHECK(shown.find("\nParts\n") != std::string::npos);
    CHECK(shown.find("rustavi-2019/I.10") != std::string::npos);
    CHECK(shown.find("\nPossible now\n  start – Start (In progress)\n") != std::string::npos);
}

TEST_CASE("a case on a terminal shows of its deadlines what a person needs, days whole")
{
    const TrialFolder folder({{"init", "--actor", "nino", "--workflows", OGP_SOURCE_DIR "/tests/data/workflows/enquiry.yaml"},
                              {"enquiry", "new", "--set", "subject=Budget"}});
    const auto deadlines = [&] {
        const std::string shown = folder.call({"show", "Q-2019-00001"}, To::Terminal, plain).out;
        const std::size_t at = shown.find("\nDeadlines\n");
        REQUIRE(at != std::string::npos);
        return shown.substr(at, shown.find("\nPossible now\n") - at);
    };
    CHECK(deadlines() == "\nDeadlines\n"
                         "Label           Status   Due on      Left\n"
                         "──────────────  ───────  ──────────  ───────────────\n"
                         "Term to answer  running  2019-05-01  10 working days\n"
                         "First word      running  2019-04-15  4 h\n");
    REQUIRE(folder.call({"enquiry", "do", "Q-2019-00001", "clarify"}).status == 0);
    CHECK(deadlines().find("\nLabel           Status   Due on      Left             Pauses\n") != std::string::npos);
    // Scripts get all of it.
    const std::string json = folder.call({"show", "Q-2019-00001", "--json=clocks"}).out;
    for (const char* key : {"\"name\"", "\"used\"", "\"target\"", "\"legal_basis\"", "\"pauses\""})
        CHECK(json.find(key) != std::string::npos);
}

TEST_CASE("bold is for terminals, and not with NO_COLOR")
{
    const TrialFolder folder;
    CHECK(folder.call({"show", "I"}, To::Terminal, {{"TERM", "xterm"}}).out.find("\x1b[1m") != std::string::npos);
    CHECK(folder.call({"show", "I"}, To::Terminal, plain).out.find('\x1b') == std::string::npos);
    CHECK(folder.call({"show", "I"}).out.find('\x1b') == std::string::npos);
}

TEST_CASE("with --quiet there are data and errors only")
{
    const TrialFolder folder;
    const Printed done = folder.call({"milestone", "do", "I.1", "start", "--quiet"});
    CHECK(done.status == 0);
    CHECK(done.out.empty());
    CHECK(done.err.empty());
    CHECK_FALSE(folder.call({"milestone", "list", "--quiet"}).out.empty());
    CHECK_FALSE(folder.call({"milestone", "show", "I.77", "--quiet"}).err.empty());
}

TEST_CASE("a dry run leaves no event behind, whatever the command")
{
    const TrialFolder folder;
    const auto newest = [&] { return folder.call({"log", "--limit", "1", "--json"}).out; };
    const std::vector<std::vector<std::string>> changes{
        {"milestone", "new", "--set", "commitment=I", "--set", "number=I.9", "--set", "title=en:X"},
        {"milestone", "set", "I.1", "end=2019-05-01"},
        {"milestone", "do", "I.1", "start"},
        {"milestone", "comment", "I.1", "text"},
        {"commitment", "assess", "I", "--national", "fully"},
        {"indicator", "record", "I:1", "3"},
    };
    for (std::vector<std::string> words : changes) {
        INFO(words[0] << ' ' << words[1]);
        const std::string before = newest();
        words.emplace_back("--dry-run");
        CHECK(folder.call(words).status == 0);
        words.emplace_back("--json");
        CHECK(folder.call(words).status == 0);
        CHECK(newest() == before);
        words.erase(words.end() - 2);
        words.back() = "--json=?";
        CHECK(folder.call(words).status == 0);
        CHECK(newest() == before);
        words.back() = "--json=nonsense";
        CHECK(folder.call(words).status == 2);
        CHECK(newest() == before);
        words.pop_back();
        // The control: without --dry-run there is an event.
        CHECK(folder.call(words).status == 0);
        CHECK(newest() != before);
    }
}
