#include "app/bulk/incoming_file.hpp"

#include "base/file.hpp"
#include "base/hash_stream.hpp"
#include "base/media_type.hpp"
#include "base/picture_metadata.hpp"
#include "base/text.hpp"
#include "store/blob_writer.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <utility>

namespace ogp::app {
namespace {

constexpr std::size_t read_at_once = 64U << 10U;

/// Fills the buffer or reaches the end.
std::size_t read_whole(InputFile& file, char* buffer, std::size_t size)
{
    std::size_t used = 0;
    while (used < size) {
        const std::size_t count = file.read(buffer + used, size - used);
        if (count == 0)
            break;
        used += count;
    }
    return used;
}

std::string in_mebibytes(std::int64_t bytes)
{
    return bytes % (1 << 20) == 0 ? fmt::format("{} MiB", bytes >> 20) : fmt::format("{} B", bytes);
}

void check_size(const std::string& name, std::int64_t size, std::int64_t most)
{
    if (size > most)
        throw Error(Fault::Invalid,
                    say("{}: ფაილი ძალიან დიდია, დასაშვებია {}", "{}: the file is too large, at most {} are allowed", name,
                        in_mebibytes(most)),
                    {"შეამცირეთ ან ნაწილებად დაურთეთ", "make it smaller, or attach it in parts"});
}

void check_type(const std::string& name, const std::string& type, const std::vector<std::string>& accept)
{
    const bool accepted = accept.empty() || std::any_of(accept.begin(), accept.end(), [&](std::string_view one) {
        return one.ends_with("/*") ? std::string_view(type).starts_with(one.substr(0, one.size() - 1)) : one == type;
    });
    if (!accepted)
        throw Error(Fault::Invalid, say("{}: ტიპი {} აქ არ მიიღება", "{}: files of type {} are not accepted here", name, type),
                    say("მიიღება: {}", "accepted: {}", join(accept, ", ")));
}

Error changed_meanwhile(const std::filesystem::path& file)
{
    return Error(Fault::Conflict,
                 say("{}: ფაილი წაკითხვისას შეიცვალა", "{}: the file was changed while it was read", printable(file.string())),
                 {"სცადეთ თავიდან", "try again"});
}

} // namespace

FileRules rules_of(const workflow::CaseType& type, std::string_view name)
{
    const workflow::Field* field = type.field(name);
    if (field == nullptr || field->type != workflow::FieldType::Attachment) {
        std::vector<std::string> known;
        for (const workflow::Field& one : type.fields)
            if (one.type == workflow::FieldType::Attachment)
                known.push_back(one.id);
        const auto near = nearest(name, known);
        throw Error(Fault::Usage, say("{}: ველი „{}“ ფაილს არ ინახავს", "{} has no field \"{}\" that holds files", type.id, printable(name)),
                    near            ? say("იქნებ {}?", "did you mean {}?", *near)
                    : known.empty() ? Localized("დაურთეთ საქმეს: --field არ არის საჭირო", "attach it to the case: leave out --field")
                                    : say("ფაილს ინახავს: {}", "fields that hold files: {}", join(known, ", ")));
    }
    if (workflow::is_sealed(field->privacy))
        throw Error(Fault::Forbidden, say("ველი „{}“ პირადია", "the field \"{}\" is personal", name),
                    {"დაურთეთ საქმეს: --field არ არის საჭირო", "attach it to the case: leave out --field"});
    FileRules rules{field->accept, field->max_size.value_or(largest_attachment), FileRules::Metadata::Keep};
    if (field->strip_metadata)
        rules.metadata = FileRules::Metadata::Strip;
    return rules;
}

IncomingFile::IncomingFile(std::filesystem::path file, std::string_view name, const FileRules& rules) : m_file(std::move(file))
{
    m_attachment.name = model::clean_file_name(name.empty() && m_file != "-" ? m_file.string() : std::string(name));
    look(rules, std::min(rules.max_size, largest_attachment));
}

void IncomingFile::look(const FileRules& rules, std::int64_t limit)
{
    InputFile input(m_file);
    std::string buffer(read_at_once, '\0');
    std::size_t count = read_whole(input, buffer.data(), media_type_bytes);
    m_attachment.media_type = media_type(std::string_view(buffer).substr(0, count), m_attachment.name);
    check_type(m_attachment.name, m_attachment.media_type, rules.accept);
    const bool picture = m_attachment.media_type == "image/jpeg" || m_attachment.media_type == "image/png";
    const bool strip = picture && rules.metadata == FileRules::Metadata::Strip;
    if (strip || m_file == "-")
        m_content.emplace();
    HashStream hash;
    for (; count > 0; count = input.read(buffer.data(), buffer.size())) {
        const std::string_view piece = std::string_view(buffer).substr(0, count);
        m_attachment.size += static_cast<std::int64_t>(count);
        check_size(m_attachment.name, m_attachment.size, limit);
        hash.add(piece);
        if (m_content)
            *m_content += piece;
    }
    m_attachment.hash = hash.finish();
    if (strip) {
        m_content = strip_metadata(m_attachment.media_type, std::move(*m_content));
        m_attachment.size = static_cast<std::int64_t>(m_content->size());
        m_attachment.hash = sha256(*m_content);
    }
}

store::ContentSource IncomingFile::source() const
{
    if (!m_content)
        return [input = std::make_shared<InputFile>(m_file)](char* buffer, std::size_t size) { return input->read(buffer, size); };
    return [rest = std::string_view(*m_content)](char* buffer, std::size_t size) mutable {
        const std::size_t count = std::min(size, rest.size());
        std::memcpy(buffer, rest.data(), count);
        rest.remove_prefix(count);
        return count;
    };
}

void IncomingFile::keep(const Repository& repository) const
{
    const store::Blobs blobs(repository.data_folder() / "blobs");
    store::BlobWriter writer(blobs);
    const store::ContentSource next = source();
    std::string buffer(read_at_once, '\0');
    while (const std::size_t count = next(buffer.data(), buffer.size()))
        writer.add(std::string_view(buffer).substr(0, count));
    if (!writer.finish_as(m_attachment.hash))
        throw changed_meanwhile(m_file);
}

Hash IncomingFile::keep_sealed(const Repository& repository, std::string_view subject_key) const
{
    HashStream hash;
    const store::ContentSource next = source();
    const Hash ciphertext =
        store::put_sealed(store::Blobs(repository.data_folder() / "blobs"), subject_key, [&](char* buffer, std::size_t size) {
            const std::size_t count = next(buffer, size);
            hash.add({buffer, count});
            return count;
        });
    if (hash.finish() != m_attachment.hash)
        throw changed_meanwhile(m_file);
    return ciphertext;
}

model::Attachment keep_attachment(const Repository& repository, const std::filesystem::path& file, std::string_view name,
                                  const FileRules& rules)
{
    const IncomingFile incoming(file, name, rules);
    incoming.keep(repository);
    return incoming.attachment();
}

} // namespace ogp::app
