#include "cli/calendar_choice.hpp"

namespace ogp::cli {

const app::Repository* repository_or_none(Context& context)
{
    try {
        return &context.repository();
    } catch (const Error& error) {
        if (error.fault() == Fault::NotFound)
            return nullptr;
        throw;
    }
}

calendar::Calendar chosen_calendar(Context& context, const Args& args)
{
    return app::load_calendar(repository_or_none(context), args.text("calendar"), {args.date("known-on"), args.text("purpose")});
}

Json day_json(const calendar::Day& day)
{
    Json object = Json::object({{"date", day.date.iso()},
                                {"kind", std::string(code(day.kind))},
                                {"reason", report::to_json(day.reason())}});
    if (!day.act.empty())
        object.set("act", day.act);
    return object;
}

} // namespace ogp::cli
