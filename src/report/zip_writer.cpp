#include "report/zip_writer.hpp"

#include "base/error.hpp"

#include <minizip/zip.h>

#include <algorithm>
#include <cstdint>

namespace ogp::report {
namespace {

/// What minizip takes for a file: bytes in memory and a position in them.
struct ZipMemory
{
    std::string bytes;
    std::uint64_t position = 0;
};

constexpr unsigned long first_dos_date = 0x210000; ///< 1980-01-01 00:00
constexpr unsigned long made_by_version_2 = 20;

voidpf open_memory(voidpf memory, const void*, int)
{
    return memory;
}

uLong write_memory(voidpf, voidpf stream, const void* buffer, uLong size)
{
    auto& memory = *static_cast<ZipMemory*>(stream);
    if (memory.bytes.size() < memory.position + size)
        memory.bytes.resize(memory.position + size);
    std::copy_n(static_cast<const char*>(buffer), size, memory.bytes.begin() + static_cast<std::ptrdiff_t>(memory.position));
    memory.position += size;
    return size;
}

uLong read_memory(voidpf, voidpf, void*, uLong)
{
    return 0; // only archives that are opened to add to are read
}

ZPOS64_T tell_memory(voidpf, voidpf stream)
{
    return static_cast<ZipMemory*>(stream)->position;
}

long seek_memory(voidpf, voidpf stream, ZPOS64_T offset, int origin)
{
    auto& memory = *static_cast<ZipMemory*>(stream);
    const std::uint64_t begin = origin == ZLIB_FILEFUNC_SEEK_CUR   ? memory.position
                                : origin == ZLIB_FILEFUNC_SEEK_END ? memory.bytes.size()
                                                                   : 0;
    memory.position = begin + offset;
    return 0;
}

int close_memory(voidpf, voidpf)
{
    return 0;
}

int memory_fault(voidpf, voidpf)
{
    return 0;
}

void require(int status, const std::string& name)
{
    if (status != ZIP_OK)
        throw Error(Fault::Io, say("არქივში {} ვერ ჩაიწერა (zip {})", "cannot write {} into the archive (zip {})", name, status));
}

} // namespace

struct ZipWriter::State
{
    ZipMemory memory;
    zipFile file = nullptr;
};

ZipWriter::ZipWriter() : m_state(std::make_unique<State>())
{
    zlib_filefunc64_def functions{open_memory, read_memory, write_memory, tell_memory, seek_memory, close_memory, memory_fault, &m_state->memory};
    m_state->file = zipOpen2_64("", APPEND_STATUS_CREATE, nullptr, &functions);
    if (m_state->file == nullptr)
        throw Error(Fault::Io, {"არქივი ვერ შეიქმნა", "cannot make the archive"});
}

ZipWriter::~ZipWriter()
{
    if (m_state->file != nullptr)
        zipClose(m_state->file, nullptr);
}

void ZipWriter::add(const std::string& name, std::string_view content, ZipMethod method)
{
    zip_fileinfo info{};
    info.dosDate = first_dos_date;
    const int compression = method == ZipMethod::Deflated ? Z_DEFLATED : 0;
    require(zipOpenNewFileInZip4_64(m_state->file, name.c_str(), &info, nullptr, 0, nullptr, 0, nullptr, compression, 6, 0, -MAX_WBITS,
                                    DEF_MEM_LEVEL, Z_DEFAULT_STRATEGY, nullptr, 0, made_by_version_2, 0, 0),
            name);
    while (!content.empty()) {
        const std::string_view piece = content.substr(0, 1U << 20U);
        require(zipWriteInFileInZip(m_state->file, piece.data(), static_cast<unsigned>(piece.size())), name);
        content.remove_prefix(piece.size());
    }
    require(zipCloseFileInZip(m_state->file), name);
}

std::string ZipWriter::finish()
{
    const int status = zipClose(m_state->file, nullptr);
    m_state->file = nullptr;
    require(status, "/");
    return std::move(m_state->memory.bytes);
}

} // namespace ogp::report
