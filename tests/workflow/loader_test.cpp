#include "workflow/loader.hpp"

#include "workflow/shipped.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <fmt/format.h>

namespace ogp::workflow {
namespace {

constexpr std::string_view good = R"(ogp: 1
kind: case_type
id: permit
version: 2
label: {ka: "ნებართვა", en: "Permit"}
plural: {ka: "ნებართვები", en: "Permits"}
number: number
title: name
comments: internal
permissions: {open: [citizen], set: [coordinator], comment: [coordinator, citizen]}
enums:
  kind: {tree: {ka: "ხე", en: "Tree"}, house: {ka: "სახლი", en: "House"}}
fields:
  number: {type: string, max: 20, required: true, privacy: public, label: {ka: "ა", en: "a"}}
  name: {type: localized, required: true, privacy: public, label: {ka: "ა", en: "a"}}
  what: {type: enum, of: kind, default: tree, privacy: public, label: {ka: "ა", en: "a"}}
  owner: {type: person, privacy: personal, label: {ka: "ა", en: "a"}, help: {ka: "ა", en: "a"}}
  rate: {type: decimal, min: 0, max: 100, default: 1.50, privacy: internal, label: {ka: "ა", en: "a"}}
  plan: {type: ref, to: plan, privacy: public, label: {ka: "ა", en: "a"}}
  links: {type: url, many: true, privacy: public, label: {ka: "ა", en: "a"}}
states:
  asked: {initial: true, category: open, label: {ka: "ა", en: "a"}}
  paused: {category: waiting, label: {ka: "ა", en: "a"}}
  given: {category: done, terminal: true, label: {ka: "ა", en: "a"}}
transitions:
  pause: {from: [asked], to: paused, roles: [coordinator], comment: required, label: {ka: "ა", en: "a"}}
  give:
    from: [asked, paused]
    to: given
    roles: [coordinator, admin]
    require: [plan]
    when: "has(case.owner) && case.what == 'tree'"
    guard_help: {ka: "ხე", en: "a tree"}
    label: {ka: "ა", en: "a"}
)";

/// The good definition with one place changed.
std::string with(std::string_view what, std::string_view by)
{
    std::string text(good);
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    REQUIRE(text.find(what, at + 1) == std::string::npos);
    return text.replace(at, what.size(), by);
}

/// "line:column code message" of each finding.
std::vector<std::string> found(const std::string& yaml)
{
    try {
        test::from_text(yaml);
    } catch (const InvalidInput& error) {
        CHECK(error.fault() == Fault::Invalid);
        std::vector<std::string> lines;
        for (const Finding& finding : error.findings()) {
            CHECK_FALSE(finding.message.ka.empty());
            CHECK(finding.place.file == "test.yaml");
            lines.push_back(fmt::format("{}:{} {}: {}", finding.place.line, finding.place.column, finding.code, finding.message.en));
        }
        return lines;
    }
    return {};
}

using Lines = std::vector<std::string>;

TEST_CASE("a definition is read as it is written")
{
    const CaseType type = test::from_text(std::string(good));
    CHECK(type.id == "permit");
    CHECK(type.version == 2);
    CHECK(type.label == Localized("ნებართვა", "Permit"));
    CHECK(type.number_field == "number");
    CHECK(type.title_field == "name");
    CHECK(type.parent_field.empty());
    CHECK(type.comments == Privacy::Internal);
    CHECK(type.permissions.comment == Lines{"coordinator", "citizen"});
    REQUIRE(type.enumeration("kind"));
    CHECK(type.enumeration("kind")->find("house")->label.en == "House");
    CHECK(type.enumeration("kind")->find("tower") == nullptr);
    REQUIRE(type.fields.size() == 7);
    CHECK(type.field("number")->max == 20);
    CHECK(type.field("number")->required);
    CHECK(type.field("what")->preset == Json("tree"));
    CHECK(type.field("rate")->preset == Json("1.5"));
    CHECK(type.field("rate")->privacy == Privacy::Internal);
    CHECK(type.field("owner")->help == Localized("ა", "a"));
    CHECK(type.field("links")->many);
    CHECK(type.field("plan")->to == "plan");
    CHECK(type.state("paused")->category == model::StateCategory::Waiting);
    CHECK(type.state("given")->terminal);
    CHECK(type.transition("pause")->comment == CommentRule::Required);
    CHECK(type.transition("give")->comment == CommentRule::Optional);
    CHECK(type.transition("give")->from == Lines{"asked", "paused"});
    CHECK(type.transition("give")->require == Lines{"plan"});
    CHECK(type.transition("give")->when == "has(case.owner) && case.what == 'tree'");
    CHECK(type.transition("give")->guard_help.en == "a tree");
}

TEST_CASE("the columns of a list are fields of the type")
{
    CHECK(test::from_text(with("version: 2\n", "version: 2\ncolumns: [what, rate]\n")).columns == Lines{"what", "rate"});
    const Lines lines = found(with("version: 2\n", "version: 2\ncolumns: [wat]\n"));
    REQUIRE(lines.size() == 1);
    CHECK(lines.front().starts_with("5:"));
    CHECK(lines.front().find("unknown_field") != std::string::npos);
    CHECK(lines.front().find("did you mean \"what\"") != std::string::npos);
}

struct Bad
{
    std::string_view what;
    std::string_view by;
    Lines found;
};

TEST_CASE("a corpus of wrong definitions, each with its findings")
{
    const std::vector<Bad> corpus{
        {"version: 2\n", "version: 2\nslas: {}\n", {"5:7 wrong_kind: expected {name: {…}} here"}},
        {"version: 2\n", "version: 2\nfeilds: {}\n", {"5:1 unknown_key: unknown key \"feilds\"; did you mean \"fields\"?"}},
        {"comment: [coordinator, citizen]", "comment: [citizen], x: 1",
         {"10:72 unknown_key: unknown key \"x\"; possible are: open, set, comment, attach"}},
        {"plural:", "plurals:", {"1:1 missing_key: the key \"plural\" is missing", "6:1 unknown_key: unknown key \"plurals\"; did you mean \"plural\"?"}},
        {"ogp: 1", "ogp: 2", {"1:6 language_version: language version 2 is not known; this program reads version 1"}},
        {"ogp: 1", "ogp: \"1\"", {"1:6 wrong_kind: \"ogp\" must be a whole number"}},
        {"kind: case_type", "kind: roles", {"2:7 wrong_kind: expected kind: case_type, found roles"}},
        {"id: permit", "id: Permit-2", {"3:5 bad_identifier: \"Permit-2\" cannot be a name: small Latin letters, digits and _"}},
        {"version: 2", "version: 0", {"4:10 bad_value: versions begin with 1"}},
        {"version: 2", "version: 010.5", {"4:10 wrong_kind: \"version\" must be a whole number"}},
        {"label: {ka: \"ნებართვა\", en: \"Permit\"}", "label: {ka: \"ნებართვა\"}", {"5:8 missing_label: \"label\" has no text in the language en"}},
        {"label: {ka: \"ნებართვა\", en: \"Permit\"}", "label: {ka: \" \", en: \"Permit\", de: \"x\"}",
         {"5:13 missing_label: \"label\" has no text in the language ka", "5:32 unknown_key: unknown key \"de\"; possible are: ka, en"}},
        {"label: {ka: \"ნებართვა\", en: \"Permit\"}", "label: Permit", {"5:8 wrong_kind: expected {key: value} here"}},
        {"number: number\n", "number: nubmer\n", {"7:9 unknown_field: unknown field \"nubmer\"; did you mean \"number\"?"}},
        {"number: number\n", "number: rate\n", {"7:9 bad_value: \"number\" must be one value of type string that is not personal"}},
        {"title: name", "title: owner", {"8:8 bad_value: \"title\" must be one value of type string, text, localized that is not personal"}},
        {"title: name", "title: name\nparent: number", {"9:9 bad_value: \"parent\" must be one value of type ref that is not personal"}},
        {"comments: internal", "comments: secret", {"9:11 unknown_privacy: unknown class \"secret\"; possible are: public, internal, personal"}},
        {"open: [citizen]", "open: [citizne]", {"10:22 unknown_role: unknown role \"citizne\"; did you mean \"citizen\"?"}},
        {"open: [citizen], ", "", {"10:14 missing_key: the key \"open\" is missing"}},
        {"open: [citizen]", "open: citizen", {"10:21 wrong_kind: \"open\" must be a list: [ … ]"}},
        {"set: [coordinator]", "set: [coordinator, coordinator]", {"10:51 given_twice: \"coordinator\" is given twice"}},
        {"house: {ka: \"სახლი\", en: \"House\"}", "House: {ka: \"სახლი\", en: \"House\"}",
         {"12:44 bad_identifier: \"House\" cannot be a name: small Latin letters, digits and _"}},
        {"type: decimal", "type: decimla", {"18:16 unknown_type: unknown type \"decimla\"; did you mean \"decimal\"?"}},
        {", privacy: internal", "", {"18:9 missing_privacy: the field has no privacy: public, internal, personal or secret"}},
        {"privacy: internal", "privacy: privat", {"18:67 unknown_privacy: unknown class \"privat\"; possible are: public, internal, personal, secret"}},
        {"of: kind, ", "", {"16:9 missing_key: the key \"of\" is missing"}},
        {"of: kind", "of: kinds", {"16:26 unknown_enum: unknown enum \"kinds\"; did you mean \"kind\"?"}},
        {"default: tree", "default: tre", {"16:41 bad_value: \"tre\" is not in the list; did you mean \"tree\"? possible are: tree (Tree), house (House)"}},
        {"default: 1.50", "default: 101", {"18:52 bad_value: 101 is more than the most, 100"}},
        {"min: 0", "min: 101", {"18:30 bad_value: min is greater than max", "18:54 bad_value: 1.5 is less than the least, 101"}},
        {"min: 0", "min: few", {"18:30 wrong_kind: \"min\" must be a whole number"}},
        {"to: plan, ", "", {"19:9 missing_key: the key \"to\" is missing"}},
        {"type: url", "type: url, max: 5", {"20:27 bad_value: only these types have \"max\": integer, decimal, string, text, localized, money"}},
        {"many: true", "many: \"true\"", {"20:28 wrong_kind: \"many\" must be true or false"}},
        {"many: true", "many: true, default: x", {"20:43 bad_value: default is one plain value, and a personal field has none"}},
        {"privacy: personal", "privacy: public", {"17:34 bad_value: a person is always personal or secret"}},
        {"links:", "state:", {"20:10 reserved_name: the name \"state\" is taken"}},
        {"comments: internal", "comments: personal", {}},
        {"initial: true, ", "", {"22:3 no_initial_state: no state is initial: true"}},
        {"paused: {", "paused: {initial: true, ", {"22:3 several_initial_states: only one state can be initial: true"}},
        {"category: waiting", "category: wait", {"23:22 unknown_category: unknown category \"wait\"; did you mean \"waiting\"?"}},
        {"from: [asked], to: paused", "from: [asked], to: pausde", {"26:30 unknown_state: unknown state \"pausde\"; did you mean \"paused\"?"}},
        {"from: [asked, paused]", "from: [aksed, given]", {"28:11 terminal_with_exit: the state \"given\" is terminal, nothing leads out of it",
                                                         "28:12 unknown_state: unknown state \"aksed\"; did you mean \"asked\"?"}},
        {"from: [asked, paused]", "from: []", {"28:11 bad_value: \"from\" is empty"}},
        {"require: [plan]", "require: [paln]", {"31:15 unknown_field: unknown field \"paln\"; did you mean \"plan\"?"}},
        {"comment: required", "comment: always", {"26:69 bad_value: unknown word \"always\"; possible are: required, optional"}},
        {"to: given\n", "to: given\n    four_eyes: \"true\"\n", {"30:16 wrong_kind: \"four_eyes\" must be true or false"}},
        {"to: given\n", "to: given\n    set: {rate: case.what}\n", {"30:17 guard_type: expected a decimal, found a member of a list of choices"}},
        {"case.what == 'tree'", "case.what == 'tere'", {"32:44 guard_enum: \"tere\" is not in the list; did you mean \"tree\"?"}},
        {"has(case.owner) &&", "case.owner == 'x' &&",
         {"32:12 guard_sealed: \"owner\" is personal: only has(case.owner) may be asked"}},
        {"has(case.owner) &&", "size(case.links) > 0 &&", {"32:17 guard_missing: \"links\" may be unset: put has(case.links) && before it"}},
        {"has(case.owner) &&", "count(children.step) == 0 &&", {}},
        {"    when: \"has(case.owner) && case.what == 'tree'\"\n", "", {"32:17 bad_value: guard_help needs a when"}},
    };
    for (const Bad& bad : corpus) {
        INFO(bad.what << " -> " << bad.by);
        CHECK(found(with(bad.what, bad.by)) == bad.found);
    }
}

TEST_CASE("every finding comes in one run, in the order of the file")
{
    std::string text = with("number: number\n", "number: nubmer\n");
    for (const auto& [what, by] : {std::pair<std::string, std::string>{"category: waiting", "category: later"},
                                   {"roles: [coordinator, admin]", "roles: [cordinator, admin]"},
                                   {"type: url", "type: link"}})
        text.replace(text.find(what), what.size(), by);
    CHECK(found(text) == Lines{"7:9 unknown_field: unknown field \"nubmer\"; did you mean \"number\"?",
                               "20:17 unknown_type: unknown type \"link\"; possible are: string, text, integer, decimal, boolean, date, "
                               "printed_date, datetime, localized, enum, ref, person, email, phone, url, record, money, geo, attachment, duration",
                               "23:22 unknown_category: unknown category \"later\"; possible are: open, waiting, done, cancelled",
                               "30:13 unknown_role: unknown role \"cordinator\"; did you mean \"coordinator\"?"});
}

TEST_CASE("what is no definition at all is refused")
{
    CHECK(found("[]") == Lines{"1:1 wrong_kind: expected {key: value} here"});
    CHECK(found("a: 1\na: 2\n").size() == 1);
    CHECK(found("ogp: 1\nkind: case_type\n").size() == 7);
    CHECK(found("fields: 7\nstates: []\ntransitions: {}\nenums: {a: {}}\n").size() >= 8);
}

TEST_CASE("no field has the name of sealed words")
{
    for (const std::string name : {"text", "why"}) {
        const std::string plain = with("links: {type: url, many: true", name + ": {type: text");
        CHECK(found(plain).empty());
        std::string comments = plain;
        comments.replace(comments.find("comments: internal"), 18, "comments: personal");
        const auto taken = fmt::format("20:{} reserved_name: the name \"{}\" is taken", name.size() + 5, name);
        CHECK(found(comments) == Lines{taken});
        std::string field = plain;
        field.replace(field.find("type: text, privacy: public"), 27, "type: text, privacy: secret");
        CHECK(found(field) == Lines{taken});
    }
}

TEST_CASE("roles: admin, importer and system must be there")
{
    const auto roles = [](const std::string& yaml) {
        try {
            return load_roles(YamlDocument(yaml, "roles.yaml")).size();
        } catch (const InvalidInput& error) {
            return 100 + error.findings().size();
        }
    };
    CHECK(test::roles().size() >= 8);
    CHECK(test::roles().front().id == "admin");
    CHECK(test::roles().front().label.en == "Administrator");
    const std::string label = "{label: {ka: \"ა\", en: \"a\"}}";
    CHECK(roles("ogp: 1\nkind: roles\nroles: {admin: " + label + ", importer: " + label + ", system: " + label + "}\n") == 3);
    CHECK(roles("ogp: 1\nkind: roles\nroles: {admin: " + label + "}\n") == 102);
    CHECK(roles("ogp: 1\nkind: roles\nroles: {}\n") >= 101);
    CHECK(roles("ogp: 1\nkind: case_type\nroles: {admin: {}, importer: " + label + ", system: " + label + "}\n") == 102);
}

TEST_CASE("a definition with any part cut out or doubled is refused or read, and never crashes")
{
    rc::check([] {
        std::string text(good);
        const std::size_t at = *rc::gen::inRange<std::size_t>(0, text.size());
        const std::size_t length = *rc::gen::inRange<std::size_t>(0, 40);
        const std::string part = text.substr(at, length);
        if (*rc::gen::arbitrary<bool>())
            text.erase(at, length);
        else
            text.insert(*rc::gen::inRange<std::size_t>(0, text.size()), part);
        try {
            const CaseType type = test::from_text(text);
            RC_ASSERT(to_json(compile(load_compiled(compile(type)))) == to_json(compile(type)));
        } catch (const Error& error) {
            RC_ASSERT(error.fault() == Fault::Invalid);
        }
    });
}

} // namespace
} // namespace ogp::workflow
