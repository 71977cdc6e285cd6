#include "cli/sibling.hpp"

#include "base/error.hpp"
#include "cli/external.hpp"

#include <string>
#include <system_error>

namespace ogp::cli {

std::string_view file_name(Program program)
{
    switch (program) {
    case Program::Everyday: return "ogp";
    case Program::Network: return "ogp-net";
    case Program::Server: return "ogp-server";
    case Program::Documents: return "ogp-report";
    }
    return "ogp";
}

std::optional<std::filesystem::path> find_sibling(Program program, const std::filesystem::path& own_path,
                                                  const Environment& environment)
{
    const std::string_view name = file_name(program);
    const std::filesystem::path folder = own_path.parent_path();
    // Where the own path is not known, "beside it" would be the current folder: never run what merely lies there.
    if (folder.is_absolute())
        for (const std::filesystem::path& path : {folder / name, folder.parent_path() / "libexec" / "ogp" / name})
            if (is_program(path))
                return path;
    constexpr std::string_view prefix = "ogp-";
    if (!name.starts_with(prefix))
        return {};
    return find_external(name.substr(prefix.size()), environment);
}

std::filesystem::path require_sibling(Program program, std::string_view command, const Environment& environment)
{
    std::error_code unknown;
    const std::filesystem::path own_path = std::filesystem::read_symlink("/proc/self/exe", unknown);
    if (auto path = find_sibling(program, own_path, environment))
        return *std::move(path);
    const std::string_view name = file_name(program);
    const std::string folder = own_path.parent_path().string();
    throw Error{Fault::Io,
                say("პროგრამა {0} ვერ მოიძებნა, ogp {1} კი მასში მუშაობს", "{0} was not found, and ogp {1} runs in it", name, command),
                say("დააყენეთ {0} აქ: {1}, ან ../libexec/ogp/ საქაღალდეში, ან PATH-ის რომელიმე საქაღალდეში",
                    "install {0} in {1}, in ../libexec/ogp/ beside that, or in a folder of PATH", name, folder)};
}

} // namespace ogp::cli
