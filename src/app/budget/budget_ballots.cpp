#include "app/budget/budget_ballots.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace ogp::app {
namespace {

constexpr std::size_t longest_key = 200;

/// Undoes what is not committed.
class BoxWriting
{
public:
    BoxWriting(store::BallotBox& box, DryRun dry_run) : m_box(box), m_dry_run(dry_run) { m_box.begin(); }
    ~BoxWriting()
    {
        if (!m_done)
            m_box.rollback();
    }
    BoxWriting(const BoxWriting&) = delete;
    BoxWriting& operator=(const BoxWriting&) = delete;
    void commit()
    {
        if (m_dry_run == DryRun::Yes)
            return;
        m_box.commit();
        m_done = true;
    }

private:
    store::BallotBox& m_box;
    DryRun m_dry_run;
    bool m_done = false;
};

std::string key_of(CsvRows& rows)
{
    std::string key = voter_key(rows.cell("voter"));
    if (key.empty() || key.size() > longest_key) {
        rows.report("voter", "bad_voter", {"ამომრჩეველი მითითებული არ არის", "there is no voter"});
        key.clear();
    }
    return key;
}

std::size_t index_of(const RoundRules& rules, std::string_view project)
{
    const auto found = std::find_if(rules.projects.begin(), rules.projects.end(), [&](const RoundProject& known) { return known.id == project; });
    return static_cast<std::size_t>(found - rules.projects.begin());
}

ReadBallot wrong(const char* column, const char* code, Localized problem)
{
    return {{}, column, code, std::move(problem)};
}

ReadBallot read_projects(const RoundRules& rules, std::string_view vote)
{
    ReadBallot ballot;
    if (vote.empty())
        return wrong("vote", "empty_vote", {"ხმა ცარიელია", "the vote is empty"});
    for (const std::string_view part : split(vote, ',')) {
        const std::string id(trim(part));
        if (index_of(rules, id) == rules.projects.size())
            return wrong("vote", "unknown_project", say("ასეთი პროექტი არ არის: „{}“", "there is no project '{}'", printable(shorten(id, 60))));
        if (std::find(ballot.content.projects.begin(), ballot.content.projects.end(), id) != ballot.content.projects.end())
            return wrong("vote", "repeated_project", say("პროექტი {} ამ ხმაში უკვე იყო", "the project {} stands on this ballot twice", printable(id)));
        ballot.content.projects.push_back(id);
    }
    const auto count = static_cast<std::int64_t>(ballot.content.projects.size());
    if (rules.max_choices && count > *rules.max_choices)
        return wrong("vote", "too_many_projects", say("პროექტები {0}, შეიძლება {1}", "projects {0}, at most {1}", count, *rules.max_choices));
    return ballot;
}

/// Whole points; a decimal comma would look like two of them, and then the number of points does not fit.
ReadBallot read_points(const RoundRules& rules, ReadBallot ballot, std::string_view points)
{
    const std::vector<std::string_view> parts = points.empty() ? std::vector<std::string_view>() : split(points, ',');
    if (parts.size() != ballot.content.projects.size())
        return wrong("points", "bad_points", say("პროექტები {0}, ქულები {1}", "projects {0}, points {1}", ballot.content.projects.size(), parts.size()));
    std::int64_t sum = 0;
    for (const std::string_view part : parts) {
        const std::optional<long long> number = to_integer(trim(part));
        if (!number)
            return wrong("points", "bad_points", say("ქულა მთელი რიცხვი უნდა იყოს: „{}“", "points must be a whole number: '{}'", printable(shorten(part, 40))));
        if (*number < 0 && rules.min_points >= 0)
            return wrong("points", "negative_points", say("ქულა უარყოფითია: {}", "points below zero: {}", *number));
        if (*number < rules.min_points)
            return wrong("points", "too_few_points", say("ქულა {0}, სულ მცირე {1}", "points {0}, at least {1}", *number, rules.min_points));
        if (*number > *rules.max_points)
            return wrong("points", "too_many_points", say("ქულა {0}, შეიძლება {1}", "points {0}, at most {1}", *number, *rules.max_points));
        sum += *number;
        ballot.content.points.push_back(*number);
    }
    if (rules.kind != "rating" && sum > *rules.max_points)
        return wrong("points", "too_many_points", say("ქულების ჯამი {0}, შეიძლება {1}", "points come to {0}, at most {1}", sum, *rules.max_points));
    return ballot;
}

/// Where the order of projects means nothing, all ballots have the same.
void put_in_order(const RoundRules& rules, BallotContent& content)
{
    if (rules.kind == "ordinal")
        return;
    std::vector<std::size_t> order(content.projects.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return index_of(rules, content.projects[a]) < index_of(rules, content.projects[b]);
    });
    BallotContent sorted{{}, {}, content.district};
    for (const std::size_t at : order) {
        sorted.projects.push_back(content.projects[at]);
        if (!content.points.empty())
            sorted.points.push_back(content.points[at]);
    }
    content = std::move(sorted);
}

/// The ballots of a row's voter may be accepted; gives the voter's district where ballots tell it.
std::optional<std::string> district_of(CsvRows& rows, const store::BallotBox& box, const RoundRules& rules, bool told, const std::string& voter)
{
    if (rules.voters == "open")
        return std::string();
    const std::optional<store::VoterTraits> traits = box.find_voter(voter);
    if (!traits) {
        rows.report("voter", "not_on_roll", {"ამომრჩეველი სიაში არ არის", "the voter is not on the roll"});
        return std::nullopt;
    }
    return told ? traits->district : std::string();
}

std::optional<BallotContent> content_of(CsvRows& rows, const RoundRules& rules)
{
    ReadBallot ballot = read_ballot(rules, rows.cell("vote"), rows.cell("points"));
    if (!ballot.code.empty()) {
        rows.report(ballot.column, ballot.code, ballot.problem);
        return std::nullopt;
    }
    return std::move(ballot.content);
}

/// The box of a round in whose window `received` lies.
store::BallotBox box_for_voting(const Repository& repository, const store::CaseRow& row, const RoundRules& rules, std::optional<Instant> received)
{
    if (row.subject.state != "balloting")
        throw Error(Fault::Forbidden, say("კენჭისყრა არ მიდის: რაუნდის მდგომარეობაა {}", "there is no balloting: the state of the round is {}", row.subject.state));
    store::BallotBox box(repository.data_folder(), row.subject.uid, store::Access::Write);
    box.require_open();
    const std::optional<Instant> from = Instant::parse(rules.balloting_from);
    const std::optional<Instant> until = Instant::parse(rules.balloting_until);
    if (received && (!from || *received < *from))
        throw Error(Fault::Forbidden, say("კენჭისყრა {}-ზე იწყება", "balloting begins at {}", rules.balloting_from));
    if (received && (!until || *received >= *until))
        throw Error(Fault::Forbidden, say("კენჭისყრა {}-ზე დამთავრდა: ბიულეტენი აღარ მიიღება", "balloting ended at {}: no ballot is accepted any more", rules.balloting_until));
    return box;
}

} // namespace

std::string age_band(std::string_view age)
{
    const std::optional<long long> years = to_integer(age);
    if (!years || *years < 0 || *years > 150)
        return std::string(age);
    if (*years < 16)
        return "0-15";
    if (*years >= 75)
        return "75+";
    if (*years < 25)
        return "16-24";
    const long long from = (*years - 5) / 10 * 10 + 5;
    return fmt::format("{}-{}", from, from + 9);
}

std::string receipt_text(const CaseUid& round, const store::BallotReceipt& receipt)
{
    return fmt::format("{}-{}-{}-{}", round.hex(), to_hex(receipt.ballot), to_hex(receipt.nonce), receipt.leaf.hex());
}

ReadBallot read_ballot(const RoundRules& rules, std::string_view vote, std::string_view points)
{
    ReadBallot ballot = read_projects(rules, vote);
    if (ballot.code.empty() && rules.has_points())
        ballot = read_points(rules, std::move(ballot), points);
    else if (ballot.code.empty() && !points.empty())
        ballot = wrong("points", "bad_points", {"ამ ბიულეტენს ქულები არ აქვს", "these ballots have no points"});
    if (ballot.code.empty())
        put_in_order(rules, ballot.content);
    return ballot;
}

ImportedRoll import_roll(Repository& repository, const std::string& round, CsvSource source, RollImport how, DryRun dry_run)
{
    const store::CaseRow row = find_round(repository, round);
    require_round_keeper(repository, row);
    const CaseUid& uid = row.subject.uid;
    if (!row.subject.fields["frozen_rules"].is_null())
        throw Error(Fault::Forbidden, {"კენჭისყრა გახსნილია: ამომრჩეველთა სია აღარ იცვლება", "balloting is open: the voter roll cannot be changed any more"});
    if (!store::BallotBox::exists(repository.data_folder(), uid))
        store::BallotBox::create(repository.data_folder(), uid);
    store::BallotBox box(repository.data_folder(), uid, store::Access::Write);
    const std::string name = source.name;
    CsvRows rows(std::move(source), {"voter"}, {"district", "sex", "age"});
    BoxWriting writing(box, dry_run);
    if (how == RollImport::Replace)
        box.clear_roll();
    ImportedRoll imported;
    while (rows.next()) {
        const std::string voter = key_of(rows);
        if (voter.empty())
            continue;
        const store::VoterTraits traits{std::string(rows.cell("district")), std::string(rows.cell("sex")), age_band(rows.cell("age"))};
        if (box.add_voter(voter, traits))
            ++imported.added;
        else
            rows.report("voter", "voter_twice", {"ამომრჩეველი სიაში უკვე არის", "the voter is on the roll already"});
    }
    require_clean(rows, name);
    imported.voters = box.roll_size();
    imported.root = box.roll_root();
    writing.commit();
    return imported;
}

CastBallots cast_ballots(Repository& repository, const std::string& round, CsvSource source, Instant received,
                         const std::function<void(std::uint32_t line, const std::string& receipt)>& give, DryRun dry_run)
{
    const store::CaseRow row = find_round(repository, round);
    require_round_keeper(repository, row);
    const RoundRules rules = frozen_rules(repository, row);
    store::BallotBox box = box_for_voting(repository, row, rules, received);
    const std::string name = source.name;
    CsvRows rows(std::move(source), {"voter", "vote"}, {"points"});
    const bool told = tells_district(rules);
    BoxWriting writing(box, dry_run);
    box.require_open(); // somebody may have closed it meanwhile
    CastBallots cast;
    while (rows.next()) {
        const std::string voter = key_of(rows);
        if (voter.empty())
            continue;
        const std::optional<std::string> district = district_of(rows, box, rules, told, voter);
        std::optional<BallotContent> content = content_of(rows, rules);
        if (!district || !content || rows.errors() != 0)
            continue;
        content->district = *district;
        const store::BallotReceipt receipt = box.put(voter, store::Channel::Internet, content_text(*content));
        if (give)
            give(rows.line(), receipt_text(row.subject.uid, receipt));
        ++cast.ballots;
    }
    require_clean(rows, name);
    writing.commit();
    return cast;
}

ImportedPaper import_paper(Repository& repository, const std::string& round, CsvSource source, const PaperEntry& entry, DryRun dry_run)
{
    const store::CaseRow row = find_round(repository, round);
    require_round_keeper(repository, row);
    const RoundRules rules = frozen_rules(repository, row);
    store::BallotBox box = box_for_voting(repository, row, rules, {});
    const std::string name = source.name;
    CsvRows rows(std::move(source), {"sheet", "voter", "vote"}, {"points", "status"});
    std::vector<store::PaperRow> papers;
    std::vector<std::string> sheets;
    const bool told = tells_district(rules);
    while (rows.next()) {
        store::PaperRow paper{std::string(rows.cell("sheet")), key_of(rows), {}, fmt::format("{}:{}", name, rows.line())};
        const std::string_view status = rows.cell("status");
        if (paper.sheet.empty())
            rows.report("sheet", "no_sheet", {"ფურცელს ნომერი არ აქვს", "the sheet has no number"});
        if (!status.empty() && status != "valid" && status != "invalid")
            rows.report("status", "bad_status", {"status არის valid ან invalid", "status is valid or invalid"});
        if (paper.voter.empty())
            continue;
        const std::optional<std::string> district = district_of(rows, box, rules, told, paper.voter);
        if (district && status != "invalid")
            if (std::optional<BallotContent> content = content_of(rows, rules)) {
                content->district = *district;
                paper.content = content_text(*content);
            }
        sheets.push_back(paper.sheet);
        papers.push_back(std::move(paper));
    }
    std::sort(sheets.begin(), sheets.end());
    if (const auto twice = std::adjacent_find(sheets.begin(), sheets.end()); twice != sheets.end())
        rows.report("sheet", "sheet_twice", say("ფურცელი {} ორჯერ არის", "sheet {} is there twice", printable(*twice)));
    require_clean(rows, name);
    BoxWriting writing(box, dry_run);
    box.require_open();
    Findings differing = box.put_paper(entry.station, entry.batch, entry.entry, papers);
    if (!differing.empty())
        throw InvalidInput(say("{}: აკრეფა სხვანაირია; არაფერი ჩაწერილა", "{}: the two entries differ; nothing was stored", printable(name)), std::move(differing));
    ImportedPaper imported;
    imported.rows = static_cast<std::int64_t>(papers.size());
    for (const store::PaperBatch& batch : box.batches())
        imported.agreed = imported.agreed || (batch.station == entry.station && batch.name == entry.batch && batch.agreed);
    writing.commit();
    return imported;
}

report::Table reconcile_table(const Repository& repository, const std::string& round)
{
    using report::Align;
    using report::Cell;
    const store::CaseRow row = find_round(repository, round);
    require_box_here(repository);
    const store::BallotBox box(repository.data_folder(), row.subject.uid, store::Access::Read);
    report::Table table{"stations",
                        {"უბნები", "Stations"},
                        {{"station", {"უბანი", "Station"}},
                         {"batches", {"პარტიები", "Batches"}, Align::Right},
                         {"agreed", {"შეჯერებული", "Agreed"}, Align::Right},
                         {"issued", {"გაცემული", "Issued"}, Align::Right},
                         {"valid", {"ნამდვილი", "Valid"}, Align::Right},
                         {"invalid", {"ბათილი", "Invalid"}, Align::Right},
                         {"spoiled", {"გაფუჭებული", "Spoiled"}, Align::Right},
                         {"unused", {"გამოუყენებელი", "Unused"}, Align::Right},
                         {"difference", {"სხვაობა", "Difference"}, Align::Right},
                         {"note", {"განმარტება", "Note"}}},
                        {}};
    const std::vector<store::PaperBatch> batches = box.batches();
    std::vector<store::Station> stations = box.stations();
    for (const store::PaperBatch& batch : batches)
        if (std::none_of(stations.begin(), stations.end(), [&](const store::Station& known) { return known.name == batch.station; }))
            stations.push_back({batch.station, 0, 0, 0, {}});
    std::sort(stations.begin(), stations.end(), [](const store::Station& a, const store::Station& b) { return a.name < b.name; });
    for (const store::Station& station : stations) {
        std::array<std::int64_t, 4> sums{};
        for (const store::PaperBatch& batch : batches)
            if (batch.station == station.name) {
                sums[0] += 1;
                sums[1] += batch.agreed ? 1 : 0;
                sums[2] += batch.valid;
                sums[3] += batch.invalid;
            }
        const std::int64_t difference = station.issued - sums[2] - sums[3] - station.spoiled - station.unused;
        table.rows.push_back({Cell::of(station.name), Cell::of(sums[0]), Cell::of(sums[1]), Cell::of(station.issued), Cell::of(sums[2]), Cell::of(sums[3]),
                              Cell::of(station.spoiled), Cell::of(station.unused), Cell::of(difference), Cell::of(station.note)});
    }
    return table;
}

void put_station(Repository& repository, const std::string& round, const store::Station& station)
{
    const store::CaseRow row = find_round(repository, round);
    require_round_keeper(repository, row);
    if (station.issued < 0 || station.unused < 0 || station.spoiled < 0 || trim(station.name).empty())
        throw Error(Fault::Usage, {"უბნის რაოდენობები ნულზე ნაკლები ვერ იქნება", "counts of a station cannot be below zero"});
    store::BallotBox box(repository.data_folder(), row.subject.uid, store::Access::Write);
    box.put_station(station);
}

} // namespace ogp::app
