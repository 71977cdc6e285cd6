#include "documents/document_edits.hpp"

#include "app/cases/change.hpp"
#include "base/hash.hpp"
#include "documents/trial_reports.hpp"
#include "report/odt_writer.hpp"

#include <catch2/catch.hpp>

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
    description: {ka: "რა გაკეთდება"}
)";

/// A city with one commitment, and the texts of its page as somebody's word processor gives them back.
class Page
{
public:
    Page() : m_repository(m_trial.open())
    {
        app::import_text(m_repository, plan_text);
    }

    app::Repository& repository() { return m_repository; }
    store::CaseRow commitment() const { return m_repository.resolve("I"); }

    std::vector<report::EditedText> texts(Language language)
    {
        const report::Document document = made(m_repository, load_report(m_repository, "commitment"), {{"commitment", "I"}});
        return report::read_odt_edits(report::to_odt(document, language));
    }

    /// The texts with that of a field replaced.
    std::vector<report::EditedText> edited(Language language, const std::string& field, const std::string& text)
    {
        std::vector<report::EditedText> all = texts(language);
        int found = 0;
        for (report::EditedText& one : all)
            if (one.mark.ends_with("/" + field)) {
                one.text = text;
                ++found;
            }
        REQUIRE(found > 0);
        return all;
    }

    void record(const std::string& field, Json value)
    {
        app::Change change(m_repository);
        change.set(commitment().subject.uid, Json::object({{field, std::move(value)}}));
        change.commit();
    }

private:
    app::TrialRepository m_trial;
    app::Repository m_repository;
};

Fault fault_of(const auto& act)
{
    try {
        act();
    } catch (const Error& error) {
        return error.fault();
    }
    FAIL("nothing was refused");
    return Fault::Internal;
}

} // namespace

TEST_CASE("a document that nobody touched changes nothing")
{
    Page page;
    REQUIRE_FALSE(page.texts(Language::Ka).empty());
    CHECK(edits_of(page.repository(), page.texts(Language::Ka)).empty());
    CHECK(edits_of(page.repository(), page.texts(Language::En)).empty());
}

TEST_CASE("a text that was changed in the document is an edit of its field, and the other language stays")
{
    Page page;
    page.record("results", Json::object({{"ka", "პორტალი მზადაა"}, {"en", "The portal is ready"}}));
    const auto edits = edits_of(page.repository(), page.edited(Language::Ka, "results", "პორტალი მზად არის \nდა მუშაობს"));
    REQUIRE(edits.size() == 1);
    CHECK(edits[0].field == "results");
    CHECK(edits[0].was == "პორტალი მზადაა");
    CHECK(edits[0].now == "პორტალი მზად არის\nდა მუშაობს");
    CHECK_FALSE(edits[0].is_stale);
    CHECK_NOTHROW(require_fresh(edits));
    const Json values = values_of(page.repository(), edits[0].row, edits);
    CHECK(values["results"].text("en") == "The portal is ready");
    CHECK(values["results"].text("ka") == "პორტალი მზად არის\nდა მუშაობს");
}

TEST_CASE("where the other language stood in place of a translation, the changed text is the translation")
{
    Page page;
    const auto edits = edits_of(page.repository(), page.edited(Language::En, "description", "What will be done"));
    REQUIRE(edits.size() == 1);
    CHECK(edits[0].language == Language::En);
    CHECK(edits[0].was.empty());
    CHECK_FALSE(edits[0].is_stale);
    const Json values = values_of(page.repository(), edits[0].row, edits);
    CHECK(values["description"].text("ka") == "რა გაკეთდება");
    CHECK(values["description"].text("en") == "What will be done");
}

TEST_CASE("a text that the record has changed since is stale, and nothing of the document is taken")
{
    Page page;
    const auto texts = page.edited(Language::Ka, "description", "ჩემი");
    page.record("description", Json::object({{"ka", "სხვისი"}}));
    const auto edits = edits_of(page.repository(), texts);
    REQUIRE(edits.size() == 1);
    CHECK(edits[0].is_stale);
    CHECK(fault_of([&] { require_fresh(edits); }) == Fault::Conflict);

    // Both wrote the same: there is nothing to settle.
    page.record("description", Json::object({{"ka", "ჩემი"}}));
    CHECK(edits_of(page.repository(), texts).empty());
}

TEST_CASE("a text that stands twice in the document and was changed in two ways is stale")
{
    Page page;
    auto texts = page.edited(Language::Ka, "description", "ერთი");
    report::EditedText second = texts.front();
    for (const report::EditedText& text : texts)
        if (text.mark.ends_with("/description"))
            second = text;
    texts.push_back(second);
    CHECK(edits_of(page.repository(), texts).size() == 1);
    texts.back().text = "ორი";
    const auto edits = edits_of(page.repository(), texts);
    REQUIRE(edits.size() == 2);
    CHECK(edits[0].is_stale);
    CHECK(edits[1].is_stale);
}

TEST_CASE("a text that was emptied is taken away")
{
    Page page;
    const auto edits = edits_of(page.repository(), page.edited(Language::Ka, "description", "\n"));
    REQUIRE(edits.size() == 1);
    CHECK(values_of(page.repository(), edits[0].row, edits)["description"].is_null());
}

TEST_CASE("marks that are none of ours are refused")
{
    Page page;
    const std::string uid = page.commitment().subject.uid.hex();
    const auto refused = [&](const std::string& mark) {
        return fault_of([&] { edits_of(page.repository(), {{mark, Language::Ka, "0123456789abcdef", "x"}}); });
    };
    CHECK(refused("nothing") == Fault::Invalid);
    CHECK(refused("00000000000000000000000000000000/description") == Fault::Invalid);
    CHECK(refused(uid + "/state") == Fault::Invalid);
    CHECK(refused(uid + "/start") == Fault::Invalid); // a date is no text
    CHECK(refused("/") == Fault::Invalid);
}
