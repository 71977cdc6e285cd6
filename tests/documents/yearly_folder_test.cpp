#include "documents/yearly_folder.hpp"

#include "base/hash.hpp"
#include "documents/trial_reports.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace ogp;
using namespace ogp::documents;

namespace {

constexpr const char* plan_text = R"(ogp: 1
kind: plan
id: p
title: {ka: "გეგმა", en: "Plan"}
commitments:
  - id: I
    title: {ka: "ღია ბიუჯეტი", en: "Open budget"}
  - id: II
    title: {ka: "პეტიციები", en: "Petitions"}
)";

std::map<std::string, std::string> year(app::Repository& repository, std::vector<std::string> reports = {})
{
    std::map<std::string, std::string> files;
    write_year(repository, {.plan = {}, .period = "2018", .as_of = {}, .reports = std::move(reports), .formats = {"html", "json"}, .languages = {Language::Ka, Language::En}, .pdf = nullptr},
               [&](DocumentFile file) { CHECK(files.emplace(file.name, file.bytes).second); });
    return files;
}

} // namespace

TEST_CASE("the folder of a year holds every report that a plan and a period make, and the page of each commitment")
{
    const app::TrialRepository trial;
    app::Repository repository = trial.open();
    app::import_text(repository, plan_text);
    CHECK(yearly_reports(repository) == std::vector<std::string>{"annual", "milestone_sheet", "services", "sla"}); // no requests here
    const auto files = year(repository);
    for (const char* name : {"p-annual-2018.ka.html", "p-annual-2018.json", "commitment-p-I.en.html", "commitment-p-II.ka.html", "index.ka.html",
                             "index.en.html", "documents.json", "SHA256SUMS"})
        CHECK(files.contains(name));

    // The list of checksums names every other file with what it holds.
    std::size_t lines = 0;
    for (const std::string_view line : split(files.at("SHA256SUMS"), '\n')) {
        if (line.empty())
            continue;
        ++lines;
        const std::string name(line.substr(66));
        REQUIRE(files.contains(name));
        CHECK(line.substr(0, 64) == sha256(files.at(name)).hex());
    }
    CHECK(lines == files.size() - 1);

    // The index leads to each document, and the list for programs names it too.
    for (const auto& [name, bytes] : files) {
        if (name.starts_with("index") || name == "SHA256SUMS")
            continue;
        INFO(name);
        CHECK(files.at("index.ka.html").find("href=\"" + name + "\"") != std::string::npos);
        if (name != "documents.json")
            CHECK(files.at("documents.json").find("\"" + name + "\"") != std::string::npos);
    }
}

TEST_CASE("a report of the repository's own belongs to the year where it asks for nothing else")
{
    const app::TrialRepository trial;
    app::Repository repository = trial.open();
    app::import_text(repository, plan_text);
    const auto write = [&](const char* id, const char* parameter) {
        make_folders(trial.folder() / "templates");
        write_file(trial.folder() / "templates" / (std::string(id) + ".yaml"),
                   fmt::format("ogp: 1\nkind: report\nid: {0}\ntitle: {{ka: \"ა\", en: \"A\"}}\nsummary: {{ka: \"ა\", en: \"A\"}}\nfile: \"{0}-{{{{period}}}}\"\n"
                               "parameters:\n  - {{name: period, kind: period, need: required, label: {{ka: \"პ\", en: \"P\"}}}}\n{1}"
                               "sections:\n  - {{id: s, title: {{ka: \"ს\", en: \"S\"}}, blocks: [{{text: words}}]}}\ntexts:\n  words: {{ka: \"ტ\", en: \"T\"}}\n",
                               id, parameter));
    };
    write("waste", "");
    write("street", "  - {name: street, kind: text, need: required, label: {ka: \"ქ\", en: \"S\"}}\n");
    const auto reports = yearly_reports(repository);
    CHECK(std::count(reports.begin(), reports.end(), "waste") == 1);
    CHECK(std::count(reports.begin(), reports.end(), "street") == 0);
    CHECK(year(repository).contains("waste-2018.ka.html"));
}

TEST_CASE("named reports alone are made, and an unknown one is refused")
{
    const app::TrialRepository trial;
    app::Repository repository = trial.open();
    app::import_text(repository, plan_text);
    const auto files = year(repository, {"milestone-sheet"});
    CHECK_FALSE(files.contains("p-annual-2018.json"));
    CHECK_FALSE(files.contains("commitment-p-I.json"));
    CHECK(files.contains("SHA256SUMS"));
    CHECK_THROWS_AS(year(repository, {"anual"}), Error);
}
