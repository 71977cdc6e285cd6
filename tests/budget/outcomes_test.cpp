#include "base/file.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "budget/pb_file.hpp"
#include "budget/sample_round.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <optional>

// Outcomes that independent engines agree on, for real elections.

using namespace ogp;
using namespace ogp::budget;

namespace {

namespace fs = std::filesystem;

const fs::path folder = fs::path(OGP_SHARED_DATA) / "pb";

bool data_are_there()
{
    if (fs::exists(folder / "expected"))
        return true;
    WARN("skipped: no " + (folder / "expected").string());
    return false;
}

/// The engines' JSON has times with fractions, which ours refuses: they are made whole.
Json read_outcomes(const fs::path& path)
{
    const std::string text = read_file(path);
    std::string whole;
    bool in_text = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        in_text = text[i] == '"' ? !in_text : in_text;
        const bool fraction = !in_text && (text[i] == '.' || text[i] == 'e') && i > 0 && text[i - 1] >= '0' && text[i - 1] <= '9';
        if (!fraction) {
            whole += text[i];
            continue;
        }
        while (i + 1 < text.size() && std::string_view{"0123456789e+-."}.find(text[i + 1]) != std::string_view::npos)
            ++i;
    }
    return parse_json(whole);
}

/// "mes_cost_add1u", "greedy_cardinal", "mes_card_support", "phragmen" as rules; nothing for a rule that is not ours.
std::optional<Rules> rules_named(const std::string& name)
{
    const std::vector<std::string_view> words = split(name, '_');
    const std::optional<Rule> rule = rule_of(words[0]);
    if (!rule)
        return std::nullopt;
    Rules rules = rules_for(*rule, Satisfaction::Cost);
    if (words.size() > 1)
        rules.satisfaction = words[1] == "cardinal" ? Satisfaction::Points : satisfaction_of(words[1]).value();
    if (words.size() > 2 && words[2] != "support" && words[2] != "multiprofile")
        rules.completion = completion_of(words[2]).value();
    return rules;
}

std::vector<std::string> texts_of(const Json& list)
{
    std::vector<std::string> texts;
    for (const Json& item : list.items())
        texts.push_back(item.as_text());
    return texts;
}

ReadPb read(const fs::path& path)
{
    return read_pb(read_file(path), path.filename().string(), Reading::Strict);
}

void check_outcome(const Round& round, const std::string& name, const Json& expected, int& checked)
{
    const std::optional<Rules> rules = rules_named(name);
    if (!rules || !expected.is_object() || expected.find("selected_in_order") == nullptr)
        return;
    INFO(name);
    const Outcome outcome = tally(round, *rules);
    std::vector<std::string> ours = ids_of(round, outcome.selected);
    std::vector<std::string> theirs = texts_of(expected["selected_in_order"]);
    if (rules->rule == Rule::Phragmen) {
        std::sort(ours.begin(), ours.end());
        std::sort(theirs.begin(), theirs.end());
    }
    CHECK(ours == theirs);
    const Amount total = parse_amount(expected.text("total_cost"));
    CHECK(amount_text(outcome.total, round.places) == amount_text(total.units, total.places));
    ++checked;
}

} // namespace

TEST_CASE("real elections come out as two independent engines count them")
{
    if (!data_are_there())
        return;
    int checked = 0;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder / "expected")) {
        const Json outcomes = read_outcomes(entry.path());
        fs::path pb = folder / entry.path().filename();
        pb.replace_extension(".pb");
        INFO(pb.filename().string());
        const ReadPb file = read(pb);
        REQUIRE_FALSE(has_errors(file.findings));
        const Json& rules = outcomes.find("rules") != nullptr ? outcomes["rules"] : outcomes["results"];
        for (const auto& [name, expected] : rules.members())
            check_outcome(file.file.round, name, expected, checked);
    }
    CHECK(checked == 193);
}

TEST_CASE("Assen 2024 comes out as the city announced it")
{
    if (!data_are_there())
        return;
    const ReadPb file = read(folder / "Netherlands_Assen_2024.pb");
    std::vector<std::string> announced;
    const auto column = static_cast<std::size_t>(file.file.project_column("selected"));
    for (const std::vector<std::string>& cells : file.file.project_cells)
        if (cells[column] == "1")
            announced.push_back(cells[0]);
    const Outcome outcome = tally(file.file.round, rules_for(Rule::EqualShares, Satisfaction::Cost, Completion::Add1));
    std::vector<std::string> counted = ids_of(file.file.round, outcome.selected);
    std::sort(announced.begin(), announced.end());
    std::sort(counted.begin(), counted.end());
    CHECK(counted.size() == 9);
    CHECK(counted == announced);
}

TEST_CASE("real files come back as the same bytes, but for their line ends")
{
    if (!data_are_there())
        return;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() != ".pb")
            continue;
        INFO(entry.path().filename().string());
        std::string bytes = read_file(entry.path());
        const std::string written = write_pb(read(entry.path()).file.text);
        bytes.erase(std::remove(bytes.begin(), bytes.end(), '\r'), bytes.end());
        CHECK(written == bytes);
        CHECK(write_pb(read_pb(written, "again", Reading::Strict).file.text) == written);
    }
}
