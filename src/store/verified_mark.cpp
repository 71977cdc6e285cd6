#include "store/verified_mark.hpp"

#include "base/file.hpp"
#include "base/json.hpp"
#include "store/loose_file.hpp"

namespace ogp::store {
namespace {

constexpr const char* file_name = "verified";
constexpr std::size_t most_bytes = 1024;

} // namespace

std::optional<VerifiedMark> read_verified_mark(const std::filesystem::path& folder) noexcept
{
    try {
        const Json mark = parse_json(read_file(folder / file_name, most_bytes));
        const Json& size = mark["size"];
        const auto notes = Hash::from_hex(mark.text("notes"));
        if (!size.is_integer() || size.as_integer() <= 0 || !notes)
            return std::nullopt;
        return VerifiedMark{static_cast<std::uint64_t>(size.as_integer()), *notes};
    } catch (...) {
        return std::nullopt; // Whatever it is, it says nothing.
    }
}

void write_verified_mark(const std::filesystem::path& folder, const VerifiedMark& mark) noexcept
{
    try {
        const Json json = Json::object({{"notes", mark.notes.hex()}, {"size", static_cast<std::int64_t>(mark.size)}});
        write_loose_file(folder, file_name, to_json(json) + "\n");
    } catch (...) {
        return; // Out of memory for a line.
    }
}

} // namespace ogp::store
