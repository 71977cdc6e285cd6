#include "app/workflows/workflow_tests.hpp"

#include "app/clocks/calendars.hpp"
#include "app/repository/shipped.hpp"
#include "app/workflows/workflows.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "workflow/paths.hpp"

#include <algorithm>
#include <map>
#include <system_error>
#include <utility>

namespace ogp::app {
namespace {

namespace fs = std::filesystem;

/// Calendars by their files, each made once.
class FileCalendars final : public workflow::Calendars
{
public:
    explicit FileCalendars(const Repository* repository) : m_repository(repository) {}

    const calendar::Calendar* find(std::string_view id) const override
    {
        auto known = m_known.find(id);
        if (known == m_known.end()) {
            std::optional<calendar::Calendar> made;
            try {
                made = load_calendar(m_repository, std::string(id));
            } catch (const Error& error) {
                if (error.fault() != Fault::NotFound)
                    throw;
            }
            known = m_known.emplace(std::string(id), std::move(made)).first;
        }
        return known->second ? &*known->second : nullptr;
    }

private:
    const Repository* m_repository;
    mutable std::map<std::string, std::optional<calendar::Calendar>, std::less<>> m_known;
};

bool is_case_type(const YamlDocument& document)
{
    const YamlNode* kind = document.root().find("kind");
    return kind != nullptr && kind->is_scalar() && kind->scalar == "case_type";
}

/// The case types of a folder, and of the program where the folder has none of that name; linked.
std::vector<workflow::CaseType> types_of(const fs::path& folder)
{
    std::error_code failed;
    const fs::path own_roles = folder / "roles.yaml";
    const bool has_roles = !folder.empty() && fs::is_regular_file(own_roles, failed);
    const std::vector<workflow::Role> roles =
        has_roles ? workflow::load_roles(YamlDocument(read_file(own_roles, YamlLimits{}.bytes), own_roles.string())) : shipped_roles();
    std::map<std::string, workflow::CaseType> types;
    if (!folder.empty()) {
        for (auto entry = fs::directory_iterator(folder, failed); !failed && entry != fs::directory_iterator(); entry.increment(failed)) {
            if (entry->path().extension() != ".yaml" || entry->path().filename() == "roles.yaml" || !entry->is_regular_file(failed))
                continue;
            const WorkflowFile file = read_workflow(entry->path());
            if (!is_case_type(file.document))
                continue;
            workflow::CaseType type = workflow::load_case_type(file.document, roles, file.fragments);
            types.insert_or_assign(type.id, std::move(type));
        }
    }
    const std::vector<workflow::Role> known_roles = has_roles ? shipped_roles() : roles;
    for (const ShippedFile& shipped : shipped_files()) {
        const fs::path path(shipped.path);
        const bool is_type = path.parent_path() == "workflows" && path.extension() == ".yaml" && path.stem() != "roles";
        if (!is_type || types.contains(path.stem().string()))
            continue;
        const WorkflowFile file = shipped_workflow(std::string(shipped.content), path.string());
        types.emplace(path.stem().string(), workflow::load_case_type(file.document, known_roles, file.fragments));
    }
    std::vector<workflow::CaseType> linked;
    for (auto& [id, type] : types)
        linked.push_back(std::move(type));
    if (Findings findings = workflow::link(linked); has_errors(findings))
        throw InvalidInput(say("პროცესები ერთმანეთს არ ეთანხმება", "the workflows do not fit together"), std::move(findings));
    return linked;
}

class TestRun
{
public:
    explicit TestRun(const WorkflowTestRequest& request) : m_request(request), m_calendars(request.repository) {}

    WorkflowTestRun run()
    {
        std::vector<fs::path> given = m_request.files;
        std::error_code failed;
        if (const fs::path own = own_folder() / "tests"; given.empty() && m_request.repository != nullptr && fs::is_directory(own, failed))
            given.push_back(own);
        if (given.empty())
            play_shipped();
        for (const fs::path& path : given)
            play_path(path);
        if (has_errors(m_findings))
            throw InvalidInput(say("სცენარებში შეცდომებია", "the scenarios have mistakes"), std::move(m_findings));
        if (m_run.files.empty())
            throw Error(Fault::NotFound, say("სცენარები ვერ მოიძებნა", "found no scenarios"),
                        say("სცენარების ფაილს ასე ჰქვია: foi.test.yaml", "a file of scenarios has a name like foi.test.yaml"));
        for (const auto& [type, coverage] : m_coverage)
            m_run.coverage.push_back({type, coverage.second.items(*coverage.first)});
        return std::move(m_run);
    }

private:
    fs::path own_folder() const { return m_request.repository == nullptr ? fs::path() : m_request.repository->folder() / "workflows"; }

    void play_shipped()
    {
        for (const ShippedFile& file : shipped_files())
            if (file.path.starts_with("workflows/tests/"))
                play(std::string(file.content), std::string(file.path), own_folder());
    }

    void play_path(const fs::path& path)
    {
        std::error_code failed;
        if (!fs::is_directory(path, failed)) {
            play(read_file(path, YamlLimits{}.bytes), path.string(), folder_beside(path));
            return;
        }
        std::vector<fs::path> files;
        for (auto entry = fs::recursive_directory_iterator(path, failed); !failed && entry != fs::recursive_directory_iterator(); entry.increment(failed))
            if (entry->path().string().ends_with(".test.yaml"))
                files.push_back(entry->path());
        std::sort(files.begin(), files.end());
        for (const fs::path& file : files)
            play(read_file(file, YamlLimits{}.bytes), file.string(), folder_beside(file));
    }

    /// Where the case types lie that a file of scenarios tries.
    fs::path folder_beside(const fs::path& file) const
    {
        std::error_code failed;
        const fs::path folder = fs::absolute(file, failed).parent_path();
        const std::string name = file.filename().string();
        const std::string type = name.substr(0, name.find('.'));
        for (const fs::path& candidate : {folder, folder.parent_path()})
            if (fs::is_regular_file(candidate / (type + ".yaml"), failed) || fs::is_regular_file(candidate / "roles.yaml", failed))
                return candidate;
        return own_folder();
    }

    void play(std::string text, const std::string& name, const fs::path& folder)
    {
        try {
            auto types = m_types.find(folder);
            if (types == m_types.end())
                types = m_types.emplace(folder, types_of(folder)).first;
            const YamlDocument document(std::move(text), name);
            const workflow::ScenarioFile file = workflow::load_scenarios(document, types->second);
            const auto type = std::find_if(types->second.begin(), types->second.end(), [&](const auto& each) { return each.id == file.type; });
            auto& [of, coverage] = m_coverage[file.type];
            of = &*type;
            m_run.files.push_back({name, file.type, workflow::run_scenarios(file, types->second, m_calendars, coverage)});
        } catch (const InvalidInput& error) {
            m_findings.insert(m_findings.end(), error.findings().begin(), error.findings().end());
        }
    }

    const WorkflowTestRequest& m_request;
    FileCalendars m_calendars;
    std::map<fs::path, std::vector<workflow::CaseType>> m_types;
    std::map<std::string, std::pair<const workflow::CaseType*, workflow::Coverage>> m_coverage;
    Findings m_findings;
    WorkflowTestRun m_run;
};

bool has_failed(const workflow::ScenarioResult& result)
{
    return !result.failures.empty();
}

Json failures_json(const workflow::ScenarioResult& result)
{
    Json list = Json::array();
    for (const workflow::ScenarioFailure& failure : result.failures)
        list.push(Json::object({{"actual", Json(failure.actual)},
                                {"expected", Json(failure.expected)},
                                {"line", Json(std::int64_t{failure.place.line})},
                                {"what", Json(failure.what)}}));
    return list;
}

} // namespace

std::size_t TypeCoverage::covered() const
{
    return static_cast<std::size_t>(std::count_if(items.begin(), items.end(), [](const workflow::CoverageItem& item) { return item.covered; }));
}

std::size_t WorkflowTestRun::scenarios() const
{
    std::size_t count = 0;
    for (const TestedFile& file : files)
        count += file.results.size();
    return count;
}

std::size_t WorkflowTestRun::failed() const
{
    std::size_t count = 0;
    for (const TestedFile& file : files)
        count += static_cast<std::size_t>(std::count_if(file.results.begin(), file.results.end(), has_failed));
    return count;
}

WorkflowTestRun test_workflows(const WorkflowTestRequest& request)
{
    return TestRun(request).run();
}

report::Table table_of_tests(const WorkflowTestRun& run)
{
    using report::Cell;
    report::Table table{"scenarios",
                        {"სცენარები", "Scenarios"},
                        {{"file", {"ფაილი", "File"}},
                         {"line", {"სტრიქონი", "Line"}, report::Align::Right},
                         {"type", {"ტიპი", "Type"}},
                         {"scenario", {"სცენარი", "Scenario"}},
                         {"result", {"შედეგი", "Result"}},
                         {"failures", {"რა არ შესრულდა", "Failures"}}},
                        {}};
    for (const TestedFile& file : run.files) {
        for (const workflow::ScenarioResult& result : file.results) {
            const Localized word = has_failed(result) ? Localized("ვერ გაიარა", "failed") : Localized("გაიარა", "passed");
            table.rows.push_back({Cell::of(file.file), Cell::of(std::int64_t{result.place.line}), Cell::of(file.type), Cell::of(result.name),
                                  Cell(Json(word.en), word),
                                  Cell(failures_json(result), both(std::to_string(result.failures.size())))});
        }
    }
    return table;
}

report::Table table_of_coverage(const WorkflowTestRun& run)
{
    using report::Cell;
    report::Table table{"coverage",
                        {"დაფარვა", "Coverage"},
                        {{"type", {"ტიპი", "Type"}}, {"kind", {"რა", "Kind"}}, {"name", {"სახელი", "Name"}}, {"covered", {"ნაჩვენებია", "Covered"}}},
                        {}};
    for (const TypeCoverage& type : run.coverage)
        for (const workflow::CoverageItem& item : type.items)
            table.rows.push_back({Cell::of(type.type), Cell::of(item.kind), Cell::of(item.name),
                                  Cell(Json(item.covered), item.covered ? Localized("კი", "yes") : Localized("არა", "no"))});
    return table;
}

Findings failures_of(const WorkflowTestRun& run)
{
    Findings findings;
    for (const TestedFile& file : run.files) {
        for (const workflow::ScenarioResult& result : file.results) {
            for (const workflow::ScenarioFailure& failure : result.failures) {
                Finding finding;
                finding.code = "scenario_failed";
                finding.place = failure.place;
                finding.where = result.name;
                finding.message = say("{0}: უნდა იყოს {1}, არის {2}", "{0}: expected {1}, found {2}", failure.what, failure.expected,
                                      failure.actual);
                findings.push_back(std::move(finding));
            }
        }
    }
    return findings;
}

report::Table workflow_paths(const Repository* repository, const std::string& type)
{
    using report::Cell;
    const VersionedType found = find_workflow(repository, type, std::nullopt);
    report::Table table{"paths",
                        {"უმოკლესი გზები", "Shortest ways"},
                        {{"state", {"მდგომარეობა", "State"}},
                         {"label", {"დასახელება", "Name"}},
                         {"steps", {"ნაბიჯი", "Steps"}, report::Align::Right},
                         {"path", {"გადასვლები", "Transitions"}}},
                        {}};
    for (const workflow::Path& path : workflow::shortest_paths(found.type)) {
        Json ids = Json::array();
        std::vector<std::string> words;
        for (const workflow::Transition* transition : path.transitions) {
            ids.push(Json(transition->id));
            words.push_back(transition->id);
        }
        table.rows.push_back({Cell::of(path.state->id), Cell::localized(path.state->label),
                              Cell::of(static_cast<std::int64_t>(path.transitions.size())), Cell(std::move(ids), both(join(words, " -> ")))});
    }
    return table;
}

std::string scenario_skeleton(const Repository* repository, const std::string& type, const std::string& now)
{
    return workflow::scenario_skeleton(find_workflow(repository, type, std::nullopt).type, now);
}

} // namespace ogp::app
