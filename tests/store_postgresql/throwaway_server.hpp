#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>

namespace ogp::test {

/// Where initdb and postgres lie; nothing where PostgreSQL is not installed.
std::optional<std::filesystem::path> postgresql_programs();

/// A PostgreSQL of its own: data and socket in a fresh folder of /tmp, no network, gone at the end. Run by root it runs as
/// the account postgres, since it refuses to run as root.
class ThrowawayServer
{
public:
    ThrowawayServer();
    /// A hot standby of the other one, which waits for it in each commit.
    enum class Role { Standby };
    ThrowawayServer(Role role, const ThrowawayServer& primary);
    ~ThrowawayServer();
    ThrowawayServer(const ThrowawayServer&) = delete;
    ThrowawayServer& operator=(const ThrowawayServer&) = delete;

    void start();
    /// kill -9 of the server process and all that it forked.
    void kill();
    void promote();
    /// Statements as its owner, by psql. Throws std::runtime_error with the output.
    std::string sql(const std::string& statements) const;
    /// Whether a standby is attached whose commits are waited for.
    bool has_synchronous_standby() const;

    const std::filesystem::path& folder() const { return m_folder; }
    std::string url() const;
    /// One address for the two, of which one takes writes.
    static std::string url(const ThrowawayServer& one, const ThrowawayServer& other);

private:
    void make_folder();
    int run(const std::string& command) const;
    void must_run(const std::string& command) const;

    std::filesystem::path m_folder; ///< data in data/, socket here
};

} // namespace ogp::test
