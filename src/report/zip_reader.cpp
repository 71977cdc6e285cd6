#include "report/zip_reader.hpp"

#include "base/error.hpp"

#include <minizip/unzip.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>

namespace ogp::report {
namespace {

struct Source
{
    std::string_view bytes;
    std::uint64_t position = 0;
};

voidpf open_source(voidpf source, const void*, int)
{
    return source;
}

uLong read_source(voidpf, voidpf stream, void* buffer, uLong size)
{
    auto& source = *static_cast<Source*>(stream);
    if (source.position >= source.bytes.size())
        return 0;
    const std::string_view piece = source.bytes.substr(source.position, size);
    std::copy(piece.begin(), piece.end(), static_cast<char*>(buffer));
    source.position += piece.size();
    return piece.size();
}

uLong refuse_write(voidpf, voidpf, const void*, uLong)
{
    return 0;
}

ZPOS64_T tell_source(voidpf, voidpf stream)
{
    return static_cast<Source*>(stream)->position;
}

long seek_source(voidpf, voidpf stream, ZPOS64_T offset, int origin)
{
    auto& source = *static_cast<Source*>(stream);
    const std::uint64_t begin = origin == ZLIB_FILEFUNC_SEEK_CUR   ? source.position
                                : origin == ZLIB_FILEFUNC_SEEK_END ? source.bytes.size()
                                                                   : 0;
    const std::uint64_t target = begin + offset;
    if (target < begin || target > source.bytes.size())
        return -1;
    source.position = target;
    return 0;
}

int close_source(voidpf, voidpf)
{
    return 0;
}

int source_fault(voidpf, voidpf)
{
    return 0;
}

[[noreturn]] void refuse(Localized what)
{
    throw Error(Fault::Invalid, std::move(what), {"შეინახეთ ფაილი ხელახლა, პაროლის გარეშე", "save the file again, without a password"});
}

struct Close
{
    void operator()(void* file) const { unzClose(file); }
};

/// The content, `size` bytes as the archive claims.
std::string unpack(unzFile file, const std::string& name, std::uint64_t size, std::size_t limit)
{
    std::string content;
    std::array<char, 64U << 10U> buffer{};
    for (;;) {
        const int count = unzReadCurrentFile(file, buffer.data(), static_cast<unsigned>(buffer.size()));
        if (count < 0)
            refuse(say("არქივში {} დაზიანებულია", "{} is damaged in the archive", name));
        if (count == 0)
            break;
        content.append(buffer.data(), static_cast<std::size_t>(count));
        if (content.size() > limit)
            refuse(say("არქივში {} ძალიან დიდია: ზღვარია {} ბაიტი", "{} in the archive is too large: the limit is {} bytes", name, limit));
    }
    // The checksum is only looked at where the size is right.
    if (unzCloseCurrentFile(file) != UNZ_OK || content.size() != size)
        refuse(say("არქივში {} დაზიანებულია", "{} is damaged in the archive", name));
    return content;
}

} // namespace

std::string zip_entry(std::string_view archive, const std::string& name, const ZipLimits& limits)
{
    if (archive.size() > limits.archive)
        refuse(say("არქივი ძალიან დიდია: ზღვარია {} ბაიტი", "the archive is too large: the limit is {} bytes", limits.archive));
    Source source{archive};
    zlib_filefunc64_def functions{open_source, read_source, refuse_write, tell_source, seek_source, close_source, source_fault, &source};
    const std::unique_ptr<void, Close> file{unzOpen2_64("", &functions)};
    unz_global_info64 global{};
    if (!file || unzGetGlobalInfo64(file.get(), &global) != UNZ_OK)
        refuse({"ფაილი ZIP არქივი არ არის", "the file is no ZIP archive"});
    if (global.number_entry > limits.entries)
        refuse(say("არქივში ძალიან ბევრი ფაილია: ზღვარია {}", "the archive has too many entries: the limit is {}", limits.entries));
    if (unzLocateFile(file.get(), name.c_str(), 1) != UNZ_OK)
        refuse(say("არქივში {} არ არის", "the archive has no {}", name));
    unz_file_info64 info{};
    if (unzGetCurrentFileInfo64(file.get(), &info, nullptr, 0, nullptr, 0, nullptr, 0) != UNZ_OK || (info.flag & 1U) != 0)
        refuse(say("არქივში {} დაშიფრულია", "{} is encrypted in the archive", name));
    if (unzOpenCurrentFile(file.get()) != UNZ_OK)
        refuse(say("არქივში {} დაზიანებულია", "{} is damaged in the archive", name));
    return unpack(file.get(), name, info.uncompressed_size, limits.entry);
}

} // namespace ogp::report
