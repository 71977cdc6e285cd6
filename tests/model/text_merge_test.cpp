#include "model/text_merge.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <set>
#include <vector>

using namespace ogp;
using model::merge_text;

namespace {

std::string random_text()
{
    std::string text;
    for (int i = *rc::gen::inRange(0, 8); i > 0; --i)
        text += *rc::gen::element<std::string>("a\n", "b\n", "c\n", "ა\n", "\n");
    return text + *rc::gen::element<std::string>("", "end");
}

std::multiset<std::string> lines(const std::string& text)
{
    std::multiset<std::string> found;
    std::size_t from = 0;
    while (from < text.size()) {
        const std::size_t end = std::min(text.find('\n', from), text.size() - 1) + 1;
        found.insert(text.substr(from, end - from));
        from = end;
    }
    return found;
}

} // namespace

TEST_CASE("what only one side changed is taken from it")
{
    CHECK(merge_text("a\nb\nc\n", "a\nb\nc\n", "a\nx\nc\n") == "a\nx\nc\n");
    CHECK(merge_text("a\nb\nc\n", "a\nx\nc\n", "a\nb\nc\n") == "a\nx\nc\n");
    CHECK(merge_text("a\nb\nc\nd\n", "x\nb\nc\nd\n", "a\nb\nc\ny\n") == "x\nb\nc\ny\n");
    CHECK(merge_text("a\nb\nc\n", "0\na\nb\nc\n", "a\nb\nc\nd\n") == "0\na\nb\nc\nd\n");
    CHECK(merge_text("a\nb\nc\nd\n", "a\nc\nd\n", "a\nb\nc\nd\ne\n") == "a\nc\nd\ne\n");
    CHECK(merge_text("a\nb\nc", "x\nb\nc", "a\nb\nc\nd") == "x\nb\nc\nd");
}

TEST_CASE("what both changed alike is taken once")
{
    CHECK(merge_text("a\n", "x\n", "x\n") == "x\n");
    CHECK(merge_text("a\nb\nc\nd\ne\n", "x\nb\nc\nd\ny\n", "x\nb\nc\nz\ne\n") == std::nullopt);
    CHECK(merge_text("a\nb\nc\nd\ne\n", "x\nb\nc\nd\ny\n", "x\nb\nz\nd\ne\n") == "x\nb\nz\nd\ny\n");
    CHECK(merge_text("", "x\n", "x\n") == "x\n");
}

TEST_CASE("changes that overlap or touch conflict")
{
    CHECK(merge_text("a\n", "x\n", "y\n") == std::nullopt);
    CHECK(merge_text("", "x\n", "y\n") == std::nullopt);
    CHECK(merge_text("a\nb\n", "x\nb\n", "a\ny\n") == std::nullopt);
    CHECK(merge_text("a\nb\nc\n", "a\nx\nc\n", "a\nc\n") == std::nullopt);
    CHECK(merge_text("one line", "one line, longer", "this line") == std::nullopt);
}

TEST_CASE("very long texts are not merged")
{
    std::string base;
    for (std::size_t i = 0; i <= model::most_merged_lines; ++i)
        base += std::to_string(i) + "\n";
    CHECK(merge_text(base, "0\n" + base, base + "1\n") == std::nullopt);
    CHECK(merge_text(base, base, base + "1\n") == base + "1\n");
}

TEST_CASE("laws of merging texts")
{
    int merges = 0;
    CHECK(rc::check("sides may be exchanged", [] {
        const std::string base = random_text();
        const std::string ours = random_text();
        const std::string theirs = random_text();
        RC_ASSERT(merge_text(base, ours, theirs) == merge_text(base, theirs, ours));
    }));
    CHECK(rc::check("one side alone is that side", [] {
        const std::string base = random_text();
        const std::string ours = random_text();
        RC_ASSERT(merge_text(base, ours, base) == ours);
        RC_ASSERT(merge_text(base, base, ours) == ours);
        RC_ASSERT(merge_text(base, ours, ours) == ours);
    }));
    CHECK(rc::check("no line is invented, none that neither side touched is lost", [&] {
        const std::string base = random_text();
        const std::string ours = random_text();
        const std::string theirs = random_text();
        const auto merged = merge_text(base, ours, theirs);
        if (!merged)
            return;
        ++merges;
        for (const std::string& line : lines(*merged)) {
            // A last line may stand before others now.
            const bool known = lines(ours).contains(line) || lines(theirs).contains(line) || !line.ends_with('\n') ||
                               line.find("end") != std::string::npos;
            RC_ASSERT(known);
        }
    }));
    CHECK(rc::check("merging the outcome once more changes nothing", [&] {
        const std::string base = random_text();
        const std::string ours = random_text();
        const std::string theirs = random_text();
        const auto merged = merge_text(base, ours, theirs);
        if (!merged)
            return;
        ++merges;
        RC_ASSERT(merge_text(theirs, *merged, theirs) == merged);
    }));
    CHECK(merges > 10);
}
