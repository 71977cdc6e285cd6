#pragma once

#include <rapidcheck.h>

#include <iostream>

namespace ogp::app::test {

/// rc::check with so many runs. A repository takes a tenth of a second, so that its laws are tried on few of them.
template <class Property>
bool holds(const Property& property, int runs)
{
    rc::detail::TestParams params;
    params.maxSuccess = runs;
    const rc::detail::TestResult result = rc::detail::checkTestable(property, rc::detail::TestMetadata{}, params);
    rc::detail::printResultMessage(result, std::cerr);
    return result.template is<rc::detail::SuccessResult>();
}

} // namespace ogp::app::test
