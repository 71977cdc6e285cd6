#include "budget/amount.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <limits>

using namespace ogp::budget;

TEST_CASE("amounts are read exactly, without trailing zeros")
{
    CHECK(parse_amount("2532645.83").units == 253264583);
    CHECK(parse_amount("2532645.83").places == 2);
    CHECK(parse_amount("100.00").units == 100);
    CHECK(parse_amount("100.00").places == 0);
    CHECK(parse_amount("0").fault == AmountFault::None);
    CHECK(parse_amount("-0.00").fault == AmountFault::None);
    CHECK(parse_amount("9223372036854775807").units == std::numeric_limits<Units>::max());
}

TEST_CASE("what is no amount says why")
{
    CHECK(parse_amount("12,5").fault == AmountFault::Comma);
    CHECK(parse_amount("12,5").units == 125);
    CHECK(parse_amount("-3").fault == AmountFault::Negative);
    CHECK(parse_amount("9223372036854775808").fault == AmountFault::Overflow);
    CHECK(parse_amount("99999999999999999999999").fault == AmountFault::Overflow);
    CHECK(parse_amount("0.1234567891").fault == AmountFault::Places);
    for (const char* text : {"", "-", ".", "5.", ".5", "1e6", "0x10", "1 000", "1.2.3", "1,000,000", "nan", "١"})
        CHECK(parse_amount(text).fault == AmountFault::NotANumber);
}

TEST_CASE("rescaling does not overflow silently")
{
    CHECK(rescale(parse_amount("12.5"), 2) == 1250);
    CHECK_FALSE(rescale(parse_amount("9223372036854775807"), 1));
    CHECK_FALSE(rescale(parse_amount("-9223372036854775807"), 1));
}

TEST_CASE("the text of an amount is read as the same amount")
{
    CHECK(amount_text(-50, 2) == "-0.5");
    CHECK(rc::check([](Units units) {
        const int places = *rc::gen::inRange(0, most_places + 1);
        const Amount amount = parse_amount(amount_text(units, places));
        RC_PRE(units != std::numeric_limits<Units>::min());
        RC_ASSERT(rescale(amount, places) == units);
    }));
}
