#include "app/budget/budget_verify.hpp"

#include "app/budget/budget_ballots.hpp"
#include "app/budget/budget_round_priorities.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "budget/ties.hpp"
#include "ledger/merkle.hpp"

#include <algorithm>

namespace ogp::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_file = std::size_t{1} << 30U;

fs::path file_of(const fs::path& path, const char* name)
{
    std::error_code failed;
    return fs::is_directory(path, failed) ? path / name : path.parent_path() / name;
}

void found(Findings& findings, const char* code, Localized message)
{
    Finding finding;
    finding.code = code;
    finding.message = std::move(message);
    findings.push_back(std::move(finding));
}

std::vector<Hash> read_leaves(const std::string& text)
{
    std::vector<Hash> leaves;
    for (const std::string_view line : split(text, '\n'))
        if (!line.empty()) {
            const std::optional<Hash> leaf = Hash::from_hex(line);
            if (!leaf)
                throw Error(Fault::Invalid, say("leaves.txt: სტრიქონი ჰეში არ არის: {}", "leaves.txt: this line is no hash: {}", printable(shorten(line, 80))));
            leaves.push_back(*leaf);
        }
    return leaves;
}

std::vector<std::pair<Hash, std::string>> read_excluded(const std::string& text)
{
    std::vector<std::pair<Hash, std::string>> excluded;
    bool first = true;
    for (const std::string_view line : split(text, '\n')) {
        if (std::exchange(first, false) || line.empty())
            continue;
        const std::size_t comma = line.find(',');
        const std::optional<Hash> leaf = Hash::from_hex(line.substr(0, comma));
        if (!leaf || comma == std::string_view::npos)
            throw Error(Fault::Invalid, say("excluded.csv: სტრიქონი ვერ იკითხება: {}", "excluded.csv: this line cannot be read: {}", printable(shorten(line, 80))));
        excluded.emplace_back(*leaf, std::string(line.substr(comma + 1)));
    }
    return excluded;
}

class Verification
{
public:
    explicit Verification(const fs::path& path)
    {
        m_files["result.json"] = read_file(file_of(path, "result.json"), longest_file);
        m_verified.result = parse_json(m_files["result.json"]);
        if (m_verified.result.text("format") != "ogp-budget-result-1")
            throw Error(Fault::Invalid, {"ეს გამოქვეყნებული შედეგი არ არის", "this is no published result"});
        for (const char* name : {"rules.json", "ballots.pb", "leaves.txt", "excluded.csv", "turnout.csv"})
            m_files[name] = read_file(file_of(path, name), longest_file);
        for (const char* name : {"priorities.json", "survey.yaml", "population.csv", "mapping.csv"})
            if (m_verified.result["files"].find(name) != nullptr)
                m_files[name] = read_file(file_of(path, name), longest_file);
    }

    VerifiedResult run()
    {
        check_files();
        m_ballots.rules = round_rules_from(parse_json(m_files["rules.json"]));
        m_ballots.leaves = read_leaves(m_files["leaves.txt"]);
        m_ballots.excluded = read_excluded(m_files["excluded.csv"]);
        m_ballots.overrides = overrides_from(result()["overrides"]);
        m_ballots.seed = result().text("tie_seed");
        m_ballots.pb = m_files["ballots.pb"];
        m_ballots.file = read_round_pb(m_ballots.pb);
        check_ballots();
        check_leaves();
        check_seed();
        check_overrides();
        if (m_ballots.rules.is_of_opinions())
            check_opinions();
        check_outcome();
        check_turnout();
        return std::move(m_verified);
    }

private:
    const Json& result() const { return m_verified.result; }
    void right(Localized what) { m_verified.checked.push_back(std::move(what)); }
    void wrong(const char* code, Localized what) { found(m_verified.findings, code, std::move(what)); }
    bool same(const char* code, const char* name, const std::string& recomputed)
    {
        if (result().text(name) == recomputed)
            return true;
        wrong(code, say("{0}: შედეგში {1}, გამოთვლილი {2}", "{0}: the result says {1}, computed {2}", name, printable(result().text(name)), recomputed));
        return false;
    }

    void check_files()
    {
        const std::size_t before = m_verified.findings.size();
        for (const auto& [name, text] : m_files)
            if (name != "result.json" && result()["files"].text(name) != sha256(text).hex())
                wrong("file_changed", say("ფაილი {} შეცვლილია", "the file {} was changed", name));
        if (m_verified.findings.size() == before)
            right({"ფაილები ისეთია, როგორც გამოქვეყნდა", "the files are as published"});
    }

    void check_ballots()
    {
        const std::size_t before = m_verified.findings.size();
        const std::vector<std::string> contents = contents_of(m_ballots.file);
        std::size_t unfit = 0;
        for (const std::string& text : contents) {
            const BallotContent content = content_from(text);
            std::string points;
            for (const std::int64_t point : content.points)
                points += (points.empty() ? "" : ",") + std::to_string(point);
            const ReadBallot read = read_ballot(m_ballots.rules, join(content.projects, ","), points);
            unfit += read.code.empty() ? 0U : 1U;
        }
        if (unfit != 0)
            wrong("bad_ballot", say("წესს არღვევს ბიულეტენი: {}", "ballots against the rules: {}", unfit));
        const EachBallot each = [&](const auto& visit) { std::for_each(contents.begin(), contents.end(), visit); };
        if (round_pb(m_ballots.rules, each) != m_ballots.pb)
            wrong("other_rules", {"ballots.pb გაყინულ წესებს და პროექტებს არ შეესაბამება", "ballots.pb does not agree with the frozen rules and projects"});
        same("contents_root", "contents_root", contents_root(m_ballots.file).hex());
        if (m_verified.findings.size() == before)
            right(say("ბიულეტენი {}: ყველა წესით, ჰეში ემთხვევა", "{} ballots: all within the rules, their root agrees", contents.size()));
    }

    void check_leaves()
    {
        const std::size_t before = m_verified.findings.size();
        if (!std::is_sorted(m_ballots.leaves.begin(), m_ballots.leaves.end()))
            wrong("leaves_unsorted", {"leaves.txt დალაგებული არ არის", "leaves.txt is not in order"});
        same("ballots_root", "ballots_root", ledger::tree_root(m_ballots.leaves).hex());
        if (m_ballots.leaves.size() != m_ballots.file.round().voters() + m_ballots.excluded.size())
            wrong("different_count", say("მიღებულია {0}, ჩათვლილია {1}, არ არის ჩათვლილი {2}", "received {0}, counted {1}, not counted {2}",
                                         m_ballots.leaves.size(), m_ballots.file.round().voters(), m_ballots.excluded.size()));
        for (const auto& [leaf, reason] : m_ballots.excluded)
            if (!std::binary_search(m_ballots.leaves.begin(), m_ballots.leaves.end(), leaf))
                wrong("unknown_leaf", say("ჩაუთვლელი ბიულეტენი {} მიღებულებში არ არის", "the ballot {} that does not count was never received", leaf.hex()));
        if (m_verified.findings.size() == before)
            right(say("მიღებული ბიულეტენების ჰეში ემთხვევა: {}", "the root of the ballots received agrees: {}", m_ballots.leaves.size()));
    }

    void check_seed()
    {
        if (budget::seed_commitment(m_ballots.seed) == m_ballots.rules.tie_commitment)
            right({"კენჭის თესლი ისაა, რომელიც კენჭისყრამდე ჩაიწერა", "the seed of the lot is the one committed to before balloting"});
        else
            wrong("other_seed", {"კენჭის თესლი სხვაა, ვიდრე კენჭისყრამდე ჩაიწერა", "the seed of the lot is not the one committed to before balloting"});
    }

    void check_overrides()
    {
        for (const Override& override_ : m_ballots.overrides) {
            const bool known = m_ballots.file.round().project(override_.project).has_value();
            if (!known || trim(override_.reason).empty() || trim(override_.act).empty())
                wrong("bad_override", say("გადაწყვეტილებას {} დასაბუთება ან აქტი აკლია", "the decision on {} lacks its reason or act", printable(override_.project)));
            else
                right(say("გადაწყვეტილება წესის გარეშე: {0} ({1}; {2})", "a decision against the rule: {0} ({1}; {2})", printable(override_.project),
                          printable(override_.reason), printable(override_.act)));
        }
    }

    void check_opinions()
    {
        for (const auto& [name, file] : {std::pair("survey.yaml", &m_ballots.rules.survey), std::pair("population.csv", &m_ballots.rules.population),
                                         std::pair("mapping.csv", &m_ballots.rules.mapping)})
            if (m_files[name] != file->text)
                wrong("other_rules", say("ფაილი {} ის არ არის, რაც გაიყინა", "the file {} is not the one that was frozen", name));
        m_ballots.priorities = parse_json(m_files["priorities.json"]);
        if (!m_ballots.priorities.is_object())
            return wrong("other_result", {"priorities.json ვერ იკითხება", "priorities.json cannot be read"});
        PriorityCheck check = check_priorities(m_ballots.rules, contents_of(m_ballots.file), m_ballots.priorities);
        for (Localized& what : check.right)
            right(std::move(what));
        for (Localized& what : check.wrong)
            wrong("other_result", std::move(what));
    }

    /// All of the result that follows from ballots and rules, member by member.
    void check_outcome()
    {
        const std::size_t before = m_verified.findings.size();
        const Json recomputed = result_json(m_ballots);
        for (const auto& [name, value] : recomputed.members())
            if (result()[name] != value)
                wrong("other_result", say("„{}“ სხვაა, ვიდრე ბიულეტენებიდან გამოდის", "'{}' is not what follows from the ballots", name));
        if (m_verified.findings.size() == before)
            right(m_ballots.rules.is_of_opinions() ? Localized{"შედეგში იგივე საშუალოები წერია", "the result tells the same averages"}
                                                   : say("დათვლა იგივეს იძლევა: {} პროექტი", "the count gives the same: {} projects", recomputed["selected"].size()));
    }

    void check_turnout()
    {
        const Json& k = result()["k"];
        const std::vector<Localized> problems = check_turnout_csv(m_files["turnout.csv"], k.is_integer() ? k.as_integer() : 0);
        for (const Localized& problem : problems)
            wrong("turnout", problem);
        if (problems.empty())
            right({"ამომრჩევლების ცხრილში მცირე ჯგუფები არ ჩანს", "the table of voters shows no small groups"});
    }

    std::map<std::string, std::string> m_files;
    RoundBallots m_ballots;
    VerifiedResult m_verified;
};

struct ReceiptParts
{
    CaseUid round;
    std::string ballot;
    std::string nonce;
    Hash leaf;
};

ReceiptParts parse_receipt(const std::string& text)
{
    const std::vector<std::string_view> parts = split(trim(text), '-');
    if (parts.size() == 4) {
        const auto round = CaseUid::from_hex(parts[0]);
        const auto ballot = from_hex(parts[1]);
        const auto nonce = from_hex(parts[2]);
        const auto leaf = Hash::from_hex(parts[3]);
        if (round && ballot && ballot->size() == 16 && nonce && nonce->size() == 16 && leaf)
            return {*round, *ballot, *nonce, *leaf};
    }
    throw Error(Fault::Usage, {"ეს ქვითარი არ არის", "this is no receipt"}, {"ქვითარი ოთხი ჰექსადეციმალური ნაწილია, ტირეებით", "a receipt is four parts in hex with hyphens between them"});
}

} // namespace

VerifiedResult verify_result(const fs::path& path)
{
    return Verification(path).run();
}

ReceiptCheck check_receipt(const fs::path& path, const std::string& receipt, const std::string& vote, const std::string& points,
                           const std::string& district)
{
    const ReceiptParts parts = parse_receipt(receipt);
    const RoundRules rules = round_rules_from(parse_json(read_file(file_of(path, "rules.json"), longest_file)));
    if (parts.round.hex() != rules.round)
        throw Error(Fault::NotFound, {"ეს სხვა რაუნდის ქვითარია", "this is a receipt of another round"});
    const std::vector<Hash> leaves = read_leaves(read_file(file_of(path, "leaves.txt"), longest_file));
    ReceiptCheck check;
    check.size = leaves.size();
    check.root = ledger::tree_root(leaves);
    const Json result = parse_json(read_file(file_of(path, "result.json"), longest_file));
    if (result.text("ballots_root") != check.root.hex())
        throw Error(Fault::Integrity, {"leaves.txt შეცვლილია: მისი ჰეში ის არ არის, რაც შედეგში წერია", "leaves.txt was changed: its root is not the one in the result"});
    check.vote_given = !vote.empty();
    if (check.vote_given) {
        ReadBallot read = read_ballot(rules, vote, points);
        if (!read.code.empty())
            throw Error(Fault::Usage, read.problem);
        read.content.district = district;
        check.says_so = store::ballot_leaf(parts.round, parts.ballot, parts.nonce, content_text(read.content)) == parts.leaf;
    }
    const auto at = std::lower_bound(leaves.begin(), leaves.end(), parts.leaf);
    if (at == leaves.end() || *at != parts.leaf)
        return check;
    check.index = static_cast<std::uint64_t>(at - leaves.begin());
    check.proof = ledger::inclusion_proof(check.index, check.size, [&](ledger::NodeKey key) {
        const std::size_t first = static_cast<std::size_t>(key.index << static_cast<unsigned>(key.level));
        return ledger::tree_root(std::span(leaves).subspan(first, std::size_t{1} << static_cast<unsigned>(key.level)));
    });
    check.recorded = ledger::verify_inclusion(parts.leaf, check.index, check.size, check.proof, check.root);
    for (const auto& [leaf, reason] : read_excluded(read_file(file_of(path, "excluded.csv"), longest_file)))
        if (leaf == parts.leaf)
            check.excluded = reason;
    return check;
}

} // namespace ogp::app
