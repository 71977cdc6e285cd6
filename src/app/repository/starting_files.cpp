#include "app/repository/starting_files.hpp"

#include "base/file.hpp"

#include <system_error>

namespace ogp::app {

void write_unless_there(const std::filesystem::path& file, std::string_view content)
{
    std::error_code failed;
    if (std::filesystem::exists(file, failed))
        return;
    make_folders(file.parent_path());
    write_file(file, content);
}

} // namespace ogp::app
