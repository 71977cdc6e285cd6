#pragma once

#include "app/cases/change.hpp"
#include "app/sample_folder.hpp"
#include "app/trial_repository.hpp"
#include "documents/report_builder.hpp"
#include "documents/report_catalogue.hpp"
#include "documents/report_parameters.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ogp::documents {

/// Makes the report as the command does.
inline report::Document make_report(app::Repository& repository, const std::string& id, const GivenParameters& given,
                                    std::optional<Date> as_of = {})
{
    const ReportTemplate report = load_report(repository, id);
    return build_report(repository, report, {.parameters = resolve_parameters(repository, report, given), .as_of = as_of});
}

/// What a document holds, by id; the sections by their ids.
struct Contents
{
    std::map<std::string, report::Table> tables;
    std::map<std::string, report::Chart> charts;
    std::map<std::string, report::Gantt> gantts;
    std::map<std::string, report::Card> cards;
    std::map<std::string, report::Section> sections;
    std::vector<std::string> twice; ///< ids of tables that are there twice
    std::vector<std::string> marks;

    explicit Contents(const report::Document& document) { add(document.sections); }

    /// The paragraphs and notices of a section, in English, a line each.
    std::string words(const std::string& section) const
    {
        std::string all;
        for (const report::Block& block : sections.at(section).blocks) {
            if (const auto* paragraph = std::get_if<report::Paragraph>(&block))
                all += paragraph->text.en + "\n";
            if (const auto* notice = std::get_if<report::Notice>(&block))
                all += notice->text.en + "\n";
        }
        return all;
    }

    /// The cell of a table, by the row's number and the key of the column.
    const report::Cell& cell(const std::string& table, std::size_t row, const std::string& column) const
    {
        const report::Table& found = tables.at(table);
        const int index = found.column(column);
        if (index < 0)
            throw std::out_of_range(table + " has no column " + column);
        return found.rows.at(row).at(static_cast<std::size_t>(index));
    }

private:
    void add(const std::vector<report::Section>& all)
    {
        for (const report::Section& section : all) {
            sections.emplace(section.id, section);
            for (const report::Block& block : section.blocks) {
                if (const auto* table = std::get_if<report::Table>(&block)) {
                    if (!tables.emplace(table->id, *table).second)
                        twice.push_back(table->id);
                    for (const auto& row : table->rows)
                        for (const report::Cell& cell : row)
                            mark(cell.mark);
                }
                if (const auto* chart = std::get_if<report::Chart>(&block))
                    charts.emplace(chart->id, *chart);
                if (const auto* gantt = std::get_if<report::Gantt>(&block))
                    gantts.emplace(gantt->id, *gantt);
                if (const auto* paragraph = std::get_if<report::Paragraph>(&block))
                    mark(paragraph->mark);
                if (const auto* card = std::get_if<report::Card>(&block)) {
                    cards.emplace(card->id, *card);
                    for (const auto& [label, cell] : card->rows)
                        mark(cell.mark);
                }
            }
            add(section.sections);
        }
    }

    void mark(const std::string& text)
    {
        if (!text.empty())
            marks.push_back(text);
    }
};

inline Json text_of(const char* ka, const char* en)
{
    return Json::object({{"ka", ka}, {"en", en}});
}

/// A small city that has recorded all that a report of 2019 asks for.
class RecordedCity
{
public:
    RecordedCity() : repository({.folder = trial.folder(), .access = store::Access::Write, .actor = {}, .role = {}, .clock = app::TrialRepository::clock()})
    {
        import_text(repository, plan());
        at("2019-01-10");
        record_process();
        record_services();
        record_budget();
        record_integrity();
        record_progress();
        at("2020-02-01");
    }

    void at(const std::string& day, const std::string& time = "10:00")
    {
        repository.set_clock({*Instant::parse(day + "T" + time + ":00+04:00"), ClockSource::Set});
    }

    store::CaseRow find(const std::string& id, const std::string& type = {}) { return repository.resolve(id, type); }

    app::TrialRepository trial{{std::string(app::all_types)}};
    app::SampleFolder files;
    app::Repository repository;

private:
    static std::string plan()
    {
        return "ogp: 1\nkind: plan\nid: city-2018-2020\ntitle: {ka: გეგმა, en: Plan}\n"
               "commitments:\n"
               "- id: I\n  title: {ka: პორტალი, en: Portal}\n  description: {ka: აღწერა, en: What it is}\n"
               "  milestones:\n"
               "  - {id: I.1, title: {ka: ანალიზი, en: Analysis}, start: {printed: 01.01.2019, value: '2019-01-01'}, end: {printed: 31.03.2019, value: '2019-03-31'}}\n"
               "  - {id: I.2, title: {ka: შექმნა, en: Building}, start: {printed: 01.04.2019, value: '2019-04-01'}, end: {printed: 30.06.2019, value: '2019-06-30'}}\n"
               "  - {id: I.3, title: {ka: გაშვება, en: Launch}, start: {printed: 01.07.2019, value: '2019-07-01'}, end: {printed: 30.06.2020, value: '2020-06-30'}}\n"
               "- id: II\n  title: {ka: ბიუჯეტი, en: Budget}\n"
               "  milestones:\n"
               "  - {id: II.1, title: {ka: კენჭისყრა, en: Ballot}, start: {printed: 01.05.2019, value: '2019-05-01'}, end: {printed: 31.05.2019, value: '2019-05-31'}}\n";
    }

    store::CaseRow opened(const std::string& type, const Json& set, const std::string& state)
    {
        app::Change change(repository);
        change.act_as("importer");
        store::CaseRow row = change.open(type, set, state);
        change.commit();
        return row;
    }

    void record_process()
    {
        for (const auto& [side, seat] : {std::pair("city_hall", 1), std::pair("city_hall", 2), std::pair("civil_society", 1)})
            opened("membership",
                   Json::object({{"organisation", text_of("ორგანიზაცია", "Organisation")}, {"side", side}, {"seat", seat}, {"since", "2018-06-01"},
                                 {"member", text_of("წევრი", "Member")}, {"reason", text_of("შეირჩა", "was chosen")}}),
                   "seated");
        const store::CaseRow session = opened(
            "session",
            Json::object({{"number", "3"}, {"title", text_of("მესამე სხდომა", "Third session")},
                          {"date", Json::object({{"printed", "15 თებერვალი 2019"}, {"value", "2019-02-15"}, {"precision", "day"}})}, {"opened", "11:00"},
                          {"closed", "12:30"}, {"agenda", Json(Json::Array{Json::object({{"number", 1}, {"item", text_of("პორტალი", "The portal")}})})},
                          {"attendance", Json(Json::Array{Json::object({{"name", "Nino"}, {"side", "government"}}), Json::object({{"name", "Ana"}, {"side", "civil_society"}}),
                                                          Json::object({{"name", "Luka"}, {"side", "guest"}})})},
                          {"minutes_printed", Json::object({{"title", "Minutes"}})}}),
            "published");
        app::Change change(repository);
        const store::CaseRow decision = change.open("decision", Json::object({{"number", "3-1"}, {"title", text_of("მუშაობა გრძელდება", "Work goes on")},
                                                                              {"session", session.subject.uid.hex()}, {"text", text_of("ტექსტი", "Text")},
                                                                              {"quorum_government", 1}, {"quorum_civil_society", 1}}));
        change.move(decision.subject.uid, "put_to_vote");
        change.vote(decision.subject.uid, {.group = "government", .voter = "m1", .choice = "for"});
        change.vote(decision.subject.uid, {.group = "civil_society", .voter = "m2", .choice = "against"});
        change.move(decision.subject.uid, "fail");
        change.commit();
        const store::CaseRow consultation = consult("C-1", "2019-03-01", "2019-03-11", "2019-03-25", "");
        contribute(consultation, "accepted");
        contribute(consultation, "declined");
        contribute(consult("C-2", "2020-01-02", "2020-01-03", "2020-01-09", "annual-2019"), "noted");
    }

    store::CaseRow consult(const char* number, const char* announced, const char* opens, const char* closes, const char* report)
    {
        Json set = Json::object({{"number", number}, {"title", text_of("თემა", "Subject")}, {"announced_on", announced}, {"opens_on", opens}, {"closes_on", closes},
                                 {"participants", 17}, {"channels", Json(Json::Array{text_of("ვებგვერდი", "Web page")})}, {"summary", text_of("შეჯამება", "Summary")}});
        if (*report != '\0')
            set.set("report", report);
        return opened("consultation", set, "published");
    }

    void contribute(const store::CaseRow& consultation, const char* kind)
    {
        opened("contribution",
               Json::object({{"text", text_of("აზრი", "An opinion")}, {"consultation", consultation.subject.uid.hex()}, {"answer_kind", kind},
                             {"author", Json::object({{"name", "Secret Person"}})}, {"response", text_of("პასუხი", "A reasoned response")}}),
               "answered");
    }

    void report_issue(const char* day, const char* answered, const char* category, const char* district)
    {
        at(day);
        app::Change change(repository);
        const auto photo = app::keep_attachment(repository, files.put("photo.jpg", std::string("\xFF\xD8\xFF\xFE\x00\x05GPS\xFF\xD9", 11)), {},
                                                app::rules_of(repository.active_type("issue"), "photo"));
        const store::CaseRow row = change.open("issue", Json::object({{"subject", "ნათურა"}, {"category", category}, {"district", district},
                                                                      {"place", Json::object({{"lat", "41.7"}, {"lon", "44.8"}})},
                                                                      {"photo", Json(Json::Array{model::to_json(photo)})},
                                                                      {"reporter", Json::object({{"name", "Secret Person"}})}}));
        change.move(row.subject.uid, "confirm");
        change.commit();
        if (*answered == '\0')
            return;
        at(answered);
        app::Change later(repository);
        later.move(row.subject.uid, "resolve", Json::object({{"outcome", "planned"}, {"answer", text_of("გეგმაშია", "It is planned")}}));
        later.commit();
    }

    store::CaseRow request(const char* day)
    {
        at(day);
        app::Change change(repository);
        const store::CaseRow row = change.open("foi", Json::object({{"subject", "ხელფასები"}, {"body", "please"}, {"applicant", Json::object({{"name", "Secret Person"}})}}));
        change.move(row.subject.uid, "register");
        change.commit();
        return row;
    }

    void record_services()
    {
        report_issue("2019-04-01", "2019-04-02", "cleaning", "vake");       // two working days: in time
        report_issue("2019-04-02", "2019-04-25", "cleaning", "vake");       // late
        report_issue("2019-12-30", "", "park_bench", "isani");              // not due yet at the end of the year
        const auto end = [&](const store::CaseRow& row, const char* day, const char* transition, const Json& set = Json::object()) {
            at(day);
            app::Change change(repository);
            change.move(row.subject.uid, transition, set, "reason");
            change.commit();
        };
        end(request("2019-05-02"), "2019-05-06", "not_held");
        end(request("2019-05-03"), "2019-07-15", "forward", Json::object({{"forwarded_to", "another body"}}));
        request("2019-12-20");
        at("2019-06-01");
        opened("petition", Json::object({{"title", "პარკი ყველასთვის"}, {"demand", "a park"}, {"theme", "environment"}, {"author", Json::object({{"name", "Secret Person"}})},
                                         {"threshold", 100}, {"signatures", 120}, {"collect_until", "2019-09-01"}, {"legal_act", "act"}}),
               "reached");
    }

    void record_budget()
    {
        at("2019-11-01");
        const store::CaseRow round = opened("budget_round", Json::object({{"number", "2020"}, {"title", text_of("რაუნდი", "Round")}, {"year", 2020}, {"ballots", 300}}), "finished");
        const std::string comparison =
            R"({"format": "comparison/1", "year": 2020, "phase": "approved", "currency": "GEL", "themes": [
                {"theme": "parks", "label": {"ka": "პარკები", "en": "Parks"}, "citizens_share_exact": "2/3", "share_exact": "1/2", "approved": "500000.00",
                 "deviates": true, "explanation": {"ka": "ხიდი სასწრაფოა", "en": "The bridge is urgent"}},
                {"theme": "roads", "label": {"ka": "გზები", "en": "Roads"}, "citizens_share_exact": "1/3", "share_exact": "1/2", "approved": "500000.00",
                 "deviates": true, "explanation": null}]})";
        app::Change change(repository);
        const app::IncomingFile file{files.put("comparison.json", comparison), {}, app::rules_of(repository.active_type("budget_round"), "comparison")};
        change.put_file(round.subject.uid, "comparison", file);
        change.set(round.subject.uid, Json::object({{"deviations", 2}, {"unexplained", 1}}));
        change.commit();
    }

    void record_integrity()
    {
        const store::CaseRow standard = opened("standard", Json::object({{"number", "S1"}, {"title", text_of("სტანდარტი", "Standard")}}), "draft");
        opened("measure", Json::object({{"number", "S1.1"}, {"title", text_of("ტრენინგი", "Training")}, {"standard", standard.subject.uid.hex()},
                                        {"indicator", text_of("მონაწილეები", "Participants")}, {"baseline", "0"}, {"target", "40"}, {"value", "38"}}),
               "in_progress");
    }

    void record_progress()
    {
        at("2019-03-20");
        app::Change change(repository);
        const auto done = [&](const char* id, const char* day) {
            change.move(find(id, "milestone").subject.uid, "complete",
                        Json::object({{"completed", Json::object({{"printed", Json()}, {"value", day}, {"precision", "day"}})}, {"result", text_of("შედეგი", "What came of it")}}));
        };
        done("I.1", "2019-03-20");
        change.attach(find("I.1").subject.uid, app::IncomingFile{files.put("analysis.pdf", "%PDF-1.7 analysis")});
        change.comment(find("I.1").subject.uid, "well done");
        change.commit();
        at("2019-08-10");
        app::Change later(repository);
        const CaseUid building = find("I.2").subject.uid;
        later.move(building, "complete", Json::object({{"completed", Json::object({{"printed", Json()}, {"value", "2019-08-09"}, {"precision", "day"}})},
                                                       {"delay_reason", text_of("შესყიდვა გაგრძელდა", "Procurement took longer")}, {"delay_act", "order 12"}}));
        const CaseUid launch = find("I.3").subject.uid;
        later.set(launch, Json::object({{"end", Json::object({{"printed", "30.09.2020"}, {"value", "2020-09-30"}, {"precision", "day"}})}}));
        later.set(find("I", "commitment").subject.uid,
                  Json::object({{"national_assessment", "partially"}, {"ogp_completion", "substantial"}, {"results", text_of("პორტალი მზადაა", "The portal is ready")},
                                {"opened_information", "major"}, {"opened_information_evidence", text_of("76 ნაკრები", "76 datasets")}}));
        later.open("indicator", Json::object({{"number", "I:1"}, {"title", text_of("ნაკრებები", "Datasets")}, {"commitment", find("I", "commitment").subject.uid.hex()},
                                              {"baseline", "0"}, {"target", "100"},
                                              {"values", Json(Json::Array{Json::object({{"at", "2019-07-01"}, {"value", "76"}}), Json::object({{"at", "2020-01-15"}, {"value", "90"}})})}}));
        later.set(find("city-2018-2020", "plan").subject.uid,
                  Json::object({{"context", text_of("კონტექსტი", "The context")}, {"lessons", text_of("გამოცდილება", "What was learned")},
                                {"recommendations", Json(Json::Array{Json::object({{"text", text_of("მეტი მონაცემი", "More data")}, {"source", "IRM"},
                                                                                   {"response", text_of("გაზიარებულია", "Accepted")}, {"status", text_of("სრულდება", "Under way")}})})}}));
        later.commit();
    }
};

} // namespace ogp::documents
