#include "cli/log_filter.hpp"

#include "base/text.hpp"

namespace ogp::cli {

app::LogFilter log_filter(const Args& args, app::LogFilter::Order order)
{
    using Order = app::LogFilter::Order;
    app::LogFilter filter{.since = args.date("since"),
                          .until = args.date("until"),
                          .actor = args.text("by"),
                          .limit = args.number("limit"),
                          .order = order};
    if (args.flag("reverse"))
        filter.order = order == Order::NewestFirst ? Order::OldestFirst : Order::NewestFirst;
    for (const std::string& words : args.all("op"))
        for (const std::string_view word : split(words, ','))
            if (const auto op = model::op_from(word))
                filter.ops.push_back(*op); // the parser has refused every other word
    return filter;
}

} // namespace ogp::cli
