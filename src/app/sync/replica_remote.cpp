#include "app/sync/replica_remote.hpp"

#include "base/file.hpp"
#include "base/text.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <system_error>

namespace ogp::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_url = 2'000;
constexpr std::size_t longest_token = 500;

bool is_plain(char c)
{
    return c > ' ' && c < 0x7f && c != '"' && c != '\\';
}

void check_clone(const Repository& repository)
{
    if (repository.store().identity().is_authority())
        throw Error(Fault::Usage, {"ეს თავად მთავარი საცავია და სხვა მთავარი არ ჰყავს", "this is the authority itself and has no other"},
                    {"ასლი: ogp clone URL DIR", "a clone: ogp clone URL DIR"});
}

} // namespace

std::string remote_url(const Repository& repository)
{
    check_clone(repository);
    if (repository.settings().remote.empty())
        throw Error(Fault::Usage, {"მთავარი საცავის მისამართი მითითებული არ არის", "the address of the authority is not set"},
                    {"მიუთითეთ: ogp remote set URL", "set it: ogp remote set URL"});
    return repository.settings().remote;
}

void check_remote(const std::string& url)
{
    if (url.empty() || url.size() > longest_url || !std::all_of(url.begin(), url.end(), is_plain))
        throw Error(Fault::Usage, say("{}: ეს მისამართი არ არის", "{}: this is no address", printable(shorten(url, 80))),
                    {"მაგალითად: https://ogp.example.ge", "for example: https://ogp.example.ge"});
}

void set_remote(const Repository& repository, const std::string& url)
{
    check_clone(repository);
    check_remote(url);
    Settings settings = repository.settings();
    settings.remote = url;
    write_file(repository.data_folder() / "config.yaml", settings.to_yaml());
}

std::string kept_token(const fs::path& data_folder)
{
    const fs::path file = data_folder / "token";
    struct stat status = {};
    if (::stat(file.c_str(), &status) != 0)
        return {};
    if ((status.st_mode & 077) != 0)
        throw Error(Fault::Forbidden, say("{}: გასაღებსიტყვა სხვებისთვისაც იკითხება", "{}: the token can be read by others", file.string()),
                    say("დაცვა: chmod 600 {}", "protect it: chmod 600 {}", file.string()));
    return std::string(trim(read_file(file, longest_token)));
}

void keep_token(const fs::path& data_folder, std::string_view token)
{
    const fs::path file = data_folder / "token";
    if (token.empty()) {
        std::error_code ignored;
        fs::remove(file, ignored);
        return;
    }
    if (token.size() >= longest_token || !std::all_of(token.begin(), token.end(), is_plain))
        throw Error(Fault::Usage, {"ეს გასაღებსიტყვა არ არის", "this is no token"}, {"ახალი: ogp token new, მთავარ საცავში", "a new one: ogp token new, on the authority"});
    write_file(file, std::string(token) + "\n", FileMode::Private);
}

} // namespace ogp::app
