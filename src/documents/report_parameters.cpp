#include "documents/report_parameters.hpp"

#include "app/repository/known_names.hpp"
#include "base/text.hpp"
#include "documents/report_source.hpp"

#include <algorithm>
#include <optional>

namespace ogp::documents {
namespace {

Error wrong(const Parameter& parameter, const std::string& value, const Localized& expected)
{
    return Error(Fault::Usage,
                 say("„{}“: „{}“ არ გამოდგება", "{}: \"{}\" will not do", parameter.name, printable(shorten(value, 60))), expected);
}

std::string plan_number(const app::Repository& repository, const Parameter& parameter, const std::string& value)
{
    try {
        return repository.plan(value).number;
    } catch (const Error& error) {
        const bool unsaid = value.empty() && !parameter.is_required && (error.fault() == Fault::NotFound || error.fault() == Fault::Usage);
        if (unsaid)
            return {};
        throw;
    }
}

/// By what people call it where that means this case alone.
std::string case_name(const app::Repository& repository, const Parameter& parameter, const std::string& value)
{
    const store::CaseRow row = repository.resolve(value, parameter.type);
    return !row.path.empty() && repository.store().resolve(row.path).size() == 1 ? row.path : row.subject.uid.hex();
}

/// How a command is given it.
std::string option_of(const Parameter& parameter)
{
    const bool has_option = parameter.kind == ParameterKind::Period || parameter.name == "plan";
    return has_option ? "--" + parameter.name : fmt::format("--param {}=...", parameter.name);
}

Json value_of(const app::Repository& repository, const Parameter& parameter, const std::string& value)
{
    switch (parameter.kind) {
    case ParameterKind::Period: return period_from(value).name;
    case ParameterKind::Plan: return plan_number(repository, parameter, value);
    case ParameterKind::Case: return case_name(repository, parameter, value);
    case ParameterKind::Text:
        if (!is_utf8(value) || has_control_characters(value))
            throw wrong(parameter, value, {"ტექსტი საკონტროლო ნიშნების გარეშე", "a text without control characters"});
        return to_nfc(value);
    case ParameterKind::Number:
        if (const auto number = to_integer(value))
            return Json(std::int64_t{*number});
        throw wrong(parameter, value, {"დაწერეთ მთელი რიცხვი", "write a whole number"});
    case ParameterKind::Date:
        if (Date::parse(value))
            return value;
        throw wrong(parameter, value, {"დაწერეთ თარიღი, მაგალითად 2019-12-31", "write a date, for example 2019-12-31"});
    case ParameterKind::Choice:
        if (std::find(parameter.choices.begin(), parameter.choices.end(), value) != parameter.choices.end())
            return value;
        throw wrong(parameter, value, app::one_of(value, parameter.choices, {"შესაძლებელია", "possible"}));
    }
    return {};
}

} // namespace

Json resolve_parameters(const app::Repository& repository, const ReportTemplate& report, const GivenParameters& given)
{
    std::vector<std::string> names;
    for (const Parameter& parameter : report.parameters())
        names.push_back(parameter.name);
    for (const auto& [name, value] : given)
        if (report.parameter(name) == nullptr)
            throw Error(Fault::Usage, say("ანგარიშს „{}“ პარამეტრი „{}“ არ აქვს", "the report \"{}\" has no parameter \"{}\"", report.id(), printable(name)),
                        names.empty() ? Localized("მას პარამეტრი არ აქვს", "it has none") : app::one_of(name, names, {"მისი პარამეტრებია", "it has"}));
    Json values = Json::object();
    for (const Parameter& parameter : report.parameters()) {
        std::string value = parameter.preset;
        for (const auto& [name, text] : given)
            if (name == parameter.name)
                value = text;
        const bool is_empty = value.empty() && parameter.kind != ParameterKind::Plan;
        if (is_empty && parameter.is_required)
            throw Error(Fault::Usage, say("ანგარიშს „{}“ პარამეტრი „{}“ სჭირდება", "the report \"{}\" needs the parameter \"{}\"", report.id(), parameter.name),
                        {parameter.label.ka + ": " + option_of(parameter), parameter.label.en + ": " + option_of(parameter)});
        if (is_empty)
            continue;
        Json resolved = value_of(repository, parameter, value);
        if (resolved != Json(""))
            values.set(parameter.name, std::move(resolved));
    }
    return values;
}

} // namespace ogp::documents
