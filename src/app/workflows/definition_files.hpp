#pragma once

#include "app/repository/shipped.hpp"
#include "app/workflows/shipped_types.hpp"
#include "app/workflows/workflow_add.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ogp::app {

/// What is to be written to the folder of a repository so that it holds case types of the program. Paths are from that folder:
/// "workflows/foi.yaml".
class DefinitionFiles
{
public:
    DefinitionFiles(const Repository& repository, Replace replace);

    /// Whether somebody's own definition lies there under the id of one of the program's.
    bool has_another(const std::string& id) const;

    /// The definition as it will be read from the folder, with the files that it uses there.
    WorkflowFile take(const TypeDefinition& type);
    /// Error{Conflict}, with the remedy, where a text that was taken is not what lies there and is not to be replaced. `added`: ids.
    void refuse_conflicts(const std::vector<std::string>& added) const;
    /// What is there already stays, whatever it says.
    void want_if_missing(const ShippedFile& file);

    std::vector<AddedFile> list() const;
    /// AddedTypes::kept and AddedTypes::behind; `added`: ids that are not meant.
    std::vector<std::string> kept() const { return {m_kept.begin(), m_kept.end()}; }
    std::vector<std::string> behind(const std::vector<std::string>& added) const;

    /// A text that the log does not hold is put aside before another takes its place. Error{Io}.
    void write() const;

private:
    struct Wanted
    {
        std::string text;
        std::optional<std::string> before; ///< what lies there now
        std::string kept_as;               ///< where that goes, "" for nowhere
    };
    /// A file under `use` as a case type in force has it.
    struct Used
    {
        std::string type;
        std::string path;
        std::string text;
    };

    std::optional<std::string> text_at(const std::string& path) const;
    void want(const std::string& path, const std::string& text);
    bool is_used(const std::string& path, const std::string& text) const;
    bool is_recorded(const std::string& text) const;
    std::string place_aside(const std::string& path, const std::string& text) const;

    const Repository& m_repository;
    Replace m_replace;
    std::map<std::string, Wanted> m_wanted; ///< by path
    std::set<std::string> m_definitions;    ///< in conflict, by path
    std::set<std::string> m_fragments;      ///< likewise
    std::set<std::string> m_kept;
    std::vector<Used> m_used;
    std::vector<std::string> m_recorded;    ///< texts of all versions, and of the files that they use
};

} // namespace ogp::app
