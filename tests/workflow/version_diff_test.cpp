#include "workflow/version_diff.hpp"

#include "shipped.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace ogp;
using namespace ogp::workflow;

namespace {

CaseType letter(int version)
{
    return test::load("tests/data/letter_" + std::to_string(version) + "/letter.yaml");
}

std::string told(const std::vector<VersionChange>& changes, const std::string& part, const std::string& id, const std::string& key = {})
{
    const auto found = std::find_if(changes.begin(), changes.end(), [&](const VersionChange& change) {
        return change.part == part && change.id == id && change.key == key;
    });
    return found == changes.end() ? std::string() : std::string(code(found->weight)) + " " + std::string(code(found->kind));
}

} // namespace

TEST_CASE("what is gone breaks, what is asked for is told, what is new is safe")
{
    const std::vector<VersionChange> changes = diff_versions(letter(1), letter(2));
    CHECK(told(changes, "member", "channel.fax") == "breaking removed");
    CHECK(told(changes, "field", "note") == "breaking removed");
    CHECK(told(changes, "field", "pages") == "breaking removed");
    CHECK(told(changes, "state", "sorting") == "breaking removed");
    CHECK(told(changes, "field", "sheets") == "safe added");
    CHECK(told(changes, "field", "urgent") == "careful added");
    CHECK(told(changes, "state", "in_work") == "safe added");
    CHECK(told(changes, "transition", "answer", "when") == "careful changed");
    CHECK(told(changes, "transition", "answer", "from") == "careful changed");
    CHECK(told(changes, "sla", "answer", "target") == "careful changed");
    CHECK(told(changes, "transition", "explain").empty());
}

TEST_CASE("a version differs from itself in nothing, and the other way round everything is the reverse")
{
    CHECK(diff_versions(letter(1), letter(1)).empty());
    const std::vector<VersionChange> there = diff_versions(letter(1), letter(2));
    const std::vector<VersionChange> back = diff_versions(letter(2), letter(1));
    CHECK(there.size() == back.size());
    CHECK(told(back, "member", "channel.fax") == "safe added");
}

TEST_CASE("labels are safe, another type or privacy of a field is not, order is no difference")
{
    CaseType changed = letter(1);
    changed.label.en = "Mail";
    changed.states[1].label.ka = "სხვა";
    changed.fields[1].privacy = Privacy::Internal;
    changed.fields[2].type = FieldType::Decimal;
    std::swap(changed.fields[3], changed.fields[4]);
    const std::vector<VersionChange> changes = diff_versions(letter(1), changed);
    CHECK(changes.size() == 4);
    CHECK(told(changes, "type", "letter", "label") == "safe changed");
    CHECK(told(changes, "state", "sorting", "label") == "safe changed");
    CHECK(told(changes, "field", "channel", "privacy") == "breaking changed");
    CHECK(told(changes, "field", "pages", "type") == "breaking changed");
}

TEST_CASE("whatever the compiled form tells apart is told")
{
    CaseType changed = letter(1);
    changed.numbering.pattern = "M-{year}-{seq}";
    changed.permissions.open = {"officer"};
    changed.calendar = "ua";
    changed.child_rules = {{"step", 1, {}, {}, {}}};
    const std::vector<VersionChange> changes = diff_versions(letter(1), changed);
    CHECK(told(changes, "type", "letter", "numbering") == "careful changed");
    CHECK(told(changes, "type", "letter", "permissions") == "careful changed");
    CHECK(told(changes, "type", "letter", "calendar") == "careful changed");
    CHECK(told(changes, "child", "step") == "careful added");
    CHECK(changes.size() == 4);
}
