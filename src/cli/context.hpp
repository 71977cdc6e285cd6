#pragma once

#include "app/repository/repository.hpp"
#include "base/error.hpp"
#include "base/json.hpp"
#include "base/language.hpp"
#include "base/time.hpp"
#include "report/document.hpp"
#include "report/table.hpp"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::cli {

/// Where the words go and what the terminal can do. Tests use buffers.
struct Streams
{
    void (*out)(void* target, std::string_view text) = nullptr;
    void (*err)(void* target, std::string_view text) = nullptr;
    void (*flush)(void* target) = nullptr; ///< at the end of the run; nullptr where nothing is held back
    void* target = nullptr;
    bool out_is_terminal = false;
    bool err_is_terminal = false;
    std::size_t width = 80; ///< columns of the terminal
};

/// Default: a text table on a terminal, tab-separated when piped.
enum class Format { Default, Json, Ndjson, Csv, Tsv };

/// Everything that a run was told beside the command's own arguments.
struct RunOptions
{
    std::filesystem::path folder = "."; ///< -C, OGP_DIR or the current folder
    std::string actor;
    std::string role;
    Language language = Language::En;
    Clock clock;
    Format format = Format::Default;
    bool list_fields = false;           ///< --json=?
    std::vector<std::string> fields;    ///< --json=f1,f2; empty: all
    bool quiet = false;
    bool color = false;
    bool dry_run = false;
};

/// What a command works with: the repository, opened when first asked for, and the printer.
class Context
{
public:
    Context(RunOptions options, const Streams& streams);
    ~Context();

    const RunOptions& options() const { return m_options; }
    const Streams& streams() const { return m_streams; }
    Language language() const { return m_options.language; }
    const Clock& clock() const { return m_options.clock; }
    /// The case type of the noun: "milestone" for `ogp milestone list`, "" for `ogp case list`.
    const std::string& noun_type() const { return m_noun_type; }
    void set_noun_type(std::string type) { m_noun_type = std::move(type); }

    /// Opened for reading, or for writing where the command is not reads_only.
    app::Repository& repository();
    enum class Access { Read, Write };
    /// Before repository() is first asked for.
    void set_access(Access access) { m_access = access; }
    /// The same: pages whose checksum is wrong are to be read.
    void accept_wrong_pages() { m_page_sums = store::PageSums::Accept; }

    /// Prints in the format asked for and returns 0. Error{Usage} for a field that the table does not have.
    int print(const report::Table& table);
    /// One object: JSON, CSV ... where asked for (one row), else the card for people. Returns 0.
    int print(const Json& object, const report::Card& card, const Localized& heading = {});
    /// Whether the command's result goes to people: no --json, --csv ... was given.
    bool for_people() const { return m_options.format == Format::Default; }

    /// Error{Usage}, with the nearest, for a field asked for that the object does not have.
    void require_fields(const Json& object) const;
    /// The same for a table.
    void require_fields(const report::Table& table) const;

    /// Data, on stdout, as it is.
    void out(std::string_view text);
    /// A line for people on stdout, in the language of the run; nothing with --quiet.
    void say_line(const Localized& text);
    /// A line for people on stderr; nothing with --quiet.
    void note(const Localized& text);
    /// Findings on stderr, each with place, line and caret; with --quiet only errors.
    void report_findings(const Findings& findings);

private:
    RunOptions m_options;
    Streams m_streams;
    std::string m_noun_type;
    Access m_access = Access::Read;
    store::PageSums m_page_sums = store::PageSums::Compare;
    std::unique_ptr<app::Repository> m_repository;
};

} // namespace ogp::cli
