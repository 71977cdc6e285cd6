#include "app/budget/budget_round.hpp"

#include "app/budget/budget_approved.hpp"
#include "app/budget/budget_ballots.hpp"
#include "app/budget/budget_publish.hpp"
#include "app/budget/budget_verify.hpp"
#include "app/cases/cases.hpp"
#include "app/sample_folder.hpp"
#include "app/trial_repository.hpp"
#include "fault_of.hpp"
#include "ledger/merkle.hpp"
#include "store/ballot_keys.hpp"

#include <catch2/catch.hpp>

#include <cstring>
#include <filesystem>
#include <functional>

using namespace ogp;
using namespace ogp::app;

namespace {

namespace fs = std::filesystem;

Instant time_of(const char* text)
{
    return *Instant::parse(text);
}

const Instant before = time_of("2019-05-01T10:00:00+04:00");
const Instant during = time_of("2019-05-10T10:00:00+04:00");
const Instant after = time_of("2019-06-01T00:00:00+04:00");

CsvSource csv(const std::string& text)
{
    auto rest = std::make_shared<std::string>(text);
    return {"test.csv", [rest](char* buffer, std::size_t size) {
                const std::size_t count = std::min(size, rest->size());
                std::memcpy(buffer, rest->data(), count);
                rest->erase(0, count);
                return count;
            }};
}

/// A round with three projects and voters v1, v2, ... in two districts.
struct Round
{
    TrialRepository trial{{"budget_round", "proposal"}};
    std::vector<std::string> receipts;

    explicit Round(const std::string& rule = "mes completion=u ties=min_cost,max_votes,lot", int voters = 60, const std::string& kind = "approval")
    {
        Repository repository = at(before);
        Change change(repository);
        const auto money = [](const char* amount) { return Json::object({{"amount", amount}, {"currency", "GEL"}}); };
        const auto text = [](const char* en) { return Json::object({{"en", en}}); };
        const store::CaseRow round = change.open("budget_round", Json::object({{"number", "2020"},
                                                                               {"title", text("Budget 2020")},
                                                                               {"year", 2020},
                                                                               {"budget", money("100.00")},
                                                                               {"ballot_kind", kind},
                                                                               {"rule", rule},
                                                                               {"weights", "none"},
                                                                               {"eligibility", text("Residents")},
                                                                               {"voters", "roll"},
                                                                               {"duplicates", "last"},
                                                                               {"max_points", 10},
                                                                               {"balloting_from", "2019-05-02T00:00:00+04:00"},
                                                                               {"balloting_until", "2019-06-01T00:00:00+04:00"}}));
        for (const char* id : {"1", "2", "3"}) {
            const store::CaseRow project = change.open("proposal", Json::object({{"number", id},
                                                                                 {"title", text(id)},
                                                                                 {"round", round.subject.uid.hex()},
                                                                                 {"theme", *id == '1' ? "parks" : "streets"},
                                                                                 {"price", money(*id == '1' ? "60.00" : "40.00")},
                                                                                 {"price_note", text("market")}}));
            change.move(project.subject.uid, "find_feasible");
            change.move(project.subject.uid, "put_on_ballot");
        }
        change.move(round.subject.uid, "inform");
        change.commit();
        std::string roll = "voter,district,sex,age\n";
        for (int i = 1; i <= voters; ++i)
            roll += fmt::format("v{},{},{},{}\n", i, i % 2 == 0 ? "vake" : "isani", i % 3 == 0 ? "f" : "m", 20 + i % 50);
        import_roll(repository, "2020", csv(roll), RollImport::Add, DryRun::No);
    }

    Repository at(Instant now) const
    {
        return Repository({.folder = trial.folder(), .access = store::Access::Write, .actor = {}, .role = {}, .clock = {now, ClockSource::Set}});
    }
    void open(const std::string& seed = {}) const
    {
        Repository repository = at(before);
        open_round(repository, "2020", seed, DryRun::No);
    }
    std::int64_t cast(const std::string& rows, Instant received = during)
    {
        Repository repository = at(received);
        return cast_ballots(repository, "2020", csv(rows), received, [&](std::uint32_t, const std::string& receipt) { receipts.push_back(receipt); },
                            DryRun::No)
            .ballots;
    }
    void cast_all(int voters = 60)
    {
        std::string rows = "voter,vote\n";
        for (int i = 1; i <= voters; ++i)
            rows += fmt::format("v{},{}\n", i, i % 3 == 0 ? "\"1,2\"" : i % 3 == 1 ? "\"2,3\"" : "3");
        cast(rows);
    }
    ClosedRound close() const
    {
        Repository repository = at(after);
        return close_round(repository, "2020", DryRun::No);
    }
    fs::path publish(std::int64_t k = 5) const
    {
        Repository repository = at(after);
        PublishOptions options;
        options.k = k;
        options.traits = traits_from("district,sex", "narrow");
        publish_round(repository, "2020", options, folder(), DryRun::No);
        return folder();
    }
    fs::path folder() const { return trial.folder() / "published"; }
    std::string state() const { return find_round(at(after), "2020").subject.state; }
};

/// "code@line:column" of each finding.
std::vector<std::string> findings_of(const std::function<void()>& act)
{
    std::vector<std::string> list;
    try {
        act();
    } catch (const InvalidInput& error) {
        for (const Finding& finding : error.findings())
            list.push_back(fmt::format("{}@{}:{}", finding.code, finding.place.line, finding.place.column));
    }
    return list;
}

std::vector<std::string> files_with(const fs::path& folder, std::string_view bytes)
{
    std::vector<std::string> found;
    const std::string hex = to_hex(bytes);
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) {
            const std::string content = read_file(entry.path());
            if (content.find(bytes) != std::string::npos || content.find(hex) != std::string::npos || content.find(to_base64(bytes)) != std::string::npos)
                found.push_back(entry.path().filename().string());
        }
    return found;
}

std::vector<std::string> codes_of(const Findings& findings)
{
    std::vector<std::string> codes;
    for (const Finding& finding : findings)
        if (std::find(codes.begin(), codes.end(), finding.code) == codes.end())
            codes.push_back(finding.code);
    return codes;
}

} // namespace

TEST_CASE("a rule is read word by word")
{
    const RuleWords rule = read_rule("mes sat=card  completion=add1 ties=lexico comparison share=vake=60 share=isani=40");
    CHECK(rule.rule == "mes");
    CHECK(rule.satisfaction == "card");
    CHECK(rule.completion == "add1");
    CHECK(rule.ties == "lexico");
    CHECK(rule.comparison == budget::Comparison::WithGreedy);
    CHECK(rule.shares == std::vector<std::string>{"vake=60", "isani=40"});
    const RuleWords greedy = read_rule("greedy no-skip threshold=100 threshold-strict exclusive=1,2 cap=parks=10");
    CHECK(greedy.threshold == 100);
    CHECK(greedy.threshold_kind == budget::Threshold::Strict);
    CHECK(greedy.fit == budget::Fit::NoSkip);
    CHECK(greedy.ties == "min_cost,max_votes,lot");
    for (const char* bad : {"mes sats=cost", "mes sat=", "greedy threshold=many", "mes --sat"})
        CHECK(fault_of([&] { read_rule(bad); }) == Fault::Invalid);
}

TEST_CASE("rules survive being frozen")
{
    Round round;
    Repository repository = round.at(before);
    const RoundRules rules = open_round(repository, "2020", "drawn on television", DryRun::No).rules;
    const RoundRules frozen = frozen_rules(repository, find_round(repository, "2020"));
    CHECK(to_json(frozen) == to_json(rules));
    CHECK(frozen.projects.size() == 3);
    CHECK(frozen.balloting_from == "2019-05-02T00:00:00+04:00");
    CHECK(frozen.tie_commitment == budget::seed_commitment("drawn on television"));
    CHECK(fault_of([&] { round_rules_from(Json::object({{"format", "another"}})); }) == Fault::Invalid);
}

TEST_CASE("a round that cannot be counted is not opened")
{
    for (const char* rule : {"mes unknown=1", "plurality", "greedy completion=u", "mes share=vake=50", "mean", "greedy ties=first"}) {
        const Round round(rule);
        INFO(rule);
        CHECK_THROWS_AS(round.open(), Error);
        CHECK(round.state() == "informing");
    }
    CHECK_NOTHROW(Round("mes share=vake=50 share=isani=50").open());
    CHECK_THROWS_AS(Round("greedy cap=park=50").open(), Error);
    CHECK_NOTHROW(Round("greedy cap=parks=50").open());
}

TEST_CASE("after opening, rule, projects and roll are fixed")
{
    Round round;
    round.open();
    Repository repository = round.at(during);
    const store::CaseRow row = find_round(repository, "2020");
    for (const char* field : {"rule", "weights", "voters", "duplicates", "roll_root", "tie_commitment", "balloting_until"}) {
        Change change(repository);
        INFO(field);
        CHECK(fault_of([&] { change.set(row.subject.uid, Json::object({{field, field == std::string("balloting_until") ? "2019-07-01T00:00:00+04:00" : field == std::string("voters") ? "open" : "first"}})); }) == Fault::Forbidden);
    }
    CHECK(fault_of([&] { import_roll(repository, "2020", csv("voter\nnew\n"), RollImport::Add, DryRun::No); }) == Fault::Forbidden);
    CHECK(fault_of([&] { import_roll(repository, "2020", csv("voter\nnew\n"), RollImport::Replace, DryRun::No); }) == Fault::Forbidden);
    CHECK(fault_of([&] { round.open(); }) == Fault::Forbidden);
}

TEST_CASE("a crash between log and box is made good by opening again")
{
    Round round;
    round.open();
    {
        const Repository repository = round.at(during);
        store::BallotBox box(repository.data_folder(), find_round(repository, "2020").subject.uid, store::Access::Write);
        box.put_fact("state", "0");
    }
    CHECK(fault_of([&] { round.cast("voter,vote\nv1,1\n"); }) == Fault::Forbidden);
    round.open();
    CHECK(round.cast("voter,vote\nv1,1\n") == 1);
}

TEST_CASE("the window is judged by the time of receipt")
{
    Round round;
    CHECK(fault_of([&] { round.cast("voter,vote\nv1,1\n"); }) == Fault::Forbidden);
    round.open();
    CHECK(fault_of([&] { round.cast("voter,vote\nv1,1\n", time_of("2019-05-01T23:59:59.999+04:00")); }) == Fault::Forbidden);
    CHECK(round.cast("voter,vote\nv1,1\n", time_of("2019-05-02T00:00:00+04:00")) == 1);
    CHECK(round.cast("voter,vote\nv1,1\n", time_of("2019-05-31T23:59:59.999+04:00")) == 1);
    CHECK(fault_of([&] { round.cast("voter,vote\nv1,1\n", time_of("2019-06-01T00:00:00+04:00")); }) == Fault::Forbidden);
    round.close();
    CHECK(fault_of([&] { round.cast("voter,vote\nv1,1\n"); }) == Fault::Forbidden);
}

TEST_CASE("what is wrong with a file of ballots is told with line and column, and nothing of it is counted")
{
    Round round;
    round.open();
    using List = std::vector<std::string>;
    const auto found = [&](const std::string& rows) { return findings_of([&] { round.cast(rows); }); };
    CHECK(found("voter,vote\nv1,9\n") == List{"unknown_project@2:4"});
    CHECK(found("voter,vote\nv1,\"1,1\"\n") == List{"repeated_project@2:4"});
    CHECK(found("voter,vote\nv1,\nv2,1\n,1\n") == List{"empty_vote@2:4", "bad_voter@4:1"});
    CHECK(found("voter,vote\nstranger,1\n") == List{"not_on_roll@2:1"});
    CHECK(found("voter,vote\nv1,1,2\n") == List{"wrong_cells@2:1"});
    CHECK(found("voter,vote\nv1,\"1\n") == List{"open_quote@2:4"});
    CHECK(found("voter\nv1\n") == List{"missing_column@1:0"});
    CHECK(found("voter,vote,vote\nv1,1,1\n") == List{"duplicate_column@1:12"});
    CHECK(found("voter,vote\nv1,\xff\n") == List{"bad_utf8@2:4"});
    CHECK(found("voter,vote\nv1,1\xe2\x80\xae\n") == List{"control_character@2:4"});
    CHECK_THROWS_AS(round.cast(""), Error);
    CHECK(round.receipts.empty());
    // A mark of byte order, CRLF and blanks around cells mean what they mean.
    CHECK(round.cast("\xef\xbb\xbfvoter,vote\r\nV-1, 1\r\n\r\n v 2,\" 1 , 2 \"\r\n") == 2);
    CHECK(round.close().count.counted == 2);
}

TEST_CASE("points are whole, not negative and within the purse")
{
    Round round("mes sat=points", 60, "cumulative");
    round.open();
    const auto found = [&](const char* points) {
        return findings_of([&] { round.cast(fmt::format("voter,vote,points\nv1,\"1,2\",\"{}\"\n", points)); });
    };
    using List = std::vector<std::string>;
    CHECK(found("5") == List{"bad_points@2:10"});
    CHECK(found("5,x") == List{"bad_points@2:10"});
    CHECK(found("1,5,2") == List{"bad_points@2:10"});
    CHECK(found("1.5,2") == List{"bad_points@2:10"});
    CHECK(found("5,-1") == List{"negative_points@2:10"});
    CHECK(found("6,5") == List{"too_many_points@2:10"});
    CHECK(found("1,99999999999999999999") == List{"bad_points@2:10"});
    CHECK(found("1,9223372036854775807") == List{"too_many_points@2:10"});
    CHECK(round.cast("voter,vote,points\nv1,\"2,1\",\"3,7\"\n") == 1);
    round.close();
    const Repository repository = round.at(after);
    const RoundBallots ballots = load_round_ballots(repository, find_round(repository, "2020"));
    CHECK(contents_of(ballots.file) == List{R"({"p":[7,3],"v":["1","2"]})"});
}

TEST_CASE("nothing of who voted what is in any file, and after closing no token and no key")
{
    Round round;
    std::vector<std::string> secrets;
    const CaseUid uid = find_round(round.at(before), "2020").subject.uid;
    const fs::path key_file = round.trial.folder() / ".ogp" / "ballots" / (uid.hex() + ".key");
    {
        const store::BallotKeys keys(key_file);
        const std::string bytes = read_file(key_file);
        for (std::size_t i = 0; i < 3; ++i)
            secrets.push_back(bytes.substr(32 * i, 32));
        for (int i = 1; i <= 60; ++i) {
            const Hash token = keys.roll_token(fmt::format("v{}", i));
            secrets.emplace_back(token.view());
            secrets.emplace_back(keys.ballot_token(token).view());
        }
    }
    round.open();
    round.cast_all();
    // Negative control: while the box is open, each of them is found by the same search.
    for (const std::string& secret : secrets)
        REQUIRE_FALSE(files_with(round.trial.folder(), secret).empty());
    round.close();
    for (const std::string& secret : secrets)
        REQUIRE(files_with(round.trial.folder(), secret).empty());
    round.publish();
    for (const std::string& secret : secrets)
        REQUIRE(files_with(round.trial.folder(), secret).empty());
}

TEST_CASE("ballots are no events, and the log holds roots and counts")
{
    Round round;
    round.open();
    const std::uint64_t size = round.at(during).store().head().size;
    round.cast_all();
    CHECK(round.at(during).store().head().size == size);
    const ClosedRound closed = round.close();
    const store::CaseRow row = find_round(round.at(after), "2020");
    CHECK(row.subject.fields.text("ballots_root") == closed.count.ballots_root.hex());
    CHECK(row.subject.fields["ballots"].as_integer() == 60);
    CHECK(row.subject.fields["ballots_excluded"].as_integer() == 0);
    CHECK(budget::seed_commitment(row.subject.fields.text("tie_seed")) == row.subject.fields.text("tie_commitment"));
    CHECK(round.close().count.ballots_root == closed.count.ballots_root);
}

TEST_CASE("every receipt verifies against the published leaves, and no other does")
{
    Round round;
    round.open();
    round.cast_all();
    round.cast("voter,vote\nv1,1\n");
    round.close();
    const fs::path folder = round.publish();
    REQUIRE(round.receipts.size() == 61);
    for (std::size_t i = 0; i < 61; ++i) {
        const int voter = i == 60 ? 1 : static_cast<int>(i) + 1;
        const std::string vote = i == 60 ? "1" : voter % 3 == 0 ? "2,1" : voter % 3 == 1 ? "2,3" : "3";
        const ReceiptCheck check = check_receipt(folder, round.receipts[i], vote, {}, {});
        CHECK(check.recorded);
        CHECK(check.says_so);
        CHECK(check.size == 61);
        CHECK(check.excluded == (i == 0 ? "earlier_than_last" : ""));
        CHECK_FALSE(check_receipt(folder, round.receipts[i], vote == "3" ? "1,2,3" : "3", {}, {}).says_so);
    }
    std::string another = round.receipts[0];
    another.back() = another.back() == '0' ? '1' : '0';
    CHECK_FALSE(check_receipt(folder, another, {}, {}, {}).recorded);
    CHECK(fault_of([&] { check_receipt(folder, "no receipt", {}, {}, {}); }) == Fault::Usage);
    write_file(folder / "leaves.txt", read_file(folder / "leaves.txt").substr(65));
    CHECK(fault_of([&] { check_receipt(folder, round.receipts[1], {}, {}, {}); }) == Fault::Integrity);
}

TEST_CASE("a published result is recomputed from its files, and each change to them is found")
{
    Round round;
    round.open();
    round.cast_all();
    round.cast("voter,vote\nv1,1\n");
    round.close();
    {
        Repository repository = round.at(after);
        override_round(repository, "2020", {"1", true, "the ground is bought", "Resolution 7"}, DryRun::No);
    }
    const fs::path folder = round.publish();
    const VerifiedResult right = verify_result(folder);
    CHECK(right.findings.empty());
    CHECK(right.checked.size() == 7);
    CHECK(round.state() == "finished");
    CHECK(round.at(after).resolve("2020/1").subject.state == "selected");

    const auto changed = [&](const char* name, const std::string& from, const std::string& to) {
        const std::string text = read_file(folder / name);
        const std::size_t at = text.find(from);
        REQUIRE(at != std::string::npos);
        write_file(folder / name, text.substr(0, at) + to + text.substr(at + from.size()));
        // Whoever changes a file also writes its new hash.
        const std::string result = read_file(folder / "result.json");
        std::string forged = result;
        if (name != std::string("result.json")) {
            const std::string old = sha256(text).hex();
            const std::size_t sum = forged.find(old);
            REQUIRE(sum != std::string::npos);
            forged.replace(sum, 64, sha256(read_file(folder / name)).hex());
            write_file(folder / "result.json", forged);
        }
        std::vector<std::string> codes;
        try {
            codes = codes_of(verify_result(folder).findings);
        } catch (const Error&) {
            codes = {"unreadable"};
        }
        write_file(folder / name, text);
        if (name != std::string("result.json"))
            write_file(folder / "result.json", result);
        return codes;
    };
    using List = std::vector<std::string>;
    CHECK(changed("ballots.pb", "\n1;1", "\n1;3") != List{});
    CHECK(changed("ballots.pb", "1;60", "1;59") != List{});
    CHECK(changed("rules.json", "completion=u", "completion=none") != List{});
    CHECK(changed("leaves.txt", "\n", "\n" + std::string(64, '0') + "\n") != List{});
    CHECK(changed("excluded.csv", "earlier_than_last", "invalid_paper") != List{});
    CHECK(changed("turnout.csv", ",,,60,60", ",,,3,") != List{});
    CHECK(changed("result.json", "\"Resolution 7\"", "\"\"") == List{"bad_override"});
    CHECK(changed("result.json", "\"ballots\": 60", "\"ballots\": 61") == List{"other_result"});
    CHECK(changed("result.json", "\"tie_seed\": \"", "\"tie_seed\": \"0") != List{});
    CHECK(changed("result.json", "\"total_cost\": \"140\"", "\"total_cost\": \"100\"") == List{"other_result"});
    CHECK(changed("result.json", "\"select\"", "\"drop\"") == List{"other_result"});
    CHECK(verify_result(folder / "result.json").findings.empty());
}

TEST_CASE("decisions against the rule need a reason and an act, and a time")
{
    Round round;
    round.open();
    round.cast_all();
    const auto decide = [&](const Override& decided) {
        return fault_of([&] {
            Repository repository = round.at(after);
            override_round(repository, "2020", decided, DryRun::No);
            throw Error(Fault::Gate, Localized{});
        });
    };
    CHECK(decide({"1", true, "r", "a"}) == Fault::Forbidden);
    round.close();
    CHECK(decide({"1", true, "", "a"}) == Fault::Invalid);
    CHECK(decide({"1", true, "r", " "}) == Fault::Invalid);
    CHECK(decide({"7", true, "r", "a"}) == Fault::NotFound);
    CHECK(decide({"1", true, "r", "a"}) == Fault::Gate);
    CHECK(decide({"1", false, "r", "a"}) == Fault::Conflict);
    round.publish();
    CHECK(decide({"2", false, "r", "a"}) == Fault::Forbidden);
}

TEST_CASE("themes of projects can be capped, and stand beside the budget")
{
    Round round("greedy cap=streets=50");
    round.open();
    round.cast_all();
    round.close();
    const Repository repository = round.at(after);
    const RoundOutcome outcome = outcome_of(repository, find_round(repository, "2020"));
    REQUIRE(outcome.projects.size() == 2); // one of the two of streets
    CHECK(outcome.project_themes == std::vector<std::string>{outcome.projects[0].id == "1" ? "parks" : "streets", outcome.projects[1].id == "1" ? "parks" : "streets"});
    const SampleFolder folder;
    ApprovedWords words;
    words.round = outcome;
    words.lines = folder.put("lines.csv", "year,theme,project,approved\n2020,parks,1,60\n2020,streets,2,30\n2020,streets,3,30\n");
    words.phase = "approved";
    words.share = "5";
    const ApprovedComparison comparison = compare_approved(words);
    REQUIRE(comparison.comparison.themes.size() == 2);
    CHECK(comparison.comparison.themes[0].wished->text() == "3/5"); // 60 of 100 that was won
    CHECK(comparison.comparison.themes[0].share->text() == "1/2");
    CHECK(comparison.deviations() == 3); // both themes, and the project that got 30 of 40
}

TEST_CASE("votes for projects are not weighted")
{
    const Round round;
    {
        Repository repository = round.at(before);
        Change change(repository);
        change.set(find_round(repository, "2020").subject.uid, Json::object({{"weights", "rake"}}));
        change.commit();
    }
    CHECK(fault_of([&] { round.open(); }) == Fault::Invalid);
}

TEST_CASE("the same ballots in another order are published as the same bytes")
{
    const auto published = [](bool backwards) {
        Round round;
        round.open("seed");
        std::string rows = "voter,vote\n";
        for (int i = 0; i < 60; ++i) {
            const int voter = backwards ? 60 - i : i + 1;
            rows += fmt::format("v{},{}\n", voter, voter % 3 == 0 ? "\"2,1\"" : "3");
        }
        round.cast(rows);
        round.close();
        return read_file(round.publish() / "ballots.pb");
    };
    CHECK(published(false) == published(true));
}

TEST_CASE("ballots that tell a district are published only where no district is small")
{
    Round round("mes share=vake=50 share=isani=50");
    round.open();
    round.cast_all();
    round.close();
    const Repository repository = round.at(after);
    CHECK(contents_of(load_round_ballots(repository, find_round(repository, "2020")).file)[0].starts_with(R"({"d":"isani")"));
    CHECK(fault_of([&] { round.publish(31); }) == Fault::Invalid);
    CHECK(round.state() == "counting");
    round.publish(10);
    CHECK(verify_result(round.folder()).findings.empty());
}

TEST_CASE("a roll knows bands of age, never ages, and no voter twice")
{
    CHECK(age_band("0") == "0-15");
    CHECK(age_band("15") == "0-15");
    CHECK(age_band("16") == "16-24");
    CHECK(age_band("24") == "16-24");
    CHECK(age_band("25") == "25-34");
    CHECK(age_band("34") == "25-34");
    CHECK(age_band("74") == "65-74");
    CHECK(age_band("75") == "75+");
    CHECK(age_band("25-34") == "25-34");
    CHECK(voter_key(" 01-001 012 ") == "01001012");
    Round round;
    Repository repository = round.at(before);
    const auto import = [&](const char* text) { return findings_of([&] { import_roll(repository, "2020", csv(text), RollImport::Add, DryRun::No); }); };
    CHECK(import("voter\nnew\nv1\nNEW\n") == std::vector<std::string>{"voter_twice@3:1", "voter_twice@4:1"});
    CHECK(import("voter,phone\nx,1\n") == std::vector<std::string>{"unknown_column@1:7"});
    CHECK(import_roll(repository, "2020", csv("voter\nnew\n"), RollImport::Add, DryRun::Yes).voters == 61);
    CHECK(import_roll(repository, "2020", csv("voter\nother\n"), RollImport::Add, DryRun::No).voters == 61);
    CHECK(import_roll(repository, "2020", csv("voter\none\n"), RollImport::Replace, DryRun::No).voters == 1);
}
