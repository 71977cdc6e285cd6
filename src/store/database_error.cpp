#include "store/database.hpp"

#include "base/text.hpp"

#include <sqlite3.h>

#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace ogp::store {
namespace {

namespace fs = std::filesystem;

Localized after_file(const std::filesystem::path& file, const Localized& what)
{
    const std::string name = printable(file.string());
    return {fmt::format("{}: {}", name, what.ka), fmt::format("{}: {}", name, what.en)};
}

Localized with_reason(const Label& what, std::string_view message, int system_error)
{
    std::string reason(message);
    if (system_error != 0)
        reason += ": " + std::generic_category().message(system_error);
    return say("{0} ({2})", "{1} ({2})", what.ka, what.en, reason);
}

Localized restore_hint()
{
    return {"ნახეთ, რა დაზიანდა: ogp fsck; აღადგინეთ სარეზერვო ასლიდან",
            "see what is damaged: ogp fsck; restore it from a backup"};
}

Error unreadable(const std::filesystem::path& file, int primary, std::string_view message)
{
    if (primary == SQLITE_NOTADB)
        return {Fault::Integrity,
                after_file(file, {"ეს ogp-ის მონაცემთა ბაზა არ არის, ან დაზიანებულია", "not a database of ogp, or damaged"}),
                restore_hint()};
    return {Fault::Integrity,
            after_file(file, with_reason({"მონაცემთა ბაზა დაზიანებულია", "the database is damaged"}, message, 0)),
            restore_hint()};
}

/// Why SQLite could not open or write: it says little more than that, so the places are looked at.
Error not_permitted(const fs::path& file, const Label& what, std::string_view message, int system_error)
{
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    struct statvfs status = {};
    if (::statvfs(folder.c_str(), &status) == 0 && (status.f_flag & ST_RDONLY) != 0)
        return {Fault::Io,
                after_file(file, say("{0}: ფაილური სისტემა მხოლოდ წასაკითხია", "{1}: the file system is read-only", what.ka,
                                     what.en)),
                {"წაკითხვა შეიძლება; ჩასაწერად გადაიტანეთ საცავი სხვაგან",
                 "reading works; to write, copy the repository elsewhere"}};
    const bool refused = ::access(file.c_str(), R_OK | W_OK) != 0 || ::access(folder.c_str(), R_OK | W_OK | X_OK) != 0;
    if (refused && errno == EACCES)
        return {Fault::Io,
                after_file(file, say("{0}: უფლება არ არის", "{1}: permission denied", what.ka, what.en)),
                {"შეამოწმეთ ფაილისა და მისი საქაღალდის მფლობელი და უფლებები",
                 "check owner and mode of the file and its folder"}};
    return {Fault::Io,
            after_file(file, with_reason(what, message, system_error)),
            {"შეამოწმეთ ფაილისა და მისი საქაღალდის მფლობელი და უფლებები, და რამდენი ფაილია გახსნილი (ulimit -n)",
             "check owner and mode of the file and its folder, and how many files are open (ulimit -n)"}};
}

Error disk_failed(const std::filesystem::path& file, std::string_view message, int system_error)
{
    return {Fault::Io,
            after_file(file, with_reason({"დისკის შეცდომა", "the disk reported an error"}, message, system_error)),
            // A commit whose sync failed may stand all the same.
            {"შეამოწმეთ დისკი და სარეზერვო ასლები; ჩაიწერა თუ არა ბოლო ბრძანება, გიჩვენებთ: ogp log",
             "check the disk and your backups; whether the last command has been recorded: ogp log"}};
}

} // namespace

Error database_error(const std::filesystem::path& file, int extended_result, std::string_view message, int system_error)
{
    const int primary = extended_result & 0xff;
    switch (primary) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return {Fault::Io,
                after_file(file, {"დაკავებულია: მასში სხვა პროგრამა წერს", "locked: another program is writing to it"}),
                say("მოიცადეთ და სცადეთ თავიდან; ვინ იკავებს, გიჩვენებთ: fuser {}",
                    "wait and try again; to see who holds it: fuser {}", printable(file.string()))};
    case SQLITE_FULL:
        return {Fault::Io,
                after_file(file, {"დისკზე ადგილი აღარ არის", "no space is left on the disk"}),
                {"გაათავისუფლეთ ადგილი და სცადეთ თავიდან; უკვე ჩაწერილი უვნებელია",
                 "free some space and try again; what was written before is safe"}};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH: return not_permitted(file, {"ვერ ჩაიწერა", "cannot be written"}, message, system_error);
    case SQLITE_CANTOPEN: return not_permitted(file, {"ვერ გაიხსნა", "cannot be opened"}, message, system_error);
    case SQLITE_IOERR:
        // A file shorter than it says, or a file system that found its own damage.
        if (extended_result == SQLITE_IOERR_SHORT_READ || extended_result == SQLITE_IOERR_CORRUPTFS)
            return unreadable(file, primary, message);
        return disk_failed(file, message, system_error);
    case SQLITE_NOMEM: return {Fault::Io, after_file(file, {"მეხსიერება არ ეყო", "not enough memory"})};
    case SQLITE_MISUSE:
    case SQLITE_RANGE: return {Fault::Internal, after_file(file, both(std::string(message)))};
    default:
        // Missing tables or columns, broken constraints: the statements of this program are tested, so it is the file.
        return unreadable(file, primary, message);
    }
}

Error wrong_page_sum(const std::filesystem::path& file, std::uint64_t page)
{
    return {Fault::Integrity,
            after_file(file, say("გვერდი {} დაზიანებულია: მისი საკონტროლო ჯამი არ ემთხვევა; იგი დისკმა, მეხსიერებამ ან სხვა "
                                 "პროგრამამ შეცვალა",
                                 "page {} is damaged: its checksum does not fit; the disk, the memory or another program "
                                 "has changed it",
                                 page)),
            {"ნახეთ, რა დაზიანდა: ogp fsck; თუ შინაარსი მთელია: ogp fsck --repair; თუ არა, აღადგინეთ სარეზერვო ასლიდან",
             "see what is damaged: ogp fsck; where the content is right: ogp fsck --repair; else restore it from a backup"}};
}

Error damaged(const std::filesystem::path& file, const Localized& where)
{
    return {Fault::Integrity, after_file(file, say("{0}: დაზიანებულია", "{1} is damaged", where.ka, where.en)),
            restore_hint()};
}

} // namespace ogp::store
