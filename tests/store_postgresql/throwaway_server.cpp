#include "store_postgresql/throwaway_server.hpp"

#include <fmt/format.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <thread>
#include <vector>

namespace ogp::test {
namespace {

namespace fs = std::filesystem;

/// What the account of the server has to be told before a command.
std::string as_owner()
{
    return ::geteuid() == 0 ? "setpriv --reuid=postgres --regid=postgres --clear-groups -- " : "";
}

/// A killed process that nobody has waited for does not run any more.
bool is_running(pid_t process)
{
    std::ifstream status(fmt::format("/proc/{}/stat", process));
    std::string number;
    std::string name;
    char state = 'Z';
    return status >> number >> name >> state && state != 'Z';
}

std::string output_of(const std::string& command)
{
    FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
    if (pipe == nullptr)
        throw std::runtime_error("cannot run " + command);
    std::string output;
    std::array<char, 4096> buffer{};
    while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe))
        output.append(buffer.data(), size);
    if (::pclose(pipe) != 0)
        throw std::runtime_error(command + ": " + output);
    return output;
}

constexpr const char* settings = "listen_addresses = ''\nmax_connections = 20\nshared_buffers = 16MB\nwal_level = replica\n"
                                 "max_wal_senders = 4\nwal_log_hints = on\nhot_standby = on\nlog_min_messages = fatal\n";

} // namespace

std::optional<fs::path> postgresql_programs()
{
    std::vector<fs::path> found;
    std::error_code failed;
    for (const auto& version : fs::directory_iterator("/usr/lib/postgresql", failed))
        if (fs::exists(version.path() / "bin" / "initdb", failed))
            found.push_back(version.path() / "bin");
    if (found.empty() || (::geteuid() == 0 && ::getpwnam("postgres") == nullptr))
        return std::nullopt;
    return *std::max_element(found.begin(), found.end());
}

ThrowawayServer::ThrowawayServer()
{
    make_folder();
    must_run(fmt::format("{}/initdb -D {}/data -A trust --no-sync -U ogp -E UTF8 --locale=C", postgresql_programs().value().string(),
                         m_folder.string()));
    std::ofstream(m_folder / "data" / "postgresql.conf", std::ios::app) << settings;
    start();
    sql("CREATE DATABASE city");
}

ThrowawayServer::ThrowawayServer(Role, const ThrowawayServer& primary)
{
    make_folder();
    must_run(fmt::format("{}/pg_basebackup -h {} -U ogp -D {}/data -R -X stream --no-sync -c fast", postgresql_programs().value().string(),
                         primary.m_folder.string(), m_folder.string()));
    std::ofstream(m_folder / "data" / "postgresql.auto.conf", std::ios::app)
        << fmt::format("primary_conninfo = 'host={} user=ogp application_name=standby'\n", primary.m_folder.string());
    start();
    primary.sql("ALTER SYSTEM SET synchronous_standby_names = 'FIRST 1 (standby)'");
    primary.sql("SELECT pg_reload_conf()");
}

ThrowawayServer::~ThrowawayServer()
{
    kill();
    std::error_code ignored;
    fs::remove_all(m_folder, ignored);
}

void ThrowawayServer::make_folder()
{
    std::string name = "/tmp/ogp-postgresql-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr)
        throw std::runtime_error("no folder in /tmp");
    m_folder = name;
    if (const passwd* account = ::getpwnam("postgres"); ::geteuid() == 0 && account != nullptr)
        if (::chown(name.c_str(), account->pw_uid, account->pw_gid) != 0)
            throw std::runtime_error("cannot give away " + name);
}

int ThrowawayServer::run(const std::string& command) const
{
    return std::system(fmt::format("cd {} && {}{} >>{}/log 2>&1", m_folder.string(), as_owner(), command, m_folder.string()).c_str());
}

void ThrowawayServer::must_run(const std::string& command) const
{
    if (run(command) != 0) {
        std::ifstream log(m_folder / "log");
        throw std::runtime_error(command + ": " + std::string(std::istreambuf_iterator<char>(log), {}));
    }
}

void ThrowawayServer::start()
{
    must_run(fmt::format("{0}/pg_ctl -D {1}/data -w -t 60 -s -l {1}/server.log -o '-k {1}' start", postgresql_programs().value().string(),
                         m_folder.string()));
}

void ThrowawayServer::kill()
{
    std::ifstream file(m_folder / "data" / "postmaster.pid");
    pid_t server = 0;
    if (!(file >> server))
        return;
    // Its children die when they see that it is gone; they must not write on.
    const std::string children = fmt::format("pkill -9 -P {}", server);
    ::kill(server, SIGKILL);
    if (std::system(children.c_str()) == -1)
        return;
    while (is_running(server))
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    std::error_code ignored;
    fs::remove(m_folder / "data" / "postmaster.pid", ignored);
    fs::remove(m_folder / ".s.PGSQL.5432", ignored);
    fs::remove(m_folder / ".s.PGSQL.5432.lock", ignored);
}

void ThrowawayServer::promote()
{
    must_run(fmt::format("{}/pg_ctl -D {}/data -w -s promote", postgresql_programs().value().string(), m_folder.string()));
}

std::string ThrowawayServer::sql(const std::string& statements) const
{
    return output_of(fmt::format("psql -h {} -U ogp -d postgres -At -v ON_ERROR_STOP=1 -c \"{}\"", m_folder.string(), statements));
}

bool ThrowawayServer::has_synchronous_standby() const
{
    return sql("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync' AND state = 'streaming'") == "1\n";
}

std::string ThrowawayServer::url() const
{
    return fmt::format("postgresql:///city?host={}&user=ogp", m_folder.string());
}

std::string ThrowawayServer::url(const ThrowawayServer& one, const ThrowawayServer& other)
{
    return fmt::format("postgresql:///city?host={},{}&user=ogp", one.m_folder.string(), other.m_folder.string());
}

} // namespace ogp::test
