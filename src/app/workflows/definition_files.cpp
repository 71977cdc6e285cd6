#include "app/workflows/definition_files.hpp"

#include "app/repository/repository.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "store/blobs.hpp"
#include "workflow/source_bundle.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

namespace ogp::app {
namespace {

namespace fs = std::filesystem;

std::string in_workflows(const std::string& name)
{
    return "workflows/" + name;
}

/// Below each other.
Localized lines(const std::vector<Localized>& parts)
{
    Localized text;
    for (const Localized& part : parts) {
        text.ka += (text.ka.empty() ? "" : "\n") + part.ka;
        text.en += (text.en.empty() ? "" : "\n") + part.en;
    }
    return text;
}

} // namespace

DefinitionFiles::DefinitionFiles(const Repository& repository, Replace replace) : m_repository(repository), m_replace(replace)
{
    const store::Store& store = repository.store();
    const store::Blobs blobs(repository.data_folder() / "blobs");
    for (const Hash& hash : store.workflow_hashes()) {
        const auto row = store.workflow(hash);
        if (!row)
            continue;
        const auto active = store.active_workflow(row->type);
        m_recorded.push_back(blobs.get(row->source)); // which begins with the definition's own text
        for (auto& [path, text] : workflow::bundled_fragments(std::string(m_recorded.back()))) {
            m_recorded.push_back(text);
            if (active && active->hash == hash)
                m_used.push_back({row->type, in_workflows(path), std::move(text)});
        }
    }
}

std::optional<std::string> DefinitionFiles::text_at(const std::string& path) const
{
    const fs::path file = m_repository.folder() / path;
    std::error_code failed;
    return fs::exists(file, failed) ? std::optional(read_file(file)) : std::nullopt;
}

bool DefinitionFiles::has_another(const std::string& id) const
{
    const std::string path = in_workflows(id + ".yaml");
    const auto text = text_at(path);
    const auto files = shipped_files();
    return text && std::none_of(files.begin(), files.end(), [&](const ShippedFile& file) { return file.path == path && file.content == *text; });
}

bool DefinitionFiles::is_used(const std::string& path, const std::string& text) const
{
    return std::any_of(m_used.begin(), m_used.end(), [&](const Used& used) { return used.path == path && used.text == text; });
}

bool DefinitionFiles::is_recorded(const std::string& text) const
{
    return std::any_of(m_recorded.begin(), m_recorded.end(), [&](const std::string& known) { return known.starts_with(text); });
}

void DefinitionFiles::want(const std::string& path, const std::string& text)
{
    std::optional<std::string> before = text_at(path);
    if (before == text)
        return;
    std::string kept_as = before && !is_recorded(*before) ? place_aside(path, *before) : std::string();
    m_wanted.insert_or_assign(path, Wanted{text, std::move(before), std::move(kept_as)});
}

WorkflowFile DefinitionFiles::take(const TypeDefinition& type)
{
    const bool replaces = m_replace == Replace::Yes;
    const std::string path = in_workflows(type.file_name());
    const std::string& text = type.file.document.text();
    if (const auto there = text_at(path); there && *there != text && !replaces)
        m_definitions.insert(path);
    else
        want(path, text);
    WorkflowFile file{YamlDocument(text, (m_repository.folder() / path).string()), {}};
    for (const workflow::Fragment& fragment : type.file.fragments) {
        const std::string place = in_workflows(fragment.path);
        std::string used = fragment.document.text();
        const auto there = text_at(place);
        if (!there || *there == used || replaces) {
            want(place, used);
        } else if (is_used(place, *there)) {
            m_kept.insert(place);
            used = *there;
        } else {
            m_fragments.insert(place);
        }
        file.fragments.push_back({fragment.path, YamlDocument(std::move(used), (m_repository.folder() / place).string())});
    }
    return file;
}

void DefinitionFiles::refuse_conflicts(const std::vector<std::string>& added) const
{
    if (m_definitions.empty() && m_fragments.empty())
        return;
    std::vector<std::string> files;
    std::vector<Localized> remedies;
    for (const std::string& path : m_definitions) {
        const std::string file = (m_repository.folder() / path).string();
        files.push_back(file);
        remedies.push_back(say("რით განსხვავდება: ogp workflow diff {0} {1}@shipped", "what differs: ogp workflow diff {0} {1}@shipped", file,
                               fs::path(path).stem().string()));
    }
    for (const std::string& path : m_fragments) {
        files.push_back((m_repository.folder() / path).string());
        remedies.push_back(say("{} რომ დარჩეს, ჯერ დაამტკიცეთ: ogp workflow apply", "to keep {}, apply it first: ogp workflow apply", path));
    }
    remedies.push_back(say("პროგრამისა რომ ჩაიწეროს: ogp workflow add {} --replace", "to take what the program has: ogp workflow add {} --replace",
                           join(added, " ")));
    throw Error(Fault::Conflict,
                say("{}: უკვე არის და პროგრამისას არ ემთხვევა; არაფერი ჩაწერილა",
                    "{}: is there already and is not what the program has; nothing was written", join(files, ", ")),
                lines(remedies));
}

void DefinitionFiles::want_if_missing(const ShippedFile& file)
{
    const std::string path(file.path);
    if (!text_at(path))
        want(path, std::string(file.content));
}

std::vector<AddedFile> DefinitionFiles::list() const
{
    std::vector<AddedFile> files;
    for (const auto& [path, wanted] : m_wanted)
        files.push_back({path, wanted.before.has_value(), wanted.kept_as});
    return files;
}

std::vector<std::string> DefinitionFiles::behind(const std::vector<std::string>& added) const
{
    std::set<std::string> ids;
    for (const Used& used : m_used) {
        const auto wanted = m_wanted.find(used.path);
        const bool is_added = std::find(added.begin(), added.end(), used.type) != added.end();
        if (wanted != m_wanted.end() && wanted->second.before && wanted->second.text != used.text && !is_added)
            ids.insert(used.type);
    }
    return {ids.begin(), ids.end()};
}

/// The first name that is free, or that has this very text.
std::string DefinitionFiles::place_aside(const std::string& path, const std::string& text) const
{
    for (int number = 1;; ++number) {
        std::string place = path + ".before" + (number == 1 ? "" : "-" + std::to_string(number));
        const auto there = text_at(place);
        if (!there || *there == text)
            return place;
    }
}

void DefinitionFiles::write() const
{
    for (const auto& [path, wanted] : m_wanted) {
        const fs::path file = m_repository.folder() / path;
        make_folders(file.parent_path());
        if (!wanted.kept_as.empty())
            write_file(m_repository.folder() / wanted.kept_as, *wanted.before);
        write_file(file, wanted.text);
    }
}

} // namespace ogp::app
