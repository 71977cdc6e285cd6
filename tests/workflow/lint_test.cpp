#include "workflow/lint.hpp"

#include "workflow/lint_rules.hpp"
#include "workflow/shipped.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <set>

namespace ogp::workflow {
namespace {

using Lines = std::vector<std::string>;

constexpr std::string_view good = R"(ogp: 1
kind: case_type
id: permit
version: 2
label: {ka: "ა", en: "a"}
plural: {ka: "ა", en: "a"}
columns: [kind]
calendar: ge
comments: personal
permissions: {open: [citizen], set: [coordinator], comment: [coordinator]}
enums:
  kind: {tree: {ka: "ხე", en: "Tree"}, house: {ka: "სახლი", en: "House"}}
fields:
  kind: {type: enum, of: kind, required: true, privacy: public, label: {ka: "ა", en: "a"}}
  owner: {type: person, privacy: personal, label: {ka: "ა", en: "a"}}
  rate: {type: integer, min: 1, default: 1, privacy: internal, label: {ka: "ა", en: "a"}}
  count: {type: integer, default: 1, privacy: internal, label: {ka: "ა", en: "a"}}
  photo: {type: attachment, strip_metadata: true, privacy: public, label: {ka: "ა", en: "a"}}
states:
  asked: {initial: true, category: open, label: {ka: "ა", en: "a"}}
  paused: {category: waiting, max_stay: {amount: 9, unit: calendar_days, then: drop}, label: {ka: "ა", en: "a"}}
  given: {category: done, terminal: true, label: {ka: "ა", en: "a"}}
  gone: {category: cancelled, terminal: true, label: {ka: "ა", en: "a"}}
transitions:
  pause: {from: [asked], to: paused, roles: [coordinator], label: {ka: "ა", en: "a"}}
  resume: {from: [paused], to: asked, roles: [coordinator], label: {ka: "ა", en: "a"}}
  give: {from: [asked], to: given, roles: [coordinator], when: "case.count / case.rate > 0", label: {ka: "ა", en: "a"}}
  drop: {from: [asked, paused], to: gone, roles: [coordinator, system], label: {ka: "ა", en: "a"}}
slas:
  term:
    label: {ka: "ა", en: "a"}
    target: {amount: 10, unit: working_days}
    start: {events: [create]}
    pause: {in: [paused]}
    stop: {in: [given, gone]}
    warn: [{before: 2wd, effects: [{notify: {to: role:coordinator, template: sla-warn}}]}]
)";

std::string with(std::string_view what, std::string_view by)
{
    std::string text(good);
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

/// "line code name" of each finding.
Lines linted(const std::string& text, const LintContext& context = {})
{
    const YamlDocument document(text, "test.yaml");
    Findings findings = lint(load_case_type(document, test::roles()), context);
    place_findings(findings, document);
    Lines lines;
    for (const Finding& finding : findings) {
        CHECK_FALSE(finding.message.ka.empty());
        CHECK(finding.place.file == "test.yaml");
        lines.push_back(fmt::format("{} {} {}", finding.place.line, lint_rule_of(finding.code).code, finding.code));
    }
    return lines;
}

TEST_CASE("a sound definition has no findings, nor have those that are shipped")
{
    CHECK(linted(std::string(good)).empty());
    for (const CaseType& type : test::shipped()) {
        INFO(type.id);
        CHECK(lint(type, {}).empty());
    }
}

struct Planted
{
    std::string_view what;
    std::string_view by;
    Lines found;
};

TEST_CASE("each planted mistake is found at its line")
{
    const std::string guard = "when: \"case.count / case.rate > 0\"";
    const std::vector<Planted> corpus{
        // The way through the states
        {"  give: {from: [asked], to: given", "  give: {from: [asked], to: gone", {"22 E003 unreachable_state"}},
        {"  gone: {category: cancelled, terminal: true", "  gone: {category: cancelled",
         {"23 E004 dead_end"}},
        {"from: [asked], to: given, roles: [coordinator], when: \"case.count / case.rate > 0\"", "from: [asked], to: gone, roles: [coordinator]",
         {"22 E003 unreachable_state"}},
        // Who
        {"to: paused, roles: [coordinator]", "to: paused, roles: [system]", {"25 E007 nobody_may_fire"}},
        {"to: gone, roles: [coordinator, system]", "to: gone, roles: [coordinator]", {"28 E007 nobody_may_fire"}},
        {"roles: [coordinator], label: {ka: \"ა\", en: \"a\"}}\n  give", "roles: [coordinator, system], auto: {after: 9d}, label: {ka: \"ა\", en: \"a\"}}\n  give",
         {"28 W040 automatic_clash"}},
        // Clocks
        {"stop: {in: [given, gone]}", "stop: {in: [given]}", {"35 E020 never_stopped"}},
        {"stop: {in: [given, gone]}", "stop: {events: [give, drop]}", {}},
        {"stop: {in: [given, gone]}", "stop: {in: [given, gone, paused]}", {"34 W021 pause_overlaps_stop"}},
        {", max_stay: {amount: 9, unit: calendar_days, then: drop}", "", {"21 W022 pause_without_limit"}},
        {"start: {events: [create]}", "start: {in: [given]}", {"35 E025 start_is_stop"}},
        {"events: [create]", "events: [give]", {}},
        {"stop: {in: [given, gone]}", "stop: {events: [create], in: [given, gone]}", {"35 E025 start_is_stop"}},
        {"before: 2wd", "before: 10wd", {"36 E025 warning_too_early"}},
        {"before: 2wd", "before: 9h", {}},
        {"target: {amount: 10, unit: working_days}", "target: {by: kind, table: {tree: 5wd}, default: 9wd}", {"32 N024 target_by_default"}},
        // Expressions
        {"when: \"case.count / case.rate > 0\"", "when: \"case.rate / case.count > 0\"", {"27 W039 guard_may_be_zero"}},
        {"when: \"case.count / case.rate > 0\"", "when: \"case.count != 0 && case.rate / case.count > 0\"", {}},
        {"when: \"case.count / case.rate > 0\"", "when: \"case.count % 0 == 0\"", {"27 E036 guard_zero"}},
        {"when: \"case.count / case.rate > 0\"", "when: \"true || case.count > 1\"", {"27 W035 guard_constant"}},
        {"when: \"case.count / case.rate > 0\"", "when: \"!(1 < 2)\"", {"27 W035 guard_constant"}},
        {guard, "when: \"case.kind == 'tree' || 'house' == case.kind\"", {"27 W035 guard_constant"}},
        {guard, "when: \"case.kind in ['tree', 'house']\"", {"27 W035 guard_constant"}},
        {guard, "when: \"case.kind in ['tree'] || case.rate > 5\"", {}},
        {guard, "when: \"case.kind == 'tree' && !(case.kind == 'tree')\"", {"27 W035 guard_constant"}},
        {guard, "when: \"case.kind != 'tree' && case.kind != 'house'\"", {"27 W035 guard_constant"}},
        {guard, "when: \"case.kind == 'tree' || case.count > 3\"", {}},
        {guard, "when: \"case.state == 'asked' && case.state == 'paused'\"", {"27 W035 guard_constant"}},
        {guard, "when: \"case.rate >= 1\"", {"27 W035 guard_constant"}},
        {guard, "when: \"case.rate >= 2\"", {}},
        {guard, "when: \"1 > case.rate\"", {"27 W035 guard_constant"}},
        {guard, "when: \"case.count > 3 && 3 >= case.count\"", {"27 W035 guard_constant"}},
        {guard, "when: \"case.count > 3 && case.count < 5 && case.count != 4\"", {}},
        {guard, "when: \"case.count == 3 && case.count != 3\"", {"27 W035 guard_constant"}},
        {guard, "when: \"has(case.owner) && !has(case.owner)\"", {"27 W035 guard_constant"}},
        {guard, "when: \"has(case.owner) || !has(case.owner)\"", {"27 W035 guard_constant"}},
        {guard, "when: \"has(case.owner) || case.count > case.rate\"", {}},
        {guard, "when: \"case.count > case.rate || !(case.count > case.rate)\"", {"27 W035 guard_constant"}},
        {guard, "when: \"case.rate > 1 ? case.count > 3 : case.count <= 3\"", {}},
        {guard, "when: \"case.rate > 1 ? true : case.rate == 1\"", {"27 W035 guard_constant"}},
        {guard, "when: \"case.count > 0 || case.rate / case.count > 1\"", {"27 W039 guard_may_be_zero"}},
        {guard, "when: \"case.count == 0 || case.rate / case.count > 1\"", {}},
        {guard, "when: \"case.count == 0 && case.rate / case.count > 1\"", {"27 E036 guard_zero"}},
        {guard, "when: \"case.count != 0 ? case.rate / case.count > 1 : case.rate == 3\"", {}},
        {guard, "when: \"case.count == 0 ? case.rate / case.count > 1 : case.rate == 3\"", {"27 E036 guard_zero"}},
        {guard, "when: \"case.count / (case.rate + 1) > 2\"", {}},
        {guard, "when: \"case.count / (case.count + 1) > 2\"", {"27 W039 guard_may_be_zero"}},
        {guard, "when: \"case.count > 0\", set: {count: \"case.rate / case.count\"}", {}},
        {guard, "when: \"case.rate > 2\", set: {count: \"case.rate / case.count\"}", {"27 W039 guard_may_be_zero"}},
        // Personal data
        {"columns: [kind]", "columns: [owner]", {"7 E060 personal_in_public"}},
        {"columns: [kind]", "statistics: [kind, owner]", {"7 E060 personal_in_public"}},
        {"strip_metadata: true, ", "", {"18 E060 picture_with_metadata"}},
        {"strip_metadata: true, ", "accept: [application/pdf], ", {}},
        {"comments: personal", "comments: public", {"9 W061 public_comments"}},
    };
    for (const Planted& planted : corpus) {
        INFO(planted.what << " -> " << planted.by);
        CHECK(linted(with(planted.what, planted.by)) == planted.found);
    }
}

TEST_CASE("a state that leads around for ever never ends")
{
    std::string text = with("from: [asked], to: paused", "from: [asked], to: limbo");
    text.replace(text.find("  given: {cat"), 0, "  limbo: {category: open, label: {ka: \"ა\", en: \"a\"}}\n  loop: {category: open, label: {ka: \"ა\", en: \"a\"}}\n");
    text.replace(text.find("  resume:"), 0,
                 "  there: {from: [limbo], to: loop, roles: [coordinator], label: {ka: \"ა\", en: \"a\"}}\n"
                 "  back: {from: [loop], to: limbo, roles: [coordinator], label: {ka: \"ა\", en: \"a\"}}\n");
    CHECK(linted(text) == Lines{"21 E003 unreachable_state", "22 E009 no_way_to_end", "23 E009 no_way_to_end"});
}

TEST_CASE("what the place knows is checked: calendars, messages, names, versions")
{
    LintContext context;
    context.calendars = std::map<std::string, Date>{{"ge", *Date::parse("2035-12-31")}};
    context.templates = {{"sla-warn", {"number", "recipient", "fields.kind", "."}}};
    context.today = *Date::parse("2026-04-06");
    CHECK(linted(std::string(good), context).empty());

    CHECK(linted(with("calendar: ge", "calendar: gee"), context) == Lines{"8 E019 unknown_calendar"});
    CHECK(linted(with("template: sla-warn", "template: sla-warm"), context) == Lines{"36 E050 unknown_template"});
    LintContext wording = context;
    wording.templates->at("sla-warn") = {"fields.knid", "fields.owner", "sender"};
    CHECK(linted(std::string(good), wording) == Lines{"36 E050 template_name", "36 E060 template_sealed", "36 E050 template_name"});
    wording.templates->at("sla-warn") = {"fields", "kind"};
    CHECK(linted(std::string(good), wording).empty());
    LintContext soon = context;
    soon.calendars->at("ge") = *Date::parse("2026-04-20");
    CHECK(linted(std::string(good), soon) == Lines{"32 W026 calendar_ends"});
    LintContext taken = context;
    taken.reserved = {"permit"};
    CHECK(linted(std::string(good), taken) == Lines{"3 E018 reserved_name"});

    const CaseType before = test::from_text(std::string(good));
    context.active["permit"] = {&before, workflow_hash(compile(before))};
    CHECK(linted(std::string(good), context).empty());
    CHECK(linted(with("default: 1, privacy: internal", "default: 2, privacy: internal"), context) == Lines{"4 E070 same_version"});
    CHECK(linted(with("version: 2", "version: 1"), context) == Lines{"4 E070 older_version"});
    CHECK(linted(with("version: 2", "version: 3"), context).empty());
    std::string renamed = with("version: 2", "version: 3");
    for (std::size_t at = renamed.find("paused"); at != std::string::npos; at = renamed.find("paused", at + 7))
        renamed.replace(at, 6, "pausing");
    CHECK(linted(renamed, context) == Lines{"1 E070 migration_incomplete"});
    CHECK(linted(renamed + "migrate: {from: {2: {states: {paused: pausing}}}}\n", context).empty());
}

TEST_CASE("a rule of four eyes needs two people")
{
    const std::string text = with("to: given, roles: [coordinator]", "to: given, roles: [coordinator, auditor], four_eyes: true");
    LintContext context;
    CHECK(linted(text, context).empty()); // nobody is known
    context.holders.emplace();
    CHECK(linted(text, context).empty()); // nor here
    (*context.holders)["coordinator"] = {"nino"};
    CHECK(linted(text, context) == Lines{"27 W013 one_holder"});
    CHECK(linted(std::string(good), context).empty());
    (*context.holders)["auditor"] = {"nino"};
    CHECK(linted(text, context) == Lines{"27 W013 one_holder"});
    (*context.holders)["auditor"] = {"giorgi"};
    CHECK(linted(text, context).empty());
}

TEST_CASE("a guard with more ways than can be looked through is not judged")
{
    std::string source = "case.rate < 1";
    for (int i = 0; i < 12; ++i)
        source += fmt::format(" && (case.count == {} || case.rate == {})", i, i + 2);
    CHECK(linted(with("case.count / case.rate > 0", source)) == Lines{"27 W035 guard_constant"});
    std::string open = "(case.count > 1 || case.rate > 2)";
    for (int i = 0; i < 12; ++i)
        open += fmt::format(" && (has(case.owner) || case.count != {} || case.rate != {})", i, i + 2);
    CHECK(linted(with("case.count / case.rate > 0", open)).empty());
}

TEST_CASE("rules: each name once, in order of code, known by their letter")
{
    std::set<std::string_view> names;
    std::string_view before = "";
    for (const LintRule& rule : lint_rules()) {
        INFO(rule.name);
        CHECK(names.insert(rule.name).second);
        CHECK(std::string_view(rule.code).substr(1) >= before);
        before = std::string_view(rule.code).substr(1);
        CHECK(std::string_view("EWN").find(rule.code[0]) != std::string_view::npos);
        CHECK(rule.about.ka[0] != '\0');
        CHECK(rule.about.en[0] != '\0');
    }
    CHECK(severity_of(lint_rule_of("unreachable_state")) == Severity::Error);
    CHECK(severity_of(lint_rule_of("pause_without_limit")) == Severity::Warning);
    CHECK(severity_of(lint_rule_of("target_by_default")) == Severity::Note);
}

TEST_CASE("a hostile number of states is refused, and a large one is checked quickly")
{
    std::string states;
    for (int i = 0; i < 1'001; ++i)
        states += fmt::format("  s{}: {{category: open, label: {{ka: \"ა\", en: \"a\"}}}}\n", i);
    const std::string text = with("states:\n", "states:\n" + states);
    try {
        load_case_type(YamlDocument(text, "test.yaml"), test::roles());
        FAIL();
    } catch (const InvalidInput& error) {
        CHECK(error.findings().front().code == "too_large");
    }
}

} // namespace
} // namespace ogp::workflow
