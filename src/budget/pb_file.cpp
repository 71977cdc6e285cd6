#include "budget/pb_file.hpp"

#include "base/text.hpp"
#include "budget/pb_reading.hpp"

#include <algorithm>
#include <unordered_map>

namespace ogp::budget {
namespace {

std::vector<std::string> texts_of(const std::vector<PbCell>& cells)
{
    std::vector<std::string> texts;
    for (const PbCell& cell : cells)
        texts.emplace_back(cell.text);
    return texts;
}

void read_meta(const PbReading& r)
{
    std::vector<PbCell> cells;
    std::deque<std::string> unquoted;
    const PbRow& header = r.file.text.meta.header;
    if (header.text != "key;value")
        r.findings.add(Severity::Error, "wrong_header", header, 1,
                       say("სათაური „key;value“ უნდა იყოს", "the header must be \"key;value\""));
    for (PbRow& row : r.file.text.meta.rows) {
        split_row(row, cells, unquoted);
        if (cells.size() != 2) {
            r.findings.add(Severity::Error, "wrong_cells", row, 1,
                           say("უჯრედები: {}; უნდა იყოს 2, გასაღები და მნიშვნელობა",
                               "cells: {}; it must be 2, a key and a value", cells.size()));
            continue;
        }
        if (r.file.find(cells[0].text) != nullptr)
            r.findings.add(Severity::Error, "duplicate_key", row, 1,
                           say("გასაღები {} მეორედ წერია", "the key {} stands there twice", cells[0].text));
        r.file.meta.push_back({std::string(cells[0].text), std::string(cells[1].text), row, cells[1].column});
    }
}

/// Sets the value of a key anew, in the text too.
void repair_meta(const PbReading& r, std::string_view key, const std::string& value)
{
    for (std::size_t i = 0; i < r.file.meta.size(); ++i)
        if (r.file.meta[i].key == key) {
            r.file.meta[i].value = value;
            for (PbRow& row : r.file.text.meta.rows)
                if (row.line == r.file.meta[i].row.line)
                    repair_row(r.file.text, row, {{r.file.meta[i].key, 1}, {r.file.meta[i].value, 1}});
        }
}

std::string with_point(std::string text)
{
    std::replace(text.begin(), text.end(), ',', '.');
    return text;
}

Amount read_budget(const PbReading& r)
{
    Amount amount;
    const PbMeta* budget = r.file.find("budget");
    if (budget == nullptr) {
        r.findings.add(Severity::Error, "missing_budget", r.file.text.meta.line, say("META-ში გასაღები budget არ არის",
                                                                                     "META has no key budget"));
        return amount;
    }
    if (!read_amount(r, budget->value, budget->row, budget->column, amount))
        return {};
    if (amount.fault == AmountFault::Comma)
        repair_meta(r, "budget", with_point(budget->value));
    return amount;
}

void read_kind(const PbReading& r)
{
    const PbMeta* type = r.file.find("vote_type");
    const std::optional<VoteType> known = type == nullptr ? std::nullopt : vote_type_of(type->value);
    if (known)
        r.file.round.vote_type = *known;
    else if (type == nullptr)
        r.findings.add(Severity::Error, "bad_vote_type", r.file.text.meta.line, say("META-ში გასაღები vote_type არ არის",
                                                                                    "META has no key vote_type"));
    else
        r.findings.add(Severity::Error, "bad_vote_type", type->row, type->column,
                       say("ხმის სახეობა „{}“ უცნობია; არის: approval, choose-1, ordinal, cumulative, scoring",
                           "the vote type '{}' is not known; there are: approval, choose-1, ordinal, cumulative, scoring",
                           printable(type->value)));
    if (const PbMeta* currency = r.file.find("currency"))
        r.file.round.currency = currency->value;
}

/// The columns of a section; false where the section cannot be read.
bool read_header(const PbReading& r, const PbSection& section, std::string_view first, std::string_view second, std::vector<std::string>& columns)
{
    std::vector<PbCell> cells;
    std::deque<std::string> unquoted;
    split_row(section.header, cells, unquoted);
    columns = texts_of(cells);
    bool good = true;
    const auto wrong = [&](std::string_view code, std::uint32_t column, Localized message) {
        r.findings.add(Severity::Error, code, section.header, column, std::move(message));
        good = false;
    };
    if (columns.front() != first)
        wrong("wrong_header", 1, say("პირველი სვეტი {} უნდა იყოს", "the first column must be {}", first));
    if (std::find(columns.begin(), columns.end(), second) == columns.end())
        wrong("wrong_header", 1, say("სვეტი {} არ არის", "there is no column {}", second));
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (std::find(columns.begin(), columns.begin() + static_cast<std::ptrdiff_t>(i), columns[i]) != columns.begin() + static_cast<std::ptrdiff_t>(i))
            wrong("duplicate_column", cells[i].column, say("სვეტი {} მეორედ წერია",
                                                           "the column {} stands there twice", printable(columns[i])));
    return good;
}

/// The old name of the column `beneficiaries`.
void rename_target(const PbReading& r)
{
    const int target = r.file.project_column("target");
    if (target < 0 || r.file.project_column("beneficiaries") >= 0)
        return;
    r.findings.add(Severity::Warning, "renamed_column", r.file.text.projects.header, 1,
                   say("სვეტს target ახლა beneficiaries ჰქვია", "the column target is called beneficiaries now"));
    if (r.reading == Reading::Strict)
        return;
    r.file.project_columns[static_cast<std::size_t>(target)] = "beneficiaries";
    std::vector<PbCell> cells;
    for (const std::string& column : r.file.project_columns)
        cells.push_back({column, 1});
    repair_row(r.file.text, r.file.text.projects.header, cells);
}

std::string cell_of(const std::vector<std::string>& cells, int column)
{
    return column < 0 ? std::string{} : cells[static_cast<std::size_t>(column)];
}

std::vector<std::string> list_of(const std::string& text)
{
    std::vector<std::string> list;
    for (const std::string_view item : split(text, ','))
        if (!trim(item).empty())
            list.emplace_back(trim(item));
    return list;
}

/// Projects with their costs as the file prints them; the number of places is known only when all are read.
std::vector<Amount> read_projects(const PbReading& r)
{
    std::vector<Amount> costs;
    PbFile& file = r.file;
    if (!read_header(r, file.text.projects, "project_id", "cost", file.project_columns))
        return costs;
    rename_target(r);
    const int cost_column = file.project_column("cost");
    std::vector<PbCell> cells;
    std::deque<std::string> unquoted;
    std::unordered_map<std::string, std::uint32_t> seen;
    for (PbRow& row : file.text.projects.rows) {
        split_row(row, cells, unquoted);
        if (cells.size() != file.project_columns.size()) {
            r.findings.add(Severity::Error, "wrong_cells", row, 1,
                           say("უჯრედები: {0}, სვეტები: {1}", "cells: {0}, columns: {1}", cells.size(), file.project_columns.size()));
            continue;
        }
        const PbCell cost = cells[static_cast<std::size_t>(cost_column)];
        Amount amount;
        if (read_amount(r, cost.text, row, cost.column, amount) && amount.fault == AmountFault::Negative)
            amount = {};
        std::vector<std::string> texts = texts_of(cells);
        if (texts[0].empty() || !seen.emplace(texts[0], row.line).second)
            r.findings.add(Severity::Error, "duplicate_project", row, 1,
                           texts[0].empty() ? say("პროექტს ნომერი არ აქვს", "the project has no id")
                                            : say("პროექტი {0} უკვე იყო სტრიქონში {1}",
                                                  "the project {0} was there already, in line {1}", printable(texts[0]), seen[texts[0]]));
        if (amount.fault == AmountFault::Comma) {
            texts[static_cast<std::size_t>(cost_column)] = with_point(texts[static_cast<std::size_t>(cost_column)]);
            for (std::size_t i = 0; i < cells.size(); ++i)
                cells[i].text = texts[i];
            repair_row(file.text, row, cells);
        }
        costs.push_back(amount);
        file.round.projects.push_back({texts[0], 0, cell_of(texts, file.project_column("name")),
                                       list_of(cell_of(texts, file.project_column("category"))), cell_of(texts, file.project_column("district"))});
        file.project_cells.push_back(std::move(texts));
    }
    return costs;
}

/// Budget and costs to the same number of places.
void settle_money(const PbReading& r, const Amount& budget, const std::vector<Amount>& costs)
{
    Round& round = r.file.round;
    round.places = budget.places;
    for (const Amount& cost : costs)
        round.places = std::max(round.places, cost.places);
    const auto overflow = [&](const PbRow& row, std::uint32_t column) {
        r.findings.add(Severity::Error, "amount_overflow", row, column,
                       say("თანხა ძალიან დიდია", "the amount is too large"));
    };
    if (const std::optional<Units> units = rescale(budget, round.places))
        round.budget = *units;
    else
        overflow(r.file.find("budget")->row, r.file.find("budget")->column);
    for (std::size_t i = 0; i < costs.size(); ++i) {
        if (const std::optional<Units> units = rescale(costs[i], round.places))
            round.projects[i].cost = *units;
        else
            overflow(r.file.text.projects.rows[i], 1);
    }
}

void check_count(const PbReading& r, std::string_view key, std::string_view fault, std::size_t counted)
{
    const PbMeta* meta = r.file.find(key);
    if (meta == nullptr || to_integer(meta->value) == static_cast<long long>(counted))
        return;
    r.findings.add(r.repaired(), fault, meta->row, meta->column,
                   say("{0} არის {1}, დათვლილია {2}", "{0} is {1}, counted {2}", key, printable(meta->value), counted));
    if (r.reading == Reading::Lenient)
        repair_meta(r, key, std::to_string(counted));
}

bool complete(const PbText& text)
{
    return text.meta.header.line != 0 && text.projects.header.line != 0 && text.votes.header.line != 0;
}

} // namespace

const PbMeta* PbFile::find(std::string_view key) const
{
    const auto found = std::find_if(meta.begin(), meta.end(), [&](const PbMeta& m) { return m.key == key; });
    return found == meta.end() ? nullptr : &*found;
}

int PbFile::project_column(std::string_view name) const
{
    const auto found = std::find(project_columns.begin(), project_columns.end(), name);
    return found == project_columns.end() ? -1 : static_cast<int>(found - project_columns.begin());
}

int PbFile::vote_column(std::string_view name) const
{
    const auto found = std::find(vote_columns.begin(), vote_columns.end(), name);
    return found == vote_columns.end() ? -1 : static_cast<int>(found - vote_columns.begin());
}

bool read_amount(const PbReading& r, std::string_view text, const PbRow& row, std::uint32_t column, Amount& amount)
{
    amount = parse_amount(text);
    switch (amount.fault) {
    case AmountFault::None: return true;
    case AmountFault::Comma:
        r.findings.add(r.repaired(), "comma_decimal", row, column,
                       say("ათწილადის მძიმე: {}; უნდა იყოს წერტილი", "decimal comma: {}; it must be a point", printable(text)));
        return true;
    case AmountFault::Negative:
        r.findings.add(Severity::Error, "negative_amount", row, column, say("თანხა უარყოფითია: {}",
                                                                            "the amount is negative: {}", printable(text)));
        return true;
    case AmountFault::Overflow:
        r.findings.add(Severity::Error, "amount_overflow", row, column, say("თანხა ძალიან დიდია: {}",
                                                                            "the amount is too large: {}", printable(text)));
        break;
    case AmountFault::Places:
        r.findings.add(Severity::Error, "bad_amount", row, column,
                       say("წერტილის შემდეგ {}-ზე მეტი ციფრია", "more than {} digits after the point", most_places));
        break;
    case AmountFault::NotANumber:
        r.findings.add(Severity::Error, "bad_amount", row, column, say("ეს თანხა არ არის: „{}“",
                                                                       "this is no amount: '{}'", printable(text)));
        break;
    }
    amount = {};
    return false;
}

ReadPb read_pb(std::string bytes, std::string name, Reading reading)
{
    ReadPb result;
    PbFindings findings{name};
    result.file.text = split_pb(std::move(bytes), std::move(name), findings,
                                reading == Reading::Strict ? Severity::Error : Severity::Warning);
    const PbReading r{result.file, findings, reading};
    if (complete(result.file.text)) {
        read_meta(r);
        read_kind(r);
        const Amount budget = read_budget(r);
        const std::vector<Amount> costs = read_projects(r);
        if (!findings.any_error())
            settle_money(r, budget, costs);
        if (read_header(r, result.file.text.votes, "voter_id", "vote", result.file.vote_columns))
            read_votes(r);
        check_count(r, "num_projects", "different_number_of_projects", result.file.text.projects.rows.size());
        check_count(r, "num_votes", "different_number_of_votes", result.file.text.votes.rows.size());
    }
    result.findings = findings.take();
    return result;
}

} // namespace ogp::budget
