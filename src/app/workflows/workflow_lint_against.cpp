#include "app/workflows/workflow_lint_against.hpp"

#include "app/cases/effective_history.hpp"
#include "app/clocks/clock_table.hpp"
#include "app/clocks/repository_calendars.hpp"
#include "base/text.hpp"
#include "workflow/lint.hpp"
#include "workflow/lint_replay.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace ogp::app {
namespace {

std::string name_of(const store::CaseRow& row)
{
    return printable(row.path.empty() ? row.subject.uid.hex().substr(0, 12) : row.path);
}

/// Where the definition says what such an act may do.
std::string place_of(const model::Event& event)
{
    return event.op == model::Op::Move ? "transitions." + event.transition : "permissions." + std::string(code(event.op));
}

using History = std::vector<store::StoredEvent>;

/// The events that made the case what it is.
History folded_history(const Repository& repository, const CaseUid& uid)
{
    return effective_history(repository, uid);
}

/// How many parts a case had in each category at any place of the log. A part that has gone to another case since is not seen.
class PartsThen
{
public:
    PartsThen(const Repository& repository, const CaseUid& uid, const std::vector<std::string>& types) : m_types(types)
    {
        for (const std::string& type : types)
            for (const store::CaseRow& row : repository.store().list({.type = type, .parent = uid}))
                add(repository, type, row);
    }

    workflow::ChildCounts before(std::uint64_t sequence) const
    {
        workflow::ChildCounts counts;
        for (const std::string& type : m_types)
            for (const model::StateCategory category : workflow::state_categories)
                counts[type][category] = 0;
        for (const Part& part : m_parts) {
            const auto after = std::find_if(part.path.begin(), part.path.end(), [&](const auto& step) { return step.first >= sequence; });
            if (after != part.path.begin())
                ++counts[part.type][std::prev(after)->second];
        }
        return counts;
    }

private:
    struct Part
    {
        std::string type;
        std::vector<std::pair<std::uint64_t, model::StateCategory>> path;
    };

    void add(const Repository& repository, const std::string& type, const store::CaseRow& row)
    {
        Part part{type, {}};
        model::Case subject;
        for (const store::StoredEvent& stored : folded_history(repository, row.subject.uid)) {
            model::apply(subject, stored.event, stored.id);
            if (const workflow::State* state = repository.type(subject.workflow).state(subject.state))
                part.path.emplace_back(stored.sequence, state->category);
        }
        m_parts.push_back(std::move(part));
    }

    const std::vector<std::string>& m_types;
    std::vector<Part> m_parts;
};

class Against
{
public:
    Against(const Repository& repository, const workflow::CaseType& type, CalendarVersions& versions)
        : m_repository(repository), m_type(type), m_versions(versions), m_zone(zone_of(repository, type)), m_parts(workflow::counted_parts(type))
    {
    }

    void look(const store::CaseRow& row)
    {
        const History history = folded_history(m_repository, row.subject.uid);
        const PartsThen parts(m_repository, row.subject.uid, m_parts);
        workflow::Replay replay(m_type, m_zone);
        for (const store::StoredEvent& stored : history) {
            const model::Event& event = stored.event;
            const Hash then = event.op == model::Op::Open ? event.workflow.value_or(Hash()) : replay.subject().workflow;
            workflow::Facts facts;
            facts.children = parts.before(stored.sequence);
            facts.now = event.at;
            facts.today = m_repository.zone().date_at(event.at);
            facts.calendars = &m_versions.before(stored.sequence);
            if (auto refusal = replay.step(m_repository.type(then), event, stored.id, facts))
                add(row, stored, std::move(*refusal));
        }
    }

    Findings findings() const
    {
        Findings findings;
        for (const auto& [key, trouble] : m_troubles) {
            const std::string more = trouble.acts > trouble.named.size() ? ", …" : "";
            const std::string named = join(trouble.named, ", ") + more;
            workflow::add_lint(findings, "history_refused", key.first,
                               {fmt::format("ჩაწერილი მოქმედება უარყოფილი იქნებოდა ({}; სულ {}: {}): {}", key.second, trouble.acts, named, trouble.reason.ka),
                                fmt::format("recorded acts would be refused ({}; {} in all: {}): {}", key.second, trouble.acts, named, trouble.reason.en)});
        }
        return findings;
    }

private:
    struct Trouble
    {
        std::size_t acts = 0;
        std::vector<std::string> named;
        Localized reason; ///< of the first
    };

    void add(const store::CaseRow& row, const store::StoredEvent& stored, workflow::Refusal refusal)
    {
        Trouble& trouble = m_troubles[{place_of(stored.event), refusal.rule}];
        if (trouble.acts++ == 0)
            trouble.reason = std::move(refusal.reason);
        if (trouble.named.size() < most_cases_named)
            trouble.named.push_back(fmt::format("{} #{}", name_of(row), stored.sequence));
    }

    const Repository& m_repository;
    const workflow::CaseType& m_type;
    CalendarVersions& m_versions;
    TimeZone m_zone;
    std::vector<std::string> m_parts;
    std::map<std::pair<std::string, std::string>, Trouble> m_troubles; ///< by place and rule
};

std::vector<std::int64_t> rows_of(const Repository& repository, const std::string& type)
{
    std::vector<std::int64_t> rows;
    repository.store().each_key({.type = type}, [&](store::CaseKey&& key) {
        rows.push_back(key.row);
        return true;
    });
    std::sort(rows.begin(), rows.end());
    return rows;
}

} // namespace

std::vector<Findings> lint_against(const Repository& repository, const std::vector<const workflow::CaseType*>& types,
                                   const std::function<void(std::uint64_t, std::uint64_t)>& progress)
{
    std::uint64_t total = 0;
    for (const workflow::CaseType* type : types)
        total += static_cast<std::uint64_t>(repository.store().count({.type = type->id}));
    CalendarVersions versions(repository);
    std::vector<Findings> found;
    std::uint64_t done = 0;
    for (const workflow::CaseType* type : types) {
        Against against(repository, *type, versions);
        for (const std::int64_t number : rows_of(repository, type->id)) {
            if (progress && ++done % 64 == 0)
                progress(done, total);
            const auto row = repository.store().find_row(number);
            if (!row)
                continue;
            try {
                against.look(*row);
            } catch (const Error&) {
                continue; // fsck says so
            }
        }
        found.push_back(against.findings());
    }
    return found;
}

} // namespace ogp::app
