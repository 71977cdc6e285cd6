#include "cli/log_filter.hpp"

#include "base/text.hpp"
#include "cli/trial_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace ogp;
using namespace ogp::cli;
using namespace ogp::cli::testing;

TEST_CASE("every act that an event can be is one that the log can be filtered by")
{
    const auto known = split(log_op.choices, '|');
    std::size_t count = 0;
    for (; !model::code(static_cast<model::Op>(count)).empty(); ++count)
        CHECK(std::find(known.begin(), known.end(), model::code(static_cast<model::Op>(count))) != known.end());
    CHECK(known.size() == count);
}

TEST_CASE("on a terminal the events between follow a diff")
{
    const TrialFolder folder;
    REQUIRE(folder.call({"milestone", "do", "I.1", "start"}).status == 0);
    const std::string shown = folder.call({"diff", "I.1", "1..2"}, To::Terminal, {{"NO_COLOR", "1"}}).out;
    CHECK(shown.find("\nEvents between\n") != std::string::npos);
    CHECK(shown.find("Planned → In progress") != std::string::npos);
    CHECK(folder.call({"diff", "I.1", "1..2"}).out == "State\tPlanned\tIn progress\t#15\n");
}
