#include "app/budget/budget_round.hpp"

#include "app/budget/budget_round_pb.hpp"
#include "app/budget/budget_round_priorities.hpp"
#include "app/budget/budget_round_survey.hpp"
#include "app/cases/values.hpp"
#include "app/plans/plans.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "budget/fraction.hpp"
#include "budget/ties.hpp"
#include "model/attachment.hpp"
#include "store/blobs.hpp"

#include <algorithm>

namespace ogp::app {
namespace {

constexpr std::string_view seed_fact = "tie_seed";
constexpr std::size_t seed_bytes = 16;

std::string text_of(const Json& value)
{
    return value.is_text() ? value.as_text() : value.is_integer() ? std::to_string(value.as_integer()) : std::string();
}

/// The time as people there have it: its first ten characters are the day.
std::string local_time(const Repository& repository, const std::string& time)
{
    const std::optional<Instant> instant = Instant::parse(time);
    return instant ? repository.zone().rfc3339(*instant) : time;
}

std::vector<RoundProject> projects_of(const Repository& repository, const store::CaseRow& round)
{
    std::vector<RoundProject> projects;
    for (const store::CaseRow& row : repository.store().list({.type = "proposal", .state = "on_ballot", .parent = round.subject.uid})) {
        const Json& fields = row.subject.fields;
        projects.push_back({row.number, fields["price"].text("amount"), row.title, fields.text("district"), fields.text("theme")});
    }
    std::sort(projects.begin(), projects.end(), [](const RoundProject& a, const RoundProject& b) { return number_before(a.id, b.id); });
    return projects;
}

/// The file of a field, where there is one.
RoundText text_in(const Repository& repository, const store::CaseRow& round, const char* field)
{
    const std::optional<model::Attachment> file = model::attachment_from(round.subject.fields[field]);
    if (!file)
        return {};
    RoundText text{file->name, store::Blobs(repository.data_folder() / "blobs").get(file->hash)};
    if (!is_utf8(text.text))
        throw Error(Fault::Invalid, say("{}: ფაილი UTF-8 არ არის", "{}: the file is not UTF-8", printable(file->name)));
    if (text.text.empty())
        throw Error(Fault::Invalid, say("{}: ფაილი ცარიელია", "{}: the file is empty", printable(file->name)));
    return text;
}

/// The round as it is now.
RoundRules gather(const Repository& repository, const store::CaseRow& round)
{
    const Json& fields = round.subject.fields;
    RoundRules rules;
    rules.round = round.subject.uid.hex();
    rules.number = round.number;
    rules.title = round.title;
    rules.year = text_of(fields["year"]);
    rules.kind = fields.text("ballot_kind");
    rules.rule = fields.text("rule");
    rules.weights = fields.text("weights");
    rules.eligibility = localized_of(fields["eligibility"]);
    rules.voters = fields.text("voters");
    rules.duplicates = fields.text("duplicates");
    rules.legal_act = fields.text("legal_act");
    rules.balloting_from = local_time(repository, fields.text("balloting_from"));
    rules.balloting_until = local_time(repository, fields.text("balloting_until"));
    rules.budget = fields["budget"].text("amount");
    rules.currency = fields["budget"].text("currency");
    if (fields["max_choices"].is_integer())
        rules.max_choices = fields["max_choices"].as_integer();
    if (fields["max_points"].is_integer())
        rules.max_points = fields["max_points"].as_integer();
    rules.projects = projects_of(repository, round);
    rules.survey = text_in(repository, round, "survey");
    rules.population = text_in(repository, round, "population");
    rules.mapping = text_in(repository, round, "theme_mapping");
    rules.explain_share = fields.text("explain_share");
    if (fields["explain_rank"].is_integer())
        rules.explain_rank = fields["explain_rank"].as_integer();
    if (rules.is_of_opinions())
        take_survey(rules);
    return rules;
}

void check_thresholds(const RoundRules& rules)
{
    const auto share = budget::parse_fraction(rules.explain_share);
    if (!rules.explain_share.empty() && (!share || *share < budget::Rational{0} || *share > budget::Rational{100}))
        throw Error(Fault::Invalid, say("explain_share პროცენტული პუნქტია 0-დან 100-მდე: „{}“", "explain_share is in points of per cent from 0 to 100: '{}'",
                                        printable(rules.explain_share)));
}

void check_opinions(const RoundRules& rules, const std::vector<store::TurnoutRow>& roll)
{
    if (rules.rule != "mean")
        throw Error(Fault::Invalid, say("ბიულეტენს {} წესი mean აქვს", "ballots of the kind {} have the rule mean", rules.kind));
    if (!rules.survey.text.empty())
        return check_survey(rules, roll);
    if (rules.weights != "none" || !rules.population.text.empty() || !rules.mapping.text.empty())
        throw Error(Fault::Invalid, {"წონებს, მოსახლეობას და თემების კავშირებს გამოკითხვა სჭირდება", "weights, population and mapping of themes need a survey"},
                    {"მიუთითეთ survey=@FILE; უწონოდ: weights=none", "set survey=@FILE; without weights: weights=none"});
}

/// A theme is one word of a list in the .pb file; a cap on one that no project has would cap nothing.
void check_themes(const RoundRules& rules, const budget::Rules& known)
{
    std::vector<std::string> themes;
    for (const RoundProject& project : rules.projects) {
        themes.push_back(project.theme);
        if (project.theme.find(',') != std::string::npos)
            throw Error(Fault::Invalid, say("პროექტი {0}: თემაში მძიმეა: „{1}“", "project {0}: there is a comma in its theme '{1}'", printable(project.id), printable(project.theme)));
    }
    for (const budget::CategoryCap& cap : known.greedy.caps)
        if (std::find(themes.begin(), themes.end(), cap.category) == themes.end()) {
            const auto near = nearest(cap.category, themes);
            throw Error(Fault::Invalid, say("წესში ზღვარი აქვს თემას, რომელიც არც ერთ პროექტს არ აქვს: „{}“", "the rule caps a theme that no project has: '{}'", printable(cap.category)),
                        near ? say("იქნებ „{}“?", "did you mean '{}'?", *near) : Localized{"თემა: ogp proposal set ID theme=THEME", "its theme: ogp proposal set ID theme=THEME"});
        }
}

/// One person, one vote: what differs by district is in the rule.
void check_votes(const RoundRules& rules, const std::vector<std::string>& districts)
{
    if (rules.weights != "none")
        throw Error(Fault::Invalid, {"პროექტების ხმები არ იწონება", "votes for projects are not weighted"},
                    {"weights=none; უბნების წილებს წესი ამბობს: share=DISTRICT=AMOUNT", "weights=none; shares of districts are in the rule: share=DISTRICT=AMOUNT"});
    if (rules.budget.empty())
        throw Error(Fault::Invalid, {"რაუნდს თანხა არ აქვს", "the round has no budget"}, {"დაუმატეთ: --set budget=100000", "add: --set budget=100000"});
    RuleWords words = read_rule(rules.rule);
    words.seed = "not drawn yet";
    const BudgetFile file = read_round_pb(round_pb(rules, nullptr));
    const budget::Rules known = rules_from(words, file.round());
    budget::profile_of(file.round(), known);
    check_themes(rules, known);
    if (rules.voters == "open" && !known.district_shares.empty())
        throw Error(Fault::Invalid, {"უბნების წილებს ამომრჩეველთა სია სჭირდება: უბანს ის ამბობს", "shares of districts need a voter roll: it tells the district"});
    for (const std::string& district : districts)
        if (!known.district_shares.empty() &&
            std::none_of(known.district_shares.begin(), known.district_shares.end(), [&](const budget::DistrictShare& share) { return share.district == district; }))
            throw Error(Fault::Invalid, say("სიაში უბანია, რომელსაც წილი არ აქვს: „{}“", "a district of the roll has no share: '{}'", printable(district)),
                        {"დაუმატეთ წესს: share=DISTRICT=AMOUNT", "add to the rule: share=DISTRICT=AMOUNT"});
}

/// What the workflow cannot know: whether anybody could count by these rules.
void check_countable(const RoundRules& rules, const store::BallotBox* box)
{
    if (rules.projects.empty())
        throw Error(Fault::Invalid, {"კენჭისყრაზე არც ერთი პროექტი არ არის", "there is no project on the ballot"},
                    {"ogp proposal do ID put_on_ballot; შეფასებას: survey=@FILE", "ogp proposal do ID put_on_ballot; of a rating: survey=@FILE"});
    if (rules.voters == "roll" && (box == nullptr || box->roll_size() == 0))
        throw Error(Fault::Invalid, {"ამომრჩეველთა სია ცარიელია", "the voter roll is empty"},
                    {"ogp budget roll import, ან voters=open: მაშინ ხმას ყველა აძლევს, და შედეგში ეს წერია",
                     "ogp budget roll import, or voters=open: then everybody may vote, and each result says so"});
    if ((rules.kind == "cumulative" || rules.is_of_opinions()) && !rules.max_points)
        throw Error(Fault::Invalid, {"რამდენი ქულაა შესაძლებელი, რაუნდი არ ამბობს", "the round does not say how many points there are"},
                    {"დაუმატეთ: --set max_points=10", "add: --set max_points=10"});
    check_thresholds(rules);
    if (rules.is_of_opinions())
        check_opinions(rules, box == nullptr ? std::vector<store::TurnoutRow>() : box->traits());
    else
        check_votes(rules, box == nullptr ? std::vector<std::string>() : box->districts());
}

model::Attachment keep_text(const Repository& repository, const char* name, const std::string& text)
{
    model::Attachment file;
    file.name = name;
    file.hash = store::Blobs(repository.data_folder() / "blobs").put(text);
    file.size = static_cast<std::int64_t>(text.size());
    file.media_type = "application/json";
    return file;
}

/// Papers that were issued have come back in one way or another, and what was typed in was typed in twice.
void check_paper(const store::BallotBox& box)
{
    const std::vector<store::PaperBatch> batches = box.batches();
    for (const store::PaperBatch& batch : batches)
        if (!batch.agreed)
            throw Error(Fault::Forbidden, say("ქაღალდის ბიულეტენების პარტია {0}/{1} ორჯერ აკრეფილი არ არის", "the batch of paper ballots {0}/{1} was not typed in twice",
                                              printable(batch.station), printable(batch.name)),
                        {"ogp budget ballot import-paper --entry 2", "ogp budget ballot import-paper --entry 2"});
    const std::vector<store::Station> stations = box.stations();
    for (const store::PaperBatch& batch : batches)
        if (std::none_of(stations.begin(), stations.end(), [&](const store::Station& station) { return station.name == batch.station; }))
            throw Error(Fault::Forbidden, say("უბანს {} რაოდენობები არ აქვს", "the station {} has no counts", printable(batch.station)),
                        {"ogp budget reconcile ROUND --station S --issued N --unused N --spoiled N", "ogp budget reconcile ROUND --station S --issued N --unused N --spoiled N"});
    for (const store::Station& station : stations) {
        std::int64_t papers = station.unused + station.spoiled;
        for (const store::PaperBatch& batch : batches)
            papers += batch.station == station.name ? batch.valid + batch.invalid : 0;
        if (papers != station.issued && station.note.empty())
            throw Error(Fault::Forbidden, say("უბანი {0}: გაცემულია {1}, აღრიცხულია {2}", "station {0}: issued {1}, accounted for {2}", printable(station.name),
                                              station.issued, papers),
                        {"ogp budget reconcile ROUND --station S --note TEXT ამბობს, რატომ", "ogp budget reconcile ROUND --station S --note TEXT says why"});
    }
}

/// Averages of opinions are worked out while it is known who said what; nothing else of that outlasts the call.
store::BoxCount close_box(store::BallotBox& box, const RoundRules& rules, store::Duplicates policy)
{
    if (!rules.is_of_opinions())
        return box.close(policy);
    ClosingOpinions opinions(rules);
    const store::ClosingCount count{[&](const store::VoterTraits& traits, std::string_view content) { opinions.add(traits, content); },
                                    [&] { return to_pretty_json(opinions.result()) + "\n"; }};
    return box.close(policy, &count);
}

} // namespace

OpenedRound open_round(Repository& repository, const std::string& id, const std::string& seed, DryRun dry_run)
{
    Change change(repository);
    OpenedRound opened;
    opened.row = find_round(repository, id);
    require_round_keeper(repository, opened.row);
    const CaseUid uid = opened.row.subject.uid;
    if (!store::BallotBox::exists(repository.data_folder(), uid) && dry_run == DryRun::No)
        store::BallotBox::create(repository.data_folder(), uid);
    std::optional<store::BallotBox> box;
    if (store::BallotBox::exists(repository.data_folder(), uid))
        box.emplace(repository.data_folder(), uid, store::Access::Write);
    const std::string root = box ? box->roll_root().hex() : std::string();
    opened.voters = box ? box->roll_size() : 0;
    // The log was written and the box not opened any more: a crash between the two.
    if (opened.row.subject.state == "balloting" && box && box->state() == store::BoxState::Filling) {
        opened.rules = frozen_rules(repository, opened.row);
        if (opened.rules.roll_root != root)
            throw Error(Fault::Integrity, {"ამომრჩეველთა სია ის აღარ არის, რაც გაიყინა", "the voter roll is not the one that was frozen"});
        box->open();
        return opened;
    }
    opened.rules = gather(repository, opened.row);
    check_countable(opened.rules, box ? &*box : nullptr);
    std::string drawn = box ? box->fact(seed_fact) : std::string();
    if (!seed.empty() || drawn.empty())
        drawn = seed.empty() ? to_hex(random_bytes(seed_bytes)) : seed;
    opened.rules.roll_root = root;
    opened.rules.tie_commitment = budget::seed_commitment(drawn);
    Json values = Json::object({{"roll_root", root}, {"tie_commitment", opened.rules.tie_commitment}});
    if (dry_run == DryRun::No)
        box->put_fact(seed_fact, drawn);
    if (box) {
        values.set("frozen_rules", model::to_json(keep_text(repository, "rules.json", to_pretty_json(to_json(opened.rules)) + "\n")));
        opened.row = change.move(uid, "open_balloting", values);
    }
    if (dry_run == DryRun::Yes)
        return opened;
    change.commit();
    box->open();
    return opened;
}

ClosedRound close_round(Repository& repository, const std::string& id, DryRun dry_run)
{
    Change change(repository);
    ClosedRound closed;
    closed.row = find_round(repository, id);
    require_round_keeper(repository, closed.row);
    const CaseUid uid = closed.row.subject.uid;
    store::BallotBox box(repository.data_folder(), uid, store::Access::Write);
    const RoundRules rules = frozen_rules(repository, closed.row);
    if (closed.row.subject.state != "balloting") {
        // Everything is in the log; what may be left is to clean the file.
        closed.count = close_box(box, rules, store::duplicates_of(rules.duplicates).value_or(store::Duplicates::First));
        return closed;
    }
    // Asked before anything is stripped: what comes after cannot be undone.
    const std::optional<Instant> until = Instant::parse(rules.balloting_until);
    if (!until || repository.clock().now < *until)
        throw Error(Fault::Forbidden, say("კენჭისყრა {}-მდე გრძელდება", "balloting goes on until {}", rules.balloting_until));
    if (box.state() == store::BoxState::Filling)
        throw Error(Fault::Forbidden, {"ურნა ჯერ გახსნილი არ არის", "the ballot box is not open yet"}, {"გაიმეორეთ ogp budget open", "run ogp budget open again"});
    if (box.state() == store::BoxState::Open) {
        check_paper(box);
        if (box.roll_root().hex() != rules.roll_root)
            throw Error(Fault::Integrity, {"ამომრჩეველთა სია ის აღარ არის, რაც გაიყინა", "the voter roll is not the one that was frozen"});
    }
    if (dry_run == DryRun::Yes)
        return closed;
    const std::optional<store::Duplicates> policy = store::duplicates_of(rules.duplicates);
    if (!policy)
        throw Error(Fault::Integrity, {"გაყინული წესები არ ამბობს, რა ხდება, თუ ერთი პირის ხმა რამდენიმეა", "the frozen rules do not say what several ballots of one person mean"});
    closed.count = close_box(box, rules, *policy);
    Json values = Json::object({{"ballots", closed.count.counted},
                                      {"ballots_excluded", closed.count.excluded},
                                      {"ballots_root", closed.count.ballots_root.hex()},
                                      {"contents_root", closed.count.contents_root.hex()},
                                      {"tie_seed", box.fact(seed_fact)}});
    // A case keeps the workflow that it was opened under, and one of long ago has no such field.
    if (const std::string averages = box.fact(store::closing_fact); !averages.empty() && repository.type(closed.row.subject.workflow).field("priorities") != nullptr)
        values.set("priorities", model::to_json(keep_text(repository, "priorities.json", averages)));
    closed.row = change.move(uid, "close_balloting", values);
    change.commit();
    return closed;
}

store::CaseRow override_round(Repository& repository, const std::string& id, const Override& override_, DryRun dry_run)
{
    Change change(repository);
    const store::CaseRow round = find_round(repository, id);
    const RoundRules rules = frozen_rules(repository, round);
    if (round.subject.state != "counting")
        throw Error(Fault::Forbidden, {"გადაწყვეტილება წესის გარეშე მხოლოდ დათვლისას იწერება, შედეგის გამოქვეყნებამდე",
                                       "a decision against the rule is recorded while ballots are reviewed, before the result is published"});
    if (trim(override_.reason).empty() || trim(override_.act).empty())
        throw Error(Fault::Invalid, {"გადაწყვეტილებას დასაბუთება და სამართლებრივი აქტი სჭირდება", "such a decision needs a reason and a legal act"});
    std::vector<std::string> ids;
    for (const RoundProject& project : rules.projects)
        ids.push_back(project.id);
    if (std::find(ids.begin(), ids.end(), override_.project) == ids.end()) {
        const auto near = nearest(override_.project, ids);
        throw Error(Fault::NotFound, say("რაუნდს პროექტი „{}“ არ აქვს", "the round has no project '{}'", printable(override_.project)),
                    near ? say("იქნებ „{}“?", "did you mean '{}'?", *near) : Localized{});
    }
    for (const Override& known : overrides_from(round.subject.fields["overrides"]))
        if (known.project == override_.project)
            throw Error(Fault::Conflict, say("პროექტზე {} გადაწყვეტილება უკვე არის", "there is a decision on project {} already", override_.project));
    const store::CaseRow changed = change.add(round.subject.uid, Json::object({{"overrides", Json(Json::Array{to_json(override_)})}}));
    if (dry_run == DryRun::No)
        change.commit();
    return changed;
}

} // namespace ogp::app
