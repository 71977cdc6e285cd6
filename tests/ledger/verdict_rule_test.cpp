#include "ledger/verdict_rule.hpp"

#include "base/file.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <regex>
#include <set>

using namespace ogp;
using namespace ogp::ledger;

TEST_CASE("every rule has a number, a word and a sentence of its own")
{
    std::set<std::string_view> words;
    std::set<std::string> sentences;
    for (const VerdictRule& rule : verdict_rules()) {
        CAPTURE(rule.word);
        CHECK(words.insert(rule.word).second);
        CHECK(sentences.insert(rule.sentence.en).second);
        CHECK(sentences.insert(rule.sentence.ka).second);
        CHECK(verdict_rule(rule.number) == &rule);
        CHECK(verdict_rule(rule.word) == &rule);
        CHECK(rule_number(rule.word) == rule.number);
        CHECK(rule_word(rule.number) == rule.word);
    }
}

TEST_CASE("the numbers that leaves hold never change")
{
    CHECK(rule_number("") == 0);
    CHECK(rule_number("same_act") == 1);
    CHECK(rule_number("field_policy") == 2);
    CHECK(rule_number("changed_elsewhere") == 10);
    CHECK(rule_number("moved_elsewhere") == 11);
    CHECK(rule_number("review") == 12);
    CHECK(rule_number("number_taken") == 13);
    CHECK(rule_number("no_longer_allowed") == 14);
    CHECK(rule_number("role_not_allowed") == 100);
    CHECK(rule_number("altered") == 153);
    CHECK(rule_number("key_revoked") == 200);
    CHECK(rule_number("replica_forked") == 201);
    CHECK(rule_number("after_revocation") == 202);
}

TEST_CASE("a number or word of a newer version is not lost")
{
    CHECK(rule_word(321) == "rule_321");
    CHECK(rule_number("brand_new") == other_rule);
    CHECK(verdict_rule(321) == nullptr);
}

TEST_CASE("whatever a decision may refuse by has a number")
{
    const std::regex refusal(R"re((?:refuse\(|rejected\(|conflict\(|merged\(|Refusal\{)"([a-z_]+)")re");
    std::set<std::string> found;
    for (const auto& file : std::filesystem::directory_iterator(OGP_SOURCE_DIR "/src/workflow")) {
        const std::string name = file.path().filename().string();
        const bool decides = name.starts_with("judge") || name.starts_with("refuse") || name.starts_with("decide");
        if (!decides || !name.ends_with(".cpp"))
            continue;
        const std::string source = read_file(file.path());
        for (std::sregex_iterator match(source.begin(), source.end(), refusal), end; match != end; ++match)
            found.insert((*match)[1]);
    }
    CHECK(found.size() > 25);
    for (const std::string& word : found) {
        CAPTURE(word);
        CHECK(verdict_rule(word) != nullptr);
    }
}

TEST_CASE("the page of the format names every rule")
{
    const std::string page = read_file(OGP_SOURCE_DIR "/man/ogp-event.5");
    for (const VerdictRule& rule : verdict_rules()) {
        CAPTURE(rule.word);
        if (rule.number != 0)
            CHECK(page.find(fmt::format("\n.It {} Ta {} Ta {}\n", rule.number, rule.word, rule.sentence.en)) != std::string::npos);
    }
}
