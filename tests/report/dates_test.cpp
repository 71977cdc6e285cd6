#include "report/dates.hpp"

#include "report/wording.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::report;

TEST_CASE("dates in words, to the day, month or year")
{
    CHECK(long_date("2019-04-15") == Localized("2019 წლის 15 აპრილი", "15 April 2019"));
    CHECK(long_date("2019-04-05") == Localized("2019 წლის 5 აპრილი", "5 April 2019"));
    CHECK(long_date("2018-12") == Localized("2018 წლის დეკემბერი", "December 2018"));
    CHECK(long_date("2020") == Localized("2020 წელი", "2020"));
}

TEST_CASE("what is no date stays as it is")
{
    const std::string text = GENERATE("", "2019-04-31", "2019-13", "31.04.2019", "2019-4-5", "0000", "soon", "2019-04-15T10:00");
    CHECK(long_date(text) == both(text));
    CHECK(!find_long_date(text));
}

TEST_CASE("numbers with their thousands apart")
{
    CHECK(grouped_number("0") == both("0"));
    CHECK(grouped_number("999") == both("999"));
    CHECK(grouped_number("1000") == Localized("1\u00A0000", "1,000"));
    CHECK(grouped_number("1234567") == Localized("1\u00A0234\u00A0567", "1,234,567"));
    CHECK(grouped_number("-1234.5") == Localized("\u22121\u00A0234,5", "\u22121,234.5"));
    const std::string wrong = GENERATE("", "-", "1.", ".5", "1,5", "1e3", "x");
    CHECK(!grouped_number(wrong));
}
