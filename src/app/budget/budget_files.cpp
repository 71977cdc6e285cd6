#include "app/budget/budget_files.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "budget/pb_check.hpp"

#include <algorithm>
#include <iterator>

namespace ogp::app {
namespace {

constexpr std::size_t longest_file = std::size_t{1} << 30U; ///< a million ballots take some 60 MiB

budget::ReadPb read(const std::string& name, Reading reading)
{
    const bool from_stdin = name == "-";
    return budget::read_pb(from_stdin ? read_standard_input(longest_file) : read_file(name, longest_file), from_stdin ? "stdin" : name, reading);
}

budget::ReadPb read_or_throw(const std::string& name, Reading reading)
{
    budget::ReadPb result = read(name, reading);
    if (has_errors(result.findings))
        throw InvalidInput(say("ფაილის დათვლა არ შეიძლება: {}",
                               "the file cannot be counted: {}", printable(result.file.text.name)), std::move(result.findings),
                           reading == Reading::Strict
                               ? say("ogp budget check აჩვენებს ყველაფერს; --lenient ასწორებს იმას, რაც ცალსახაა",
                                     "ogp budget check shows all of it; --lenient repairs what can be meant in one way only")
                               : Localized{});
    return result;
}

} // namespace

BudgetFile load_budget_file(const std::string& name, Reading reading)
{
    budget::ReadPb result = read_or_throw(name, reading);
    return {std::move(result.file), std::move(result.findings)};
}

Findings check_budget_file(const std::string& name, Reading reading)
{
    budget::ReadPb result = read(name, reading);
    if (has_errors(result.findings))
        return std::move(result.findings);
    Findings more = budget::check_pb(result.file);
    std::move(more.begin(), more.end(), std::back_inserter(result.findings));
    std::stable_sort(result.findings.begin(), result.findings.end(),
                     [](const Finding& a, const Finding& b) { return a.place.line < b.place.line; });
    return std::move(result.findings);
}

std::string convert_budget_file(const std::string& name, Reading reading, Findings& findings)
{
    budget::ReadPb result = read_or_throw(name, reading);
    findings = std::move(result.findings);
    return budget::write_pb(result.file.text);
}

std::uint32_t find_project(const budget::Round& round, const std::string& id)
{
    if (const std::optional<std::uint32_t> project = round.project(id))
        return *project;
    std::vector<std::string> ids;
    for (const budget::Project& project : round.projects)
        ids.push_back(project.id);
    Localized hint;
    if (const auto near = nearest(id, ids))
        hint = say("იქნებ „{}“?", "did you mean '{}'?", *near);
    throw Error(Fault::NotFound, say("ასეთი პროექტი არ არის: „{}“", "there is no project '{}'", printable(id)), hint);
}

std::string money_text(const budget::Round& round, const std::string& amount)
{
    return round.currency.empty() ? amount : amount + " " + printable(round.currency);
}

std::string money_text(const budget::Round& round, budget::Units units)
{
    return money_text(round, budget::amount_text(units, round.places));
}

} // namespace ogp::app
