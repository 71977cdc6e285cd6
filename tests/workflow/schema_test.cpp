#include "workflow/schema.hpp"

#include "base/file.hpp"
#include "calendar/clock.hpp"
#include "workflow/definition.hpp"
#include "workflow/keys.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <set>

namespace ogp::workflow {
namespace {

template <class Values>
std::string codes_of(const Values& values)
{
    std::string words;
    for (const auto value : values)
        words += (words.empty() ? "" : "|") + std::string(code(value));
    return words;
}

const Key& key(std::string_view object, std::string_view name)
{
    for (const Key& candidate : keys()) {
        if (candidate.object == object && candidate.name == name)
            return candidate;
    }
    FAIL(object << "." << name);
    return keys().front();
}

TEST_CASE("the words of the table are those of the code")
{
    CHECK(key("field", "type").choices == codes_of(field_types));
    CHECK(key("field", "privacy").choices == codes_of(privacies));
    CHECK(key("state", "category").choices == codes_of(state_categories));
    CHECK(key("term", "unit").choices == codes_of(calendar::units()));
    CHECK(key("duration", "unit").choices == codes_of(calendar::units()));
    CHECK(key("max_stay", "unit").choices == codes_of(calendar::units()));
    CHECK(key("migration", "slas").choices == codes_of(clock_migrations));
    for (const std::string& word : choices_of(key("sla", "reopen")))
        CHECK(calendar::reopen_from(word));
    for (const std::string& word : choices_of(key("sla", "retarget")))
        CHECK(calendar::retarget_from(word));
    for (const std::string& word : choices_of(key("count", "due_at")))
        CHECK(calendar::due_at_from(word));
    for (const EffectKind kind : effect_kinds)
        CHECK_NOTHROW(key("effect", code(kind)));
}

TEST_CASE("every key is described, once, and every mapping named has keys")
{
    std::set<std::string> seen;
    for (const Key& row : keys()) {
        INFO(row.object << "." << row.name);
        CHECK(seen.insert(std::string(row.object) + "." + row.name).second);
        CHECK(row.about.ka[0] != '\0');
        CHECK(row.about.en[0] != '\0');
        if (row.item[0] != '\0')
            CHECK_FALSE(keys_of(row.item).empty());
    }
}

TEST_CASE("the schemas in the tree are what the table says")
{
    for (const std::string_view kind : schema_kinds) {
        const std::string path = fmt::format("{}/workflows/schema/{}.json", OGP_SOURCE_DIR, kind);
        INFO("renew it: ogp workflow schema --kind " << kind << " > workflows/schema/" << kind << ".json");
        CHECK(read_file(path) == to_pretty_json(json_schema(kind, SchemaDraft::Draft2020)) + "\n");
    }
}

TEST_CASE("every workflow in the tree begins with the line that tells editors its schema")
{
    namespace fs = std::filesystem;
    constexpr std::string_view mark = "# yaml-language-server: $schema=";
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(OGP_SOURCE_DIR) / "workflows")) {
        // Scenarios have none: ogp workflow test.
        if (entry.path().extension() != ".yaml" || entry.path().parent_path().filename() == "tests")
            continue;
        const std::string text = read_file(entry.path());
        const std::string line = text.substr(0, text.find('\n'));
        INFO(entry.path());
        REQUIRE(line.starts_with(mark));
        CHECK(fs::exists(entry.path().parent_path() / line.substr(mark.size())));
        ++files;
    }
    CHECK(files >= 8);
}

/// Every "$ref" leads to a definition, and no mapping lets other keys in.
void check_parts(const Json& part, const Json& definitions, std::string_view prefix)
{
    if (part.is_array()) {
        for (const Json& item : part.items())
            check_parts(item, definitions, prefix);
    }
    if (!part.is_object())
        return;
    if (const Json* reference = part.find("$ref"); reference != nullptr && reference->is_text()) {
        REQUIRE(reference->as_text().starts_with(prefix));
        CHECK(definitions.find(reference->as_text().substr(prefix.size())) != nullptr);
    }
    if (const Json* type = part.find("type"); type != nullptr && *type == Json("object"))
        CHECK(part["additionalProperties"] == Json(false));
    for (const auto& [name, member] : part.members())
        check_parts(member, definitions, prefix);
}

TEST_CASE("references of a schema lead somewhere, in both drafts")
{
    for (const std::string_view kind : schema_kinds) {
        const Json newer = json_schema(kind, SchemaDraft::Draft2020);
        check_parts(newer, newer["$defs"], "#/$defs/");
        const Json older = json_schema(kind, SchemaDraft::Draft07);
        check_parts(older, older["definitions"], "#/definitions/");
        CHECK(older["$schema"] == Json("http://json-schema.org/draft-07/schema#"));
    }
    CHECK(schema_draft_from("07") == SchemaDraft::Draft07);
    CHECK(schema_draft_from("2020-12") == SchemaDraft::Draft2020);
    CHECK_FALSE(schema_draft_from("2019-09"));
}

} // namespace
} // namespace ogp::workflow
