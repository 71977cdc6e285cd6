#include "base/error.hpp"
#include "base/yaml.hpp"
#include "base/yaml_wording.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <utility>

using namespace ogp;

TEST_CASE("people are told of their mistakes in their words")
{
    const std::pair<const char*, const char*> examples[] = {
        {"a: 1\n- b\n", "f:2:1: this belongs to no key: check the indentation, the colon and the quotes"},
        {"- a\n -b: c\n", "f:2:4: no colon can stand here: put the text in quotes"},
        {"a: @b\n", "f:1:4: no text can begin with this sign: put it in quotes"},
        {"a: b: c\n", "f:1:5: no colon can stand here: put the text in quotes"},
        {"a: [1, 2\n", "f:2:1: a closing ] is missing"},
        {"a: {b: 1\n", "f:2:1: a closing } is missing"},
        {"{a: 1}}\n", "f:1:7: a closing bracket too many"},
        {"a: \"\\q\"\n", "f:1:7: unknown escape after \\"},
        {"a: \"b", "f:1:6: the quotes are not closed"},
    };
    for (const auto& [text, expected] : examples) {
        try {
            parse_yaml(text, "f");
            FAIL_CHECK("accepted: " << text);
        } catch (const InvalidInput& error) {
            CHECK(error.message().en == expected);
        }
    }
}

TEST_CASE("words that are not known are passed on, safe to show")
{
    CHECK(yaml_fault("quite new \x1b").en == "YAML cannot be read: quite new \\u{1b}");
    CHECK_FALSE(yaml_fault("quite new").ka.empty());
}
