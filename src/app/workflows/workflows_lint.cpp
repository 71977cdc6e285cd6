#include "app/workflows/workflows.hpp"

#include "app/clocks/calendars.hpp"
#include "app/repository/repository.hpp"
#include "app/repository/shipped.hpp"
#include "app/workflows/workflow_lint_against.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "calendar/loader.hpp"
#include "report/wording.hpp"
#include "workflow/lint.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <system_error>
#include <utility>

namespace ogp::app {
namespace {

namespace fs = std::filesystem;

struct Loaded
{
    WorkflowFile file;
    workflow::CaseType type;
};

/// Files that are checked together, so that one may name what another defines.
class Lint
{
public:
    explicit Lint(const LintRequest& request) : m_request(request) {}

    LintResult run()
    {
        if (!m_request.definitions.empty()) {
            for (const WorkflowFile& file : m_request.definitions)
                read_one(file.document.file(), [&] { return file; });
        } else if (m_request.files.empty() && m_request.repository == nullptr) {
            read_shipped();
        } else {
            std::vector<fs::path> given = m_request.files;
            if (given.empty())
                given.push_back(m_request.repository->folder() / "workflows");
            for (const fs::path& path : given)
                read_path(path);
        }
        std::stable_sort(m_case_types.begin(), m_case_types.end(),
                         [](const auto& a, const auto& b) { return a.document.file() < b.document.file(); });
        if (m_roles.empty())
            m_roles = roles_beside();
        for (WorkflowFile& file : m_case_types)
            load(std::move(file));
        check();
        std::stable_sort(m_result.findings.begin(), m_result.findings.end(), [](const Finding& a, const Finding& b) {
            return std::tie(a.place.file, a.place.line, a.place.column) < std::tie(b.place.file, b.place.line, b.place.column);
        });
        return std::move(m_result);
    }

private:
    void read_path(const fs::path& path)
    {
        std::error_code failed;
        if (!fs::is_directory(path, failed)) {
            read_one(path.string(), [&] { return read_workflow(path); });
            return;
        }
        std::vector<fs::path> files;
        for (auto entry = fs::recursive_directory_iterator(path, failed); !failed && entry != fs::recursive_directory_iterator(); entry.increment(failed)) {
            if (entry->path().extension() == ".yaml" && entry->is_regular_file(failed))
                files.push_back(entry->path());
        }
        if (failed)
            throw Error(Fault::Io, say("{}: ვერ იკითხება: {}", "{}: cannot be read: {}", path.string(), failed.message()));
        std::sort(files.begin(), files.end());
        for (const fs::path& file : files)
            read_one(file.string(), [&] { return read_workflow(file); });
    }

    void read_shipped()
    {
        for (const ShippedFile& file : shipped_files()) {
            const std::string name(file.path);
            // Scenarios are tried, not read (sort_in): reading those of the program would take a third of the time.
            const bool is_scenario = name.starts_with("workflows/tests/");
            if (name.starts_with("workflows/") && name.ends_with(".yaml") && !is_scenario)
                read_one(name, [&] { return shipped_workflow(std::string(file.content), name); });
        }
    }

    /// Runs what may refuse its input, and keeps the findings instead.
    template <class Action>
    void keep(Action action)
    {
        try {
            action();
        } catch (const InvalidInput& error) {
            m_result.findings.insert(m_result.findings.end(), error.findings().begin(), error.findings().end());
        }
    }

    template <class Read>
    void read_one(const std::string& name, Read read)
    {
        m_result.files.push_back(name);
        keep([&] { sort_in(read()); });
    }

    /// By what the file says that it is.
    void sort_in(WorkflowFile file)
    {
        const YamlNode* kind = file.document.root().find("kind");
        const std::string word = kind != nullptr && kind->is_scalar() ? kind->scalar : std::string();
        if (word == "roles")
            m_roles = workflow::load_roles(file.document);
        else if (word == "fragment")
            workflow::check_fragment(file.document);
        else if (word == "calendar")
            add_calendar(calendar::load_calendar(file.document));
        else if (word == "workflow_test")
            return; // A scenario is tried, not read: ogp workflow test.
        else
            m_case_types.push_back(std::move(file));
    }

    void add_calendar(const calendar::CalendarDefinition& definition) { m_calendars[definition.id] = definition.valid_until; }

    bool names_its_files() const { return !m_request.files.empty() || !m_request.definitions.empty(); }

    /// Of the folder of the first file or the one above; else those of the program.
    std::vector<workflow::Role> roles_beside() const
    {
        for (const WorkflowFile& file : m_case_types) {
            const fs::path folder = fs::path(file.document.file()).parent_path();
            for (const fs::path& candidate : {folder / "roles.yaml", folder / ".." / "roles.yaml"}) {
                std::error_code failed;
                if (names_its_files() && fs::is_regular_file(candidate, failed))
                    return workflow::load_roles(YamlDocument(read_file(candidate, YamlLimits{}.bytes), candidate.string()));
            }
        }
        return shipped_roles();
    }

    void load(WorkflowFile file)
    {
        keep([&] {
            workflow::CaseType type = workflow::load_case_type(file.document, m_roles, file.fragments);
            m_loaded.push_back({std::move(file), std::move(type)});
        });
    }

    bool is_loaded(std::string_view id) const
    {
        return std::any_of(m_loaded.begin(), m_loaded.end(), [&](const Loaded& loaded) { return loaded.type.id == id; });
    }

    /// The case types checked, then those that they may name: active ones, then shipped ones, where there is no other of that id.
    std::vector<workflow::CaseType> all_types()
    {
        std::vector<workflow::CaseType> types;
        for (const Loaded& loaded : m_loaded)
            types.push_back(loaded.type);
        const auto add = [&](const workflow::CaseType& type) {
            if (std::none_of(types.begin(), types.end(), [&](const workflow::CaseType& known) { return known.id == type.id; }))
                types.push_back(type);
        };
        if (m_request.repository != nullptr) {
            for (const std::string& id : m_request.repository->type_ids())
                add(m_request.repository->active_type(id));
        }
        const bool only_shipped = !names_its_files() && m_request.repository == nullptr;
        if (only_shipped)
            return types;
        const std::vector<workflow::Role> roles = shipped_roles();
        for (const ShippedFile& file : shipped_files()) {
            const std::string name(file.path);
            const bool is_type = name.starts_with("workflows/") && name.ends_with(".yaml") && name.find('/', 10) == std::string::npos;
            if (!is_type || name == "workflows/roles.yaml" || is_loaded(fs::path(name).stem().string()))
                continue;
            const WorkflowFile shipped = shipped_workflow(std::string(file.content), name);
            add(workflow::load_case_type(shipped.document, roles, shipped.fragments));
        }
        return types;
    }

    workflow::LintContext context()
    {
        workflow::LintContext context;
        context.reserved = m_request.reserved;
        context.today = m_request.today;
        for (const CalendarSource& source : calendars(m_request.repository))
            m_calendars.emplace(source.definition.id, source.definition.valid_until);
        context.calendars = m_calendars;
        context.templates = templates();
        if (m_request.repository != nullptr) {
            context.holders.emplace();
            for (const store::ActorRow& actor : m_request.repository->store().actors())
                for (const std::string& role : actor.roles)
                    (*context.holders)[role].push_back(actor.id);
            for (const std::string& id : m_request.repository->type_ids())
                context.active[id] = {&m_request.repository->active_type(id), m_request.repository->active_hash(id)};
        }
        return context;
    }

    /// The templates that the case types name.
    std::set<std::string> notified() const
    {
        std::set<std::string> names;
        const auto add = [&](const std::vector<workflow::Effect>& effects) {
            for (const workflow::Effect& effect : effects)
                if (effect.kind == workflow::EffectKind::Notify)
                    names.insert(effect.what);
        };
        for (const Loaded& loaded : m_loaded) {
            for (const workflow::Transition& transition : loaded.type.transitions)
                add(transition.effects);
            for (const workflow::Sla& sla : loaded.type.slas) {
                for (const workflow::ClockWarning& warning : sla.warnings)
                    add(warning.effects);
                add(sla.breach.effects);
                for (const workflow::ClockEscalation& escalation : sla.escalations)
                    add(escalation.effects);
            }
        }
        return names;
    }

    /// The messages of the repository and of the program; of those that are used, what their tags name.
    std::map<std::string, std::vector<std::string>> templates()
    {
        const std::set<std::string> used = notified();
        std::map<std::string, std::vector<std::string>> names;
        const auto add = [&](const std::string& id, auto document) {
            if (!names.emplace(id, std::vector<std::string>{}).second || !used.contains(id))
                return;
            keep([&] { names[id] = named_in(report::Wording(document())); });
        };
        std::error_code failed;
        if (m_request.repository != nullptr) {
            // The repository's own stand before the program's.
            for (const auto& entry : fs::directory_iterator(m_request.repository->folder() / "templates" / "messages", failed))
                if (entry.path().extension() == ".yaml")
                    add(entry.path().stem().string(),
                        [&] { return YamlDocument(read_file(entry.path(), YamlLimits{}.bytes), entry.path().string()); });
        }
        for (const ShippedFile& file : shipped_files())
            if (file.path.starts_with("templates/messages/"))
                add(fs::path(file.path).stem().string(), [&] { return YamlDocument(std::string(file.content), std::string(file.path)); });
        return names;
    }

    static std::vector<std::string> named_in(const report::Wording& wording)
    {
        std::set<std::string> names;
        for (const char* text : {"subject", "body"})
            for (std::string& name : wording.names(text))
                names.insert(std::move(name));
        return {names.begin(), names.end()};
    }

    void check()
    {
        if (m_loaded.empty())
            return;
        std::vector<workflow::CaseType> types = all_types();
        const Findings linked = workflow::link(types);
        const workflow::LintContext known = context();
        const std::vector<Findings> refused = histories(types);
        for (std::size_t i = 0; i < m_loaded.size(); ++i) {
            Findings findings;
            const std::string prefix = types[i].id + ".";
            for (Finding finding : linked) {
                if (finding.where != types[i].id && !finding.where.starts_with(prefix))
                    continue;
                finding.where = finding.where == types[i].id ? "id" : finding.where.substr(prefix.size());
                findings.push_back(std::move(finding));
            }
            for (Finding& finding : workflow::lint(types[i], known))
                findings.push_back(std::move(finding));
            if (m_request.against != nullptr)
                findings.insert(findings.end(), refused[i].begin(), refused[i].end());
            workflow::place_findings(findings, m_loaded[i].file.document, m_loaded[i].file.fragments);
            m_result.findings.insert(m_result.findings.end(), findings.begin(), findings.end());
        }
    }

    /// Those of `types` that were loaded, which stand first.
    std::vector<Findings> histories(const std::vector<workflow::CaseType>& types) const
    {
        if (m_request.against == nullptr)
            return {};
        std::vector<const workflow::CaseType*> loaded;
        for (std::size_t i = 0; i < m_loaded.size(); ++i)
            loaded.push_back(&types[i]);
        return lint_against(*m_request.against, loaded, m_request.progress);
    }

    const LintRequest& m_request;
    std::vector<workflow::Role> m_roles;
    std::vector<WorkflowFile> m_case_types;
    std::vector<Loaded> m_loaded;
    std::map<std::string, Date> m_calendars;
    LintResult m_result;
};

} // namespace

LintResult lint_workflows(const LintRequest& request)
{
    return Lint(request).run();
}

} // namespace ogp::app
