#include "server/http_listen.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>

#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

using namespace ogp;
using namespace ogp::server;

namespace {

Fault fault_of(const std::string& address)
{
    try {
        ::close(listen_on(address).descriptor);
    } catch (const Error& error) {
        CHECK_FALSE(error.message().ka.empty());
        return error.fault();
    }
    return Fault::Internal;
}

} // namespace

TEST_CASE("listen: loopback addresses, with the port that was found")
{
    const Listening four = listen_on("127.0.0.1:0");
    CHECK(four.url.starts_with("http://127.0.0.1:"));
    CHECK(four.url != "http://127.0.0.1:0");
    CHECK(fault_of(four.url.substr(7)) == Fault::Io); // taken
    ::close(four.descriptor);
    ::close(listen_on(four.url.substr(7)).descriptor);
}

TEST_CASE("listen: what others can reach, and what is no address, is refused")
{
    for (const char* address : {"0.0.0.0:8017", "192.0.2.1:8017", "[::]:8017", "[2001:db8::1]:80", "8017", "localhost:8017", "127.0.0.1", "127.0.0.1:",
                                "127.0.0.1:x", "127.0.0.1:65536", "127.0.0.1:-1", "[::1:80", "unix:", "unix:relative", "", ":80"}) {
        INFO(address);
        CHECK(fault_of(address) == Fault::Usage);
    }
    CHECK(fault_of("unix:/" + std::string(200, 'a')) == Fault::Usage);
    CHECK(fault_of("unix:/nowhere/at/all/ogp.sock") == Fault::Io);
}

TEST_CASE("listen: as many connections as the process may have files for")
{
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
    rlimit low{before};
    low.rlim_cur = 300;
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &low) == 0);
    CHECK(affordable_connections(20) == 20);
    CHECK(affordable_connections(200) == (before.rlim_max >= 456 ? 200 : before.rlim_max - 256));
    rlimit now{};
    CHECK(::getrlimit(RLIMIT_NOFILE, &now) == 0);
    CHECK(now.rlim_cur > 300); // raised by itself
    CHECK(affordable_connections(2'000'000'000) <= before.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &before);
}

TEST_CASE("listen: a socket left over is replaced, a file is not")
{
    std::string folder = "/tmp/ogp-listen-XXXXXX";
    REQUIRE(::mkdtemp(folder.data()) != nullptr);
    const std::string socket = "unix:" + folder + "/left.sock";
    ::close(listen_on(socket).descriptor); // leaves the file
    const Listening again = listen_on(socket);
    CHECK(fault_of(socket) == Fault::Io); // somebody answers
    ::close(again.descriptor);
    std::ofstream{folder + "/file"} << "kept";
    CHECK(fault_of("unix:" + folder + "/file") == Fault::Io);
    CHECK(::access((folder + "/file").c_str(), F_OK) == 0);
    for (const char* name : {"/left.sock", "/file"})
        ::unlink((folder + name).c_str());
    ::rmdir(folder.c_str());
}
