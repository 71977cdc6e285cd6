#pragma once

#include "app/budget/budget_ballots.hpp"
#include "app/budget/budget_publish.hpp"
#include "app/budget/budget_result.hpp"
#include "app/budget/budget_round.hpp"
#include "app/cases/change.hpp"
#include "app/trial_repository.hpp"

#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace ogp::app {

/// What one voter is and says; marks of streets, lighting and parks, 0 for none.
struct OpinionVoter
{
    std::string district;
    std::string sex;
    std::vector<int> marks;
};

/// A round in which themes are rated, with a roll, from its opening to its result.
class OpinionRound
{
public:
    static constexpr const char* survey = "ogp: 1\nkind: survey\nballots: rating\nscale: {least: 1, most: 5}\ntraits:\n  - {id: district}\n  - {id: sex}\n"
                                          "themes:\n  - id: streets\n    cofog: [\"04.5\"]\n    parts:\n      - {id: lighting, cofog: [\"06.4\"]}\n"
                                          "  - {id: parks, cofog: [\"05.4\"]}\n";
    static constexpr const char* margins = "trait,value,population\ndistrict,vake,300\ndistrict,gldani,500\ndistrict,isani,200\nsex,f,600\nsex,m,400\n";

    explicit OpinionRound(std::string weights = "none", std::string population = {}, std::string survey_text = survey, int year = 2020)
    {
        add(weights, population, survey_text, year);
    }

    void add(const std::string& weights, const std::string& population, const std::string& survey_text, int year)
    {
        m_number = std::to_string(year);
        Repository repository = at("2019-05-01T10:00:00+04:00");
        Change change(repository);
        const auto text = [](const char* en) { return Json::object({{"en", en}}); };
        const CaseUid uid = change
                                .open("budget_round", Json::object({{"number", m_number},
                                                                    {"title", text("Priorities")},
                                                                    {"year", year},
                                                                    {"ballot_kind", "rating"},
                                                                    {"rule", "mean"},
                                                                    {"weights", weights},
                                                                    {"eligibility", text("Residents")},
                                                                    {"voters", "roll"},
                                                                    {"duplicates", "last"},
                                                                    {"balloting_from", "2019-05-02T00:00:00+04:00"},
                                                                    {"balloting_until", "2019-06-01T00:00:00+04:00"}}))
                                .subject.uid;
        put(change, uid, "survey", "survey.yaml", survey_text);
        put(change, uid, "population", "people.csv", population);
        change.move(uid, "inform");
        change.commit();
    }

    Repository at(const char* now) const
    {
        return Repository({.folder = trial.folder(), .access = store::Access::Write, .actor = {}, .role = {}, .clock = {*Instant::parse(now), ClockSource::Set}});
    }
    Repository after() const { return at("2019-06-01T00:00:00+04:00"); }
    store::CaseRow row() const { return find_round(after(), m_number); }

    static CsvSource csv(const std::string& text)
    {
        auto rest = std::make_shared<std::string>(text);
        return {"test.csv", [rest](char* buffer, std::size_t size) {
                    const std::size_t count = std::min(size, rest->size());
                    std::memcpy(buffer, rest->data(), count);
                    rest->erase(0, count);
                    return count;
                }};
    }

    void set(const char* field, const std::string& name, const std::string& text) const
    {
        Repository repository = at("2019-05-01T10:00:00+04:00");
        Change change(repository);
        put(change, find_round(repository, m_number).subject.uid, field, name, text);
        change.commit();
    }
    void put_roll(const std::vector<OpinionVoter>& voters) const
    {
        std::string roll = "voter,district,sex\n";
        for (std::size_t i = 0; i < voters.size(); ++i)
            roll += fmt::format("v{},{},{}\n", i, voters[i].district, voters[i].sex);
        Repository repository = at("2019-05-01T10:00:00+04:00");
        import_roll(repository, m_number, csv(roll), RollImport::Replace, DryRun::No);
    }
    void open() const
    {
        Repository repository = at("2019-05-01T10:00:00+04:00");
        open_round(repository, m_number, "seed", DryRun::No);
    }
    /// Those who mark anything.
    void cast(const std::vector<OpinionVoter>& voters) const
    {
        std::string rows = "voter,vote,points\n";
        const char* const themes[] = {"streets", "lighting", "parks"};
        for (std::size_t i = 0; i < voters.size(); ++i) {
            std::string vote;
            std::string points;
            for (std::size_t t = 0; t < voters[i].marks.size(); ++t)
                if (voters[i].marks[t] != 0) {
                    vote += (vote.empty() ? "" : ",") + std::string(themes[t]);
                    points += (points.empty() ? "" : ",") + std::to_string(voters[i].marks[t]);
                }
            if (!vote.empty())
                rows += fmt::format("v{},\"{}\",\"{}\"\n", i, vote, points);
        }
        Repository repository = at("2019-05-10T10:00:00+04:00");
        cast_ballots(repository, m_number, csv(rows), repository.clock().now, {}, DryRun::No);
    }
    ClosedRound close() const
    {
        Repository repository = after();
        return close_round(repository, m_number, DryRun::No);
    }
    Json play(const std::vector<OpinionVoter>& voters) const
    {
        put_roll(voters);
        open();
        cast(voters);
        close();
        return priorities();
    }
    Json priorities() const { return load_round_ballots(after(), row()).priorities; }
    std::filesystem::path publish(std::int64_t k) const
    {
        Repository repository = after();
        PublishOptions options;
        options.k = k;
        options.traits = TurnoutTraits{};
        publish_round(repository, m_number, options, trial.folder() / "published", DryRun::No);
        return trial.folder() / "published";
    }

    TrialRepository trial{{"budget_round", "proposal"}};

private:
    void put(Change& change, const CaseUid& uid, const char* field, const std::string& name, const std::string& text) const
    {
        if (text.empty())
            return;
        const std::filesystem::path file = trial.folder() / ("incoming-" + name);
        write_file(file, text);
        change.put_file(uid, field, IncomingFile{file, name});
    }

    std::string m_number;
};

} // namespace ogp::app
