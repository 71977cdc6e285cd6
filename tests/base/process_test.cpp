#include "base/process.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

using namespace ogp;

namespace {

ProcessRequest shell(const char* script)
{
    ProcessRequest request;
    request.program = "/bin/sh";
    request.arguments = {"-c", script};
    request.environment = {"PATH=/usr/bin:/bin"};
    request.time_limit = std::chrono::seconds(20);
    return request;
}

} // namespace

TEST_CASE("a program gets its input and gives output, errors and status")
{
    std::string input(3'000'000, 'x');
    ProcessRequest request = shell("cat; echo wrong >&2; exit 7");
    request.input = input;
    const ProcessResult result = run_process(request);
    CHECK(result.output == input);
    CHECK(result.errors == "wrong\n");
    CHECK(result.status == 7);
    CHECK(run_process(shell("kill -9 $$")).status == 137);
}

TEST_CASE("words reach a program as they are, and no variable but the given ones")
{
    ProcessRequest request = shell("printf '%s|' \"$@\"; env | grep -v -e ^PWD -e ^_ -e ^SHLVL -e ^OLDPWD | sort; pwd");
    request.arguments.insert(request.arguments.end(), {"sh", "a b", "$(touch x)", "; '\""});
    request.environment = {"PATH=/usr/bin:/bin", "ONE=1"};
    request.folder = "/usr";
    CHECK(run_process(request).output == "a b|$(touch x)|; '\"|ONE=1\nPATH=/usr/bin:/bin\n/usr\n");
}

TEST_CASE("a program gets no other descriptor")
{
    const int open_here = ::open("/dev/null", O_RDONLY); // without O_CLOEXEC
    REQUIRE(open_here > 2);
    CHECK(run_process(shell("ls /proc/self/fd | tr '\\n' ' '")).output == "0 1 2 3 "); // 3 is the folder that ls reads
    ::close(open_here);
}

TEST_CASE("a program that takes too long is stopped with all that it started")
{
    const std::filesystem::path mark = std::filesystem::temp_directory_path() / ("ogp-process-" + std::to_string(::getpid()));
    const std::string script = "(sleep 1; echo alive > " + mark.string() + ") & sleep 30";
    ProcessRequest request = shell(script.c_str());
    request.time_limit = std::chrono::milliseconds(200);
    const auto begin = std::chrono::steady_clock::now();
    CHECK_THROWS_AS(run_process(request), Error);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
    ::usleep(1'200'000);
    CHECK_FALSE(std::filesystem::exists(mark));
}

TEST_CASE("a program that writes too much is stopped, one that does not read is not")
{
    ProcessRequest request = shell("yes");
    request.output_limit = 100'000;
    CHECK_THROWS_WITH(run_process(request), Catch::Contains("writes more than 100000 bytes"));
    const std::string input(1'000'000, 'x');
    ProcessRequest deaf = shell("exec 0<&-; echo done");
    deaf.input = input;
    CHECK(run_process(deaf).output == "done\n");
}

TEST_CASE("a program that is not there")
{
    ProcessRequest request = shell("");
    request.program = "/nonexistent/program";
    CHECK_THROWS_WITH(run_process(request), Catch::Contains("cannot run /nonexistent/program"));
}

TEST_CASE("programs are found in the absolute folders of PATH")
{
    CHECK(find_program("sh", "/nonexistent:/bin") == std::filesystem::path("/bin/sh"));
    CHECK_FALSE(find_program("sh", "bin:.::").has_value());
    CHECK_FALSE(find_program("no-such-program", "/bin:/usr/bin").has_value());
}

TEST_CASE("the last lines of what a program said")
{
    CHECK(last_lines("a\nb\nc\n", 2) == "b\nc");
    CHECK(last_lines("a\nb\n", 5) == "a\nb");
    CHECK(last_lines("\x1B[1mx\n", 1) == "\\u{1b}[1mx");
    CHECK(last_lines("", 3).empty());
}
