#include "app/budget/budget_publish.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "base/version.hpp"
#include "model/attachment.hpp"
#include "store/blobs.hpp"

#include <algorithm>
#include <map>

namespace ogp::app {
namespace {

/// Where ballots tell a district, a district with few ballots tells who cast them.
void refuse_small_districts(const RoundBallots& ballots, std::int64_t k)
{
    const budget::Round& round = ballots.file.round();
    std::vector<std::int64_t> voters(round.districts.size());
    for (const std::uint32_t district : round.voter_district)
        ++voters[district];
    std::vector<std::string> small;
    for (std::size_t i = 0; i < voters.size(); ++i)
        if (voters[i] < k)
            small.push_back(fmt::format("{} ({})", round.districts[i], voters[i]));
    if (!small.empty())
        throw Error(Fault::Invalid, say("ბიულეტენებში უბანი წერია, და აქ {0}-ზე ნაკლებია: {1}", "ballots tell the district, and these have fewer than {0}: {1}", k, join(small, ", ")),
                    {"ასეთი ხმები ვერ გამოქვეყნდება: შეამცირეთ --k, თუ აქტი უშვებს", "such ballots cannot be published: lower --k, if the act allows it"});
}

/// Averages by traits were worked out for the k that was frozen, and there is nothing left to work them out from again.
void refuse_small_opinions(const RoundBallots& ballots, std::int64_t k)
{
    const Json& told = ballots.priorities;
    const bool by_traits = told["groups"].size() != 0 || told["cells"].is_object();
    if (by_traits && told["k"].is_integer() && told["k"].as_integer() < k)
        throw Error(Fault::Invalid, say("საშუალოები ნიშნების მიხედვით დახურვისას k = {0}-ით გამოითვალა, {1} მეტია", "the averages by traits were worked out at closing with k = {0}; {1} is more",
                                        told["k"].as_integer(), k),
                    say("--k {}, როგორც წონებშია გაყინული", "--k {}, as the weights were frozen", told["k"].as_integer()));
}

Turnout checked_turnout(const std::vector<store::TurnoutRow>& rows, const TurnoutTraits& traits, std::int64_t k)
{
    Turnout turnout = make_turnout(rows, traits, k);
    if (turnout.refusals.empty())
        return turnout;
    Findings findings;
    for (const Localized& refusal : turnout.refusals) {
        Finding finding;
        finding.code = "small_group";
        finding.message = refusal;
        findings.push_back(std::move(finding));
    }
    const TurnoutTraits instead = publishable(rows, traits, k);
    throw InvalidInput(say("ამომრჩევლები ამოსაცნობი იქნებოდა (--by {0}, k = {1}); არაფერი გამოქვეყნდა",
                           "voters could be told apart (--by {0}, k = {1}); nothing was published", text_of(traits), k),
                       std::move(findings),
                       say("განაზოგადეთ: --by {0} --bands {1}", "generalise: --by {0} --bands {1}", text_of(instead), instead.bands == Bands::Wide ? "wide" : "narrow"));
}

model::Attachment keep_text(const Repository& repository, const std::string& name, const std::string& text)
{
    model::Attachment file;
    file.name = name;
    file.hash = store::Blobs(repository.data_folder() / "blobs").put(text);
    file.size = static_cast<std::int64_t>(text.size());
    file.media_type = "application/json";
    return file;
}

/// The proposals go where the result puts them.
void move_proposals(Repository& repository, Change& change, const CaseUid& round, const Json& selected)
{
    for (const store::CaseRow& row : repository.store().list({.type = "proposal", .state = "on_ballot", .parent = round})) {
        const bool won = std::any_of(selected.items().begin(), selected.items().end(), [&](const Json& id) { return id.as_text() == row.number; });
        change.move(row.subject.uid, won ? "select" : "pass_over");
    }
}

} // namespace

std::string leaves_text(const std::vector<Hash>& leaves)
{
    std::string text;
    for (const Hash& leaf : leaves)
        text += leaf.hex() + "\n";
    return text;
}

std::string excluded_csv(const std::vector<std::pair<Hash, std::string>>& excluded)
{
    std::string csv = "leaf,reason\n";
    for (const auto& [leaf, reason] : excluded)
        csv += leaf.hex() + "," + reason + "\n";
    return csv;
}

ResultFiles result_files(const RoundBallots& ballots, const Turnout& turnout, const TurnoutTraits& traits, std::int64_t k)
{
    ResultFiles files;
    files["rules.json"] = to_pretty_json(to_json(ballots.rules)) + "\n";
    files["ballots.pb"] = ballots.pb;
    files["leaves.txt"] = leaves_text(ballots.leaves);
    files["excluded.csv"] = excluded_csv(ballots.excluded);
    files["turnout.csv"] = turnout_csv(turnout);
    if (ballots.rules.is_of_opinions())
        files["priorities.json"] = to_pretty_json(ballots.priorities) + "\n";
    for (const auto& [name, file] : {std::pair("survey.yaml", &ballots.rules.survey), std::pair("population.csv", &ballots.rules.population),
                                     std::pair("mapping.csv", &ballots.rules.mapping)})
        if (!file->text.empty())
            files[name] = file->text;
    Json sums = Json::object();
    for (const auto& [name, text] : files)
        sums.set(name, sha256(text).hex());
    Json result = result_json(ballots);
    result.set("files", sums);
    result.set("k", k);
    result.set("turnout_by", text_of(traits));
    result.set("turnout_bands", traits.bands == Bands::Wide ? "wide" : "narrow");
    result.set("turnout_withheld", static_cast<std::int64_t>(turnout.small + turnout.further));
    result.set("generator", "ogp " + std::string(version()));
    files["result.json"] = to_pretty_json(result) + "\n";
    return files;
}

PublishedResult publish_round(Repository& repository, const std::string& id, const PublishOptions& options, const std::filesystem::path& folder,
                              DryRun dry_run)
{
    if (options.k < 1)
        throw Error(Fault::Usage, {"--k ერთზე ნაკლები ვერ იქნება", "--k cannot be less than one"});
    Change change(repository);
    store::CaseRow round = find_round(repository, id);
    require_round_keeper(repository, round);
    const RoundBallots ballots = load_round_ballots(repository, round);
    refuse_small_districts(ballots, options.k);
    refuse_small_opinions(ballots, options.k);
    const std::vector<store::TurnoutRow> rows = store::BallotBox(repository.data_folder(), round.subject.uid, store::Access::Read).turnout();
    PublishedResult published;
    published.traits = options.traits.value_or(traits_on_roll(rows));
    published.turnout = checked_turnout(rows, published.traits, options.k);
    published.files = result_files(ballots, published.turnout, published.traits, options.k);
    if (round.subject.state == "counting") {
        if (!ballots.rules.is_of_opinions())
            move_proposals(repository, change, round.subject.uid, parse_json(published.files.at("result.json"))["selected"]);
        const model::Attachment file = keep_text(repository, "result.json", published.files.at("result.json"));
        change.add(round.subject.uid, Json::object({{"result", Json(Json::Array{model::to_json(file)})}}));
        round = change.move(round.subject.uid, "publish_result");
    }
    published.state = round.subject.state;
    if (dry_run == DryRun::Yes)
        return published;
    make_folders(folder);
    for (const auto& [name, text] : published.files)
        write_file(folder / name, text);
    change.commit();
    return published;
}

} // namespace ogp::app
