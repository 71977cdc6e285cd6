#include "app/bulk/bulk_references.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace ogp::app {
namespace {

constexpr std::size_t most_known = 50'000;
constexpr std::size_t most_bad = 1'000'000;
constexpr std::size_t most_candidates = 5;

std::string typed(std::string_view type, std::string_view key)
{
    std::string name(type);
    name += '\n';
    name += key;
    return name;
}

} // namespace

const char* References::Answer::code() const
{
    return kind == Ambiguous ? "ambiguous_reference" : kind == NoKey ? "bad_value" : "unknown_reference";
}

Localized References::Answer::message(bool needed) const
{
    const std::string shown = printable(shorten(key, 80));
    if (kind == Ambiguous)
        return say("„{0}“ ({1}) რამდენიმეა: {2}", "there are several {1} \"{0}\": {2}", shown, type, join(candidates, ", "));
    if (kind == NoKey)
        return {"მოსალოდნელია საქმის ნომერი, სვეტში ან მასივში ტექსტად", "expected the number of a case, as a text"};
    if (needed)
        return say("„{0}“ ({1}) არც საცავშია და არც ამ სტრიქონის ზემოთ", "there is no {1} \"{0}\", neither in the repository nor above this line",
                   shown, type);
    return say("„{0}“ ({1}) არც საცავშია და არც ფაილში", "there is no {1} \"{0}\", neither in the repository nor in the file", shown, type);
}

References::Answer References::resolve(const workflow::Field& field, const Json& keys)
{
    const auto one = [&](const Json& key) {
        return key.is_text() && !key.as_text().empty() ? look_up(field.to, key.as_text())
                                                       : Answer{.kind = Answer::NoKey, .key = {}, .type = field.to};
    };
    if (!field.many)
        return one(keys);
    if (!keys.is_array())
        return {.kind = Answer::NoKey, .key = {}, .type = field.to};
    Answer all;
    all.value = Json::array();
    for (const Json& key : keys.items()) {
        Answer answer = one(key);
        if (!answer.found())
            return answer;
        all.value.push(std::move(answer.value));
    }
    return all;
}

References::Answer References::look_up(const std::string& type, std::string_view key)
{
    const std::string name = typed(type, key);
    for (const auto* map : {&m_keys, &m_known})
        if (const auto known = map->find(name); known != map->end())
            return {.value = Json(known->second.hex())};
    Answer answer = ask_store(type, key);
    if (answer.found()) {
        if (m_known.size() == most_known)
            m_known.clear();
        m_known.emplace(name, *CaseUid::from_hex(answer.value.as_text()));
    } else if (answer.kind == Answer::Missing && is_bad(key)) {
        answer.kind = Answer::OfBadRow;
    }
    return answer;
}

/// A full number means one case; a number alone may mean several, and then the one of the plan that the settings name; an id must
/// be whole, because its beginning may be somebody's number.
References::Answer References::ask_store(const std::string& type, std::string_view key) const
{
    std::vector<store::CaseRow> rows = m_repository.store().resolve(key);
    std::erase_if(rows, [&](const store::CaseRow& row) { return row.subject.type != type; });
    const auto pick = [&](auto fits) -> std::vector<const store::CaseRow*> {
        std::vector<const store::CaseRow*> fitting;
        for (const store::CaseRow& row : rows)
            if (fits(row))
                fitting.push_back(&row);
        return fitting;
    };
    const auto found = [](const store::CaseRow& row) { return Answer{.value = Json(row.subject.uid.hex())}; };
    if (const auto whole = pick([&](const store::CaseRow& row) { return row.path == key; }); whole.size() == 1)
        return found(*whole.front());
    const auto numbered = pick([&](const store::CaseRow& row) { return row.number == key || row.path == key; });
    if (numbered.size() == 1)
        return found(*numbered.front());
    if (numbered.empty()) {
        const auto named = pick([&](const store::CaseRow& row) { return row.subject.uid.hex() == key; });
        return named.empty() ? Answer{.kind = Answer::Missing, .key = std::string(key), .type = type} : found(*named.front());
    }
    const std::string& plan = m_repository.settings().plan;
    if (const auto here = pick([&](const store::CaseRow& row) { return !plan.empty() && row.path == plan + "/" + row.number; });
        here.size() == 1)
        return found(*here.front());
    Answer answer{.kind = Answer::Ambiguous, .key = std::string(key), .type = type};
    for (std::size_t i = 0; i < numbered.size() && i < most_candidates; ++i)
        answer.candidates.push_back(numbered[i]->path);
    return answer;
}

void References::opened(const std::string& key, std::uint32_t line, const store::CaseRow& row)
{
    if (m_lines.empty())
        m_first_row = row.row;
    m_lines.push_back(line);
    if (!key.empty() && key != row.path)
        m_keys.emplace(typed(row.subject.type, key), row.subject.uid);
}

void References::bad(const std::string& key)
{
    if (!key.empty() && m_bad.size() < most_bad)
        m_bad.insert(key);
}

void References::bad_number(const Json& number)
{
    if (number.is_text())
        bad(number.as_text());
}

/// By its whole, or by the end behind any stroke: the full number of a row that was not opened is not known.
bool References::is_bad(std::string_view key) const
{
    if (m_bad.empty())
        return false;
    for (std::string_view rest = key;; rest.remove_prefix(rest.find('/') + 1)) {
        if (m_bad.contains(std::string(rest)))
            return true;
        if (rest.find('/') == std::string_view::npos)
            return false;
    }
}

std::optional<std::uint32_t> References::line_of(const workflow::CaseType& type, const Json& values) const
{
    const std::string& number = values.text(type.number_field);
    const auto parent = CaseUid::from_hex(type.parent_field.empty() ? std::string() : values.text(type.parent_field));
    const auto above = parent ? m_repository.store().find(*parent) : std::nullopt;
    const std::optional<CaseUid> root = above ? std::optional(above->root.value_or(above->subject.uid)) : std::nullopt;
    for (const store::CaseRow& row : m_repository.store().resolve(number, 100)) {
        const std::int64_t place = row.row - m_first_row;
        if (row.subject.type == type.id && row.number == number && row.root == root && place >= 0 &&
            std::cmp_less(place, m_lines.size()))
            return m_lines[static_cast<std::size_t>(place)];
    }
    return std::nullopt;
}

} // namespace ogp::app
