#include "app/cases/attachments.hpp"

#include "app/cases/personal.hpp"
#include "base/text.hpp"
#include "store/projection.hpp"
#include "store/sealed_blob.hpp"
#include "store/subject_keys.hpp"

#include <algorithm>

namespace ogp::app {
namespace {

using report::Align;
using report::Cell;
using report::Show;

constexpr std::size_t least_digits = 8;

/// "512 B", "48.2 KiB", "3.1 MiB".
std::string size_in_words(std::int64_t size)
{
    if (size < 1024)
        return fmt::format("{} B", size);
    const bool mebibytes = size >= 1 << 20;
    const std::int64_t tenths = size * 10 / (mebibytes ? 1 << 20 : 1 << 10);
    return fmt::format("{}.{} {}", tenths / 10, tenths % 10, mebibytes ? "MiB" : "KiB");
}

CaseFile sealed_file(const Repository& repository, PersonalValues& personal, const store::StoredEvent& stored, std::size_t index)
{
    CaseFile file;
    file.blob = stored.event.blobs[index];
    file.attachment.hash = file.blob;
    for (const store::SealedField& field : repository.store().sealed_of(stored.sequence))
        if (field.field == model::sealed_files)
            file.subject = field.subject;
    const auto opened = personal.open(stored, model::sealed_files);
    const auto plain = opened && opened->is_array() && opened->size() == stored.event.blobs.size()
                           ? model::attachment_from(opened->items()[index])
                           : std::nullopt;
    if (plain)
        file.attachment = *plain;
    return file;
}

void add_attached(const Repository& repository, PersonalValues& personal, const store::StoredEvent& stored,
                  std::vector<CaseFile>& files)
{
    const auto add = [&](CaseFile file) {
        file.sequence = stored.sequence;
        file.actor = stored.event.actor;
        file.at = stored.event.at;
        files.push_back(std::move(file));
    };
    for (const model::Attachment& attachment : stored.event.attachments)
        add({attachment, attachment.hash, {}});
    for (std::size_t i = 0; i < stored.event.blobs.size(); ++i)
        add(sealed_file(repository, personal, stored, i));
}

void add_of_field(const std::string& field, const Json& value, std::vector<CaseFile>& files)
{
    if (value.is_array()) {
        for (const Json& item : value.items())
            add_of_field(field, item, files);
    } else if (const auto attachment = model::attachment_from(value)) {
        files.push_back({*attachment, attachment->hash, field});
    }
}

std::string name_of(const CaseFile& file)
{
    return file.attachment.is_sealed() ? file.blob.hex().substr(0, least_digits) : file.attachment.name;
}

} // namespace

std::vector<CaseFile> files_of(const Repository& repository, const store::CaseRow& row)
{
    std::vector<CaseFile> files;
    PersonalValues personal(repository);
    if (!row.subject.attachments.empty())
        for (const store::StoredEvent& stored : repository.store().history(row.subject.uid))
            if (stored.event.op == model::Op::Attach && store::is_folded(stored.leaf.verdict))
                add_attached(repository, personal, stored, files);
    for (const workflow::Field& field : repository.type(row.subject.workflow).fields)
        add_of_field(field.id, row.subject.fields[field.id], files);
    return files;
}

std::vector<model::Attachment> attached_files(const Repository& repository, const store::CaseRow& row)
{
    std::vector<model::Attachment> attached;
    for (CaseFile& file : files_of(repository, row))
        if (file.sequence)
            attached.push_back(std::move(file.attachment));
    return attached;
}

report::Table files_table(const Repository& repository, const std::vector<CaseFile>& files)
{
    report::Table table{"files",
                        {"ფაილები", "Files"},
                        {{"name", {"სახელი", "Name"}},
                         {"size", {"ზომა", "Size"}, Align::Right},
                         {"type", {"ტიპი", "Type"}},
                         {"field", {"ველი", "Field"}},
                         {"actor", {"ვინ", "Actor"}},
                         {"time", {"დრო", "Time"}},
                         {"sha256", {"SHA-256", "SHA-256"}, Align::Left, Show::OnRequest},
                         {"sequence", {"№", "No"}, Align::Right, Show::OnRequest}},
                        {}};
    const auto text_or_none = [](const std::string& text) { return text.empty() ? Cell::none() : Cell::of(text); };
    for (const CaseFile& file : files) {
        const model::Attachment& attachment = file.attachment;
        const bool closed = attachment.is_sealed();
        const Localized why = file.subject.empty() ? Localized("დალუქულია", "sealed") : Localized("წაშლილია", "erased");
        table.rows.push_back({closed ? Cell{Json(), why} : Cell::of(attachment.name),
                              closed ? Cell::none() : Cell{Json(attachment.size), both(size_in_words(attachment.size))},
                              text_or_none(attachment.media_type), text_or_none(file.field), text_or_none(file.actor),
                              file.sequence ? Cell::of(repository.zone().rfc3339(file.at)) : Cell::none(),
                              Cell::of(attachment.hash.hex()),
                              file.sequence ? Cell::of(static_cast<std::int64_t>(*file.sequence)) : Cell::none()});
    }
    return table;
}

CaseFile find_file(const Repository& repository, const store::CaseRow& row, std::string_view name)
{
    const std::vector<CaseFile> files = files_of(repository, row);
    const auto fits = [&](const CaseFile& file) {
        return file.attachment.name == to_nfc(name) ||
               (name.size() >= least_digits &&
                (file.attachment.hash.hex().starts_with(name) || file.blob.hex().starts_with(name)));
    };
    const auto found = std::find_if(files.rbegin(), files.rend(), fits);
    if (found == files.rend()) {
        std::vector<std::string> names;
        for (const CaseFile& file : files)
            names.push_back(name_of(file));
        const auto near = nearest(name, names);
        throw Error(Fault::NotFound,
                    say("{0}: ფაილი „{1}“ არ ახლავს", "{0} has no file \"{1}\"", row.path.empty() ? row.subject.uid.hex() : row.path,
                        printable(name)),
                    near            ? say("იქნებ {}?", "did you mean {}?", *near)
                    : names.empty() ? Localized("ამ საქმეს ფაილი არ ახლავს", "no file is attached to it")
                                    : say("ახლავს: {}", "there are: {}", join(names, ", ")));
    }
    if (found->attachment.is_sealed() && found->subject.empty())
        throw Error(Fault::Forbidden, say("ფაილი {} დალუქულია: მისი გასაღები ამ ასლს არ აქვს", "the file {} is sealed: this copy was not given its key", name_of(*found)),
                    {"გასაღებს იღებს ასლი, რომლის გასაღებსიტყვას უფლება personal აქვს", "a clone gets the key with a token of scope personal"});
    if (found->attachment.is_sealed())
        throw Error(Fault::NotFound, say("ფაილი {} წაშლილია: მისი გასაღები განადგურდა", "the file {} was erased: its key was destroyed",
                                         name_of(*found)));
    return *found;
}

void read_file_of(const Repository& repository, const CaseFile& file, const std::function<void(std::string_view)>& visit)
{
    const store::Blobs blobs(repository.data_folder() / "blobs");
    if (!blobs.has(file.blob))
        throw Error(Fault::NotFound,
                    say("{}: ფაილის შინაარსი აკლია", "{}: the content of the file is missing", printable(blobs.path(file.blob).string())),
                    {"აღადგინეთ სარეზერვო ასლიდან", "restore it from a backup"});
    if (file.subject.empty())
        return blobs.read(file.blob, visit);
    const auto key = store::SubjectKeys(repository.data_folder(), store::Access::Read).find(file.subject);
    if (!key)
        throw Error(Fault::NotFound, {"ფაილი წაშლილია: მისი გასაღები განადგურდა", "the file was erased: its key was destroyed"});
    store::read_sealed(blobs, file.blob, *key, visit);
}

report::Cell files_cell(const std::vector<model::Attachment>& attachments)
{
    Json files = Json::array();
    Localized lines;
    for (const model::Attachment& attachment : attachments) {
        files.push(attachment.is_sealed() ? Json(attachment.hash.hex()) : to_json(attachment));
        const Localized line = attachment.is_sealed()
                                   ? Localized("დალუქული ფაილი", "a sealed file")
                                   : both(fmt::format("{} ({})", attachment.name, size_in_words(attachment.size)));
        lines.ka += (lines.ka.empty() ? "" : "\n") + line.ka;
        lines.en += (lines.en.empty() ? "" : "\n") + line.en;
    }
    return {std::move(files), lines};
}

} // namespace ogp::app
