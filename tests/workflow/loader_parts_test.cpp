#include "workflow/loader.hpp"

#include "workflow/shipped.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>

namespace ogp::workflow {
namespace {

using Lines = std::vector<std::string>;

const std::string& records()
{
    static const std::string text = read_file(std::string(OGP_SOURCE_DIR) + "/tests/data/workflows/records.yaml");
    return text;
}

std::string channel()
{
    return read_file(std::string(OGP_SOURCE_DIR) + "/tests/data/workflows/common/channel.yaml");
}

CaseType load_text(const std::string& text, const std::string& fragment = channel())
{
    const YamlDocument document(text, "test.yaml");
    std::vector<Fragment> fragments;
    for (const std::string& path : fragments_of(document))
        fragments.push_back({path, YamlDocument(fragment, path)});
    return load_case_type(document, test::roles(), fragments);
}

/// "file:line code" of each finding.
Lines found(const std::string& text, const std::string& fragment = channel())
{
    try {
        load_text(text, fragment);
    } catch (const InvalidInput& error) {
        Lines lines;
        for (const Finding& finding : error.findings()) {
            CHECK_FALSE(finding.message.ka.empty());
            CHECK(finding.place.column > 0);
            lines.push_back(fmt::format("{}:{} {}", finding.place.file, finding.place.line, finding.code));
        }
        return lines;
    }
    return {};
}

std::string with(std::string_view what, std::string_view by)
{
    std::string text = records();
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

TEST_CASE("the whole language is read")
{
    const CaseType type = load_text(records());
    CHECK(type.uses == Lines{"common/channel.yaml"});
    CHECK(type.field("channel")->preset == Json("portal"));
    CHECK(type.time_zone == "Asia/Tbilisi");
    CHECK(type.calendar == "ge");
    CHECK(type.statistics == Lines{"channel", "ground"});
    CHECK(type.numbering.pattern == "FOI-{year}-{seq:05}");
    CHECK(type.numbering.per == Lines{"year", "channel"});
    CHECK(type.field("received_at")->preset == Json("now"));
    CHECK(type.field("reply")->max_size == 20 * 1024 * 1024);
    CHECK(type.field("reply")->accept == Lines{"application/pdf", "image/*"});
    CHECK(type.field("reply")->strip_metadata);
    CHECK(type.field("subject")->redact == Redaction::Review);
    CHECK(type.field("deposit")->preset == Json::object({{"amount", Json("2.50")}, {"currency", Json("GEL")}}));
    CHECK(type.field("copy_fee")->computed == "money(case.pages * 5, 'GEL')");
    REQUIRE(type.state("waiting")->max_stay);
    CHECK(type.state("waiting")->max_stay->term.duration == calendar::Duration{30, calendar::Unit::CalendarDays});
    CHECK(type.state("waiting")->max_stay->then == "withdraw");
    const Transition& answer = *type.transition("answer");
    CHECK(answer.four_eyes);
    CHECK(answer.set == std::vector<std::pair<std::string, std::string>>{{"pages", "case.pages + 1"}});
    REQUIRE(answer.effects.size() == 7);
    CHECK(answer.effects[0].when == "case.pages > 0");
    CHECK(answer.effects[1].redact == Lines{"internal"});
    CHECK(answer.effects[5].to == "role:auditor");
    REQUIRE(type.transition("close")->automatic);
    CHECK(type.transition("close")->automatic->after->duration.amount == 30);
    const Sla& sla = *type.sla("answer");
    CHECK(sla.target.by == "ground");
    REQUIRE(sla.target.table.size() == 2);
    CHECK(sla.target.table[0].second.duration == calendar::Duration{10, calendar::Unit::WorkingDays});
    CHECK(sla.target.table[1].second.calendar == "always");
    CHECK(sla.target.otherwise->duration.amount == 5);
    CHECK(sla.count.due_at == calendar::DueAt::EndOfBusiness);
    CHECK(sla.start.from == "received_at");
    CHECK(sla.reset.when == "case.pages > 100");
    CHECK(sla.reopen == calendar::Reopen::Restart);
    CHECK(sla.retarget == calendar::Retarget::Keep);
    REQUIRE(sla.warnings.size() == 2);
    CHECK(sla.warnings[0].percent == 50);
    CHECK(sla.warnings[1].before == calendar::Duration{2, calendar::Unit::WorkingDays});
    CHECK(sla.warnings[1].effects.front().kind == EffectKind::Tag);
    CHECK(sla.breach.is_public);
    CHECK(sla.breach.effects.size() == 2);
    REQUIRE(sla.escalations.size() == 2);
    CHECK(sla.escalations[0].after->amount == 3);
    CHECK(sla.escalations[1].percent == 100);
    REQUIRE(type.votes.groups.size() == 2);
    CHECK(type.votes.groups[1].roles == Lines{"civil_society"});
    REQUIRE(type.migrations.size() == 1);
    CHECK(type.migrations[0].from == 2);
    CHECK(type.migrations[0].states.front() == std::pair<std::string, std::string>{"in_review", "received"});
    CHECK(type.migrations[0].clocks.back() == std::pair{std::string("old"), ClockMigration::Drop});
}

TEST_CASE("the compiled form holds all of it, and its keys are there only where they are used")
{
    const CaseType type = load_text(records());
    const Json compiled = compile(type);
    const CaseType again = load_compiled(compiled);
    CHECK(to_json(compile(again)) == to_json(compiled));
    CHECK(again.sla("answer")->escalations[1].percent == 100);
    CHECK(again.transition("answer")->effects == type.transition("answer")->effects);
    const Json plain = compile(test::shipped("plan"));
    for (const char* key : {"slas", "votes", "child_rules", "migrate", "numbering", "calendar", "timezone", "statistics"})
        CHECK(plain.find(key) == nullptr);
    // What is in an included file may move into the definition: the rules are the same.
    std::string moved = with("use: [common/channel.yaml]\n", "");
    moved.replace(moved.find("enums:\n"), 7, "enums:\n  channel: {portal: {ka: \"პორტალი\", en: \"Portal\"}, paper: {ka: \"წერილობით\", en: \"Paper\"}}\n");
    moved.replace(moved.find("fields:\n"), 8,
                  "fields:\n  channel: {type: enum, of: channel, default: portal, privacy: public, label: {ka: \"არხი\", en: \"Channel\"}}\n");
    CHECK(workflow_hash(compile(load_text(moved))) == workflow_hash(compiled));
}

TEST_CASE("a damaged compiled form is refused")
{
    const Json compiled = compile(load_text(records()));
    for (const char* key : {"slas", "votes", "migrate", "numbering"}) {
        Json other = compiled;
        other.set(key, Json::array());
        try {
            load_compiled(other);
            FAIL(key);
        } catch (const Error& error) {
            CHECK(error.fault() == Fault::Integrity);
        }
    }
}

struct Bad
{
    std::string_view what;
    std::string_view by;
    Lines found;
};

TEST_CASE("what is wrong in the parts of the language, each with its line")
{
    const std::vector<Bad> corpus{
        {"timezone: Asia/Tbilisi", "timezone: Asia Tbilisi", {"test.yaml:12 bad_value"}},
        {"version: 3", "version: 03", {"test.yaml:4 wrong_kind"}},
        {"version: 3", "version: 2", {"test.yaml:106 bad_value"}},
        {"{seq:05}\"", "{sq:05}\"", {"test.yaml:15 unknown_field", "test.yaml:15 bad_value"}},
        {"{seq:05}\"", "{seq:99}\"", {"test.yaml:15 bad_value"}},
        {"per: [year, channel]", "per: [year, pages]", {"test.yaml:15 unknown_field"}},
        {"~{hash:6}", "~{applicant}", {"test.yaml:15 unknown_field", "test.yaml:15 bad_value"}},
        {"retention: P3Y", "retention: 3 years", {"test.yaml:31 bad_value"}},
        {"privacy: public, redact: review", "privacy: public, retention: P1Y", {"test.yaml:30 bad_value"}},
        {"computed: \"money(case.pages * 5, 'GEL')\"", "computed: \"case.pages\"", {"test.yaml:35 guard_type"}},
        {"currency: GEL, min", "currency: lari, min", {"test.yaml:36 bad_value", "test.yaml:36 bad_value"}},
        {"currency: GEL, min: 1", "min: 1", {"test.yaml:36 missing_key", "test.yaml:36 bad_value"}},
        {"default: 2.50", "default: 2000", {"test.yaml:36 bad_value"}},
        {"{3,6}", "{6,3}", {"test.yaml:38 bad_value"}},
        {"max_size: 20MiB", "max_size: 20 GB", {"test.yaml:40 wrong_kind"}},
        {"accept: [application/pdf", "accept: [pdf", {"test.yaml:40 bad_value"}},
        {"then: withdraw", "then: withdrw", {"test.yaml:47 unknown_transition"}},
        {"then: withdraw", "then: close", {"test.yaml:47 bad_value"}},
        {"amount: 30, unit: calendar_days, then", "amount: 0, unit: calendar_days, then", {"test.yaml:47 bad_value"}},
        {"four_eyes: true", "four_eyes: yes", {"test.yaml:59 wrong_kind"}},
        {"set: {pages:", "set: {pges:", {"test.yaml:63 unknown_field"}},
        {"set: {pages:", "set: {copy_fee:", {"test.yaml:63 bad_value"}},
        {"to: applicant, template: foi-answer", "to: aplicant, template: foi-answer", {"test.yaml:65 unknown_field"}},
        {"to: applicant, template: foi-answer", "to: subject, template: foi-answer", {"test.yaml:65 bad_value"}},
        {"template: foi-answer, when: \"case.pages > 0\"", "template: ../x", {"test.yaml:65 bad_identifier"}},
        {"redact: [internal]", "redact: [privat]", {"test.yaml:66 bad_value"}},
        {"case: duplicate_of", "case: subject", {"test.yaml:67 bad_value"}},
        {"- {tag: answered}", "- {tag: answered, untag: overdue}", {"test.yaml:68 wrong_kind"}},
        {"- {tag: answered}", "- {shell: rm}", {"test.yaml:68 unknown_key"}},
        {"- {tag: answered}", "- {tag: answered, when: \"case.pgaes > 1\"}", {"test.yaml:68 guard_name"}},
        {"role:auditor\"}\n      - {webhook", "role:adutor\"}\n      - {webhook", {"test.yaml:70 unknown_role"}},
        {"  tags:        {type: string, many: true,", "  tagged:      {type: string, many: true,",
         {"test.yaml:68 unknown_field", "test.yaml:69 unknown_field", "test.yaml:91 unknown_field", "test.yaml:92 unknown_field"}},
        {"auto: {after: {amount: 30, unit: calendar_days}}", "auto: {}", {"test.yaml:74 missing_key"}},
        {"target: {by: ground", "target: {by: subject", {"test.yaml:81 bad_value"}},
        {"other_unit: 10wd", "other_unt: 10wd", {"test.yaml:81 unknown_table_key"}},
        {"other_unit: 10wd", "other_unit: soon", {"test.yaml:81 wrong_kind"}},
        {"other_unit: 10wd, ", "", {}},
        {", default: {amount: 5, unit: working_days}", "", {}},
        {"other_unit: 10wd, large_volume: {amount: 8, unit: hours, calendar: always}}, default: {amount: 5, unit: working_days}",
         "other_unit: 10wd}", {"test.yaml:81 missing_key"}},
        {"calendar: ge\n", "", {"test.yaml:80 missing_key", "test.yaml:80 missing_key"}},
        {"from: received_at", "from: subject", {"test.yaml:83 bad_value"}},
        {"events: [create]", "events: [created]", {"test.yaml:83 unknown_transition"}},
        {"pause: {in: [waiting]}", "pause: {in: [wating]}", {"test.yaml:84 unknown_state"}},
        {"pause: {in: [waiting]}", "pause: {}", {"test.yaml:84 bad_value"}},
        {"reopen: restart", "reopen: again", {"test.yaml:87 bad_value"}},
        {"{at: 50%, notify", "{at: 50, notify", {"test.yaml:90 wrong_kind"}},
        {"{at: 50%, notify", "{notify", {"test.yaml:90 bad_value"}},
        {"{at: 50%, notify", "{at: 150%, notify", {"test.yaml:90 bad_value"}},
        {"{before: 2wd, tag: urgent}", "{before: 2wd, tag: urgent, when: \"true\"}", {"test.yaml:91 unknown_key"}},
        {"groups:\n    city: {roles: [coordinator]", "groups:\n    city: {roles: [coordinators]", {"test.yaml:101 unknown_role"}},
        {"in_review: received", "in_review: recieved", {"test.yaml:106 unknown_state"}},
        {"answer: keep_due", "answr: keep_due", {"test.yaml:106 unknown_sla"}},
        {"answer: keep_due", "answer: keep", {"test.yaml:106 bad_value"}},
        {"    2: {states", "    two: {states", {"test.yaml:106 bad_value"}},
    };
    for (const Bad& bad : corpus) {
        INFO(bad.what << " -> " << bad.by);
        CHECK(found(with(bad.what, bad.by)) == bad.found);
    }
}

TEST_CASE("what is wrong in an included file is said with its place there")
{
    std::string wrong = channel();
    wrong.replace(wrong.find("privacy: public"), 15, "privacy: publik");
    CHECK(found(records(), wrong) == Lines{"common/channel.yaml:6 unknown_privacy"});
    CHECK(found(records(), "ogp: 1\nkind: case_type\n").front() == "test.yaml:10 unknown_field");
    CHECK(found(records(), "ogp: 1\nkind: fragment\nuse: [a.yaml]\n").back() == "common/channel.yaml:3 unknown_key");
    CHECK(found(records(), "ogp: 1\nkind: fragment\nstates: {a: {}}\n").back() == "common/channel.yaml:3 unknown_key");
    const std::string again = channel() + "  subject: {type: string, privacy: public, label: {ka: \"ა\", en: \"a\"}}\n";
    CHECK(found(records(), again) == Lines{"test.yaml:30 given_twice"});
    CHECK_NOTHROW(check_fragment(YamlDocument(channel(), "channel.yaml")));
    CHECK_THROWS_AS(check_fragment(YamlDocument(wrong, "channel.yaml")), InvalidInput);
}

TEST_CASE("a definition includes files of its own folder only")
{
    for (const std::string path : {"../secret.yaml", "/etc/passwd.yaml", "common/../../x.yaml", "a/./b.yaml", "common/channel.yml", "a//b.yaml", ".yaml"}) {
        const YamlDocument document(with("common/channel.yaml", path), "test.yaml");
        CHECK(fragments_of(document).empty());
        INFO(path);
        const Lines lines = found(with("common/channel.yaml", path));
        CHECK(std::find(lines.begin(), lines.end(), "test.yaml:7 bad_value") != lines.end());
    }
    // A path that is sound and names nothing.
    const YamlDocument document(records(), "test.yaml");
    try {
        load_case_type(document, test::roles());
        FAIL();
    } catch (const InvalidInput& error) {
        CHECK(std::any_of(error.findings().begin(), error.findings().end(), [](const Finding& f) { return f.code == "unknown_file"; }));
    }
}

} // namespace
} // namespace ogp::workflow
