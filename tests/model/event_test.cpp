#include "model/event.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace ogp;
using model::Op;

TEST_CASE("every operation has a word of its own that leads back to it")
{
    std::set<std::string_view> words;
    for (const Op op : model::ops) {
        const std::string_view word = model::code(op);
        CHECK_FALSE(word.empty());
        CHECK(words.insert(word).second);
        CHECK(model::op_from(word) == op);
    }
    CHECK_FALSE(model::op_from("paint"));
    CHECK_FALSE(model::op_from("Open"));
    CHECK_FALSE(model::op_from(""));
}

TEST_CASE("open to resolve act on a case, the others do not")
{
    CHECK(model::acts_on_case(Op::Open));
    CHECK(model::acts_on_case(Op::Comment));
    CHECK(model::acts_on_case(Op::Attach));
    CHECK(model::acts_on_case(Op::Migrate));
    CHECK(model::acts_on_case(Op::Resolve));
    CHECK_FALSE(model::acts_on_case(Op::Calendar));
    CHECK_FALSE(model::acts_on_case(Op::Define));
    CHECK_FALSE(model::acts_on_case(Op::Grant));
    CHECK_FALSE(model::acts_on_case(Op::Revoke));
    CHECK_FALSE(model::acts_on_case(Op::Erase));
    CHECK_FALSE(model::acts_on_case(Op::Lease));
}

TEST_CASE("an act counts from its effective time where it has one")
{
    model::Event event;
    event.at = Instant::from_milliseconds(1000);
    CHECK(event.counts_from() == event.at);
    event.effective = Instant::from_milliseconds(10);
    CHECK(event.counts_from() == Instant::from_milliseconds(10));
}
