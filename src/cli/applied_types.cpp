#include "cli/applied_types.hpp"

namespace ogp::cli {

Json object_of(const app::Applied& applied)
{
    Json types = Json::array();
    for (const app::EditedType& edited : applied.types) {
        Json changes = Json::array();
        for (const workflow::VersionChange& change : edited.changes)
            changes.push(Json::object({{"class", Json(code(change.weight))},
                                       {"kind", Json(code(change.kind))},
                                       {"part", Json(change.part)},
                                       {"id", Json(change.id)},
                                       {"key", change.key.empty() ? Json() : Json(change.key)},
                                       {"before", change.before},
                                       {"after", change.after}}));
        types.push(Json::object({{"id", Json(edited.type.id)},
                                 {"file", Json(edited.file)},
                                 {"before", edited.before ? Json(*edited.before) : Json()},
                                 {"version", Json(edited.type.version)},
                                 {"applied", Json(!edited.is_same)},
                                 {"changes", std::move(changes)}}));
    }
    return Json::object({{"events", Json(static_cast<std::int64_t>(applied.written))}, {"types", std::move(types)}});
}

void say_types(Context& context, const app::Applied& applied)
{
    for (const app::EditedType& edited : applied.types) {
        if (edited.is_same)
            continue;
        context.say_line(edited.before ? say("{0}: ვერსია {1} → {2}", "{0}: version {1} → {2}", edited.type.id, *edited.before, edited.type.version)
                                       : say("{0}: ახალი ტიპი, ვერსია {1}", "{0}: new case type, version {1}", edited.type.id, edited.type.version));
        if (!edited.changes.empty())
            context.print(app::table_of(edited.changes));
        if (edited.is_elsewhere)
            context.note(say("{}: შეინახეთ საქაღალდეში workflows, რომ მერე შეასწოროთ", "{}: keep it in workflows, to be edited later", edited.file));
        if (edited.before)
            context.note(say("ღია საქმეები ვერსიაში {1} რჩება; გადაყვანა: ogp workflow migrate {0} --from {1} --dry-run",
                             "open cases stay in version {1}; to take them over: ogp workflow migrate {0} --from {1} --dry-run", edited.type.id,
                             *edited.before));
    }
    for (const std::string& calendar : applied.calendars)
        context.note(say("კალენდარი „{0}“ ჯერ არ მოქმედებს: ogp calendar apply {0}", "the calendar \"{0}\" is not in force yet: ogp calendar apply {0}", calendar));
}

} // namespace ogp::cli
