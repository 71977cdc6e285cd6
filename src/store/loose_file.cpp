#include "store/loose_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <string>

namespace ogp::store {

void write_loose_file(const std::filesystem::path& folder, const char* name, std::string_view content) noexcept
{
    try {
        const std::filesystem::path file = folder / name;
        const std::filesystem::path fresh = folder / (std::string(name) + ".new");
        const int descriptor = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
        if (descriptor < 0)
            return;
        const bool written = ::write(descriptor, content.data(), content.size()) == static_cast<ssize_t>(content.size());
        if (::close(descriptor) == 0 && written)
            std::rename(fresh.c_str(), file.c_str());
    } catch (...) {
        return; // Out of memory for a path.
    }
}

} // namespace ogp::store
