#pragma once

#include <filesystem>
#include <string>

namespace ogp::golden {

struct Outcome
{
    int exit = 0; ///< 128 + n where signal n ended it
    std::string out;
    std::string err;
};

/// A folder of its own for one script, gone afterwards. Commands run in it with a fixed environment and nothing else:
/// HOME, PATH (the program's folder first), TZ=UTC, LANG=C.UTF-8, OGP_NOW, OGP_TEST_SEED (the number of the command), OGP_SOURCE
/// (the project's folder).
class Sandbox
{
public:
    Sandbox(const std::filesystem::path& program, std::filesystem::path source);
    ~Sandbox();
    Sandbox(const Sandbox&) = delete;
    Sandbox& operator=(const Sandbox&) = delete;

    /// Through /bin/sh -c. In what it printed the sandbox's folder is written $HOME and the project's $OGP_SOURCE.
    Outcome run(const std::string& command);

private:
    std::string normalized(std::string text) const;

    std::filesystem::path m_folder;
    std::filesystem::path m_source;
    std::string m_path;
    int m_commands = 0;
};

} // namespace ogp::golden
