#include "irm/assessment.hpp"

#include "base/text.hpp"
#include "irm/scales.hpp"

#include <algorithm>
#include <array>

namespace ogp::irm {
namespace {

constexpr std::size_t groups_summed = 4;

/// How a coded cell stands to its rule.
enum class Standing { Equal, Differs, NotDerived };

/// Words in large or small letters, and with blanks around them, are the same.
bool agree(const Rule& rule, std::string_view claim, const std::string& derived)
{
    if (trim(claim) == derived)
        return true;
    const Scale* scale = scale_of(rule.column);
    return scale != nullptr && scale->find(trim(claim)) != nullptr && scale->find(trim(claim)) == scale->find(trim(derived));
}

void count(Comparison& comparison, Standing standing, const std::string& key)
{
    ++comparison.claimed;
    switch (standing) {
    case Standing::Equal: ++comparison.equal; break;
    case Standing::Differs: comparison.differing.push_back(key); break;
    case Standing::NotDerived: comparison.not_derived.push_back(key); break;
    }
}

class Assessor
{
public:
    explicit Assessor(const std::string& name) : m_name(name)
    {
        for (const Rule& rule : rules())
            m_result.columns.push_back({&rule, {}});
    }

    void add(const Row& row)
    {
        ++m_result.rows;
        std::array<std::optional<Standing>, groups_summed> worst;
        std::array<bool, groups_summed> derived{};
        const std::string key = row.key();
        for (Assessment::ByRule& one : m_result.columns) {
            const std::optional<std::string> value = one.rule->derive(row);
            const std::string& claim = row.cell(one.rule->column);
            const auto group = static_cast<std::size_t>(one.rule->group);
            one.comparison.derived += value ? 1 : 0;
            if (group < groups_summed)
                derived[group] = derived[group] || value;
            if (!is_coded(trim(claim)))
                continue;
            const Standing standing = !value ? Standing::NotDerived : agree(*one.rule, claim, *value) ? Standing::Equal : Standing::Differs;
            count(one.comparison, standing, key);
            if (standing == Standing::Differs)
                tell(row, *one.rule, claim, *value);
            if (group < groups_summed)
                worst[group] = worse(worst[group], standing);
        }
        for (std::size_t group = 0; group < groups_summed; ++group) {
            summed(group).derived += derived[group] ? 1 : 0;
            if (worst[group])
                count(summed(group), *worst[group], key);
        }
    }

    Assessment finish() { return std::move(m_result); }

private:
    /// What differs outweighs what could not be derived, and that what agrees.
    static Standing worse(const std::optional<Standing>& before, Standing now)
    {
        if (before == Standing::Differs || now == Standing::Differs)
            return Standing::Differs;
        return before == Standing::NotDerived ? Standing::NotDerived : now;
    }

    Comparison& summed(std::size_t group)
    {
        const std::array<Comparison*, groups_summed> all = {&m_result.starred, &m_result.high_completion, &m_result.change_in_completion,
                                                            &m_result.did_it_open_government};
        return *all[group];
    }

    void tell(const Row& row, const Rule& rule, const std::string& claim, const std::string& value)
    {
        const std::string written = printable(shorten(claim, 40));
        Localized message{fmt::format("ფაილში წერია {}, წესით გამოდის {}: {}", written, value, rule.says.ka),
                          fmt::format("the file says {}, the rule gives {}: {}", written, value, rule.says.en)};
        m_result.differences.push_back({Severity::Warning, "differs", {m_name, row.line, 0, {}},
                                        row.key() + " " + std::string(rule.column), std::move(message)});
    }

    const std::string& m_name;
    Assessment m_result;
};

Json list_of(const std::vector<std::string>& keys)
{
    Json list = Json::array();
    for (const std::string& key : keys)
        list.push(key);
    return list;
}

} // namespace

Json Comparison::to_json() const
{
    Json json = Json::object({{"claimed", claimed}, {"derived", derived}, {"equal", equal}, {"differing", list_of(differing)}});
    if (!not_derived.empty())
        json.set("not_derived", list_of(not_derived));
    return json;
}

Json Assessment::to_json() const
{
    Json by_column = Json::array();
    for (const ByRule& one : columns) {
        Json json = one.comparison.to_json();
        json.set("column", one.rule->column);
        json.set("rule", Json::object({{"ka", one.rule->says.ka}, {"en", one.rule->says.en}}));
        json.set("source", one.rule->source);
        by_column.push(std::move(json));
    }
    return Json::object({{"rows", rows},
                         {"starred", starred.to_json()},
                         {"high_completion", high_completion.to_json()},
                         {"change_in_completion", change_in_completion.to_json()},
                         {"did_it_open_government", did_it_open_government.to_json()},
                         {"columns", std::move(by_column)}});
}

Assessment assess(const std::vector<Row>& rows, const std::string& name)
{
    Assessor assessor(name);
    for (const Row& row : rows)
        assessor.add(row);
    return assessor.finish();
}

} // namespace ogp::irm
