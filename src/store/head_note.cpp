#include "store/head_note.hpp"

#include "base/file.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/note.hpp"
#include "store/loose_file.hpp"

namespace ogp::store {
namespace {

constexpr const char* file_name = "checkpoint";
constexpr std::size_t most_bytes = 4096;

std::filesystem::path note_file(const std::filesystem::path& folder)
{
    return folder / file_name;
}

Localized shortened(std::uint64_t size, std::uint64_t signed_size)
{
    return say("ჟურნალში {} მოვლენაა, ხელმოწერილი საკონტროლო წერტილი კი {} მოვლენაზეა: ბოლო მოვლენები დაიკარგა",
               "the log has {} events, but a checkpoint over {} was signed: the latest events are lost", size, signed_size);
}

ledger::Checkpoint parse(const std::string& note, const std::filesystem::path& folder)
{
    try {
        return ledger::Checkpoint::parse(ledger::parse_note(note).text);
    } catch (const Error&) {
        throw Error(Fault::Integrity, say("{}: ფაილი დაზიანებულია", "{}: the file is damaged", note_file(folder).string()),
                    say("შეამოწმეთ საცავი (ogp fsck), შემდეგ წაშალეთ ეს ფაილი", "check the repository (ogp fsck), then delete this file"));
    }
}

} // namespace

std::optional<std::string> read_head_note(const std::filesystem::path& folder)
{
    try {
        std::string note = read_file(note_file(folder), most_bytes);
        return note.empty() ? std::nullopt : std::optional(std::move(note));
    } catch (const Error& error) {
        if (error.fault() == Fault::NotFound)
            return {};
        throw;
    }
}

void write_head_note(const std::filesystem::path& folder, std::string_view note) noexcept
{
    write_loose_file(folder, file_name, note);
}

void check_not_shortened(const std::filesystem::path& folder, std::uint64_t size)
{
    const auto note = read_head_note(folder);
    if (!note)
        return;
    const auto checkpoint = parse(*note, folder);
    if (checkpoint.size > size)
        throw Error(Fault::Integrity, shortened(size, checkpoint.size),
                    say("აღადგინეთ .ogp უფრო ახალი ასლიდან; თუ ასლი არ არის, წაშალეთ {} და დაკარგული ხელახლა ჩაწერეთ",
                        "restore .ogp from a newer copy; where there is none, delete {} and record again what was lost",
                        note_file(folder).string()));
}

void verify_head_note(const std::optional<std::string>& note, const Store& store, Report& report)
{
    if (!note)
        return;
    const char* where = "checkpoint file";
    try {
        const ledger::Note parsed = ledger::parse_note(*note);
        const auto checkpoint = ledger::Checkpoint::parse(parsed.text);
        const ledger::VerifierKey key = store.log_keys().at(checkpoint.size);
        if (!ledger::verify_note(parsed, key.name, key.key)) {
            report.add("checkpoint_damaged", where, {"ხელმოწერა არ ემთხვევა", "its signature does not fit"});
            return;
        }
        const std::uint64_t size = store.head().size;
        if (checkpoint.size > size)
            report.add("log_shortened", "log", shortened(size, checkpoint.size));
        else if (ledger::root_at(checkpoint.size, store.nodes()) != checkpoint.root)
            report.add("history_changed", "log",
                       say("{} მოვლენის ხე სხვაა, ვიდრე მაშინ, როცა ხელი მოეწერა", "the tree over {} events is not the one that was signed",
                           checkpoint.size));
    } catch (const Error& error) {
        report.add("checkpoint_damaged", where, error.message());
    }
}

} // namespace ogp::store
