#include "app/cases/change.hpp"
#include "base/decimal.hpp"
#include "base/text.hpp"
#include "cli/changed.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    const std::optional<Decimal> value = Decimal::parse(args.text("value"));
    if (!value)
        throw Error{Fault::Usage,
                    say("indicator record: „{}“ რიცხვი არ არის", "indicator record: '{}' is not a number",
                        printable(args.text("value"))),
                    {"დაწერეთ ასე: 35, 0.5 ან -12.25 (არა უმეტეს ოთხი ნიშნისა წერტილის შემდეგ)",
                     "write it as 35, 0.5 or -12.25 (at most four digits after the point)"}};
    app::Repository& repository = context.repository();
    const store::CaseRow row = repository.resolve(args.text("id"), "indicator");
    Json entry = Json::object({{"at", args.date("at").value_or(repository.today()).iso()}, {"value", value->text()}});
    if (args.has("note"))
        entry.set("note", args.text("note"));
    const Localized line = both(name_of(row) + ": " + entry.text("at") + " = " + value->text());
    app::Change change{repository};
    const store::CaseRow recorded = change.add(row.subject.uid, Json::object({{"values", Json{Json::Array{std::move(entry)}}}}));
    return finish_change(context, change, recorded, line);
}

constexpr Arg args[] = {
    {.name = "id", .value = "ID", .help = {"ინდიკატორი", "The indicator"}, .place = Arg::Positional, .need = Arg::Required,
     .complete = Complete::Case},
    {.name = "value", .value = "VALUE", .help = {"რიცხვი", "A number"}, .place = Arg::Positional, .need = Arg::Required},
    {.name = "at", .value = "DATE", .help = {"რომელ დღეს იყო ასე; თავიდან – დღეს", "The day that it speaks of; by default today"},
     .kind = Arg::Date},
    {.name = "note", .value = "TEXT", .help = {"შენიშვნა: წყარო, გაზომვის წესი", "A remark: source, way of measuring"}},
};

constexpr Example examples[] = {
    {"ogp indicator record I:1 35 --at 2019-06-30 --note \"კვლევა\"", {"გაზომილი მნიშვნელობა", "A measured value"}},
};

} // namespace

constinit const Command indicator_record{
    .path = "indicator record",
    .summary = {"ინდიკატორის მნიშვნელობის ჩაწერა", "Record a value of an indicator"},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .run = run,
};

} // namespace ogp::cli
